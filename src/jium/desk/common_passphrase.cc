#include "jium/desk/common_passphrase.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "jium/embedded/english_words.h"
#include "jium/embedded/passphrases.h"

namespace jium::desk {
namespace {

constexpr std::size_t kShortestWord = 4;
constexpr std::size_t kShortestRun = 3;
// More signs than a year, a telephone's end or a birthday around a word are worth something by themselves.
constexpr std::size_t kSignsAroundAWord = 8;

constexpr std::array<std::string_view, 8> kRuns{
    "01234567890",          "abcdefghijklmnopqrstuvwxyz",   "qwertyuiop",           "asdfghjkl", "zxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm"};

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

// Small letters, digits, and whatever is not ASCII.
std::string compact(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (is_letter(low) || is_digit(low) || is_beyond_ascii(low)) kept += low;
  }
  return kept;
}

// P@ssw0rd: the letters that signs are written for.
std::string unmasked(std::string_view text) {
  constexpr std::string_view kMasks = "@4831!0$57";
  constexpr std::string_view kMeant = "aabeiiosst";
  std::string plain(text);
  for (char& c : plain) {
    if (const auto at = kMasks.find(c); at != std::string_view::npos) c = kMeant[at];
  }
  return compact(plain);
}

using Words = std::set<std::string, std::less<>>;

template <class Take>
void each_line(std::string_view text, Take take) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

const Words& phrases() {
  static const Words list = [] {
    Words made;
    each_line(embedded::kCommonPassphrases, [&](std::string_view line) {
      if (!line.starts_with('#') && !line.empty()) made.insert(compact(line));
    });
    return made;
  }();
  return list;
}

// In order, as views into the embedded list.
const std::vector<std::string_view>& words() {
  static const std::vector<std::string_view> list = [] {
    std::vector<std::string_view> made;
    each_line(embedded::kEnglishWords, [&](std::string_view line) {
      if (line.size() >= kShortestWord && std::ranges::all_of(line, is_letter)) made.push_back(line);
    });
    std::ranges::sort(made);
    return made;
  }();
  return list;
}

// The shortest piece of which this is made by repeating it, the last time perhaps in part.
std::string_view unit_of(std::string_view text) {
  for (std::size_t length = 1; length < text.size(); ++length) {
    bool repeats = true;
    for (std::size_t at = length; repeats && at < text.size(); ++at) repeats = text[at] == text[at - length];
    if (repeats) return text.substr(0, length);
  }
  return text;
}

bool is_known(std::string_view text) {
  const std::string_view unit = unit_of(text);
  return phrases().contains(text) || phrases().contains(unit) || std::ranges::binary_search(words(), unit);
}

bool is_word_with_signs(std::string_view text, std::size_t all) {
  std::string letters;
  std::ranges::copy_if(text, std::back_inserter(letters),
                       [](char c) { return is_letter(c) || is_beyond_ascii(c); });
  return !letters.empty() && all - letters.size() <= kSignsAroundAWord && is_known(letters);
}

std::size_t run_at_start(std::string_view text) {
  std::size_t longest = 0;
  for (const std::string_view row : kRuns) {
    const std::string backwards(row.rbegin(), row.rend());
    for (const std::string_view line : {row, std::string_view(backwards)}) {
      for (std::size_t from = 0; from < line.size(); ++from) {
        const auto [there, here] = std::ranges::mismatch(text, line.substr(from));
        longest = std::max(longest, static_cast<std::size_t>(there - text.begin()));
      }
    }
  }
  return longest;
}

bool is_made_of_runs(std::string_view text) {
  while (!text.empty()) {
    const std::size_t run = run_at_start(text);
    if (run < kShortestRun) return false;
    text.remove_prefix(run);
  }
  return true;
}

}  // namespace

bool is_common_passphrase(std::string_view passphrase) {
  const std::string plain = compact(passphrase);
  if (plain.empty()) return false;
  const std::string meant = unmasked(passphrase);
  return is_known(plain) || is_known(meant) || is_made_of_runs(plain) ||
         is_word_with_signs(plain, passphrase.size()) || is_word_with_signs(meant, passphrase.size());
}

}  // namespace jium::desk
