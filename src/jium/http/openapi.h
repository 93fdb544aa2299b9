// The description of the API (OpenAPI 3.1), made from the routes and the authorisation table, so that it
// cannot say anything else than the dispatcher does. The one of the built-in routes is checked in as
// docs/openapi.json.
#pragma once

#include <string>

#include "jium/desk/authorisation.h"
#include "jium/http/route.h"

namespace jium::http {

// Indented by two blanks, ends in a line break; the same text for the same routes.
[[nodiscard]] std::string describe_api(const Routes& routes, const desk::Authorisation& authorisation);

}  // namespace jium::http
