#include "jium/match/segment.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>
#include <tuple>

namespace jium::match {
namespace {

using Random = std::mt19937_64;
using Triple = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

Bits256 random_value(Random& random) {
  return {random(), random(), random(), random()};
}

// Turns bits[i] different bits of chunk i, as the index cuts chunks.
Bits256 moved_by_chunk(Bits256 value, const std::array<int, kChunks>& bits, Random& random) {
  for (int i = 0; i < kChunks; ++i) {
    std::array<int, 16> places{};
    std::iota(places.begin(), places.end(), 0);
    std::shuffle(places.begin(), places.end(), random);
    for (int k = 0; k < bits[static_cast<std::size_t>(i)]; ++k)
      value[static_cast<std::size_t>(i) / 4] ^= std::uint64_t{1}
                                                << (i % 4 * 16 + places[static_cast<std::size_t>(k)]);
  }
  return value;
}

// `total` bits fallen upon the chunks at random, at most 16 a chunk.
std::array<int, kChunks> composition(int total, Random& random) {
  std::array<int, kChunks> bits{};
  while (total > 0) {
    auto& one = bits[random() % kChunks];
    if (one == 16) continue;
    ++one;
    --total;
  }
  return bits;
}

// The layouts of difference that come closest to escaping: every chunk at its share or just around it.
std::array<int, kChunks> adversarial(int total, Random& random) {
  std::array<int, kChunks> bits{};
  const int kind = static_cast<int>(random() % 4);
  if (kind == 0) return composition(total, random);
  const int step = kind == 1 ? 1 : kind == 2 ? 2 : 4;  // 2,2,2,..  4,0,4,0,..  8,0,0,0,8,..
  const int each = total * step / kChunks;
  const auto turn = static_cast<int>(random() % kChunks);
  int left = total;
  for (int i = 0; i < kChunks && left > 0; i += step) {
    const int here = std::min({each, left, 16});
    bits[static_cast<std::size_t>((i + turn) % kChunks)] = here;
    left -= here;
  }
  while (left > 0) {
    auto& one = bits[random() % kChunks];
    if (one == 16) continue;
    ++one;
    --left;
  }
  return bits;
}

std::shared_ptr<Segment> build(const std::vector<Bits256>& values, bool tables = true) {
  SegmentBuilder builder(values.size(), tables);
  std::copy(values.begin(), values.end(), builder.values().begin());
  std::iota(builder.keys().begin(), builder.keys().end(), std::uint64_t{100});
  return builder.finish();
}

std::vector<Triple> sorted(const std::vector<Found>& found) {
  std::vector<Triple> triples;
  for (const Found& one : found) triples.emplace_back(one.query, one.slot, one.distance);
  std::sort(triples.begin(), triples.end());
  return triples;
}

std::vector<Triple> plain(const std::vector<Bits256>& values, const std::vector<Bits256>& asked, int radius) {
  std::vector<Found> found;
  plain_kernel().scan_batch(values.data(), values.size(), asked, radius, found);
  return sorted(found);
}

// One by one, in a small batch and in a batch that is sorted: three ways through the tables.
void expect_exact(const Segment& segment, const std::vector<Bits256>& values,
                  const std::vector<Bits256>& asked, int radius) {
  SCOPED_TRACE("radius " + std::to_string(radius));
  const auto expected = plain(values, asked, radius);
  const Plan plan = plan_for(radius);
  std::vector<Found> single;
  for (std::uint32_t q = 0; q < asked.size(); ++q) {
    const std::size_t before = single.size();
    segment.search(plan, asked[q], single);
    for (std::size_t i = before; i < single.size(); ++i) single[i].query = q;
  }
  EXPECT_EQ(sorted(single), expected);
  std::vector<Found> batch;
  segment.search_batch(plan, asked, batch);
  EXPECT_EQ(sorted(batch), expected);
}

// Values in crowds around a few centres, some of them equal, some crowded into the same buckets.
std::vector<Bits256> clustered(std::size_t count, Random& random) {
  std::vector<Bits256> values;
  Bits256 walk = random_value(random);
  while (values.size() < count) {
    if (random() % 50 == 0) walk = random_value(random);
    if (random() % 40 == 0) walk[1] = walk[2] = 0;
    walk = moved_by_chunk(walk, composition(static_cast<int>(random() % 7), random), random);
    values.push_back(walk);
  }
  return values;
}

TEST(Segment, FindsWhatAScanFindsWhereverTheDifferingBitsFall) {
  Random random(7);
  const auto values = clustered(30'000, random);
  const auto segment = build(values);
  for (const int radius : {0, 7, 15, 16, 24, 31, 32, 40, 47}) {
    std::vector<Bits256> asked;
    for (int i = 0; i < 700; ++i) {
      const int total = std::max(0, radius + static_cast<int>(random() % 7) - 3);
      asked.push_back(moved_by_chunk(values[random() % values.size()], adversarial(total, random), random));
    }
    expect_exact(*segment, values, asked, radius);
  }
}

TEST(Segment, TheTablesThemselvesAreExactNotOnlyTheScanBesideThem) {
  // Enough values that the tables are chosen for every one of these radii.
  Random random(8);
  std::vector<Bits256> values(150'000);
  std::ranges::generate(values, [&] { return random_value(random); });
  const auto segment = build(values);
  for (const int radius : {31, 47}) {
    std::vector<Bits256> asked;
    std::vector<Triple> planted;
    for (std::uint32_t q = 0; q < 2'000; ++q) {
      const auto slot = static_cast<std::uint32_t>(random() % values.size());
      const int total = radius - static_cast<int>(random() % 3);
      asked.push_back(moved_by_chunk(values[slot], adversarial(total, random), random));
      planted.emplace_back(q, slot, static_cast<std::uint32_t>(total));
    }
    std::vector<Found> batch;
    segment->search_batch(plan_for(radius), asked, batch);
    EXPECT_EQ(sorted(batch), planted);
    std::vector<Found> single;
    for (std::uint32_t q = 0; q < 300; ++q) {
      segment->search(plan_for(radius), asked[q], single);
      ASSERT_EQ(single.size(), q + 1U);
      EXPECT_EQ(single.back().slot, std::get<1>(planted[q]));
    }
  }
}

TEST(SegmentPlan, SomeChunkLeadsToEverythingWithinTheRadius) {
  Random random(9);
  for (int radius = 0; radius <= kWidestPlan; ++radius) {
    const Plan plan = plan_for(radius);
    EXPECT_EQ(std::accumulate(plan.share.begin(), plan.share.end(), 0), radius + 1);
    for (int round = 0; round < 400; ++round) {
      const Bits256 asked = random_value(random);
      const int total = radius - static_cast<int>(random() % 2) *
                                     static_cast<int>(random() % (static_cast<unsigned>(radius) + 1));
      const Bits256 value = moved_by_chunk(asked, adversarial(total, random), random);
      int leading = 0;
      int first = 0;
      for (int i = 0; i < kChunks; ++i) {
        leading += static_cast<int>(plan.leads(i, value, asked));
        first += static_cast<int>(plan.leads(i, value, asked) && plan.leads_first(i, value, asked));
      }
      ASSERT_GE(leading, 1) << radius << " " << total;
      ASSERT_EQ(first, 1);
    }
  }
}

TEST(SegmentPlan, MasksAreAllThoseWithFewerBitsAndNoOthers) {
  EXPECT_TRUE(masks_below(0).empty());
  EXPECT_EQ(masks_below(1).size(), 1U);
  EXPECT_EQ(masks_below(2).size(), 17U);
  EXPECT_EQ(masks_below(3).size(), 137U);
  EXPECT_EQ(masks_below(4).size(), 697U);
  for (int share = 1; share <= 6; ++share) {
    for (const std::uint16_t mask : masks_below(share)) ASSERT_LT(std::popcount(mask), share);
  }
}

RC_GTEST_PROP(Segment, SmallOnesOfEverySizeAnswerAsTheScanDoes, ()) {
  Random random(*rc::gen::arbitrary<std::uint64_t>());
  const auto count = *rc::gen::inRange<std::size_t>(0, 300);
  const auto values = clustered(count, random);
  const auto segment = build(values, *rc::gen::arbitrary<bool>());
  const int radius = *rc::gen::inRange(0, 257);
  std::vector<Bits256> asked{random_value(random)};
  for (std::size_t i = 0; i < count; i += 17)
    asked.push_back(moved_by_chunk(values[i], composition(9, random), random));
  std::vector<Found> batch;
  segment->search_batch(plan_for(radius), asked, batch);
  RC_ASSERT(sorted(batch) == plain(values, asked, radius));
}

TEST(Segment, WhatIsKilledIsNotFoundAndStaysDeadWhenBuriedAgain) {
  Random random(10);
  const auto values = clustered(6'000, random);
  const auto segment = build(values);
  EXPECT_EQ(segment->kill(100 + 17), 1U);
  EXPECT_EQ(segment->kill(100 + 17), 0U);
  EXPECT_EQ(segment->kill(99), 0U);
  EXPECT_EQ(segment->alive(), values.size() - 1);
  std::vector<Found> found;
  segment->search(plan_for(31), values[17], found);
  segment->search_batch(plan_for(31), std::vector<Bits256>(600, values[17]), found);
  segment->scan_batch(31, std::vector<Bits256>{values[17]}, found);
  EXPECT_TRUE(std::ranges::none_of(found, [](const Found& one) { return one.slot == 17; }));
  const auto again = build(values);
  again->bury(segment->grave());
  EXPECT_TRUE(again->is_dead(17));
  EXPECT_EQ(again->alive(), values.size() - 1);
}

TEST(Segment, KeysInAnyOrderAreSortedWithTheirValues) {
  Random random(11);
  SegmentBuilder builder(5'000);
  std::vector<std::pair<std::uint64_t, Bits256>> entries;
  for (std::size_t i = 0; i < 5'000; ++i) {
    entries.emplace_back(random() % 900, random_value(random));
    builder.keys()[i] = entries.back().first;
    builder.values()[i] = entries.back().second;
  }
  const auto segment = builder.finish();
  std::ranges::stable_sort(entries, {}, [](const auto& entry) { return entry.first; });
  for (std::size_t i = 0; i < 5'000; ++i) {
    ASSERT_EQ(segment->keys()[i], entries[i].first);
    ASSERT_EQ(segment->values()[i], entries[i].second);
  }
  const auto of_key = static_cast<std::size_t>(
      std::ranges::count_if(entries, [](const auto& entry) { return entry.first == 5; }));
  EXPECT_EQ(segment->kill(5), of_key);
}

// ---- files ----

class SegmentFile : public testing::Test {
 protected:
  void SetUp() override {
    path_ = (std::filesystem::path(testing::TempDir()) / ("segment_file_test_" + std::to_string(::getpid())))
                .string();
    Random random(12);
    values_ = clustered(200, random);
    ASSERT_TRUE(build(values_)->write(path_));
    std::ifstream in(path_, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(in), {});
  }
  void TearDown() override { std::filesystem::remove(path_); }

  static Result<std::shared_ptr<Segment>> read(const std::string& bytes, Segment::Check check) {
    Block block = Block::of_size(bytes.size());
    std::copy(bytes.begin(), bytes.end(), block.data());
    return Segment::read(std::move(block), check);
  }

  std::string path_;
  std::vector<Bits256> values_;
  std::string bytes_;
};

TEST_F(SegmentFile, OpensAsItWasWritten) {
  for (const bool into_memory : {false, true}) {
    const auto opened = Segment::open(path_, Segment::Check::whole, into_memory);
    ASSERT_TRUE(opened) << opened.fault().what;
    expect_exact(**opened, values_, values_, 31);
    EXPECT_EQ((*opened)->keys()[3], 103U);
  }
}

TEST_F(SegmentFile, IsRefusedWhereverItIsCut) {
  for (std::size_t size = 0; size < bytes_.size(); size += size < 5'000 ? 61 : 40'961) {
    EXPECT_FALSE(read(bytes_.substr(0, size), Segment::Check::shape)) << size;
  }
  EXPECT_FALSE(read(bytes_ + std::string(4'096, 0), Segment::Check::shape));
  EXPECT_TRUE(read(bytes_, Segment::Check::shape));
}

TEST_F(SegmentFile, OneWrongBitIsSeenByTheWholeCheckAndLeadsNoSearchOutside) {
  Random random(13);
  const SegmentLayout layout = layout_of(values_.size(), true);
  for (int round = 0; round < 40; ++round) {
    const std::size_t part = static_cast<std::size_t>(round) % 6;
    const std::uint64_t from = part == 0 ? 0 : layout.parts[part - 1];
    const std::uint64_t to = part == 0 ? 216 : layout.parts[part];
    std::string damaged = bytes_;
    damaged[from + random() % (to - from)] ^= static_cast<char>(1 << random() % 8);
    EXPECT_FALSE(read(damaged, Segment::Check::whole)) << "part " << part;
    if (const auto opened = read(damaged, Segment::Check::shape)) {
      std::vector<Found> found;
      (*opened)->search(plan_for(31), values_[0], found);
      (*opened)->search_batch(plan_for(31), std::vector<Bits256>(600, values_[1]), found);
      EXPECT_FALSE((*opened)->intact());
    }
  }
}

}  // namespace
}  // namespace jium::match
