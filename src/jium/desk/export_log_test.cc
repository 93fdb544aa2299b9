// The log from its entries to the file that an auditor checks: signing, witnessing, exporting.
#include "jium/desk/export_log.h"

#include <algorithm>

#include "jium/audit/bundle.h"
#include "jium/audit/witness.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/rotate_log_key.h"
#include "jium/desk/sign_checkpoint.h"
#include "jium/desk/witness_log.h"
#include "jium/desk/write_log.h"
#include "jium/store/audit_keys.h"
#include "jium/store/audit_soundness.h"

namespace jium::desk {
namespace {

using audit::Act;

class TheExport : public DeskFixture {
 protected:
  void log_some(const Actor& actor, int count, const store::LogSubject& about = {}) {
    must(write([&](auto& tx) -> Result<void> {
      for (int i = 0; i < count; ++i) JIUM_CHECK(write_log(desk, tx, actor, Act::case_shown, about));
      return {};
    }));
  }
  LogBundle bundle_for(const Actor& actor, const ExportLog& ask = {}) {
    return must(write([&](auto& tx) { return export_log(desk, tx, actor, ask); }));
  }
  store::LogCheckpoint sign() {
    return must(write([&](auto& tx) { return sign_checkpoint(desk, tx); }));
  }
  bool due() {
    return must(read([&](auto& tx) { return checkpoint_is_due(desk, tx); }));
  }
  void script(const char* sql) {
    must(write([&](auto& tx) { return tx.database().script(sql); }));
  }
  audit::NoteKey log_key() {
    return must(read([](auto& tx) -> Result<audit::NoteKey> {
      JIUM_TRY(const auto signer, store::log_signer(tx));
      return signer.key();
    }));
  }
  audit::BundlePolicy policy() {
    audit::BundlePolicy policy;
    policy.log = log_key();
    return policy;
  }
  audit::Checkpoint checkpoint_in(const store::LogCheckpoint& kept) {
    return must(audit::read_checkpoint(must(audit::read_note(kept.note)).text));
  }
};

TEST_F(TheExport, IsSignedByGrowthOrByTheMinuteAndNotWithoutGrowth) {
  EXPECT_FALSE(due());
  EXPECT_EQ(fault_of(write([&](auto& tx) { return sign_checkpoint(desk, tx); })), FaultKind::missing);
  log_some(officer, 3);
  EXPECT_TRUE(due());
  EXPECT_EQ(sign().size, 4U);
  EXPECT_FALSE(due());
  clock.tick(std::chrono::hours{1});
  EXPECT_FALSE(due());
  EXPECT_EQ(sign().size, 4U);
  log_some(officer, 1);
  EXPECT_TRUE(due());
  EXPECT_EQ(sign().size, 5U);
  log_some(officer, 1);
  EXPECT_FALSE(due());
  clock.tick(std::chrono::minutes{1});
  EXPECT_TRUE(due());
}

TEST_F(TheExport, OpensTheOrganisationsOwnEntriesAndHidesAllOthers) {
  for (int i = 0; i < 5; ++i) {
    log_some(officer, 3);
    log_some(stranger, 4);
    sign();
  }
  const LogBundle ours = bundle_for(officer);
  const auto report = must(audit::verify_bundle(ours.text, policy()));
  EXPECT_EQ(report.entries, 15U);
  EXPECT_EQ(report.withheld, 21U);  // the stranger's and the house's first
  EXPECT_EQ(ours.shown, 15U);
  EXPECT_NE(ours.text.find(officer.organisation.text()), std::string::npos);
  EXPECT_EQ(ours.text.find(stranger.organisation.text()), std::string::npos);
  EXPECT_EQ(ours.text.find(stranger.text()), std::string::npos);
  EXPECT_EQ(must(audit::verify_bundle(bundle_for(stranger).text, policy())).entries, 20U);
}

TEST_F(TheExport, OpensOnlyThePartThatIsAskedForAndProvesTheRest) {
  log_some(officer, 9);  // 1 to 9
  const auto report = must(audit::verify_bundle(bundle_for(officer, {.from = 3, .to = 6}).text, policy()));
  EXPECT_EQ(report.entries, 3U);
  EXPECT_EQ(report.size, 10U);
}

TEST_F(TheExport, GoesThroughWhatTheReaderKnew) {
  log_some(stranger, 5);
  const auto seen = checkpoint_in(sign());
  log_some(stranger, 5);
  auto with_known = policy();
  with_known.known = {seen};
  const LogBundle bundle = bundle_for(officer, {.through = {seen.size}});
  EXPECT_EQ(must(audit::verify_bundle(bundle.text, with_known)).size, 11U);
  with_known.known.front().root[0] ^= 1;
  EXPECT_EQ(fault_of(audit::verify_bundle(bundle.text, with_known)), FaultKind::conflict);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return export_log(desk, tx, officer, {.through = {99}}); })),
            FaultKind::conflict);
}

TEST_F(TheExport, StaysWholeWhenEntriesAreForgotten) {
  const auto the_case = casework::CaseId::random();
  log_some(officer, 3);
  log_some(officer, 2, the_case);
  log_some(officer, 3);
  const auto before = checkpoint_in(sign());
  EXPECT_EQ(must(write([&](auto& tx) { return store::forget_in_log(tx, the_case); })), 2U);
  auto with_known = policy();
  with_known.known = {before};
  const auto report = must(audit::verify_bundle(bundle_for(officer).text, with_known));
  EXPECT_EQ(report.entries, 6U);
  EXPECT_EQ(report.erased, 2U);
  EXPECT_EQ(report.root, before.root);
}

TEST_F(TheExport, IsRefusedByItsReaderWhenARecordWasChanged) {
  log_some(officer, 6);
  sign();
  script("update audit_entry set record = replace(record, 'case_shown', 'case_closed') where seq = 3");
  EXPECT_EQ(fault_of(audit::verify_bundle(bundle_for(officer).text, policy())), FaultKind::conflict);
}

TEST_F(TheExport, IsNotMadeWhenTheTreeWasChangedUnderASignature) {
  if (store::tests_use_postgres()) GTEST_SKIP() << "the application role cannot alter the log";
  log_some(officer, 6);
  sign();
  log_some(officer, 6);
  script(
      "update audit_entry set leaf = x'0000000000000000000000000000000000000000000000000000000000000000'"
      " where seq = 3");
  EXPECT_EQ(fault_of(write([&](auto& tx) { return export_log(desk, tx, officer, {}); })),
            FaultKind::conflict);
}

TEST_F(TheExport, IsNotMadeWhenTheEndWasCutOff) {
  if (store::tests_use_postgres()) GTEST_SKIP() << "the application role cannot alter the log";
  log_some(officer, 6);
  sign();
  script("delete from audit_entry where seq > 4");
  EXPECT_EQ(fault_of(write([&](auto& tx) { return sign_checkpoint(desk, tx); })), FaultKind::conflict);
}

TEST_F(TheExport, HoldsUnderTheOldKeyAndTheNewOneWhenTheKeyChangedHands) {
  log_some(officer, 3);
  const auto old_policy = policy();
  const auto rotated = must(write([&](auto& tx) { return rotate_log_key(tx, clock.now(), false); }));
  EXPECT_EQ(rotated.from, *old_policy.log);
  EXPECT_EQ(rotated.size, 4U);
  EXPECT_EQ(rotated.both_until, clock.now() + audit::kOverlap);
  EXPECT_EQ(log_key(), rotated.to);
  EXPECT_EQ(rotated.to.name(), rotated.from.name()) << "the log is the same log";
  log_some(stranger, 2);
  const LogBundle bundle = bundle_for(officer);
  EXPECT_EQ(bundle.key, rotated.to.text());
  for (const auto& trusted : {old_policy, policy()}) {
    const auto report = must(audit::verify_bundle(bundle.text, trusted));
    EXPECT_EQ(report.key, rotated.to.text());
    EXPECT_EQ(report.earlier_keys, std::vector{rotated.from.text()});
    EXPECT_EQ(report.size, 7U) << "the change has an entry of its own";
  }
  EXPECT_TRUE(must(read([](auto& tx) { return store::check_log(tx); })).good());
}

TEST_F(TheExport, IsSignedByBothKeysForNinetyDaysAndThenByTheNewOne) {
  log_some(officer, 3);
  const auto old_key = log_key();
  must(write([&](auto& tx) { return rotate_log_key(tx, clock.now(), false); }));
  const auto signed_with = [&](const audit::NoteKey& key) {
    log_some(officer, 1);
    return audit::open_checkpoint(sign().note, key).has_value();
  };
  EXPECT_TRUE(signed_with(old_key));
  clock.tick(audit::kOverlap - Duration{1});
  EXPECT_TRUE(signed_with(old_key));
  EXPECT_TRUE(signed_with(log_key()));
  clock.tick(Duration{1});
  EXPECT_FALSE(signed_with(old_key));
  EXPECT_TRUE(signed_with(log_key()));
  EXPECT_TRUE(must(audit::verify_bundle(bundle_for(officer).text, policy())).key_given);
}

TEST_F(TheExport, OfAKeyThatOthersMayHaveCarriesItNoMoreAtOnce) {
  log_some(officer, 3);
  const auto first = log_key();
  must(write([&](auto& tx) { return rotate_log_key(tx, clock.now(), false); }));
  must(write([&](auto& tx) { return rotate_log_key(tx, clock.now(), true); }));
  log_some(officer, 1);
  EXPECT_EQ(must(audit::read_note(sign().note)).signatures.size(), 1U);
  auto from_the_first = policy();
  from_the_first.log = first;
  EXPECT_EQ(must(audit::verify_bundle(bundle_for(officer).text, from_the_first)).earlier_keys.size(), 2U);
  EXPECT_TRUE(must(read([](auto& tx) { return store::check_log(tx); })).good());
}

TEST_F(TheExport, IsRefusedByItsReaderWhenTheNoteOfAChangedKeyWasChanged) {
  if (store::tests_use_postgres()) GTEST_SKIP() << "the application role cannot alter the log";
  log_some(officer, 3);
  must(write([&](auto& tx) { return rotate_log_key(tx, clock.now(), false); }));
  script("update audit_succession set note = replace(note, 'succession/1', 'succession/2')");
  EXPECT_FALSE(audit::verify_bundle(bundle_for(officer).text, policy()));
  EXPECT_FALSE(must(read([](auto& tx) { return store::check_log(tx); })).good());
  script("delete from audit_succession");
  EXPECT_FALSE(must(read([](auto& tx) { return store::check_log(tx); })).good());
}

TEST_F(TheExport, ChangesNoKeyOfALogThatWasChangedUnderASignature) {
  if (store::tests_use_postgres()) GTEST_SKIP() << "the application role cannot alter the log";
  log_some(officer, 6);
  sign();
  log_some(officer, 6);
  script(
      "update audit_entry set leaf = x'0000000000000000000000000000000000000000000000000000000000000000'"
      " where seq = 3");
  EXPECT_EQ(fault_of(write([&](auto& tx) { return rotate_log_key(tx, clock.now(), false); })),
            FaultKind::conflict);
}

class TheWitness : public TheExport {
 protected:
  audit::NoteSigner signer = must(audit::NoteSigner::generate("police.example/w1", audit::KeyUse::cosign));

  audit::Cosigned cosign(const audit::WitnessState& state) {
    const auto growth = must(read([&](auto& tx) { return log_growth(tx, state.size()); }));
    return must(audit::cosign(state, {state.size(), growth.proof, growth.checkpoint}, signer, clock.now()));
  }
  Result<void> bring(const Actor& actor, const Cosign& ask) {
    return write([&](auto& tx) { return take_cosignature(desk, tx, actor, ask); });
  }
  audit::BundlePolicy trusting() {
    auto trusting = policy();
    trusting.witnesses = {signer.key()};
    trusting.quorum = 1;
    return trusting;
  }
};

TEST_F(TheWitness, CosignsWhatGrewAndItStandsOnTheExport) {
  EXPECT_EQ(fault_of(read([&](auto& tx) { return log_growth(tx, 0); })), FaultKind::missing);
  log_some(officer, 4);
  sign();
  audit::WitnessState state{log_key(), signer.key(), {}};
  EXPECT_EQ(fault_of(write([&](auto& tx) { return export_log(desk, tx, officer, {.cosigned = true}); })),
            FaultKind::missing);
  for (int round = 0; round < 3; ++round) {
    const audit::Cosigned cosigned = cosign(state);
    state = cosigned.state;
    must(bring(stranger, {state.size(), signer.key().text(), cosigned.signature}));
    log_some(stranger, 300);
    sign();
  }
  const LogBundle bundle = bundle_for(officer, {.cosigned = true});
  EXPECT_EQ(bundle.size, state.size());
  const auto report = must(audit::verify_bundle(bundle.text, trusting()));
  EXPECT_EQ(report.checkpoints, 3U);
  // Up to the newest entry there is no cosignature yet, and whoever asks for one is told.
  EXPECT_EQ(fault_of(audit::verify_bundle(bundle_for(officer).text, trusting())), FaultKind::conflict);
}

TEST_F(TheWitness, FollowsTheKeyOfTheLogAndItsOlderCosignaturesStillCount) {
  log_some(officer, 4);
  sign();
  audit::WitnessState state{log_key(), signer.key(), {}};
  const auto first = cosign(state);
  must(bring(stranger, {first.state.size(), signer.key().text(), first.signature}));
  const auto before = trusting();
  must(write([&](auto& tx) { return rotate_log_key(tx, clock.now(), true); }));
  // Ends where the old key signed, and is sealed by it.
  const LogBundle old_end = bundle_for(officer, {.cosigned = true});
  EXPECT_EQ(must(audit::verify_bundle(old_end.text, before)).earlier_keys.size(), 0U);
  const auto growth = must(read([&](auto& tx) { return log_growth(tx, first.state.size()); }));
  EXPECT_EQ(growth.successions.size(), 1U);
  const audit::WitnessRequest request{first.state.size(), growth.proof, growth.checkpoint};
  EXPECT_EQ(fault_of(audit::cosign(first.state, request, signer, clock.now())), FaultKind::forbidden);
  const auto followed = must(audit::cosign(first.state, request, signer, clock.now(), growth.successions));
  EXPECT_EQ(followed.state.log, log_key());
  must(bring(stranger, {followed.state.size(), signer.key().text(), followed.signature}));
  for (const auto& trusted : {before, trusting()})
    EXPECT_TRUE(audit::verify_bundle(bundle_for(officer, {.cosigned = true}).text, trusted));
}

TEST_F(TheWitness, BringsOneCosignatureForAnOrganisationThatHolds) {
  log_some(officer, 4);
  sign();
  const audit::Cosigned cosigned = cosign({log_key(), signer.key(), {}});
  const Cosign good{5, signer.key().text(), cosigned.signature};
  Cosign forged = good;
  forged.key = must(audit::NoteSigner::generate("police.example/w1", audit::KeyUse::cosign)).key().text();
  EXPECT_EQ(fault_of(bring(stranger, forged)), FaultKind::forbidden);
  Cosign by_the_log = good;
  by_the_log.key = log_key().text();
  EXPECT_EQ(fault_of(bring(stranger, by_the_log)), FaultKind::malformed);
  Cosign other_size = good;
  other_size.size = 4;
  EXPECT_EQ(fault_of(bring(stranger, other_size)), FaultKind::missing);
  must(bring(stranger, good));
  EXPECT_EQ(fault_of(bring(stranger, good)), FaultKind::conflict);
  must(bring(officer, good));  // any organisation may bring any witness's
}

TEST_F(TheWitness, IsToldWhenTheLogIsOlderThanWhatItSaw) {
  log_some(officer, 4);
  sign();
  EXPECT_EQ(fault_of(read([&](auto& tx) { return log_growth(tx, 6); })), FaultKind::conflict);
}

TEST_F(TheExport, TellsOfJiumsOwnWorkByItself) {
  const auto request = sent_request();
  check(request.id, gone());
  const auto text = bundle_for(officer).text;
  const auto count = [&](std::string_view word) {
    std::size_t found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(count(R"("actor":"jium")"), 2U);  // handing over, and the look
  EXPECT_EQ(count(R"("act":"letter_sent")"), 1U);
  EXPECT_EQ(count(R"("act":"check_recorded")"), 1U);
}

}  // namespace
}  // namespace jium::desk
