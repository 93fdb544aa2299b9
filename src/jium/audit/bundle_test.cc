#include "jium/audit/bundle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <functional>

#include "jium/audit/log_fixture.h"

namespace jium::audit {
namespace {

// The first thing that does not hold, or "" when all holds.
std::string wrong_with(const std::string& bundle, const BundlePolicy& policy) {
  const auto report = verify_bundle(bundle, policy);
  return report ? "" : report.error().what;
}

std::string wrong_after(BundleVerifier verifier, std::string_view rest) {
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return "no end";
    if (const auto taken = verifier.take(rest.substr(0, end)); !taken) return taken.error().what;
    rest.remove_prefix(end + 1);
  }
  const auto report = verifier.finish();
  return report ? "" : report.error().what;
}

// Changes every byte in each of these ways, one at a time, and says for each change what was seen first. What
// comes before the changed line is verified once.
void with_every_byte_changed(std::string bundle, const BundlePolicy& policy,
                             const std::vector<std::uint8_t>& changes,
                             const std::function<void(std::size_t, const std::string&)>& seen) {
  BundleVerifier before(policy);
  for (std::size_t start = 0; start < bundle.size();) {
    const std::size_t end = bundle.find('\n', start);
    for (std::size_t at = start; at <= end; ++at) {
      for (const std::uint8_t change : changes) {
        bundle[at] = static_cast<char>(bundle[at] ^ change);
        seen(at, wrong_after(before, std::string_view(bundle).substr(start)));
        bundle[at] = static_cast<char>(bundle[at] ^ change);
      }
    }
    ASSERT_TRUE(before.take(std::string_view(bundle).substr(start, end - start)));
    start = end + 1;
  }
}

TEST(Bundle, of_a_whole_log_holds_and_tells_what_it_is) {
  const SmallLog log;
  BundlePolicy policy = log.policy();
  policy.witnesses = {log.witness.key()};
  policy.quorum = 1;
  policy.known = {log.at(3), log.at(0), log.at(7), log.at(4)};
  const auto report = verify_bundle(log.bundle(), policy);
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_TRUE(report->key_given);
  EXPECT_EQ(report->size, 7U);
  EXPECT_EQ(report->root, log.tree.root());
  EXPECT_EQ(report->entries, 6U);
  EXPECT_EQ(report->erased, 1U);
  EXPECT_EQ(report->withheld, 0U);
  EXPECT_EQ(report->checkpoints, 3U);
  EXPECT_EQ(report->times_backwards, 0U);
  EXPECT_EQ(*report->first, kStart);
  EXPECT_EQ(*report->last, kStart + std::chrono::seconds{6});
  ASSERT_EQ(report->witnesses.size(), 1U);
  EXPECT_EQ(report->witnesses.front().key, log.witness.key());
  EXPECT_EQ(*report->witnesses.front().at, kStart + std::chrono::hours{1});
  std::istringstream stream(log.bundle());
  EXPECT_EQ(verify_bundle(stream, policy)->root, report->root);
}

TEST(Bundle, without_a_key_given_holds_for_the_key_that_it_names_and_says_so) {
  const SmallLog log;
  const auto report = verify_bundle(log.bundle(), {});
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->key_given);
  EXPECT_EQ(report->key, log.key.key().text());
}

TEST(Bundle, of_some_entries_holds_with_the_rest_withheld) {
  LogFixture log;
  log.append(1000);
  log.checkpoint();
  log.append(3000);
  log.checkpoint();
  for (const std::set<std::uint64_t>& shown :
       {std::set<std::uint64_t>{}, {0}, {3999}, {17, 18, 999, 1000, 2048}}) {
    const std::string bundle = log.bundle(&shown);
    BundlePolicy policy = log.policy();
    policy.known = {log.at(1000)};
    const auto report = verify_bundle(bundle, policy);
    ASSERT_TRUE(report) << report.error().what;
    EXPECT_EQ(report->entries, shown.size());
    EXPECT_EQ(report->withheld, 4000 - shown.size());
    EXPECT_LT(lines_of(bundle).size(), 80U) << "an excerpt is small, however large the log";
    policy.known = {log.at(500)};
    EXPECT_NE(wrong_with(bundle, policy).find("cannot be compared"), std::string::npos);
  }
}

TEST(Bundle, of_an_empty_log_holds) {
  LogFixture log;
  log.checkpoint();
  EXPECT_EQ(wrong_with(log.bundle(), log.policy()), "");
}

TEST(Bundle, an_erased_entry_leaves_the_tree_as_it_was) {
  SmallLog log;
  const auto before = verify_bundle(log.bundle(), log.policy());
  log.erased = {0, 1, 4, 6};
  const auto after = verify_bundle(log.bundle(), log.policy());
  ASSERT_TRUE(after);
  EXPECT_EQ(after->root, before->root);
  EXPECT_EQ(after->erased, 4U);
  EXPECT_EQ(log.bundle().find(log.entries[4].record), std::string::npos);
  EXPECT_EQ(log.bundle().find(to_hex(log.entries[4].nonce)), std::string::npos);
}

TEST(Bundle, any_bit_of_any_byte_changed_is_seen) {
  const SmallLog log;
  std::size_t changed = 0;
  with_every_byte_changed(log.bundle(), log.policy(), {1, 2, 4, 8, 16, 32, 64, 128},
                          [&](std::size_t at, const std::string& wrong) {
                            ++changed;
                            EXPECT_NE(wrong, "") << "byte " << at;
                          });
  EXPECT_EQ(changed, log.bundle().size() * 8);
}

TEST(Bundle, whose_key_changed_hands_holds_under_each_of_its_keys_and_tells_the_newest) {
  const RotatedLog log;
  ASSERT_EQ(log.earlier_keys.size(), 2U);
  for (const NoteKey& key : {log.earlier_keys[0].key(), log.earlier_keys[1].key(), log.key.key()}) {
    BundlePolicy policy;
    policy.log = key;
    policy.known = {log.at(3), log.at(6)};
    const auto report = verify_bundle(log.bundle(), policy);
    ASSERT_TRUE(report) << report.error().what;
    EXPECT_EQ(report->key, log.key.key().text());
    EXPECT_EQ(report->earlier_keys,
              (std::vector{log.earlier_keys[0].key().text(), log.earlier_keys[1].key().text()}));
  }
  const std::set<std::uint64_t> shown{6};
  EXPECT_EQ(wrong_with(log.bundle(&shown), log.policy()), "");
}

TEST(Bundle, any_byte_changed_of_one_whose_key_changed_hands_is_seen) {
  const RotatedLog log;
  for (const NoteKey& key : {log.first_key(), log.key.key()}) {
    BundlePolicy policy;
    policy.log = key;
    with_every_byte_changed(
        log.bundle(), policy, {1, 0x20, 0x80},
        [&](std::size_t at, const std::string& wrong) { EXPECT_NE(wrong, "") << "byte " << at; });
  }
}

TEST(Bundle, under_a_key_that_the_old_one_did_not_sign_is_refused) {
  LogFixture log;
  log.append(3);
  log.checkpoint();
  const BundlePolicy policy = log.policy();
  log.change_key(11, signer_of(std::string(kOrigin), KeyUse::sign, 9));
  log.append(1);
  log.checkpoint();
  EXPECT_NE(wrong_with(log.bundle(), policy).find("did not sign"), std::string::npos);
}

TEST(Bundle, a_change_of_an_entry_is_seen_before_the_seal_and_without_it) {
  const SmallLog log;
  const std::string bundle = log.bundle();
  with_every_byte_changed(bundle, log.policy(), {1, 0x20}, [&](std::size_t at, const std::string& wrong) {
    const std::size_t line = bundle.rfind('\n', at == 0 ? 0 : at - 1) + 1;
    const bool of_an_entry =
        bundle.substr(line).starts_with(R"({"nonce)") || bundle.substr(line).starts_with(R"({"seq)");
    if (of_an_entry && at != line) {
      EXPECT_EQ(wrong.find("seal"), std::string::npos) << at << wrong;
    }
  });
}

// The bound that security.md names, 1 MiB, takes a minute; JIUM_LONG=1 asks for it.
TEST(Bundle, every_byte_changed_of_a_larger_log_is_seen) {
  const bool whole = std::getenv("JIUM_LONG") != nullptr;
  const std::size_t wanted = whole ? std::size_t{1} << 20U : std::size_t{1} << 16U;
  LogFixture log;
  while (log.entries.size() * 340 < wanted) {
    log.append(4);
    // Cosignatures that nobody asks for are covered by the seal only, which makes the test's work a square.
    log.checkpoint(false);
  }
  std::size_t changed = 0, missed = 0;
  const std::string bundle = log.bundle();
  with_every_byte_changed(bundle, log.policy(), {4}, [&](std::size_t, const std::string& wrong) {
    ++changed;
    missed += wrong.empty() ? 1 : 0;
  });
  EXPECT_GE(changed, wanted);
  EXPECT_EQ(missed, 0U);
  RecordProperty("changed_bytes", std::to_string(changed));
  std::printf("changed bytes: %zu, not seen: %zu\n", changed, missed);
}

TEST(Bundle, lines_taken_out_doubled_swapped_or_cut_off_are_seen) {
  const SmallLog log;
  const std::vector<std::string> lines = lines_of(log.bundle());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    auto without = lines;
    without.erase(without.begin() + at);
    EXPECT_NE(wrong_with(text_of_lines(without), log.policy()), "") << "line " << i << " taken out";
    auto doubled = lines;
    doubled.insert(doubled.begin() + at, lines[i]);
    EXPECT_NE(wrong_with(text_of_lines(doubled), log.policy()), "") << "line " << i << " doubled";
    EXPECT_NE(wrong_with(text_of_lines({lines.begin(), lines.begin() + at}), log.policy()), "")
        << "cut off before line " << i;
    for (std::size_t j = i + 1; j < lines.size(); ++j) {
      auto swapped = lines;
      std::swap(swapped[i], swapped[j]);
      EXPECT_NE(wrong_with(text_of_lines(swapped), log.policy()), "") << i << " swapped with " << j;
    }
  }
  const std::string bundle = log.bundle();
  std::istringstream endless(bundle.substr(0, bundle.size() - 1));
  EXPECT_FALSE(verify_bundle(endless, log.policy())) << "the last line has no end";
  for (std::size_t length = 0; length < bundle.size(); ++length)
    EXPECT_NE(wrong_with(bundle.substr(0, length), log.policy()), "") << "cut off at byte " << length;
  EXPECT_NE(wrong_with(bundle + "\n", log.policy()), "");
  EXPECT_NE(wrong_with(bundle + bundle, log.policy()), "");
}

bool is_checkpoint(const std::string& line) {
  return line.starts_with(R"({"checkpoint")");
}

// Whoever exports holds the log's key and can seal what he likes, but not sign other checkpoints unseen.
TEST(Bundle, sealed_anew_after_a_change_of_its_entries_is_seen_by_its_tree) {
  const SmallLog log;
  const std::vector<std::string> lines = lines_of(log.bundle());
  ASSERT_EQ(wrong_with(resealed(lines, log.key), log.policy()), "") << "the test's own seal is a good one";
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    auto doubled = lines;
    doubled.insert(doubled.begin() + at, lines[i]);
    EXPECT_NE(wrong_with(resealed(doubled, log.key), log.policy()), "") << "line " << i << " doubled";
    // A bundle may have fewer checkpoints than the log.
    if (is_checkpoint(lines[i])) continue;
    auto without = lines;
    without.erase(without.begin() + at);
    EXPECT_NE(wrong_with(resealed(without, log.key), log.policy()), "") << "line " << i << " taken out";
    auto swapped = lines;
    std::swap(swapped[i], swapped[i + 1]);
    EXPECT_NE(wrong_with(resealed(swapped, log.key), log.policy()), "") << "line " << i << " moved";
  }
}

TEST(Bundle, names_the_first_thing_that_does_not_hold) {
  const SmallLog log;
  std::vector<std::string> lines = lines_of(log.bundle());
  const std::size_t done = lines[1].find("done");
  lines[1].replace(done, 4, "fake");
  EXPECT_EQ(wrong_with(text_of_lines(lines), log.policy()),
            "line 5: entries 0 to 2 are not those that the log signed at this checkpoint");
  lines = lines_of(log.bundle());
  lines.erase(lines.begin() + 6);
  EXPECT_EQ(wrong_with(text_of_lines(lines), log.policy()),
            "line 7: the log had 5 entries at this checkpoint, and 4 stand before it");
  lines.erase(lines.begin() + 5);
  lines.erase(lines.begin() + 5);
  EXPECT_EQ(wrong_with(text_of_lines(lines), log.policy()),
            "line 6: entry 3 should stand here and entry 5 does: something was taken out, put in or moved");
}

// The whole history made anew by whoever holds the log's key: only others' memory helps.
TEST(Bundle, of_a_rewritten_log_is_seen_by_whoever_kept_a_checkpoint_or_trusts_a_witness) {
  const SmallLog log;
  LogFixture fork;
  for (std::uint64_t seq = 0; seq < 7; ++seq) {
    Record record = LogFixture::sample_record(seq);
    if (seq == 2) record.act = Act::case_opened;
    fork.append_text(*write_record(record));
    if (log.checkpoints.contains(seq + 1))
      fork.checkpoints[seq + 1] = write_note(sign_checkpoint(seq + 1, fork.tree.root(), fork.key).note);
  }
  EXPECT_EQ(wrong_with(fork.bundle(), fork.policy()), "") << "it agrees with itself";
  BundlePolicy policy = log.policy();
  policy.known = {log.at(5)};
  EXPECT_NE(wrong_with(fork.bundle(), policy).find("was rewritten"), std::string::npos);
  policy = log.policy();
  policy.witnesses = {log.witness.key()};
  policy.quorum = 1;
  EXPECT_EQ(wrong_with(fork.bundle(), policy),
            "0 of the witnesses that you trust have cosigned the last checkpoint, and you ask for 1");
}

TEST(Bundle, that_is_older_than_what_is_known_is_seen) {
  LogFixture log;
  log.append(3);
  log.checkpoint();
  const std::string old = log.bundle();
  log.append(2);
  BundlePolicy policy = log.policy();
  policy.known = {log.at(5)};
  EXPECT_NE(wrong_with(old, policy).find("older than what you know"), std::string::npos);
  policy.known = {{"other.example/audit", 2, log.roots[2], {}}};
  EXPECT_NE(wrong_with(old, policy).find("another log"), std::string::npos);
}

TEST(Bundle, under_another_key_or_with_a_witness_who_did_not_sign_this_is_seen) {
  const SmallLog log;
  BundlePolicy policy;
  policy.log = signer_of(std::string(kOrigin), KeyUse::sign, 9).key();
  EXPECT_NE(wrong_with(log.bundle(), policy).find("another key"), std::string::npos);
  LogFixture other;
  other.append(3);
  SignedCheckpoint made = sign_checkpoint(3, other.tree.root(), other.key);
  made.note.signatures.push_back({log.witness.key().name(), log.witness.key().id(), Bytes(72, 0)});
  other.checkpoints[3] = write_note(made.note);
  policy = other.policy();
  EXPECT_EQ(wrong_with(other.bundle(), policy), "") << "a witness that was not asked for is passed over";
  policy.witnesses = {log.witness.key()};
  EXPECT_NE(wrong_with(other.bundle(), policy).find("does not hold"), std::string::npos);
}

TEST(Bundle, entries_after_the_last_checkpoint_are_refused) {
  LogFixture log;
  log.append(3);
  log.checkpoint();
  log.append(1);
  EXPECT_NE(wrong_with(log.bundle(), log.policy()).find("not proved by anything"), std::string::npos);
  EXPECT_NE(wrong_with(LogFixture{}.bundle(), log.policy()).find("not proved by anything"),
            std::string::npos);
}

TEST(Bundle, nothing_stands_after_the_seal) {
  LogFixture log;
  log.append(2);
  log.checkpoint();
  const std::string sealed = log.bundle();
  log.append(1);
  log.checkpoint();
  const std::vector<std::string> longer = lines_of(log.bundle());
  EXPECT_NE(wrong_with(sealed + longer[4] + "\n", log.policy()).find("after the seal"), std::string::npos);
  EXPECT_NE(wrong_with(sealed + longer[4] + "\n" + longer[5] + "\n", log.policy()), "");
}

TEST(Bundle, a_clock_that_went_backwards_is_counted_and_no_fault) {
  LogFixture log;
  Record late = LogFixture::sample_record(0);
  late.at += std::chrono::hours{1};
  log.append_text(*write_record(late));
  log.append(2);
  log.checkpoint();
  EXPECT_EQ(verify_bundle(log.bundle(), log.policy())->times_backwards, 1U);
}

TEST(Bundle, an_act_of_a_later_jium_does_not_spoil_it) {
  LogFixture log;
  std::string record = *write_record(LogFixture::sample_record(0));
  const std::size_t act = record.find("address_revealed");
  log.append_text(record.replace(act, 16, "moon_visited"));
  log.checkpoint();
  EXPECT_EQ(wrong_with(log.bundle(), log.policy()), "");
}

TEST(Bundle, a_line_too_long_is_refused_before_memory_runs_out) {
  std::istringstream stream(std::string(std::size_t{3} << 20U, 'x') + "\n");
  EXPECT_EQ(verify_bundle(stream, {}).error().kind, FaultKind::malformed);
}

}  // namespace
}  // namespace jium::audit
