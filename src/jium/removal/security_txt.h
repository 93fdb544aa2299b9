// /.well-known/security.txt (RFC 9116): where a site wants to be told about trouble, in its own order of
// preference. It is meant for holes in software; an operator that publishes it reads it, so it is suggested
// with that said. A file that has expired by its own word is not used (section 2.5.5); one without an expiry,
// which the RFC does not allow and many have, is.
#pragma once

#include <string_view>

#include "jium/removal/contact_source.h"

namespace jium::removal {

// Malformed: too long, or a page and no such file. A file that has expired gives no contact.
[[nodiscard]] Result<Published> read_security_txt(std::string_view text, Instant now);

}  // namespace jium::removal
