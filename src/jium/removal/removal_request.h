// A RemovalRequest: one ask to one Operator about one Sighting.
//
//   drafted --confirm--> confirmed --letter accepted--> sent --operator says so--> acknowledged
//   confirmed --take back, while no letter has left--> drafted
//   sent, acknowledged, overdue --operator says so, or a check sees it gone--> removed
//   removed --a check finds it still there--> acknowledged   (a false claim is counted)
//                                             or sent, when the operator has never said anything
//   removed --enough agreeing checks--> verified
//   removed, overdue after a claim --an officer's word, twice--> gone_by_word   (officer_look.h)
//   removed, overdue after a claim --an officer finds it there--> as by a check
//   confirmed, sent, acknowledged, overdue, removed --operator says no--> refused
//   sent, acknowledged, and removed by a word that no check bears out --the clock ends--> overdue
//   overdue --the operator says that it is removed--> removed; overdue again when nothing bears the word out
//                                             within kTimeOfALateWord
//
// A claim acknowledges too. A word that comes too late is noted, but `overdue` ends only with removal or
// refusal. A request that a check has put back is held to its clock as before, even if that ended meanwhile.
//   drafted --withdraw--> refused
//
// `refused` is the end of a request: who asks again drafts a new one about the same sighting. One that was
// withdrawn was never sent, and counts in nobody's record.
//
// `gone_by_word` is for places that no machine of ours can see: an officer looked by their own means. It is
// never called verified, and is counted apart from it.
//
// Invariants (property-tested): no order of verbs reaches `verified` without checks that prove it; a word of
// the operator alone reaches `removed` at most; a request is confirmed, and its letter sent, at most once.
#pragma once

#include <optional>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/casework/case.h"
#include "jium/registry/sighting.h"
#include "jium/removal/ladder_plan.h"
#include "jium/removal/operator.h"
#include "jium/removal/request_channel.h"
#include "jium/removal/rule.h"
#include "jium/removal/watch.h"

namespace jium::removal {

struct RequestTag {
  static constexpr char letter = 'R';
  static constexpr std::string_view noun = "removal request";
};
using RequestId = Id<RequestTag>;

enum class RequestState {
  drafted,
  confirmed,
  sent,
  acknowledged,
  removed,
  verified,
  refused,
  overdue,
  gone_by_word
};
BOOST_DESCRIBE_ENUM(RequestState, drafted, confirmed, sent, acknowledged, removed, verified, refused, overdue,
                    gone_by_word)

// What an operator can say.
enum class Answer { acknowledged, removed, refused };
BOOST_DESCRIBE_ENUM(Answer, acknowledged, removed, refused)

struct RemovalRequest {
  RequestId id;
  registry::OrganisationId organisation;
  casework::CaseId the_case;
  registry::SightingId sighting;
  OperatorId site_operator;
  Language language = Language::en;
  std::string rule;  // Rule::id
  RequestChannel channel = RequestChannel::letter;
  RequestState state = RequestState::drafted;
  Rung rung = Rung::site_operator;         // of the sighting's ladder
  std::optional<RequestId> recurrence_of;  // the earlier request about the same footage at the same site
  int false_claims = 0;                    // times the operator said "removed" and a check found it there
  Instant drafted_at{};
  std::optional<Instant> confirmed_at, sent_at, due_at, acknowledged_at, claimed_at, removed_at, verified_at,
      refused_at;
  std::optional<Instant> gone_by_word_at{};
};

// Gone, as far as anybody can say: proved by checks, or by an officer's word.
[[nodiscard]] bool is_gone(RequestState state);

// Each verb is Conflict when the state does not allow it, in words that say what the state is; the request
// is as it was then.
[[nodiscard]] Result<void> confirm(RemovalRequest& request, Instant at);
// The officer's undo. Whoever asks has made sure that no letter about it has begun to leave.
[[nodiscard]] Result<void> take_back(RemovalRequest& request);
// A draft that nobody is to be sent: the officer has decided against this step of the ladder.
[[nodiscard]] Result<void> withdraw(RemovalRequest& request, Instant at);
// Missing when the rule's clock counts days that nobody knows of (removal/working_days.h): whoever sends has
// made sure before.
[[nodiscard]] Result<void> note_sent(RemovalRequest& request, const Rule& rule, Instant at);
[[nodiscard]] Result<void> note_answer(RemovalRequest& request, Answer answer, Instant at);

// What a new check means for the request; `checks` are those made since it was sent, in order, the new
// one last. Never a fault: a check can always be recorded.
enum class CheckMeaning { nothing_new, claim_disproved, seen_removed, proved_removed };
BOOST_DESCRIBE_ENUM(CheckMeaning, nothing_new, claim_disproved, seen_removed, proved_removed)
[[nodiscard]] CheckMeaning note_check(RemovalRequest& request, const std::vector<Check>& checks,
                                      const WatchPolicy& policy);

// An officer looked by their own means and found it: what a check that finds it means.
[[nodiscard]] CheckMeaning note_found_there(RemovalRequest& request);
// An officer's looks agree that it is gone (officer_look.h). Conflict unless the operator has said so too.
[[nodiscard]] Result<void> note_gone_by_word(RemovalRequest& request, Instant at);

// So long a word that came when the clock had already ended has to be borne out by a look.
inline constexpr Duration kTimeOfALateWord = std::chrono::hours{24};
// When a request that still waits is overdue: when its clock ends, or that long after a later word. None as
// long as it has no clock.
[[nodiscard]] std::optional<Instant> clock_end(const RemovalRequest& request);

// True when the clock has just ended (now is clock_end or later) for a request that was still waiting: it is
// overdue now.
[[nodiscard]] bool note_time(RemovalRequest& request, Instant now);

// Is its place looked at? From sending on, and after the proof too, but not once it is refused.
[[nodiscard]] bool is_watched(const RemovalRequest& request);

// When the place should be looked at again; nothing when it is not watched.
[[nodiscard]] std::optional<Instant> next_check_at(const RemovalRequest& request,
                                                   const std::vector<Check>& checks,
                                                   const WatchPolicy& policy);

}  // namespace jium::removal
