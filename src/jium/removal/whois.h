// WHOIS answers (RFC 3912): text for people, in as many forms as there are registers. What is taken out are
// the lines that name an abuse address, in the spellings of ICANN's registration data policy (gTLDs), RIPE,
// APNIC and ARIN, and the register that knows more ("refer:", "Registrar WHOIS Server:").
#pragma once

#include <string>
#include <string_view>

#include "jium/removal/contact_source.h"

namespace jium::removal {

// Malformed: too long.
[[nodiscard]] Result<Published> read_whois(std::string_view text);
// The host name of the register to ask next; empty when there is none.
[[nodiscard]] std::string whois_referral(std::string_view text);

}  // namespace jium::removal
