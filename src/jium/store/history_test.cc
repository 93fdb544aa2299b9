#include "jium/store/history.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class History : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  casework::HistoryEntry entry(int hours, const std::string& note) {
    return {.the_case = chain.the_case.id,
            .at = sample::at(hours),
            .actor = "jium",
            .event = casework::Event::sighting_recorded,
            .subject = chain.sighting.id.text(),
            .note = Secret<std::string>(note)};
  }
  void add(const casework::HistoryEntry& entry) {
    stored([&](Transaction& tx) { return insert(tx, entry); });
  }
  sample::Chain chain;
};

TEST_F(History, ComesBackInTheOrderInWhichItWasWritten) {
  const auto first = entry(3, "seen by the monitor");
  const auto second = entry(2, "");
  add(first);
  add(second);
  const auto entries = stored([&](Transaction& tx) { return history_of(tx, chain.the_case.id); });
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_TRUE(same_record(entries[0], first));
  EXPECT_TRUE(same_record(entries[1], second));
}

TEST_F(History, HoldsNotesThatCannotBeExchangedBetweenEntries) {
  add(entry(1, "one"));
  add(entry(2, "two"));
  stored([](Transaction& tx) {
    return tx.database().run(
        "update history set note_sealed = (select note_sealed from history order by id limit 1)", {});
  });
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return history_of(tx, chain.the_case.id); }),
                       FaultKind::internal));
}

TEST_F(History, OfAnUnknownCaseCannotBeWritten) {
  auto stray = entry(1, "");
  stray.the_case = casework::CaseId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return insert(tx, stray); }), FaultKind::missing));
}

}  // namespace
}  // namespace jium::store
