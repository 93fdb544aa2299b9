#include "jium/outside/resolve.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <array>
#include <atomic>
#include <cstring>
#include <future>
#include <system_error>
#include <thread>

namespace jium::outside {
namespace {

// getaddrinfo cannot be called back. A resolver that hangs holds a thread until it gives up; more than this
// many are not started.
constexpr int kUnansweredLimit = 32;
std::atomic<int> unanswered{0};

template <class Socket>
Socket as(const sockaddr_storage& storage) {
  Socket socket{};
  std::memcpy(&socket, &storage, sizeof socket);
  return socket;
}

Result<std::vector<IpAddress>> ask(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int code = getaddrinfo((host + ".").c_str(), nullptr, &hints, &list);
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, &freeaddrinfo);
  if (code == EAI_NONAME) return fault(FaultKind::outside, "the name of the site does not exist (DNS)");
  if (code != 0) return fault(FaultKind::outside, "the name service gave no answer (DNS): try again later");
  std::vector<IpAddress> addresses;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    JIUM_TRY(const IpAddress address, IpAddress::from(*entry->ai_addr));
    addresses.push_back(address);
  }
  if (addresses.empty()) return fault(FaultKind::outside, "the name of the site has no address (DNS)");
  return addresses;
}

class SystemResolver final : public Resolver {
 public:
  Result<std::vector<IpAddress>> resolve(const std::string& host, Duration within) override {
    if (++unanswered > kUnansweredLimit) {
      --unanswered;
      return fault(FaultKind::busy, "the name service is not answering and too many questions wait for it");
    }
    std::promise<Result<std::vector<IpAddress>>> promise;
    std::future<Result<std::vector<IpAddress>>> answer = promise.get_future();
    try {
      std::thread([host, given = std::move(promise)]() mutable {
        Result<std::vector<IpAddress>> addresses = ask(host);
        --unanswered;
        given.set_value(std::move(addresses));
      }).detach();
    } catch (const std::system_error&) {
      --unanswered;
      return fault(FaultKind::busy, "no thread is left to ask the name service: try again later");
    }
    if (answer.wait_for(within) != std::future_status::ready) {
      return fault(FaultKind::late, "the name service took too long (DNS): try again later");
    }
    return answer.get();
  }
};

}  // namespace

Result<IpAddress> IpAddress::parse(const std::string& text) {
  IpAddress address;
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    std::memcpy(&address.storage_, &v4, sizeof v4);
  } else if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    std::memcpy(&address.storage_, &v6, sizeof v6);
  } else {
    return fault(FaultKind::malformed, "this is not an IP address");
  }
  return address;
}

Result<IpAddress> IpAddress::from(const sockaddr& socket) {
  IpAddress address;
  if (socket.sa_family == AF_INET) {
    std::memcpy(&address.storage_, &socket, sizeof(sockaddr_in));
  } else if (socket.sa_family == AF_INET6) {
    std::memcpy(&address.storage_, &socket, sizeof(sockaddr_in6));
  } else {
    return fault(FaultKind::malformed, "this is not an IP address");
  }
  return address;
}

std::string IpAddress::text() const {
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (storage_.ss_family == AF_INET) {
    const auto socket = as<sockaddr_in>(storage_);
    inet_ntop(AF_INET, &socket.sin_addr, out.data(), out.size());
  } else {
    const auto socket = as<sockaddr_in6>(storage_);
    inet_ntop(AF_INET6, &socket.sin6_addr, out.data(), out.size());
  }
  return out.data();
}

bool IpAddress::is_in(const std::vector<PrivateNetwork>& networks) const {
  return is_in_one(networks, reinterpret_cast<const sockaddr&>(storage_));
}

AddressKind IpAddress::kind() const {
  return kind_of(reinterpret_cast<const sockaddr&>(storage_));
}

std::unique_ptr<Resolver> make_system_resolver() {
  return std::make_unique<SystemResolver>();
}

}  // namespace jium::outside
