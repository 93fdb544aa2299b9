#include "jium/http/server.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
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
#include <cerrno>
#include <ctime>
#include <list>
#include <thread>
#include <tuple>

#include "jium/base/log.h"
#include "jium/http/asker.h"
#include "jium/http/forms.h"
#include "jium/http/header_block.h"
#include "jium/http/problem.h"
#include "jium/http/worker_pool.h"

namespace jium::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Awaitable = asio::awaitable<void, Executor>;
template <class T>
using Awaited = asio::awaitable<T, Executor>;
constexpr asio::use_awaitable_t<Executor> kAwait;
using Stream = beast::basic_stream<tcp, Executor, beast::unlimited_rate_policy>;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Parser = bhttp::request_parser<bhttp::string_body>;
using Header = bhttp::request_header<>;

constexpr std::size_t kReadAhead = std::size_t{16} << 10;
constexpr std::size_t kDrained = std::size_t{4} << 20;
constexpr std::chrono::seconds kLinger{2};
constexpr const char* kBusyWords = "too much at once: try again in a moment";

// Nothing that this API gives may be drawn, framed, kept, guessed at or found by a search engine. The TLS is
// a proxy's; without TLS a browser ignores what is said about it (RFC 6797, section 8.1).
constexpr std::array<std::pair<const char*, const char*>, 7> kKeepIn{
    {{"Content-Security-Policy",
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
     {"Strict-Transport-Security", "max-age=31536000; includeSubDomains"},
     {"X-Content-Type-Options", "nosniff"},
     {"Referrer-Policy", "no-referrer"},
     {"Cross-Origin-Resource-Policy", "same-origin"},
     {"X-Robots-Tag", "noindex"},
     {"Cache-Control", "no-store"}}};

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

Reply busy() {
  return problem_reply(fault(FaultKind::busy, kBusyWords));
}

// IMF-fixdate (RFC 9110, section 5.6.7).
std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[64];
  return {text, std::strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &utc)};
}

using Response = bhttp::response<bhttp::string_body>;

// To HEAD an answer has the same header and no body (RFC 9110, section 9.3.2).
Response response_of(Reply reply, bool keep_alive, bool to_head) {
  Response response;
  response.version(11);
  response.result(static_cast<unsigned>(reply.status));
  response.set(bhttp::field::date, http_date());
  response.set(bhttp::field::content_type, reply.content_type);
  for (const auto& [name, value] : kKeepIn) response.set(name, value);
  for (const auto& [name, value] : reply.headers) response.set(name, value);
  response.body() = std::move(reply.body);
  response.keep_alive(keep_alive);
  response.prepare_payload();
  if (to_head) response.body().clear();
  return response;
}

// What Beast 1.81 accepts and two servers in a row could read differently (request smuggling).
std::optional<Reply> refuse_shape(const Header& header) {
  if (header.count(bhttp::field::host) != 1 || header[bhttp::field::host].empty()) {
    return problem_reply(400, "exactly one Host header is needed");
  }
  const std::size_t codings = header.count(bhttp::field::transfer_encoding);
  const bool is_chunked = codings == 1 && beast::iequals(header[bhttp::field::transfer_encoding], "chunked");
  if (codings > 0 && (!is_chunked || header.version() < 11)) {
    return problem_reply(400, "the only transfer coding is chunked, in HTTP/1.1");
  }
  if (header.count(bhttp::field::content_type) > 1 || header.count(bhttp::field::authorization) > 1 ||
      header.count("Idempotency-Key") > 1 || header.count("Content-Digest") > 1 ||
      header.count("Signature-Input") > 1 || header.count("Signature") > 1 ||
      header.count("Last-Event-ID") > 1 || header.count("Jium-Signer") > 1) {
    return problem_reply(
        400,
        "Content-Type, Authorization, Idempotency-Key and the headers of a signature are given "
        "at most once");
  }
  return std::nullopt;
}

bool expects_continue(const Header& header) {
  return beast::iequals(header[bhttp::field::expect], "100-continue");
}

std::optional<Reply> refuse_body(const Parser& parser) {
  const Header& header = parser.get();
  if (header.count(bhttp::field::expect) > 0 && !expects_continue(header)) {
    return problem_reply(417, "the only expectation is 100-continue");
  }
  const auto length = parser.content_length();
  const bool has_body = parser.chunked() || (length && *length > 0);
  if (!has_body && header.count(bhttp::field::content_type) == 0) return std::nullopt;
  if (const auto why = refuse_content_type(view(header[bhttp::field::content_type])))
    return problem_reply(415, *why);
  return std::nullopt;
}

// Of a request that could not be read. Status 0: there is nobody to answer.
int status_of(const beast::error_code& error) {
  if (error == bhttp::error::body_limit) return 413;
  if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow) return 431;
  if (error == bhttp::error::end_of_stream || error == bhttp::error::partial_message) return 0;
  return error.category() == bhttp::make_error_code(bhttp::error::bad_method).category() ? 400 : 0;
}

Reply refusal(int status) {
  if (status == 413)
    return problem_reply(413, "the body is larger than this server takes: send less at a time");
  if (status == 431) return problem_reply(431, "the header is larger than this server takes");
  return problem_reply(400, "this is not HTTP/1.1 as this server reads it");
}

RawRequest header_of(const Header& header) {
  const auto value = [&](auto name) { return std::string(view(header[name])); };
  return {.method = std::string(view(header.method_string())),
          .target = std::string(view(header.target())),
          .authorization = value(bhttp::field::authorization),
          .idempotency_key = value("Idempotency-Key"),
          .body = {},
          .content_digest = value("Content-Digest"),
          .signature_input = value("Signature-Input"),
          .signature = value("Signature"),
          .last_event_id = value("Last-Event-ID"),
          .signer = value("Jium-Signer")};
}

// All of its lines, in their order (RFC 9110, section 5.3).
std::string forwarded_for(const Header& header) {
  std::string all;
  const auto [begin, end] = header.equal_range("X-Forwarded-For");
  for (auto line = begin; line != end; ++line)
    all += (all.empty() ? "" : ",") + std::string(view(line->value()));
  return all;
}

struct Connection {
  explicit Connection(Socket socket) : stream(std::move(socket)) {}
  void renew() { since = std::chrono::steady_clock::now(); }
  Stream stream;
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

// Has the peer closed its side?
bool is_gone(Socket& socket) {
  char byte = 0;
  const ssize_t got = ::recv(socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

}  // namespace

class Server::Listener {
 public:
  Listener(ServerSettings settings, Answer answer, Refuse refuse)
      : settings_(std::move(settings)),
        answer_(std::move(answer)),
        refuse_(std::move(refuse)),
        acceptor_(io_),
        grace_(io_) {}
  ~Listener() { stop(); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  Result<void> start();
  std::uint16_t port() const { return port_; }
  void stop();

 private:
  using Here = std::list<Connection>::iterator;
  template <class Outcome>
  struct Offer;  // hands one request to the pool
  // What `work` makes of the request in the pool; `busy` when the pool is full.
  template <class Outcome>
  Awaited<Outcome> in_pool(const std::function<Outcome(const RawRequest&)>& work, RawRequest raw);

  Awaitable accept();
  void welcome(Socket socket);
  [[nodiscard]] bool make_room();
  [[nodiscard]] RawRequest raw_of(Connection& connection, Parser& parser) const;
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

Result<void> Server::Listener::start() {
  boost::system::error_code failed;
  const auto address = asio::ip::make_address(settings_.address, failed);
  if (failed) return fault(FaultKind::malformed, "the address to listen at is not an IP address");
  JIUM_TRY(askers_, Askers::behind(settings_.proxies));
  const tcp::endpoint endpoint(address, settings_.port);
  acceptor_.open(endpoint.protocol(), failed);
  if (!failed) acceptor_.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor_.bind(endpoint, failed);
  if (!failed) acceptor_.listen(asio::socket_base::max_listen_connections, failed);
  if (failed) {
    return fault(FaultKind::outside, "cannot listen at " + settings_.address + ", port " +
                                         std::to_string(settings_.port) + ": " + failed.message());
  }
  port_ = acceptor_.local_endpoint().port();
  pool_.emplace(settings_.workers, settings_.queue);
  asio::co_spawn(io_, accept(), asio::detached);
  thread_ = std::thread([this] { io_.run(); });
  return {};
}

void Server::Listener::stop() {
  if (!thread_.joinable()) return;
  asio::post(io_, [this] { stop_gently(); });
  thread_.join();
  pool_->join();
}

void Server::Listener::stop_gently() {
  stopping_ = true;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  for (Connection& connection : connections_) {
    if (connection.idle) connection.stream.close();
  }
  if (connections_.empty()) return;
  grace_.expires_after(settings_.stop_grace);
  grace_.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled) stop_at_once();
  });
}

void Server::Listener::stop_at_once() {
  for (Connection& connection : connections_) connection.stream.close();
}

Awaitable Server::Listener::accept() {
  while (!stopping_) {
    auto [failed, socket] = co_await acceptor_.async_accept(asio::as_tuple(kAwait));
    if (!failed) {
      welcome(std::move(socket));
    } else if (!stopping_) {
      // Out of descriptors or the like: a pause, then on.
      log::warning("accept_failed", {{"code", failed.value()}});
      asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
                                 Executor>
          pause(io_);
      pause.expires_after(std::chrono::milliseconds{100});
      co_await pause.async_wait(kAwait);
    }
  }
}

// Whoever holds connections open, and sends nothing or a byte now and then, must not keep the others out: the
// one that has been at it for the longest is let go, first among those that were never answered anything.
// Behind a proxy all come from one address, so that it is of no use to count by address.
bool Server::Listener::make_room() {
  if (connections_.size() - let_go_ < settings_.max_connections) return true;
  const auto sooner = [](const Connection& one, const Connection& other) {
    return std::tuple(one.let_go, one.at_work, one.answered, one.since) <
           std::tuple(other.let_go, other.at_work, other.answered, other.since);
  };
  const auto first = std::min_element(connections_.begin(), connections_.end(), sooner);
  if (first == connections_.end() || first->let_go || first->at_work) return false;
  first->let_go = true;
  ++let_go_;
  first->stream.close();
  return true;
}

void Server::Listener::welcome(Socket socket) {
  boost::system::error_code ignored;
  if (!make_room()) {
    // One try into the socket's own buffer: a caller too many must not cost more than this.
    socket.non_blocking(true, ignored);
    std::string text = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n";
    for (const auto& [name, value] : kKeepIn) text += std::string(name) + ": " + value + "\r\n";
    text += "Connection: close\r\n\r\n";
    socket.write_some(asio::buffer(text), ignored);
    socket.close(ignored);
    log::warning("too_many_connections");
    return;
  }
  socket.set_option(tcp::no_delay(true), ignored);
  const Here here = connections_.emplace(connections_.end(), std::move(socket));
  here->buffer.max_size(settings_.header_limit + kReadAhead);
  here->buffer.reserve(kReadAhead);
  asio::co_spawn(io_, serve(here), asio::detached);
}

Awaitable Server::Listener::serve(Here here) {
  try {
    while (!stopping_) {
      if (!co_await serve_one(*here)) break;
      here->idle = true;
      here->answered = true;
    }
  } catch (const std::exception&) {
    log::error("connection_failed");
  }
  here->stream.close();
  if (here->let_go) --let_go_;
  connections_.erase(here);
  if (stopping_ && connections_.empty()) grace_.cancel();
}

template <class Outcome>
struct Server::Listener::Offer {
  Listener& listener;
  const std::function<Outcome(const RawRequest&)>& work;

  template <class Handler>
  void operator()(Handler&& handler, RawRequest raw) const {
    // The guard keeps io_ running while the request is with the pool.
    struct Carried {
      std::decay_t<Handler> handler;
      asio::executor_work_guard<Executor> guard;
      RawRequest raw;
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
    if (!taken) finish(busy());
  }
};

template <class Outcome>
Awaited<Outcome> Server::Listener::in_pool(const std::function<Outcome(const RawRequest&)>& work,
                                           RawRequest raw) {
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void(Outcome)>(
      Offer<Outcome>{*this, work}, kAwait, std::move(raw));
}

// False when the connection is at its end.
Awaited<bool> Server::Listener::serve_one(Connection& connection) {
  const HeaderBlock block = co_await read_header_block(connection);
  if (block == HeaderBlock::refused) co_return co_await refuse(connection, refusal(400));
  if (block == HeaderBlock::incomplete) {
    const bool too_large = connection.buffer.size() >= settings_.header_limit;
    if (too_large) co_return co_await refuse(connection, refusal(431));
    co_return false;
  }
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(settings_.header_limit));
  parser.body_limit(std::max(settings_.body_limit, settings_.large_body_limit));
  std::optional<UnderWay> large;
  if (!co_await read_body(connection, parser, large)) co_return false;
  const bool keep_alive = parser.get().keep_alive();
  const bool to_head = parser.get().method() == bhttp::verb::head;
  connection.at_work = true;
  Reply reply = co_await in_pool(answer_, raw_of(connection, parser));
  connection.at_work = false;
  connection.renew();
  large.reset();  // the body went with the request
  if (reply.stream && !to_head && parser.get().version() >= 11)
    co_return co_await stream(connection, std::move(reply));
  co_return co_await write(connection, std::move(reply), keep_alive && !stopping_, to_head);
}

RawRequest Server::Listener::raw_of(Connection& connection, Parser& parser) const {
  RawRequest raw = header_of(parser.get());
  raw.body = std::move(parser.get().body());
  boost::system::error_code failed;
  const tcp::endpoint peer = connection.stream.socket().remote_endpoint(failed);
  // Whoever is gone already is nobody's asker, and all of them are one.
  raw.asker = failed ? "gone" : askers_->of(peer.address().to_string(), forwarded_for(parser.get()));
  return raw;
}

// Incomplete: the peer is gone, too slow, or has sent more than a header may have.
Awaited<HeaderBlock> Server::Listener::read_header_block(Connection& connection) {
  for (;;) {
    const auto received = connection.buffer.cdata();
    const std::string_view text(static_cast<const char*>(received.data()), received.size());
    const HeaderBlock block = judge_header_block(text.substr(0, settings_.header_limit));
    if (block != HeaderBlock::incomplete || text.size() >= settings_.header_limit) co_return block;
    // Each deadline is set once: bytes that drip in do not move it.
    if (text.empty()) connection.stream.expires_after(settings_.idle_deadline);
    if (!text.empty() && connection.idle) {
      connection.idle = false;
      connection.renew();
      connection.stream.expires_after(settings_.header_deadline);
    }
    auto [failed, count] = co_await connection.stream.async_read_some(connection.buffer.prepare(kReadAhead),
                                                                      asio::as_tuple(kAwait));
    if (failed) co_return HeaderBlock::incomplete;
    connection.buffer.commit(count);
  }
}

// The parser was made for the larger limit, since it judges Content-Length with the header; from here on the
// limit is the one that this request has.
std::optional<Reply> Server::Listener::refuse_size(Parser& parser, std::optional<UnderWay>& large) {
  const auto length = parser.content_length();
  const bool is_large = length && *length > settings_.body_limit;
  if (!is_large) {
    parser.body_limit(settings_.body_limit);
    return std::nullopt;
  }
  if (*length > settings_.large_body_limit || parser.get().count(bhttp::field::authorization) == 0)
    return refusal(413);
  if (large_bodies_ >= settings_.large_bodies) return busy();
  large.emplace(large_bodies_);
  return std::nullopt;
}

// The header, which is in the buffer already, and the body. False when the connection is at its end.
Awaited<bool> Server::Listener::read_body(Connection& connection, Parser& parser,
                                          std::optional<UnderWay>& large) {
  connection.idle = false;
  connection.stream.expires_after(settings_.body_deadline);
  auto [bad_header, header_size] =
      co_await bhttp::async_read_header(connection.stream, connection.buffer, parser, asio::as_tuple(kAwait));
  if (bad_header) {
    if (const int status = status_of(bad_header)) co_return co_await refuse(connection, refusal(status));
    co_return false;
  }
  std::optional<Reply> refused = refuse_shape(parser.get());
  if (!refused) refused = refuse_body(parser);
  if (!refused) refused = refuse_size(parser, large);
  // A stranger must not hold one of the few places while a body drips in.
  if (!refused && large && refuse_) refused = co_await in_pool(refuse_, header_of(parser.get()));
  if (refused) {
    large.reset();
    co_return co_await refuse(connection, *std::move(refused));
  }
  if (expects_continue(parser.get()) && !parser.is_done()) {
    bhttp::response<bhttp::empty_body> go_on(bhttp::status::continue_, 11);
    co_await bhttp::async_write(connection.stream, go_on, asio::as_tuple(kAwait));
  }
  auto [bad_body, body_size] =
      co_await bhttp::async_read(connection.stream, connection.buffer, parser, asio::as_tuple(kAwait));
  if (!bad_body) co_return true;
  if (const int status = status_of(bad_body)) co_return co_await refuse(connection, refusal(status));
  co_return false;
}

Awaited<bool> Server::Listener::write(Connection& connection, Reply reply, bool keep_alive, bool to_head) {
  Response response = response_of(std::move(reply), keep_alive, to_head);
  connection.stream.expires_after(settings_.body_deadline);
  auto [failed, count] = co_await bhttp::async_write(connection.stream, response, asio::as_tuple(kAwait));
  if (!failed && keep_alive) co_return true;
  if (!failed) co_await drain(connection);
  co_return false;
}

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

Awaited<bool> Server::Listener::refuse(Connection& connection, Reply reply) {
  connection.idle = false;
  log::info("request_refused", {{"status", reply.status}});
  co_return co_await write(connection, std::move(reply), false, false);
}

// Closing while bytes are still coming in would reset the connection, and with it the answer on its way.
Awaitable Server::Listener::drain(Connection& connection) {
  boost::system::error_code ignored;
  connection.stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  connection.stream.expires_after(kLinger);
  connection.buffer.clear();
  for (std::size_t drained = 0; drained < kDrained;) {
    auto [failed, count] = co_await connection.stream.async_read_some(connection.buffer.prepare(kReadAhead),
                                                                      asio::as_tuple(kAwait));
    if (failed) co_return;
    drained += count;
  }
}

Server::Server(ServerSettings settings, Answer answer, Refuse refuse)
    : listener_(std::make_unique<Listener>(std::move(settings), std::move(answer), std::move(refuse))) {}
Server::~Server() = default;

Result<void> Server::start() {
  return listener_->start();
}
std::uint16_t Server::port() const {
  return listener_->port();
}
void Server::stop() {
  listener_->stop();
}

}  // namespace jium::http
