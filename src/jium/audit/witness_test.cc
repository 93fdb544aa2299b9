#include "jium/audit/witness.h"

#include <gtest/gtest.h>

#include "jium/audit/log_fixture.h"

namespace jium::audit {
namespace {

constexpr std::chrono::hours kHour{1};

struct Watched {
  LogFixture log;
  WitnessState state{log.key.key(), log.witness.key(), {}};

  [[nodiscard]] WitnessRequest request(std::uint64_t from) const {
    TreeReader reader(log.tiles, log.tree.size());
    const SignedCheckpoint now = sign_checkpoint(log.tree.size(), log.tree.root(), log.key);
    return {from, *reader.consistency_proof(from), write_note(now.note)};
  }
  Result<Cosigned> ask(const WitnessRequest& request) {
    auto cosigned = cosign(state, request, log.witness, kStart + kHour);
    if (cosigned) state = *read_witness_state(write_witness_state(cosigned->state));
    return cosigned;
  }
};

TEST(Witness, cosigns_what_grew_and_remembers_it_across_its_file) {
  Watched watched;
  EXPECT_EQ(read_witness_state(write_witness_state(watched.state))->size(), 0U);
  watched.log.append(5);
  ASSERT_TRUE(watched.ask(watched.request(0)));
  EXPECT_EQ(watched.state.size(), 5U);
  watched.log.append(9);
  const auto cosigned = watched.ask(watched.request(5));
  ASSERT_TRUE(cosigned);
  EXPECT_EQ(watched.state.size(), 14U);
  const NoteSignature line = *read_signature_line(cosigned->signature);
  EXPECT_TRUE(watched.log.witness.key().verifies(watched.state.last->note.text, line.signature));
  EXPECT_EQ(*time_of_cosignature(line.signature), kStart + kHour);
  EXPECT_TRUE(watched.ask(watched.request(14))) << "the same again gets a newer time";
}

TEST(Witness, refuses_a_log_that_forked) {
  Watched watched;
  watched.log.append(5);
  ASSERT_TRUE(watched.ask(watched.request(0)));
  Watched fork;
  fork.log.append(4);
  fork.log.append_text(*write_record(LogFixture::sample_record(99)));
  auto refused = watched.ask(fork.request(5));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, FaultKind::conflict);
  EXPECT_NE(refused.error().what.find("two different histories of 5 entries"), std::string::npos);
  fork.log.append(4);
  refused = watched.ask(fork.request(5));
  ASSERT_FALSE(refused) << "grown on the other branch";
  EXPECT_NE(refused.error().what.find("does not show"), std::string::npos);
  EXPECT_EQ(watched.state.size(), 5U) << "what was refused leaves no trace";
}

TEST(Witness, two_of_them_between_them_catch_a_log_that_shows_each_its_own_branch) {
  Watched police, committee;
  police.log.append(6);
  committee.log.append(5);
  committee.log.append_text(*write_record(LogFixture::sample_record(99)));
  ASSERT_TRUE(police.ask(police.request(0)));
  ASSERT_TRUE(committee.ask(committee.request(0)));
  // Either sees the other's checkpoint.
  const WitnessRequest others{6, {}, write_note(committee.state.last->note)};
  EXPECT_EQ(police.ask(others).error().kind, FaultKind::conflict);
}

TEST(Witness, refuses_an_old_checkpoint_and_says_what_it_saw_last) {
  Watched watched;
  watched.log.append(5);
  const WitnessRequest old = watched.request(0);
  watched.log.append(5);
  ASSERT_TRUE(watched.ask(watched.request(0)));
  const auto replayed = watched.ask(old);
  EXPECT_EQ(replayed.error().kind, FaultKind::conflict);
  EXPECT_NE(replayed.error().what.find("size 10"), std::string::npos);
  WitnessRequest backwards = old;
  backwards.old_size = 10;
  EXPECT_EQ(watched.ask(backwards).error().kind, FaultKind::malformed);
  EXPECT_EQ(watched.ask(watched.request(7)).error().kind, FaultKind::conflict);
}

TEST(Witness, refuses_another_log_another_key_and_a_proof_with_anything_changed) {
  Watched watched;
  watched.log.append(5);
  ASSERT_TRUE(watched.ask(watched.request(0)));
  watched.log.append(3);
  Watched stranger;
  stranger.log.key = signer_of("other.example/audit", KeyUse::sign, 3);
  stranger.log.append(8);
  EXPECT_EQ(watched.ask(stranger.request(5)).error().kind, FaultKind::missing);
  stranger.log.key = signer_of(std::string(kOrigin), KeyUse::sign, 3);
  EXPECT_EQ(watched.ask(stranger.request(5)).error().kind, FaultKind::forbidden);
  const WitnessRequest good = watched.request(5);
  for (std::size_t i = 0; i < good.proof.size(); ++i) {
    WitnessRequest spoilt = good;
    spoilt.proof[i][0] ^= 1U;
    EXPECT_EQ(watched.ask(spoilt).error().kind, FaultKind::conflict);
    spoilt = good;
    spoilt.proof.erase(spoilt.proof.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(watched.ask(spoilt).error().kind, FaultKind::conflict);
  }
  EXPECT_EQ(cosign(watched.state, good, signer_of("x", KeyUse::cosign, 2), kStart).error().kind,
            FaultKind::malformed);
  EXPECT_TRUE(watched.ask(good));
}

TEST(Witness, goes_on_with_a_key_that_the_one_it_knows_has_signed_and_with_no_other) {
  Watched watched;
  watched.log.append(5);
  ASSERT_TRUE(watched.ask(watched.request(0)));
  watched.log.change_key(11);
  watched.log.append(2);
  const std::vector<std::string> notes{watched.log.successions.at(5)};
  const auto by_both = [&] {
    const std::vector<NoteSigner> keys{watched.log.key, watched.log.earlier_keys.back()};
    WitnessRequest request = watched.request(5);
    request.checkpoint = write_note(sign_checkpoint(7, watched.log.tree.root(), keys).note);
    return request;
  }();
  // While both sign, it need not know the new one; told of it, it goes on with that.
  EXPECT_EQ(cosign(watched.state, by_both, watched.log.witness, kStart)->state.log,
            watched.log.earlier_keys.back().key());
  EXPECT_EQ(cosign(watched.state, by_both, watched.log.witness, kStart, notes)->state.log,
            watched.log.key.key());
  const WitnessRequest by_new = watched.request(5);
  EXPECT_EQ(watched.ask(by_new).error().kind, FaultKind::forbidden);
  const auto stranger = signer_of(std::string(kOrigin), KeyUse::sign, 9);
  const std::vector<std::string> forged{write_succession(stranger, watched.log.key, 5, watched.log.roots[5])};
  EXPECT_EQ(cosign(watched.state, by_new, watched.log.witness, kStart, forged).error().kind,
            FaultKind::forbidden);
  const auto followed = cosign(watched.state, by_new, watched.log.witness, kStart, notes);
  ASSERT_TRUE(followed) << followed.error().what;
  watched.state = *read_witness_state(write_witness_state(followed->state));
  EXPECT_EQ(watched.state.log, watched.log.key.key());
  watched.log.append(1);
  EXPECT_TRUE(watched.ask(watched.request(7)));
}

TEST(Witness, a_request_is_text_as_c2sp_has_it) {
  Watched watched;
  watched.log.append(6);
  watched.log.append(2);
  const WitnessRequest request = watched.request(6);
  const std::string text = write_witness_request(request);
  EXPECT_TRUE(text.starts_with("old 6\n"));
  EXPECT_EQ(*read_witness_request(text), request);
  EXPECT_EQ(write_witness_request(*read_witness_request(text)), text);
  EXPECT_FALSE(read_witness_request("old 06" + text.substr(5)));
  EXPECT_FALSE(read_witness_request("new 6" + text.substr(5)));
  EXPECT_FALSE(read_witness_request("old 6\n"));
  EXPECT_FALSE(read_witness_request("old 6\nAAAA\n" + text.substr(6)));
  std::string many = "old 6\n";
  for (int i = 0; i < 64; ++i) many += "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
  EXPECT_FALSE(read_witness_request(many + "\n" + request.checkpoint));
}

TEST(Witness, a_state_that_somebody_else_has_written_is_refused) {
  Watched watched;
  watched.log.append(5);
  ASSERT_TRUE(watched.ask(watched.request(0)));
  const std::string text = write_witness_state(watched.state);
  ASSERT_TRUE(read_witness_state(text));
  // Its own key's line is what the file itself says; the caller compares it with the key it signs with.
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = text;
      changed[at] = static_cast<char>(changed[at] ^ (1U << bit));
      EXPECT_FALSE(read_witness_state(changed)) << "byte " << at << " bit " << bit;
    }
  }
  SignedCheckpoint uncosigned = *watched.state.last;
  uncosigned.note.signatures.pop_back();
  EXPECT_EQ(read_witness_state(write_witness_state({watched.state.log, watched.state.witness, uncosigned}))
                .error()
                .kind,
            FaultKind::conflict);
}

}  // namespace
}  // namespace jium::audit
