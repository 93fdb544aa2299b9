#include "jium/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

namespace jium::cli {
namespace {

constexpr auto kBetweenLines = std::chrono::milliseconds{200};

}  // namespace

bool progress_has_a_place(bool results_are_printed) {
  return ::isatty(STDERR_FILENO) == 1 && !(results_are_printed && ::isatty(STDOUT_FILENO) == 1);
}

Progress::Progress(std::uint64_t expected, bool shown, std::string noun)
    : expected_(expected), shown_(shown), noun_(std::move(noun)) {}

Progress::~Progress() {
  if (written_) fmt::print(stderr, "\n");
}

void Progress::step(const std::string& remark) {
  reach(done_ + 1, remark);
}

void Progress::reach(std::uint64_t done, const std::string& remark) {
  done_ = done;
  if (!shown_) return;
  const auto now = Clock::now();
  if (done_ != expected_ && now - last_written_ < kBetweenLines) return;
  last_written_ = now;
  write(remark);
}

void Progress::write(const std::string& remark) {
  const double seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
  const double rate = seconds > 0 ? static_cast<double>(done_) / seconds : 0;
  std::string line =
      expected_ == 0 ? fmt::format("{} {}", done_, noun_)
                     : fmt::format("{} of {} {} ({} %)", done_, expected_, noun_, done_ * 100 / expected_);
  line += fmt::format(", {:.0f} a second", rate);
  if (expected_ > done_ && rate > 0) {
    const auto left = static_cast<std::uint64_t>(static_cast<double>(expected_ - done_) / rate);
    line += fmt::format(", about {}:{:02}:{:02} left", left / 3600, left / 60 % 60, left % 60);
  }
  if (!remark.empty()) line += ", " + remark;
  // \x1b[K: what an earlier, longer line left behind is wiped.
  fmt::print(stderr, "\r{}\x1b[K", line);
  written_ = true;
}

}  // namespace jium::cli
