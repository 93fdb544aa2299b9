#include "jium/desk/receive_request.h"

#include <algorithm>

#include "jium/store/partners.h"
#include "jium/store/platforms.h"

namespace jium::desk {
namespace {

using removal::OfferState;
using removal::ReceivedRequest;

constexpr std::size_t kLongestText = 2000, kLongestValue = 4096, kMostFingerprints = 64;
constexpr int kLongestClock = 24 * 366;  // hours
constexpr auto kMostOpen = 10;

// What a platform's engineer could do something with.
Result<void> check(const PlatformMessage& message) {
  for (const std::string* text : {&message.centre, &message.contact, &message.rule, &message.legal_basis,
                                  &message.legal_text, &message.category}) {
    if (text->size() > kLongestText)
      return fault(FaultKind::malformed, "each text of a request is at most 2,000 bytes");
  }
  if (message.centre.empty() || message.contact.empty())
    return fault(FaultKind::malformed, "a request says who asks, and where they are reached");
  const int hours = message.clock_hours.value_or(0);
  if (hours < 0 || hours > kLongestClock)
    return fault(FaultKind::malformed, "clock_hours is at most a year");
  if (message.fingerprints.size() > kMostFingerprints)
    return fault(FaultKind::malformed, "a request has at most 64 fingerprints");
  for (const MessageFingerprint& one : message.fingerprints) {
    if (one.algorithm.size() > 64 || one.value.size() > kLongestValue || !from_hex(one.value))
      return fault(FaultKind::malformed, "a fingerprint is an algorithm's name and hexadecimal digits");
  }
  return registry::WebAddress::parse(message.address).map([](const auto&) {});
}

Result<ReceivedView> view_of(store::Transaction& tx, ReceivedRequest received, bool is_new = false) {
  JIUM_TRY(auto questions,
           store::questions_of_received(tx, received.offered.platform, received.offered.request));
  return ReceivedView{std::move(received), std::move(questions), is_new};
}

Result<ReceivedRequest> reach(store::Transaction& tx, const removal::Partner& partner,
                              removal::RequestId id) {
  JIUM_TRY(auto received, store::received_request(tx, partner.platform, id));
  if (!received || received->partner != partner.id)
    return fault(FaultKind::missing, "no such removal request");
  return *std::move(received);
}

}  // namespace

Result<ReceivedView> receive_request(const Desk& desk, store::Transaction& tx,
                                     const removal::Partner& partner, const PlatformMessage& message) {
  JIUM_TRY(const auto id, removal::RequestId::parse(message.reference));
  JIUM_TRY(auto there, store::received_request(tx, partner.platform, id));
  if (there && there->partner != partner.id)
    return fault(FaultKind::conflict, "this reference is another request's: choose another one");
  if (there) return view_of(tx, *std::move(there));
  JIUM_CHECK(check(message));
  ReceivedRequest received;
  received.partner = partner.id;
  received.offered.request = id;
  received.offered.platform = partner.platform;
  JIUM_TRY(received.offered.seq, store::next_seq(tx, partner.platform));
  received.offered.content = Secret<std::string>(write_message(message));
  received.offered.filed_at = desk.clock.now();
  JIUM_CHECK(store::insert(tx, received));
  return view_of(tx, std::move(received), true);
}

Result<ReceivedView> show_received(store::Transaction& tx, const removal::Partner& partner,
                                   removal::RequestId id) {
  JIUM_TRY(auto received, reach(tx, partner, id));
  return view_of(tx, std::move(received));
}

Result<ReceivedView> take_centres_answer(const Desk& desk, store::Transaction& tx,
                                         const removal::Partner& partner, removal::RequestId id,
                                         const CentresAnswer& answer) {
  if (answer.words.reveal().size() > kLongestText)
    return fault(FaultKind::malformed, "at most 2,000 bytes of words");
  JIUM_TRY(auto received, reach(tx, partner, id));
  JIUM_TRY(auto questions, store::questions_of_received(tx, partner.platform, id));
  const auto one =
      std::ranges::find_if(questions, [&](const auto& each) { return each.id == answer.question; });
  if (one == questions.end()) return fault(FaultKind::missing, "no such question");
  if (one->answered_at) return ReceivedView{std::move(received), std::move(questions)};
  one->answer = answer.words;
  one->answered_at = desk.clock.now();
  JIUM_CHECK(store::update_received(tx, *one));
  removal::PlatformRequest& offered = received.offered;
  const bool all_answered = std::ranges::all_of(questions, [](const auto& each) { return each.answered_at.has_value(); });
  if (answer.taken_back) {
    removal::take_back(offered);
  } else if (offered.state == OfferState::needs_more && all_answered) {
    offered.state = offered.acknowledged_at ? OfferState::acknowledged : OfferState::served;
  }
  // It comes up again for whoever reads on from their cursor.
  JIUM_TRY(offered.seq, store::next_seq(tx, partner.platform));
  JIUM_CHECK(store::update(tx, received));
  return ReceivedView{std::move(received), std::move(questions)};
}

Result<ServedRequest> shown_received(store::Transaction& tx, ReceivedRequest received) {
  JIUM_TRY(auto message, read_message(received.offered.content.reveal()));
  JIUM_TRY(auto questions,
           store::questions_of_received(tx, received.offered.platform, received.offered.request));
  std::optional<Instant> due_at;
  if (message.clock_hours) due_at = received.offered.filed_at + std::chrono::hours{*message.clock_hours};
  return ServedRequest{std::move(received.offered), std::move(message), due_at, std::move(questions)};
}

Result<ServedRequest> serve_received(const Desk& desk, store::Transaction& tx, ReceivedRequest received) {
  if (received.offered.state != OfferState::waiting) return shown_received(tx, std::move(received));
  received.offered.state = OfferState::served;
  received.offered.served_at = desk.clock.now();
  return keep_received(tx, std::move(received));
}

Result<std::optional<ReceivedRequest>> reach_received(store::Transaction& tx, const Actor& actor,
                                                      removal::RequestId id) {
  JIUM_TRY(auto received, store::received_request(tx, actor.organisation, id));
  if (received && !received->offered.served_at) return std::optional<ReceivedRequest>();
  return received;
}

Result<ServedRequest> keep_received(store::Transaction& tx, ReceivedRequest received) {
  JIUM_CHECK(store::update(tx, received));
  return shown_received(tx, std::move(received));
}

Result<ServedRequest> ask_partner(const Desk& desk, store::Transaction& tx, ReceivedRequest received,
                                  removal::QuestionKind kind, const Secret<std::string>& words) {
  const auto id = received.offered.request;
  JIUM_TRY(const auto before, store::questions_of_received(tx, received.offered.platform, id));
  if (std::ranges::count_if(before, [](const auto& one) { return !one.answered_at; }) >= kMostOpen)
    return fault(FaultKind::conflict, "ten questions about this request are open: wait for their answers");
  JIUM_CHECK(removal::ask_more(received.offered));
  JIUM_CHECK(store::insert_received(tx, {.id = removal::QuestionId::random(),
                                         .request = id,
                                         .platform = received.offered.platform,
                                         .kind = kind,
                                         .words = words,
                                         .asked_at = desk.clock.now(),
                                         .answer = {},
                                         .answered_at = std::nullopt}));
  return keep_received(tx, std::move(received));
}

}  // namespace jium::desk
