#include "jium/store/key_rotation.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "jium/store/audit_keys.h"
#include "jium/store/scratch_folder.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Rotation : public ::testing::Test {
 protected:
  void SetUp() override {
    store = Store::open(folder.path()).value();
    for (int i = 0; i < 7; ++i) chains.push_back(sample::Chain());
    for (const sample::Chain& chain : chains)
      ASSERT_TRUE(store->write([&](Transaction& tx) { return sample::insert(tx, chain); }));
  }
  [[nodiscard]] std::string key_path() const { return folder.file("jium.key"); }
  [[nodiscard]] KeyRing ring() const { return KeyRing::read(key_path()).value(); }
  RotationState state() {
    return store->read([](Transaction& tx) { return rotation_state(tx); }).value();
  }
  void add_and_name() {
    ASSERT_TRUE(ring().with_next().replace(key_path()));
    ASSERT_TRUE(store->write([&](Transaction& tx) { return name_generation(tx, ring().newest()); }));
  }
  int rewrap(int most) {
    return store->write([&](Transaction& tx) { return rewrap_some(tx, most); }).value();
  }
  // How many of the database's data keys this key file opens.
  std::pair<int, int> opened_with(Store& by) {
    int opened = 0, all = 0;
    const auto looked = by.read([&](Transaction& tx) -> Result<void> {
      std::vector<DataKeyId> ids;
      JIUM_CHECK(tx.database().query("select id from data_key", {}, [&](const Row& row) -> Result<void> {
        ids.push_back(row.id<DataKeyId>(0));
        return {};
      }));
      for (const DataKeyId id : ids) {
        ++all;
        if (tx.data_key(id)) ++opened;
      }
      return {};
    });
    EXPECT_TRUE(looked);
    return {opened, all};
  }

  ScratchFolder folder;
  std::unique_ptr<Store> store;
  std::vector<sample::Chain> chains;
};

TEST_F(Rotation, WrapsEveryDataKeyAgainAndTheOldKeyOpensNone) {
  const KeyRing old = ring();
  const auto [opened_before, all] = opened_with(*store);
  ASSERT_EQ(opened_before, all);
  ASSERT_GE(all, 7);
  ASSERT_NO_FATAL_FAILURE(add_and_name());
  EXPECT_EQ(state().left, all);
  int done = 0;
  while (const int some = rewrap(3)) {
    EXPECT_LE(some, 3);
    done += some;
    EXPECT_EQ(opened_with(*store).first, all) << "halfway, too, everything opens";
  }
  EXPECT_EQ(done, all);
  EXPECT_EQ(state().left, 0);
  ASSERT_TRUE(ring().with_only(2).replace(key_path()));
  EXPECT_EQ(opened_with(*Store::open(folder.path()).value()).first, all);
  // Whoever kept the old key has nothing: not the data keys, not the secret of the indexes.
  ASSERT_TRUE(old.replace(key_path()));
  EXPECT_TRUE(is_fault(Store::open(folder.path()), FaultKind::outside));
  // Nor under the new one's name.
  std::string forged = old.text();
  forged.replace(forged.find("key 1"), 5, "key 2");
  std::ofstream(key_path()) << forged;
  EXPECT_FALSE(Store::open(folder.path()));
}

TEST_F(Rotation, KeepsTheKeysOfTheAuditLog) {
  ASSERT_TRUE(store->write([](Transaction& tx) { return make_log_keys(tx, Instant{}); }));
  const auto subject_key = [&](Store& by) {
    return by.read([](Transaction& tx) { return log_subject_key(tx); });
  };
  const auto before = subject_key(*store);
  ASSERT_TRUE(before);
  ASSERT_NO_FATAL_FAILURE(add_and_name());
  while (rewrap(100) > 0) {
  }
  ASSERT_TRUE(ring().with_only(2).replace(key_path()));
  const auto after = subject_key(*Store::open(folder.path()).value());
  ASSERT_TRUE(after);
  EXPECT_TRUE(*before == *after);
}

TEST_F(Rotation, KeepsBlindIndexes) {
  const Bytes before = store->vault().blind_index(IndexPurpose::address, "https://a.example/");
  ASSERT_NO_FATAL_FAILURE(add_and_name());
  while (rewrap(100) > 0) {
  }
  ASSERT_TRUE(ring().with_only(2).replace(key_path()));
  const auto reopened = Store::open(folder.path()).value();
  EXPECT_EQ(reopened->vault().blind_index(IndexPurpose::address, "https://a.example/"), before);
}

TEST_F(Rotation, WrapsWhatIsNewByTheNamedGenerationThoughTheProcessHasNotSeenItsKeyYet) {
  // Another process added the key a moment ago; ring() looks at the file once a second only.
  ASSERT_TRUE(ring().with_next().replace(key_path()));
  const auto other = Store::open(folder.path()).value();
  ASSERT_TRUE(other->write([&](Transaction& tx) { return name_generation(tx, 2); }));
  const sample::Chain later;
  ASSERT_TRUE(store->write([&](Transaction& tx) { return sample::insert(tx, later); }));
  const auto [opened, all] = opened_with(*store);
  EXPECT_EQ(opened, all);
  while (rewrap(100) > 0) {
  }
  EXPECT_EQ(state().left, 0);
}

TEST_F(Rotation, OfAFileThatLostTheNewKeySaysWhichGenerationIsMissing) {
  const KeyRing old = ring();
  ASSERT_NO_FATAL_FAILURE(add_and_name());
  while (rewrap(100) > 0) {
  }
  ASSERT_TRUE(old.replace(key_path()));
  const auto opened = Store::open(folder.path());
  ASSERT_TRUE(is_fault(opened, FaultKind::outside));
  EXPECT_NE(opened.fault().what.find("generation 2"), std::string::npos);
}

TEST_F(Rotation, FailsNoReaderAndNoWriterThatIsAtWork) {
  std::atomic<bool> stop{false};
  std::atomic<int> failed{0}, done{0};
  std::vector<std::thread> at_work;
  for (int i = 0; i < 3; ++i) {
    at_work.emplace_back([&, i] {
      while (!stop) {
        const auto result =
            i == 0 ? store->write([&](Transaction& tx) { return sample::insert(tx, sample::Chain()); })
                   : store->read([&](Transaction& tx) -> Result<void> {
                       JIUM_CHECK(load_case(tx, chains[0].the_case.organisation, chains[0].the_case.id));
                       return {};
                     });
        if (!result) ++failed;
        ++done;
      }
    });
  }
  for (int turn = 0; turn < 3; ++turn) {
    const Generation before = ring().newest();
    ASSERT_NO_FATAL_FAILURE(add_and_name());
    while (rewrap(5) > 0) {
    }
    ASSERT_TRUE(ring().with_only(before + 1).replace(key_path()));
  }
  stop = true;
  for (std::thread& thread : at_work) thread.join();
  EXPECT_EQ(failed, 0) << "of " << done;
  EXPECT_GT(done, 3);
  const auto [opened, all] = opened_with(*store);
  EXPECT_EQ(opened, all);
}

// A database of before: its indexes were made from the master key itself.
TEST_F(Rotation, OfADatabaseOfAnOlderVersionKeepsItsIndexes) {
  ASSERT_TRUE(store->write([](Transaction& tx) { return tx.database().run("delete from vault_state", {}); }));
  store.reset();
  const auto settled = Store::open(folder.path()).value();
  const auto expected = Vault::for_tests();
  expected->take_index_secret(*ring().find(1));
  const Bytes index = settled->vault().blind_index(IndexPurpose::address, "https://a.example/");
  EXPECT_EQ(index, expected->blind_index(IndexPurpose::address, "https://a.example/"));
  EXPECT_EQ(
      Store::open(folder.path()).value()->vault().blind_index(IndexPurpose::address, "https://a.example/"),
      index);
}

}  // namespace
}  // namespace jium::store
