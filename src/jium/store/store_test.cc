#include "jium/store/store.h"

#include <sys/stat.h>

#include <filesystem>
#include <stdexcept>
#include <thread>

#include "jium/store/scratch_folder.h"
#include "jium/store/sqlite.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

std::int64_t organisations_in(Store& store) {
  return static_cast<std::int64_t>(
      store.read([](Transaction& tx) { return all_organisations(tx); }).value().size());
}

Result<void> add_organisation(Store& store) {
  return store.write([](Transaction& tx) { return insert(tx, sample::organisation()); });
}

class AStore : public ::testing::Test {
 protected:
  [[nodiscard]] Result<std::unique_ptr<Store>> try_open() const {
    return tests_use_postgres() ? Store::open_postgres(data, conninfo) : Store::open(data);
  }
  [[nodiscard]] std::unique_ptr<Store> open() const { return try_open().value(); }
  const std::string database = tests_use_postgres() ? TestDatabases::make() : "";
  const std::string conninfo =
      tests_use_postgres() ? PostgresCluster::shared().conninfo("jium_app", database) : "";
  ScratchFolder folder;
  std::string data = folder.file("data");
};

TEST_F(AStore, IsForItsOwnerAlone) {
  const auto store = open();
  ASSERT_TRUE(add_organisation(*store));
  const auto mode_of = [](const std::string& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
    return status.st_mode & 07777;
  };
  EXPECT_EQ(mode_of(data), 0700U);
  for (const auto& entry : std::filesystem::directory_iterator(data))
    EXPECT_EQ(mode_of(entry.path()), 0600U) << entry.path();
}

TEST_F(AStore, KeepsWhatWasCommittedOverARestart) {
  const sample::Chain chain;
  ASSERT_TRUE(open()->write([&](Transaction& tx) { return sample::insert(tx, chain); }));
  const auto store = open();
  const auto loaded = store->read(
      [&](Transaction& tx) { return load_sighting(tx, chain.organisation.id, chain.sighting.id); });
  ASSERT_TRUE(loaded) << loaded.fault().what;
  EXPECT_TRUE(same_record(*loaded, chain.sighting));
}

TEST_F(AStore, WithoutItsKeyFileIsNotOpened) {
  ASSERT_TRUE(open()->write([&](Transaction& tx) { return sample::insert(tx, sample::Chain()); }));
  std::filesystem::remove(data + "/jium.key");
  EXPECT_TRUE(is_fault(try_open(), FaultKind::outside));
}

TEST_F(AStore, WithAnotherKeyFileDoesNotStart) {
  const sample::Chain chain;
  ASSERT_TRUE(open()->write([&](Transaction& tx) { return sample::insert(tx, chain); }));
  ASSERT_TRUE(Store::open(folder.file("other")));
  std::filesystem::copy_file(folder.file("other/jium.key"), data + "/jium.key",
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_TRUE(is_fault(try_open(), FaultKind::outside));
}

TEST_F(AStore, InAPlaceWhereNothingCanBeMadeIsOutside) {
  EXPECT_TRUE(is_fault(Store::open("/proc/jium"), FaultKind::outside));
}

TEST_F(AStore, OfANewerProgramIsRefused) {
  ASSERT_TRUE(open());
  if (tests_use_postgres()) {
    ASSERT_TRUE(PostgresCluster::shared()
                    .connect("jium_owner", database)
                    ->script("insert into schema_version (number) values (1000)"));
  } else {
    ASSERT_TRUE(open_sqlite(data + "/jium.db").value()->script("pragma user_version = 1000"));
  }
  EXPECT_TRUE(is_fault(try_open(), FaultKind::conflict));
}

TEST_F(AStore, LeavesNothingOfWorkThatEndedInAFault) {
  const auto store = open();
  const auto faulted = store->write([](Transaction& tx) -> Result<void> {
    JIUM_CHECK(sample::insert(tx, sample::Chain()));
    return fault(FaultKind::late, "too slow");
  });
  ASSERT_TRUE(is_fault(faulted, FaultKind::late));
  EXPECT_EQ(faulted.fault().what, "too slow");
  EXPECT_EQ(organisations_in(*store), 0);
  EXPECT_TRUE(add_organisation(*store));
}

TEST_F(AStore, LeavesNothingOfWorkThatThrew) {
  const auto store = open();
  const auto work = [](Transaction& tx) -> Result<void> {
    JIUM_CHECK(sample::insert(tx, sample::Chain()));
    throw std::runtime_error("out of luck");
  };
  EXPECT_THROW((void)store->write(work), std::runtime_error);
  EXPECT_EQ(organisations_in(*store), 0);
  EXPECT_TRUE(add_organisation(*store));
}

TEST_F(AStore, ShowsCommitsToAnotherProcess) {
  const auto one = open();
  const auto other = open();
  ASSERT_TRUE(add_organisation(*one));
  EXPECT_EQ(organisations_in(*other), 1);
  ASSERT_TRUE(add_organisation(*other));
  EXPECT_EQ(organisations_in(*one), 2);
}

TEST_F(AStore, ShowsAReaderOneStateThroughout) {
  const auto one = open();
  const auto other = open();
  const auto read = one->read([&](Transaction& tx) -> Result<void> {
    JIUM_TRY(const auto before, all_organisations(tx));
    JIUM_CHECK(add_organisation(*other));
    JIUM_TRY(const auto after, all_organisations(tx));
    EXPECT_EQ(before.size(), after.size());
    return {};
  });
  ASSERT_TRUE(read) << read.fault().what;
  EXPECT_EQ(organisations_in(*one), 1);
}

TEST_F(AStore, TakesWritesOfManyAtOnceOneAfterTheOther) {
  constexpr int kWrites = 10;
  const auto write = [&] {
    const auto store = open();  // opened and migrated at the same time, too
    for (int i = 0; i < kWrites; ++i) EXPECT_TRUE(add_organisation(*store));
  };
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) writers.emplace_back(write);
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(organisations_in(*open()), 4 * kWrites);
}

class Forgetting : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
    stored([&](Transaction& tx) { return insert(tx, other_case); });
    stored([&](Transaction& tx) { return tx.destroy_data_key(DataKeyId(chain.the_case.id.value())); });
  }
  template <class Load>
  void expect_erased(Load load) {
    const auto loaded = attempt(load);
    ASSERT_TRUE(is_fault(loaded, FaultKind::missing));
    EXPECT_NE(loaded.fault().what.find("erased"), std::string::npos) << loaded.fault().what;
  }
  sample::Chain chain;
  casework::Case other_case = sample::case_of(chain.organisation.id);
};

TEST_F(Forgetting, MakesEveryRecordOfTheKeyMissingInWords) {
  const auto organisation = chain.organisation.id;
  expect_erased([&](Transaction& tx) { return load_case(tx, organisation, chain.the_case.id); });
  expect_erased([&](Transaction& tx) { return load_footage(tx, organisation, chain.footage.id); });
  expect_erased([&](Transaction& tx) { return load_sighting(tx, organisation, chain.sighting.id); });
  expect_erased([&](Transaction& tx) { return load_letter(tx, chain.letter.id); });
  expect_erased([&](Transaction& tx) { return case_key(tx, chain.the_case.id); });
}

TEST_F(Forgetting, LeavesTheListsOfTheOthersWhole) {
  const auto cases = stored([&](Transaction& tx) { return cases_of(tx, chain.organisation.id); });
  ASSERT_EQ(cases.size(), 1U);
  EXPECT_EQ(cases[0].id, other_case.id);
  EXPECT_TRUE(stored([&](Transaction& tx) { return footages_of(tx, chain.the_case.id); }).empty());
}

TEST_F(Forgetting, HoldsWithinTheSameTransactionToo) {
  stored([&](Transaction& tx) -> Result<void> {
    EXPECT_TRUE(load_case(tx, chain.organisation.id, other_case.id));
    JIUM_CHECK(tx.destroy_data_key(DataKeyId(other_case.id.value())));
    EXPECT_TRUE(is_fault(load_case(tx, chain.organisation.id, other_case.id), FaultKind::missing));
    return {};
  });
}

}  // namespace
}  // namespace jium::store
