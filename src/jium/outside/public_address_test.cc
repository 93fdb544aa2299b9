#include "jium/outside/public_address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "jium/outside/resolve.h"
#include "jium/outside/special_blocks.h"

namespace jium::outside {
namespace {

using V4 = std::array<std::uint8_t, 4>;
using V6 = std::array<std::uint8_t, 16>;

// Written down from the IANA registries a second time and not read from special_blocks.h, so that a row lost
// there is missed here.
constexpr std::array kBlocks4 = {"0.0.0.0/8",       "0.0.0.0/32",        "10.0.0.0/8",     "100.64.0.0/10",
                                 "127.0.0.0/8",     "169.254.0.0/16",    "172.16.0.0/12",  "192.0.0.0/24",
                                 "192.0.0.0/29",    "192.0.0.8/32",      "192.0.0.9/32",   "192.0.0.10/32",
                                 "192.0.0.170/32",  "192.0.0.171/32",    "192.0.2.0/24",   "192.31.196.0/24",
                                 "192.52.193.0/24", "192.88.99.0/24",    "192.168.0.0/16", "192.175.48.0/24",
                                 "198.18.0.0/15",   "198.51.100.0/24",   "203.0.113.0/24", "224.0.0.0/4",
                                 "240.0.0.0/4",     "255.255.255.255/32"};
constexpr std::array kBlocks6 = {"::/128",         "::1/128",           "::/96",
                                 "::ffff:0:0/96",  "::ffff:0:0:0/96",   "64:ff9b::/96",
                                 "64:ff9b:1::/48", "100::/64",          "100:0:0:1::/64",
                                 "2001::/23",      "2001::/32",         "2001:1::1/128",
                                 "2001:1::2/128",  "2001:1::3/128",     "2001:2::/48",
                                 "2001:3::/32",    "2001:4:112::/48",   "2001:10::/28",
                                 "2001:20::/28",   "2001:30::/28",      "2001:db8::/32",
                                 "2002::/16",      "2620:4f:8000::/48", "3ffe::/16",
                                 "3fff::/20",      "5f00::/16",         "fc00::/7",
                                 "fe80::/10",      "fec0::/10",         "ff00::/8"};

template <std::size_t N>
struct Block {
  std::array<std::uint8_t, N> base{};
  unsigned bits = 0;
};

template <std::size_t N>
Block<N> block_of(const std::string& text) {
  Block<N> block;
  const std::size_t slash = text.find('/');
  EXPECT_EQ(inet_pton(N == 4 ? AF_INET : AF_INET6, text.substr(0, slash).c_str(), block.base.data()), 1)
      << text;
  block.bits = static_cast<unsigned>(std::stoul(text.substr(slash + 1)));
  return block;
}

// The block's address whose host bits come from `fill`.
template <std::size_t N>
std::array<std::uint8_t, N> inside(const Block<N>& block, const std::array<std::uint8_t, N>& fill) {
  std::array<std::uint8_t, N> out = block.base;
  for (unsigned bit = block.bits; bit < 8 * N; ++bit) {
    const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
    out[bit / 8] = static_cast<std::uint8_t>((out[bit / 8] & ~mask) | (fill[bit / 8] & mask));
  }
  return out;
}

template <std::size_t N>
std::vector<std::array<std::uint8_t, N>> samples(const Block<N>& block) {
  static std::mt19937 random(20261122);
  std::array<std::uint8_t, N> zeros{}, ones{};
  ones.fill(0xff);
  std::vector out{inside(block, zeros), inside(block, ones)};
  for (int count = 0; count < 8; ++count) {
    std::array<std::uint8_t, N> fill{};
    std::generate(fill.begin(), fill.end(), [] { return static_cast<std::uint8_t>(random()); });
    out.push_back(inside(block, fill));
  }
  return out;
}

std::string text_of_address(const V4& bytes) {
  std::array<char, INET6_ADDRSTRLEN> out{};
  return inet_ntop(AF_INET, bytes.data(), out.data(), out.size());
}
std::string text_of_address(const V6& bytes) {
  std::array<char, INET6_ADDRSTRLEN> out{};
  return inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
}

AddressKind kind_of_text(const std::string& text) {
  const Result<IpAddress> address = IpAddress::parse(text);
  EXPECT_TRUE(address) << text;
  return address->kind();
}

V6 embedded(const char* prefix, const V4& inner, std::size_t at) {
  V6 out{};
  EXPECT_EQ(inet_pton(AF_INET6, prefix, out.data()), 1);
  std::copy(inner.begin(), inner.end(), out.begin() + static_cast<std::ptrdiff_t>(at));
  return out;
}

// Every way to write an IPv4 address inside an IPv6 one.
std::vector<V6> forms_in_ipv6(const V4& inner) {
  V4 inverted = inner;
  for (std::uint8_t& byte : inverted) byte = static_cast<std::uint8_t>(~byte);
  return {embedded("::ffff:0:0", inner, 12),     embedded("::", inner, 12),
          embedded("::ffff:0:0:0", inner, 12),   embedded("64:ff9b::", inner, 12),
          embedded("64:ff9b:1::", inner, 12),    embedded("64:ff9b:1:7f::", inner, 12),
          embedded("2002::", inner, 2),          embedded("2002::1", inner, 2),
          embedded("2001::", inverted, 12),      embedded("2001::", inner, 4),
          embedded("2a02::5efe:0:0", inner, 12), embedded("2a02::200:5efe:0:0", inner, 12),
          embedded("fe80::5efe:0:0", inner, 12)};
}

TEST(PublicAddress, NoAddressOfASpecialIpv4BlockIsGlobal) {
  for (const char* const text : kBlocks4) {
    for (const V4& address : samples(block_of<4>(text))) {
      EXPECT_NE(kind_of_text(text_of_address(address)), AddressKind::global) << text_of_address(address);
    }
  }
}

TEST(PublicAddress, NoAddressOfASpecialIpv6BlockIsGlobal) {
  for (const char* const text : kBlocks6) {
    for (const V6& address : samples(block_of<16>(text))) {
      EXPECT_NE(kind_of_text(text_of_address(address)), AddressKind::global) << text_of_address(address);
    }
  }
}

TEST(PublicAddress, TheDataHoldsEveryBlockOfTheRegistriesAndNamesItsSource) {
  EXPECT_EQ(kSpecialBlocks4.size(), kBlocks4.size());
  EXPECT_EQ(kSpecialBlocks6.size(), kBlocks6.size());
  for (const SpecialBlock4& block : kSpecialBlocks4) {
    const std::string text = text_of_address(block.base) + "/" + std::to_string(block.bits);
    EXPECT_NE(std::find(kBlocks4.begin(), kBlocks4.end(), text), kBlocks4.end()) << text;
    EXPECT_TRUE(block.source.starts_with("RFC ")) << text;
  }
  for (const SpecialBlock6& block : kSpecialBlocks6) {
    V6 base{};
    for (std::size_t group = 0; group < 8; ++group) {
      base[2 * group] = static_cast<std::uint8_t>(block.base[group] >> 8U);
      base[2 * group + 1] = static_cast<std::uint8_t>(block.base[group] & 0xffU);
    }
    const auto same = [&](const char* text) {
      const Block<16> other = block_of<16>(text);
      return other.base == base && other.bits == block.bits;
    };
    EXPECT_TRUE(std::any_of(kBlocks6.begin(), kBlocks6.end(), same)) << block.name;
    EXPECT_TRUE(block.source.starts_with("RFC ")) << block.name;
  }
}

TEST(PublicAddress, AnIpv4AddressInsideAnIpv6OneIsNeverGlobal) {
  std::vector<V4> inner{{8, 8, 8, 8}, {1, 1, 1, 1}, {211, 34, 86, 10}};
  for (const char* const text : kBlocks4) {
    for (const V4& address : samples(block_of<4>(text))) inner.push_back(address);
  }
  int judged = 0;
  for (const V4& address : inner) {
    for (const V6& form : forms_in_ipv6(address)) {
      const std::string text = text_of_address(form);
      if (text == "::1") continue;
      EXPECT_EQ(kind_of_text(text), AddressKind::special) << text;
      ++judged;
    }
  }
  EXPECT_GT(judged, 3000);
}

TEST(PublicAddress, LoopbackIsExactlyTheLoopbackBlocks) {
  for (const char* const text : {"127.0.0.1", "127.0.0.0", "127.255.255.255", "127.8.8.8", "::1"}) {
    EXPECT_EQ(kind_of_text(text), AddressKind::loopback) << text;
  }
  for (const char* const text : {"126.255.255.255", "128.0.0.0"}) {
    EXPECT_EQ(kind_of_text(text), AddressKind::global) << text;
  }
  for (const char* const text :
       {"::ffff:127.0.0.1", "::127.0.0.1", "::2", "0.0.0.0", "::", "64:ff9b::127.0.0.1"}) {
    EXPECT_EQ(kind_of_text(text), AddressKind::special) << text;
  }
}

TEST(PublicAddress, TheNeighboursOfIpv4BlocksAreGlobal) {
  for (const char* const text :
       {"1.0.0.0",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.0",       "169.253.255.255", "169.255.0.0",    "172.15.255.255",
        "172.32.0.0",      "191.255.255.255", "192.0.1.0",       "192.0.1.255",    "192.0.3.0",
        "192.31.195.255",  "192.31.197.0",    "192.52.192.255",  "192.52.194.0",   "192.88.98.255",
        "192.88.100.0",    "192.167.255.255", "192.169.0.0",     "192.175.47.255", "192.175.49.0",
        "198.17.255.255",  "198.20.0.0",      "198.51.99.255",   "198.51.101.0",   "203.0.112.255",
        "203.0.114.0",     "223.255.255.255"}) {
    EXPECT_EQ(kind_of_text(text), AddressKind::global) << text;
  }
}

TEST(PublicAddress, OrdinaryAddressesAreGlobal) {
  for (const char* const text : {"1.1.1.1",
                                 "8.8.8.8",
                                 "9.9.9.9",
                                 "23.185.0.2",
                                 "31.13.82.36",
                                 "45.33.32.156",
                                 "52.95.110.1",
                                 "64.233.160.5",
                                 "91.198.174.192",
                                 "93.184.216.34",
                                 "104.16.132.229",
                                 "110.93.159.1",
                                 "125.209.222.142",
                                 "140.82.112.3",
                                 "151.101.1.69",
                                 "168.126.63.1",
                                 "185.199.108.153",
                                 "198.41.0.4",
                                 "199.7.83.42",
                                 "210.89.160.88",
                                 "211.231.99.17",
                                 "220.95.218.1",
                                 "2001:200::1",
                                 "2001:4860:4860::8888",
                                 "2001:500:88:200::8",
                                 "2400:cb00:2048:1::6810:84e5",
                                 "2404:6800:4004:80a::200e",
                                 "2606:4700:4700::1111",
                                 "2620:fe::fe",
                                 "2620:4f:7fff::1",
                                 "2620:4f:8001::1",
                                 "2800:3f0:4001::1",
                                 "2a00:1450:4001:82a::200e",
                                 "2a04:4e42::81",
                                 "2c0f:fb50:4002::1",
                                 "2001:db7:ffff::1",
                                 "2001:db9::1",
                                 "2003::1",
                                 "3ffd::1",
                                 "2a02::5eff:0:1"}) {
    EXPECT_EQ(kind_of_text(text), AddressKind::global) << text;
  }
}

TEST(PublicAddress, Ipv6OutsideTheGlobalUnicastSpaceIsSpecial) {
  for (const char* const text : {"200::1", "400::1", "1000::1", "1fff::1", "4000::1", "6000::1", "8000::1",
                                 "a000::1", "c000::1", "e000::1", "f000::1", "fb00::1", "fe00::1"}) {
    EXPECT_EQ(kind_of_text(text), AddressKind::special) << text;
  }
}

TEST(PublicAddress, OtherFamiliesAreSpecial) {
  for (const sa_family_t family :
       {static_cast<sa_family_t>(AF_UNIX), static_cast<sa_family_t>(AF_UNSPEC),
        static_cast<sa_family_t>(AF_PACKET), static_cast<sa_family_t>(AF_NETLINK)}) {
    sockaddr_storage storage{};
    storage.ss_family = family;
    EXPECT_EQ(kind_of(reinterpret_cast<const sockaddr&>(storage)), AddressKind::special);
  }
}

}  // namespace
}  // namespace jium::outside
