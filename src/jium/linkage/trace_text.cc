#include "jium/linkage/trace_text.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <mutex>
#include <utility>

namespace jium::linkage {

namespace {

constexpr std::size_t kLongest = 500;

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool is_utf8(std::string_view text) {
  return to_utf8(from_utf8(text)) == text;
}

bool is_blank(UChar32 c) {
  return u_isUWhiteSpace(c) != 0;
}

icu::UnicodeString with_single_blanks(const icu::UnicodeString& text) {
  icu::UnicodeString out;
  bool blank = false;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 c = text.char32At(at);
    if (is_blank(c)) {
      blank = !out.isEmpty();
      continue;
    }
    if (blank) out.append(static_cast<UChar32>(' '));
    blank = false;
    out.append(c);
  }
  return out;
}

// A Transliterator is made once and is not to be shared without a lock.
std::string latin(std::string_view text) {
  static std::mutex mutex;
  static const std::unique_ptr<icu::Transliterator> to_latin = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  }();
  icu::UnicodeString moved = from_utf8(text);
  const std::scoped_lock lock(mutex);
  if (to_latin) to_latin->transliterate(moved);
  return to_utf8(moved);
}

bool is_latin(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// Digits and marks that stand for letters in names; what looks like an l is one.
char as_letter(char c) {
  switch (c) {
    case '0':
      return 'o';
    case '1':
    case 'i':
    case '|':
    case '!':
      return 'l';
    case '3':
      return 'e';
    case '4':
    case '@':
      return 'a';
    case '5':
    case '$':
      return 's';
    case '7':
      return 't';
    default:
      return c;
  }
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at))
    text.replace(at, what.size(), by);
  return text;
}

}  // namespace

Result<std::string> folded(std::string_view text) {
  if (text.size() > kLongest || !is_utf8(text))
    return fault(FaultKind::malformed, "a trace is a text of at most 500 bytes");
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return fault(FaultKind::internal, "the tables of Unicode could not be read");
  const icu::UnicodeString done = with_single_blanks(fold->normalize(from_utf8(text), status));
  if (U_FAILURE(status)) return fault(FaultKind::malformed, "a trace is a text of at most 500 bytes");
  for (std::int32_t at = 0; at < done.length(); at = done.moveIndex32(at, 1)) {
    if (u_iscntrl(done.char32At(at)) != 0)
      return fault(FaultKind::malformed, "a trace holds no control characters: copy it again");
  }
  if (done.isEmpty()) return fault(FaultKind::malformed, "nothing was written");
  std::string out = to_utf8(done);
  if (out.size() > kLongest) return fault(FaultKind::malformed, "a trace is a text of at most 500 bytes");
  return out;
}

std::string spelling_of(std::string_view folded) {
  std::string out;
  for (const char c : latin(folded)) {
    const char letter = as_letter(c);
    if (is_latin(letter)) out += letter;
  }
  return out;
}

// 'i' has become 'l' before, as a 1 looks like both; so has the r of Hangul, which is an l as well.
std::string sound_of(std::string_view folded) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kSounds{{{"ch", "j"},
                                                                                          {"ph", "b"},
                                                                                          {"th", "d"},
                                                                                          {"kh", "g"},
                                                                                          {"eo", "o"},
                                                                                          {"eu", "u"},
                                                                                          {"oo", "u"},
                                                                                          {"ee", "l"},
                                                                                          {"ou", "o"},
                                                                                          {"k", "g"},
                                                                                          {"t", "d"},
                                                                                          {"p", "b"},
                                                                                          {"r", "l"},
                                                                                          {"z", "j"},
                                                                                          {"f", "b"},
                                                                                          {"v", "b"}}};
  std::string text = spelling_of(folded);
  for (std::string before; before != text;) {
    before = text;
    for (const auto& [what, by] : kSounds) text = replaced(std::move(text), what, by);
  }
  std::string single;
  for (const char c : text) {
    if (single.empty() || single.back() != c) single += c;
  }
  if (single == text) return text;
  return sound_of(single);
}

std::string words_of(std::string_view folded) {
  const icu::UnicodeString text = from_utf8(folded);
  icu::UnicodeString out;
  bool blank = false;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 c = text.char32At(at);
    const bool mark = ((1U << static_cast<unsigned>(u_charType(c))) & U_GC_M_MASK) != 0;
    if (u_isalnum(c) == 0 && !mark) {
      blank = !out.isEmpty();
      continue;
    }
    if (blank) out.append(static_cast<UChar32>(' '));
    blank = false;
    out.append(c);
  }
  return to_utf8(out);
}

std::size_t characters_of(std::string_view utf8) {
  return static_cast<std::size_t>(from_utf8(utf8).countChar32());
}

}  // namespace jium::linkage
