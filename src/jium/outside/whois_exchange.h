// One question to one WHOIS server (RFC 3912): a line goes out, everything comes back until the server hangs
// up.
#pragma once

#include <string>
#include <vector>

#include "jium/outside/fetch.h"
#include "jium/outside/resolve.h"
#include "jium/registry/web_address.h"

namespace jium::outside {

// `server` says host and port, in the form of a web address; `pinned` are the only addresses that the name
// may lead to. `question` is one line without its end. Faults as of get_once() (transfer.h); what is longer
// than `longest` is cut off.
[[nodiscard]] Result<std::string> ask_whois(const registry::WebAddress& server,
                                            const std::vector<IpAddress>& pinned, const std::string& question,
                                            const FetchSettings& settings, std::size_t longest,
                                            Duration within);

}  // namespace jium::outside
