// Answers that go on: streams of events (WHATWG HTML, section 9.2) in chunks, with a heartbeat.
#include <sys/socket.h>

#include <cerrno>

#include "jium/http/listener.h"

namespace jium::http {
namespace {

// Has the peer closed its side?
bool is_gone(Socket& socket) {
  char byte = 0;
  const ssize_t got = ::recv(socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

}  // namespace

// A chunk; false when the peer took none of it for too long, or is gone.
Awaited<bool> Server::Listener::say(Connection& connection, const std::string& text) {
  connection.stream.expires_after(settings_.slow_reader);
  auto [failed, count] = co_await asio::async_write(connection.stream, bhttp::make_chunk(asio::buffer(text)),
                                                    asio::as_tuple(kAwait));
  connection.stream.expires_never();
  co_return !failed;
}

// Until the stream or its reader is at its end, or the server stops. It is asked for news again and again, as
// what happens may be written by another process.
Awaited<bool> Server::Listener::stream(Connection& connection, Reply reply) {
  if (streams_ >= settings_.max_streams) co_return co_await write(connection, busy(), false, false);
  const UnderWay one(streams_);
  const auto events = std::move(reply.stream);
  const std::function<std::optional<Reply>(const RawRequest&)> ask =
      [events](const RawRequest&) -> std::optional<Reply> {
    auto text = events->more();
    if (!text) return std::nullopt;
    return Reply{200, {}, *std::move(text), {}};
  };
  Response head = response_of(std::move(reply), false, false);
  head.erase(bhttp::field::content_length);
  head.chunked(true);
  bhttp::response_serializer<bhttp::string_body> serializer(head);
  connection.at_work = true;  // never let go to make room
  connection.stream.expires_after(settings_.slow_reader);
  auto [failed, count] =
      co_await bhttp::async_write_header(connection.stream, serializer, asio::as_tuple(kAwait));
  connection.stream.expires_never();
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
                             Executor>
      pause(io_);
  auto said = std::chrono::steady_clock::now();
  while (!failed && !stopping_ && !is_gone(connection.stream.socket())) {
    // A name for it: g++ 12 destroys an aggregate that is made within a co_await twice.
    const RawRequest nothing_asked;
    const std::optional<Reply> news = co_await in_pool(ask, nothing_asked);
    if (!news) break;
    std::string text = news->good() ? news->body : std::string();  // too much at once: the next time
    const auto now = std::chrono::steady_clock::now();
    if (text.empty() && now - said >= settings_.heartbeat) text = ": still here\n\n";
    if (!text.empty()) {
      if (!co_await say(connection, text)) co_return false;
      said = now;
    }
    pause.expires_after(settings_.stream_pause);
    co_await pause.async_wait(asio::as_tuple(kAwait));
  }
  if (!failed) {
    connection.stream.expires_after(settings_.slow_reader);
    co_await asio::async_write(connection.stream, bhttp::make_chunk_last(), asio::as_tuple(kAwait));
  }
  co_return false;
}

}  // namespace jium::http
