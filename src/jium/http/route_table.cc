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

Result<std::optional<audit::Act>> logged_act(const Route& route, const desk::Authorisation& authorisation) {
  const desk::Grant* line = nullptr;
  for (const desk::Grant& grant : authorisation.grants()) {
    if (!speaks_of(grant, route)) continue;
    if (line && line->act != grant.act) return out_of_step(route.method, route.path, "has two acts");
    line = &grant;
  }
  if (!line) return out_of_step(route.method, route.path, "has no line");
  if (route.method == "GET" && line->audit_class() == audit::AuditClass::change)
    return out_of_step("GET", route.path, "may not change anything");
  return line->act;
}

}  // namespace

Result<std::vector<std::optional<audit::Act>>> logged_acts(const Routes& routes,
                                                           const desk::Authorisation& authorisation) {
  std::vector<std::optional<audit::Act>> acts;
  for (const Route& route : routes) {
    JIUM_TRY(const auto act, logged_act(route, authorisation));
    acts.push_back(act);
  }
  for (const desk::Grant& grant : authorisation.grants()) {
    const bool known = std::any_of(routes.begin(), routes.end(),
                                   [&](const Route& route) { return speaks_of(grant, route); });
    if (!known) return out_of_step(grant.method, grant.route, "is a line for no route");
  }
  return acts;
}

}  // namespace jium::http
