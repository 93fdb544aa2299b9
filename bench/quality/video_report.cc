#include "quality/video_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "quality/video_edits.h"
#include "quality/video_trial.h"

namespace jium::bench {
namespace {

VideoSize size_of(const std::string& word) {
  if (word == "full") return {{12, 8, 6}, 1, 4};
  if (word == "tiny") return {{4, 2, 1}, 12, 60};
  return {{12, 6, 4}, 3, 9};
}

std::string share(std::size_t part, int whole) {
  return whole == 0 ? "-" : fmt::format("{:.3f}", static_cast<double>(part) / whole);
}

const std::vector<std::string> kContestants{"vPDQ, as published", "vPDQ, any frame", "jium, frames alone",
                                            "jium, with sound"};

std::vector<std::string> headed(std::vector<std::string> first) {
  first.insert(first.end(), kContestants.begin(), kContestants.end());
  return first;
}

std::vector<std::string> row_of(std::vector<std::string> first, const VideoTally& tally) {
  for (const std::size_t found : tally.found) first.push_back(share(found, tally.asked));
  return first;
}

void tell_recall(Page& page, const std::string& name, const VideoOutcome& outcome) {
  page.table(fmt::format("Videos, {}: found, of those that should be", name), headed({"class", "asked"}));
  std::vector<std::string> names = video_families();
  names.push_back("all");
  for (const std::string& family : names) {
    const auto at = outcome.families.find(family);
    if (at != outcome.families.end())
      page.row(row_of({family, std::to_string(at->second.asked)}, at->second));
  }
}

void tell_false(Page& page, const std::string& name, const VideoOutcome& outcome) {
  page.table(fmt::format("Videos, {}: queries with a false answer; {} registered, {} wrong pairs", name,
                         outcome.registered, outcome.wrong_pairs),
             {"asked about", "queries", "vPDQ, as published", "vPDQ, any frame", "jium, frames alone",
              "jium, with sound", "... that say \"sound\" alone", "... that say \"moment not proven\""});
  for (const auto& [kind, tally] : outcome.falsely) {
    std::vector<std::string> cells{kind, std::to_string(tally.asked)};
    for (const std::size_t wrong : tally.found) cells.push_back(std::to_string(wrong));
    cells.push_back(std::to_string(outcome.by_sound.at(kind)));
    cells.push_back(std::to_string(outcome.unproven.at(kind)));
    page.row(cells);
  }
  for (const std::string& line : outcome.false_lines) page.say("False: " + line);
}

std::string per(double sum, std::size_t count) {
  return fmt::format("{:.1f} ms", sum / static_cast<double>(std::max<std::size_t>(1, count)));
}

void tell_cost(Page& page, const VideoOutcome& outcome) {
  page.table("Videos: cost", {"what", "measured"});
  page.row({"CPU, query, of each frame asked with (two a second), decoding and sound included",
            per(outcome.query_ms, outcome.query_frames)});
  page.row({"CPU, vPDQ's frames alone, decoding included, by the same number of frames",
            per(outcome.plain_ms, outcome.plain_frames)});
  page.row({fmt::format("CPU, search among {} videos, of each query", outcome.registered),
            per(outcome.find_ms, outcome.queries)});
  page.row({"bytes of a print, of each second",
            fmt::format("{:.0f}", outcome.print_bytes / outcome.print_seconds)});
  page.row({"bytes of a print, of each second, the largest", fmt::format("{:.0f}", outcome.largest_print)});
  std::vector<double> errors = outcome.offset_errors;
  std::sort(errors.begin(), errors.end());
  if (!errors.empty()) {
    page.row({"error of the told moment, middle of the found copies",
              fmt::format("{:.2f} s", errors[errors.size() / 2])});
    page.row({"error of the told moment, of nine in ten at most",
              fmt::format("{:.2f} s", errors[errors.size() * 9 / 10])});
  }
  page.table("Videos: which witness found it", {"witness", "queries"});
  for (const auto& [witness, count] : outcome.witnesses) page.row({witness, std::to_string(count)});
}

}  // namespace

void report_videos(Page& page, const Options& options) {
  const VideoSize size = size_of(options.size);
  page.say(
      "Videos are pans over free pictures with cuts and cross-fades, drawn scenes with movers, lectures, a "
      "fractal, "
      "rooms filmed by one camera and a film of package opencv-doc, each with its own melody, one without a "
      "sound. "
      "Edits are made by ffmpeg with fixed seeds. vPDQ as published: at least 80 % of the query's frames of "
      "quality "
      "50 and more within 31 bits of one of the registered video. \"Same camera\" and \"same music\" ask "
      "about what "
      "is partly the same; what jium then says is told in the last columns.");
  for (const auto& [half, name] :
       {std::pair(Half::calibration, "calibration half"), std::pair(Half::report, "report half")}) {
    const char* only = std::getenv("JIUM_QUALITY_HALF");
    if (only != nullptr && std::string(name).find(only) == std::string::npos) continue;
    const VideoOutcome outcome = run_videos(half, size);
    tell_recall(page, name, outcome);
    tell_false(page, name, outcome);
    if (half == Half::calibration && only == nullptr) continue;
    tell_cost(page, outcome);
    page.table("Videos: by edit", headed({"edit"}));
    for (const auto& [edit, tally] : outcome.edits) page.row(row_of({edit}, tally));
  }
}

}  // namespace jium::bench
