#include "jium/desk/climb_ladder.h"

#include <algorithm>

#include "jium/desk/file_block_request.h"
#include "jium/desk/removal_ground.h"
#include "jium/desk/request_removal.h"
#include "jium/desk/sign_in.h"
#include "jium/desk/withdraw_drafts.h"
#include "jium/desk/write_log.h"
#include "jium/store/alarm_search.h"
#include "jium/store/block_requests.h"
#include "jium/store/cases.h"
#include "jium/store/changes.h"
#include "jium/store/directory.h"
#include "jium/store/jobs.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using removal::Ladder;
using removal::OperatorId;
using removal::Plan;
using removal::RemovalRequest;
using removal::RequestState;
using removal::Rung;
using removal::SkipReason;
using removal::StepEnd;
using removal::StepState;

// While a place that looked empty is being proved, its clock waits for the proof.
constexpr Duration kProofTime = std::chrono::hours{24};

std::string name_of(Rung rung) {
  return std::string(to_text(rung));
}

// Has the end of this request's clock been put in front of an officer, who has not looked yet, or is it about
// to be (both jobs are due at the same instant, in no order)?
Result<bool> is_told_overdue(store::Transaction& tx, RemovalRequest request, Instant now) {
  if (removal::note_time(request, now)) return true;
  if (request.state != RequestState::overdue) return false;
  return store::has_unseen(tx, request.organisation, store::AlarmKind::request_overdue, request.id.text());
}

// One that nobody has seen yet is enough, and so is one that says why the ladder climbs: whoever looks at an
// overdue request finds the drafts beside it.
Result<void> alarm_once(const Desk& desk, store::Transaction& tx, const Ladder& ladder) {
  JIUM_TRY(const auto requests, store::requests_about(tx, ladder.sighting));
  for (const RemovalRequest& request : requests) {
    JIUM_TRY(const bool told, is_told_overdue(tx, request, desk.clock.now()));
    if (told) return {};
  }
  constexpr auto kind = store::AlarmKind::ladder_waits;
  const std::string subject = ladder.sighting.text();
  JIUM_TRY(const bool there,
           store::has_unseen_since(tx, ladder.organisation, kind, subject, ladder.begun_at));
  if (there) return {};
  return raise_alarm(desk, tx, ladder.organisation, ladder.the_case, kind, subject);
}

// When a request that was sent has had its time: by the step's clock, and never before the time that its
// letter named, which is that of its rule.
Instant clock_end(const RemovalRequest& ask, const removal::PlanStep& planned, Instant now) {
  const Instant sent = ask.sent_at.value_or(now);
  const Instant due = std::max(sent + planned.clock.value_or(Duration{}), ask.due_at.value_or(sent));
  const bool seen_gone = ask.state == RequestState::removed && ask.removed_at.has_value();
  return seen_gone ? std::max(due, now + kProofTime) : due;
}

// What the requests of a rung have come to.
Result<void> observe_requests(Ladder& ladder, const Plan& plan, const removal::PlanStep& planned,
                              const std::vector<RemovalRequest>& all, Instant now) {
  const StepState state = ladder.step(planned.rung)->state;
  if (state == StepState::waiting || state == StepState::skipped || state == StepState::ended) return {};
  std::optional<Instant> due, refused_at;
  bool on_the_way = false;
  for (const RemovalRequest& ask : all) {
    if (ask.rung != planned.rung) continue;
    if (ask.state == RequestState::drafted)
      return state == StepState::confirmed ? removal::note_taken_back(ladder, plan, planned.rung, now)
                                           : Result<void>();
    if (ask.state == RequestState::confirmed) on_the_way = true;
    if (ask.state == RequestState::refused) {
      refused_at = std::max(refused_at.value_or(now), ask.refused_at.value_or(now));
    } else if (ask.state != RequestState::confirmed) {
      due = std::max(due.value_or(Instant{}), clock_end(ask, planned, now));
    }
  }
  if (on_the_way)
    return state == StepState::drafted ? removal::note_confirmed(ladder, plan, planned.rung, now)
                                       : Result<void>();
  if (due) return removal::note_running(ladder, planned.rung, *due);
  if (refused_at) return removal::note_ended(ladder, planned.rung, StepEnd::refused, now);
  return {};
}

Result<void> observe_block_request(Ladder& ladder, const removal::PlanStep& planned,
                                   const std::optional<removal::BlockRequest>& request, Instant now) {
  using enum removal::BlockState;
  const StepState state = ladder.step(Rung::committee)->state;
  if (!request || state == StepState::waiting || state == StepState::skipped || state == StepState::ended)
    return {};
  switch (request->state) {
    case drafted:
      return {};
    case filed:
      return removal::note_running(ladder, Rung::committee,
                                   request->filed_at.value_or(now) + planned.clock.value_or(Duration{}));
    case granted:
      return removal::note_ended(ladder, Rung::committee, StepEnd::granted, now);
    case denied:
    case lifted:
      return removal::note_ended(ladder, Rung::committee, StepEnd::refused, now);
  }
  return {};
}

// Who stands on a rung of this place.
Result<std::vector<OperatorId>> parties_on(store::Transaction& tx, const removal::Site& site, Rung rung) {
  std::vector<OperatorId> parties;
  const auto take = [&](const std::optional<OperatorId>& party) {
    if (party) parties.push_back(*party);
  };
  switch (rung) {
    case Rung::site_operator:
      take(site.site_operator);
      break;
    case Rung::site_owner:
      take(site.owner);
      break;
    case Rung::host:
      take(site.host);
      break;
    case Rung::cdn:
      take(site.cdn);
      break;
    case Rung::registrar:
      take(site.registrar);
      break;
    case Rung::search_engine: {
      JIUM_TRY(parties, store::operators_of_kind(tx, site.organisation, removal::SiteKind::search_engine));
      break;
    }
    case Rung::committee:
      break;
  }
  std::ranges::sort(parties);
  const auto same = std::ranges::unique(parties);
  parties.erase(same.begin(), same.end());
  return parties;
}

class Climb {
 public:
  Climb(const Desk& desk, store::Transaction& tx, Ladder ladder, Plan plan)
      : desk_(desk), tx_(tx), ladder_(std::move(ladder)), plan_(std::move(plan)), now_(desk.clock.now()) {}

  Result<void> run() {
    JIUM_TRY(const auto sighting, store::load_sighting(tx_, ladder_.organisation, ladder_.sighting));
    JIUM_TRY(const auto site, store::load_site(tx_, ladder_.organisation, sighting.site));
    JIUM_CHECK(observe());
    JIUM_TRY(const bool ended, end_without_ground(sighting));
    if (!ended) {
      JIUM_CHECK(heed_host(site));
      JIUM_CHECK(pass_time());
      JIUM_CHECK(draft_next(site));
    }
    JIUM_CHECK(keep_ladder(desk_, tx_, ladder_, plan_));
    return ended ? Result<void>() : confirm_as_it_climbs();
  }

 private:
  Result<void> tell(std::string note) { return tell_of_ladder(desk_, tx_, ladder_, std::move(note)); }

  Result<void> observe() {
    JIUM_TRY(requests_, store::requests_about(tx_, ladder_.sighting));
    JIUM_TRY(const auto block, asked_committee());
    for (const removal::PlanStep& planned : plan_.steps) {
      if (ladder_.step(planned.rung) == nullptr) continue;
      const StepState before = ladder_.step(planned.rung)->state;
      JIUM_CHECK(planned.rung == Rung::committee
                     ? observe_block_request(ladder_, planned, block, now_)
                     : observe_requests(ladder_, plan_, planned, requests_, now_));
      const removal::LadderStep& step = *ladder_.step(planned.rung);
      if (before == StepState::confirmed && step.state == StepState::drafted) JIUM_CHECK(heed_undo(planned));
      if (step.state == before || step.state != StepState::ended) continue;
      JIUM_CHECK(tell(name_of(planned.rung) + ": " + std::string(to_text(*step.ended_by))));
    }
    return {};
  }

  // Whoever took a confirmation back does not mean it to be given anew by itself.
  Result<void> heed_undo(const removal::PlanStep& planned) {
    ladder_.confirmed_ahead.reset();
    return tell(name_of(planned.rung) + ": taken back; a draft again, for an officer to confirm");
  }

  // Nothing is asked of the store before the committee's rung was reached.
  Result<std::optional<removal::BlockRequest>> asked_committee() {
    const removal::LadderStep* const step = ladder_.step(Rung::committee);
    const bool reached =
        step != nullptr && step->state != StepState::waiting && step->state != StepState::skipped;
    if (!reached) return std::optional<removal::BlockRequest>();
    return store::block_request_about(tx_, ladder_.sighting);
  }

  Result<bool> end_without_ground(const registry::Sighting& sighting) {
    if (ladder_.state == removal::LadderState::ended) return true;
    const bool gone = sighting.state == registry::SightingState::gone;
    const auto ground = removal_ground(tx_, ladder_.organisation, ladder_.sighting);
    if (ground) return false;
    if (ground.fault().kind != FaultKind::conflict) return ground.fault();
    removal::end(ladder_, gone ? removal::LadderEnd::gone : removal::LadderEnd::no_ground, now_);
    JIUM_CHECK(tell("ended: " + ground.fault().what));
    JIUM_CHECK(withdraw_moot_drafts(desk_, tx_, ladder_.organisation, ladder_.sighting));
    return true;
  }

  Result<void> heed_host(const removal::Site& site) {
    const bool halted = ladder_.state == removal::LadderState::halted;
    if (halted == !removal::is_settled(site)) return {};
    if (halted) {
      JIUM_CHECK(removal::resume(ladder_, plan_, now_));
      return tell("climbs again: an officer has looked at the change of host");
    }
    JIUM_CHECK(removal::halt(ladder_, plan_, now_));
    // Of the change itself its cases have been told (notice_host.h).
    return tell("halted: the site's host has changed; whoever is asked next may be another now");
  }

  Result<void> pass_time() {
    for (const removal::Passed& passed : removal::note_time(ladder_, plan_, now_)) {
      const std::string what(to_text(passed.what));
      JIUM_CHECK(tell(passed.rung ? name_of(*passed.rung) + ": " + what : what));
      const bool quiet =
          passed.what == removal::TimePassed::clock_ended || passed.what == removal::TimePassed::resumed;
      if (!quiet) JIUM_CHECK(alarm_once(desk_, tx_, ladder_));
    }
    return {};
  }

  // A step that is passed over opens the next, so that this goes on for as long as there is one.
  Result<void> draft_next(const removal::Site& site) {
    for (auto ready = removal::ready_steps(ladder_, plan_); !ready.empty();
         ready = removal::ready_steps(ladder_, plan_)) {
      for (const Rung rung : ready) {
        JIUM_CHECK(rung == Rung::committee ? draft_block_request() : draft_requests(site, rung));
      }
    }
    removal::settle(ladder_, plan_, now_);
    return {};
  }

  Result<void> offer(Rung rung, const std::string& subject) {
    JIUM_CHECK(removal::note_drafted(ladder_, plan_, rung, now_));
    JIUM_CHECK(tell(name_of(rung) + ": drafted, for an officer to confirm: " + subject));
    JIUM_CHECK(store::append_change(tx_, ladder_.organisation, store::Happening::ladder_changed,
                                    ladder_.sighting.text(), now_));
    if (ladder_.confirmed_ahead) return {};
    return alarm_once(desk_, tx_, ladder_);
  }

  Result<void> pass_over(Rung rung, SkipReason why) {
    JIUM_CHECK(removal::skip(ladder_, rung, why, now_));
    return tell(name_of(rung) + (why == SkipReason::no_party
                                     ? ": skipped, nobody is known; look for contacts, then resume the ladder"
                                     : ": skipped, they were asked on an earlier rung"));
  }

  Result<void> draft_requests(const removal::Site& site, Rung rung) {
    JIUM_TRY(const auto parties, parties_on(tx_, site, rung));
    if (parties.empty()) return pass_over(rung, SkipReason::no_party);
    std::string subjects;
    for (const OperatorId party : parties) {
      const bool asked = std::ranges::any_of(
          requests_, [&](const RemovalRequest& one) { return one.site_operator == party; });
      if (asked) continue;
      JIUM_TRY(const auto request, draft_request(party, rung));
      subjects += (subjects.empty() ? "" : " ") + request.id.text();
      requests_.push_back(request);
    }
    return subjects.empty() ? pass_over(rung, SkipReason::same_party) : offer(rung, subjects);
  }

  Result<RemovalRequest> draft_request(OperatorId party, Rung rung) {
    JIUM_TRY(const auto site_operator, store::load_operator(tx_, ladder_.organisation, party));
    JIUM_TRY(const auto rule, site_operator.rule ? desk_.rules.rule_by_id(*site_operator.rule)
                                                 : desk_.rules.rule_for(site_operator.jurisdiction, now_));
    RemovalRequest request;
    request.id = removal::RequestId::random();
    request.organisation = ladder_.organisation;
    request.the_case = ladder_.the_case;
    request.sighting = ladder_.sighting;
    request.site_operator = party;
    request.rung = rung;
    request.language = site_operator.language;
    request.rule = rule.id;
    request.drafted_at = now_;
    if (!requests_.empty()) request.recurrence_of = requests_.front().recurrence_of;
    JIUM_CHECK(store::insert(tx_, request));
    JIUM_CHECK(write_history(desk_, tx_, ladder_.the_case, std::string(kJiumItself),
                             casework::Event::request_drafted, request.id.text(), name_of(rung)));
    return request;
  }

  Result<void> draft_block_request() {
    JIUM_TRY(const auto request,
             desk::draft_block_request(desk_, tx_, ladder_.organisation, ladder_.sighting));
    return offer(Rung::committee, request.id.text());
  }

  // The officer who confirmed ahead, if their word still holds: in time, and given by somebody who could give
  // it now. That they still work on the case is asked by what they confirm.
  Result<std::optional<Actor>> confirmer() {
    const auto& word = ladder_.confirmed_ahead;
    if (!word || now_ >= word->until || ladder_.state != removal::LadderState::climbing)
      return std::optional<Actor>();
    const auto key = store::AccessKeyId::parse(word->key);
    if (!key) return std::optional<Actor>();
    const Actor actor{*key, ladder_.organisation, word->role, word->person};
    JIUM_TRY(const bool stands, word_still_stands(desk_, tx_, actor));
    return stands ? std::optional(actor) : std::nullopt;
  }

  // Each confirmation climbs on by itself, so that what is out is looked at anew each time.
  Result<void> confirm_as_it_climbs() {
    JIUM_TRY(const auto actor, confirmer());
    if (!actor) return {};
    for (const RemovalRequest& one : requests_) {
      JIUM_TRY(const auto request, store::load_request(tx_, one.id));
      if (request.state != RequestState::drafted || request.rung == Rung::site_operator) continue;
      const auto confirmed = confirm_request(desk_, tx_, *actor, request.id);
      if (!confirmed) return leave_to_an_officer(confirmed.fault());
      JIUM_CHECK(write_log(desk_, tx_, *actor, audit::Act::request_confirmed, request.id));
    }
    JIUM_TRY(const auto block, store::block_request_about(tx_, ladder_.sighting));
    if (!block || block->state != removal::BlockState::drafted) return {};
    const auto filed = file_block_request(desk_, tx_, *actor, {ladder_.sighting, block->legal_basis});
    if (!filed) return leave_to_an_officer(filed.fault());
    return write_log(desk_, tx_, *actor, audit::Act::block_request_filed, filed->id);
  }

  // Not their case any more, or nothing that can be sent: the draft lies in front of whoever is there.
  Result<void> leave_to_an_officer(const Fault& why) {
    if (why.kind == FaultKind::internal || why.kind == FaultKind::busy || why.kind == FaultKind::outside)
      return why;
    JIUM_CHECK(tell("not confirmed by itself: " + why.what));
    return alarm_once(desk_, tx_, ladder_);
  }

  const Desk& desk_;
  store::Transaction& tx_;
  Ladder ladder_;
  const Plan plan_;
  const Instant now_;
  std::vector<RemovalRequest> requests_;
};

Result<void> climb(const Desk& desk, store::Transaction& tx, Ladder ladder) {
  if (ladder.state == removal::LadderState::ended) return {};
  JIUM_TRY(auto plan, removal::LadderBook::built_in().plan_by_id(ladder.plan));
  return Climb(desk, tx, std::move(ladder), std::move(plan)).run();
}

}  // namespace

Result<void> tell_of_ladder(const Desk& desk, store::Transaction& tx, const Ladder& ladder, std::string note,
                            std::string actor) {
  return write_history(desk, tx, ladder.the_case, std::move(actor), casework::Event::ladder_changed,
                       ladder.sighting.text(), std::move(note));
}

Result<void> keep_ladder(const Desk& desk, store::Transaction& tx, const Ladder& ladder, const Plan& plan) {
  const auto next = removal::next_action(ladder, plan, desk.clock.now());
  JIUM_CHECK(store::update(tx, {ladder, next}));
  if (!next) return {};
  return store::schedule(tx, store::JobKind::climb_ladder, ladder.id.value(), next->at);
}

Result<void> begin_ladder(const Desk& desk, store::Transaction& tx, const RemovalRequest& request) {
  JIUM_TRY(const auto earlier, store::ladder_of(tx, request.sighting));
  if (earlier && earlier->ladder.state != removal::LadderState::ended) return {};
  if (earlier) JIUM_CHECK(store::delete_ladder(tx, earlier->ladder.id));
  const Instant now = desk.clock.now();
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  JIUM_TRY(const auto site, store::load_site(tx, request.organisation, sighting.site));
  JIUM_TRY(const auto plan, removal::LadderBook::built_in().plan_for(to_text(site.kind), now));
  Ladder ladder = removal::begin_ladder(plan, now);
  ladder.organisation = request.organisation;
  ladder.the_case = request.the_case;
  ladder.sighting = request.sighting;
  JIUM_CHECK(removal::note_drafted(ladder, plan, Rung::site_operator, now));
  JIUM_CHECK(store::insert(tx, {ladder, std::nullopt}));
  return keep_ladder(desk, tx, ladder, plan);
}

Result<void> climb_ladder(const Desk& desk, store::Transaction& tx, removal::LadderId id) {
  JIUM_TRY(auto stored, store::load_ladder(tx, id));
  return climb(desk, tx, std::move(stored.ladder));
}

Result<void> climb_ladder_of(const Desk& desk, store::Transaction& tx, registry::SightingId sighting) {
  JIUM_TRY(auto stored, store::ladder_of(tx, sighting));
  if (!stored) return {};
  return climb(desk, tx, std::move(stored->ladder));
}

Result<void> climb_ladders_at(const Desk& desk, store::Transaction& tx, registry::SiteId site) {
  JIUM_TRY(const auto ladders, store::ladders_at(tx, site));
  for (const removal::LadderId id : ladders) JIUM_CHECK(climb_ladder(desk, tx, id));
  return {};
}

}  // namespace jium::desk
