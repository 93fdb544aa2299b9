// The routes beside the authorisation table: each must know the other's.
#pragma once

#include <vector>

#include "jium/desk/authorisation.h"
#include "jium/http/route.h"

namespace jium::http {

// The audit class of each route. Conflict, naming the route: one without a line in the table, a line without
// a route, lines that disagree about the audit class, a GET that changes.
[[nodiscard]] Result<std::vector<audit::AuditClass>> audit_classes(const Routes& routes,
                                                                   const desk::Authorisation& authorisation);

}  // namespace jium::http
