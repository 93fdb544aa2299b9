// What listens, inside of server.cc and event_stream.cc: one thread for all sockets, a coroutine a
// connection, a bounded pool for the work. Not for anybody else to include.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/rate_policy.hpp>
#include <boost/beast/http.hpp>
#include <list>
#include <optional>
#include <thread>

#include "jium/http/asker.h"
#include "jium/http/header_block.h"
#include "jium/http/server.h"
#include "jium/http/worker_pool.h"

// A coroutine's frame has allocation functions of its own; where g++ 12 inlines only one of the two it takes
// them for mismatched (GCC bug 109224).
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace jium::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Awaitable = asio::awaitable<void, Executor>;
template <class T>
using Awaited = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> kAwait;
using SocketStream = beast::basic_stream<tcp, Executor, beast::unlimited_rate_policy>;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Parser = bhttp::request_parser<bhttp::string_body>;
using Header = bhttp::request_header<>;

using Response = bhttp::response<bhttp::string_body>;

// Too much at once, in the words for it.
[[nodiscard]] Reply busy();
// To HEAD an answer has the same header and no body (RFC 9110, section 9.3.2).
[[nodiscard]] Response response_of(Reply reply, bool keep_alive, bool to_head);

struct Connection {
  explicit Connection(Socket socket) : stream(std::move(socket)) {}
  void renew() { since = std::chrono::steady_clock::now(); }
  SocketStream stream;
  beast::flat_buffer buffer;
  bool idle = true;       // between two requests
  bool at_work = false;   // its request is with the pool
  bool answered = false;  // once at least
  bool let_go = false;
  // When it came, when its request began, or when its answer was there.
  std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
};

// One of the few large bodies, or streams, under way, until it is done with. Used by one thread only.
class UnderWay {
 public:
  explicit UnderWay(std::size_t& under_way) : under_way_(under_way) { ++under_way_; }
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;
  ~UnderWay() { --under_way_; }

 private:
  std::size_t& under_way_;
};

class Server::Listener {
 public:
  Listener(ServerSettings settings, Answer answer, Refuse refuse)
      : settings_(std::move(settings)),
        answer_(std::move(answer)),
        refuse_(std::move(refuse)),
        acceptor_(io_),
        grace_(io_) {}
  Listener(ServerSettings settings, Face face) : Listener(std::move(settings), Answer(), Refuse()) {
    face_ = std::move(face);
  }
  ~Listener() { stop(); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  Result<void> start();
  std::uint16_t port() const { return port_; }
  void stop();

 private:
  using Here = std::list<Connection>::iterator;
  template <class Outcome, class Asked>
  struct Offer;  // hands one request to the pool
  // What `work` makes of the request in the pool; `busy` when the pool is full.
  template <class Outcome, class Asked>
  Awaited<Outcome> in_pool(const std::function<Outcome(const Asked&)>& work, Asked raw);

  Awaitable accept();
  void welcome(Socket socket);
  [[nodiscard]] bool make_room();
  [[nodiscard]] RawRequest raw_of(Connection& connection, Parser& parser) const;
  [[nodiscard]] PageRequest page_of(Connection& connection, Parser& parser) const;
  [[nodiscard]] std::string asker_of(Connection& connection, const Header& header) const;
  [[nodiscard]] std::optional<Reply> refuse_type(const Parser& parser) const;
  // In this listener's own way of saying it.
  [[nodiscard]] Reply too_much() const { return face_ ? face_->refuse(503) : busy(); }
  Awaitable serve(Here here);
  Awaited<bool> serve_one(Connection& connection);
  Awaited<HeaderBlock> read_header_block(Connection& connection);
  Awaited<bool> read_body(Connection& connection, Parser& parser, std::optional<UnderWay>& large);
  std::optional<Reply> refuse_size(Parser& parser, std::optional<UnderWay>& large);
  Awaited<bool> write(Connection& connection, Reply reply, bool keep_alive, bool to_head);
  Awaited<bool> stream(Connection& connection, Reply reply);
  Awaited<bool> say(Connection& connection, const std::string& text);
  Awaited<bool> refuse(Connection& connection, Reply reply);
  Awaitable drain(Connection& connection);
  void stop_gently();
  void stop_at_once();

  const ServerSettings settings_;
  const Answer answer_;
  const Refuse refuse_;
  std::optional<Face> face_;  // set before it starts
  asio::io_context io_{1};
  Acceptor acceptor_;
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
                             Executor>
      grace_;
  std::optional<Askers> askers_;
  std::optional<WorkerPool> pool_;
  std::list<Connection> connections_;  // touched by the thread of io_ only
  std::size_t let_go_ = 0;             // the same: of these, closed and not yet gone
  std::size_t large_bodies_ = 0;       // the same
  std::size_t streams_ = 0;            // the same
  bool stopping_ = false;              // the same
  std::uint16_t port_ = 0;
  std::thread thread_;
};

template <class Outcome, class Asked>
struct Server::Listener::Offer {
  Listener& listener;
  const std::function<Outcome(const Asked&)>& work;

  template <class Handler>
  void operator()(Handler&& handler, Asked raw) const {
    // The guard keeps io_ running while the request is with the pool.
    struct Carried {
      std::decay_t<Handler> handler;
      asio::executor_work_guard<Executor> guard;
      Asked raw;
    };
    const auto carried = std::make_shared<Carried>(Carried{
        std::forward<Handler>(handler), asio::make_work_guard(listener.io_.get_executor()), std::move(raw)});
    const auto finish = [carried](Outcome outcome) {
      asio::post(carried->guard.get_executor(), [carried, outcome = std::move(outcome)]() mutable {
        carried->guard.reset();
        auto resume = std::move(carried->handler);
        resume(std::move(outcome));
      });
    };
    const bool taken = listener.pool_->offer(
        [carried, finish, &work_in_pool = work] { finish(work_in_pool(carried->raw)); });
    if (!taken) finish(listener.too_much());
  }
};

template <class Outcome, class Asked>
Awaited<Outcome> Server::Listener::in_pool(const std::function<Outcome(const Asked&)>& work, Asked raw) {
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void(Outcome)>(
      Offer<Outcome, Asked>{*this, work}, kAwait, std::move(raw));
}

}  // namespace jium::http
