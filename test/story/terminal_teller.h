// Tells a story to a person at a terminal, or into a file: with colours only where somebody can see them and
// has not asked for none (no-color.org), and no wider than the terminal.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "story/main_path.h"

namespace jium::story {

class TerminalTeller final : public Teller {
 public:
  TerminalTeller();

  void begin_step(std::string_view heading) override;
  // One line with the time since the beginning.
  void say(std::string_view what) override;
  void show(std::string_view title, std::string_view text) override;

  void print(const std::string& text) const;
  [[nodiscard]] std::string bold(std::string_view text) const;

 private:
  [[nodiscard]] std::string faint(std::string_view text) const;

  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  const bool colours_;
  const int columns_;
  int step_ = 0;
};

// Lines of at most `columns`, broken at blanks where there are any. Korean letters are two columns wide.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, int columns);

}  // namespace jium::story
