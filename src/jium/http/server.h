// The HTTP/1.1 server: sockets, limits, deadlines and headers. What a request means is not its concern: each
// is handed to `answer` in a bounded pool of threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jium/base/result.h"
#include "jium/http/api.h"
#include "jium/http/console_front.h"
#include "jium/http/face.h"
#include "jium/http/reply.h"
#include "jium/http/request.h"

namespace jium::http {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  std::size_t body_limit = std::size_t{1} << 20;
  // Fingerprints of long videos are larger: with a key that is admitted and a Content-Length a body may be
  // this large, while no more than `large_bodies` of them are under way; one more is answered 503.
  std::size_t large_body_limit = std::size_t{32} << 20;
  std::size_t large_bodies = 8;
  std::size_t header_limit = std::size_t{16} << 10;
  std::chrono::milliseconds header_deadline = std::chrono::seconds{15};  // from the first byte of a request
  std::chrono::milliseconds body_deadline = std::chrono::seconds{30};    // and for writing an answer
  std::chrono::milliseconds idle_deadline = std::chrono::seconds{60};    // between two requests
  std::chrono::milliseconds stop_grace = std::chrono::seconds{10};
  // One more lets go of the one that has waited for the longest; none is let go while its request is worked
  // at.
  std::size_t max_connections = 1000;
  // Streams of events are answers that go on: each holds its connection for as long as its reader keeps up.
  std::size_t max_streams = 64;                                             // one more is answered 503
  std::chrono::milliseconds stream_pause = std::chrono::milliseconds{200};  // between two looks for news
  std::chrono::milliseconds heartbeat = std::chrono::seconds{15};           // after so long without news
  std::chrono::milliseconds slow_reader =
      std::chrono::seconds{10};  // one that takes nothing for so long is cut off
  // Addresses of proxies that say in X-Forwarded-For from whom they have a request (asker.h).
  std::vector<std::string> proxies{"127.0.0.1", "::1"};
  std::size_t workers = 4;
  std::size_t queue = 256;  // requests that wait for a worker; one more is answered 503
};

class Server {
 public:
  // Called by several threads at once; must not throw.
  using Answer = std::function<Reply(const RawRequest&)>;

  // Asked with the header alone, in the same way, before a large body is read: the reply that refuses it, or
  // nothing.
  using Refuse = std::function<std::optional<Reply>(const RawRequest&)>;

  Server(ServerSettings settings, Answer answer, Refuse refuse = {});
  // `api` outlives the server.
  Server(ServerSettings settings, const Api& api)
      : Server(
            std::move(settings), [&api](const RawRequest& raw) { return api.answer(raw); },
            [&api](const RawRequest& header) { return api.refuse(header); }) {}
  // With the console beside the API; both outlive the server.
  Server(ServerSettings settings, const Api& api, const ConsoleFront& front)
      : Server(
            std::move(settings),
            [&api, &front](const RawRequest& raw) {
              auto page = front.answer(raw);
              return page ? *std::move(page) : api.answer(raw);
            },
            [&api](const RawRequest& header) { return api.refuse(header); }) {}
  // For people. A large body is nobody's here.
  Server(ServerSettings settings, Face face);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();  // stops

  // Malformed for an address that is none, or a proxy's that is none; outside when it cannot be listened at.
  [[nodiscard]] Result<void> start();
  // The one listened at.
  [[nodiscard]] std::uint16_t port() const;
  // No new connections; requests under way get their answer within the grace. Returns when all is quiet. A
  // second call does nothing.
  void stop();

 private:
  class Listener;
  std::unique_ptr<Listener> listener_;
};

}  // namespace jium::http
