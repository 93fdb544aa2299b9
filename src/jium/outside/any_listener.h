// Listens on some ports of every address of the test's own network, IPv4 and IPv6, and says on which sort of
// address a connection came in: one that is not public is a breach. Answers a few plain pages by path:
//
//   /r/<status>/<hexadecimal>   leads on to the text that this is
//   /refresh, /meta             would lead a browser on to 127.0.0.1
//   everything else             "hi"
// Not used outside of tests.
#pragma once

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/outside/public_address.h"

namespace jium::outside {

class AnyListener {
 public:
  explicit AnyListener(const std::vector<std::uint16_t>& ports) {
    for (const std::uint16_t port : ports) {
      sockaddr_in6 any{};
      any.sin6_family = AF_INET6;
      any.sin6_port = htons(port);
      sockaddr_in any4{};
      any4.sin_family = AF_INET;
      any4.sin_port = htons(port);
      listen_on(AF_INET6, reinterpret_cast<const sockaddr*>(&any), sizeof any);
      listen_on(AF_INET, reinterpret_cast<const sockaddr*>(&any4), sizeof any4);
    }
    thread_ = std::thread([this] { serve(); });
  }
  AnyListener(const AnyListener&) = delete;
  AnyListener& operator=(const AnyListener&) = delete;
  ~AnyListener() {
    stopped_ = true;
    thread_.join();
    for (const int socket : sockets_) ::close(socket);
  }

  [[nodiscard]] int breaches() const { return breaches_; }
  [[nodiscard]] int visits() const { return visits_; }  // on public addresses

 private:
  void listen_on(int family, const sockaddr* address, socklen_t size) {
    const int socket = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (family == AF_INET6) ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
    if (::bind(socket, address, size) != 0 || ::listen(socket, 64) != 0)
      throw std::runtime_error("no port for the test's sites");
    sockets_.push_back(socket);
  }

  void serve() {
    while (!stopped_) {
      std::vector<pollfd> ready;
      for (const int socket : sockets_) ready.push_back({socket, POLLIN, 0});
      if (::poll(ready.data(), ready.size(), 50) <= 0) continue;
      for (const pollfd& one : ready) {
        if ((one.revents & POLLIN) != 0) answer(::accept4(one.fd, nullptr, nullptr, SOCK_CLOEXEC));
      }
    }
  }

  void answer(int line) {
    sockaddr_storage own{};
    socklen_t size = sizeof own;
    auto* const generic = reinterpret_cast<sockaddr*>(&own);
    if (line < 0 || ::getsockname(line, generic, &size) != 0) return;
    kind_of(*generic) == AddressKind::global ? ++visits_ : ++breaches_;
    std::string text;
    std::array<char, 4096> part{};
    while (text.find("\r\n\r\n") == std::string::npos) {
      pollfd ready{line, POLLIN, 0};
      const ssize_t got = ::poll(&ready, 1, 500) > 0 ? ::recv(line, part.data(), part.size(), 0) : 0;
      if (got <= 0) break;
      text.append(part.data(), static_cast<std::size_t>(got));
      if (text.front() == '\x16') break;  // TLS: a certificate is another test's matter
    }
    const std::string reply = reply_to(text.substr(0, text.find("\r\n")));
    if (!text.empty() && text.front() == 'G') ::send(line, reply.data(), reply.size(), MSG_NOSIGNAL);
    ::close(line);
  }

  static std::string reply_to(const std::string& first_line) {
    const std::string path =
        first_line.substr(std::min<std::size_t>(first_line.size(), 4), first_line.rfind(' ') - 4);
    if (path.starts_with("/r/")) {
      const Bytes target = from_hex(path.substr(7)).value_or(Bytes());
      return "HTTP/1.1 " + path.substr(3, 3) + " Found\r\nLocation: " + std::string(text_of(target)) +
             "\r\nContent-Length: 0\r\n\r\n";
    }
    if (path == "/refresh")
      return "HTTP/1.1 200 OK\r\nRefresh: 0; url=http://127.0.0.1/\r\nContent-Length: 2\r\n\r\nhi";
    if (path == "/meta")
      return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<meta http-equiv=refresh "
             "content='0;url=http://127.0.0.1/'>";
    return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  }

  std::vector<int> sockets_;
  std::atomic<bool> stopped_ = false;
  std::atomic<int> breaches_ = 0, visits_ = 0;
  std::thread thread_;
};

}  // namespace jium::outside
