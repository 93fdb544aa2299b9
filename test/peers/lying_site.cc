#include "peers/lying_site.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <map>
#include <optional>

#include "jium/base/guarded.h"

namespace jium::peers {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace {

struct Shown {
  Bytes bytes;
  std::string content_type;
};

struct Board {
  std::map<std::string, Shown> shown;
  std::map<std::string, int> looks;
  LyingSite::Mood mood = LyingSite::Mood::open;
};

using Question = http::request<http::empty_body>;
using Answer = http::response<http::vector_body<std::uint8_t>>;

// Nothing when the site keeps silent.
std::optional<Answer> answer_to(Guarded<Board>& guarded, const Question& question) {
  auto board = guarded.lock();
  const std::string path(question.target());
  if (question.method() == http::verb::get) ++board->looks[path];
  if (board->mood == LyingSite::Mood::silent) return std::nullopt;
  Answer answer{http::status::not_found, question.version()};
  const auto at = board->shown.find(path);
  if (board->mood == LyingSite::Mood::unavailable) {
    answer.result(http::status::service_unavailable);
  } else if (at != board->shown.end()) {
    answer.result(http::status::ok);
    answer.set(http::field::content_type, at->second.content_type);
    answer.body() = at->second.bytes;
  }
  answer.keep_alive(question.keep_alive());
  answer.prepare_payload();
  return answer;
}

asio::awaitable<void> serve(tcp::socket socket, Guarded<Board>& board) {
  beast::flat_buffer buffer;
  for (bool more = true; more;) {
    Question question;
    co_await http::async_read(socket, buffer, question, asio::use_awaitable);
    const std::optional<Answer> answer = answer_to(board, question);
    if (!answer) {
      asio::steady_timer never(socket.get_executor(), asio::steady_timer::time_point::max());
      co_await never.async_wait(asio::use_awaitable);
      co_return;
    }
    co_await http::async_write(socket, *answer, asio::use_awaitable);
    more = answer->keep_alive();
  }
}

asio::awaitable<void> welcome(tcp::acceptor& acceptor, Guarded<Board>& board) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), board), asio::detached);
  }
}

}  // namespace

struct LyingSite::Wall {
  Guarded<Board> board;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
};

LyingSite::LyingSite() : wall_(std::make_unique<Wall>()) {}

Result<std::unique_ptr<LyingSite>> LyingSite::open(const std::string& host, std::uint16_t port) {
  std::unique_ptr<LyingSite> site(new LyingSite);
  Wall& wall = *site->wall_;
  try {
    const tcp::endpoint place(asio::ip::make_address(host), port);
    wall.acceptor.open(place.protocol());
    wall.acceptor.set_option(tcp::acceptor::reuse_address(true));
    wall.acceptor.bind(place);
    wall.acceptor.listen();
    site->port_ = wall.acceptor.local_endpoint().port();
  } catch (const boost::system::system_error&) {
    return fault(FaultKind::outside, "the test's web site found no port on loopback");
  }
  site->host_ = host;
  asio::co_spawn(wall.io, welcome(wall.acceptor, wall.board), asio::detached);
  site->thread_ = std::thread([&wall] { wall.io.run(); });
  return site;
}

LyingSite::~LyingSite() {
  wall_->io.stop();
  if (thread_.joinable()) thread_.join();
}

void LyingSite::put(const std::string& path, Bytes bytes, const std::string& content_type) {
  wall_->board.lock()->shown[path] = {std::move(bytes), content_type};
}

void LyingSite::remove(const std::string& path) {
  wall_->board.lock()->shown.erase(path);
}

void LyingSite::set_mood(Mood mood) {
  wall_->board.lock()->mood = mood;
}

int LyingSite::looks(const std::string& path) const {
  auto board = wall_->board.lock();
  const auto at = board->looks.find(path);
  return at == board->looks.end() ? 0 : at->second;
}

std::string LyingSite::address_of(const std::string& path) const {
  return "http://" + host_ + ":" + std::to_string(port_) + path;
}

}  // namespace jium::peers
