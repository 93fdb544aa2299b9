#include "jium/removal/removal_request.h"

#include <algorithm>
#include <cassert>

namespace jium::removal {
namespace {

using enum RequestState;

bool is_one_of(RequestState state, std::initializer_list<RequestState> states) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

Fault not_now(std::string_view verb, const RemovalRequest& request) {
  return fault(FaultKind::conflict, "the request is " + std::string(to_text(request.state)) +
                                        ": it cannot be " + std::string(verb));
}

// Out and not settled: what the operator says and what a check sees can still change it.
bool is_open(RequestState state) {
  return is_one_of(state, {sent, acknowledged, overdue, removed});
}

CheckMeaning note_gone(RemovalRequest& request, const std::vector<Check>& checks, const WatchPolicy& policy) {
  const Instant at = checks.back().at;
  if (proves_removal(checks, policy)) {
    request.state = verified;
    request.verified_at = at;
    if (!request.removed_at) request.removed_at = at;
    return CheckMeaning::proved_removed;
  }
  const bool first_sight = !request.removed_at;
  if (first_sight) request.removed_at = at;
  if (request.state != removed) {
    request.state = removed;
    return CheckMeaning::seen_removed;
  }
  return first_sight ? CheckMeaning::seen_removed : CheckMeaning::nothing_new;
}

}  // namespace

CheckMeaning note_found_there(RemovalRequest& request) {
  request.removed_at.reset();
  if (request.state == removed) request.state = request.acknowledged_at ? acknowledged : sent;
  if (!request.claimed_at) return CheckMeaning::nothing_new;
  ++request.false_claims;
  request.claimed_at.reset();
  return CheckMeaning::claim_disproved;
}

Result<void> note_gone_by_word(RemovalRequest& request, Instant at) {
  if (!is_open(request.state) || !request.claimed_at) return not_now("closed by an officer's word", request);
  request.state = gone_by_word;
  request.gone_by_word_at = at;
  return {};
}

bool is_gone(RequestState state) {
  return state == verified || state == gone_by_word;
}

Result<void> confirm(RemovalRequest& request, Instant at) {
  if (request.state != drafted) return not_now("confirmed again", request);
  request.state = confirmed;
  request.confirmed_at = at;
  return {};
}

Result<void> take_back(RemovalRequest& request) {
  if (request.state != confirmed) return not_now("taken back", request);
  request.state = drafted;
  request.confirmed_at.reset();
  return {};
}

Result<void> withdraw(RemovalRequest& request, Instant at) {
  if (request.state != drafted) return not_now("withdrawn", request);
  request.state = refused;
  request.refused_at = at;
  return {};
}

Result<void> note_sent(RemovalRequest& request, const Rule& rule, Instant at) {
  if (request.state != confirmed) return not_now("sent", request);
  JIUM_TRY(request.due_at, rule.due_after(at));
  request.state = sent;
  request.sent_at = at;
  return {};
}

Result<void> note_answer(RemovalRequest& request, Answer answer, Instant at) {
  // A mail server that will not take the letter refuses before it is sent.
  const bool refused_on_the_way = request.state == confirmed && answer == Answer::refused;
  if (is_one_of(request.state, {drafted, confirmed}) && !refused_on_the_way) {
    return not_now("answered: it has not been sent", request);
  }
  if (request.state == verified) return not_now("answered: removal is proved already", request);
  if (request.state == gone_by_word) return not_now("answered: an officer has seen that it is gone", request);
  if (request.state == refused)
    return not_now("answered again: draft a new one about the same sighting", request);
  switch (answer) {
    case Answer::acknowledged:
      if (request.acknowledged_at || request.state == removed) return not_now("acknowledged now", request);
      if (request.state == sent) request.state = acknowledged;
      request.acknowledged_at = at;
      return {};
    case Answer::removed:
      request.state = removed;
      request.claimed_at = at;
      if (!request.acknowledged_at) request.acknowledged_at = at;
      return {};
    case Answer::refused:
      request.state = refused;
      request.refused_at = at;
      return {};
  }
  return not_now("answered", request);
}

CheckMeaning note_check(RemovalRequest& request, const std::vector<Check>& checks,
                        const WatchPolicy& policy) {
  assert(!checks.empty());
  if (!is_open(request.state)) return CheckMeaning::nothing_new;
  switch (checks.back().outcome) {
    case CheckOutcome::gone:
      return note_gone(request, checks, policy);
    case CheckOutcome::still_there:
      return note_found_there(request);
    case CheckOutcome::inconclusive:
      return CheckMeaning::nothing_new;
  }
  return CheckMeaning::nothing_new;
}

std::optional<Instant> clock_end(const RemovalRequest& request) {
  if (!request.due_at || !request.claimed_at || *request.claimed_at < *request.due_at) return request.due_at;
  return *request.claimed_at + kTimeOfALateWord;
}

bool note_time(RemovalRequest& request, Instant now) {
  // A bare word that nothing has borne out does not stop the clock.
  const bool only_claimed = request.state == removed && !request.removed_at;
  const bool waiting = is_one_of(request.state, {sent, acknowledged}) || only_claimed;
  const std::optional<Instant> end = clock_end(request);
  if (!waiting || !end || now < *end) return false;
  request.state = overdue;
  return true;
}

bool is_watched(const RemovalRequest& request) {
  return request.sent_at.has_value() && (is_open(request.state) || is_gone(request.state));
}

std::optional<Instant> next_check_at(const RemovalRequest& request, const std::vector<Check>& checks,
                                     const WatchPolicy& policy) {
  if (!is_watched(request)) return std::nullopt;
  const Instant last = checks.empty() ? *request.sent_at : checks.back().at;
  const WatchSchedule::Plan& plan = built_in_watch_schedule().plan_at(last);
  const auto after = [&](Duration set, const std::vector<WatchSchedule::Step>& steps, Instant begun) {
    const Duration pause = set > Duration::zero() ? set : pause_after(steps, last - begun);
    return last + jittered(pause, request.id.value(), checks.size(), policy);
  };
  if (is_gone(request.state)) {
    const auto since = request.state == verified ? request.verified_at : request.gone_by_word_at;
    return after(policy.afterwatch, plan.verified, since.value_or(last));
  }
  // A claim is looked at at once, then as often as the proof needs.
  if (request.state == removed) {
    const bool unchecked_claim =
        request.claimed_at && (checks.empty() || checks.back().at < *request.claimed_at);
    if (unchecked_claim) return *request.claimed_at;
    return last + jittered(policy.spacing, request.id.value(), checks.size(), policy);
  }
  return after(policy.patrol, plan.open, *request.sent_at);
}

}  // namespace jium::removal
