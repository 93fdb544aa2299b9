#include "jium/outside/admission.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace jium::outside {
namespace {

// Ends of names that never lead to a public site. RFC 6761 (test, example, invalid), RFC 6762 (local, and the
// private ends in its appendix G), RFC 7686 (onion), RFC 8375 (home.arpa), RFC 9476 (alt), and ICANN's
// reservation of "internal" (2024).
constexpr std::array<std::string_view, 14> kPrivateEnds = {
    "test", "example", "invalid", "local", "intranet",  "internal", "private",
    "corp", "home",    "lan",     "onion", "home.arpa", "alt",      "localdomain"};

Fault not_public() {
  return fault(FaultKind::forbidden, "this place is not on the public internet and is not visited");
}

bool ends_with_name(std::string_view host, std::string_view end) {
  return host == end ||
         (host.size() > end.size() && host.ends_with(end) && host[host.size() - end.size() - 1] == '.');
}

// localhost and below it is this machine, whatever a name server says (RFC 6761, 6.3).
Result<std::vector<IpAddress>> this_machine() {
  JIUM_TRY(const IpAddress v4, IpAddress::parse("127.0.0.1"));
  return std::vector{v4};
}

Result<std::vector<IpAddress>> addresses_of(const std::string& host, Resolver& resolver, Duration within) {
  if (const Result<IpAddress> literal = IpAddress::parse(host)) return std::vector{*literal};
  if (ends_with_name(host, "localhost")) return this_machine();
  const bool is_private = std::any_of(kPrivateEnds.begin(), kPrivateEnds.end(),
                                      [&](std::string_view end) { return ends_with_name(host, end); });
  if (is_private || host.find('.') == std::string::npos) return not_public();
  return resolver.resolve(host, within);
}

}  // namespace

bool may_connect(AddressKind kind, bool allow_loopback) {
  return kind == AddressKind::global || (allow_loopback && kind == AddressKind::loopback);
}

Result<std::vector<IpAddress>> admit(const registry::WebAddress& address, Resolver& resolver,
                                     bool allow_loopback, Duration within) {
  JIUM_TRY(std::vector<IpAddress> addresses, addresses_of(address.host(), resolver, within));
  const bool all_public = std::all_of(addresses.begin(), addresses.end(), [&](const IpAddress& one) {
    return may_connect(one.kind(), allow_loopback);
  });
  if (!all_public) return not_public();
  return addresses;
}

Result<std::vector<IpAddress>> admit_private(const registry::WebAddress& address, Resolver& resolver,
                                             const std::vector<PrivateNetwork>& networks, Duration within) {
  const std::string& host = address.host();
  // A single word could be any neighbour's name, and localhost is this machine.
  if (!IpAddress::parse(host) && (host.find('.') == std::string::npos || ends_with_name(host, "localhost")))
    return not_public();
  std::vector<IpAddress> addresses;
  if (const Result<IpAddress> literal = IpAddress::parse(host)) {
    addresses.push_back(*literal);
  } else {
    JIUM_TRY(addresses, resolver.resolve(host, within));
  }
  const bool all_in = !addresses.empty() && std::ranges::all_of(addresses, [&](const IpAddress& one) {
    return one.is_in(networks);
  });
  if (!all_in) return not_public();
  return addresses;
}

}  // namespace jium::outside
