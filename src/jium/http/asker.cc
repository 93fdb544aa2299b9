#include "jium/http/asker.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <optional>

namespace jium::http {
namespace {

namespace ip = boost::asio::ip;

constexpr std::size_t kIpv4Bytes = 4;
constexpr std::size_t kNetworkBytes = 8;  // of an IPv6 address (RFC 4291, section 2.5.4)
constexpr std::size_t kLongestAddress = 64;

template <class Bytes>
std::string text_of_bytes(const Bytes& bytes) {
  return {bytes.begin(), bytes.end()};
}

// Four bytes or sixteen. An IPv4 address that is written as an IPv6 one is an IPv4 address.
std::optional<std::string> bytes_of_address(std::string_view text) {
  if (text.empty() || text.size() > kLongestAddress) return std::nullopt;
  boost::system::error_code failed;
  const ip::address address = ip::make_address(std::string(text), failed);
  if (failed) return std::nullopt;
  if (address.is_v4()) return text_of_bytes(address.to_v4().to_bytes());
  if (address.to_v6().is_v4_mapped())
    return text_of_bytes(ip::make_address_v4(ip::v4_mapped, address.to_v6()).to_bytes());
  return text_of_bytes(address.to_v6().to_bytes());
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Of the list, the last; the list loses it.
std::string_view take_last(std::string_view& list) {
  const auto comma = list.rfind(',');
  const std::string_view last = comma == std::string_view::npos ? list : list.substr(comma + 1);
  list = comma == std::string_view::npos ? std::string_view() : list.substr(0, comma);
  return trimmed(last);
}

std::string without_host(std::string address) {
  if (address.size() > kIpv4Bytes) address.resize(kNetworkBytes);
  return address;
}

}  // namespace

Result<Askers> Askers::behind(const std::vector<std::string>& proxies) {
  std::vector<std::string> known;
  for (const std::string& one : proxies) {
    auto bytes = bytes_of_address(one);
    if (!bytes) return fault(FaultKind::malformed, "a proxy is named by its IP address: \"10.0.0.5\"");
    known.push_back(*std::move(bytes));
  }
  return Askers(std::move(known));
}

bool Askers::is_proxy(const std::string& address) const {
  return std::ranges::find(proxies_, address) != proxies_.end();
}

std::string Askers::of(std::string_view peer, std::string_view forwarded_for) const {
  auto nearest = bytes_of_address(peer);
  if (!nearest) return {};
  // Something that is no address was written by nobody who is believed: whoever handed it on stands for it.
  while (is_proxy(*nearest) && !forwarded_for.empty()) {
    auto before = bytes_of_address(take_last(forwarded_for));
    if (!before) break;
    nearest = std::move(before);
  }
  return without_host(*std::move(nearest));
}

}  // namespace jium::http
