#include "story/terminal_teller.h"

#include <glib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace jium::story {
namespace {

constexpr std::string_view kMargin = "             ";
constexpr int kUsualColumns = 110;
constexpr int kLeastColumns = 60;

bool shows_colours() {
  return ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
}

int columns_of_terminal() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsualColumns;
  return std::max<int>(size.ws_col, kLeastColumns);
}

// How many bytes of the line fit; all of it, or up to a blank, or in the middle of a very long word.
std::size_t fitting(std::string_view line, int columns) {
  std::size_t at = 0, last_blank = 0;
  for (int used = 0; at < line.size();) {
    const char* const letter = line.data() + at;
    const gunichar code = g_utf8_get_char_validated(letter, static_cast<gssize>(line.size() - at));
    const bool valid = code < 0x110000;
    used += valid && g_unichar_iswide(code) != 0 ? 2 : 1;
    if (used > columns) return last_blank > 0 ? last_blank : std::max<std::size_t>(at, 1);
    if (line[at] == ' ') last_blank = at;
    at += valid ? static_cast<std::size_t>(g_utf8_next_char(letter) - letter) : 1;
  }
  return line.size();
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, int columns) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    do {
      const std::size_t count = fitting(line, columns);
      lines.emplace_back(line.substr(0, count));
      line.remove_prefix(count);
      if (line.starts_with(' ')) line.remove_prefix(1);
    } while (!line.empty());
  }
  return lines;
}

TerminalTeller::TerminalTeller() : colours_(shows_colours()), columns_(columns_of_terminal()) {}

void TerminalTeller::begin_step(std::string_view heading) {
  print("\n" + bold(std::to_string(++step_) + ". " + std::string(heading)) + "\n\n");
}

void TerminalTeller::say(std::string_view what) {
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begun_;
  char time[32];
  std::snprintf(time, sizeof time, "%7.2f s", elapsed.count());
  std::string margin = "  " + faint(time) + "  ";
  for (const std::string& line : wrapped(what, columns_ - static_cast<int>(kMargin.size()))) {
    print(margin + line + "\n");
    margin = kMargin;
  }
}

void TerminalTeller::show(std::string_view title, std::string_view text) {
  print("\n");
  for (const std::string& line : wrapped(title, columns_ - static_cast<int>(kMargin.size()))) {
    print(std::string(kMargin) + bold(line) + "\n");
  }
  for (const std::string& line : wrapped(text, columns_ - static_cast<int>(kMargin.size()) - 2)) {
    print(std::string(kMargin) + faint("|") + " " + line + "\n");
  }
  print("\n");
}

void TerminalTeller::print(const std::string& text) const {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

std::string TerminalTeller::bold(std::string_view text) const {
  return colours_ ? "\033[1m" + std::string(text) + "\033[0m" : std::string(text);
}

std::string TerminalTeller::faint(std::string_view text) const {
  return colours_ ? "\033[2m" + std::string(text) + "\033[0m" : std::string(text);
}

}  // namespace jium::story
