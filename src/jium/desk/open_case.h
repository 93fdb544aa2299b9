// An officer opens a case for a person who asked for help, and is assigned to it from then on. A program that
// opens one is nobody: the centre's administrator assigns somebody.
#pragma once

#include <string>
#include <vector>

#include "jium/desk/desk.h"

namespace jium::desk {

struct OpenCase {
  Secret<std::string> pseudonym;
  casework::AgeBand age_band = casework::AgeBand::unknown;
  std::vector<casework::HarmType> harm_types;
  casework::Relation requester = casework::Relation::victim;
  bool papers_checked = false;  // an agent's power of attorney was seen today
  casework::Consent consent;
};

[[nodiscard]] Result<casework::Case> open_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                               const OpenCase& ask);

}  // namespace jium::desk
