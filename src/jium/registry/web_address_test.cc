#include "jium/registry/web_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace jium::registry {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string canonical_of(std::string_view text) {
  const Result<WebAddress> address = WebAddress::parse(text);
  return address ? address->canonical().reveal() : "refused: " + address.fault().what;
}

struct Spelling {
  const char* written;
  const char* canonical;
};

constexpr std::array kGood = {
    Spelling{"http://example.com", "http://example.com/"},
    Spelling{"https://example.com/", "https://example.com/"},
    Spelling{"HTTPS://EXAMPLE.COM/Path", "https://example.com/Path"},
    Spelling{"hTTp://Example.Com/", "http://example.com/"},
    Spelling{"http://example.com:80/", "http://example.com/"},
    Spelling{"https://example.com:443/a", "https://example.com/a"},
    Spelling{"http://example.com:443/", "http://example.com:443/"},
    Spelling{"https://example.com:80/", "https://example.com:80/"},
    Spelling{"http://example.com:8080/x", "http://example.com:8080/x"},
    Spelling{"https://example.com:8443/x?y=1", "https://example.com:8443/x?y=1"},
    Spelling{"http://example.com:/x", "http://example.com/x"},
    Spelling{"http://example.com:00080/x", "http://example.com/x"},
    Spelling{"http://example.com:65535/", "http://example.com:65535/"},
    Spelling{"http://example.com./x", "http://example.com/x"},
    Spelling{"http://example.com/a/./b", "http://example.com/a/b"},
    Spelling{"http://example.com/a/../b", "http://example.com/b"},
    Spelling{"http://example.com/../../b", "http://example.com/b"},
    Spelling{"http://example.com/a/b/..", "http://example.com/a/"},
    Spelling{"http://example.com/a/%2e%2E/b", "http://example.com/b"},
    Spelling{"http://example.com/a/.%2e/%2e/b", "http://example.com/b"},
    Spelling{"http://example.com/a/b%2e%2e", "http://example.com/a/b%2e%2e"},
    Spelling{"http://example.com/a?%2e%2e/b", "http://example.com/a?%2e%2e/b"},
    Spelling{"http://example.com/a//b", "http://example.com/a//b"},
    Spelling{"http://example.com/a#part", "http://example.com/a"},
    Spelling{"http://example.com#part", "http://example.com/"},
    Spelling{"http://example.com?q=1", "http://example.com/?q=1"},
    Spelling{"http://example.com/?b=2&a=1", "http://example.com/?b=2&a=1"},
    Spelling{"http://example.com/?q=a/../b", "http://example.com/?q=a/../b"},
    Spelling{"http://example.com/?q=%41%2f", "http://example.com/?q=%41%2f"},
    Spelling{"http://example.com/?", "http://example.com/"},
    Spelling{"http://example.com/%ea%b2%bd", "http://example.com/%ea%b2%bd"},
    Spelling{"http://example.com/경로", "http://example.com/%EA%B2%BD%EB%A1%9C"},
    Spelling{"http://example.com/?q=가", "http://example.com/?q=%EA%B0%80"},
    Spelling{"http://한국.kr/경로", "http://xn--3e0b707e.kr/%EA%B2%BD%EB%A1%9C"},
    Spelling{"http://xn--3e0b707e.kr/", "http://xn--3e0b707e.kr/"},
    Spelling{"http://XN--3E0B707E.KR/", "http://xn--3e0b707e.kr/"},
    Spelling{"http://한국。kr/", "http://xn--3e0b707e.kr/"},
    Spelling{"http://faß.de/", "http://xn--fa-hia.de/"},
    Spelling{"http://ｅｘａｍｐｌｅ.com/", "http://example.com/"},
    Spelling{"http://xn--ls8h.la/", "http://xn--ls8h.la/"},
    Spelling{"http://r3---sn-abc.example.com/", "http://r3---sn-abc.example.com/"},
    Spelling{"http://my_site.example.com/", "http://my_site.example.com/"},
    Spelling{"http://a.b.c.d.e.example.co.kr/", "http://a.b.c.d.e.example.co.kr/"},
    Spelling{"http://8.8.8.8/", "http://8.8.8.8/"},
    Spelling{"http://127.0.0.1:8080/", "http://127.0.0.1:8080/"},
    Spelling{"http://[::1]/", "http://[::1]/"},
    Spelling{"http://[0:0:0:0:0:0:0:1]:80/", "http://[::1]/"},
    Spelling{"http://[2606:4700:4700:0::1111]:8080/x", "http://[2606:4700:4700::1111]:8080/x"},
    Spelling{"http://[2606:4700:4700::ABCD]/", "http://[2606:4700:4700::abcd]/"},
    Spelling{"http://[::ffff:7f00:1]/", "http://[::ffff:127.0.0.1]/"},
    Spelling{"http://[::FFFF:127.0.0.1]/", "http://[::ffff:127.0.0.1]/"},
    Spelling{"  https://example.com/ \r\n", "https://example.com/"},
    Spelling{"http://example.com/a\"b<c>d`e{f}g|h^i", "http://example.com/a%22b%3Cc%3Ed%60e%7Bf%7Dg%7Ch%5Ei"},
    Spelling{"http://example.com/?q=\"<>", "http://example.com/?q=%22%3C%3E"},
    Spelling{"http://example.com/a:b@c", "http://example.com/a:b@c"},
    Spelling{"http://example.com/a?b?c", "http://example.com/a?b?c"},
    Spelling{"http://1.example.com/", "http://1.example.com/"},
    Spelling{"http://0x7f.example/", "http://0x7f.example/"},
    Spelling{"http://123.co/", "http://123.co/"},
    Spelling{"http://localhost/", "http://localhost/"},
};

TEST(WebAddress, EverySpellingOfAPlaceHasOneCanonicalForm) {
  for (const Spelling& spelling : kGood) EXPECT_EQ(canonical_of(spelling.written), spelling.canonical);
}

constexpr auto kBad = std::to_array<std::string_view>({"",
                                                       " ",
                                                       "example.com",
                                                       "www.example.com/x",
                                                       "//example.com/",
                                                       "/path",
                                                       "http:",
                                                       "http:/",
                                                       "http://",
                                                       "http:///",
                                                       "http:///example.com/",
                                                       "http:/example.com/",
                                                       "http:example.com",
                                                       "http:////example.com",
                                                       "http:/inner/://example.com/",
                                                       "http:inner://example.com/",
                                                       "https:/x?y://example.com/",
                                                       "ftp://example.com/",
                                                       "file:///etc/passwd",
                                                       "file://localhost/etc/passwd",
                                                       "gopher://127.0.0.1:25/",
                                                       "dict://127.0.0.1/",
                                                       "data:text/html,x",
                                                       "javascript:alert(1)",
                                                       "javascript://example.com/%0aalert(1)",
                                                       "blob:http://example.com/x",
                                                       "unix:///run/x",
                                                       "ws://example.com/",
                                                       "mailto:a@example.com",
                                                       "about:blank",
                                                       "view-source:http://example.com/",
                                                       "http+unix://x/",
                                                       "httpx://example.com/",
                                                       "http://user@example.com/",
                                                       "http://user:pass@example.com/",
                                                       "http://@example.com/",
                                                       "http://:@example.com/",
                                                       "http://example.com@127.0.0.1/",
                                                       "http://a@b@c/",
                                                       "http://example.com\\@evil.example/",
                                                       "http:\\\\example.com\\",
                                                       "http://example.com/a\\b",
                                                       "http://example.com/?a\\b",
                                                       "http://exa mple.com/",
                                                       "http://example.com/a b",
                                                       "http://example.com/a\tb",
                                                       "http://example.com/a\nb",
                                                       "http://example.com/\r\nHost: x",
                                                       "ht\ntp://example.com/",
                                                       "http://exam\tple.com/",
                                                       "http://example.com/\x01",
                                                       "http://example.com/\x7f",
                                                       "http://example.com:0/",
                                                       "http://example.com:65536/",
                                                       "http://example.com:99999999999/",
                                                       "http://example.com:-1/",
                                                       "http://example.com:+80/",
                                                       "http://example.com:8a/",
                                                       "http://example.com:80:443/",
                                                       "http://example.com:８０/",
                                                       "http://.example.com/",
                                                       "http://example..com/",
                                                       "http://./",
                                                       "http://../",
                                                       "http://-example.com/",
                                                       "http://example-.com/",
                                                       "http://exam!ple.com/",
                                                       "http://exa%6dple.com/",
                                                       "http://%31%32%37.0.0.1/",
                                                       "http://127.0.0.1%2f@example.com/",
                                                       "http://xn--a/",
                                                       "http://xn--0.com/",
                                                       "http://\xff\xfe.com/",
                                                       "http://*.example.com/",
                                                       "http://2130706433/",
                                                       "http://0x7f000001/",
                                                       "http://0X7F.1/",
                                                       "http://0x7f.1/",
                                                       "http://0177.0.0.1/",
                                                       "http://017700000001/",
                                                       "http://127.1/",
                                                       "http://127.0.1/",
                                                       "http://0/",
                                                       "http://127.0.0.01/",
                                                       "http://127.0.0.1./",
                                                       "http://256.0.0.1/",
                                                       "http://1.2.3.4.5/",
                                                       "http://１２７.0.0.1/",
                                                       "http://127。0。0。1/",
                                                       "http://example.0x/",
                                                       "http://[::1/",
                                                       "http://::1/",
                                                       "http://[fe80::1%25eth0]/",
                                                       "http://[::1]x/",
                                                       "http://[127.0.0.1]/"});

TEST(WebAddress, WhatIsNotAPlainWebAddressIsMalformed) {
  for (const std::string_view text : kBad) {
    const Result<WebAddress> address = WebAddress::parse(text);
    ASSERT_FALSE(address) << text;
    EXPECT_EQ(address.fault().kind, FaultKind::malformed) << text;
  }
}

TEST(WebAddress, AZeroByteIsMalformed) {
  EXPECT_FALSE(WebAddress::parse(std::string_view("http://example.com\0.evil.example/", 33)));
}

TEST(WebAddress, LengthsEndAtTheirLimits) {
  const std::string label(63, 'a');
  const std::string host = label + "." + label + "." + label + "." + std::string(61, 'b');
  ASSERT_EQ(host.size(), 253U);
  EXPECT_TRUE(WebAddress::parse("http://" + host + "/"));
  EXPECT_FALSE(WebAddress::parse("http://" + host + "b/"));
  EXPECT_FALSE(WebAddress::parse("http://" + label + "a.com/"));
  EXPECT_FALSE(WebAddress::parse("http://" + std::string(2000, 'a') + ".com/"));
  const std::string start = "http://example.com/";
  EXPECT_TRUE(WebAddress::parse(start + std::string(4096 - start.size(), 'p')));
  EXPECT_FALSE(WebAddress::parse(start + std::string(4097 - start.size(), 'p')));
}

TEST(WebAddress, TheFaultNeverRepeatsTheAddress) {
  for (const std::string_view text : kBad) {
    const Result<WebAddress> address = WebAddress::parse(text);
    ASSERT_FALSE(address);
    EXPECT_THAT(address.fault().what, Not(HasSubstr("example")));
    EXPECT_THAT(address.fault().what, Not(HasSubstr("127")));
  }
}

TEST(WebAddress, ThePartsAgreeWithTheWhole) {
  const Result<WebAddress> address = WebAddress::parse("HTTPS://[2606:4700::0:1]:8443/x?y");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->scheme(), "https");
  EXPECT_EQ(address->host(), "2606:4700::1");
  EXPECT_EQ(address->port(), 8443);
  EXPECT_EQ(WebAddress::parse("http://example.com/")->port(), 80);
  EXPECT_EQ(WebAddress::parse("https://example.com/")->port(), 443);
}

std::string site_of(std::string_view text) {
  return WebAddress::parse(text)->site_name();
}

TEST(WebAddress, ASiteIsKnownByItsRegistrableDomain) {
  EXPECT_EQ(site_of("http://www.example.com/"), "example.com");
  EXPECT_EQ(site_of("http://a.b.example.co.kr/"), "example.co.kr");
  EXPECT_EQ(site_of("http://one.github.io/"), "one.github.io");
  EXPECT_EQ(site_of("http://www.한글.한국/"), "xn--bj0bj06e.xn--3e0b707e");
  EXPECT_EQ(site_of("http://co.kr/"), "co.kr");
  EXPECT_EQ(site_of("http://127.0.0.1/"), "127.0.0.1");
  EXPECT_EQ(site_of("http://[2606:4700::1]/"), "2606:4700::1");
}

TEST(WebAddress, TheFoldedFormTellsTwoApartAndLeadsNowhere) {
  const std::string one = WebAddress::parse("https://www.example.com/secret/1")->folded();
  const std::string two = WebAddress::parse("https://www.example.com/secret/2")->folded();
  EXPECT_NE(one, two);
  EXPECT_THAT(one, ::testing::MatchesRegex("example\\.com/\\.\\.\\.[0-9a-f]{4}"));
  EXPECT_THAT(one, Not(HasSubstr("secret")));
  EXPECT_EQ(one, WebAddress::parse("HTTPS://WWW.EXAMPLE.COM:443/secret/1#x")->folded());
}

TEST(WebAddress, AReferenceResolvesAgainstThePlaceItWasFoundAt) {
  const Result<WebAddress> base = WebAddress::parse("https://example.com:8443/a/b?c=d");
  ASSERT_TRUE(base);
  const std::vector<std::pair<const char*, const char*>> references = {
      {"x", "https://example.com:8443/a/x"},
      {"../x", "https://example.com:8443/x"},
      {"/x?y=1", "https://example.com:8443/x?y=1"},
      {"?y=1", "https://example.com:8443/a/b?y=1"},
      {"//other.example.net/x", "https://other.example.net/x"},
      {"http://other.example.net", "http://other.example.net/"},
      {"/a:b", "https://example.com:8443/a:b"},
      {"/가", "https://example.com:8443/%EA%B0%80"},
  };
  for (const auto& [reference, whole] : references) {
    const Result<WebAddress> address = base->resolve(reference);
    ASSERT_TRUE(address) << reference;
    EXPECT_EQ(address->canonical().reveal(), whole);
  }
}

TEST(WebAddress, AReferenceIsJudgedAsStrictlyAsAnAddress) {
  const Result<WebAddress> base = WebAddress::parse("https://example.com/a");
  ASSERT_TRUE(base);
  for (const char* const reference :
       {"", "file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)", "data:,x",
        "//user@example.com/", "//example.com\\@evil.example/", "/a b", "/a\\b", "http:/x", "http:x",
        "//2130706433/", "///", "//", "http://0x7f.1/", "//127.1"}) {
    EXPECT_FALSE(base->resolve(reference)) << reference;
  }
}

// Pieces that parsers quarrel about, put together at random.
rc::Gen<std::string> any_address() {
  const auto piece = rc::gen::elementOf(std::vector<std::string>{
      "http", "https", ":",   "/",    "//", "://", ".", "..", "a", "B",    "example",   ".com",
      "한국", "%41",   "%2e", "%",    "?",  "#",   "@", "[",  "]", "::1",  "127.0.0.1", "0x7f",
      "1",    "80",    ":80", ":443", "&",  "=",   "+", "\"", "<", "xn--", "-",         "_",
      "~",    "|",     ";",   "\\",   " ",  "\t",  "é", "。", "１"});
  const auto tail = rc::gen::container<std::vector<std::string>>(piece);
  return rc::gen::map(
      rc::gen::pair(rc::gen::elementOf(std::vector<std::string>{
                        "", "http://", "https://", "http://example.com/", "https://a.kr:8443/?"}),
                    tail),
      [](const std::pair<std::string, std::vector<std::string>>& parts) {
        std::string text = parts.first;
        for (const std::string& part : parts.second) text += part;
        return text;
      });
}

TEST(WebAddress, TheCanonicalFormIsItsOwnCanonicalForm) {
  EXPECT_TRUE(rc::check([] {
    const std::string text = *any_address();
    const Result<WebAddress> once = WebAddress::parse(text);
    RC_TAG(once ? "understood" : "refused");
    if (!once) return;
    const Result<WebAddress> twice = WebAddress::parse(once->canonical().reveal());
    RC_ASSERT(twice.has_value());
    RC_ASSERT(*once == *twice);
  }));
  for (const Spelling& spelling : kGood) EXPECT_EQ(canonical_of(spelling.canonical), spelling.canonical);
}

}  // namespace
}  // namespace jium::registry
