// Exact look-up, by blind index: of a case by its whole pseudonym, of sightings by their whole address. There
// is no other: no part of a name, no list to leaf through, nothing of another organisation, and for a person
// nothing that they are not assigned to.
#pragma once

#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/desk/reach.h"

namespace jium::desk {

[[nodiscard]] Result<std::vector<casework::Case>> find_cases(const Desk& desk, store::Transaction& tx,
                                                             const Actor& actor,
                                                             const Secret<std::string>& pseudonym);
[[nodiscard]] Result<std::vector<ReachedSighting>> find_sightings(const Desk& desk, store::Transaction& tx,
                                                                  const Actor& actor,
                                                                  const registry::WebAddress& address);

}  // namespace jium::desk
