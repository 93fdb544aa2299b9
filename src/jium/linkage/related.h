// When are two cases at two centres worth an officer's look? Evidence of each ground has a worth between 0
// and 1; several add up as chances that none is by accident: 1 - product of (1 - worth). What stays below
// kShown is kept and shown to nobody.
//
//   ground          worth   what it says
//   same_file        0.98   the same bytes
//   same_footage     0.90   an edited copy of a picture or a video, proven in time or in features
//   shared_segment   0.85   a stretch of one video within another
//   same_sound       0.25   sound alone: a song is in many videos
//   trace, exact     by its kind: payment address 0.90, invitation or channel 0.80, telephone 0.80, handle
//   0.70,
//                    site account 0.75, account name 0.50, phrase 0.45, file name 0.40
//   trace, spelling  0.40 of that, trace, sound 0.25 of that
//
// These are judgements and not measurements; bench/linkage tries them in a synthetic
// country. Two rules hold whatever they are: evidence of one kind of trace counts once, its best (ten
// spellings of one name are one name), and what is too common counts for nothing at all:
//
//   - a token that stands in more cases than its cap (cap_of: one offender may have a thousand victims, so a
//     payment address may stand in many, a sound of a name in few);
//   - a token that officers declined: each "not the same" or "too common" weighs against it as each opened
//   link
//     weighs for it, and three declines by two centres that outnumber the openings end it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/linkage/trace.h"

namespace jium::linkage {

enum class Ground { same_file, same_footage, shared_segment, same_sound, trace };
BOOST_DESCRIBE_ENUM(Ground, same_file, same_footage, shared_segment, same_sound, trace)

// How widely a token stands and what officers made of it.
struct Standing {
  int cases = 2;
  int opened = 0;
  int declined = 0;
  int declining_centres = 0;
};

struct Evidence {
  Ground ground = Ground::trace;
  std::optional<TraceKind> kind{};  // of a trace, with the rest
  Closeness closeness = Closeness::exact;
  Confidence weaker_confidence = Confidence::certain;  // of the two records
  Standing standing{};
  Instant since{};  // when the second of the two was recorded
};

// How many cases a token may stand in. A footage has no cap: a thousand survivors of one video are related.
[[nodiscard]] int cap_of(TraceKind kind, Closeness closeness);
// Nothing: it is too common.
[[nodiscard]] std::optional<double> worth_of(const Evidence& evidence);

// What the two sides are told of how strong it is; no number, which would tell them of the other's records.
enum class Strength { weak, middle, strong };
BOOST_DESCRIBE_ENUM(Strength, weak, middle, strong)

inline constexpr double kShown = 0.28, kMiddle = 0.5, kStrong = 0.8;

struct Assessment {
  double worth = 0;
  std::vector<Evidence> counted;  // the best first; each ground and kind once
  std::vector<Evidence> capped;   // that is too common
  Instant since{};                // of the newest that is counted

  [[nodiscard]] bool is_shown() const { return worth >= kShown; }
  [[nodiscard]] Strength strength() const;
};
[[nodiscard]] Assessment assess(const std::vector<Evidence>& all);

// The strongest first, of equal ones the newest.
[[nodiscard]] bool ranks_before(const Assessment& one, const Assessment& other);

// The rule by which it counted, for the officer: "the same payment address, in one form".
[[nodiscard]] std::string explain(const Evidence& evidence);

}  // namespace jium::linkage
