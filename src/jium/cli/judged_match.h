// From what a list knows of a file to what is told of it: match/verdict.h, for the offline commands.
//
//   match      it is
//   harmless   its plain PDQ is near to a picture of the negative list, and not nearer to the known one
//   held       the known item floods this scan (scan_watch.h): for a person to look at
//
// Equal bytes are equal bytes: a match by digest is neither. Where no bits were compared with the known item
// (features that agree in place), the harmless picture is the nearer one. Videos are judged by more than one
// picture, so the negative list says nothing of them. `too_plain` is not told here: what has too little
// structure is not looked for in the first place (match/catalogue.h).
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <vector>

#include "jium/cli/file_results.h"
#include "jium/cli/harmless_list.h"
#include "jium/cli/known_list.h"
#include "jium/match/flood_watch.h"
#include "jium/match/verdict.h"

namespace jium::cli {

struct JudgedMatch {
  KnownMatch known;
  match::Ruling ruling = match::Ruling::match;
  std::optional<HarmlessNear> harmless;  // what it is instead, of a harmless one
};

// `harmless` may be null. Nothing is recorded in `floods`.
[[nodiscard]] std::vector<JudgedMatch> judge(const FileResult& result, std::vector<KnownMatch> matches,
                                             const HarmlessList* harmless, const match::FloodWatch& floods);

[[nodiscard]] bool has_ruling(const std::vector<JudgedMatch>& matches, match::Ruling ruling);

// In the same order: {"label", "item", "algorithm", "distance", "witness", "sureness", "ruling"}, of videos
// {"moment_proven", "segments"} and perhaps {"vpdq"}, of the harmless {"harmless": {"label", "distance"}}.
[[nodiscard]] boost::json::array judged_json(const std::vector<JudgedMatch>& matches);

}  // namespace jium::cli
