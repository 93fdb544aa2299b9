#include "jium/match/hamming_index.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <thread>
#include <tuple>

#include "jium/match/index_log.h"

namespace jium::match {
namespace {

// Values near to each other, as random ones are all about 128 bits apart.
rc::Gen<Bits256> near_values() {
  return rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 256)),
                      [](const std::vector<int>& bits) {
                        Bits256 value{};
                        for (const int bit : bits)
                          value[static_cast<std::size_t>(bit) / 64] ^= std::uint64_t{1} << (bit % 64);
                        return value;
                      });
}

// Bit by bit, with none of the index's arithmetic.
int plain_distance(const Bits256& a, const Bits256& b) {
  int differing = 0;
  for (int bit = 0; bit < 256; ++bit) {
    const auto word = static_cast<std::size_t>(bit) / 64;
    differing += static_cast<int>((a[word] >> (bit % 64) & 1) != (b[word] >> (bit % 64) & 1));
  }
  return differing;
}

using Entries = std::vector<std::pair<std::uint64_t, Bits256>>;

std::vector<std::pair<int, std::uint64_t>> plain_search(const Entries& entries, const Bits256& value,
                                                        int radius) {
  std::vector<std::pair<int, std::uint64_t>> hits;
  for (const auto& [key, bits] : entries) {
    if (plain_distance(bits, value) <= radius) hits.emplace_back(plain_distance(bits, value), key);
  }
  std::sort(hits.begin(), hits.end());
  return hits;
}

// Lists of three values, so that a few steps fill, merge and wear out segments.
RC_GTEST_PROP(HammingIndex, FindsExactlyWhatAPlainSearchFinds, ()) {
  IndexSettings settings;
  settings.list = *rc::gen::element<std::size_t>(1, 3, 100'000);
  settings.most_in_segment = *rc::gen::element<std::uint64_t>(5, 1'000);
  HammingIndex index(settings);
  Entries entries;
  const auto steps = *rc::gen::container<std::vector<std::tuple<bool, std::uint64_t, Bits256>>>(
      rc::gen::tuple(rc::gen::weightedElement<bool>({{4, true}, {1, false}}),
                     rc::gen::inRange<std::uint64_t>(1, 8), near_values()));
  for (const auto& [adds, key, value] : steps) {
    if (adds && value[0] % 4 == 1) {
      const std::vector<KeyedBits> many{{key, value}, {key + 1, value}, {key, Bits256{}}, {1, value}};
      index.add_many(many);
      for (const KeyedBits& one : many) entries.emplace_back(one.key, one.bits);
    } else if (adds) {
      index.add(key, value);
      entries.emplace_back(key, value);
    } else {
      index.remove(key);
      std::erase_if(entries, [&, wanted = key](const auto& entry) { return entry.first == wanted; });
    }
    RC_ASSERT(index.size() == entries.size());
    const Bits256 asked = *near_values();
    const int radius = *rc::gen::inRange(0, 100);
    const auto expected = plain_search(entries, asked, radius);
    const auto hits = index.search(asked, radius);
    RC_ASSERT(hits.size() == expected.size());
    RC_ASSERT(index.search_batch(std::vector<Bits256>(5, asked), radius) == std::vector(5, hits));
    const Answers loose = index.search_loose(std::vector<Bits256>(2, asked), radius, Guarantee::measured);
    RC_ASSERT(loose.hits == std::vector(2, hits));
    RC_ASSERT(loose.guarantee == Guarantee::exact);
    for (std::size_t i = 0; i < hits.size(); ++i) {
      RC_ASSERT(hits[i].distance == expected[i].first);
      RC_ASSERT(hits[i].key == expected[i].second);
    }
  }
}

TEST(HammingIndex, TheRadiusIsInside) {
  HammingIndex index;
  index.add(1, Bits256{0x7FFF'FFFF, 0, 0, 0});  // 31 bits
  index.add(2, Bits256{0xFFFF'FFFF, 0, 0, 0});  // 32 bits
  const auto hits = index.search(Bits256{}, 31);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].key, 1U);
  EXPECT_EQ(hits[0].distance, 31);
}

TEST(HammingIndex, AllBitsCount) {
  HammingIndex index;
  index.add(1, Bits256{});
  const Bits256 opposite{~0ULL, ~0ULL, ~0ULL, ~0ULL};
  EXPECT_TRUE(index.search(opposite, 255).empty());
  EXPECT_EQ(index.search(opposite, 256).at(0).distance, 256);
}

// ---- while other threads are at it ----

Bits256 random_value(std::mt19937_64& random) {
  return {random(), random(), random(), random()};
}

TEST(HammingIndex, NothingThatIsThereIsMissedAndNothingWithdrawnIsFoundWhileSegmentsMerge) {
  IndexSettings settings;
  settings.list = 64;
  HammingIndex index(settings);
  std::mt19937_64 random(3);
  std::vector<Bits256> values(6'000);
  std::ranges::generate(values, [&] { return random_value(random); });
  std::atomic<std::size_t> added{0};
  std::atomic<std::size_t> removed{0};  // these from the front are gone
  std::atomic<bool> wrong{false};
  std::thread reader([&] {
    std::mt19937_64 own(4);
    while (added.load() < values.size()) {
      const std::size_t gone = removed.load();
      const std::size_t there = added.load();
      if (there == 0) continue;
      const std::size_t at = own() % there;
      const auto hits = index.search(values[at], 20);
      const bool found = !hits.empty();
      if (at < gone && found) wrong = true;
      if (at >= removed.load() + 1 && !found) wrong = true;  // one may be on its way out
    }
  });
  for (std::size_t i = 0; i < values.size(); ++i) {
    index.add(i, values[i]);
    added = i + 1;
    if (i % 3 == 2) {
      index.remove(i / 3);
      removed = i / 3 + 1;
    }
  }
  reader.join();
  EXPECT_FALSE(wrong);
  index.settle(true);
  EXPECT_EQ(index.size(), values.size() - removed);
  EXPECT_LE(index.segments(), 8U);
  for (std::size_t i = 0; i < values.size(); ++i)
    EXPECT_EQ(index.search(values[i], 0).size(), i < removed ? 0U : 1U) << i;
}

// ---- in a folder ----

namespace fs = std::filesystem;
using Model = std::multimap<std::uint64_t, Bits256>;

class IndexInAFolder : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / ("index_" + std::to_string(::getpid()) + test->name());
    fs::remove_all(folder_);
    settings_.list = 70;
    settings_.most_in_segment = 5'000;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::unique_ptr<HammingIndex> open() {
    auto index = HammingIndex::open(folder_.string(), settings_);
    EXPECT_TRUE(index) << index.fault().what;
    return std::move(*index);
  }

  // Adds and removes; the model keeps count.
  void live(HammingIndex& index, int steps) {
    for (int i = 0; i < steps; ++i) {
      const std::uint64_t key = random_() % 400;
      if (random_() % 5 == 0) {
        index.remove(key);
        model_.erase(key);
      } else {
        const Bits256 value = random_value(random_);
        index.add(key, value);
        model_.emplace(key, value);
      }
    }
  }

  [[nodiscard]] RegistrySource registry() const {
    return [at = model_.begin(), end = model_.end()]() mutable -> std::optional<KeyedBits> {
      if (at == end) return std::nullopt;
      const KeyedBits one{at->first, at->second};
      ++at;
      return one;
    };
  }

  void expect_same(const HammingIndex& index) const {
    const auto compared = index.compare_with(registry());
    ASSERT_TRUE(compared);
    EXPECT_TRUE(compared->same()) << compared->missing.size() << " missing, " << compared->extra.size()
                                  << " extra, " << compared->different.size() << " different";
    EXPECT_EQ(index.size(), model_.size());
  }

  [[nodiscard]] std::vector<fs::path> files(std::string_view kind) const {
    std::vector<fs::path> found;
    for (const auto& file : fs::directory_iterator(folder_)) {
      if (file.path().filename().string().starts_with(kind)) found.push_back(file.path());
    }
    std::ranges::sort(found);
    return found;
  }

  fs::path folder_;
  IndexSettings settings_;
  std::mt19937_64 random_{5};
  Model model_;
};

TEST_F(IndexInAFolder, IsThereAgainAfterEveryEnd) {
  for (int round = 0; round < 12; ++round) {
    const auto index = open();
    EXPECT_TRUE(index->refused().empty());
    expect_same(*index);
    live(*index, 20 + 60 * round);
    if (round % 3 == 0) index->settle(round % 2 == 0);
    if (round == 7) {
      std::vector<KeyedBits> many(500);
      for (KeyedBits& one : many) one = {1'000 + random_() % 50, random_value(random_)};
      for (const KeyedBits& one : many) model_.emplace(one.key, one.bits);
      index->remove(1'001);  // before, so it takes none of them
      index->add_many(many);
    }
    const auto synced = index->sync();
    EXPECT_TRUE(synced) << synced.fault().what;
    EXPECT_FALSE(index->trouble());
    EXPECT_TRUE(index->damaged().empty());
    expect_same(*index);
  }
}

TEST_F(IndexInAFolder, BelongsToOneProcessAtATime) {
  const auto index = open();
  const auto second = HammingIndex::open(folder_.string(), settings_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.fault().kind, FaultKind::conflict);
}

TEST_F(IndexInAFolder, NothingWrittenIsLostWhenTheProcessIsKilled) {
  for (int round = 0; round < 8; ++round) {
    int told[2];
    ASSERT_EQ(::pipe(told), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      auto index = HammingIndex::open(folder_.string(), settings_);
      if (!index) ::_exit(1);
      for (std::uint64_t i = 0;; ++i) {
        (*index)->add(static_cast<std::uint64_t>(round) * 1'000'000 + i,
                      {i, static_cast<std::uint64_t>(round), 7, 9});
        if (::write(told[1], "x", 1) != 1) ::_exit(1);
      }
    }
    ::close(told[1]);
    std::uint64_t written = 0;
    char heard = 0;
    const std::uint64_t enough = 150 + 331 * static_cast<std::uint64_t>(round);
    while (written < enough && ::read(told[0], &heard, 1) == 1) ++written;
    ::kill(child, SIGKILL);
    while (::read(told[0], &heard, 1) == 1) ++written;
    ::close(told[0]);
    ::waitpid(child, nullptr, 0);
    const auto index = open();
    ASSERT_TRUE(index->refused().empty()) << index->refused().front();
    for (std::uint64_t i = 0; i < written; ++i) {
      const auto hits = index->search({i, static_cast<std::uint64_t>(round), 7, 9}, 0);
      ASSERT_EQ(hits.size(), 1U) << "round " << round << ", value " << i << " of " << written;
    }
    EXPECT_LE(index->size(), static_cast<std::size_t>(round + 1) * 100'000);
  }
}

TEST_F(IndexInAFolder, ALogThatIsCutAnywhereGivesWhatCameBeforeTheCut) {
  settings_.list = 1'000;
  std::vector<Bits256> values;
  {
    const auto index = open();
    for (std::uint64_t i = 0; i < 40; ++i) {
      values.push_back(random_value(random_));
      index->add(i, values.back());
    }
  }
  const fs::path log = files("log-").front();
  const fs::path kept = folder_.string() + "_kept";
  fs::copy(folder_, kept);
  std::ifstream in(log, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  ASSERT_EQ(bytes.size(), 16 + 40 * 56U);
  for (std::size_t size = 0; size < bytes.size(); size += 13) {
    const auto records = decode_log(1, {reinterpret_cast<const std::uint8_t*>(bytes.data()), size});
    const std::size_t expected = size < 16 ? 0 : (size - 16) / 56;
    ASSERT_EQ(records.records.size(), expected);
    ASSERT_EQ(records.whole, size >= 16 && (size - 16) % 56 == 0);
    ASSERT_EQ(records.cut, !records.whole);
  }
  for (const std::size_t size : {std::size_t{3}, std::size_t{16 + 56 * 10 + 30}, bytes.size() - 1}) {
    fs::remove_all(folder_);
    fs::copy(kept, folder_);
    std::ofstream(log, std::ios::binary) << bytes.substr(0, size);
    for (int again = 0; again < 2; ++again) {
      const auto index = open();
      EXPECT_TRUE(index->refused().empty()) << index->refused().front();
      EXPECT_EQ(index->size(), size < 16 ? 0 : (size - 16) / 56);
    }
    const auto index = open();
    for (std::uint64_t i = 0; i < 40; ++i) model_.emplace(i, values[i]);
    ASSERT_TRUE(index->mend(registry()));
    expect_same(*index);
    model_.clear();
  }
  fs::remove_all(kept);
}

TEST_F(IndexInAFolder, EveryFileThatIsCutOrFlippedIsNamedAndMendedFromTheRegistry) {
  {
    const auto index = open();
    live(*index, 900);
    index->settle(true);
    live(*index, 150);
    index->settle();
  }
  const fs::path kept = folder_.string() + "_kept";
  fs::copy(folder_, kept);
  settings_.check = Segment::Check::whole;
  const fs::path last_log = files("log-").back();
  for (const fs::path& file : files("")) {
    const std::string name = file.filename().string();
    const auto size = fs::file_size(kept / name);
    if (name == "lock" || size == 0) continue;
    for (int round = 0; round < 8; ++round) {
      fs::remove_all(folder_);
      fs::copy(kept, folder_);
      if (round < 4) {
        fs::resize_file(file, random_() % size);
      } else {
        std::fstream both(file, std::ios::binary | std::ios::in | std::ios::out);
        const auto place = static_cast<std::streamoff>(random_() % size);
        both.seekg(place);
        const char old = static_cast<char>(both.get());
        both.seekp(place);
        both.put(static_cast<char>(old ^ 4));
      }
      const auto left = fs::file_size(file);
      // Nothing in a log says how long it should be: cut between two records it is a shorter log, and cut
      // within its last record, when it is the last log, it is what a killed process leaves.
      const bool clean = name.starts_with("log-") && round < 4 &&
                         (file == last_log || (left >= 16 && (left - 16) % 56 == 0));
      const auto index = open();
      if (clean) continue;
      ASSERT_FALSE(index->refused().empty()) << name << " round " << round;
      EXPECT_TRUE(index->refused().front().starts_with(name)) << index->refused().front();
      const auto compared = index->mend(registry());
      ASSERT_TRUE(compared);
      expect_same(*index);
      index->settle(true);
      expect_same(*index);
    }
  }
  fs::remove_all(kept);
}

TEST_F(IndexInAFolder, AManifestThatWasNeverFinishedChangesNothing) {
  {
    const auto index = open();
    live(*index, 500);
    index->settle(true);
  }
  std::ofstream(folder_ / "manifest.new") << "half";
  std::ofstream(folder_ / "segment-900") << "half";
  const auto index = open();
  EXPECT_TRUE(index->refused().empty());
  expect_same(*index);
  live(*index, 200);
  index->settle(true);
  EXPECT_FALSE(fs::exists(folder_ / "segment-900"));
}

TEST_F(IndexInAFolder, ALostLogOrManifestIsNamed) {
  {
    const auto index = open();
    live(*index, 300);
  }
  fs::remove(folder_ / "manifest");
  {
    const auto index = open();
    ASSERT_FALSE(index->refused().empty());
    EXPECT_TRUE(index->refused().front().starts_with("manifest"));
    ASSERT_TRUE(index->mend(registry()));
    expect_same(*index);
  }
  const auto index = open();
  EXPECT_TRUE(index->refused().empty());
  expect_same(*index);
}

TEST_F(IndexInAFolder, WhatComesAfterTheLossOfEveryLogIsThereTheNextTime) {
  {
    const auto index = open();
    live(*index, 900);
    index->settle(true);
    index->settle();
  }
  for (const fs::path& log : files("log-")) fs::remove(log);
  {
    const auto index = open();
    ASSERT_FALSE(index->refused().empty());
    EXPECT_TRUE(index->refused().front().starts_with("log-")) << index->refused().front();
    index->add(999'999, {1, 2, 3, 4});
  }
  const auto index = open();
  EXPECT_EQ(index->search({1, 2, 3, 4}, 0), (std::vector<Hit>{{999'999, 0}}));
}

TEST(IndexComparison, SaysWhatIsMissingExtraAndDifferent) {
  HammingIndex index;
  index.add(1, {1, 0, 0, 0});
  index.add(2, {2, 0, 0, 0});
  index.add(2, {3, 0, 0, 0});
  index.add(3, {4, 0, 0, 0});
  const std::vector<KeyedBits> list{
      {0, {9, 0, 0, 0}}, {2, {3, 0, 0, 0}}, {2, {2, 0, 0, 0}}, {3, {5, 0, 0, 0}}};
  const auto source = [&](std::size_t at = 0) {
    return [&list, at]() mutable { return at < list.size() ? std::optional(list[at++]) : std::nullopt; };
  };
  const auto compared = index.compare_with(source());
  ASSERT_TRUE(compared);
  EXPECT_EQ(compared->missing, std::vector<std::uint64_t>{0});
  EXPECT_EQ(compared->extra, std::vector<std::uint64_t>{1});
  EXPECT_EQ(compared->different, std::vector<std::uint64_t>{3});
  ASSERT_TRUE(index.mend(source()));
  EXPECT_TRUE(index.compare_with(source())->same());
  const std::vector<KeyedBits> falling{{2, {}}, {1, {}}};
  std::size_t at = 0;
  EXPECT_FALSE(index.compare_with([&] { return at < 2 ? std::optional(falling[at++]) : std::nullopt; }));
}

}  // namespace
}  // namespace jium::match
