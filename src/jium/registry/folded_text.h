// A text in which every web address is folded as screens show it (web_address.h): enough to tell two apart,
// not to visit. For letters that an officer reads before they leave.
#pragma once

#include <string>
#include <string_view>

namespace jium::registry {

// Whatever has "://" in it, with the scheme before it, whichever that is, up to the next blank, control
// character, quotation mark or angle bracket, becomes "host.tld/...a1b2"; what cannot be read as an address
// becomes
// "(an address)". In the result stands no "://".
[[nodiscard]] std::string folded_text(std::string_view text);

}  // namespace jium::registry
