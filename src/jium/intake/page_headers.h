// The headers of every answer of the intake (../shared/security.md, 3.10): nothing from elsewhere, nothing
// kept, nothing told to whoever is visited next. WebAssembly may run here alone: it makes the fingerprints.
#pragma once

#include "jium/http/reply.h"

namespace jium::intake {

void add_page_headers(http::Reply& reply);

}  // namespace jium::intake
