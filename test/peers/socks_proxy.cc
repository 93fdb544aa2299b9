#include "peers/socks_proxy.h"

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <map>
#include <utility>

#include "jium/base/guarded.h"

namespace jium::peers {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

struct Leads {
  std::map<std::string, tcp::endpoint> elsewhere;
  int connections = 0;
};

using Shared = std::shared_ptr<tcp::socket>;

asio::awaitable<void> carry(Shared from, Shared to) {
  std::array<char, 16384> part{};
  boost::system::error_code failed;
  for (;;) {
    const std::size_t got =
        co_await from->async_read_some(asio::buffer(part), asio::redirect_error(asio::use_awaitable, failed));
    if (failed) break;
    co_await asio::async_write(*to, asio::buffer(part, got),
                               asio::redirect_error(asio::use_awaitable, failed));
    if (failed) break;
  }
  to->shutdown(tcp::socket::shutdown_send, failed);
}

// Addresses in numbers alone: the tests' sites have no names.
asio::awaitable<void> serve(tcp::socket accepted, Guarded<Leads>& leads) {
  const auto line = std::make_shared<tcp::socket>(std::move(accepted));
  std::array<std::uint8_t, 3> greeting{};
  co_await asio::async_read(*line, asio::buffer(greeting, 2), asio::use_awaitable);
  std::array<std::uint8_t, 255> methods{};
  co_await asio::async_read(*line, asio::buffer(methods, greeting[1]), asio::use_awaitable);
  const std::array<std::uint8_t, 2> no_sign_in{5, 0};
  co_await asio::async_write(*line, asio::buffer(no_sign_in), asio::use_awaitable);
  std::array<std::uint8_t, 10> wish{};
  co_await asio::async_read(*line, asio::buffer(wish), asio::use_awaitable);
  if (wish[3] != 1) co_return;
  const asio::ip::address_v4 address({wish[4], wish[5], wish[6], wish[7]});
  tcp::endpoint place(address, static_cast<std::uint16_t>(wish[8] << 8U | wish[9]));
  {
    auto known = leads.lock();
    ++known->connections;
    const auto at = known->elsewhere.find(address.to_string() + ":" + std::to_string(place.port()));
    if (at != known->elsewhere.end()) place = at->second;
  }
  const auto site = std::make_shared<tcp::socket>(line->get_executor());
  co_await site->async_connect(place, asio::use_awaitable);
  const std::array<std::uint8_t, 10> granted{5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  co_await asio::async_write(*line, asio::buffer(granted), asio::use_awaitable);
  asio::co_spawn(line->get_executor(), carry(line, site), asio::detached);
  co_await carry(site, line);
}

asio::awaitable<void> welcome(tcp::acceptor& acceptor, Guarded<Leads>& leads) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), leads),
                   [](const std::exception_ptr&) {});  // whoever hangs up early hangs up
  }
}

}  // namespace

struct SocksProxy::Office {
  Guarded<Leads> leads;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
};

SocksProxy::SocksProxy() : office_(std::make_unique<Office>()) {}

Result<std::unique_ptr<SocksProxy>> SocksProxy::open() {
  std::unique_ptr<SocksProxy> proxy(new SocksProxy);
  Office& office = *proxy->office_;
  try {
    office.acceptor = tcp::acceptor(office.io, tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0));
    proxy->port_ = office.acceptor.local_endpoint().port();
  } catch (const boost::system::system_error&) {
    return fault(FaultKind::outside, "the test's proxy found no port on loopback");
  }
  asio::co_spawn(office.io, welcome(office.acceptor, office.leads), asio::detached);
  proxy->thread_ = std::thread([&office] { office.io.run(); });
  return proxy;
}

SocksProxy::~SocksProxy() {
  office_->io.stop();
  if (thread_.joinable()) thread_.join();
}

void SocksProxy::lead(const std::string& from, const std::string& host, std::uint16_t port) {
  office_->leads.lock()->elsewhere[from] = tcp::endpoint(asio::ip::make_address(host), port);
}

int SocksProxy::connections() const {
  return office_->leads.lock()->connections;
}

}  // namespace jium::peers
