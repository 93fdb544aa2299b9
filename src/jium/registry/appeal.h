// An Appeal: a platform says that an entry of its feed is wrong. It opens a review by the committee, which
// upholds the entry or withdraws it, as many reviewers as a decision takes. The entry stays in the feed while
// the review lasts, marked: the way out is short, and no platform opens it alone.
//
//   filed --reviewers agree--> upheld | withdrawn;   filed --the footage is withdrawn meanwhile--> closed
#pragma once

#include <vector>

#include "jium/base/secret.h"
#include "jium/registry/decision.h"
#include "jium/registry/feed.h"

namespace jium::registry {

struct AppealTag {
  static constexpr char letter = 'J';
  static constexpr std::string_view noun = "appeal";
};
using AppealId = Id<AppealTag>;

// Why. wrong_match: harmless media match it. not_illegal: the platform has looked and disagrees.
enum class AppealCode { wrong_match, harmless_picture, not_illegal, wrong_class, duplicate, other };
BOOST_DESCRIBE_ENUM(AppealCode, wrong_match, harmless_picture, not_illegal, wrong_class, duplicate, other)

enum class AppealState { filed, upheld, withdrawn, closed };
BOOST_DESCRIBE_ENUM(AppealState, filed, upheld, withdrawn, closed)

enum class AppealOutcome { upheld, withdrawn };
BOOST_DESCRIBE_ENUM(AppealOutcome, upheld, withdrawn)

struct Appeal {
  AppealId id;
  OrganisationId organisation;  // the platform
  FeedId feed;
  EntryId entry;
  std::optional<FootageId> footage;  // none: there is no footage behind this entry (a canary)
  AppealCode code = AppealCode::other;
  Secret<std::string> words;  // at most 500 bytes, may be empty
  AppealState state = AppealState::filed;
  Instant filed_at{};
  std::optional<Instant> decided_at;
};

struct AppealVote {
  Doer voter;
  AppealOutcome outcome = AppealOutcome::upheld;
  Instant at{};
};

// Conflict when it is decided; as may_vote() otherwise.
[[nodiscard]] Result<void> may_vote(const Appeal& appeal, OrganisationId owner,
                                    const std::vector<AppealVote>& cast, const Doer& voter);
[[nodiscard]] std::optional<AppealOutcome> tally(const std::vector<AppealVote>& cast, int needed);
void settle(Appeal& appeal, AppealOutcome outcome, Instant at);
// What it was about was decided anew, or is not in the feed any more.
void close(Appeal& appeal, Instant at);

// When an appeal with nothing behind it is answered, so that the answer tells nobody so: after as long as one
// of the others took (`others`, of which five at least make a choice; else four to ten days), in office hours
// of a Korean working day. The same for one appeal whenever it is asked.
[[nodiscard]] Instant plausible_answer(const Appeal& appeal, const std::vector<Duration>& others);

}  // namespace jium::registry
