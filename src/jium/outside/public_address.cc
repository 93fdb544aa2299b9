#include "jium/outside/public_address.h"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "jium/outside/special_blocks.h"

namespace jium::outside {
namespace {

template <std::size_t N>
bool shares_prefix(const std::array<std::uint8_t, N>& one, const std::array<std::uint8_t, N>& other,
                   unsigned bits) {
  const std::size_t whole = bits / 8;
  if (!std::equal(one.begin(), one.begin() + whole, other.begin())) return false;
  const unsigned rest = bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff00U >> rest);
  return (one[whole] & mask) == (other[whole] & mask);
}

constexpr std::array<std::uint8_t, 16> bytes_of_groups(const std::array<std::uint16_t, 8>& groups) {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t group = 0; group < groups.size(); ++group) {
    bytes[2 * group] = static_cast<std::uint8_t>(groups[group] >> 8U);
    bytes[2 * group + 1] = static_cast<std::uint8_t>(groups[group] & 0xffU);
  }
  return bytes;
}

// The interface identifier of an ISATAP address (RFC 5214, 6.1): 0000:5efe or 0200:5efe before the IPv4
// address.
bool is_isatap(const std::array<std::uint8_t, 16>& address) {
  return (address[8] & 0xfdU) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == 0xfe;
}

AddressKind kind_of_ipv4(const sockaddr_in& socket) {
  std::array<std::uint8_t, 4> address{};
  std::memcpy(address.data(), &socket.sin_addr, address.size());
  if (address[0] == 127) return AddressKind::loopback;
  const bool special =
      std::any_of(kSpecialBlocks4.begin(), kSpecialBlocks4.end(),
                  [&](const SpecialBlock4& block) { return shares_prefix(address, block.base, block.bits); });
  return special ? AddressKind::special : AddressKind::global;
}

AddressKind kind_of_ipv6(const sockaddr_in6& socket) {
  std::array<std::uint8_t, 16> address{};
  std::memcpy(address.data(), &socket.sin6_addr, address.size());
  if (IN6_IS_ADDR_LOOPBACK(&socket.sin6_addr)) return AddressKind::loopback;
  const bool global_unicast = (address[0] & 0xe0U) == 0x20;  // 2000::/3
  if (!global_unicast || is_isatap(address)) return AddressKind::special;
  const bool special =
      std::any_of(kSpecialBlocks6.begin(), kSpecialBlocks6.end(), [&](const SpecialBlock6& block) {
        return shares_prefix(address, bytes_of_groups(block.base), block.bits);
      });
  return special ? AddressKind::special : AddressKind::global;
}

}  // namespace

AddressKind kind_of(const sockaddr& address) {
  // Copied, because the caller's storage need not be aligned for the wider type.
  if (address.sa_family == AF_INET) {
    sockaddr_in socket{};
    std::memcpy(&socket, &address, sizeof socket);
    return kind_of_ipv4(socket);
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 socket{};
    std::memcpy(&socket, &address, sizeof socket);
    return kind_of_ipv6(socket);
  }
  return AddressKind::special;
}

}  // namespace jium::outside
