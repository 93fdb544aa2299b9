#include "jium/exchange/feed_copy.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

namespace jium::exchange {
namespace {

using fingerprint::Algorithm;
using fingerprint::Fingerprint;
using registry::EntryId;
using registry::FeedAct;
using registry::FeedEntry;

constexpr registry::FeedId kFeed{0x1234567890abcde};
const Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

audit::NoteSigner signer_of(registry::FeedId feed = kFeed, std::uint8_t byte = 7) {
  audit::NoteSigner::Seed seed{};
  seed.fill(byte);
  return audit::NoteSigner::make(key_name_of(feed), audit::KeyUse::sign,
                                 Secret<audit::NoteSigner::Seed>(seed))
      .value();
}

FeedEntry added(std::uint64_t entry) {
  FeedEntry one;
  one.act = FeedAct::added;
  one.entry = EntryId(entry);
  one.at = kNow;
  one.item = registry::FeedItem{
      registry::FootageKind::image,
      {"kr-illegal-footage", "2020-12-10", "illegally_filmed"},
      registry::DecidedBy::committee,
      {*Fingerprint::make(Algorithm::pdq, Bytes(32, 0x5a), 88),
       *Fingerprint::make(Algorithm::sha256, Bytes(32, static_cast<std::uint8_t>(entry)), 100)}};
  one.salt.fill(static_cast<std::uint8_t>(entry));
  return one;
}
FeedEntry withdrawn(std::uint64_t entry) {
  FeedEntry one;
  one.act = FeedAct::withdrawn;
  one.entry = EntryId(entry);
  one.at = kNow;
  return one;
}

// A server that adds, takes back and serves, as desk/ and store/ do.
class Server {
 public:
  void add(FeedEntry entry) {
    entry.seq = entries_.size() + 1;
    entry.digest = digest_of_entry(entry);
    if (entry.act == FeedAct::withdrawn) {
      for (FeedEntry& earlier : entries_) {
        if (earlier.entry != entry.entry || earlier.act != FeedAct::added) continue;
        earlier.act = FeedAct::gone;
        earlier.item.reset();
        earlier.salt = {};
      }
    }
    chains_.push_back(chain_after(chains_.back(), entry.digest));
    entries_.push_back(std::move(entry));
  }
  FeedPage page(std::uint64_t after, std::size_t limit = 1000, Duration later = Duration{0}) const {
    FeedPage page;
    page.list = kFeed;
    page.after = after;
    page.chain_before = chains_.at(after);
    for (std::size_t i = after; i < entries_.size() && page.entries.size() < limit; ++i)
      page.entries.push_back(entries_[i]);
    page.upto = after + page.entries.size();
    page.chain = chains_.at(page.upto);
    page.newest = entries_.size();
    page.issued_at = kNow + later;
    sign(page, signer_of());
    return page;
  }

 private:
  std::vector<FeedEntry> entries_;
  std::vector<EntryDigest> chains_{EntryDigest{}};
};

Server some_server() {
  Server server;
  for (std::uint64_t entry = 1; entry <= 4; ++entry) server.add(added(entry));
  server.add(withdrawn(2));
  return server;
}

FeedCopy new_copy() {
  return FeedCopy(signer_of().key());
}

std::string file_text(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(FeedPage, IsWrittenAsTheGoldenFileHasIt) {
  const std::string path = std::string(JIUM_SOURCE_DIR) + "/src/jium/exchange/golden/feed_page.json";
  const std::string written = boost::json::serialize(to_json(some_server().page(0))) + "\n";
  if (std::getenv("JIUM_REFRESH") != nullptr) std::ofstream(path) << written;
  EXPECT_EQ(written, file_text(path)) << "peers read this: a change is another format";
  const auto page = read_feed_page(parse_feed_json(file_text(path)).value());
  ASSERT_TRUE(page);
  EXPECT_TRUE(check_page(*page, signer_of().key()));
}

TEST(FeedPage, SaysNothingOfWhatIsGone) {
  const std::string text = boost::json::serialize(to_json(some_server().page(0)));
  EXPECT_EQ(text.find(to_hex(Bytes(32, 2))), std::string::npos);
  EXPECT_NE(text.find(to_hex(Bytes(32, 1))), std::string::npos);
}

// Each change of one byte is refused: it is no page, or not what was signed.
TEST(FeedPage, EveryFlippedByteIsNoticed) {
  const std::string text = boost::json::serialize(to_json(some_server().page(0)));
  const FeedPage whole = some_server().page(0);
  int harmless = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string flipped = text;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    const auto json = parse_feed_json(flipped);
    if (!json) continue;
    const auto page = read_feed_page(*json);
    if (!page || !check_page(*page, signer_of().key())) continue;
    // What does not change the meaning may pass: `at` of what is gone, the key that a page names, the letter
    // case of an id or of a value.
    EXPECT_EQ(statement_of(*page), statement_of(whole)) << at;
    ++harmless;
  }
  EXPECT_LT(harmless, 300);
}

TEST(FeedPage, IsNotReadWithAMemberTooManyOrTooFew) {
  const auto json = to_json(some_server().page(0));
  for (const auto& member : json) {
    auto less = json;
    less.erase(member.key());
    EXPECT_FALSE(read_feed_page(less)) << std::string(member.key());
  }
  auto more = json;
  more["case"] = "C-1";
  EXPECT_FALSE(read_feed_page(more));
}

TEST(FeedCopy, FollowsPageByPageAndForgetsWhatIsWithdrawn) {
  const Server server = some_server();
  FeedCopy copy = new_copy();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(copy.take(server.page(copy.seq(), 2)));
  EXPECT_EQ(copy.seq(), 5U);
  EXPECT_EQ(copy.live(), 3U);
  EXPECT_EQ(copy.write().find(to_hex(Bytes(32, 2))), std::string::npos) << "no trace of it is kept";
  EXPECT_EQ(copy.hash_list().find(EntryId(2).text()), std::string::npos);
  const auto again = FeedCopy::read(copy.write());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->write(), copy.write());
  EXPECT_EQ(again->hash_list(), copy.hash_list());
}

TEST(FeedCopy, NoticesAGapAReplayAnotherFeedAndAnotherHistory) {
  Server server = some_server();
  FeedCopy copy = new_copy();
  ASSERT_TRUE(copy.take(server.page(0, 2, Duration{5})));
  EXPECT_EQ(copy.take(server.page(3)).fault().kind, FaultKind::conflict) << "a gap";
  EXPECT_EQ(copy.take(server.page(0, 2)).fault().kind, FaultKind::conflict) << "served again";
  EXPECT_EQ(copy.take(server.page(2, 2, Duration{4})).fault().kind, FaultKind::conflict) << "older";
  Server rewritten;
  for (std::uint64_t entry = 11; entry <= 15; ++entry) rewritten.add(added(entry));
  EXPECT_EQ(copy.take(rewritten.page(2, 2, Duration{6})).fault().kind, FaultKind::conflict);
  FeedPage other = server.page(2, 2, Duration{6});
  other.list = registry::FeedId(99);
  sign(other, signer_of(other.list));
  EXPECT_EQ(copy.take(other).fault().kind, FaultKind::malformed) << "signed by another feed's key";
  FeedPage forged = server.page(2, 2, Duration{6});
  sign(forged, signer_of(kFeed, 8));
  EXPECT_EQ(copy.take(forged).fault().kind, FaultKind::malformed) << "signed by nobody";
  EXPECT_EQ(copy.seq(), 2U);
  EXPECT_TRUE(copy.take(server.page(2, 1000, Duration{6})));
}

TEST(FeedCopy, EveryLineThatIsChangedSwappedOrMissingIsNoticed) {
  FeedCopy copy = new_copy();
  ASSERT_TRUE(copy.take(some_server().page(0)));
  std::vector<std::string> lines;
  std::istringstream text(copy.write());
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  const auto joined = [](const std::vector<std::string>& list) {
    std::string all;
    for (const auto& line : list) all += line + '\n';
    return all;
  };
  ASSERT_TRUE(FeedCopy::read(joined(lines)));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto less = lines;
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(FeedCopy::read(joined(less))) << i;
    auto twice = lines;
    twice.insert(twice.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
    EXPECT_FALSE(FeedCopy::read(joined(twice))) << i;
    if (i + 1 == lines.size()) continue;
    auto swapped = lines;
    std::swap(swapped[i], swapped[i + 1]);
    EXPECT_FALSE(FeedCopy::read(joined(swapped))) << i;
  }
}

RC_GTEST_PROP(FeedCopy, AnyHistoryInAnyPagesEndsAsTheServerHasIt, ()) {
  Server server;
  std::set<std::uint64_t> live;
  FeedCopy copy = new_copy();
  std::uint64_t next = 0;
  Duration later{0};
  const auto steps = *rc::gen::container<std::vector<int>>(30, rc::gen::inRange(0, 4));
  for (const int step : steps) {
    if (step < 2) {
      server.add(added(++next));
      live.insert(next);
    } else if (step == 2 && !live.empty()) {
      server.add(withdrawn(*live.begin()));
      live.erase(live.begin());
    } else if (step == 3) {
      RC_ASSERT(copy.take(server.page(copy.seq(), 3, ++later)).has_value());
    }
  }
  while (copy.take(server.page(copy.seq(), 7, ++later)) && copy.seq() < server.page(0).newest) {
  }
  RC_ASSERT(copy.live() == live.size());
  RC_ASSERT(FeedCopy::read(copy.write())->hash_list() == copy.hash_list());
}

}  // namespace
}  // namespace jium::exchange
