#include "jium/outside/whois_exchange.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "jium/outside/admission.h"
#include "jium/outside/curl_handle.h"

namespace jium::outside {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

struct Guard {
  bool allow_loopback = false;
  bool vetoed = false;
};

curl_socket_t open_socket(void* guard, curlsocktype, curl_sockaddr* address) {
  auto& here = *static_cast<Guard*>(guard);
  if (!may_connect(kind_of(address->addr), here.allow_loopback)) {
    here.vetoed = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

Fault late() {
  return fault(FaultKind::late, "the register took too long to answer");
}

// Until the socket can be read or written again.
Result<void> wait_for(CURL* curl, short events, Deadline until) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &socket);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
  if (socket == CURL_SOCKET_BAD || left.count() <= 0) return late();
  pollfd waiting{socket, events, 0};
  if (::poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 60'000))) == 0) return late();
  return {};
}

Result<void> send_line(CURL* curl, const std::string& line, Deadline until) {
  for (std::size_t sent = 0; sent < line.size();) {
    std::size_t count = 0;
    const CURLcode code = curl_easy_send(curl, line.data() + sent, line.size() - sent, &count);
    if (code != CURLE_OK && code != CURLE_AGAIN)
      return fault(FaultKind::outside, "the register broke the connection off");
    sent += count;
    if (code == CURLE_AGAIN) JIUM_CHECK(wait_for(curl, POLLOUT, until));
  }
  return {};
}

Result<std::string> receive(CURL* curl, std::size_t longest, Deadline until) {
  std::string text;
  std::array<char, 8192> buffer{};
  while (text.size() < longest) {
    if (std::chrono::steady_clock::now() >= until) return late();
    std::size_t count = 0;
    const CURLcode code = curl_easy_recv(curl, buffer.data(), buffer.size(), &count);
    if (code == CURLE_AGAIN) {
      JIUM_CHECK(wait_for(curl, POLLIN, until));
      continue;
    }
    if (code != CURLE_OK || count == 0) break;  // it has hung up, which ends the answer
    text.append(buffer.data(), std::min(count, longest - text.size()));
  }
  if (text.empty()) return fault(FaultKind::missing, "the register says nothing");
  return text;
}

std::string pin_of(const registry::WebAddress& server, const std::vector<IpAddress>& pinned) {
  std::string entry = server.host() + ":" + std::to_string(server.port()) + ":";
  for (std::size_t i = 0; i < std::min<std::size_t>(pinned.size(), 16); ++i) {
    const std::string text = pinned[i].text();
    entry += (i == 0 ? "" : ",") + (text.find(':') == std::string::npos ? text : "[" + text + "]");
  }
  return entry;
}

}  // namespace

Result<std::string> ask_whois(const registry::WebAddress& server, const std::vector<IpAddress>& pinned,
                              const std::string& question, const FetchSettings& settings, std::size_t longest,
                              Duration within) {
  const Deadline until = std::chrono::steady_clock::now() + within;
  const PipeSignalBlock block;
  const CurlList pins = with_entry(nullptr, pin_of(server, pinned));
  JIUM_TRY(const CurlHandle handle, make_curl_handle());
  CURL* const curl = handle.get();
  if (!pins) return fault(FaultKind::internal, "memory is out");
  Guard guard{settings.allow_loopback};
  curl_easy_setopt(curl, CURLOPT_URL, server.canonical().reveal().c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http");
  curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
  // Else libcurl hangs up as soon as it is connected; the handle, and the socket with it, ends here anyway.
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 0L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   curl_milliseconds(std::min(within, settings.connect_time)));
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &guard);
  if (!IpAddress::parse(server.host())) curl_easy_setopt(curl, CURLOPT_RESOLVE, pins.get());
  const CURLcode code = curl_easy_perform(curl);
  if (guard.vetoed)
    return fault(FaultKind::forbidden, "this register is not on the public internet and is not asked");
  if (code == CURLE_OPERATION_TIMEDOUT) return late();
  if (code != CURLE_OK) return fault(FaultKind::outside, "no connection to the register could be made");
  JIUM_CHECK(send_line(curl, question + "\r\n", until));
  return receive(curl, longest, until);
}

}  // namespace jium::outside
