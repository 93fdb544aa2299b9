// Where a site lies: which networks have answered for each of its host names, and who holds the network by
// the registers. A name that is answered for by a network that never did, or a network that belongs to
// somebody else by now, means that the site has moved to another host, and that letters to the old one go
// astray.
//
// A network is the block that a host announces at the least: /24 of IPv4, /48 of IPv6 (what the routing
// tables of the internet take). A host name that is seen for the first time is no news, since a site may lie
// in several places; what stands behind a CDN answers from everywhere and is not judged by its networks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jium::removal {

struct HostTrace {
  std::string host;
  std::vector<std::string> networks;  // oldest first
  friend bool operator==(const HostTrace&, const HostTrace&) = default;
};

struct SiteHosts {
  std::vector<HostTrace> traces;
  std::string holder;  // of the network, as a register said last
  friend bool operator==(const SiteHosts&, const SiteHosts&) = default;
};
inline constexpr std::size_t kMostTraces = 64;    // the oldest are forgotten
inline constexpr std::size_t kMostNetworks = 16;  // the same

// "192.0.2.0/24", "2001:db8:7::/48"; empty for what is no IP address.
[[nodiscard]] std::string network_of(const std::string& peer);

// `peer` has answered for `host`. True: the host's name was known, and this network was not.
[[nodiscard]] bool note_peer(SiteHosts& hosts, const std::string& host, const std::string& peer);

// A register names the network's holder. True: it named another one before.
[[nodiscard]] bool note_holder(SiteHosts& hosts, const std::string& holder);

}  // namespace jium::removal
