#include "jium/outside/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>
#include <stdlib.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

#include "jium/outside/resolve.h"
#include "jium/outside/scripted_peer.h"
#include "jium/outside/transfer.h"

namespace jium::outside {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

registry::WebAddress place(const std::string& text) {
  Result<registry::WebAddress> address = registry::WebAddress::parse(text);
  EXPECT_TRUE(address) << text;
  return std::move(*address);
}

FetchSettings local_settings() {
  FetchSettings settings;
  settings.allow_loopback = true;
  settings.body_limit = 64 << 10;
  settings.connect_time = std::chrono::seconds{2};
  settings.whole_time = std::chrono::seconds{10};
  settings.slow_time = std::chrono::seconds{5};
  return settings;
}

Result<registry::Fetched> fetch(const std::string& address,
                                const FetchSettings& settings = local_settings()) {
  const FakeClock clock;
  return make_http_fetcher(settings, clock)->fetch(place(address));
}

// A site that reads the request and says one thing.
std::function<void(Line&)> says(std::string answer) {
  return [answer = std::move(answer)](Line& line) {
    line.read_until("\r\n\r\n");
    line.say(answer);
  };
}

std::string ok(const std::string& body, const std::string& more = "") {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more + "\r\n" + body;
}

std::string redirect_to(const std::string& location, int status = 302) {
  return "HTTP/1.1 " + std::to_string(status) + " Found\r\nLocation: " + location +
         "\r\nContent-Length: 0\r\n\r\n";
}

std::string sha256_hex(const std::string& text) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  const ByteView bytes = bytes_of(text);
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  return to_hex(digest);
}

TEST(Fetch, AnAnswerComesBackWithItsEvidence) {
  ScriptedPeer site(says(ok("picture", "Content-Type: image/jpeg\r\n")));
  const Result<registry::Fetched> fetched = fetch(site.base() + "/a?b#c");
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(text_of(fetched->body), "picture");
  EXPECT_EQ(fetched->evidence.at, FakeClock().now());
  EXPECT_EQ(fetched->evidence.status, 200);
  EXPECT_EQ(fetched->evidence.peer, "127.0.0.1");
  EXPECT_EQ(fetched->evidence.content_type, "image/jpeg");
  EXPECT_EQ(fetched->evidence.body_bytes, 7U);
  EXPECT_EQ(fetched->evidence.body_sha256, sha256_hex("picture"));
  EXPECT_EQ(fetched->evidence.certificate_sha256, "");
  EXPECT_EQ(fetched->evidence.redirects, 0);
}

TEST(Fetch, TheEvidenceNamesTheLastAnswersHeadersByTheirDigestAndWhereItCameFrom) {
  const std::string headers = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: y\r\n\r\n";
  ScriptedPeer site([&](Line& line) {
    line.read_until("\r\n\r\n");
    line.say("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + headers + "hi");
  });
  const Result<registry::Fetched> fetched = fetch(site.base() + "/a");
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(fetched->evidence.header_sha256, sha256_hex(headers));
  EXPECT_EQ(fetched->evidence.host, "127.0.0.1");
  EXPECT_EQ(fetched->evidence.resolved, std::vector<std::string>{"127.0.0.1"});
  EXPECT_EQ(fetched->evidence.vantage, "plain");
  ASSERT_TRUE(fetched->place);
  EXPECT_EQ(fetched->place->canonical().reveal(), site.base() + "/a");
  EXPECT_EQ(fetched->retry_after, std::nullopt);
}

TEST(Fetch, AHostsWishToBeLeftAloneIsHeardUpToADay) {
  for (const auto& [header, wished] : std::vector<std::pair<std::string, Duration>>{
           {"90", std::chrono::seconds{90}}, {"9999999", std::chrono::hours{24}}}) {
    ScriptedPeer site(says("HTTP/1.1 429 Slow\r\nRetry-After: " + header + "\r\nContent-Length: 0\r\n\r\n"));
    const Result<registry::Fetched> fetched = fetch(site.base());
    ASSERT_TRUE(fetched) << fetched.fault().what;
    EXPECT_EQ(fetched->retry_after, wished);
  }
}

TEST(Fetch, AProxyIsAnAddressAndAPort) {
  for (const char* const good : {"127.0.0.1:9050", "[::1]:9050", "10.0.0.1:1"})
    EXPECT_TRUE(check_proxy(good)) << good;
  for (const char* const bad : {"", "127.0.0.1", "localhost:9050", "127.0.0.1:0", "127.0.0.1:65536",
                                "127.0.0.1:9x", "::1:9050x", "user@127.0.0.1:9050"})
    EXPECT_FALSE(check_proxy(bad)) << bad;
}

TEST(Fetch, AnyStatusIsAnAnswer) {
  for (const int status : {200, 204, 300, 304, 400, 403, 404, 410, 429, 451, 500, 503, 599}) {
    ScriptedPeer site(says("HTTP/1.1 " + std::to_string(status) + " X\r\nConnection: close\r\n\r\n"));
    const Result<registry::Fetched> fetched = fetch(site.base());
    ASSERT_TRUE(fetched) << status << fetched.fault().what;
    EXPECT_EQ(fetched->evidence.status, status);
    EXPECT_EQ(fetched->evidence.body_sha256, "");
  }
}

TEST(Fetch, TheRequestSaysNothingOfWhoLooks) {
  std::string request;
  ScriptedPeer site([&](Line& line) {
    request = line.read_until("\r\n\r\n");
    line.say(ok(""));
  });
  ASSERT_TRUE(fetch(site.base() + "/a?b#c"));
  EXPECT_EQ(
      request,
      "GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(site.port()) +
          "\r\nUser-Agent: Mozilla/5.0 (compatible)\r\nAccept: */*\r\nAccept-Encoding: identity\r\n\r\n");
}

TEST(Fetch, RedirectsOfEveryKindAreFollowedWithAGet) {
  for (const int status : {301, 302, 303, 307, 308}) {
    std::string second;
    int requests = 0;
    ScriptedPeer site([&](Line& line) {
      const std::string request = line.read_until("\r\n\r\n");
      if (requests++ == 0) {
        line.say(redirect_to("../there?x=1#y", status));
      } else {
        second = request;
        line.say(ok("found"));
      }
    });
    const Result<registry::Fetched> fetched = fetch(site.base() + "/a/b");
    ASSERT_TRUE(fetched) << fetched.fault().what;
    EXPECT_EQ(text_of(fetched->body), "found");
    EXPECT_EQ(fetched->evidence.redirects, 1);
    EXPECT_THAT(second, HasSubstr("GET /there?x=1 HTTP/1.1\r\n"));
    EXPECT_THAT(second, Not(HasSubstr("Referer")));
  }
}

TEST(Fetch, ARedirectWithoutATargetIsAnAnswer) {
  ScriptedPeer site(says("HTTP/1.1 302 Found\r\nContent-Length: 2\r\n\r\nhi"));
  const Result<registry::Fetched> fetched = fetch(site.base());
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(fetched->evidence.status, 302);
  EXPECT_EQ(text_of(fetched->body), "hi");
}

TEST(Fetch, ARefreshIsNotFollowed) {
  ScriptedPeer site(says(ok("<meta http-equiv=refresh content='0;url=/next'>", "Refresh: 0; url=/next\r\n")));
  ASSERT_TRUE(fetch(site.base()));
  EXPECT_EQ(site.connections(), 1);
}

TEST(Fetch, TheBodyOfARedirectIsNotRead) {
  int requests = 0;
  ScriptedPeer site([&](Line& line) {
    line.read_until("\r\n\r\n");
    if (requests++ > 0) {
      line.say(ok("found"));
      return;
    }
    line.say("HTTP/1.1 302 Found\r\nLocation: /there\r\nConnection: close\r\n\r\n");
    while (line.say(std::string(4096, 'x'))) {
    }
  });
  const Result<registry::Fetched> fetched = fetch(site.base());
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(text_of(fetched->body), "found");
}

TEST(Fetch, ARedirectToAPlaceThatIsNotPublicIsForbidden) {
  ScriptedPeer inner(says(ok("inner")));
  for (const std::string& target :
       {std::string("http://10.0.0.1/"),
        std::string("http://169.254.169.254/latest/meta-data/"),
        std::string("http://192.168.0.1/"),
        std::string("http://0.0.0.0:") + std::to_string(inner.port()),
        std::string("http://[::ffff:127.0.0.1]:") + std::to_string(inner.port()),
        std::string("//10.0.0.1/"),
        std::string("https://172.16.0.1/"),
        std::string("http://[fd00::1]/"),
        std::string("http://metadata/"),
        std::string("http://router.local/"),
        std::string("http://2130706433:") + std::to_string(inner.port()),
        std::string("file:///etc/passwd"),
        std::string("gopher://127.0.0.1:25/_x"),
        std::string("ftp://127.0.0.1/"),
        std::string("dict://127.0.0.1:11211/"),
        std::string("data:text/plain,x"),
        std::string("javascript:alert(1)"),
        std::string("unix:///run/x"),
        std::string("blob:http://127.0.0.1/"),
        std::string("http://user:pass@127.0.0.1:") + std::to_string(inner.port()),
        std::string("http://example.com\\@127.0.0.1:") + std::to_string(inner.port())}) {
    ScriptedPeer site(says(redirect_to(target)));
    const Result<registry::Fetched> fetched = fetch(site.base());
    ASSERT_FALSE(fetched) << target;
    EXPECT_EQ(fetched.fault().kind, FaultKind::forbidden) << target << ": " << fetched.fault().what;
    EXPECT_EQ(site.connections(), 1);
  }
  EXPECT_EQ(inner.connections(), 0);
}

TEST(Fetch, TwoTargetsOfOneRedirectAreMalformed) {
  ScriptedPeer site(says("HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"));
  const Result<registry::Fetched> fetched = fetch(site.base());
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.fault().kind, FaultKind::malformed);
}

TEST(Fetch, ARedirectLoopEndsAtTheLimit) {
  ScriptedPeer site(says(redirect_to("/again")));
  const Result<registry::Fetched> fetched = fetch(site.base());
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.fault().kind, FaultKind::outside);
  EXPECT_EQ(site.connections(), local_settings().redirects + 1);
}

TEST(Fetch, ExactlyTheLimitOfRedirectsIsFollowed) {
  int requests = 0;
  ScriptedPeer site([&](Line& line) {
    line.read_until("\r\n\r\n");
    line.say(requests++ < local_settings().redirects ? redirect_to("/again") : ok("end"));
  });
  const Result<registry::Fetched> fetched = fetch(site.base());
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(fetched->evidence.redirects, local_settings().redirects);
}

TEST(Fetch, ACookieIsNotKept) {
  std::string second;
  int requests = 0;
  ScriptedPeer site([&](Line& line) {
    const std::string request = line.read_until("\r\n\r\n");
    if (requests++ == 0) {
      line.say(
          "HTTP/1.1 302 Found\r\nSet-Cookie: known=you; Path=/\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n");
    } else {
      second = request;
      line.say(ok(""));
    }
  });
  ASSERT_TRUE(fetch(site.base()));
  EXPECT_THAT(second, HasSubstr("GET /b "));
  EXPECT_THAT(second, Not(HasSubstr("Cookie")));
}

TEST(Fetch, ASignInIsNotAttempted) {
  ScriptedPeer site(
      says("HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm=x\r\n"
           "Content-Length: 0\r\n\r\n"));
  const Result<registry::Fetched> fetched = fetch(site.base());
  ASSERT_TRUE(fetched);
  EXPECT_EQ(fetched->evidence.status, 401);
  EXPECT_EQ(site.connections(), 1);
}

TEST(Fetch, ProxiesOfTheEnvironmentAreIgnored) {
  ScriptedPeer proxy(says(ok("proxy")));
  ScriptedPeer site(says(ok("site")));
  const std::array names = {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"};
  for (const char* const name : names) setenv(name, proxy.base().c_str(), 1);
  for (const char* const name : {"no_proxy", "NO_PROXY"}) unsetenv(name);
  const Result<registry::Fetched> fetched = fetch(site.base());
  for (const char* const name : names) unsetenv(name);
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(text_of(fetched->body), "site");
  EXPECT_EQ(proxy.connections(), 0);
}

void expect_fault(const std::function<void(Line&)>& script, FaultKind kind,
                  const FetchSettings& settings = local_settings()) {
  ScriptedPeer site(script);
  const auto start = std::chrono::steady_clock::now();
  const Result<registry::Fetched> fetched = fetch(site.base(), settings);
  ASSERT_FALSE(fetched) << fetched->evidence.status;
  EXPECT_EQ(fetched.fault().kind, kind) << fetched.fault().what;
  EXPECT_THAT(fetched.fault().what, Not(HasSubstr("127.0.0.1")));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{8});
}

TEST(Fetch, ABodyOverTheLimitIsMalformed) {
  expect_fault(says(ok(std::string((64 << 10) + 1, 'x'))), FaultKind::malformed);
}

TEST(Fetch, ABodyOfExactlyTheLimitIsTaken) {
  ScriptedPeer site(says(ok(std::string(64 << 10, 'x'))));
  const Result<registry::Fetched> fetched = fetch(site.base());
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(fetched->evidence.body_bytes, 64U << 10U);
}

TEST(Fetch, AnEndlessBodyIsMalformed) {
  expect_fault(
      [](Line& line) {
        line.read_until("\r\n\r\n");
        line.say("HTTP/1.1 200 OK\r\n\r\n");
        while (line.say(std::string(4096, 'x'))) {
        }
      },
      FaultKind::malformed);
}

TEST(Fetch, EndlessChunksAreMalformed) {
  expect_fault(
      [](Line& line) {
        line.read_until("\r\n\r\n");
        line.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        while (line.say("1000\r\n" + std::string(4096, 'x') + "\r\n")) {
        }
      },
      FaultKind::malformed);
}

TEST(Fetch, EndlessHeadersAreMalformed) {
  const auto endless = [](const std::string& start, const std::string& again) {
    return [=](Line& line) {
      line.read_until("\r\n\r\n");
      line.say(start);
      while (line.say(again)) {
      }
    };
  };
  expect_fault(endless("HTTP/1.1 200 OK\r\n", "X: y\r\n"), FaultKind::malformed);
  expect_fault(endless("HTTP/1.1 200 OK\r\n", "X: " + std::string(8000, 'y') + "\r\n"), FaultKind::malformed);
  expect_fault(endless("HTTP/1.1 200 OK\r\nX: ", std::string(4096, 'y')), FaultKind::malformed);
  expect_fault(endless("", "HTTP/1.1 103 Early\r\nX: y\r\n\r\n"), FaultKind::malformed);
  expect_fault(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n"),
               FaultKind::malformed);
}

TEST(Fetch, ASlowDripIsLate) {
  const auto drip = [](Line& line) {
    line.read_until("\r\n\r\n");
    line.say("HTTP/1.1 200 OK\r\n\r\n");
    while (line.say("x")) line.pause(100);
  };
  FetchSettings whole = local_settings();
  whole.whole_time = std::chrono::seconds{1};
  expect_fault(drip, FaultKind::late, whole);
  FetchSettings slow = local_settings();
  slow.whole_time = std::chrono::seconds{60};
  slow.slow_time = std::chrono::seconds{2};
  expect_fault(drip, FaultKind::late, slow);
}

TEST(Fetch, ASilentPlaceIsLate) {
  FetchSettings settings = local_settings();
  settings.whole_time = std::chrono::seconds{1};
  expect_fault([](Line& line) { line.read_to_close(); }, FaultKind::late, settings);
}

TEST(Fetch, TheWholeTimeHoldsAcrossRedirects) {
  FetchSettings settings = local_settings();
  settings.whole_time = std::chrono::milliseconds{1500};
  settings.redirects = 1000;
  expect_fault(
      [](Line& line) {
        line.read_until("\r\n\r\n");
        line.pause(300);
        line.say(redirect_to("/again"));
      },
      FaultKind::late, settings);
}

TEST(Fetch, ABodyShorterThanItSaidIsNoAnswer) {
  expect_fault(says("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"), FaultKind::outside);
}

TEST(Fetch, ABodyLongerThanItSaidEndsWhereItSaid) {
  ScriptedPeer site(says("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshort and more"));
  const Result<registry::Fetched> fetched = fetch(site.base());
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(text_of(fetched->body), "short");
}

TEST(Fetch, AnEnormousContentLengthIsRefusedBeforeTheBody) {
  expect_fault(says("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n"), FaultKind::malformed);
}

// Sixteen megabytes of zeros in sixteen kilobytes.
std::string gzip_bomb() {
  std::string packed;
  FILE* const pipe = popen("head -c 16777216 /dev/zero | gzip -9", "r");
  EXPECT_NE(pipe, nullptr);
  std::array<char, 4096> chunk{};
  for (std::size_t count = 0; (count = std::fread(chunk.data(), 1, chunk.size(), pipe)) > 0;) {
    packed.append(chunk.data(), count);
  }
  pclose(pipe);
  EXPECT_GT(packed.size(), 10'000U);
  EXPECT_LT(packed.size(), 60'000U);
  return packed;
}

TEST(Fetch, ACompressedBodyIsNotInflated) {
  const std::string bomb = gzip_bomb();
  ScriptedPeer site(says(ok(bomb, "Content-Encoding: gzip\r\n")));
  const Result<registry::Fetched> fetched = fetch(site.base());
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(text_of(fetched->body), bomb);
}

// HTTP lets a server compress the transfer itself; libcurl unpacks that, and the limit counts what comes out.
TEST(Fetch, ABombInTheTransferEncodingEndsAtTheLimit) {
  expect_fault(says("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n" + gzip_bomb()),
               FaultKind::malformed);
}

TEST(Fetch, WhatIsNotHttpIsMalformed) {
  expect_fault(says("<html>HTTP/0.9 has no status line</html>"), FaultKind::malformed);
  expect_fault(says("SSH-2.0-OpenSSH_9.2\r\n"), FaultKind::malformed);
  expect_fault(says("220 mail.example ESMTP\r\n"), FaultKind::malformed);
}

TEST(Fetch, AConnectionCutShortIsNoAnswer) {
  expect_fault([](Line& line) { line.read_until("\r\n\r\n"); }, FaultKind::outside);
  expect_fault([](Line& line) { line.close(); }, FaultKind::outside);
}

TEST(Fetch, APortWhereNobodyListensIsNoAnswer) {
  std::uint16_t port = 0;
  {
    const ScriptedPeer gone([](Line&) {});
    port = gone.port();
  }
  const Result<registry::Fetched> fetched = fetch("http://127.0.0.1:" + std::to_string(port));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.fault().kind, FaultKind::outside);
}

TEST(Fetch, TheContentTypeOfTheEvidenceIsShortAndPlain) {
  ScriptedPeer site(says(ok("x", "Content-Type: a/b\x1b[31m\xff" + std::string(300, 'c') + "\r\n")));
  const Result<registry::Fetched> fetched = fetch(site.base());
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(fetched->evidence.content_type.size(), 100U);
  EXPECT_EQ(fetched->evidence.content_type.substr(0, 8), "a/b[31mc");
}

// The second check alone: the place was "admitted" and the socket still must not reach it.
TEST(Fetch, TheSocketItselfRefusesWhatIsNotPublic) {
  ScriptedPeer inner(says(ok("inner")));
  FetchSettings settings = local_settings();
  settings.allow_loopback = false;
  const std::vector pinned{*IpAddress::parse("127.0.0.1")};
  const std::string port = std::to_string(inner.port());
  for (const std::string& address : {"http://127.0.0.1:" + port, "http://rebound.example.com:" + port}) {
    const Result<Answer> answer = get_once(place(address), pinned, settings, std::chrono::seconds{2});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.fault().kind, FaultKind::forbidden) << answer.fault().what;
  }
  EXPECT_EQ(inner.connections(), 0);
}

TEST(Fetch, AnAnswerFromAnotherPlaceThanTheOneCheckedIsForbidden) {
  ScriptedPeer site(says(ok("hi")));
  const std::vector pinned{*IpAddress::parse("127.0.0.2")};
  const auto answer = get_once(place(site.base()), pinned, local_settings(), std::chrono::seconds{2});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.fault().kind, FaultKind::forbidden);
}

}  // namespace
}  // namespace jium::outside
