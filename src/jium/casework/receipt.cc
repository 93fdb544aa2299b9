#include "jium/casework/receipt.h"

#include <array>

namespace jium::casework {
namespace {

constexpr std::size_t kDigits = 16;
constexpr std::string_view kFront = "070";
constexpr std::size_t kLongestTyped = 200;

// H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004: the quasigroup of order 10 with zeros on
// its diagonal. The interim digit of a number with its check digit is 0.
constexpr std::array<std::array<int, 10>, 10> kDamm{{{{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}},
                                                     {{7, 0, 9, 2, 1, 5, 4, 8, 6, 3}},
                                                     {{4, 2, 0, 6, 8, 7, 1, 3, 5, 9}},
                                                     {{1, 7, 5, 0, 9, 8, 3, 4, 2, 6}},
                                                     {{6, 1, 2, 3, 0, 4, 5, 9, 7, 8}},
                                                     {{3, 6, 7, 4, 2, 0, 9, 5, 8, 1}},
                                                     {{5, 8, 6, 9, 7, 2, 0, 1, 3, 4}},
                                                     {{8, 9, 4, 5, 3, 6, 2, 0, 1, 7}},
                                                     {{9, 4, 3, 8, 6, 1, 7, 2, 0, 5}},
                                                     {{2, 5, 8, 1, 4, 3, 6, 7, 9, 0}}}};

int interim(std::string_view digits) {
  int digit = 0;
  for (const char one : digits)
    digit = kDamm.at(static_cast<std::size_t>(digit)).at(static_cast<std::size_t>(one - '0'));
  return digit;
}

// ASCII and full-width (U+FF10 to U+FF19: EF BC 90 to EF BC 99) digits, in their order.
std::string digits_in(std::string_view text) {
  std::string digits;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= '0' && byte <= '9') digits += text[at];
    const bool is_wide =
        byte == 0xEF && at + 2 < text.size() && static_cast<unsigned char>(text[at + 1]) == 0xBC;
    if (!is_wide) continue;
    const auto last = static_cast<unsigned char>(text[at + 2]);
    if (last >= 0x90 && last <= 0x99) digits += static_cast<char>('0' + (last - 0x90));
    at += 2;
  }
  return digits;
}

}  // namespace

Receipt Receipt::of(std::uint64_t number) {
  std::string digits = std::to_string(number % kReceipts);
  digits.insert(0, kDigits - 1 - digits.size(), '0');
  digits += static_cast<char>('0' + interim(digits));
  return Receipt(std::move(digits));
}

Result<Receipt> Receipt::parse(std::string_view text) {
  std::string digits = text.size() > kLongestTyped ? std::string() : digits_in(text);
  if (digits.size() == kDigits + kFront.size() && digits.starts_with(kFront)) digits.erase(0, kFront.size());
  if (digits.size() != kDigits || interim(digits) != 0)
    return fault(FaultKind::malformed, "the number has a slip in it: look at it once more, digit by digit");
  return Receipt(std::move(digits));
}

Secret<std::string> Receipt::text() const {
  const std::string& all = digits_.reveal();
  return Secret<std::string>(std::string(kFront) + '-' + all.substr(0, 4) + '-' + all.substr(4, 4) + ',' +
                             all.substr(8, 4) + '-' + all.substr(12));
}

}  // namespace jium::casework
