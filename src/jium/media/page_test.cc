#include "jium/media/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "jium/media/page_signs.h"

namespace jium::media {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Page page_of(std::string_view html) {
  return read_page(bytes_of(html), built_in_page_signs());
}

std::vector<std::string> targets(const Page& page) {
  std::vector<std::string> out;
  for (const PageMedia& media : page.media) out.push_back(media.target);
  return out;
}

TEST(Page, ItsOwnMediaAreFoundInTheirOrderAndOnce) {
  const Page page = page_of(R"html(<!doctype html><html><head>
    <meta property="og:image" content="https://cdn.example/og.jpg">
    <meta name="twitter:image" content="/t.jpg"><link rel="image_src" href="/l.jpg"></head><body>
    <img src="/a.jpg"><IMG SRC=b.jpg alt=x><img src="/a.jpg">
    <img src="blank.gif" data-src="lazy.jpg" srcset="s1.jpg 1x, s2.jpg 2x">
    <picture><source srcset="p.webp 640w,q.webp"></picture>
    <video poster="poster.jpg"><source src="v.mp4"></video>
    <div style="background: url('bg.png')"></div><input type=image src=button.png>
    <a href="/other.jpg">another page's</a></body>)html");
  EXPECT_THAT(targets(page), ElementsAre("https://cdn.example/og.jpg", "/t.jpg", "/l.jpg", "/a.jpg", "b.jpg",
                                         "blank.gif", "lazy.jpg", "s1.jpg", "s2.jpg", "p.webp", "q.webp",
                                         "poster.jpg", "v.mp4", "bg.png", "button.png"));
  EXPECT_FALSE(page.left_out);
  EXPECT_FALSE(page.has_players);
  EXPECT_FALSE(page.has_scripts);
  EXPECT_TRUE(page.has_tags);
}

TEST(Page, ReferencesAreGivenAsTheyWereMeant) {
  const Page page = page_of(
      "<base href='https://x.example/d/'><img src=' /a?b=1&amp;c=2 '><img src='/그림.jpg'>"
      "<img src='/&#54620;.jpg'>");
  EXPECT_EQ(page.base, "https://x.example/d/");
  EXPECT_THAT(targets(page), ElementsAre("/a?b=1&c=2", "/그림.jpg", "/한.jpg"));
}

TEST(Page, APictureInThePageItselfIsThere) {
  std::string base64;
  for (int i = 0; i < 50; ++i) base64 += "QUJD";
  const Page page =
      page_of("<img src='data:image/png;base64," + base64 + "'><img src='data:image/gif;base64,QUJD'>");
  ASSERT_EQ(page.media.size(), 1U) << "a dot of three bytes is no media";
  EXPECT_EQ(page.media[0].bytes.size(), 150U);
  EXPECT_EQ(text_of(page.media[0].bytes).substr(0, 6), "ABCABC");
}

TEST(Page, WhatJiumCannotSeeIsTold) {
  EXPECT_TRUE(page_of("<p>x<script>f()</script>").has_scripts);
  EXPECT_TRUE(page_of("<body onload='f()'>").has_scripts);
  EXPECT_TRUE(page_of("<style>p { background: url(x.jpg) }</style>").has_scripts);
  EXPECT_TRUE(page_of("<link rel='alternate stylesheet' href=/s.css>").has_scripts);
  EXPECT_TRUE(page_of("<iframe src=https://p.example/></iframe>").has_frames);
  EXPECT_TRUE(page_of("<object data=x></object>").has_frames);
  EXPECT_TRUE(page_of("<video></video>").has_players);
  EXPECT_TRUE(page_of("<video>").has_players) << "never closed";
  EXPECT_TRUE(page_of("<video src='blob:https://x/1'></video>").has_players);
  EXPECT_FALSE(page_of("<video src=a.mp4></video>").has_players);
  EXPECT_TRUE(page_of("<video src=a.mp4></video><video></video>").has_players);
  EXPECT_TRUE(page_of("<input type=PASSWORD name=p>").asks_password);
  EXPECT_TRUE(page_of("<meta http-equiv=Refresh content='0;url=/x'>").refreshes);
  EXPECT_FALSE(page_of("only words").has_scripts);
}

TEST(Page, WallsAreToldApartByTheirWords) {
  const std::vector<std::pair<const char*, PageSign>> pages{
      {"<title>404 Not Found</title>", PageSign::not_found},
      {"<h1>삭제된 게시물입니다</h1>", PageSign::not_found},
      {"<p>이 글은 존재하지 않는 게시물입니다.</p>", PageSign::not_found},
      {"<title>Log in</title><input type=password>", PageSign::login_wall},
      {"<p>로그인이 필요합니다</p>", PageSign::login_wall},
      {"<p>Are you 18 or older?</p>", PageSign::age_gate},
      {"<p>19세 미만의 청소년은 이용할 수 없습니다</p>", PageSign::age_gate},
      {"<p>This video is not available in  your\n country.</p>", PageSign::geo_block},
      {"<iframe src='http://warning.or.kr/'></iframe>", PageSign::geo_block},
      {"<title>Before you continue</title>", PageSign::consent_page},
      {"<title>Just a moment...</title>", PageSign::bot_wall},
      {"<script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script>", PageSign::bot_wall},
      {"<noscript>Enable JavaScript and cookies to continue</noscript>", PageSign::bot_wall},
      {"<h1>This domain is for sale</h1>", PageSign::parked_domain},
      {"<title>502 Bad Gateway</title>", PageSign::server_fault},
      {"<p>서버 점검 중입니다</p>", PageSign::server_fault}};
  for (const auto& [html, sign] : pages) EXPECT_TRUE(page_of(html).has(sign)) << html;
}

TEST(Page, AnOrdinaryPageHasNoSign) {
  EXPECT_THAT(
      page_of("<title>Photographs of herons</title><a href=/login>Log in</a><p>Seen in 1404 places. I am "
              "eighteen.</p><script>var x = 'this domain is for sale';</script>")
          .signs,
      IsEmpty())
      << "a link in passing, and what no reader sees, are no sign";
}

// "삭제된 게시물" in CP949, "削除された動画" in CP932.
TEST(Page, OlderEncodingsAreKnown) {
  EXPECT_TRUE(page_of("<meta charset=euc-kr><p>\xbb\xe8\xc1\xa6\xb5\xc8 \xb0\xd4\xbd\xc3\xb9\xb0</p>")
                  .has(PageSign::not_found));
  EXPECT_TRUE(
      page_of("<p>\x8d\xed\x8f\x9c\x82\xb3\x82\xea\x82\xbd\x93\xae\x89\xe6</p>").has(PageSign::not_found));
}

TEST(Page, TooMuchIsToldAsLeftOut) {
  std::string many;
  for (int i = 0; i < 70; ++i) many += "<img src=" + std::to_string(i) + ".jpg>";
  const Page page = page_of(many);
  EXPECT_EQ(page.media.size(), kMostMedia);
  EXPECT_TRUE(page.left_out);
  EXPECT_TRUE(page_of("<img src='" + std::string(5000, 'x') + "'>").left_out);
  EXPECT_TRUE(page_of(std::string(kMostPageBytes + 1, ' ')).left_out);
}

// A tree of these took gigabytes elsewhere; here it has to end, and in a moment.
TEST(Page, HostileNestingEnds) {
  std::string nested;
  for (int i = 0; i < 200'000; ++i) nested += "<div>";
  nested += "<img src=deep.jpg>";
  EXPECT_THAT(targets(page_of(nested)), ElementsAre("deep.jpg"));
  std::string endless = "<img src='";
  endless += std::string(1 << 20, 'a');
  EXPECT_THAT(page_of(endless).media, IsEmpty());
  EXPECT_THAT(targets(page_of(std::string("a\0<img src=x.jpg>", 17))), ElementsAre("x.jpg"));
}

TEST(Page, TheRecordComesBackAsItWasWritten) {
  const Page page = page_of(
      "<base href=/b><title>Log in</title><script></script><iframe></iframe><video></video>"
      "<input type=password><meta http-equiv=refresh><img src=a><img src=b>");
  const auto again = read_page_record(write_page(page));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, page);
  Bytes record = write_page(page);
  for (std::size_t length = 0; length < record.size(); ++length)
    EXPECT_FALSE(read_page_record(ByteView(record).first(length))) << length;
  record.push_back(0);
  EXPECT_FALSE(read_page_record(record));
}

TEST(PageSigns, EveryLineHasToBeUnderstood) {
  const auto with = [](const std::string& line) { return PageSigns::parse(line, "2026-12-01"); };
  EXPECT_TRUE(with("# only words\nnot_found\ttitle\ten\t2026-11-22\t-\tgone now\n"));
  for (const char* const bad :
       {"not_found\ttitle\ten\t2026-11-22\t-", "lost\ttitle\ten\t2026-11-22\t-\tgone now",
        "not_found\tfoot\ten\t2026-11-22\t-\tgone now", "not_found\ttitle\txx\t2026-11-22\t-\tgone now",
        "not_found\ttitle\ten\tsoon\t-\tgone now", "not_found\ttitle\ten\t2026-11-22\t-\tno"}) {
    EXPECT_FALSE(with(bad)) << bad;
  }
}

TEST(PageSigns, APhraseHoldsFromItsDayUntilItsLast) {
  const std::string line = "not_found\ttitle\ten\t2026-11-22\t2027-01-01\tgone now\n";
  EXPECT_EQ(PageSigns::parse(line, "2026-11-21")->phrases(), 0U);
  EXPECT_EQ(PageSigns::parse(line, "2026-11-22")->phrases(), 1U);
  EXPECT_EQ(PageSigns::parse(line, "2026-12-31")->phrases(), 1U);
  EXPECT_EQ(PageSigns::parse(line, "2027-01-01")->phrases(), 0U);
}

TEST(PageSigns, TheBinaryCarriesAllOfThem) {
  EXPECT_GT(built_in_page_signs().phrases(), 100U);
}

}  // namespace
}  // namespace jium::media
