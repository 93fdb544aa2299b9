#include "jium/audit/succession.h"

#include <gtest/gtest.h>

#include "jium/audit/log_fixture.h"

namespace jium::audit {
namespace {

const NoteSigner kOld = signer_of(std::string(kOrigin), KeyUse::sign, 1);
const NoteSigner kNew = signer_of(std::string(kOrigin), KeyUse::sign, 2);
const Hash kRoot = sha256({bytes_of("root")});

std::string good() {
  return write_succession(kOld, kNew, 7, kRoot);
}

TEST(Succession, names_the_key_that_follows_and_where_the_log_stood) {
  const auto read = open_succession(good(), kOld.key());
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(read->to, kNew.key());
  EXPECT_EQ(read->size, 7U);
  EXPECT_EQ(read->root, kRoot);
}

TEST(Succession, any_bit_of_any_byte_changed_is_seen) {
  const std::string note = good();
  for (std::size_t at = 0; at < note.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = note;
      changed[at] = static_cast<char>(changed[at] ^ (1U << bit));
      EXPECT_FALSE(open_succession(changed, kOld.key())) << "byte " << at << " bit " << bit;
    }
  }
}

TEST(Succession, is_signed_by_both_keys_in_their_order_and_by_nobody_else) {
  const SignedNote both = *read_note(good());
  const auto with = [&](const std::vector<NoteSigner>& signers) {
    SignedNote note{both.text, {}};
    for (const NoteSigner& signer : signers) note.sign(signer);
    return open_succession(write_note(note), kOld.key()).has_value();
  };
  const auto third = signer_of(std::string(kOrigin), KeyUse::sign, 3);
  EXPECT_TRUE(with({kOld, kNew}));
  EXPECT_FALSE(with({kOld}));
  EXPECT_FALSE(with({kNew}));
  EXPECT_FALSE(with({kNew, kOld}));
  EXPECT_FALSE(with({third, kNew}));
  EXPECT_FALSE(with({kOld, kNew, third}));
  EXPECT_FALSE(with({kOld, kNew, kNew}));
}

TEST(Succession, is_between_two_keys_that_sign_one_log) {
  const auto elsewhere = signer_of("other.example/audit", KeyUse::sign, 3);
  EXPECT_EQ(open_succession(good(), elsewhere.key()).error().kind, FaultKind::missing);
  EXPECT_FALSE(open_succession(write_succession(kOld, elsewhere, 7, kRoot), kOld.key()));
  EXPECT_FALSE(open_succession(write_succession(kOld, kOld, 7, kRoot), kOld.key()));
  const auto witness = signer_of(std::string(kOrigin), KeyUse::cosign, 4);
  EXPECT_FALSE(open_succession(write_succession(kOld, witness, 7, kRoot), kOld.key()));
  EXPECT_FALSE(open_succession(write_note(sign_checkpoint(7, kRoot, kOld).note), kOld.key()));
}

TEST(Succession, notes_lead_from_a_key_to_the_newest_and_never_round_in_a_circle) {
  const auto third = signer_of(std::string(kOrigin), KeyUse::sign, 3);
  const std::vector<std::string> notes{good(), write_succession(kNew, third, 9, kRoot),
                                       write_succession(third, kOld, 10, kRoot)};
  EXPECT_EQ(keys_after(kOld.key(), notes), (std::vector{kOld.key(), kNew.key(), third.key()}));
  EXPECT_EQ(keys_after(kNew.key(), notes), (std::vector{kNew.key(), third.key(), kOld.key()}));
  EXPECT_EQ(keys_after(kOld.key(), {}), std::vector{kOld.key()});
}

}  // namespace
}  // namespace jium::audit
