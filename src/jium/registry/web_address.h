// One parser of web addresses for fetching, comparing and showing, so that two rooms never disagree about
// what an address means (OWASP ASVS 5.0, 1.5.3).
//
// Canonical form: scheme and host in lower case, host in its ASCII form (IDNA 2008, non-transitional)
// without a trailing dot, default port removed, dot segments resolved, no fragment; query kept as it is.
// Bytes that may not stand in a request line (non-ASCII, quotes, angle brackets, braces) are percent-encoded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "jium/base/result.h"
#include "jium/base/secret.h"

namespace jium::registry {

class WebAddress {
 public:
  // Malformed for: another scheme than http and https, user or password in it, a backslash, control
  // characters or spaces inside, an empty or over-long host (over 253), over 4,096 characters, a bad port.
  // Blanks around the address are dropped. The fault never repeats the address.
  //
  // An IPv4 address is four decimal numbers and nothing else: hosts that a browser would read as an
  // IPv4 address in another spelling (2130706433, 0x7f.1, 0177.0.0.1, full-width digits) are malformed.
  [[nodiscard]] static Result<WebAddress> parse(std::string_view text);

  // A reference found at this address (a Location header), absolute or relative, under the same rules.
  [[nodiscard]] Result<WebAddress> resolve(std::string_view reference) const;

  [[nodiscard]] const Secret<std::string>& canonical() const { return canonical_; }
  [[nodiscard]] const std::string& scheme() const { return scheme_; }
  [[nodiscard]] const std::string& host() const { return host_; }  // ASCII; IPv6 without brackets
  [[nodiscard]] std::uint16_t port() const { return port_; }
  // What a site is known by: the registrable domain (public suffix list), or the IP literal itself.
  [[nodiscard]] std::string site_name() const;
  // For screens and logs of people: "host.tld/...a1b2", the site's name and the first 4 hex digits of a
  // keyless digest of the canonical form: enough to tell two apart, not to visit.
  [[nodiscard]] std::string folded() const;

  friend bool operator==(const WebAddress&, const WebAddress&) = default;

 private:
  WebAddress() = default;
  Secret<std::string> canonical_;
  std::string scheme_;
  std::string host_;
  std::uint16_t port_ = 0;
};

}  // namespace jium::registry
