// How far a long work has come, on one line of a terminal that is rewritten a few times a second. Where
// standard error is no terminal nothing is written: a log is not a place for it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace jium::cli {

class Progress {
 public:
  // `expected`: how many there are in all, 0 when nobody knows yet. `shown` false: silence, whatever the
  // terminal. `noun`: of what.
  Progress(std::uint64_t expected, bool shown, std::string noun = "files");
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `remark`: what else there is to say, "3 matches, 1 not read".
  void step(const std::string& remark = {});
  // So many are done by now.
  void reach(std::uint64_t done, const std::string& remark = {});

 private:
  void write(const std::string& remark);

  using Clock = std::chrono::steady_clock;
  std::uint64_t expected_;
  bool shown_;
  std::string noun_;
  bool written_ = false;
  std::uint64_t done_ = 0;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point last_written_{};
};

// Is standard error a terminal that nobody else writes results to? Not where `results_are_printed` one by one
// on standard output, and that is a terminal too.
[[nodiscard]] bool progress_has_a_place(bool results_are_printed = true);

}  // namespace jium::cli
