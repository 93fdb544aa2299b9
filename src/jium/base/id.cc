#include "jium/base/id.h"

#include <sodium.h>

#include <array>

namespace jium::id_text {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kDigits = 12;
constexpr std::uint64_t kMask = (std::uint64_t{1} << 60) - 1;

int digit_of(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  const auto at = kAlphabet.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::string write(char letter, std::uint64_t value) {
  std::string text{letter, '-'};
  for (int i = 0; i < kDigits; ++i) {
    if (i > 0 && i % 4 == 0) text += '-';
    text += kAlphabet[(value >> (5 * (kDigits - 1 - i))) & 31];
  }
  return text;
}

Result<std::uint64_t> read(char letter, std::string_view noun, std::string_view text) {
  const auto wrong = [&] {
    return fault(FaultKind::malformed, "this is no " + std::string(noun) + " id: it looks like " +
                                           write(letter, 0x123456789ABCDEF) +
                                           " (a letter and 12 characters)");
  };
  if (text.empty() || (text[0] | 0x20) != (letter | 0x20)) return wrong();
  std::uint64_t value = 0;
  int digits = 0;
  for (const char c : text.substr(1)) {
    if (c == '-') continue;
    const int digit = digit_of(c);
    if (digit < 0 || ++digits > kDigits) return wrong();
    value = value << 5 | static_cast<std::uint64_t>(digit);
  }
  if (digits != kDigits || value == 0) return wrong();
  return value;
}

std::uint64_t random_value() {
  std::uint64_t value = 0;
  while (value == 0) {
    randombytes_buf(&value, sizeof value);
    value &= kMask;
  }
  return value;
}

}  // namespace jium::id_text
