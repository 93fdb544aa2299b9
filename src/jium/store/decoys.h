// Which cases are decoys. Nothing in the case itself says so.
#pragma once

#include <string>
#include <vector>

#include "jium/casework/case.h"
#include "jium/store/store.h"

namespace jium::store {

struct Decoy {
  casework::CaseId the_case;
  registry::OrganisationId organisation;
  std::string planted_by;  // an actor's text
  Instant planted_at{};
};

[[nodiscard]] Result<void> insert(Transaction& tx, const Decoy& decoy);
[[nodiscard]] Result<bool> is_decoy(Transaction& tx, casework::CaseId the_case);
[[nodiscard]] Result<std::vector<casework::CaseId>> decoys_of(Transaction& tx,
                                                              registry::OrganisationId organisation);

}  // namespace jium::store
