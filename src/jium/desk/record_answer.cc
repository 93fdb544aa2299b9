#include "jium/desk/record_answer.h"

#include "jium/casework/resident_number.h"
#include "jium/desk/climb_ladder.h"
#include "jium/desk/count_costs.h"
#include "jium/desk/note_contact.h"
#include "jium/desk/reach.h"
#include "jium/store/jobs.h"
#include "jium/store/requests.h"

namespace jium::desk {
namespace {

casework::Event event_of(removal::Answer answer) {
  switch (answer) {
    case removal::Answer::acknowledged:
      return casework::Event::request_acknowledged;
    case removal::Answer::removed:
      return casework::Event::removal_claimed;
    case removal::Answer::refused:
      return casework::Event::request_refused;
  }
  return casework::Event::request_acknowledged;
}

}  // namespace

Result<removal::RemovalRequest> take_answer(const Desk& desk, store::Transaction& tx,
                                            removal::RemovalRequest request, removal::Answer answer,
                                            const std::string& actor, const std::string& words) {
  if (request.state == removal::RequestState::confirmed) {
    return fault(FaultKind::conflict,
                 "the letter is still on its way: an answer can be recorded once it is known to be sent");
  }
  const Instant now = desk.clock.now();
  JIUM_CHECK(removal::note_answer(request, answer, now));
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(write_history(desk, tx, request.the_case, actor, event_of(answer), request.id.text(), words));
  JIUM_CHECK(note_contact_outcome(desk, tx, request, request.site_operator, removal::outcome_of(answer)));
  if (answer == removal::Answer::removed) {
    JIUM_CHECK(store::schedule(tx, store::JobKind::check_place, request.id.value(), now));
    // A word that comes when the clock has ended starts a short one: where no look can bear it out, it would
    // otherwise be the end of the matter.
    const auto end = removal::clock_end(request);
    if (end && *end > now)
      JIUM_CHECK(store::schedule(tx, store::JobKind::end_clock, request.id.value(), *end));
  }
  JIUM_CHECK(climb_ladder_of(desk, tx, request.sighting));
  return request;
}

Result<removal::RemovalRequest> record_answer(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              const RecordAnswer& ask) {
  if (ask.words.reveal().size() > 2000)
    return fault(FaultKind::malformed, "the operator's words: at most 2,000 bytes");
  if (casework::holds_resident_number(ask.words.reveal())) {
    return fault(FaultKind::malformed,
                 "that looks like a resident registration number: jium keeps none, so please leave it out");
  }
  JIUM_TRY(auto request, reach_request(desk, tx, actor, ask.request));
  JIUM_TRY(auto answered,
           take_answer(desk, tx, std::move(request), ask.answer, actor.text(), ask.words.reveal()));
  JIUM_CHECK(note_cost(desk, tx, actor.text(), answered, removal::CostKind::answer_handled));
  return answered;
}

Result<void> end_clock(const Desk& desk, store::Transaction& tx, removal::RequestId id) {
  JIUM_TRY(auto request, store::load_request(tx, id));
  if (!removal::note_time(request, desk.clock.now())) return {};
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(write_history(desk, tx, request.the_case, std::string(kJiumItself),
                           casework::Event::request_overdue, id.text()));
  JIUM_CHECK(note_contact_outcome(desk, tx, request, request.site_operator, removal::ContactOutcome::silent));
  JIUM_CHECK(raise_alarm(desk, tx, request.organisation, request.the_case, store::AlarmKind::request_overdue,
                         id.text()));
  return climb_ladder_of(desk, tx, request.sighting);
}

}  // namespace jium::desk
