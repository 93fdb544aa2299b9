#include "peers/hook_receiver.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "jium/base/guarded.h"

namespace jium::peers {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace {

struct Inbox {
  std::vector<ReceivedHook> received;
  int calls = 0;
  unsigned status = 200;
};

std::string text_of(beast::string_view text) {
  return {text.data(), text.size()};
}

asio::awaitable<void> serve(tcp::socket socket, Guarded<Inbox>& inbox) {
  beast::flat_buffer buffer;
  http::request<http::string_body> posted;
  co_await http::async_read(socket, buffer, posted, asio::use_awaitable);
  http::response<http::string_body> answer{http::status::ok, posted.version()};
  {
    auto held = inbox.lock();
    ++held->calls;
    answer.result(held->status);
    if (held->status < 300)
      held->received.push_back({text_of(posted.target()), posted.body(), text_of(posted["Content-Digest"]),
                                text_of(posted["Signature-Input"]), text_of(posted["Signature"])});
  }
  answer.keep_alive(false);
  answer.prepare_payload();
  co_await http::async_write(socket, answer, asio::use_awaitable);
}

asio::awaitable<void> welcome(tcp::acceptor& acceptor, Guarded<Inbox>& inbox) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), inbox), asio::detached);
  }
}

}  // namespace

struct HookReceiver::Desk {
  Guarded<Inbox> inbox;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
};

HookReceiver::HookReceiver() : desk_(std::make_unique<Desk>()) {}

Result<std::unique_ptr<HookReceiver>> HookReceiver::open() {
  std::unique_ptr<HookReceiver> receiver(new HookReceiver);
  Desk& desk = *receiver->desk_;
  try {
    const tcp::endpoint place(asio::ip::make_address("127.0.0.1"), 0);
    desk.acceptor.open(place.protocol());
    desk.acceptor.bind(place);
    desk.acceptor.listen();
    receiver->port_ = desk.acceptor.local_endpoint().port();
  } catch (const boost::system::system_error&) {
    return fault(FaultKind::outside, "the test's receiver of webhooks found no port on loopback");
  }
  asio::co_spawn(desk.io, welcome(desk.acceptor, desk.inbox), asio::detached);
  receiver->thread_ = std::thread([&desk] { desk.io.run(); });
  return receiver;
}

HookReceiver::~HookReceiver() {
  desk_->io.stop();
  if (thread_.joinable()) thread_.join();
}

void HookReceiver::answer_with(unsigned status) {
  desk_->inbox.lock()->status = status;
}

std::vector<ReceivedHook> HookReceiver::received() const {
  return desk_->inbox.lock()->received;
}

int HookReceiver::calls() const {
  return desk_->inbox.lock()->calls;
}

std::string HookReceiver::address_of(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

}  // namespace jium::peers
