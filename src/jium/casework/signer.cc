#include "jium/casework/signer.h"

namespace jium::casework {

bool two_people(const Signer& one, const Signer& other) {
  if (one.person && other.person) return *one.person != *other.person;
  return one.key != other.key && one.role != other.role;
}

Result<void> check_two_people(const Signer& first, const Signer& second) {
  if (two_people(first, second)) return {};
  return fault(FaultKind::conflict,
               "this takes two people: another person must say the same (or, with programs' keys, a key of "
               "another role)");
}

std::string to_text(const Signer& signer) {
  return signer.key + ' ' + signer.role + ' ' + (signer.person ? signer.person->text() : "-");
}

Result<Signer> parse_signer(std::string_view text) {
  const auto malformed = [] { return fault(FaultKind::malformed, "a signer is a key, a role and a person"); };
  const auto first = text.find(' ');
  const auto second = first == std::string_view::npos ? first : text.find(' ', first + 1);
  if (second == std::string_view::npos || first == 0 || second == first + 1) return malformed();
  const std::string_view person = text.substr(second + 1);
  Signer signer{.key = std::string(text.substr(0, first)),
                .role = std::string(text.substr(first + 1, second - first - 1)),
                .person = std::nullopt};
  if (person == "-") return signer;
  JIUM_TRY(signer.person, registry::PersonId::parse(person));
  return signer;
}

}  // namespace jium::casework
