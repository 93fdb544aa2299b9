#include "jium/removal/site_hosts.h"

#include <gtest/gtest.h>

namespace jium::removal {
namespace {

TEST(SiteHosts, ANetworkIsTheBlockThatAHostAnnounces) {
  EXPECT_EQ(network_of("192.0.2.77"), "192.0.2.0/24");
  EXPECT_EQ(network_of("2001:db8:7:1::9"), "2001:db8:7::/48");
  for (const char* none : {"", "board.example", "192.0.2", "192.0.2.7:80", "[2001:db8::1]"})
    EXPECT_EQ(network_of(none), "") << none;
}

TEST(SiteHosts, ANewNetworkOfAKnownNameIsNewsOnce) {
  SiteHosts hosts;
  EXPECT_FALSE(note_peer(hosts, "media.board.example", "192.0.2.7")) << "the first is no change";
  EXPECT_FALSE(note_peer(hosts, "media.board.example", "192.0.2.200")) << "the same network";
  EXPECT_FALSE(note_peer(hosts, "www.board.example", "198.51.100.1")) << "another name may lie elsewhere";
  EXPECT_TRUE(note_peer(hosts, "media.board.example", "203.0.113.9"));
  EXPECT_FALSE(note_peer(hosts, "media.board.example", "203.0.113.10"));
  EXPECT_FALSE(note_peer(hosts, "media.board.example", "192.0.2.7")) << "and back is known";
  EXPECT_FALSE(note_peer(hosts, "media.board.example", "nonsense"));
}

TEST(SiteHosts, AnotherHolderIsNews) {
  SiteHosts hosts;
  EXPECT_FALSE(note_holder(hosts, "Example Hosting"));
  EXPECT_FALSE(note_holder(hosts, "Example Hosting"));
  EXPECT_FALSE(note_holder(hosts, "")) << "a register that says nothing names nobody else";
  EXPECT_TRUE(note_holder(hosts, "Far Away Hosting"));
  EXPECT_EQ(hosts.holder, "Far Away Hosting");
}

TEST(SiteHosts, KeepsTheLatest) {
  SiteHosts hosts;
  for (int i = 0; i < 40; ++i)
    static_cast<void>(note_peer(hosts, "a.example", "192.0." + std::to_string(i) + ".1"));
  EXPECT_EQ(hosts.traces[0].networks.size(), kMostNetworks);
  EXPECT_EQ(hosts.traces[0].networks.back(), "192.0.39.0/24");
  for (int i = 0; i < 100; ++i)
    static_cast<void>(note_peer(hosts, std::to_string(i) + ".a.example", "192.0.2.1"));
  EXPECT_EQ(hosts.traces.size(), kMostTraces);
}

}  // namespace
}  // namespace jium::removal
