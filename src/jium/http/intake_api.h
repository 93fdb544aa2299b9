// The routes of officers to what people told through the intake page.
#pragma once

#include "jium/http/route.h"

namespace jium::http {

void add_intake_routes(Routes& routes);

}  // namespace jium::http
