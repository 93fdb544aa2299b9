// A network inside the house that jium may reach on purpose: where an agency's own program hears a webhook.
// Only what is for private use can be named (RFC 1918: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16; RFC 4193:
// fc00::/7), so that no configuration opens this machine, its neighbours by link (169.254.0.0/16, where
// clouds keep their keys) or an IPv4 address inside an IPv6 one.
#pragma once

#include <sys/socket.h>

#include <array>
#include <string>
#include <vector>

#include "jium/base/result.h"

namespace jium::outside {

class PrivateNetwork {
 public:
  // "10.20.0.0/16", "fd12:3456::/48". Malformed for another form, for bits behind the prefix, and for what is
  // not wholly private.
  [[nodiscard]] static Result<PrivateNetwork> parse(const std::string& text);

  // `address` is as long as its family's sockaddr.
  [[nodiscard]] bool has(const sockaddr& address) const;
  [[nodiscard]] std::string text() const;

 private:
  PrivateNetwork() = default;
  int family_ = AF_UNSPEC;
  std::array<std::uint8_t, 16> base_{};
  unsigned bits_ = 0;
};

[[nodiscard]] bool is_in_one(const std::vector<PrivateNetwork>& networks, const sockaddr& address);

}  // namespace jium::outside
