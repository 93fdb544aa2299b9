#include "jium/desk/purge_log.h"

#include <gmock/gmock.h>

#include "jium/audit/bundle.h"
#include "jium/casework/retention.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/export_log.h"
#include "jium/desk/place_hold.h"
#include "jium/desk/sign_checkpoint.h"
#include "jium/desk/write_log.h"
#include "jium/store/audit_soundness.h"

namespace jium::desk {
namespace {

using audit::Act;
using casework::CaseId;
using std::chrono::hours;

constexpr Duration kDay = hours{24};

class Purging : public DeskFixture {
 protected:
  void log(Act act, const store::LogSubject& about, const Actor& actor) {
    must(write([&](auto& tx) { return write_log(desk, tx, actor, act, about); }));
  }
  void years_pass(int years) { clock.tick(casework::years_after(clock.now(), years) - clock.now()); }
  std::uint64_t purge() { return must(purge_log(desk, *store)); }
  // What the log still says: acts, in order.
  std::vector<std::string> acts() {
    std::vector<std::string> found;
    must(read([&](auto& tx) {
      return store::each_log_entry(tx, 0, [&](const store::LogEntry& entry) -> Result<bool> {
        EXPECT_EQ(entry.nonce.has_value(), entry.record.has_value());
        EXPECT_TRUE(entry.record || !entry.organisation);
        const auto record = audit::read_record(entry.record.value_or(""));
        found.push_back(record ? std::string(audit::word_of(record->act)) : "");
        return true;
      });
    }));
    return found;
  }
  audit::Hash root() {
    return must(read([](auto& tx) -> Result<audit::Hash> {
      JIUM_TRY(const auto sound, store::check_log(tx));
      EXPECT_THAT(sound.faults, testing::IsEmpty());
      return sound.root;
    }));
  }
  void hold(const Actor& actor, CaseId id) {
    must(write([&](auto& tx) { return place_hold(desk, tx, actor, {id, "2026-4711"}); }));
  }
};

TEST_F(Purging, TakesAwayWhatNoRuleDemandsAndTheLogHoldsAsBefore) {
  log(Act::case_shown, CaseId::random(), officer);
  log(Act::case_shown, CaseId::random(), stranger);
  const auto signed_then = must(write([&](auto& tx) { return sign_checkpoint(desk, tx); }));
  years_pass(1);
  log(Act::cases_listed, {}, officer);
  years_pass(4);
  const auto before = root();
  EXPECT_EQ(purge(), 3U) << "the log's first entry too";
  EXPECT_THAT(acts(),
              testing::ElementsAre("", "", "", "cases_listed", "log_purged", "log_purged", "log_purged"))
      << "one for each of two centres, and the house's";
  EXPECT_NE(root(), before) << "by the new entries alone";
  const auto bundle = must(write([&](auto& tx) { return export_log(desk, tx, officer, {}); }));
  audit::BundlePolicy policy;
  policy.log = must(audit::NoteKey::parse(bundle.key));
  policy.known = {must(audit::read_checkpoint(must(audit::read_note(signed_then.note)).text))};
  EXPECT_EQ(must(audit::verify_bundle(bundle.text, policy)).erased, 3U);
  EXPECT_EQ(purge(), 0U);
  EXPECT_EQ(acts().size(), 7U) << "where nothing was purged nothing is written";
}

TEST_F(Purging, KeepsEntriesToTheLastDayOfTheirTerm) {
  log(Act::case_shown, {}, officer);
  years_pass(5);
  clock.tick(-kDay);
  EXPECT_EQ(purge(), 0U);
  clock.tick(kDay - Duration{1});
  EXPECT_EQ(purge(), 0U);
  clock.tick(Duration{1});
  EXPECT_EQ(purge(), 2U);
}

TEST_F(Purging, LeavesWhatIsAboutACaseUnderAHoldUntilItIsLifted) {
  const auto request = sent_request();
  for (const store::LogSubject& about : {store::LogSubject(request.the_case), store::LogSubject(request.id),
                                         store::LogSubject(request.sighting)})
    log(Act::request_shown, about, officer);
  log(Act::request_shown, removal::RequestId::random(), officer);
  const Actor colleague{store::AccessKeyId::random(), officer.organisation, Role::centre_administrator};
  hold(officer, request.the_case);
  hold(colleague, request.the_case);
  years_pass(6);
  EXPECT_GT(purge(), 0U);
  EXPECT_EQ(std::ranges::count(acts(), "request_shown"), 3) << "the fourth is about no case on hold";
  for (const Actor& one : {officer, colleague})
    must(write([&](auto& tx) { return release_hold(desk, tx, one, {request.the_case, "2026-4711"}); }));
  EXPECT_GT(purge(), 0U);
  EXPECT_EQ(std::ranges::count(acts(), "request_shown"), 0);
}

TEST_F(Purging, GoesOnWhereTheLogIsLong) {
  must(write([&](auto& tx) -> Result<void> {
    for (int i = 0; i < 2500; ++i) JIUM_CHECK(write_log(desk, tx, officer, Act::case_shown));
    return {};
  }));
  years_pass(5);
  EXPECT_EQ(purge(), 2501U);
  EXPECT_EQ(take_due_jobs(), std::vector{store::JobKind::sweep}) << "freed pages are wiped soon";
}

}  // namespace
}  // namespace jium::desk
