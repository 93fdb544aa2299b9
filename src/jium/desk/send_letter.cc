#include "jium/desk/send_letter.h"

#include "jium/desk/note_contact.h"
#include "jium/desk/note_sent.h"
#include "jium/desk/reach.h"
#include "jium/desk/removal_ground.h"
#include "jium/desk/write_log.h"
#include "jium/removal/removal_request.h"
#include "jium/store/jobs.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::LetterState;

// That the letter leaves is logged before it does (hand_over_letter); this says that it did not, or was not
// taken.
Result<void> log_unsent(const Desk& desk, store::Transaction& tx, const store::StoredLetter& stored,
                        const removal::RemovalRequest& request, audit::Outcome outcome) {
  return write_log_of_house(desk, tx, request.organisation, audit::Act::letter_sent, stored.id, outcome);
}

// The mail server would not take it: the request is refused with the server's words, and an officer must
// know.
Result<void> note_letter_refused(const Desk& desk, store::Transaction& tx, const store::StoredLetter& stored,
                                 const removal::Delivery& delivery) {
  JIUM_TRY(auto request, store::load_request(tx, stored.request));
  JIUM_CHECK(removal::note_answer(request, removal::Answer::refused, desk.clock.now()));
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(write_history(desk, tx, request.the_case, std::string(kJiumItself), Event::letter_refused,
                           request.id.text(), delivery.reason));
  JIUM_CHECK(note_contact(desk, tx, request, request.site_operator, removal::ChannelKind::mail,
                          removal::ContactOutcome::undeliverable));
  JIUM_CHECK(log_unsent(desk, tx, stored, request, audit::Outcome::failed));
  return raise_alarm(desk, tx, request.organisation, request.the_case, store::AlarmKind::letter_refused,
                     request.id.text());
}

Result<void> note_doubt(const Desk& desk, store::Transaction& tx, store::StoredLetter& stored, int attempt) {
  JIUM_CHECK(removal::doubt(stored.delivery, attempt));
  JIUM_CHECK(store::update_delivery(tx, stored));
  JIUM_TRY(const auto request, store::load_request(tx, stored.request));
  JIUM_CHECK(write_history(desk, tx, request.the_case, std::string(kJiumItself), Event::letter_unconfirmed,
                           request.id.text()));
  JIUM_CHECK(log_unsent(desk, tx, stored, request, audit::Outcome::failed));
  return raise_alarm(desk, tx, request.organisation, request.the_case, store::AlarmKind::letter_unconfirmed,
                     request.id.text());
}

// The ground may have gone since the officer confirmed: then the letter stays, and the officer is told why.
Result<void> withhold(const Desk& desk, store::Transaction& tx, store::StoredLetter& stored,
                      removal::RemovalRequest request, std::string why) {
  const Instant now = desk.clock.now();
  JIUM_TRY(const int attempt, removal::begin(stored.delivery));
  JIUM_CHECK(removal::note_refused(stored.delivery, attempt, now));
  JIUM_CHECK(store::update_delivery(tx, stored));
  JIUM_CHECK(removal::note_answer(request, removal::Answer::refused, now));
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(log_unsent(desk, tx, stored, request, audit::Outcome::refused));
  return write_history(desk, tx, request.the_case, std::string(kJiumItself), Event::letter_withheld,
                       request.id.text(), std::move(why));
}

// The first time it is written down why; when it goes on, an officer must know: the clock has not begun to
// run.
Result<void> note_letter_postponed(const Desk& desk, store::Transaction& tx,
                                   const store::StoredLetter& stored, const removal::Delivery& delivery) {
  constexpr int kAlarming = 3;
  if (stored.delivery.attempt != 1 && stored.delivery.attempt != kAlarming) return {};
  JIUM_TRY(const auto request, store::load_request(tx, stored.request));
  JIUM_CHECK(write_history(desk, tx, request.the_case, std::string(kJiumItself), Event::letter_postponed,
                           request.id.text(), delivery.reason));
  if (stored.delivery.attempt != kAlarming) return {};
  return raise_alarm(desk, tx, request.organisation, request.the_case, store::AlarmKind::letter_postponed,
                     request.id.text());
}

}  // namespace

Result<std::optional<BegunLetter>> begin_letter(const Desk& desk, store::Transaction& tx,
                                                removal::LetterId id) {
  JIUM_TRY(auto stored, store::load_letter(tx, id));
  const LetterState state = stored.delivery.state;
  if (state == LetterState::handed_over) {
    JIUM_CHECK(note_doubt(desk, tx, stored, stored.delivery.attempt));
    return std::optional(BegunLetter{std::move(stored), 0, true});
  }
  if (state != LetterState::queued && state != LetterState::sending) return std::optional<BegunLetter>();
  JIUM_TRY(auto request, store::load_request(tx, stored.request));
  const auto ground = removal_ground(tx, request.organisation, request.sighting);
  if (!ground && ground.fault().kind != FaultKind::conflict) return ground.fault();
  if (!ground) {
    JIUM_CHECK(withhold(desk, tx, stored, std::move(request), ground.fault().what));
    return std::optional<BegunLetter>();
  }
  JIUM_TRY(const int attempt, removal::begin(stored.delivery));
  JIUM_CHECK(store::update_delivery(tx, stored));
  return std::optional(BegunLetter{std::move(stored), attempt, false});
}

Result<void> hand_over_letter(const Desk& desk, store::Transaction& tx, removal::LetterId id, int attempt) {
  JIUM_TRY(auto stored, store::load_letter(tx, id));
  JIUM_CHECK(removal::hand_over(stored.delivery, attempt));
  JIUM_CHECK(store::update_delivery(tx, stored));
  JIUM_TRY(const auto request, store::load_request(tx, stored.request));
  JIUM_CHECK(write_log_of_house(desk, tx, request.organisation, audit::Act::letter_sent, id));
  return write_history(desk, tx, request.the_case, std::string(kJiumItself), Event::letter_handed_over,
                       request.id.text());
}

Result<void> settle_letter(const Desk& desk, store::Transaction& tx, removal::LetterId id, int attempt,
                           const removal::Delivery& delivery) {
  JIUM_TRY(auto stored, store::load_letter(tx, id));
  const Instant now = desk.clock.now();
  switch (delivery.outcome) {
    case removal::DeliveryOutcome::accepted:
      JIUM_CHECK(removal::note_delivered(stored.delivery, attempt, now));
      JIUM_CHECK(note_request_sent(desk, tx, stored.request, std::string(kJiumItself), Event::letter_sent));
      break;
    case removal::DeliveryOutcome::refused:
      JIUM_CHECK(removal::note_refused(stored.delivery, attempt, now));
      JIUM_CHECK(note_letter_refused(desk, tx, stored, delivery));
      break;
    case removal::DeliveryOutcome::postponed:
      JIUM_CHECK(removal::note_postponed(stored.delivery, attempt));
      JIUM_CHECK(note_letter_postponed(desk, tx, stored, delivery));
      break;
    case removal::DeliveryOutcome::unknown:
      return note_doubt(desk, tx, stored, attempt);
  }
  return store::update_delivery(tx, stored);
}

Result<removal::RemovalRequest> settle_doubt(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             removal::RequestId id, bool was_delivered) {
  JIUM_TRY(const auto request, reach_request(desk, tx, actor, id));
  JIUM_TRY(auto stored, store::letter_of(tx, request.id));
  if (!stored) return fault(FaultKind::conflict, "the request has no letter yet: confirm it first");
  JIUM_CHECK(removal::settle_doubt(stored->delivery, was_delivered, desk.clock.now()));
  JIUM_CHECK(store::update_delivery(tx, *stored));
  JIUM_CHECK(write_history(desk, tx, request.the_case, actor.text(), Event::letter_settled, id.text(),
                           was_delivered ? "delivered" : "not delivered: sent again"));
  if (was_delivered) {
    JIUM_CHECK(note_request_sent(desk, tx, id, actor.text(), Event::letter_sent));
  } else {
    JIUM_CHECK(store::schedule(tx, store::JobKind::send_letter, stored->id.value(), desk.clock.now()));
  }
  return store::load_request(tx, id);
}

}  // namespace jium::desk
