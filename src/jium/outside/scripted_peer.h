// A TCP peer on 127.0.0.1 that plays a script for each connection: the lying sites and deaf mail servers of
// this room's tests. Not used outside of tests.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace jium::outside {

// The peer's end of one connection. Every wait ends when the peer is told to stop.
class Line {
 public:
  Line(int socket, const std::atomic<bool>& stopped) : socket_(socket), stopped_(stopped) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() { close(); }

  void close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

  // False when the other side is gone or the peer stops.
  bool say(std::string_view text) {
    while (!text.empty() && wait(POLLOUT)) {
      const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return text.empty();
  }

  // Everything up to and with `end`; less when the connection ended first.
  std::string read_until(std::string_view end) {
    while (read_.find(end) == std::string::npos && read_more()) {
    }
    const std::size_t at = read_.find(end);
    std::string out = read_.substr(0, at == std::string::npos ? at : at + end.size());
    read_.erase(0, out.size());
    return out;
  }

  // This many bytes; fewer when the connection ended first.
  std::string read_bytes(std::size_t count) {
    while (read_.size() < count && read_more()) {
    }
    std::string out = read_.substr(0, count);
    read_.erase(0, out.size());
    return out;
  }

  std::string read_to_close() {
    while (read_more()) {
    }
    return std::exchange(read_, {});
  }

  void pause(int milliseconds) {
    for (int passed = 0; passed < milliseconds && !stopped_; passed += 10) {
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
  }

  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  bool read_more() {
    std::string chunk(4096, '\0');
    if (!wait(POLLIN)) return false;
    const ssize_t count = ::recv(socket_, chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (count <= 0) return false;
    read_.append(chunk, 0, static_cast<std::size_t>(count));
    return true;
  }

  bool wait(short events) {
    while (!stopped_ && socket_ >= 0) {
      pollfd ready{socket_, events, 0};
      if (::poll(&ready, 1, 20) > 0) return true;
    }
    return false;
  }

  int socket_;
  const std::atomic<bool>& stopped_;
  std::string read_;
};

class ScriptedPeer {
 public:
  explicit ScriptedPeer(std::function<void(Line&)> script) : script_(std::move(script)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, generic, &size) != 0) {
      throw std::runtime_error("no port on loopback for the test's peer");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ScriptedPeer(const ScriptedPeer&) = delete;
  ScriptedPeer& operator=(const ScriptedPeer&) = delete;
  ~ScriptedPeer() {
    stopped_ = true;
    thread_.join();
    ::close(listener_);
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int connections() const { return connections_; }
  [[nodiscard]] std::string base() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  void serve() {
    while (!stopped_) {
      pollfd ready{listener_, POLLIN, 0};
      if (::poll(&ready, 1, 20) <= 0) continue;
      const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) continue;
      ++connections_;
      Line line(socket, stopped_);
      script_(line);
    }
  }

  std::function<void(Line&)> script_;
  std::atomic<bool> stopped_{false};
  std::atomic<int> connections_{0};
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace jium::outside
