// A decoy: a case of nobody, with footage and, if an address is given, a sighting. Nothing in it says so.
// Whoever opens it, or anything in it, was led there by no task; the centre's administrators know it at once.
// It matches nothing (its fingerprints are random), and it is counted in no report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/registry/web_address.h"

namespace jium::desk {

struct PlantDecoy {
  Secret<std::string> pseudonym;
  casework::AgeBand age_band = casework::AgeBand::unknown;
  std::vector<casework::HarmType> harm_types;
  std::optional<registry::WebAddress> address;
  std::optional<registry::PersonId> assigned_to;  // nobody: only programs come upon it
};

[[nodiscard]] Result<casework::CaseId> plant_decoy(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, const PlantDecoy& ask);

}  // namespace jium::desk
