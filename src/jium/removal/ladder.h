// The ladder of a sighting: who is asked next when the one who was asked did not remove. It stands beside the
// removal requests of the sighting (one a rung and operator) and beside its block request; it says which of
// them come next and when, and nothing of what they hold.
//
//   climbing --pause--> paused --until, or resume--> climbing
//   climbing, paused, exhausted --take over--> taken_over --give back--> climbing
//   any but ended --the site's host changed--> halted --an officer looked--> climbing
//   climbing --no step left--> exhausted --a step was opened anew--> climbing
//   any --the sighting is gone, or its ground has gone--> ended
//
//   of a step:  waiting --drafted--> drafted --confirmed--> confirmed --sent--> running --clock, no, yes-->
//   ended
//               any but ended --skip--> skipped; one that was skipped as nobody was known --reopen--> waiting
//
// Nothing is sent by the ladder: a step is drafted and lies in front of an officer, who confirms it or has
// confirmed all that comes for a while (`Confirmation`), by name and with an end.
//
// Invariants (property-tested): a ladder that has not ended has a next action with a date; no step is drafted
// twice; none before all that it waits for; a clock ends at its instant and not a millisecond before.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/base/id.h"
#include "jium/casework/case.h"
#include "jium/registry/person.h"
#include "jium/registry/role.h"
#include "jium/registry/sighting.h"
#include "jium/removal/ladder_plan.h"

namespace jium::removal {

struct LadderTag {
  static constexpr char letter = 'L';
  static constexpr std::string_view noun = "ladder";
};
using LadderId = Id<LadderTag>;

enum class LadderState { climbing, paused, taken_over, halted, exhausted, ended };
BOOST_DESCRIBE_ENUM(LadderState, climbing, paused, taken_over, halted, exhausted, ended)

enum class StepState { waiting, drafted, confirmed, running, ended, skipped };
BOOST_DESCRIBE_ENUM(StepState, waiting, drafted, confirmed, running, ended, skipped)

// How a step that was asked came to its end.
enum class StepEnd { clock_ended, refused, granted };
BOOST_DESCRIBE_ENUM(StepEnd, clock_ended, refused, granted)

// no_party, same_party: jium's own reasons. The others are an officer's.
enum class SkipReason {
  no_party,    // nobody is known: contacts should be looked for
  same_party,  // they were asked on an earlier rung
  not_useful,
  would_endanger,
  agreed_otherwise,
  wrong_party,
};
BOOST_DESCRIBE_ENUM(SkipReason, no_party, same_party, not_useful, would_endanger, agreed_otherwise,
                    wrong_party)

// Why a ladder stands still, or is climbed by hand.
enum class HoldReason { survivor_asks, investigation, talks, needs_a_person, host_changed };
BOOST_DESCRIBE_ENUM(HoldReason, survivor_asks, investigation, talks, needs_a_person, host_changed)

enum class LadderEnd { gone, no_ground };
BOOST_DESCRIBE_ENUM(LadderEnd, gone, no_ground)

struct LadderStep {
  Rung rung = Rung::site_operator;
  StepState state = StepState::waiting;
  std::optional<SkipReason> skipped_for{};
  std::optional<StepEnd> ended_by{};
  std::optional<Instant> drafted_at{}, remind_at{}, due_at{}, done_at{};
};

// "Confirm as it climbs": an officer's word for the drafts to come, for a while.
struct Confirmation {
  std::string key;  // the session or key it was given with
  std::optional<registry::PersonId> person{};
  registry::Role role = registry::Role::deletion_officer;
  Instant at{};
  Instant until{};
};
inline constexpr Duration kLongestConfirmation = std::chrono::hours{24 * 90};
inline constexpr Duration kLongestHold = std::chrono::hours{24 * 180};

struct Ladder {
  LadderId id;
  registry::OrganisationId organisation;
  casework::CaseId the_case;
  registry::SightingId sighting;
  std::string plan;  // Plan::id
  LadderState state = LadderState::climbing;
  std::optional<HoldReason> held_for;
  std::optional<Instant> until;  // of paused, taken_over, halted, exhausted: when somebody is reminded
  std::optional<LadderEnd> ended_for;
  std::optional<Confirmation> confirmed_ahead;
  Instant begun_at{};
  std::optional<Instant> ended_at;
  std::vector<LadderStep> steps;  // as in the plan

  [[nodiscard]] LadderStep* step(Rung rung);
  [[nodiscard]] const LadderStep* step(Rung rung) const;
};

[[nodiscard]] Ladder begin_ladder(const Plan& plan, Instant at);

// Of a ladder that climbs: the steps to be drafted now, in order.
[[nodiscard]] std::vector<Rung> ready_steps(const Ladder& ladder, const Plan& plan);

// What happened to a step. Conflict, in words for an officer, when it is not there or not in the state for
// it.
[[nodiscard]] Result<void> note_drafted(Ladder& ladder, const Plan& plan, Rung rung, Instant at);
[[nodiscard]] Result<void> note_confirmed(Ladder& ladder, const Plan& plan, Rung rung, Instant at);
// The officer's undo, before it was sent: a draft again.
[[nodiscard]] Result<void> note_taken_back(Ladder& ladder, const Plan& plan, Rung rung, Instant at);
// Sent; again with another clock while it runs (a further party of the rung, a claim that is being checked).
[[nodiscard]] Result<void> note_running(Ladder& ladder, Rung rung, Instant due_at);
[[nodiscard]] Result<void> note_ended(Ladder& ladder, Rung rung, StepEnd how, Instant at);
[[nodiscard]] Result<void> skip(Ladder& ladder, Rung rung, SkipReason why, Instant at);
// Steps that were passed over as nobody was known wait again. True when there was one.
[[nodiscard]] bool reopen_unknown(Ladder& ladder);

// `until`: when it climbs on by itself (pause) or its officer is reminded (the others); within kLongestHold.
[[nodiscard]] Result<void> pause(Ladder& ladder, HoldReason why, Instant at, Instant until);
[[nodiscard]] Result<void> take_over(Ladder& ladder, HoldReason why, Instant at, Instant until);
[[nodiscard]] Result<void> halt(Ladder& ladder, const Plan& plan, Instant at);
[[nodiscard]] Result<void> resume(Ladder& ladder, const Plan& plan, Instant at);
[[nodiscard]] Result<void> confirm_ahead(Ladder& ladder, Confirmation word);
// Nothing happens to one that has ended.
void end(Ladder& ladder, LadderEnd why, Instant at);
// After whatever was done: a climbing ladder without a step to come is exhausted, an exhausted one with such
// a step climbs.
void settle(Ladder& ladder, const Plan& plan, Instant at);

// What came about because time passed; `rung` where it is about a step.
enum class TimePassed { resumed, clock_ended, remind_draft, remind_hold, review };
BOOST_DESCRIBE_ENUM(TimePassed, resumed, clock_ended, remind_draft, remind_hold, review)
struct Passed {
  TimePassed what = TimePassed::clock_ended;
  std::optional<Rung> rung;
};
[[nodiscard]] std::vector<Passed> note_time(Ladder& ladder, const Plan& plan, Instant now);

enum class NextWhat { draft, confirm, deliver, await_clock, resume, by_hand, look_at_host, review };
BOOST_DESCRIBE_ENUM(NextWhat, draft, confirm, deliver, await_clock, resume, by_hand, look_at_host, review)
struct NextAction {
  NextWhat what = NextWhat::draft;
  Instant at{};
  std::optional<Rung> rung;
};
// The earliest; nothing when it has ended, and only then. `now`: when what can be drafted is.
[[nodiscard]] std::optional<NextAction> next_action(const Ladder& ladder, const Plan& plan, Instant now);

}  // namespace jium::removal
