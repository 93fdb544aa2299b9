// The host of a web address in its one ASCII form.
#pragma once

#include <string>
#include <string_view>

#include "jium/base/result.h"

namespace jium::registry {

// A host as it was written (between "//" and the port): a name, four decimal numbers, or an IPv6 address
// in brackets. Answers the lower-case ASCII name without a trailing dot, or the literal as inet_ntop
// writes it (IPv6 without brackets). Malformed for everything else; the fault never repeats the host.
[[nodiscard]] Result<std::string> ascii_host(std::string_view written);

// Whether ascii_host's answer is an IP address and not a name.
[[nodiscard]] bool is_ip_literal(const std::string& host);

}  // namespace jium::registry
