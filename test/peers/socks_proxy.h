// A SOCKS5 proxy on loopback (RFC 1928, without a sign-in): another point of the net, for tests. It can be
// told that what others reach at one place it reaches at another: a site that shows each visitor something
// else.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "jium/base/result.h"

namespace jium::peers {

class SocksProxy {
 public:
  [[nodiscard]] static Result<std::unique_ptr<SocksProxy>> open();
  SocksProxy(const SocksProxy&) = delete;
  SocksProxy& operator=(const SocksProxy&) = delete;
  ~SocksProxy();

  // "127.0.0.2:4711" leads to this port of `host` instead.
  void lead(const std::string& from, const std::string& host, std::uint16_t port);
  [[nodiscard]] int connections() const;
  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  struct Office;
  SocksProxy();
  std::unique_ptr<Office> office_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace jium::peers
