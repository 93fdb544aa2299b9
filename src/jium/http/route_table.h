// The routes beside the authorisation table: each must know the other's.
#pragma once

#include <optional>
#include <vector>

#include "jium/desk/authorisation.h"
#include "jium/http/route.h"

namespace jium::http {

// What the audit log calls each route; nothing for one that is not logged. Conflict, naming the route: one
// without a line in the table, a line without a route, lines that disagree about the act, a GET that changes.
[[nodiscard]] Result<std::vector<std::optional<audit::Act>>> logged_acts(
    const Routes& routes, const desk::Authorisation& authorisation);

}  // namespace jium::http
