#include "jium/removal/operator.h"

#include <gtest/gtest.h>

#include <set>

namespace jium::removal {
namespace {

SiteOperator abuse_desk() {
  SiteOperator site_operator;
  site_operator.name = "Example Hosting";
  site_operator.mail = "abuse@site.example";
  site_operator.jurisdiction = "US";
  settle_channels(site_operator);
  return site_operator;
}

Channel form(const std::string& address = "https://site.example/report") {
  return {ChannelKind::web_form, Secret(address), Language::en};
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
    wrong.channels.clear();
    settle_channels(wrong);
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

TEST(SiteOperator, AMailAddressAloneIsItsFirstChannelInItsLanguage) {
  SiteOperator korean;
  korean.name = "Board";
  korean.mail = "abuse@board.example";
  korean.language = Language::ko;
  korean.jurisdiction = "KR";
  korean.channels = {form()};
  settle_channels(korean);
  ASSERT_EQ(korean.channels.size(), 2U);
  EXPECT_EQ(korean.channels[0],
            (Channel{ChannelKind::mail, Secret<std::string>("abuse@board.example"), Language::ko}));
  EXPECT_EQ(korean.channels[1], form());
  settle_channels(korean);
  EXPECT_EQ(korean.channels.size(), 2U) << "settling twice changes nothing";
}

TEST(SiteOperator, TheFirstMailChannelIsTheMailAddress) {
  SiteOperator moved = abuse_desk();
  moved.channels = {form(), {ChannelKind::mail, Secret<std::string>("new@site.example"), Language::en}};
  settle_channels(moved);
  EXPECT_EQ(moved.mail, "new@site.example");
  EXPECT_EQ(moved.channels.size(), 2U);
}

TEST(SiteOperator, MayBeReachedByAFormAlone) {
  SiteOperator by_form = abuse_desk();
  by_form.mail.clear();
  by_form.channels = {form()};
  settle_channels(by_form);
  EXPECT_TRUE(check(by_form).has_value());
  EXPECT_TRUE(by_form.mail.empty());
  EXPECT_EQ(channel_of(by_form, ChannelKind::mail), nullptr);
  EXPECT_EQ(channel_of(by_form, ChannelKind::web_form)->address.reveal(), "https://site.example/report");
}

TEST(SiteOperator, HasOneToEightChannelsEachOfItsForm) {
  SiteOperator none = abuse_desk();
  none.channels.clear();
  EXPECT_EQ(check(none).fault().kind, FaultKind::malformed);
  SiteOperator many = abuse_desk();
  for (int i = 0; i < 7; ++i) many.channels.push_back(form("https://site.example/" + std::to_string(i)));
  EXPECT_TRUE(check(many).has_value());
  many.channels.push_back(form());
  EXPECT_EQ(check(many).fault().kind, FaultKind::malformed);
  for (const char* address : {"site.example", "ftp://site.example/", "mailto:abuse@site.example", ""}) {
    SiteOperator wrong = abuse_desk();
    wrong.channels.push_back(form(address));
    EXPECT_EQ(check(wrong).fault().kind, FaultKind::malformed) << address;
  }
  SiteOperator twice = abuse_desk();
  twice.channels.push_back(form());
  twice.channels.push_back(form());
  EXPECT_EQ(check(twice).fault().kind, FaultKind::malformed);
}

TEST(Site, EveryPartyHasAPlaceOfItsOwn) {
  Site site;
  std::set<OperatorId> seen;
  for (const Party party : {Party::site_operator, Party::owner, Party::host, Party::cdn, Party::registrar}) {
    EXPECT_FALSE(party_of(site, party));
    party_of(site, party) = OperatorId::random();
    EXPECT_TRUE(seen.insert(*party_of(site, party)).second) << to_text(party);
  }
  EXPECT_EQ(seen,
            (std::set<OperatorId>{*site.site_operator, *site.owner, *site.host, *site.cdn, *site.registrar}));
}

TEST(Site, IsNotSettledWhileAChangeOfHostWaits) {
  Site site;
  EXPECT_TRUE(is_settled(site));
  site.host_changed_at = Instant{};
  EXPECT_FALSE(is_settled(site));
}

}  // namespace
}  // namespace jium::removal
