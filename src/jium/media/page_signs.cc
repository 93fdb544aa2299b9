#include "jium/media/page_signs.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <optional>

#include "jium/base/clock.h"
#include "jium/embedded/page_signs.h"

namespace jium::media {
namespace {

struct Encodings {
  std::string_view language;
  std::array<const char*, 2> names;
};

// In which a page of that language may be written besides UTF-8 (WHATWG Encoding Standard, legacy encodings).
constexpr std::array kEncodings{Encodings{"en", {nullptr, nullptr}},   Encodings{"ko", {"CP949", nullptr}},
                                Encodings{"ja", {"CP932", "EUC-JP"}},  Encodings{"zh", {"GB18030", "BIG5"}},
                                Encodings{"ru", {"CP1251", "KOI8-R"}}, Encodings{"vi", {"CP1258", nullptr}},
                                Encodings{"es", {"CP1252", nullptr}}};

std::optional<std::string> converted(const std::string& utf8, const char* encoding) {
  const iconv_t converter = iconv_open(encoding, "UTF-8");
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string from = utf8, to(4 * utf8.size() + 16, '\0');
  char *in = from.data(), *out = to.data();
  std::size_t in_left = from.size(), out_left = to.size();
  const bool done = iconv(converter, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1);
  iconv_close(converter);
  if (!done) return std::nullopt;
  to.resize(to.size() - out_left);
  return to;
}

// Capitals of letters beyond ASCII, as far as the languages of the table have them; none is longer or shorter
// in UTF-8 than its small letter (Unicode 15, simple case mapping).
char32_t capital_of(char32_t letter) {
  if (letter >= 0xE0 && letter <= 0xFE && letter != 0xF7) return letter - 0x20;  // Latin-1
  if (letter >= 0x430 && letter <= 0x44F) return letter - 0x20;                  // Cyrillic
  if (letter == 0x451) return 0x401;                                             // ё
  if (letter == 0x1B0) return 0x1AF;                                             // ư
  const bool pairs =
      (letter >= 0x100 && letter <= 0x137) || (letter >= 0x1EA0 && letter <= 0x1EF9) || letter == 0x1A1;
  return pairs && (letter & 1U) != 0 ? letter - 1 : letter;
}

// The text with its first letter, or all of them, as capitals; ASCII is folded anyway.
std::string with_capitals(std::string_view text, bool all) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size();) {
    const auto bits = [&](std::size_t i, unsigned mask) {
      return static_cast<char32_t>(static_cast<unsigned char>(out[i]) & mask);
    };
    const unsigned first = bits(at, 0xFFU);
    const std::size_t length = first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    if (at + length > out.size() || first >= 0xF0) break;
    if (length == 2) {
      const char32_t capital = capital_of(bits(at, 0x1FU) << 6U | bits(at + 1, 0x3FU));
      out[at] = static_cast<char>(0xC0U | (capital >> 6U));
      out[at + 1] = static_cast<char>(0x80U | (capital & 0x3FU));
    } else if (length == 3) {
      const char32_t capital =
          capital_of(bits(at, 0x0FU) << 12U | bits(at + 1, 0x3FU) << 6U | bits(at + 2, 0x3FU));
      out[at + 1] = static_cast<char>(0x80U | ((capital >> 6U) & 0x3FU));
      out[at + 2] = static_cast<char>(0x80U | (capital & 0x3FU));
    }
    if (!all) break;
    at += length;
  }
  return out;
}

std::vector<std::string_view> split(std::string_view line, char at) {
  std::vector<std::string_view> cells;
  for (std::size_t from = 0;;) {
    const std::size_t to = line.find(at, from);
    cells.push_back(line.substr(from, to - from));
    if (to == std::string_view::npos) return cells;
    from = to + 1;
  }
}

// 2026-11-22, which sorts as text.
bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
}

Fault wrong(std::string_view what) {
  return fault(FaultKind::malformed, std::string(what));
}

}  // namespace

std::string folded_text(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  bool blank = true;
  for (const char letter : text) {
    const bool is_blank =
        letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' || letter == '\f';
    if (is_blank && blank) continue;
    blank = is_blank;
    const bool is_capital = letter >= 'A' && letter <= 'Z';
    folded += is_blank ? ' ' : is_capital ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return folded;
}

Result<PageSigns::Phrase> PageSigns::phrase_of(const std::vector<std::string_view>& cells) {
  Phrase phrase;
  JIUM_TRY(phrase.sign, parse_enum<PageSign>("sign", std::string(cells[0])));
  if (cells[1] == "title") {
    phrase.where = Where::title;
  } else if (cells[1] == "text") {
    phrase.where = Where::text;
  } else if (cells[1] == "host") {
    phrase.where = Where::host;
  } else {
    return wrong("where is title, text or host");
  }
  if (cells[5].size() < 3) return wrong("a phrase has at least three bytes");
  const auto encodings = std::find_if(kEncodings.begin(), kEncodings.end(),
                                      [&](const Encodings& e) { return e.language == cells[2]; });
  if (encodings == kEncodings.end()) return wrong("the language is not known");
  const auto add = [&](const std::string& spelling) {
    const std::string folded = folded_text(spelling);
    const auto same = std::find(phrase.spellings.begin(), phrase.spellings.end(), folded);
    if (same == phrase.spellings.end()) phrase.spellings.push_back(folded);
  };
  // A title begins with a capital, and some are written in nothing else.
  for (const std::string& written :
       {std::string(cells[5]), with_capitals(cells[5], false), with_capitals(cells[5], true)}) {
    add(written);
    for (const char* const name : encodings->names) {
      if (name == nullptr) continue;
      if (const auto other = converted(written, name)) add(*other);
    }
  }
  return phrase;
}

Result<PageSigns> PageSigns::parse(std::string_view tsv, std::string_view on) {
  PageSigns signs;
  int number = 0;
  for (std::string_view line : split(tsv, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const auto at = [&](const Fault& why) {
      return wrong("line " + std::to_string(number) + ": " + why.what);
    };
    const auto cells = split(line, '\t');
    if (cells.size() != 6) return at(wrong("six cells with tabs between"));
    if (!is_day(cells[3]) || (cells[4] != "-" && !is_day(cells[4]))) return at(wrong("a day is 2026-11-22"));
    auto phrase = phrase_of(cells);
    if (!phrase) return at(phrase.fault());
    if (cells[3] > on || (cells[4] != "-" && cells[4] <= on)) continue;
    signs.phrases_.push_back(std::move(*phrase));
  }
  return signs;
}

std::vector<PageSign> PageSigns::signs_of(const PageWords& words) const {
  std::vector<PageSign> found;
  for (const Phrase& phrase : phrases_) {
    if (std::find(found.begin(), found.end(), phrase.sign) != found.end()) continue;
    const std::string& hay = phrase.where == Where::title  ? words.title
                             : phrase.where == Where::text ? words.text
                                                           : words.references;
    const bool there =
        std::any_of(phrase.spellings.begin(), phrase.spellings.end(),
                    [&](const std::string& one) { return hay.find(one) != std::string::npos; });
    if (there) found.push_back(phrase.sign);
  }
  return found;
}

const PageSigns& built_in_page_signs() {
  static const PageSigns signs = [] {
    const std::string now = to_text(SystemClock().now());
    auto read = PageSigns::parse(embedded::kPageSigns, now.substr(0, 10));
    assert(read && "data/watch/page_signs.tsv is tested");
    return read ? std::move(*read) : PageSigns();
  }();
  return signs;
}

}  // namespace jium::media
