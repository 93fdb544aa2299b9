#include "jium/removal/operator.h"

#include <gtest/gtest.h>

namespace jium::removal {
namespace {

SiteOperator abuse_desk() {
  SiteOperator site_operator;
  site_operator.name = "Example Hosting";
  site_operator.mail = "abuse@site.example";
  site_operator.jurisdiction = "US";
  return site_operator;
}

TEST(SiteOperator, HasANameOneMailAddressAndAJurisdiction) {
  EXPECT_TRUE(check(abuse_desk()).has_value());
}

TEST(SiteOperator, ANameIsOneLine) {
  for (const std::string& name : {std::string(), std::string(121, 'a'), std::string("a\nb")}) {
    SiteOperator wrong = abuse_desk();
    wrong.name = name;
    EXPECT_EQ(check(wrong).fault().kind, FaultKind::malformed) << name;
  }
}

TEST(SiteOperator, WhatIsNotOneMailAddressIsMalformed) {
  for (const char* mail :
       {"", "abuse", "@site.example", "abuse@", "a@b.example,c@d.example", "a@b.example;c@d.example",
        "Abuse <abuse@site.example>", "\"a\"@b.example", "a b@c.example", "a@b.example\nBcc: c@d.example"}) {
    SiteOperator wrong = abuse_desk();
    wrong.mail = mail;
    EXPECT_EQ(check(wrong).fault().kind, FaultKind::malformed) << mail;
  }
}

TEST(SiteOperator, AJurisdictionIsTwoCapitalLettersOrUnknown) {
  for (const char* known : {"KR", "EU", "*"}) EXPECT_TRUE(is_jurisdiction(known)) << known;
  for (const char* wrong : {"", "kr", "KOR", "K", "**", "K1"}) {
    SiteOperator lost = abuse_desk();
    lost.jurisdiction = wrong;
    EXPECT_EQ(check(lost).fault().kind, FaultKind::malformed) << wrong;
  }
}

}  // namespace
}  // namespace jium::removal
