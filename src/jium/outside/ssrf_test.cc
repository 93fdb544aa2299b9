// Server-side request forgery, from a table: no spelling of a place that is not public may reach a socket.
// The listener on loopback counts what came through; names are answered by a resolver of the test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <string>
#include <vector>

#include "jium/outside/admission.h"
#include "jium/outside/fetch.h"
#include "jium/outside/resolve.h"
#include "jium/outside/scripted_peer.h"
#include "jium/outside/ssrf_vectors.h"

namespace jium::outside {
namespace {

// Answers by name from a table, and counts the questions.
class TableResolver final : public Resolver {
 public:
  std::map<std::string, std::vector<std::string>> table;
  int questions = 0;

  Result<std::vector<IpAddress>> resolve(const std::string& host, Duration) override {
    ++questions;
    const auto row = table.find(host);
    if (row == table.end()) return fault(FaultKind::outside, "the name of the site does not exist (DNS)");
    std::vector<IpAddress> addresses;
    for (const std::string& text : row->second) addresses.push_back(*IpAddress::parse(text));
    return addresses;
  }
};

TEST(Ssrf, NoSpellingOfAPlaceThatIsNotPublicReachesASocket) {
  ScriptedPeer listener([](Line& line) { line.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"); });
  FetchSettings settings;
  settings.connect_time = std::chrono::seconds{1};
  settings.whole_time = std::chrono::seconds{2};
  const FakeClock clock;
  auto resolver = std::make_unique<TableResolver>();
  const TableResolver& asked = *resolver;
  const auto fetcher = make_http_fetcher(settings, clock, std::move(resolver));
  int malformed = 0, forbidden = 0;
  for (const std::string& host : refused_hosts()) {
    for (const char* const scheme : {"http://", "https://"}) {
      const auto address =
          registry::WebAddress::parse(scheme + host + ":" + std::to_string(listener.port()) + "/");
      if (!address) {
        EXPECT_EQ(address.fault().kind, FaultKind::malformed) << host;
        ++malformed;
        continue;
      }
      const Result<registry::Fetched> fetched = fetcher->fetch(*address);
      ASSERT_FALSE(fetched) << host;
      EXPECT_EQ(fetched.fault().kind, FaultKind::forbidden) << host << ": " << fetched.fault().what;
      ++forbidden;
    }
  }
  EXPECT_GE(malformed + forbidden, 2500);
  EXPECT_GE(forbidden, 1000);
  EXPECT_EQ(listener.connections(), 0);
  EXPECT_EQ(asked.questions, 0) << "a name service was asked about a place that can be judged without";
}

TEST(Ssrf, ANameWithOneInnerAddressAmongItsAnswersIsForbidden) {
  const FakeClock clock;
  for (const std::vector<std::string>* const inner : {&kInner4, &kInner6}) {
    for (const std::string& address : *inner) {
      for (const std::vector<std::string>& answers : {std::vector<std::string>{address},
                                                      {"8.8.8.8", address},
                                                      {address, "8.8.8.8"},
                                                      {"2606:4700::1", "8.8.8.8", address},
                                                      {"::ffff:8.8.8.8", "8.8.8.8"}}) {
        auto resolver = std::make_unique<TableResolver>();
        resolver->table["site.example.com"] = answers;
        const auto fetcher = make_http_fetcher({}, clock, std::move(resolver));
        const auto fetched = fetcher->fetch(*registry::WebAddress::parse("http://site.example.com/"));
        ASSERT_FALSE(fetched) << address;
        EXPECT_EQ(fetched.fault().kind, FaultKind::forbidden) << address << ": " << fetched.fault().what;
      }
    }
  }
}

// A name that is public when asked first and inner when asked again: it is asked once a hop, and the answer
// is what is connected to.
TEST(Ssrf, ANameIsAskedOnceAndThePinnedAnswerIsVisited) {
  ScriptedPeer site([](Line& line) {
    line.read_until("\r\n\r\n");
    line.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
  });
  FetchSettings settings;
  settings.allow_loopback = true;
  const FakeClock clock;
  auto resolver = std::make_unique<TableResolver>();
  TableResolver& table = *resolver;
  table.table["site.example.com"] = {"127.0.0.1"};
  const auto fetcher = make_http_fetcher(settings, clock, std::move(resolver));
  const auto address =
      registry::WebAddress::parse("http://site.example.com:" + std::to_string(site.port()) + "/");
  const Result<registry::Fetched> fetched = fetcher->fetch(*address);
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(fetched->evidence.peer, "127.0.0.1");
  EXPECT_EQ(table.questions, 1);
}

TEST(Ssrf, ARedirectToANameOfTheInsideIsForbidden) {
  const FakeClock clock;
  FetchSettings settings;
  settings.allow_loopback = true;
  ScriptedPeer site([](Line& line) {
    line.read_until("\r\n\r\n");
    line.say("HTTP/1.1 302 Found\r\nLocation: http://inner.example.com/\r\nContent-Length: 0\r\n\r\n");
  });
  auto resolver = std::make_unique<TableResolver>();
  resolver->table["inner.example.com"] = {"10.1.2.3"};
  const auto fetcher = make_http_fetcher(settings, clock, std::move(resolver));
  const auto fetched = fetcher->fetch(*registry::WebAddress::parse(site.base()));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.fault().kind, FaultKind::forbidden);
}

TEST(Ssrf, AllowingThisMachineOpensNothingElse) {
  TableResolver resolver;
  for (const std::vector<std::string>* const inner : {&kInner4, &kInner6}) {
    for (const std::string& address : *inner) {
      const bool is_v6 = address.find(':') != std::string::npos;
      const auto place =
          registry::WebAddress::parse("http://" + (is_v6 ? "[" + address + "]" : address) + "/");
      ASSERT_TRUE(place) << address;
      const bool loopback = address.starts_with("127.") || address == "::1";
      const auto admitted = admit(*place, resolver, true, std::chrono::seconds{1});
      EXPECT_EQ(admitted.has_value(), loopback) << address;
    }
  }
}

TEST(Ssrf, OrdinaryPlacesAreAdmitted) {
  TableResolver resolver;
  int admitted = 0;
  for (const char* const host : {"example.com",
                                 "www.example.com",
                                 "a.b.c.example.co.kr",
                                 "한국.kr",
                                 "xn--3e0b707e.kr",
                                 "faß.de",
                                 "bücher.de",
                                 "my_site.example.com",
                                 "r3---sn-x.example.com",
                                 "localhost.example.com",
                                 "internal.example.com",
                                 "127.0.0.1.example.com",
                                 "10.example.com",
                                 "mylocal",
                                 "home.co",
                                 "test.kr",
                                 "1.1.1.1",
                                 "8.8.8.8",
                                 "[2606:4700:4700::1111]",
                                 "[2001:4860:4860::8888]"}) {
    for (const char* const rest : {"/", ":80/x", ":443/?q=1", ":8080/경로", ":8443/a.mp4#t=1"}) {
      for (const char* const scheme : {"http://", "https://"}) {
        const auto place = registry::WebAddress::parse(std::string(scheme) + host + rest);
        ASSERT_TRUE(place) << host << place.fault().what;
        resolver.table[place->host()] = {"93.184.216.34", "2606:2800:220:1::1"};
        const auto addresses = admit(*place, resolver, false, std::chrono::seconds{1});
        if (std::string(host) == "mylocal") {
          EXPECT_FALSE(addresses);  // no dot: a name of somebody's house
          continue;
        }
        EXPECT_TRUE(addresses) << host << addresses.fault().what;
        ++admitted;
      }
    }
  }
  EXPECT_GE(admitted, 150);
}

TEST(Ssrf, TheSystemResolverIsNotAskedAboutThisMachine) {
  const FakeClock clock;
  ScriptedPeer listener([](Line&) {});
  const auto fetcher = make_http_fetcher({}, clock);
  for (const char* const host :
       {"localhost", "sub.localhost", "localhost.localdomain", "127.0.0.1", "[::1]"}) {
    const auto fetched = fetcher->fetch(
        *registry::WebAddress::parse("http://" + std::string(host) + ":" + std::to_string(listener.port())));
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.fault().kind, FaultKind::forbidden);
  }
  EXPECT_EQ(listener.connections(), 0);
}

}  // namespace
}  // namespace jium::outside
