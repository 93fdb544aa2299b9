#include "jium/casework/hold.h"

#include "jium/casework/resident_number.h"

namespace jium::casework {
namespace {

bool waits(const Signature& first, Instant now) {
  return now < first.at + kFirstWordLasts;
}

}  // namespace

HoldState LegalHold::state(Instant now) const {
  if (lifted) return HoldState::lifted;
  if (!placed) return waits(asked, now) ? HoldState::asked : HoldState::lapsed;
  return release_asked && waits(*release_asked, now) ? HoldState::release_asked : HoldState::placed;
}

bool LegalHold::holds(Instant now) const {
  const HoldState is = state(now);
  return is != HoldState::lapsed && is != HoldState::lifted;
}

Result<void> check_order(const std::string& order) {
  if (order.empty() || order.size() > 80)
    return fault(FaultKind::malformed, "give the order's number as it stands on the paper, up to 80 bytes");
  if (holds_resident_number(order)) {
    return fault(FaultKind::malformed,
                 "that looks like a resident registration number: jium keeps none, so please leave it out");
  }
  return {};
}

Result<void> sign_hold(LegalHold& hold, const Signature& by) {
  if (hold.lifted) return fault(FaultKind::conflict, "the hold under this order was lifted");
  if (hold.placed) return fault(FaultKind::conflict, "the hold under this order is placed already");
  if (!waits(hold.asked, by.at)) {
    hold.asked = by;
    return {};
  }
  JIUM_CHECK(check_two_people(hold.asked.by, by.by));
  hold.placed = by;
  return {};
}

Result<void> sign_release(LegalHold& hold, const Signature& by) {
  if (hold.lifted) return fault(FaultKind::conflict, "the hold under this order was lifted already");
  if (!hold.placed) {
    return fault(FaultKind::conflict,
                 "the hold under this order was never placed: it lapses three days after it was asked for");
  }
  if (!hold.release_asked || !waits(*hold.release_asked, by.at)) {
    hold.release_asked = by;
    return {};
  }
  JIUM_CHECK(check_two_people(hold.release_asked->by, by.by));
  hold.lifted = by;
  return {};
}

}  // namespace jium::casework
