// From where a request comes, as far as the limit for strangers needs it (stranger_turns.h), and for nothing
// else: no right hangs on it.
//
// Behind a proxy all come from the proxy's address, which says in X-Forwarded-For from whom it has the
// request. That header is believed of the proxies that are named in the configuration alone, and only as far
// as they wrote it: read from its end, the first address that is no proxy's. What a caller wrote there
// himself stands before it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"

namespace jium::http {

class Askers {
 public:
  // Malformed: one is not an IP address.
  [[nodiscard]] static Result<Askers> behind(const std::vector<std::string>& proxies);

  // An opaque text, the same for the same asker: the four bytes of an IPv4 address, the first eight of an
  // IPv6 address, which is what one household or machine has. `peer` is the address of the connection,
  // `forwarded_for` the header's values in their order, with commas between; empty when there was none.
  [[nodiscard]] std::string of(std::string_view peer, std::string_view forwarded_for) const;

 private:
  explicit Askers(std::vector<std::string> proxies) : proxies_(std::move(proxies)) {}
  [[nodiscard]] bool is_proxy(const std::string& address) const;

  std::vector<std::string> proxies_;  // whole, in bytes
};

}  // namespace jium::http
