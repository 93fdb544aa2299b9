// The HTTP fetcher (libcurl): reaches public addresses only, one place at a time, keeps nothing.
//
// Rule (security.md 3.2): parse once, resolve, all answers must be public, connect to the address that was
// checked, and again for every redirect. Checked twice: on the resolved list before (admission.h), and on the
// socket's address in libcurl's open-socket callback (transfer.h), so that a name that changes its mind
// between the two is refused as well.
//
// Sent: one GET with a plain User-Agent, and no cookie, no Referer, no sign-in, nothing compressed asked for.
// Proxies of the environment are ignored. A redirect from https to http is followed, as browsers do; the
// evidence of that answer then names no certificate.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jium/base/clock.h"
#include "jium/outside/private_network.h"
#include "jium/registry/fetcher.h"

namespace jium::outside {

class Resolver;

struct FetchSettings {
  std::size_t body_limit = std::size_t{64} << 20;  // bytes
  Duration connect_time = std::chrono::seconds{10};
  Duration whole_time = std::chrono::seconds{60};  // names, redirects and body together
  int redirects = 5;
  // For tests and the demo only: addresses of this machine (127.0.0.0/8, ::1) are allowed as well. The
  // caller prints the warning; nothing else that is not public becomes reachable.
  bool allow_loopback = false;
  Duration slow_time = std::chrono::seconds{20};  // this long under 512 bytes a second is too slow
  // Says nothing of who looks: a site that knows its watcher shows it something else.
  std::string user_agent = "Mozilla/5.0 (compatible)";
  std::string ca_file;  // empty: the system's certificates
  std::string vantage = "plain";
  // "127.0.0.1:9050": a SOCKS5 proxy through which everything goes and which asks for the names (RFC 1928);
  // empty: none. See make_http_fetcher.
  std::string proxy;
  // Reachable besides what is public; nothing but webhooks sets it (notify.h).
  std::vector<PrivateNetwork> private_networks;
};

// Through a proxy the second check sees the proxy's address, which must be the very one that was set.
// Addresses in numbers and private names are refused as ever; a name is asked here as well, and refused when
// this machine's name service has one address for it that is not public. What cannot be checked is what the
// proxy itself makes of the name: it must refuse the inside of its own network by itself, as Tor does.
[[nodiscard]] std::unique_ptr<registry::Fetcher> make_http_fetcher(const FetchSettings& settings,
                                                                   const Clock& clock);
[[nodiscard]] std::unique_ptr<registry::Fetcher> make_http_fetcher(const FetchSettings& settings,
                                                                   const Clock& clock,
                                                                   std::unique_ptr<Resolver> resolver);

// Malformed unless it is what FetchSettings::proxy takes.
[[nodiscard]] Result<void> check_proxy(const std::string& proxy);

}  // namespace jium::outside
