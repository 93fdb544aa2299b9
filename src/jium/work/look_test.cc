#include "jium/work/look.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "jium/fingerprint/fake_fingerprinter.h"

namespace jium::work {
namespace {

using namespace std::chrono_literals;
using registry::Fetched;
using registry::WebAddress;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kPlace = "https://site.example/v/1";

// A web of pages and pictures. A picture's bytes are a control character and its name, and its only
// fingerprint is made of them.
class Look : public testing::Test {
 protected:
  Look() {
    fetcher.answer = [this](const WebAddress& address) -> Result<Fetched> {
      const std::string text = address.canonical().reveal();
      asked.push_back(text);
      const auto at = web.find(text);
      if (at == web.end()) return answer(404, "<title>404</title>", address);
      if (at->second.empty()) return fault(FaultKind::outside, "no answer");
      return answer(statuses.contains(text) ? statuses[text] : 200, at->second, address);
    };
    fingerprinter.bytes_answer = [](ByteView bytes) -> Result<fingerprint::FileFingerprints> {
      if (text_of(bytes).find("broken") != std::string_view::npos)
        return fault(FaultKind::malformed, "not a picture");
      fingerprint::FileFingerprints made;
      Bytes value(32, 0);
      value[0] = bytes.back();
      made.fingerprints.push_back(
          *fingerprint::Fingerprint::make(fingerprint::Algorithm::sha256, value, 100));
      return made;
    };
  }

  Result<Fetched> answer(int status, const std::string& body, const WebAddress& address) const {
    Fetched fetched;
    fetched.evidence.status = status;
    fetched.evidence.body_bytes = body.size();
    fetched.body.assign(body.begin(), body.end());
    fetched.place = address;
    fetched.retry_after = retry_after;
    return fetched;
  }

  static std::string picture(const std::string& name) { return std::string("\x01", 1) + name; }

  desk::Look look(LookLimits limits = {}) {
    const registry::Vantage plain{"plain", &fetcher};
    return look_at(plain, fingerprinter, *WebAddress::parse(kPlace), turns, limits, &host_asked);
  }

  std::map<std::string, std::string> web;
  std::map<std::string, int> statuses;
  std::vector<std::string> asked;
  std::optional<Duration> retry_after, host_asked;
  registry::FakeFetcher fetcher;
  fingerprint::FakeFingerprinter fingerprinter;
  FreeTurns turns;
};

TEST_F(Look, APictureIsFingerprinted) {
  web[kPlace] = picture("a");
  const auto seen = look();
  EXPECT_EQ(seen.fingerprints.size(), 1U);
  EXPECT_FALSE(seen.page);
  EXPECT_THAT(asked, ElementsAre(kPlace));
}

TEST_F(Look, APagesOwnMediaAreFetchedAndNothingElse) {
  web[kPlace] =
      "<base href='/m/'><img src=a.jpg><img src='https://cdn.example/b.jpg'><a href='/other'>x</a>"
      "<a href=c.jpg>c</a><form action=/post method=post></form><iframe src=/frame></iframe>"
      "<script src=/s.js></script><link rel=stylesheet href=/s.css><meta http-equiv=refresh "
      "content='0;url=/r'>";
  web["https://site.example/m/a.jpg"] = picture("a");
  web["https://cdn.example/b.jpg"] = picture("b");
  const auto seen = look();
  ASSERT_TRUE(seen.page);
  EXPECT_THAT(asked, ElementsAre(kPlace, "https://site.example/m/a.jpg", "https://cdn.example/b.jpg"));
  ASSERT_EQ(seen.page->media.size(), 2U);
  EXPECT_EQ(seen.page->media[1].fingerprints.front().value()[0], 'b');
  EXPECT_TRUE(seen.page->frames_or_players);
  EXPECT_TRUE(seen.page->scripts);
  EXPECT_FALSE(seen.page->left_out);
  EXPECT_THAT(turns.taken, ElementsAre("cdn.example")) << "the place's own host is the worker's turn";
  EXPECT_THAT(turns.given_back, ElementsAre("cdn.example"));
}

TEST_F(Look, APageWithAnErrorStatusIsLookedAtToo) {
  web[kPlace] = "<h1>404 Not Found</h1><img src=/a.jpg>";
  statuses[kPlace] = 404;
  web["https://site.example/a.jpg"] = picture("a");
  const auto seen = look();
  ASSERT_TRUE(seen.page);
  EXPECT_TRUE(seen.page->says_not_found);
  EXPECT_EQ(seen.page->media.size(), 1U);
}

TEST_F(Look, WhatCannotBeFetchedOrReadIsNotCompared) {
  web[kPlace] = "<img src=/broken.jpg><img src=/silent.jpg><img src=/absent.jpg><img src=/dot.gif>";
  web["https://site.example/broken.jpg"] = picture(std::string(300, 'x') + "broken");
  web["https://site.example/silent.jpg"] = "";
  web["https://site.example/dot.gif"] = picture("broken");
  const auto seen = look();
  ASSERT_EQ(seen.page->media.size(), 4U);
  EXPECT_TRUE(seen.page->media[0].fingerprints.empty() && !seen.page->media[0].shows_nothing);
  EXPECT_TRUE(seen.page->media[1].fingerprints.empty() && !seen.page->media[1].shows_nothing);
  EXPECT_TRUE(seen.page->media[2].shows_nothing) << "404: not there";
  EXPECT_TRUE(seen.page->media[3].shows_nothing) << "a dot";
}

TEST_F(Look, LimitsLeaveOutAndSaySo) {
  for (int i = 0; i < 10; ++i) {
    web[kPlace] += "<img src=/" + std::to_string(i) + ".jpg>";
    web["https://site.example/" + std::to_string(i) + ".jpg"] = picture("a");
  }
  LookLimits limits;
  limits.page_media = 3;
  EXPECT_TRUE(look(limits).page->left_out);
  EXPECT_EQ(asked.size(), 4U);
  limits.page_media = 10;
  EXPECT_FALSE(look(limits).page->left_out);
  limits.page_bytes = 5;
  EXPECT_TRUE(look(limits).page->left_out);
}

TEST_F(Look, AnotherHostWhoseTurnDoesNotComeIsLeftOut) {
  web[kPlace] = "<img src='https://cdn.example/b.jpg'>";
  web["https://cdn.example/b.jpg"] = picture("b");
  turns.answer = [&](const std::string&) { return std::optional(turns.at + 1h); };
  EXPECT_TRUE(look().page->left_out);
  EXPECT_THAT(asked, ElementsAre(kPlace));
  int times = 0;
  turns.answer = [&](const std::string&) -> std::optional<Instant> {
    return ++times < 3 ? std::optional(turns.at + 2s) : std::nullopt;
  };
  EXPECT_FALSE(look().page->left_out) << "a short wait is waited";
}

TEST_F(Look, ReferencesThatAreNoWebAddressAreLeftOut) {
  for (const char* const target :
       {"file:///etc/passwd", "http://2130706433/x.jpg", "gopher://x/", "//user@x/y"}) {
    web[kPlace] = std::string("<img src='") + target + "'>";
    asked.clear();
    EXPECT_TRUE(look().page->left_out) << target;
    EXPECT_THAT(asked, ElementsAre(kPlace));
  }
}

TEST_F(Look, APictureWithinADrawingOrWithinThePageIsSeen) {
  std::string base64;
  for (int i = 0; i < 60; ++i) base64 += "AQFB";  // 01 01 41
  web[kPlace] = "<img src='data:image/png;base64," + base64 + "'><img src=/logo.svg><img src=/wrap.svg>";
  web["https://site.example/logo.svg"] = "<svg><path d='M0 0'/></svg>";
  web["https://site.example/wrap.svg"] = "<svg><image href='data:image/png;base64," + base64 + "'/></svg>";
  const auto seen = look();
  ASSERT_EQ(seen.page->media.size(), 3U);
  EXPECT_EQ(seen.page->media[0].fingerprints.size(), 1U);
  EXPECT_TRUE(seen.page->media[1].shows_nothing);
  EXPECT_EQ(seen.page->media[2].fingerprints.size(), 1U);
}

TEST_F(Look, TheHostsWordIsHeard) {
  retry_after = 90s;
  web[kPlace] = "<p>slow down";
  static_cast<void>(look());
  EXPECT_EQ(host_asked, 90s);
}

TEST_F(Look, OtherVantagesLookUnlessTheFirstWasShownIt) {
  web[kPlace] = picture("a");
  registry::FakeFetcher abroad;
  abroad.answer = fetcher.answer;
  const std::vector<registry::Vantage> vantages{{"plain", &fetcher}, {"abroad", &abroad}};
  const auto around = [&](bool shown) {
    return look_around(vantages, fingerprinter, *WebAddress::parse(kPlace), turns, {},
                       [&](const desk::Look&) { return shown; });
  };
  EXPECT_EQ(around(true).size(), 1U);
  EXPECT_EQ(abroad.looks, 0);
  const auto both = around(false);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[1].vantage, "abroad");
  EXPECT_EQ(abroad.looks, 1);
}

}  // namespace
}  // namespace jium::work
