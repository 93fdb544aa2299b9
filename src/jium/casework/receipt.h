// The receipt of an intake report: what a person holds in the hand to come back without an account. It looks
// like an entry in a telephone's list of contacts, so that it can stand there and in a notebook unremarked:
// "070-4821-9035,6612-7748", a number with an extension as telephones write one.
//
// Of its sixteen digits behind 070 fifteen are random (49.8 bits) and the last is a check digit (Damm, 2004),
// which finds every single wrong digit and every two neighbours that changed places. 49.8 bits are no key, so
// that a guess is made dear instead: each costs an Argon2id (desk/receipt_handle.h), one runs at a time,
// which is four guesses a second and 1.3 * 10^8 in a year of nothing else; with ten thousand reports open the
// year's chance to meet any is 1 in 770, and the doors narrow long before (intake/gate.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "jium/base/result.h"
#include "jium/base/secret.h"

namespace jium::casework {

inline constexpr std::uint64_t kReceipts = 1'000'000'000'000'000;  // as many as there are: 10^15

class Receipt {
 public:
  // Of a random number below kReceipts; what is above is counted from 0 again.
  [[nodiscard]] static Receipt of(std::uint64_t number);
  // As a person types it: any blanks, dashes, commas, brackets or dots between the digits, full-width digits
  // too, with the 070 or without. Malformed when it has another length or the check digit does not agree,
  // which says nothing about which receipts there are.
  [[nodiscard]] static Result<Receipt> parse(std::string_view text);

  [[nodiscard]] Secret<std::string> text() const;                              // "070-4821-9035,6612-7748"
  [[nodiscard]] const Secret<std::string>& digits() const { return digits_; }  // the sixteen

  friend bool operator==(const Receipt&, const Receipt&) = default;

 private:
  explicit Receipt(std::string digits) : digits_(std::move(digits)) {}
  Secret<std::string> digits_;
};

}  // namespace jium::casework
