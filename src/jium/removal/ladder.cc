#include "jium/removal/ladder.h"

#include <algorithm>

namespace jium::removal {
namespace {

using enum StepState;

bool is_done(const LadderStep& step) {
  return step.state == ended || step.state == skipped;
}

Fault not_now(std::string_view verb, const Ladder& ladder) {
  return fault(FaultKind::conflict,
               "the ladder is " + std::string(to_text(ladder.state)) + ": it cannot be " + std::string(verb));
}

Fault not_now(std::string_view verb, const LadderStep& step) {
  return fault(FaultKind::conflict, "the step " + std::string(to_text(step.rung)) + " is " +
                                        std::string(to_text(step.state)) + ": it cannot be " +
                                        std::string(verb));
}

Result<LadderStep*> step_of(Ladder& ladder, Rung rung, std::string_view verb) {
  if (ladder.state == LadderState::ended) return not_now("changed", ladder);
  LadderStep* step = ladder.step(rung);
  if (step == nullptr)
    return fault(FaultKind::missing, "this ladder has no step " + std::string(to_text(rung)));
  if (step->state == ended) return not_now(verb, *step);
  return step;
}

bool may_open(const Ladder& ladder, const PlanStep& planned) {
  return std::ranges::all_of(planned.after, [&](Rung earlier) {
    const LadderStep* step = ladder.step(earlier);
    return step == nullptr || is_done(*step);
  });
}

// The first instant after `now` that lies a whole number of `every` after `from`: a reminder that was slept
// through, while nothing ran, is given once.
Instant next_after(Instant from, Duration every, Instant now) {
  return now < from ? from : from + every * ((now - from) / every + 1);
}

Result<void> check_hold(Instant at, Instant until) {
  if (until > at && until - at <= kLongestHold) return {};
  return fault(FaultKind::malformed, "until when: a time to come, within 180 days");
}

void stand(Ladder& ladder, LadderState state, std::optional<HoldReason> why, std::optional<Instant> until) {
  ladder.state = state;
  ladder.held_for = why;
  ladder.until = until;
}

}  // namespace

LadderStep* Ladder::step(Rung rung) {
  const auto found = std::ranges::find(steps, rung, &LadderStep::rung);
  return found == steps.end() ? nullptr : &*found;
}

const LadderStep* Ladder::step(Rung rung) const {
  const auto found = std::ranges::find(steps, rung, &LadderStep::rung);
  return found == steps.end() ? nullptr : &*found;
}

Ladder begin_ladder(const Plan& plan, Instant at) {
  Ladder ladder;
  ladder.id = LadderId::random();
  ladder.plan = plan.id;
  ladder.begun_at = at;
  for (const PlanStep& planned : plan.steps) ladder.steps.push_back({.rung = planned.rung});
  return ladder;
}

std::vector<Rung> ready_steps(const Ladder& ladder, const Plan& plan) {
  std::vector<Rung> ready;
  if (ladder.state != LadderState::climbing) return ready;
  for (const PlanStep& planned : plan.steps) {
    const LadderStep* step = ladder.step(planned.rung);
    if (step != nullptr && step->state == waiting && may_open(ladder, planned)) ready.push_back(planned.rung);
  }
  return ready;
}

Result<void> note_drafted(Ladder& ladder, const Plan& plan, Rung rung, Instant at) {
  JIUM_TRY(LadderStep * step, step_of(ladder, rung, "drafted"));
  const auto ready = ready_steps(ladder, plan);
  if (std::ranges::find(ready, rung) == ready.end()) return not_now("drafted", *step);
  step->state = drafted;
  step->drafted_at = at;
  step->remind_at = at + plan.patience;
  return {};
}

Result<void> note_confirmed(Ladder& ladder, const Plan& plan, Rung rung, Instant at) {
  JIUM_TRY(LadderStep * step, step_of(ladder, rung, "confirmed"));
  if (step->state != drafted) return not_now("confirmed", *step);
  step->state = confirmed;
  step->remind_at = at + plan.patience;
  return {};
}

Result<void> note_taken_back(Ladder& ladder, const Plan& plan, Rung rung, Instant at) {
  JIUM_TRY(LadderStep * step, step_of(ladder, rung, "taken back"));
  if (step->state != confirmed) return not_now("taken back", *step);
  step->state = drafted;
  step->remind_at = at + plan.patience;
  return {};
}

Result<void> note_running(Ladder& ladder, Rung rung, Instant due_at) {
  JIUM_TRY(LadderStep * step, step_of(ladder, rung, "sent"));
  if (step->state != drafted && step->state != confirmed && step->state != running)
    return not_now("sent", *step);
  step->state = running;
  step->remind_at.reset();
  step->due_at = due_at;
  return {};
}

Result<void> note_ended(Ladder& ladder, Rung rung, StepEnd how, Instant at) {
  JIUM_TRY(LadderStep * step, step_of(ladder, rung, "ended again"));
  if (step->state == waiting || step->state == skipped) return not_now("ended", *step);
  step->state = ended;
  step->ended_by = how;
  step->remind_at.reset();
  step->done_at = at;
  return {};
}

Result<void> skip(Ladder& ladder, Rung rung, SkipReason why, Instant at) {
  JIUM_TRY(LadderStep * step, step_of(ladder, rung, "skipped"));
  if (step->state == skipped) return not_now("skipped again", *step);
  step->state = skipped;
  step->skipped_for = why;
  step->remind_at.reset();
  step->done_at = at;
  return {};
}

bool reopen_unknown(Ladder& ladder) {
  bool any = false;
  for (LadderStep& step : ladder.steps) {
    const bool never_asked = step.state == skipped && step.skipped_for == SkipReason::no_party;
    if (!never_asked || ladder.state == LadderState::ended) continue;
    step = {.rung = step.rung};
    any = true;
  }
  return any;
}

Result<void> pause(Ladder& ladder, HoldReason why, Instant at, Instant until) {
  if (ladder.state != LadderState::climbing) return not_now("paused", ladder);
  if (why == HoldReason::host_changed)
    return fault(FaultKind::malformed, "that the host changed is jium's own reason");
  JIUM_CHECK(check_hold(at, until));
  stand(ladder, LadderState::paused, why, until);
  return {};
}

Result<void> take_over(Ladder& ladder, HoldReason why, Instant at, Instant until) {
  using enum LadderState;
  const bool may = ladder.state == climbing || ladder.state == paused || ladder.state == exhausted;
  if (!may) return not_now("taken over", ladder);
  if (why == HoldReason::host_changed)
    return fault(FaultKind::malformed, "that the host changed is jium's own reason");
  JIUM_CHECK(check_hold(at, until));
  stand(ladder, taken_over, why, until);
  return {};
}

Result<void> halt(Ladder& ladder, const Plan& plan, Instant at) {
  if (ladder.state == LadderState::ended || ladder.state == LadderState::halted)
    return not_now("halted", ladder);
  stand(ladder, LadderState::halted, HoldReason::host_changed, at + plan.patience);
  return {};
}

Result<void> resume(Ladder& ladder, const Plan& plan, Instant at) {
  using enum LadderState;
  if (ladder.state == ended) return not_now("resumed", ladder);
  const bool stood = ladder.state != climbing && ladder.state != exhausted;
  const bool reopened = reopen_unknown(ladder);
  if (!stood && !reopened)
    return fault(
        FaultKind::conflict,
        "there is nothing to resume: the ladder does not stand still, and no step was passed over for "
        "want of a contact");
  stand(ladder, climbing, std::nullopt, std::nullopt);
  settle(ladder, plan, at);
  return {};
}

Result<void> confirm_ahead(Ladder& ladder, Confirmation word) {
  if (ladder.state == LadderState::ended) return not_now("confirmed ahead", ladder);
  if (word.until <= word.at || word.until - word.at > kLongestConfirmation)
    return fault(FaultKind::malformed, "until when: a time to come, within 90 days");
  ladder.confirmed_ahead = std::move(word);
  return {};
}

void end(Ladder& ladder, LadderEnd why, Instant at) {
  if (ladder.state == LadderState::ended) return;
  stand(ladder, LadderState::ended, std::nullopt, std::nullopt);
  ladder.ended_for = why;
  ladder.ended_at = at;
  ladder.confirmed_ahead.reset();
}

void settle(Ladder& ladder, const Plan& plan, Instant at) {
  const bool all_done = std::ranges::all_of(ladder.steps, is_done);
  if (ladder.state == LadderState::climbing && all_done) {
    stand(ladder, LadderState::exhausted, std::nullopt, at + plan.review);
  } else if (ladder.state == LadderState::exhausted && !all_done) {
    stand(ladder, LadderState::climbing, std::nullopt, std::nullopt);
  }
}

std::vector<Passed> note_time(Ladder& ladder, const Plan& plan, Instant now) {
  std::vector<Passed> passed;
  if (ladder.state == LadderState::ended) return passed;
  if (ladder.until && now >= *ladder.until) {
    if (ladder.state == LadderState::paused) {
      stand(ladder, LadderState::climbing, std::nullopt, std::nullopt);
      passed.push_back({TimePassed::resumed, std::nullopt});
    } else {
      const bool over = ladder.state == LadderState::exhausted;
      ladder.until = next_after(*ladder.until, over ? plan.review : plan.patience, now);
      passed.push_back({over ? TimePassed::review : TimePassed::remind_hold, std::nullopt});
    }
  }
  for (LadderStep& step : ladder.steps) {
    if (step.state == running && step.due_at && now >= *step.due_at) {
      step.state = ended;
      step.ended_by = StepEnd::clock_ended;
      step.done_at = *step.due_at;
      passed.push_back({TimePassed::clock_ended, step.rung});
    } else if (step.remind_at && now >= *step.remind_at) {
      step.remind_at = next_after(*step.remind_at, plan.patience, now);
      passed.push_back({TimePassed::remind_draft, step.rung});
    }
  }
  settle(ladder, plan, now);
  return passed;
}

std::optional<NextAction> next_action(const Ladder& ladder, const Plan& plan, Instant now) {
  using enum LadderState;
  switch (ladder.state) {
    case LadderState::ended:
      return std::nullopt;
    case paused:
      return NextAction{NextWhat::resume, ladder.until.value_or(now), std::nullopt};
    case taken_over:
      return NextAction{NextWhat::by_hand, ladder.until.value_or(now), std::nullopt};
    case halted:
      return NextAction{NextWhat::look_at_host, ladder.until.value_or(now), std::nullopt};
    case exhausted:
      return NextAction{NextWhat::review, ladder.until.value_or(now), std::nullopt};
    case climbing:
      break;
  }
  std::optional<NextAction> next;
  const auto take = [&](NextWhat what, Instant at, Rung rung) {
    if (!next || at < next->at) next = NextAction{what, at, rung};
  };
  for (const Rung rung : ready_steps(ladder, plan)) take(NextWhat::draft, now, rung);
  for (const LadderStep& step : ladder.steps) {
    if (step.state == drafted) take(NextWhat::confirm, step.remind_at.value_or(now), step.rung);
    if (step.state == confirmed) take(NextWhat::deliver, step.remind_at.value_or(now), step.rung);
    if (step.state == running) take(NextWhat::await_clock, step.due_at.value_or(now), step.rung);
  }
  return next;
}

}  // namespace jium::removal
