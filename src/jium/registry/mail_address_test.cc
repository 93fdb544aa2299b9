#include "jium/registry/mail_address.h"

#include <gtest/gtest.h>

#include <string>

namespace jium::registry {
namespace {

TEST(MailAddress, OrdinaryOnesAreTaken) {
  for (const char* good :
       {"a@b", "abuse@site.example", "first.last+tag@sub-domain.example", "o'neil@xn--3e0b707e.kr"}) {
    EXPECT_TRUE(is_mail_address(good)) << good;
  }
  EXPECT_TRUE(is_mail_address(std::string(64, 'a') + "@b"));
}

TEST(MailAddress, WhateverCouldBeReadTwoWaysIsRefused) {
  for (const char* bad : {"",
                          "@",
                          "a@",
                          "@b",
                          "a",
                          "a@b@c",
                          "a b@c",
                          "a@b c",
                          "<a@b>",
                          "a@b,c@d",
                          "\"a\"@b",
                          "a@[127.0.0.1]",
                          ".a@b",
                          "a.@b",
                          "a..b@c",
                          "a@b..c",
                          "a@.b",
                          "a@b.",
                          "a@b\r\nBcc: c@d",
                          "\xec\x8b\xa0@b",
                          "a@\xed\x95\x9c.kr"}) {
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  }
  EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@b"));
  EXPECT_FALSE(is_mail_address("a@" + std::string(253, 'b')));
}

TEST(MailName, IsOneShortLineThatNobodyDecodes) {
  EXPECT_TRUE(is_mail_name("\xec\x9d\xb8\xec\xb2\x9c"));
  std::string longest;
  for (int i = 0; i < 120; ++i) longest += "\xec\x9d\xb8";
  EXPECT_TRUE(is_mail_name(longest));
  for (const std::string& bad :
       {std::string(), longest + "x", std::string("a\nb"), std::string("=?utf-8?q?x?=")})
    EXPECT_FALSE(is_mail_name(bad)) << bad;
}

}  // namespace
}  // namespace jium::registry
