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

// First, last and one inner address of every block that is not public.
const std::vector<std::string> kInner4 = {
    "0.0.0.0",         "0.0.0.1",         "0.255.255.255",   "10.0.0.0",        "10.0.0.1",
    "10.255.255.255",  "100.64.0.0",      "100.100.100.200", "100.127.255.255", "127.0.0.0",
    "127.0.0.1",       "127.0.1.1",       "127.255.255.255", "169.254.0.0",     "169.254.169.254",
    "169.254.170.2",   "169.254.255.255", "172.16.0.0",      "172.17.0.1",      "172.31.255.255",
    "192.0.0.0",       "192.0.0.8",       "192.0.0.9",       "192.0.0.10",      "192.0.0.170",
    "192.0.0.192",     "192.0.0.255",     "192.0.2.0",       "192.0.2.2",       "192.0.2.255",
    "192.31.196.1",    "192.52.193.1",    "192.88.99.1",     "192.168.0.0",     "192.168.1.1",
    "192.168.255.255", "192.175.48.1",    "198.18.0.0",      "198.19.255.255",  "198.51.100.7",
    "203.0.113.7",     "224.0.0.1",       "239.255.255.250", "240.0.0.1",       "255.255.255.254",
    "255.255.255.255"};
const std::vector<std::string> kInner6 = {
    "::",         "::1",         "::2",       "100::1",          "100:0:0:1::1", "2001::1",
    "2001:1::1",  "2001:2::1",   "2001:3::1", "2001:4:112::1",   "2001:10::1",   "2001:20::1",
    "2001:30::1", "2001:db8::1", "2002::1",   "2620:4f:8000::1", "3ffe::1",      "3fff::1",
    "5f00::1",    "fc00::1",     "fd00::2",   "fd00:ec2::254",   "fe80::1",      "febf::1",
    "fec0::1",    "ff02::1",     "ffff::1",   "64:ff9b::1",      "64:ff9b:1::1", "4000::1"};

std::array<unsigned, 4> numbers_of(const std::string& address) {
  std::array<unsigned, 4> out{};
  EXPECT_EQ(std::sscanf(address.c_str(), "%u.%u.%u.%u", &out[0], &out[1], &out[2], &out[3]), 4);
  return out;
}

std::string printed(const char* format, unsigned a, unsigned b = 0, unsigned c = 0, unsigned d = 0) {
  std::array<char, 128> out{};
  std::snprintf(out.data(), out.size(), format, a, b, c, d);
  return out.data();
}

// How one IPv4 address has been written to slip past a check.
std::vector<std::string> spellings_of(const std::string& address) {
  const auto [a, b, c, d] = numbers_of(address);
  const unsigned whole = (a << 24U) | (b << 16U) | (c << 8U) | d;
  const unsigned high = (a << 8U) | b, low = (c << 8U) | d;
  std::vector<std::string> hosts = {
      address,
      address + ".",
      printed("%u", whole),
      printed("0x%x", whole),
      printed("0X%08X", whole),
      printed("0%o", whole),
      printed("%u.%u", a, whole & 0xffffffU),
      printed("%u.%u.%u", a, b, low),
      printed("0%o.0%o.0%o.0%o", a, b, c, d),
      printed("0x%x.0x%x.0x%x.0x%x", a, b, c, d),
      printed("0x%x.%u.0%o.%u", a, b, c, d),
      printed("%03u.%03u.%03u.%03u", a, b, c, d),
      printed("%u。%u。%u。%u", a, b, c, d),
      printed("%%3%u.%u.%u.%u", a % 10, b, c, d),
      printed("[::ffff:%u.%u.%u.%u]", a, b, c, d),
      printed("[::ffff:%x:%x]", high, low),
      printed("[0:0:0:0:0:ffff:%x:%x]", high, low),
      printed("[::%u.%u.%u.%u]", a, b, c, d),
      printed("[::ffff:0:%u.%u.%u.%u]", a, b, c, d),
      printed("[64:ff9b::%u.%u.%u.%u]", a, b, c, d),
      printed("[64:ff9b:1::%u.%u.%u.%u]", a, b, c, d),
      printed("[2002:%x:%x::1]", high, low),
      printed("[2001::%x:%x]", high ^ 0xffffU, low ^ 0xffffU),
      printed("[2a02::5efe:%u.%u.%u.%u]", a, b, c, d),
      printed("[2a02::200:5efe:%u.%u.%u.%u]", a, b, c, d),
      "user@" + address,
      "example.com@" + address,
      "example.com\\@" + address,
      "example.com%23@" + address,
      " " + address,
      address + "\t",
  };
  return hosts;
}

std::vector<std::string> refused_hosts() {
  std::vector<std::string> hosts;
  for (const std::string& address : kInner4) {
    for (std::string& host : spellings_of(address)) hosts.push_back(std::move(host));
  }
  for (const std::string& address : kInner6) {
    hosts.push_back("[" + address + "]");
    hosts.push_back("[" + address + "%25eth0]");
    hosts.push_back("[" + address + "%1]");
    hosts.push_back(address);
  }
  for (const char* const name : {"localhost",
                                 "LOCALHOST",
                                 "localhost.",
                                 "a.localhost",
                                 "ｌｏｃａｌｈｏｓｔ",
                                 "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
                                 "localhost.localdomain",
                                 "printer.local",
                                 "x.internal",
                                 "metadata.google.internal",
                                 "metadata",
                                 "instance-data",
                                 "router.lan",
                                 "nas.home",
                                 "x.home.arpa",
                                 "x.corp",
                                 "x.intranet",
                                 "x.private",
                                 "x.test",
                                 "x.invalid",
                                 "x.example",
                                 "x.onion",
                                 "x.alt",
                                 "kubernetes",
                                 "consul",
                                 "wpad",
                                 "db"}) {
    hosts.emplace_back(name);
  }
  return hosts;
}

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
