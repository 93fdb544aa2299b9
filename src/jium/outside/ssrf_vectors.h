// The places that no spelling, name or redirect may lead to, by class. Not used outside of tests.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace jium::outside {

// First, last and one inner address of every block that is not public.
inline const std::vector<std::string> kInner4 = {
    "0.0.0.0",         "0.0.0.1",         "0.255.255.255",   "10.0.0.0",        "10.0.0.1",
    "10.255.255.255",  "100.64.0.0",      "100.100.100.200", "100.127.255.255", "127.0.0.0",
    "127.0.0.1",       "127.0.1.1",       "127.255.255.255", "169.254.0.0",     "169.254.169.254",
    "169.254.170.2",   "169.254.255.255", "172.16.0.0",      "172.17.0.1",      "172.31.255.255",
    "192.0.0.0",       "192.0.0.8",       "192.0.0.9",       "192.0.0.10",      "192.0.0.170",
    "192.0.0.192",     "192.0.0.255",     "192.0.2.0",       "192.0.2.2",       "192.0.2.255",
    "192.31.196.1",    "192.52.193.1",    "192.88.99.1",     "192.168.0.0",     "192.168.1.1",
    "192.168.255.255", "192.175.48.1",    "198.18.0.0",      "198.19.255.255",  "198.51.100.7",
    "203.0.113.7",     "224.0.0.1",       "239.255.255.250", "240.0.0.1",       "255.255.255.254",
    "255.255.255.255"};
inline const std::vector<std::string> kInner6 = {
    "::",         "::1",         "::2",       "100::1",          "100:0:0:1::1", "2001::1",
    "2001:1::1",  "2001:2::1",   "2001:3::1", "2001:4:112::1",   "2001:10::1",   "2001:20::1",
    "2001:30::1", "2001:db8::1", "2002::1",   "2620:4f:8000::1", "3ffe::1",      "3fff::1",
    "5f00::1",    "fc00::1",     "fd00::2",   "fd00:ec2::254",   "fe80::1",      "febf::1",
    "fec0::1",    "ff02::1",     "ffff::1",   "64:ff9b::1",      "64:ff9b:1::1", "4000::1"};

inline std::array<unsigned, 4> numbers_of(const std::string& address) {
  std::array<unsigned, 4> out{};
  EXPECT_EQ(std::sscanf(address.c_str(), "%u.%u.%u.%u", &out[0], &out[1], &out[2], &out[3]), 4);
  return out;
}

inline std::string printed(const char* format, unsigned a, unsigned b = 0, unsigned c = 0, unsigned d = 0) {
  std::array<char, 128> out{};
  std::snprintf(out.data(), out.size(), format, a, b, c, d);
  return out.data();
}

// How one IPv4 address has been written to slip past a check.
inline std::vector<std::string> spellings_of(const std::string& address) {
  const auto [a, b, c, d] = numbers_of(address);
  const unsigned whole = (a << 24U) | (b << 16U) | (c << 8U) | d;
  const unsigned high = (a << 8U) | b, low = (c << 8U) | d;
  std::vector<std::string> hosts = {
      address,
      address + ".",
      printed("%u", whole),
      printed("0x%x", whole),
      printed("0X%08X", whole),
      printed("0%o", whole),
      printed("%u.%u", a, whole & 0xffffffU),
      printed("%u.%u.%u", a, b, low),
      printed("0%o.0%o.0%o.0%o", a, b, c, d),
      printed("0x%x.0x%x.0x%x.0x%x", a, b, c, d),
      printed("0x%x.%u.0%o.%u", a, b, c, d),
      printed("%03u.%03u.%03u.%03u", a, b, c, d),
      printed("%u。%u。%u。%u", a, b, c, d),
      printed("%%3%u.%u.%u.%u", a % 10, b, c, d),
      printed("[::ffff:%u.%u.%u.%u]", a, b, c, d),
      printed("[::ffff:%x:%x]", high, low),
      printed("[0:0:0:0:0:ffff:%x:%x]", high, low),
      printed("[::%u.%u.%u.%u]", a, b, c, d),
      printed("[::ffff:0:%u.%u.%u.%u]", a, b, c, d),
      printed("[64:ff9b::%u.%u.%u.%u]", a, b, c, d),
      printed("[64:ff9b:1::%u.%u.%u.%u]", a, b, c, d),
      printed("[2002:%x:%x::1]", high, low),
      printed("[2001::%x:%x]", high ^ 0xffffU, low ^ 0xffffU),
      printed("[2a02::5efe:%u.%u.%u.%u]", a, b, c, d),
      printed("[2a02::200:5efe:%u.%u.%u.%u]", a, b, c, d),
      "user@" + address,
      "example.com@" + address,
      "example.com\\@" + address,
      "example.com%23@" + address,
      " " + address,
      address + "\t",
  };
  return hosts;
}

inline std::vector<std::string> refused_hosts() {
  std::vector<std::string> hosts;
  for (const std::string& address : kInner4) {
    for (std::string& host : spellings_of(address)) hosts.push_back(std::move(host));
  }
  for (const std::string& address : kInner6) {
    hosts.push_back("[" + address + "]");
    hosts.push_back("[" + address + "%25eth0]");
    hosts.push_back("[" + address + "%1]");
    hosts.push_back(address);
  }
  for (const char* const name : {"localhost",
                                 "LOCALHOST",
                                 "localhost.",
                                 "a.localhost",
                                 "ｌｏｃａｌｈｏｓｔ",
                                 "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
                                 "localhost.localdomain",
                                 "printer.local",
                                 "x.internal",
                                 "metadata.google.internal",
                                 "metadata",
                                 "instance-data",
                                 "router.lan",
                                 "nas.home",
                                 "x.home.arpa",
                                 "x.corp",
                                 "x.intranet",
                                 "x.private",
                                 "x.test",
                                 "x.invalid",
                                 "x.example",
                                 "x.onion",
                                 "x.alt",
                                 "kubernetes",
                                 "consul",
                                 "wpad",
                                 "db"}) {
    hosts.emplace_back(name);
  }
  return hosts;
}

}  // namespace jium::outside
