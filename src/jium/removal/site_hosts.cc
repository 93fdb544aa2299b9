#include "jium/removal/site_hosts.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace jium::removal {
namespace {

template <class T>
void keep_latest(std::vector<T>& list, std::size_t most) {
  if (list.size() > most) list.erase(list.begin());
}

}  // namespace

std::string network_of(const std::string& peer) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  in_addr v4{};
  if (::inet_pton(AF_INET, peer.c_str(), &v4) == 1) {
    v4.s_addr &= htonl(0xFFFFFF00U);
    return std::string(::inet_ntop(AF_INET, &v4, text.data(), text.size())) + "/24";
  }
  in6_addr v6{};
  if (::inet_pton(AF_INET6, peer.c_str(), &v6) != 1) return {};
  std::fill(std::begin(v6.s6_addr) + 6, std::end(v6.s6_addr), std::uint8_t{0});
  return std::string(::inet_ntop(AF_INET6, &v6, text.data(), text.size())) + "/48";
}

bool note_peer(SiteHosts& hosts, const std::string& host, const std::string& peer) {
  const std::string network = network_of(peer);
  if (network.empty() || host.empty()) return false;
  const auto trace = std::ranges::find(hosts.traces, host, &HostTrace::host);
  if (trace == hosts.traces.end()) {
    hosts.traces.push_back({host, {network}});
    keep_latest(hosts.traces, kMostTraces);
    return false;
  }
  if (std::ranges::find(trace->networks, network) != trace->networks.end()) return false;
  trace->networks.push_back(network);
  keep_latest(trace->networks, kMostNetworks);
  return true;
}

bool note_holder(SiteHosts& hosts, const std::string& holder) {
  if (holder.empty() || holder == hosts.holder) return false;
  const bool is_another = !hosts.holder.empty();
  hosts.holder = holder;
  return is_another;
}

}  // namespace jium::removal
