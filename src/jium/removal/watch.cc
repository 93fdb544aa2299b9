#include "jium/removal/watch.h"

#include <algorithm>

namespace jium::removal {
namespace {

using enum CheckOutcome;
using enum CheckReason;

Judgement nothing_said(CheckReason reason) {
  return {inconclusive, reason};
}

// RFC 9110 and RFC 7725.
std::optional<CheckReason> wall_of_status(int status) {
  if (status == 401 || status == 407 || status == 511) return login_wall;
  if (status == 429) return bot_wall;
  if (status == 451) return geo_block;
  if (status >= 500) return server_fault;
  return std::nullopt;
}

// A 200 or 203 without a match and without a wall.
Judgement judge_shown(const Seen& seen) {
  switch (seen.body) {
    case Seen::Body::none:
      return nothing_said(empty);
    case Seen::Body::unread_media:
      return nothing_said(unread);
    case Seen::Body::media:
      if (seen.left_out) return nothing_said(unread);
      return seen.seen_here_before ? Judgement{gone, other_content} : nothing_said(unseen);
    case Seen::Body::page:
      break;
  }
  if (seen.frames_or_players || (seen.scripts && !seen.says_not_found)) return nothing_said(unseen);
  if (seen.left_out) return nothing_said(unread);
  if (!seen.seen_here_before) return nothing_said(unseen);
  if (seen.led_away && !seen.says_not_found) return nothing_said(led_away);
  if (!seen.shows_media && !seen.says_not_found) return nothing_said(words_alone);
  return {gone, seen.says_not_found ? soft_not_found : other_content};
}

// A row of `gone` looks, each far enough from the one before.
class Row {
 public:
  void add(Instant at, Duration spacing) {
    if (last_ && at - *last_ < spacing) return;
    ++count_;
    last_ = at;
  }
  [[nodiscard]] int count() const { return count_; }

 private:
  int count_ = 0;
  std::optional<Instant> last_;
};

// SplitMix64 (Steele, Lea, Flood 2014): neighbours in, strangers out.
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

}  // namespace

Judgement judge(const Seen& seen) {
  if (seen.not_public) return nothing_said(not_public);
  if (!seen.status) return nothing_said(no_answer);
  if (seen.distance && !seen.hint) return {still_there, seen.in_page ? moved : matched};
  if (seen.our_failure) return nothing_said(unread);
  if (seen.hint) return nothing_said(hint_only);
  if (seen.wall) return nothing_said(*seen.wall);
  if (const auto wall = wall_of_status(*seen.status)) return nothing_said(*wall);
  if (*seen.status == 404 || *seen.status == 410)
    return seen.seen_here_before ? Judgement{gone, not_found} : nothing_said(unseen);
  // Of the successes only these two come with the whole of what the place shows (RFC 9110, section 15.3).
  if (*seen.status != 200 && *seen.status != 203) return nothing_said(refused);
  return judge_shown(seen);
}

void note_cloaking(std::vector<Check>& round) {
  const bool shown =
      std::any_of(round.begin(), round.end(), [](const Check& c) { return c.outcome == still_there; });
  if (!shown) return;
  for (Check& check : round) {
    if (check.outcome != gone) continue;
    check.outcome = inconclusive;
    check.reason = cloaked;
  }
}

std::string policy_version(Instant at) {
  return built_in_watch_schedule().plan_at(at).id;
}

bool proves_removal(const std::vector<Check>& checks, const WatchPolicy& policy) {
  Row all;
  std::map<std::string, Row> by_vantage;
  for (const Check& check : checks) {
    if (check.outcome == still_there) {
      all = {};
      by_vantage.clear();
    } else if (check.outcome == gone) {
      all.add(check.at, policy.spacing);
      by_vantage[check.vantage].add(check.at, policy.spacing);
    }
  }
  const int each = std::min(2, policy.agreeing_checks);
  const auto agreeing = std::count_if(by_vantage.begin(), by_vantage.end(),
                                      [&](const auto& one) { return one.second.count() >= each; });
  return all.count() >= policy.agreeing_checks && agreeing >= policy.vantages;
}

Duration jittered(Duration pause, std::uint64_t seed, std::uint64_t turn, const WatchPolicy& policy) {
  const std::uint64_t share = mixed(seed ^ mixed(turn)) % 10'000;
  const auto most = pause.count() * policy.jitter_percent / 100;
  return pause + Duration{most * static_cast<Duration::rep>(share) / 10'000};
}

}  // namespace jium::removal
