#include "jium/http/route_table.h"

#include <algorithm>

namespace jium::http {
namespace {

bool speaks_of(const desk::Grant& grant, const Route& route) {
  return grant.method == route.method && grant.route == route.path;
}

Fault out_of_step(std::string_view method, std::string_view path, std::string_view what) {
  return fault(FaultKind::conflict, "authorisation table: " + std::string(method) + " " + std::string(path) +
                                        " " + std::string(what));
}

Result<audit::AuditClass> audit_class(const Route& route, const desk::Authorisation& authorisation) {
  std::optional<audit::AuditClass> audit;
  for (const desk::Grant& grant : authorisation.grants()) {
    if (!speaks_of(grant, route)) continue;
    if (audit && *audit != grant.audit_class())
      return out_of_step(route.method, route.path, "has two audit classes");
    audit = grant.audit_class();
  }
  if (!audit) return out_of_step(route.method, route.path, "has no line");
  if (route.method == "GET" && *audit == audit::AuditClass::change)
    return out_of_step("GET", route.path, "may not change anything");
  return *audit;
}

}  // namespace

Result<std::vector<audit::AuditClass>> audit_classes(const Routes& routes,
                                                     const desk::Authorisation& authorisation) {
  std::vector<audit::AuditClass> classes;
  for (const Route& route : routes) {
    JIUM_TRY(const audit::AuditClass audit, audit_class(route, authorisation));
    classes.push_back(audit);
  }
  for (const desk::Grant& grant : authorisation.grants()) {
    const bool known = std::any_of(routes.begin(), routes.end(),
                                   [&](const Route& route) { return speaks_of(grant, route); });
    if (!known) return out_of_step(grant.method, grant.route, "is a line for no route");
  }
  return classes;
}

}  // namespace jium::http
