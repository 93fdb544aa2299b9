// Looks at a place, and what they prove together. One look proves little: sites lie, cloak and fail. Gone
// means several looks, apart in time and from more than one point of the net where there is one, that agree.
//
// What a look means is judged here, from what it brought (Seen), by one rule: whatever jium could not see
// counts for nothing. Nothing is gone from where jium never saw it: a place for members answers others with
// 404 from the first day on. A page counts as empty only when all that it shows was compared, or when it says
// so: words alone may be a wall in words that jium does not know, and so may the way to the front page. Where
// it has scripts, it has to say in words that nothing is there. Whoever says so and moves the footage behind a
// script deceives, and is not found out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/registry/fetcher.h"
#include "jium/registry/sighting.h"
#include "jium/removal/watch_schedule.h"

namespace jium::removal {

enum class CheckOutcome {
  still_there,   // the bytes there match the footage
  gone,          // the place answers that there is nothing, or something that does not match
  inconclusive,  // no answer, a server's fault, a refusal to show: says nothing either way
};
BOOST_DESCRIBE_ENUM(CheckOutcome, still_there, gone, inconclusive)

// Why. A word is never renamed; new ones are added at the end.
enum class CheckReason {
  matched,         // still there: at the very address
  moved,           // still there: among the page's own media
  not_found,       // gone: HTTP 404 or 410, and nothing on that page matches
  soft_not_found,  // gone: a page that says so in words, all of which could be seen
  other_content,   // gone: something else, all of which was compared
  login_wall,
  age_gate,
  geo_block,  // also HTTP 451: withheld here says nothing of elsewhere
  consent_page,
  bot_wall,  // also HTTP 429
  server_fault,
  parked_domain,
  refused,      // any other status that shows nothing
  unseen,       // scripts, frames, players may show it, or the place shows it to others and never to jium
  unread,       // media that could not be read or compared, or a page of which something was left out
  empty,        // an answer without a body
  no_answer,    // no name, no connection, too slow, not HTTP
  not_public,   // the place leads where jium does not go
  hint_only,    // something alike, and not enough to say that it is the footage
  cloaked,      // another vantage was shown the footage at the same time
  led_away,     // to the front page of the site, which says nothing of the place
  words_alone,  // a page without a picture that does not say it is gone: perhaps a wall that is not known
};
BOOST_DESCRIBE_ENUM(CheckReason, matched, moved, not_found, soft_not_found, other_content, login_wall,
                    age_gate, geo_block, consent_page, bot_wall, server_fault, parked_domain, refused, unseen,
                    unread, empty, no_answer, not_public, hint_only, cloaked, led_away, words_alone)

// What one look brought, as far as a judgement needs it.
struct Seen {
  enum class Body { none, media, unread_media, page };
  std::optional<int> status;    // none: nothing answered
  bool not_public = false;      // it was not visited
  bool our_failure = false;     // the look itself failed: the sandbox, memory
  std::optional<int> distance;  // a match, at the address or on its page
  bool in_page = false;         // ... on its page
  bool hint = false;            // alike, but not enough
  Body body = Body::none;
  std::optional<CheckReason> wall;  // by the page's words
  bool says_not_found = false;      // in words
  bool left_out = false;            // of the page's media something was not fetched, not read, not compared
  bool scripts = false;
  bool frames_or_players = false;
  bool led_away = false;     // a redirect ended at the front page, which is not what was asked for
  bool shows_media = false;  // of the page's own media something was compared
  // At this place jium has seen the footage before by itself, without running anything. Else nothing is gone.
  bool seen_here_before = false;
};

struct Judgement {
  CheckOutcome outcome = CheckOutcome::inconclusive;
  CheckReason reason = CheckReason::no_answer;
  friend bool operator==(const Judgement&, const Judgement&) = default;
};
[[nodiscard]] Judgement judge(const Seen& seen);

// The vantage that every installation has.
inline constexpr const char* kPlainVantage = "plain";

// How much of a page was compared.
struct PageCount {
  int media = 0;     // of its own that it names
  int compared = 0;  // fetched, read, and comparable
  friend bool operator==(const PageCount&, const PageCount&) = default;
};

struct Check {
  Instant at{};
  CheckOutcome outcome = CheckOutcome::inconclusive;
  std::optional<int> distance;                      // of PDQ, when it is still there
  std::optional<registry::FetchEvidence> evidence;  // none when nothing answered
  CheckReason reason = CheckReason::no_answer;
  std::string vantage = kPlainVantage;
  std::optional<PageCount> page{};
};

// Of one round of looks, at one time from several vantages: where one was shown the footage, what the others
// were shown is cloaking, and counts for nothing.
void note_cloaking(std::vector<Check>& round);

struct WatchPolicy {
  int agreeing_checks = 3;                   // so many `gone` in a row prove removal ...
  Duration spacing = std::chrono::hours{6};  // ... if each is at least so long after the one before ...
  int vantages = 1;                          // ... and so many vantages have each seen it twice, so far apart
  // How often an open, a verified place is looked at; zero: by the schedule.
  Duration patrol{};
  Duration afterwatch{};
  // Each pause is longer by up to this share, by the request's id and the look's number: the same again after
  // a restart, and spread over the hour for many requests that were sent at once.
  int jitter_percent = 20;
};

// By which schedule, and so by which rules, a look at `at` is made; for the evidence.
[[nodiscard]] std::string policy_version(Instant at);

// Do the latest checks prove that it is gone? Inconclusive ones neither count nor break the row; a
// `still_there` breaks it; two that are closer than the spacing count as one. `checks` in order of time.
[[nodiscard]] bool proves_removal(const std::vector<Check>& checks, const WatchPolicy& policy);

// `pause` with its jitter.
[[nodiscard]] Duration jittered(Duration pause, std::uint64_t seed, std::uint64_t turn,
                                const WatchPolicy& policy);

}  // namespace jium::removal
