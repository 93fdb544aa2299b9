#include "jium/outside/private_network.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>

namespace jium::outside {
namespace {

using Bits = std::array<std::uint8_t, 16>;

struct Block {
  int family = AF_INET;
  std::uint8_t first = 0, second = 0;
  unsigned bits = 0;
};
constexpr std::array<Block, 4> kPrivate{
    {{AF_INET, 10, 0, 8}, {AF_INET, 172, 16, 12}, {AF_INET, 192, 168, 16}, {AF_INET6, 0xfc, 0, 7}}};

bool agree(const Bits& one, const Bits& other, unsigned bits) {
  for (unsigned bit = 0; bit < bits; ++bit) {
    const unsigned differ = static_cast<unsigned>(one[bit / 8] ^ other[bit / 8]);
    if (((differ >> (7 - bit % 8)) & 1U) != 0) return false;
  }
  return true;
}

bool is_zero_from(const Bits& address, unsigned bits, unsigned length) {
  for (unsigned bit = bits; bit < length; ++bit)
    if (((static_cast<unsigned>(address[bit / 8]) >> (7 - bit % 8)) & 1U) != 0) return false;
  return true;
}

bool is_private(int family, const Bits& base, unsigned bits) {
  return std::ranges::any_of(kPrivate, [&](const Block& block) {
    return block.family == family && bits >= block.bits &&
           agree(base, {block.first, block.second}, block.bits);
  });
}

Fault wrong() {
  return fault(
      FaultKind::malformed,
      "is a private network and its length: \"10.20.0.0/16\", \"192.168.7.0/24\", \"fd12:3456::/48\"");
}

}  // namespace

Result<PrivateNetwork> PrivateNetwork::parse(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return wrong();
  const std::string address = text.substr(0, slash);
  const std::string_view length = std::string_view(text).substr(slash + 1);
  PrivateNetwork network;
  const bool is_v4 = inet_pton(AF_INET, address.c_str(), network.base_.data()) == 1;
  if (!is_v4 && inet_pton(AF_INET6, address.c_str(), network.base_.data()) != 1) return wrong();
  network.family_ = is_v4 ? AF_INET : AF_INET6;
  const unsigned whole = is_v4 ? 32 : 128;
  const char* const end = length.data() + length.size();
  const auto read = std::from_chars(length.data(), end, network.bits_);
  const bool fits = !length.empty() && read.ec == std::errc{} && read.ptr == end && network.bits_ <= whole;
  if (!fits || !is_zero_from(network.base_, network.bits_, whole)) return wrong();
  if (!is_private(network.family_, network.base_, network.bits_)) return wrong();
  return network;
}

bool PrivateNetwork::has(const sockaddr& address) const {
  if (address.sa_family != family_) return false;
  Bits bytes{};
  if (family_ == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    std::memcpy(bytes.data(), &v4.sin_addr, sizeof v4.sin_addr);
  } else {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    std::memcpy(bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
  }
  return agree(bytes, base_, bits_);
}

std::string PrivateNetwork::text() const {
  std::array<char, INET6_ADDRSTRLEN> name{};
  inet_ntop(family_, base_.data(), name.data(), name.size());
  return std::string(name.data()) + "/" + std::to_string(bits_);
}

bool is_in_one(const std::vector<PrivateNetwork>& networks, const sockaddr& address) {
  return std::ranges::any_of(networks, [&](const PrivateNetwork& one) { return one.has(address); });
}

}  // namespace jium::outside
