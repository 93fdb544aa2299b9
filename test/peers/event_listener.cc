#include "peers/event_listener.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <utility>

namespace jium::peers {

using std::chrono::steady_clock;

Result<EventListener> EventListener::listen(const std::string& server, const std::string& key,
                                            const std::string& last_event_id) {
  EventListener listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(server.substr(server.rfind(':') + 1))));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(listener.socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0)
    return fault(FaultKind::outside, "the server takes no connection");
  std::string question =
      "GET /api/v1/events HTTP/1.1\r\nHost: jium\r\nAccept: text/event-stream\r\nAuthorization: "
      "Bearer " +
      key + "\r\n";
  if (!last_event_id.empty()) question += "Last-Event-ID: " + last_event_id + "\r\n";
  question += "\r\n";
  if (::send(listener.socket_, question.data(), question.size(), MSG_NOSIGNAL) < 0)
    return fault(FaultKind::outside, "the server takes no question");
  if (!listener.hears("retry: ", std::chrono::seconds{20}))
    return fault(FaultKind::outside, "the server opened no stream: " + listener.heard_.substr(0, 300));
  return listener;
}

EventListener::EventListener(EventListener&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), ended_(other.ended_), heard_(std::move(other.heard_)) {}

EventListener::~EventListener() {
  if (socket_ >= 0) ::close(socket_);
}

bool EventListener::read_within(Duration patience) {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return true;
  std::array<char, 4096> some{};
  const ssize_t got = ::recv(socket_, some.data(), some.size(), 0);
  if (got <= 0) return false;
  heard_.append(some.data(), static_cast<std::size_t>(got));
  return true;
}

bool EventListener::hears(const std::string& words, Duration patience) {
  const auto until = steady_clock::now() + patience;
  while (heard_.find(words) == std::string::npos) {
    const auto left = std::chrono::duration_cast<Duration>(until - steady_clock::now());
    if (left <= Duration::zero() || ended_) return false;
    ended_ = !read_within(left);
  }
  return true;
}

bool EventListener::ends(Duration patience) {
  const auto until = steady_clock::now() + patience;
  while (!ended_) {
    const auto left = std::chrono::duration_cast<Duration>(until - steady_clock::now());
    if (left <= Duration::zero()) return false;
    ended_ = !read_within(left);
  }
  return true;
}

}  // namespace jium::peers
