#include "jium/store/quotas.h"

#include <atomic>
#include <thread>

#include "jium/store/organisations.h"
#include "jium/store/scratch_folder.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Quotas : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  bool count(std::string_view holder, std::string_view day, int limit) {
    return stored(
        [&](Transaction& tx) { return count_reveal(tx, chain.organisation.id, holder, day, limit); });
  }
  sample::Chain chain;
};

TEST_F(Quotas, CountUpToTheLimitForEachHolderAndDay) {
  EXPECT_TRUE(count("U-1", "2026-11-22", 2));
  EXPECT_TRUE(count("U-1", "2026-11-22", 2));
  EXPECT_FALSE(count("U-1", "2026-11-22", 2));
  EXPECT_TRUE(count("U-2", "2026-11-22", 2));
  EXPECT_TRUE(count("U-1", "2026-11-23", 2));
  EXPECT_TRUE(count("U-1", "2026-11-22", 3)) << "a refused one was not counted";
  EXPECT_FALSE(count("U-3", "2026-11-22", 0));
}

TEST_F(Quotas, CountManyAtOnceOrNone) {
  const auto count_many = [&](int more, int limit) {
    return stored([&](Transaction& tx) {
      return count_reveals(tx, chain.organisation.id, "U-1", "2026-11-22", more, limit);
    });
  };
  EXPECT_FALSE(count_many(4, 3)) << "more than there are in a day";
  EXPECT_TRUE(count_many(2, 5));
  EXPECT_FALSE(count_many(4, 5));
  EXPECT_TRUE(count_many(3, 5)) << "to the last one, and what was refused was not counted";
  EXPECT_FALSE(count_many(1, 5));
  EXPECT_FALSE(count_many(0, 9)) << "nothing is no reveal";
}

TEST_F(Quotas, KeepEveryReveal) {
  const casework::Reveal reveal{.id = casework::RevealId::random(),
                                .organisation = chain.organisation.id,
                                .the_case = chain.the_case.id,
                                .sighting = chain.sighting.id,
                                .task = casework::RevealTask::police_referral,
                                .actor = "U-1",
                                .at = sample::at(5)};
  stored([&](Transaction& tx) { return insert(tx, reveal); });
  const auto from = [&](registry::OrganisationId organisation, int hours) {
    return stored([&](Transaction& tx) { return reveals_of(tx, organisation, sample::at(hours)); });
  };
  ASSERT_EQ(from(chain.organisation.id, 5).size(), 1U);
  EXPECT_TRUE(same_record(from(chain.organisation.id, 5)[0], reveal));
  EXPECT_TRUE(from(chain.organisation.id, 6).empty());
  EXPECT_TRUE(from(registry::OrganisationId::random(), 0).empty());
}

// Eight connections to one database, as many as a server has.
TEST(QuotasOnDisk, OfAHundredAtOnceForTheLastOneGetsIt) {
  const ScratchFolder folder;
  const auto store = Store::open(folder.path()).value();
  const auto organisation = sample::organisation();
  ASSERT_TRUE(store->write([&](Transaction& tx) { return insert(tx, organisation); }));
  const auto count = [&] {
    return store->write([&](Transaction& tx) { return count_reveal(tx, organisation.id, "U-1", "day", 3); });
  };
  ASSERT_TRUE(count().value());
  ASSERT_TRUE(count().value());
  std::atomic<int> counted = 0, spent = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 100; ++i) {
      threads.emplace_back([&] {
        const auto result = count();
        if (result) ++(*result ? counted : spent);
      });
    }
  }
  EXPECT_EQ(counted, 1);
  EXPECT_EQ(spent, 99);
}

}  // namespace
}  // namespace jium::store
