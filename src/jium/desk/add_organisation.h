// Organisations are added by the system administrator; none registers itself.
#pragma once

#include <string>

#include "jium/desk/desk.h"

namespace jium::desk {

struct AddOrganisation {
  registry::OrganisationKind kind = registry::OrganisationKind::centre;
  std::string name;
  std::string mail;
};

[[nodiscard]] Result<registry::Organisation> add_organisation(const Desk& desk, store::Transaction& tx,
                                                              const AddOrganisation& ask);

}  // namespace jium::desk
