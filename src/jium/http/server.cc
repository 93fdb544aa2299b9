#include "jium/http/server.h"

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <ctime>
#include <tuple>

#include "jium/base/log.h"
#include "jium/http/asker.h"
#include "jium/http/forms.h"
#include "jium/http/listener.h"
#include "jium/http/problem.h"

namespace jium::http {
namespace {

constexpr std::size_t kReadAhead = std::size_t{16} << 10;
constexpr std::size_t kDrained = std::size_t{4} << 20;
constexpr std::chrono::seconds kLinger{2};

// Nothing that this API gives may be drawn, framed, kept, guessed at or found by a search engine. The TLS is
// a proxy's; without TLS a browser ignores what is said about it (RFC 6797, section 8.1).
// What is for a page says so itself (console_front.cc).
constexpr std::array<std::pair<const char*, const char*>, 10> kKeepIn{
    {{"Content-Security-Policy",
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
      "require-trusted-types-for 'script'"},
     {"Cross-Origin-Opener-Policy", "same-origin"},
     {"Cross-Origin-Embedder-Policy", "require-corp"},
     {"Permissions-Policy",
      "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(), "
      "display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), "
      "magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), "
      "publickey-credentials-create=(), publickey-credentials-get=(), serial=(), usb=(), "
      "xr-spatial-tracking=()"},
     {"Strict-Transport-Security", "max-age=31536000; includeSubDomains"},
     {"X-Content-Type-Options", "nosniff"},
     {"Referrer-Policy", "no-referrer"},
     {"Cross-Origin-Resource-Policy", "same-origin"},
     {"X-Robots-Tag", "noindex"},
     {"Cache-Control", "no-store"}}};

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

// IMF-fixdate (RFC 9110, section 5.6.7).
std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[64];
  return {text, std::strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &utc)};
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
      header.count("Last-Event-ID") > 1 || header.count("Jium-Signer") > 1 ||
      header.count(bhttp::field::cookie) > 1 || header.count(bhttp::field::origin) > 1 ||
      header.count("Sec-Fetch-Site") > 1 || header.count("Jium-Session") > 1 ||
      header.count("Jium-Console") > 1) {
    return problem_reply(
        400,
        "Content-Type, Authorization, Idempotency-Key and the headers of a signature or a browser's session "
        "are given at most once");
  }
  return std::nullopt;
}

bool expects_continue(const Header& header) {
  return beast::iequals(header[bhttp::field::expect], "100-continue");
}

std::optional<Reply> refuse_expectation(const Header& header) {
  if (header.count(bhttp::field::expect) == 0 || expects_continue(header)) return std::nullopt;
  return problem_reply(417, "the only expectation is 100-continue");
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
          .signer = value("Jium-Signer"),
          .cookie = value(bhttp::field::cookie),
          .session_as = value("Jium-Session"),
          .console = value("Jium-Console"),
          .host = value(bhttp::field::host),
          .origin = value(bhttp::field::origin),
          .fetch_site = value("Sec-Fetch-Site"),
          .accept = value(bhttp::field::accept),
          .accept_encoding = value(bhttp::field::accept_encoding),
          .if_none_match = value(bhttp::field::if_none_match)};
}

// All of its lines, in their order (RFC 9110, section 5.3).
std::string forwarded_for(const Header& header) {
  std::string all;
  const auto [begin, end] = header.equal_range("X-Forwarded-For");
  for (auto line = begin; line != end; ++line)
    all += (all.empty() ? "" : ",") + std::string(view(line->value()));
  return all;
}

}  // namespace

Reply busy() {
  return problem_reply(fault(FaultKind::busy, "too much at once: try again in a moment"));
}

Response response_of(Reply reply, bool keep_alive, bool to_head) {
  Response response;
  response.version(11);
  response.result(static_cast<unsigned>(reply.status));
  response.set(bhttp::field::date, http_date());
  if (!reply.content_type.empty()) response.set(bhttp::field::content_type, reply.content_type);
  for (const auto& [name, value] : kKeepIn) response.set(name, value);
  for (const auto& [name, value] : reply.headers) response.set(name, value);
  response.body() = std::move(reply.body);
  response.keep_alive(keep_alive);
  response.prepare_payload();
  if (to_head) response.body().clear();
  return response;
}

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
    std::string text = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n";
    for (const auto& [name, value] : kKeepIn) text += std::string(name) + ": " + value + "\r\n";
    const Reply page = face_ ? face_->refuse(503) : Reply{};
    if (face_) text += "Content-Type: " + page.content_type + "\r\n";
    text +=
        "Content-Length: " + std::to_string(page.body.size()) + "\r\nConnection: close\r\n\r\n" + page.body;
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
  Reply reply;
  if (face_)
    reply = co_await in_pool(face_->answer, page_of(connection, parser));
  else
    reply = co_await in_pool(answer_, raw_of(connection, parser));
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
  raw.asker = asker_of(connection, parser.get());
  return raw;
}

PageRequest Server::Listener::page_of(Connection& connection, Parser& parser) const {
  const Header& header = parser.get();
  const auto value = [&](auto name) { return std::string(view(header[name])); };
  return {.method = std::string(view(header.method_string())),
          .target = std::string(view(header.target())),
          .content_type = value(bhttp::field::content_type),
          .accept_language = value(bhttp::field::accept_language),
          .accept_encoding = value(bhttp::field::accept_encoding),
          .if_none_match = value(bhttp::field::if_none_match),
          .origin = value(bhttp::field::origin),
          .host = value(bhttp::field::host),
          .fetch_site = value("Sec-Fetch-Site"),
          .body = std::move(parser.get().body()),
          .asker = asker_of(connection, header)};
}

std::string Server::Listener::asker_of(Connection& connection, const Header& header) const {
  boost::system::error_code failed;
  const tcp::endpoint peer = connection.stream.socket().remote_endpoint(failed);
  // Whoever is gone already is nobody's asker, and all of them are one.
  return failed ? "gone" : askers_->of(peer.address().to_string(), forwarded_for(header));
}

std::optional<Reply> Server::Listener::refuse_type(const Parser& parser) const {
  const Header& header = parser.get();
  const auto length = parser.content_length();
  const bool has_body = parser.chunked() || (length && *length > 0);
  if (!has_body && header.count(bhttp::field::content_type) == 0) return std::nullopt;
  const std::string_view type = view(header[bhttp::field::content_type]);
  if (face_)
    return face_->takes(type)
               ? std::nullopt
               : std::optional(Reply{.status = 415, .content_type = {}, .body = {}, .headers = {}});
  if (const auto why = refuse_content_type(type)) return problem_reply(415, *why);
  return std::nullopt;
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
  const bool says_who =
      parser.get().count(bhttp::field::authorization) > 0 || parser.get().count(bhttp::field::cookie) > 0;
  if (*length > settings_.large_body_limit || !says_who) return refusal(413);
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
  if (!refused) refused = refuse_expectation(parser.get());
  if (!refused) refused = refuse_type(parser);
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

Awaited<bool> Server::Listener::refuse(Connection& connection, Reply reply) {
  connection.idle = false;
  log::info("request_refused", {{"status", reply.status}});
  if (face_) reply = face_->refuse(reply.status);
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
Server::Server(ServerSettings settings, Face face)
    : listener_(std::make_unique<Listener>(std::move(settings), std::move(face))) {}
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
