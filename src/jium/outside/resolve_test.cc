#include "jium/outside/resolve.h"

#include <gtest/gtest.h>
#include <netinet/in.h>

#include <string>

namespace jium::outside {
namespace {

TEST(IpAddress, TheTextOfAnAddressIsItsShortestForm) {
  EXPECT_EQ(IpAddress::parse("8.8.8.8")->text(), "8.8.8.8");
  EXPECT_EQ(IpAddress::parse("2606:4700:0:0:0:0:0:1111")->text(), "2606:4700::1111");
  EXPECT_EQ(IpAddress::parse("::FFFF:8.8.8.8")->text(), "::ffff:8.8.8.8");
}

TEST(IpAddress, WhatIsNotAnAddressIsMalformed) {
  for (const char* const text : {"", "127.1", "0x7f.0.0.1", "0177.0.0.1", "1.2.3.4.5", "[::1]", "::1%lo",
                                 "localhost", "8.8.8.8 ", "8.8.8.8:80"}) {
    EXPECT_FALSE(IpAddress::parse(text)) << text;
  }
}

TEST(IpAddress, OtherFamiliesAreMalformed) {
  sockaddr_storage storage{};
  storage.ss_family = AF_UNIX;
  EXPECT_FALSE(IpAddress::from(reinterpret_cast<const sockaddr&>(storage)));
}

// Names that the resolver refuses by itself: no question leaves this machine.
TEST(SystemResolver, ANameThatDnsCannotHoldIsOutside) {
  const auto resolver = make_system_resolver();
  for (const std::string& host : {std::string(64, 'a') + ".example", std::string("a..example")}) {
    const auto answer = resolver->resolve(host, std::chrono::seconds{5});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.fault().kind, FaultKind::outside) << answer.fault().what;
  }
}

}  // namespace
}  // namespace jium::outside
