// Acts that need two people. Whoever acts is known by a key, its role and, where a person signed in, that
// person. Two signers are two people when both are persons and not the same one; where one of them is a
// program's key, which anybody at the centre may hold, they must differ in key and in role (a second key of
// the same role may be the first one's other pocket).
#pragma once

#include <optional>
#include <string>

#include "jium/base/clock.h"
#include "jium/registry/person.h"

namespace jium::casework {

struct Signer {
  std::string key;   // the text of an id, K-..., or "jium" for the house itself
  std::string role;  // a word of desk/actor.h
  std::optional<registry::PersonId> person;

  friend bool operator==(const Signer&, const Signer&) = default;
};

struct Signature {
  Signer by;
  Instant at{};

  friend bool operator==(const Signature&, const Signature&) = default;
};

[[nodiscard]] bool two_people(const Signer& one, const Signer& other);
// Conflict, in words for the second, unless they are two.
[[nodiscard]] Result<void> check_two_people(const Signer& first, const Signer& second);

// "K-7K3M-9QX2-PD4T deletion_officer U-...", with "-" for nobody; as it stands in the database.
[[nodiscard]] std::string to_text(const Signer& signer);
[[nodiscard]] Result<Signer> parse_signer(std::string_view text);

}  // namespace jium::casework
