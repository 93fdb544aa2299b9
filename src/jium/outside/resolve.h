// Names to IP addresses, with a deadline. The port Resolver exists because the network's answers lie outside
// the process; its fake lives in the tests.
#pragma once

#include <sys/socket.h>

#include <memory>
#include <string>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/result.h"
#include "jium/outside/private_network.h"
#include "jium/outside/public_address.h"

namespace jium::outside {

// An IPv4 or IPv6 address without a port.
class IpAddress {
 public:
  // The text of an address as inet_pton reads it, without brackets. Malformed for anything else.
  [[nodiscard]] static Result<IpAddress> parse(const std::string& text);
  // Malformed for other families than IPv4 and IPv6.
  [[nodiscard]] static Result<IpAddress> from(const sockaddr& address);

  [[nodiscard]] std::string text() const;  // as inet_ntop writes it
  [[nodiscard]] AddressKind kind() const;
  [[nodiscard]] bool is_in(const std::vector<PrivateNetwork>& networks) const;

 private:
  IpAddress() = default;
  sockaddr_storage storage_{};
};

class Resolver {
 public:
  Resolver() = default;
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;
  virtual ~Resolver() = default;

  // All addresses of a name, at least one. Outside: no such name, or no answer. Late: not `within` the time.
  // Busy: too many questions are still unanswered.
  [[nodiscard]] virtual Result<std::vector<IpAddress>> resolve(const std::string& host, Duration within) = 0;
};

// The system's resolver (getaddrinfo), asked for absolute names, so that no search list of this machine
// turns a public name into one of the house.
[[nodiscard]] std::unique_ptr<Resolver> make_system_resolver();

}  // namespace jium::outside
