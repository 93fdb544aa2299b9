// Whether a web address may be visited at all, and at which IP addresses: the first half of the rule in
// fetch.h, without a socket.
#pragma once

#include <vector>

#include "jium/outside/resolve.h"
#include "jium/registry/web_address.h"

namespace jium::outside {

[[nodiscard]] bool may_connect(AddressKind kind, bool allow_loopback);

// Every address of the host, each of them allowed. Forbidden: a name that belongs to no public network
// (RFC 6761 and its relatives, a name without a dot), or one address among the answers that is not public.
// Otherwise the faults of Resolver.
[[nodiscard]] Result<std::vector<IpAddress>> admit(const registry::WebAddress& address, Resolver& resolver,
                                                   bool allow_loopback, Duration within);

// The same for what may also lie in one of these networks: then all its addresses lie in them, and its name
// may be one of no public network, if the system's resolver knows it.
[[nodiscard]] Result<std::vector<IpAddress>> admit_private(const registry::WebAddress& address,
                                                           Resolver& resolver,
                                                           const std::vector<PrivateNetwork>& networks,
                                                           Duration within);

}  // namespace jium::outside
