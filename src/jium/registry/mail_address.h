// One idea of what a mail address is, for organisations, operators and letters: RFC 5321's dot-string and
// domain, in ASCII. Quoted local parts, address literals and internationalised addresses are not written to.
#pragma once

#include <string_view>

namespace jium::registry {

[[nodiscard]] bool is_mail_address(std::string_view text);

// A name that can stand in a letter's header: 1 to 120 characters in one line, without "=?", which readers of
// mail would decode (RFC 2047).
[[nodiscard]] bool is_mail_name(std::string_view text);

}  // namespace jium::registry
