#include "jium/store/audit_soundness.h"

#include <gmock/gmock.h>

#include "jium/audit/checkpoint.h"
#include "jium/store/audit_checkpoints.h"
#include "jium/store/audit_keys.h"
#include "jium/store/audit_log.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

class SoundnessOfTheLog : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    append(300);
    sign();
    append(10);
  }
  void append(int count) {
    stored([&](Transaction& tx) -> Result<void> {
      LogLine line;
      line.actor = "jium";
      line.at = sample::at(1);
      for (int i = 0; i < count; ++i) JIUM_CHECK(append_to_log(tx, line));
      return {};
    });
  }
  void sign() {
    stored([&](Transaction& tx) -> Result<void> {
      JIUM_TRY(const auto signer, log_signer(tx));
      JIUM_TRY(const std::uint64_t size, log_size(tx));
      const LogTiles tiles(tx);
      JIUM_TRY(const auto root, audit::TreeReader(tiles, size).root());
      return insert(tx,
                    LogCheckpoint{size, audit::write_note(audit::sign_checkpoint(size, root, signer).note),
                                  sample::at(2)});
    });
  }
  std::vector<std::string> faults_after(const char* sql) {
    stored([&](Transaction& tx) { return tx.database().script(sql); });
    return stored([](Transaction& tx) { return check_log(tx); }).faults;
  }
};

TEST_F(SoundnessOfTheLog, IsThereForWhatJiumWrote) {
  int steps = 0;
  const auto found = stored([&](Transaction& tx) { return check_log(tx, [&] { ++steps; }); });
  EXPECT_THAT(found.faults, IsEmpty());
  EXPECT_EQ(found.size, 311U);
  EXPECT_EQ(found.checkpoints, 1U);
  EXPECT_EQ(steps, 311);
}

TEST_F(SoundnessOfTheLog, IsThereBeforeThereIsALog) {
  const auto fresh = Store::in_memory().value();
  const auto found = fresh->read([](Transaction& tx) { return check_log(tx); });
  EXPECT_TRUE(found.value().good());
}

TEST_F(SoundnessOfTheLog, StaysWhenAnEntryIsErasedWhole) {
  EXPECT_THAT(faults_after("update audit_entry set nonce = null, record = null where seq = 7"), IsEmpty());
}

TEST_F(SoundnessOfTheLog, NamesWhatWasChanged) {
  EXPECT_THAT(faults_after("update audit_entry set record = replace(record, 'done', 'failed') where seq = 7"),
              Contains(HasSubstr("entry 7: what it says")));
}

TEST_F(SoundnessOfTheLog, NamesHalfAnErasure) {
  EXPECT_THAT(faults_after("update audit_entry set nonce = null where seq = 7"),
              Contains(HasSubstr("entry 7: half")));
}

// What only whoever owns the tables can do. On PostgreSQL the application role is refused
// (row_security_test.cc).
class AnAlteredLog : public SoundnessOfTheLog {
 protected:
  void SetUp() override {
    if (tests_use_postgres()) GTEST_SKIP() << "the application role cannot alter the log";
    SoundnessOfTheLog::SetUp();
  }
};

TEST_F(AnAlteredLog, NamesAnEntryThatWasTakenOut) {
  EXPECT_THAT(faults_after("delete from audit_entry where seq = 7"),
              Contains(HasSubstr("entry 7 is not there")));
}

TEST_F(AnAlteredLog, NoticesThatTheSignedEndWasCutOff) {
  EXPECT_THAT(faults_after("delete from audit_entry where seq >= 290"), Contains(HasSubstr("cut off")));
}

TEST_F(AnAlteredLog, NoticesARewrittenEntryByTheSignature) {
  const auto found = faults_after(
      "update audit_entry set nonce = null, record = null,"
      " leaf = x'0000000000000000000000000000000000000000000000000000000000000000' where seq = 7");
  EXPECT_THAT(found, Contains(HasSubstr("are not those that it signed")));
}

TEST_F(AnAlteredLog, NoticesAWrongHashOfTheTree) {
  EXPECT_THAT(faults_after("update audit_hash set hash ="
                           " x'0000000000000000000000000000000000000000000000000000000000000000'"),
              Contains(HasSubstr("a hash of its tree is wrong")));
  EXPECT_THAT(faults_after("delete from audit_hash"), Contains(HasSubstr("missing")));
}

TEST_F(AnAlteredLog, NoticesAForgedSignature) {
  EXPECT_THAT(faults_after("update audit_checkpoint set note = replace(note, '301', '300')"),
              Contains(HasSubstr("not one that it signed")));
}

}  // namespace
}  // namespace jium::store
