#include "jium/registry/role.h"

namespace jium::registry {
namespace {

std::string roles_of(OrganisationKind kind) {
  std::string list;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>([&](auto described) {
    if (may_hold(kind, described.value)) list += (list.empty() ? "" : ", ") + std::string(described.name);
  });
  return list;
}

}  // namespace

Result<void> check_role(OrganisationKind kind, Role role) {
  if (may_hold(kind, role)) return {};
  return fault(FaultKind::conflict, "an organisation of kind " + std::string(to_text(kind)) + " has no " +
                                        std::string(to_text(role)) + ": it may have " + roles_of(kind));
}

}  // namespace jium::registry
