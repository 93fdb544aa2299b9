#include "jium/desk/send_letter.h"

#include "jium/desk/climb_ladder.h"
#include "jium/desk/compose_letter.h"
#include "jium/desk/note_contact.h"
#include "jium/desk/note_sent.h"
#include "jium/desk/reach.h"
#include "jium/desk/removal_ground.h"
#include "jium/desk/send_post.h"
#include "jium/desk/write_log.h"
#include "jium/removal/removal_request.h"
#include "jium/store/jobs.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::LetterState;

std::vector<removal::RequestId> requests_of(const store::StoredLetter& stored) {
  std::vector<removal::RequestId> ids{stored.request};
  ids.insert(ids.end(), stored.others.begin(), stored.others.end());
  return ids;
}

// That the letter leaves is logged before it does (hand_over_letter); this says that it did not, or was not
// taken.
Result<void> log_unsent(const Desk& desk, store::Transaction& tx, const store::StoredLetter& stored,
                        const removal::RemovalRequest& request, audit::Outcome outcome) {
  return write_log_of_house(desk, tx, request.organisation, audit::Act::letter_sent, stored.id, outcome);
}

Result<void> note_letter_sent(const Desk& desk, store::Transaction& tx, const store::StoredLetter& stored,
                              const std::string& actor) {
  for (const removal::RequestId id : requests_of(stored))
    JIUM_CHECK(note_request_sent(desk, tx, id, actor, Event::letter_sent));
  return {};
}

// The same for each request that the letter is about.
Result<void> write_histories(const Desk& desk, store::Transaction& tx, const store::StoredLetter& stored,
                             const std::string& actor, Event event, const std::string& note = "") {
  for (const removal::RequestId id : requests_of(stored)) {
    JIUM_TRY(const auto request, store::load_request(tx, id));
    JIUM_CHECK(write_history(desk, tx, request.the_case, actor, event, id.text(), note));
  }
  return {};
}

// One alarm a letter, however many requests it is about: it names the first.
Result<void> alarm_about(const Desk& desk, store::Transaction& tx, const store::StoredLetter& stored,
                         store::AlarmKind kind) {
  JIUM_TRY(const auto request, store::load_request(tx, stored.request));
  return raise_alarm(desk, tx, request.organisation, request.the_case, kind, request.id.text());
}

// The mail server would not take it: the requests are refused with the server's words, and an officer must
// know.
Result<void> note_letter_refused(const Desk& desk, store::Transaction& tx, const store::StoredLetter& stored,
                                 const removal::Delivery& delivery) {
  for (const removal::RequestId id : requests_of(stored)) {
    JIUM_TRY(auto request, store::load_request(tx, id));
    JIUM_CHECK(removal::note_answer(request, removal::Answer::refused, desk.clock.now()));
    JIUM_CHECK(store::update(tx, request));
    JIUM_CHECK(note_contact(desk, tx, request, request.site_operator, removal::ChannelKind::mail,
                            removal::ContactOutcome::undeliverable));
  }
  JIUM_CHECK(
      write_histories(desk, tx, stored, std::string(kJiumItself), Event::letter_refused, delivery.reason));
  JIUM_TRY(const auto request, store::load_request(tx, stored.request));
  JIUM_CHECK(log_unsent(desk, tx, stored, request, audit::Outcome::failed));
  JIUM_CHECK(alarm_about(desk, tx, stored, store::AlarmKind::letter_refused));
  for (const removal::RequestId id : requests_of(stored)) {
    JIUM_TRY(const auto one, store::load_request(tx, id));
    JIUM_CHECK(climb_ladder_of(desk, tx, one.sighting));
  }
  return {};
}

Result<void> note_doubt(const Desk& desk, store::Transaction& tx, store::StoredLetter& stored, int attempt) {
  JIUM_CHECK(removal::doubt(stored.delivery, attempt));
  JIUM_CHECK(store::update_delivery(tx, stored));
  JIUM_CHECK(write_histories(desk, tx, stored, std::string(kJiumItself), Event::letter_unconfirmed));
  JIUM_TRY(const auto request, store::load_request(tx, stored.request));
  JIUM_CHECK(log_unsent(desk, tx, stored, request, audit::Outcome::failed));
  return alarm_about(desk, tx, stored, store::AlarmKind::letter_unconfirmed);
}

// A request whose ground has gone since the officer confirmed it stays with us, and the officer is told why.
Result<void> withhold(const Desk& desk, store::Transaction& tx, removal::RemovalRequest request,
                      std::string why) {
  JIUM_CHECK(removal::note_answer(request, removal::Answer::refused, desk.clock.now()));
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(write_history(desk, tx, request.the_case, std::string(kJiumItself), Event::letter_withheld,
                           request.id.text(), std::move(why)));
  JIUM_CHECK(tell_of_withheld(desk, tx, request));
  return climb_ladder_of(desk, tx, request.sighting);
}

// The letter stays; nothing that it asks for is asked for any more.
Result<void> withhold_letter(const Desk& desk, store::Transaction& tx, store::StoredLetter& stored) {
  JIUM_TRY(const int attempt, removal::begin(stored.delivery));
  JIUM_CHECK(removal::note_refused(stored.delivery, attempt, desk.clock.now()));
  JIUM_CHECK(store::update_delivery(tx, stored));
  JIUM_TRY(const auto request, store::load_request(tx, stored.request));
  return log_unsent(desk, tx, stored, request, audit::Outcome::refused);
}

// The first time it is written down why; when it goes on, an officer must know: the clock has not begun to
// run.
Result<void> note_letter_postponed(const Desk& desk, store::Transaction& tx,
                                   const store::StoredLetter& stored, const removal::Delivery& delivery) {
  constexpr int kAlarming = 3;
  if (stored.delivery.attempt != 1 && stored.delivery.attempt != kAlarming) return {};
  JIUM_CHECK(
      write_histories(desk, tx, stored, std::string(kJiumItself), Event::letter_postponed, delivery.reason));
  if (stored.delivery.attempt != kAlarming) return {};
  return alarm_about(desk, tx, stored, store::AlarmKind::letter_postponed);
}

// Is there a ground to ask, and a clock that can be told from now on? Conflict when not.
Result<void> may_leave(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request) {
  JIUM_CHECK(removal_ground(tx, request.organisation, request.sighting));
  JIUM_TRY(const auto rule, desk.rules.rule_by_id(request.rule));
  if (const auto due = rule.due_after(desk.clock.now()); !due)
    return fault(FaultKind::conflict, due.fault().what);
  return {};
}

// Takes what may not leave any more out of the letter. False when nothing is left to ask for.
Result<bool> settle_ground(const Desk& desk, store::Transaction& tx, store::StoredLetter& stored) {
  std::vector<removal::RemovalRequest> kept;
  std::vector<std::pair<removal::RemovalRequest, std::string>> lost;
  for (const removal::RequestId id : requests_of(stored)) {
    JIUM_TRY(auto request, store::load_request(tx, id));
    const auto may = may_leave(desk, tx, request);
    if (!may && may.fault().kind != FaultKind::conflict) return Fault(may.fault());
    if (may) {
      kept.push_back(std::move(request));
    } else {
      lost.emplace_back(std::move(request), may.fault().what);
    }
  }
  if (kept.empty()) JIUM_CHECK(withhold_letter(desk, tx, stored));
  for (auto& [request, why] : lost) JIUM_CHECK(withhold(desk, tx, std::move(request), why));
  if (lost.empty() || kept.empty()) return !kept.empty();
  const std::string reference = stored.letter.reply_reference;
  stored.request = kept.front().id;
  stored.others.clear();
  for (std::size_t i = 1; i < kept.size(); ++i) stored.others.push_back(kept[i].id);
  JIUM_TRY(stored.letter, compose_letter(desk, tx, kept, reference));
  JIUM_CHECK(store::rewrite(tx, stored));
  return true;
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
  JIUM_TRY(const bool is_left, settle_ground(desk, tx, stored));
  if (!is_left) return std::optional<BegunLetter>();
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
  return write_histories(desk, tx, stored, std::string(kJiumItself), Event::letter_handed_over);
}

Result<void> settle_letter(const Desk& desk, store::Transaction& tx, removal::LetterId id, int attempt,
                           const removal::Delivery& delivery) {
  JIUM_TRY(auto stored, store::load_letter(tx, id));
  const Instant now = desk.clock.now();
  switch (delivery.outcome) {
    case removal::DeliveryOutcome::accepted:
      JIUM_CHECK(removal::note_delivered(stored.delivery, attempt, now));
      JIUM_CHECK(note_letter_sent(desk, tx, stored, std::string(kJiumItself)));
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
  if (!stored) {
    JIUM_CHECK(settle_post_doubt(desk, tx, actor, request, was_delivered));
    return store::load_request(tx, id);
  }
  JIUM_CHECK(removal::settle_doubt(stored->delivery, was_delivered, desk.clock.now()));
  JIUM_CHECK(store::update_delivery(tx, *stored));
  JIUM_CHECK(write_histories(desk, tx, *stored, actor.text(), Event::letter_settled,
                             was_delivered ? "delivered" : "not delivered: sent again"));
  if (was_delivered) {
    JIUM_CHECK(note_letter_sent(desk, tx, *stored, actor.text()));
  } else {
    JIUM_CHECK(store::schedule(tx, store::JobKind::send_letter, stored->id.value(), desk.clock.now()));
  }
  return store::load_request(tx, id);
}

}  // namespace jium::desk
