// One GET to one admitted place: the second half of the rule in fetch.h. The socket's own address is judged
// again here, whatever was resolved before.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/outside/fetch.h"
#include "jium/outside/resolve.h"

namespace jium::outside {

struct Answer {
  int status = 0;
  std::string peer;                // the IP address that answered; empty through a proxy, which does not tell
  std::string content_type;        // at most 100 printable ASCII characters
  std::string certificate_sha256;  // hexadecimal, empty without TLS
  Secret<std::string> location;    // where a redirect leads; empty when the answer is not one
  std::string header_sha256;       // hexadecimal, of the last answer's header lines
  std::optional<Duration> retry_after;
  std::vector<std::string> resolved;  // filled in by whoever resolved
  Bytes body;                         // not read when the answer is a redirect
};

// `pinned` are the only addresses that a name may lead to; through a proxy they say nothing. Forbidden: the
// socket would reach a place that is not public. Outside: no answer, or a certificate that is not valid.
// Late: slower than `within` or settings.slow_time. Malformed: larger than settings.body_limit, endless
// headers, two targets of one redirect, or not HTTP.
[[nodiscard]] Result<Answer> get_once(const registry::WebAddress& address,
                                      const std::vector<IpAddress>& pinned, const FetchSettings& settings,
                                      Duration within);

// The same with headers of the caller's.
using Headers = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] Result<Answer> ask_once(const registry::WebAddress& address,
                                      const std::vector<IpAddress>& pinned, const FetchSettings& settings,
                                      const Headers& headers, Duration within);

// One POST, under the same conditions.
struct Posted {
  const std::string& body;
  const Headers& headers;
};
[[nodiscard]] Result<Answer> post_once(const registry::WebAddress& address,
                                       const std::vector<IpAddress>& pinned, const FetchSettings& settings,
                                       const Posted& posted, Duration within);

}  // namespace jium::outside
