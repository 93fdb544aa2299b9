// The whole suite against a network of its own, in which every address answers: the metadata service, the
// router and this machine included. A name server lies, redirects lead inside, and a connection to any
// address that is not public is a breach, of which there may be none. The program has no loophole for this:
// nothing is allowed here that is not allowed in service. docs/security/ssrf.md has the figures by class.
//
// Needs to make a network namespace (root, or user namespaces): elsewhere the test says that it did not run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "jium/outside/any_listener.h"
#include "jium/outside/fetch.h"
#include "jium/outside/lying_name_server.h"
#include "jium/outside/peer_process.h"
#include "jium/outside/resolve.h"
#include "jium/outside/scripted_peer.h"
#include "jium/outside/ssrf_vectors.h"
#include "jium/outside/transfer.h"

namespace jium::outside {
namespace {

constexpr const char* kInside = "JIUM_INSIDE_A_TEST_NETWORK";

bool inside() {
  return std::getenv(kInside) != nullptr;
}

TEST(SsrfSuite, HoldsInANetworkWhereEveryAddressAnswers) {
  if (inside()) GTEST_SKIP() << "this is the inside";
  const TestFolder folder;
  std::ofstream(folder.file("resolv.conf")) << "nameserver 192.0.2.53\noptions timeout:1 attempts:1\n";
  std::ofstream(folder.file("hosts")) << "127.0.0.1 localhost\n10.0.0.1 router.lie.kr\n";
  std::ofstream(folder.file("nsswitch.conf")) << "hosts: dns\n";
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string script =
      "ip link set lo up && ip route add local default dev lo && "
      "ip -6 route add local default dev lo && mount --bind " +
      folder.file("resolv.conf") + " /etc/resolv.conf && mount --bind " + folder.file("nsswitch.conf") +
      " /etc/nsswitch.conf && exit 0; exit 77";
  const std::string unshare = std::string("unshare ") + (::geteuid() == 0 ? "" : "-Ur ") + "-n -m sh -c ";
  if (std::system((unshare + "'" + script + "' >/dev/null 2>&1").c_str()) != 0)
    GTEST_SKIP() << "no network namespace on this machine: the SSRF suite did NOT run against a network";
  const std::string run = script.substr(0, script.rfind("exit 0")) + "exec env " + kInside + "=1 " + self +
                          " --gtest_filter=InsideTheNetwork.* --gtest_brief=1";
  EXPECT_EQ(std::system((unshare + "'" + run + "'").c_str()), 0);
}

std::string hex_of(const std::string& address) {
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) return to_hex(ByteView(bytes).first(4));
  EXPECT_EQ(inet_pton(AF_INET6, address.c_str(), bytes.data()), 1) << address;
  return to_hex(bytes);
}

// Every address of the lists, each IPv4 one in its IPv6 forms too.
std::vector<std::string> inner_addresses() {
  std::vector<std::string> all = kInner4;
  all.insert(all.end(), kInner6.begin(), kInner6.end());
  for (const std::string& address : kInner4) {
    const std::string hex = hex_of(address), high = hex.substr(0, 4), low = hex.substr(4);
    for (const std::string& form :
         {"::ffff:" + address, "::" + address, "64:ff9b::" + address, "64:ff9b:1::" + address,
          "2002:" + high + ":" + low + "::1", "2001::" + high + ":" + low, "2a02::5efe:" + high + ":" + low})
      all.push_back(form);
  }
  return all;
}

class InsideTheNetwork : public testing::Test {
 protected:
  void SetUp() override {
    if (!inside()) GTEST_SKIP() << "SsrfSuite runs these in a network of their own";
    names = std::make_unique<LyingNameServer>();
    sites = std::make_unique<AnyListener>(std::vector<std::uint16_t>{80, 443, 8080, 8443});
    settings.connect_time = std::chrono::milliseconds{1500};
    settings.whole_time = std::chrono::seconds{4};
    fetcher = make_http_fetcher(settings, clock);
  }
  void TearDown() override {
    if (!inside()) return;
    EXPECT_EQ(sites->breaches(), 0) << "something reached an address that is not public";
    for (const auto& [name, count] : tally)
      std::printf("ssrf: %-42s %5d of %5d\n", name.c_str(), count.first, count.second);
  }

  // Refused before anything was sent, or answered by nobody: never a body.
  void refuse(const std::string& sort, const std::string& text) {
    auto& [refused, asked] = tally[sort];
    ++asked;
    const int before = sites->visits();
    const auto address = registry::WebAddress::parse(text);
    if (!address) {
      ++refused;
      return;
    }
    const auto fetched = fetcher->fetch(*address);
    EXPECT_FALSE(fetched) << sort << ": " << text;
    if (fetched) return;
    const FaultKind kind = fetched.fault().kind;
    EXPECT_TRUE(kind == FaultKind::forbidden || kind == FaultKind::outside || kind == FaultKind::late)
        << text << ": " << fetched.fault().what;
    EXPECT_EQ(sites->visits(), before) << text;
    ++refused;
  }
  // The redirect itself is public and is visited; where it leads is not.
  void refuse_redirect(const std::string& sort, int status, const std::string& target) {
    auto& [refused, asked] = tally[sort];
    ++asked;
    const int before = sites->visits();
    const auto fetched = fetcher->fetch(*registry::WebAddress::parse(
        "http://ok.lie.kr/r/" + std::to_string(status) + "/" + to_hex(bytes_of(target))));
    EXPECT_FALSE(fetched) << sort << ": " << status << " " << target;
    EXPECT_EQ(sites->visits(), before + 1) << "the first hop and nothing else: " << target;
    if (!fetched) {
      EXPECT_EQ(fetched.fault().kind, FaultKind::forbidden) << target << ": " << fetched.fault().what;
      ++refused;
    }
  }
  void reach(const std::string& sort, const std::string& text) {
    auto& [reached, asked] = tally[sort];
    ++asked;
    const int before = sites->visits();
    const auto address = registry::WebAddress::parse(text);
    ASSERT_TRUE(address) << text;
    const auto fetched = fetcher->fetch(*address);
    const bool is_tls = address->scheme() == "https";  // no certificate here: to have knocked is enough
    EXPECT_EQ(fetched.has_value(), !is_tls) << text << (fetched ? "" : fetched.fault().what);
    EXPECT_GT(sites->visits(), before) << text;
    if (sites->visits() > before) ++reached;
  }

  int asked_of_all() const {
    int sum = 0;
    for (const auto& [name, count] : tally) {
      EXPECT_EQ(count.first, count.second) << name;
      sum += count.second;
    }
    return sum;
  }

  const FakeClock clock;
  FetchSettings settings;
  std::unique_ptr<LyingNameServer> names;
  std::unique_ptr<AnyListener> sites;
  std::unique_ptr<registry::Fetcher> fetcher;
  std::map<std::string, std::pair<int, int>> tally;
};

TEST_F(InsideTheNetwork, NoSpellingReachesAPlaceThatIsNotPublic) {
  for (const std::string& host : refused_hosts()) {
    refuse("spellings of addresses and names, http", "http://" + host + "/");
    refuse("spellings of addresses and names, https", "https://" + host + "/");
  }
  for (const char* const port : {":0", ":65536", ":80:443", ":-1", ":8080x", ":"})
    for (const char* const host : {"127.0.0.1", "ok.lie.kr@127.0.0.1", "10.0.0.1"})
      refuse("ports", std::string("http://") + host + port + "/");
  for (const char* const scheme :
       {"file:///etc/passwd", "ftp://ok.lie.kr/", "gopher://ok.lie.kr/", "dict://ok.lie.kr/",
        "data:text/plain,x", "javascript:alert(1)", "unix:///run/x", "ldap://ok.lie.kr/", "smb://ok.lie.kr/",
        "scp://ok.lie.kr/", "HTTP:/127.0.0.1/", "http:127.0.0.1", "//127.0.0.1/", "http:///127.0.0.1/",
        "http://", "ht\ttp://127.0.0.1/"})
    refuse("schemes", scheme);
  for (const char* const trick :
       {"http://ok.lie.kr@127.0.0.1/", "http://ok.lie.kr:80@127.0.0.1/", "http://127.0.0.1\\@ok.lie.kr/",
        "http://ok.lie.kr\\@127.0.0.1/", "http://127.0.0.1#@ok.lie.kr/", "http://127.0.0.1?@ok.lie.kr/",
        "http://ok.lie.kr%23@127.0.0.1/", "http://127.0.0.1%2f@ok.lie.kr/", "http://127.0.0.1%00.ok.lie.kr/",
        "http://[::1]%25.ok.lie.kr/", "http://[::ffff:127.0.0.1%25lo]/", "http://127.0.0.1\t/",
        "http://127.0.0.1\r\nHost: x/", "http://ok.lie.kr /@127.0.0.1/"})
    refuse("userinfo, backslash, fragment, line ends", trick);
  EXPECT_GE(asked_of_all(), 2500);
}

TEST_F(InsideTheNetwork, NoNameLeadsThere) {
  for (const std::string& address : inner_addresses()) {
    const std::string ip = hex_of(address);
    const bool is_v4 = ip.size() == 8;
    refuse("names: one record, not public", std::string("http://") + (is_v4 ? "a-" : "q-") + ip + ".lie.kr/");
    for (const char* const kind : {"both-", "rev-", "mix-"})
      refuse("names: one of several records", "http://" + (kind + ip) + ".lie.kr/");
    for (const char* const links : {"1", "3", "9"})
      refuse("names: behind aliases", std::string("http://cname-") + links + "-" + ip + ".lie.kr/");
  }
  for (const char* const kind : {"refuse-", "garbage-", "none-"})
    refuse("names: servers that do not answer as they should",
           std::string("http://") + kind + "7f000001.lie.kr/");
  for (const char* const kind : {"silent-", "badid-"})
    refuse("names: servers that do not answer as they should",
           std::string("http://") + kind + "7f000001.lie.kr/");
  EXPECT_GE(asked_of_all(), 1000);
  EXPECT_GT(names->questions(), 1000);
}

// Public when it is asked first, inside when it is asked again. It is asked once a visit, and what was
// answered is what is connected to.
TEST_F(InsideTheNetwork, ANameThatChangesItsMindIsVisitedWhereItWasJudged) {
  int turn = 0;
  for (const std::string& address : kInner4) {
    for (int publicly = 0; publicly < 3; ++publicly) {
      const std::string name = "http://flip" + std::to_string(publicly) + "-" + hex_of(address) + "-" +
                               std::to_string(++turn) + ".lie.kr/";
      for (int visit = 0; visit < publicly; ++visit) reach("rebinding: while it is public", name);
      for (int visit = 0; visit < 2; ++visit) refuse("rebinding: once it is not", name);
    }
  }
  EXPECT_GE(asked_of_all(), 300);
}

TEST_F(InsideTheNetwork, NoRedirectLeadsThere) {
  std::vector<std::string> targets;
  for (const std::string& address : kInner4) targets.push_back("http://" + address + "/");
  for (const std::string& address : kInner6) targets.push_back("http://[" + address + "]/");
  for (const char* const one : {"//127.0.0.1/",
                                "///127.0.0.1/",
                                "http://2130706433/",
                                "http://0x7f.1/",
                                "http://0177.0.0.1/",
                                "http://127.1/",
                                "http://localhost/",
                                "http://a-7f000001.lie.kr/",
                                "http://both-0a000001.lie.kr/",
                                "http://cname-3-a9fea9fe.lie.kr/",
                                "https://a-c0a80101.lie.kr/",
                                "http://[::ffff:7f00:1]/",
                                "http://[64:ff9b::7f00:1]/",
                                "file:///etc/passwd",
                                "ftp://127.0.0.1/",
                                "gopher://127.0.0.1:25/_x",
                                "dict://127.0.0.1:11211/",
                                "data:text/plain,x",
                                "javascript:alert(1)",
                                "blob:http://127.0.0.1/",
                                "unix:///run/x",
                                "http://user@127.0.0.1/",
                                "http://ok.lie.kr\\@127.0.0.1/",
                                "http://metadata.google.internal/",
                                "http://router.lan/",
                                "http://x.onion/"})
    targets.emplace_back(one);
  for (const int status : {301, 302, 303, 307, 308}) {
    for (const std::string& target : targets)
      refuse_redirect("redirects " + std::to_string(status), status, target);
  }
  EXPECT_GE(asked_of_all(), 500);
}

TEST_F(InsideTheNetwork, ALoopEndsAndARefreshIsNotFollowed) {
  std::string loop = "http://ok.lie.kr/";
  for (int hop = 0; hop < settings.redirects + 1; ++hop)
    loop = "http://ok.lie.kr/r/302/" + to_hex(bytes_of(loop));
  const auto endless = registry::WebAddress::parse(loop);
  ASSERT_TRUE(endless);
  EXPECT_FALSE(fetcher->fetch(*endless)) << "one hop more than the limit";
  for (const char* const path : {"refresh", "meta"}) {
    const int before = sites->visits();
    EXPECT_TRUE(fetcher->fetch(*registry::WebAddress::parse(std::string("http://ok.lie.kr/") + path)));
    EXPECT_EQ(sites->visits(), before + 1);
  }
}

// What a page names is resolved by the same parser and fetched through the same guard.
TEST_F(InsideTheNetwork, NoReferenceOfAPageLeadsThere) {
  const auto page = *registry::WebAddress::parse("http://ok.lie.kr/v/1");
  std::vector<std::string> references = {"//127.0.0.1/a.jpg",    "///127.0.0.1/a.jpg",
                                         "\\\\127.0.0.1\\a.jpg", "http:127.0.0.1/",
                                         "file:///etc/passwd",   "http://a-7f000001.lie.kr/a.jpg"};
  for (const std::string& host : refused_hosts()) references.push_back("//" + host + "/a.jpg");
  for (const std::string& reference : references) {
    const auto target = page.resolve(reference);
    // A reference that is a path is of the page's own site.
    if (target && target->host() == "ok.lie.kr") continue;
    if (target) {
      refuse("references of a page", target->canonical().reveal());
    } else {
      ++tally["references of a page"].first;
      ++tally["references of a page"].second;
    }
  }
  EXPECT_GE(asked_of_all(), 1000);
}

// The first check is taken away: what is connected to is judged again, by the address of the socket itself.
TEST_F(InsideTheNetwork, TheSecondLayerAloneRefusesAll) {
  auto& [refused, asked] = tally["the socket's own check alone"];
  for (const std::string& address : inner_addresses()) {
    const bool is_v4 = address.find(':') == std::string::npos;
    const auto pinned = IpAddress::parse(address);
    ASSERT_TRUE(pinned) << address;
    std::vector<std::string> places{"http://rebound.lie.kr/"};
    if (const auto literal =
            registry::WebAddress::parse("http://" + (is_v4 ? address : "[" + address + "]") + "/"))
      places.push_back(literal->canonical().reveal());
    for (const std::string& place : places) {
      ++asked;
      const auto answer =
          get_once(*registry::WebAddress::parse(place), {*pinned}, settings, std::chrono::seconds{2});
      EXPECT_FALSE(answer) << place << " at " << address;
      if (answer) continue;
      EXPECT_EQ(answer.fault().kind, FaultKind::forbidden) << address << answer.fault().what;
      ++refused;
    }
  }
  EXPECT_GE(asked_of_all(), 500);
}

TEST_F(InsideTheNetwork, OrdinaryPlacesAreReached) {
  for (const char* const host :
       {"ok.lie.kr", "www.ok.kr", "OK.LIE.KR", "ok.lie.kr.", "한국.kr", "xn--3e0b707e.kr", "bücher.de",
        "my_site.ok.kr", "localhost.ok.kr", "127.0.0.1.ok.kr", "10.ok.kr", "test.kr", "home.co",
        "cname-2-5db8d822.lie.kr", "93.184.216.34", "8.8.8.8", "[2606:4700:4700::1111]",
        "[2001:4860:4860::8888]"}) {
    for (const char* const rest : {"/", ":80/x", ":8080/?q=1#f", "/경로/a b.jpg"}) {
      const std::string path = rest;
      reach("ordinary places, http", std::string("http://") + host + path.substr(0, path.find(' ')));
    }
    for (const char* const rest : {"/", ":8443/x"})
      reach("ordinary places, https", std::string("https://") + host + rest);
  }
  EXPECT_GE(asked_of_all(), 100);
}

// A SOCKS5 proxy (RFC 1928) that says what it was asked for, and answers itself.
class Proxy {
 public:
  Proxy()
      : peer_([this](Line& line) {
          const std::string greeting = line.read_bytes(2);
          if (greeting.size() < 2) return;
          line.read_bytes(static_cast<unsigned char>(greeting[1]));  // the ways to sign in that it knows
          line.say(std::string("\x05\x00", 2));
          const std::string head = line.read_bytes(5);
          if (head.size() < 5) return;
          const bool is_name = head[3] == 3;
          const std::size_t length = is_name ? static_cast<unsigned char>(head[4]) : head[3] == 1 ? 3U : 15U;
          const std::string rest = line.read_bytes(length + 2);
          {
            const std::lock_guard lock(mutex_);
            asked_.push_back(is_name ? rest.substr(0, length) : "address");
          }
          line.say(std::string("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10));
          line.read_until("\r\n\r\n");
          line.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        }) {}
  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(peer_.port()); }
  [[nodiscard]] std::vector<std::string> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> asked_;
  ScriptedPeer peer_;
};

TEST_F(InsideTheNetwork, AProxyIsNotAskedForWhatIsNotPublicEither) {
  Proxy proxy;
  settings.proxy = proxy.address();
  settings.vantage = "abroad";
  fetcher = make_http_fetcher(settings, clock);
  for (const std::string& host : refused_hosts()) refuse("through a proxy", "http://" + host + "/");
  for (const std::string& address : kInner4) {
    refuse("through a proxy", "http://a-" + hex_of(address) + ".lie.kr/");
    refuse("through a proxy", "http://both-" + hex_of(address) + ".lie.kr/");
  }
  EXPECT_THAT(proxy.asked(), testing::IsEmpty());
  const auto fetched = fetcher->fetch(*registry::WebAddress::parse("http://ok.lie.kr/"));
  ASSERT_TRUE(fetched) << fetched.fault().what;
  EXPECT_EQ(fetched->evidence.vantage, "abroad");
  EXPECT_EQ(fetched->evidence.peer, "") << "a proxy does not tell";
  EXPECT_THAT(proxy.asked(), testing::ElementsAre("ok.lie.kr")) << "by its name: the proxy asks for it";
  EXPECT_TRUE(fetcher->fetch(*registry::WebAddress::parse("http://none-1.lie.kr/"))) << "unknown here alone";
  EXPECT_GE(asked_of_all(), 1000);
}

}  // namespace
}  // namespace jium::outside
