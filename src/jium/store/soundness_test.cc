#include "jium/store/soundness.h"

#include <gmock/gmock.h>

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SoundnessOfTheStore : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  Soundness check() {
    return stored([](Transaction& tx) { return check_soundness(tx); });
  }
  void run(const char* sql) {
    stored([&](Transaction& tx) { return tx.database().script(sql); });
  }

  sample::Chain chain;
};

TEST_F(SoundnessOfTheStore, WhatJiumWroteIsSound) {
  int steps = 0;
  const auto found = stored([&](Transaction& tx) { return check_soundness(tx, [&] { ++steps; }); });
  EXPECT_THAT(found.faults, IsEmpty());
  EXPECT_GE(found.opened, 5U);  // the case, its footage, site, operator and sighting
  EXPECT_EQ(found.rows, static_cast<std::uint64_t>(steps));
}

TEST_F(SoundnessOfTheStore, AFlippedByteIsNamedByTableAndColumn) {
  stored([&](Transaction& tx) -> Result<void> {
    Bytes box;
    JIUM_CHECK(
        tx.database().query("select address_sealed from sighting", {}, [&](const Row& row) -> Result<void> {
          box = row.blob(0);
          return {};
        }));
    box.back() ^= 1;  // of the seal's tag
    return tx.database().run("update sighting set address_sealed = ?", {box});
  });
  EXPECT_THAT(check().faults,
              ElementsAre(testing::AllOf(HasSubstr("sighting"), HasSubstr("address_sealed"))));
}

TEST_F(SoundnessOfTheStore, ARecordThatWasPutInTheOthersPlaceIsNamed) {
  auto other = sample::footage(chain.organisation.id);
  stored([&](Transaction& tx) { return insert(tx, other, chain.the_case.id); });
  run("update footage set fingerprints_sealed = (select fingerprints_sealed from footage order by id limit "
      "1)");
  EXPECT_THAT(check().faults, ElementsAre(HasSubstr("fingerprints_sealed does not open")));
}

TEST_F(SoundnessOfTheStore, AReferenceToNothingIsNamed) {
  if (tests_use_postgres()) GTEST_SKIP() << "PostgreSQL lets nobody break a reference";
  run("pragma defer_foreign_keys = on");
  auto broken = store->write([](Transaction& tx) -> Result<Soundness> {
    JIUM_CHECK(tx.database().script("pragma defer_foreign_keys = on; update footage set the_case = 12345"));
    JIUM_TRY(Soundness found, check_soundness(tx));
    return fault(FaultKind::conflict, found.faults.empty() ? "" : found.faults.front());
  });
  EXPECT_THAT(broken.fault().what, HasSubstr("what it refers to in case_file is not there"));
}

TEST_F(SoundnessOfTheStore, FootageThatTheMatchersNeverHeardOfIsNamed) {
  run("delete from footage_change");
  EXPECT_THAT(check().faults, ElementsAre(HasSubstr("never entered the feed")));
}

TEST_F(SoundnessOfTheStore, WhatWasForgottenOnPurposeIsNoFault) {
  run("update data_key set wrapped = null");
  const auto found = check();
  EXPECT_THAT(found.faults, IsEmpty());
  EXPECT_EQ(found.forgotten, found.rows);
  EXPECT_EQ(found.opened, 0U);
}

}  // namespace
}  // namespace jium::store
