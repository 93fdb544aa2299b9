// Where something is sent that nobody on the way may read: a request with the address of footage to an
// operator's API, what an organisation is told by a webhook.
#pragma once

#include "jium/base/result.h"
#include "jium/registry/web_address.h"

namespace jium::registry {

// Malformed unless it is https. To this machine itself http will do: in service the guard of outgoing
// connections goes nowhere near it (docs/security/ssrf.md), and tests have no certificates.
[[nodiscard]] Result<void> check_closed_way(const WebAddress& address);

}  // namespace jium::registry
