// RDAP answers (RFC 9083) and the vCards in them (jCard, RFC 7095).
//
// About a name: the registrar's abuse address (a nested entity of role "abuse", section 5.1 and the
// registrars' response profile), else the registrar's own; the registrant's, who owns the name. About an IP
// address: the abuse address of the network, else of its registrant, and whose network it is.
#pragma once

#include <string_view>

#include "jium/removal/contact_source.h"

namespace jium::removal {

// Malformed: too long, not JSON, or no object of RDAP's.
[[nodiscard]] Result<Published> read_rdap_domain(std::string_view json);
[[nodiscard]] Result<Published> read_rdap_network(std::string_view json);

}  // namespace jium::removal
