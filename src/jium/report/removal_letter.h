// The letter that asks an operator for removal. It carries the address, the legal basis, the clock and a
// reply reference, and has no field through which anything about the survivor could enter it.
#pragma once

#include <optional>
#include <string>

#include "jium/removal/courier.h"
#include "jium/removal/operator.h"
#include "jium/removal/rule.h"

namespace jium::report {

struct RemovalLetter {
  removal::Language language = removal::Language::en;
  removal::Rule rule;
  std::string centre;
  std::string centre_mail;
  std::string operator_name;
  std::string operator_mail;
  Secret<std::string> address;
  std::string reference;  // the request's id
  Instant seen_at{};
  std::string earlier_reference;  // of the request that this recurrence follows, or empty
  std::optional<Instant> earlier_gone_at;
};

// From the wording in data/letters/removal.toml. Internal when the wording is at fault (its test shows it
// first).
[[nodiscard]] Result<removal::Letter> write_letter(const RemovalLetter& about);

}  // namespace jium::report
