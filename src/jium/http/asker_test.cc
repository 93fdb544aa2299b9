#include "jium/http/asker.h"

#include <gtest/gtest.h>

namespace jium::http {
namespace {

using namespace std::string_literals;

std::string v4(unsigned char a, unsigned char b, unsigned char c, unsigned char d) {
  return {static_cast<char>(a), static_cast<char>(b), static_cast<char>(c), static_cast<char>(d)};
}

const Askers kDirect = Askers::behind({}).value();
const Askers kBehind = Askers::behind({"127.0.0.1", "::1", "10.0.0.5"}).value();

TEST(AnAsker, IsThePeerAndNotWhatItWritesWhenItIsNoProxy) {
  EXPECT_EQ(kDirect.of("192.0.2.7", ""), v4(192, 0, 2, 7));
  EXPECT_EQ(kDirect.of("127.0.0.1", "198.51.100.1"), v4(127, 0, 0, 1));
  EXPECT_EQ(kBehind.of("192.0.2.7", "198.51.100.1"), v4(192, 0, 2, 7));
}

TEST(AnAsker, IsWhomAProxyNamesLast) {
  EXPECT_EQ(kBehind.of("127.0.0.1", "198.51.100.1"), v4(198, 51, 100, 1));
  EXPECT_EQ(kBehind.of("::1", " 203.0.113.9 ,\t198.51.100.1 "), v4(198, 51, 100, 1))
      << "what the caller wrote himself stands before";
  EXPECT_EQ(kBehind.of("::ffff:127.0.0.1", "198.51.100.1"), v4(198, 51, 100, 1));
}

TEST(AnAsker, IsWhomTheFirstOfSeveralProxiesNames) {
  EXPECT_EQ(kBehind.of("127.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.5"), v4(198, 51, 100, 1));
  EXPECT_EQ(kBehind.of("127.0.0.1", "10.0.0.5, 127.0.0.1"), v4(10, 0, 0, 5)) << "the chain begins at a proxy";
}

TEST(AnAsker, IsTheProxyThatHandsOnNoAddress) {
  for (const char* words :
       {"", " ", ",", "unknown", "198.51.100.1:8080", "203.0.113.9, _hidden", "1.2.3", "[2001:db8::1]"}) {
    EXPECT_EQ(kBehind.of("127.0.0.1", words), v4(127, 0, 0, 1)) << words;
  }
  EXPECT_EQ(kBehind.of("127.0.0.1", std::string(65, '1')), v4(127, 0, 0, 1));
}

TEST(AnAsker, IsAllOfOneIpv6Network) {
  const std::string network = kDirect.of("2001:db8:0:7::1", "");
  EXPECT_EQ(network, "\x20\x01\x0d\xb8\x00\x00\x00\x07"s);
  EXPECT_EQ(kDirect.of("2001:db8:0:7:ffff:ffff:ffff:fffe", ""), network);
  EXPECT_NE(kDirect.of("2001:db8:0:8::1", ""), network);
  EXPECT_EQ(kDirect.of("fe80::1%1", ""), kDirect.of("fe80::2", ""));
  EXPECT_EQ(kBehind.of("::2", "198.51.100.1").size(), 8U) << "the network of a proxy is no proxy";
}

TEST(AnAsker, IsNobodyWithoutAPeer) {
  EXPECT_EQ(kBehind.of("", "198.51.100.1"), "");
}

TEST(AnAsker, IsBehindProxiesThatAreAddresses) {
  for (const char* wrong : {"", "proxy.example", "10.0.0.0/8", "127.0.0.1:80"})
    EXPECT_FALSE(Askers::behind({wrong})) << wrong;
}

}  // namespace
}  // namespace jium::http
