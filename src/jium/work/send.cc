#include "jium/work/send.h"

#include <thread>

namespace jium::work {
namespace {

constexpr int kSettleTries = 5;
constexpr std::chrono::milliseconds kSettlePause{200};

// The server has answered and the answer must not be lost for a moment's contention in the store.
template <class Settle>
Result<void> settle_in(store::Store& store, Settle settle) {
  for (int tries = 1;; ++tries) {
    const Result<void> settled = store.write(settle);
    if (settled || settled.fault().kind != FaultKind::busy || tries == kSettleTries) return settled;
    std::this_thread::sleep_for(kSettlePause * tries);
  }
}

}  // namespace

Result<Sent> send_letter(store::Store& store, const desk::Desk& desk, removal::Courier& courier,
                         removal::LetterId id) {
  JIUM_TRY(const auto begun,
           store.write([&](store::Transaction& tx) { return desk::begin_letter(desk, tx, id); }));
  if (!begun || begun->doubted) return Sent::settled;
  const auto hand_over = [&] {
    return store
        .write([&](store::Transaction& tx) { return desk::hand_over_letter(desk, tx, id, begun->attempt); })
        .has_value();
  };
  const removal::Delivery delivery = courier.send(begun->stored.letter, hand_over);
  JIUM_CHECK(settle_in(store, [&](store::Transaction& tx) {
    return desk::settle_letter(desk, tx, id, begun->attempt, delivery);
  }));
  return delivery.outcome == removal::DeliveryOutcome::postponed ? Sent::again : Sent::settled;
}

Result<Sent> send_post(store::Store& store, const desk::Desk& desk, removal::FormSender& sender,
                       store::PostId id) {
  JIUM_TRY(const auto begun,
           store.write([&](store::Transaction& tx) { return desk::begin_post(desk, tx, id); }));
  if (!begun || begun->doubted) return Sent::settled;
  const auto hand_over = [&] {
    return store
        .write([&](store::Transaction& tx) { return desk::hand_over_post(desk, tx, id, begun->attempt); })
        .has_value();
  };
  const removal::PostDelivery delivery = sender.send(begun->stored.post, hand_over);
  JIUM_CHECK(settle_in(store, [&](store::Transaction& tx) {
    return desk::settle_post(desk, tx, id, begun->attempt, delivery);
  }));
  return delivery.outcome == removal::PostOutcome::postponed ? Sent::again : Sent::settled;
}

}  // namespace jium::work
