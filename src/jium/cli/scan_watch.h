// Floods in a scan (match/flood_watch.h): a fingerprint of the list that suddenly matches very many of the
// files is held for a person. It is more likely wrong than everywhere at once.
//
// A scan has no hours: how many files there are in one depends on the machine. So the watch's clock is the
// scan itself, one line of its result file a tick. Then what is held follows from the files and their order
// alone, and an interrupted scan, which replays its result file, holds what an uninterrupted one holds.
//
// A window is 10,000 files, and a flood is more than 100 matches in it: one file of a hundred. A list is of
// rare things; a single one of them in every hundredth file of ten thousand is what an empty form, a logo or
// a colour chart looks like. Besides it must be more than twenty times what that fingerprint had in a window
// so far, so that what was always frequent at a moderate rate is not held for being so.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <vector>

#include "jium/cli/judged_match.h"
#include "jium/match/flood_watch.h"

namespace jium::cli {

class ScanWatch {
 public:
  static constexpr int kWindow = 10'000;  // files
  static constexpr int kLeast = 100;      // matches in a window, beyond which it is a flood

  // Off, it holds nothing.
  explicit ScanWatch(bool on);

  // The next file of this run: its matches by likeness are counted, and told as held from the flood on.
  void take(std::vector<JudgedMatch>& matches);
  // A line of the result file, of an earlier run.
  void replay(const boost::json::object& line);

  [[nodiscard]] const match::FloodWatch& floods() const { return floods_; }
  // Items that wait for a person, by rising number.
  [[nodiscard]] std::vector<std::uint64_t> held() const { return floods_.held(); }

 private:
  [[nodiscard]] bool record(std::uint64_t item);

  bool on_;
  std::int64_t files_ = 0;
  match::FloodWatch floods_;
};

}  // namespace jium::cli
