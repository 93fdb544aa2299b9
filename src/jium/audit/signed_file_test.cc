#include "jium/audit/signed_file.h"

#include <gtest/gtest.h>

namespace jium::audit {
namespace {

NoteSigner signer(const std::string& name, std::uint8_t fill = 7) {
  NoteSigner::Seed seed{};
  seed.fill(fill);
  return NoteSigner::make(name, KeyUse::sign, Secret<NoteSigner::Seed>(seed)).value();
}

std::string signed_sample(const NoteSigner& by) {
  return sign_file("%PDF some bytes\n" + place_for_signature() + "more bytes\n", std::span(&by, 1)).value();
}

TEST(SignedFile, SaysWhoSignedIt) {
  const NoteSigner centre = signer("O-centre"), other = signer("O-other", 9);
  const std::string file = signed_sample(centre);
  const auto note = open_signed_file(file);
  ASSERT_TRUE(note) << note.fault().what;
  const std::vector keys{other.key(), centre.key()};
  const auto by = endorsements_of(*note, keys);
  ASSERT_TRUE(by);
  ASSERT_EQ(by->size(), 1U);
  EXPECT_EQ(by->front().key, centre.key());
}

TEST(SignedFile, TwoMaySignOneFile) {
  const std::vector signers{signer("O-a"), signer("O-b", 9)};
  const auto file = sign_file("x" + place_for_signature(), signers);
  ASSERT_TRUE(file);
  const std::vector keys{signers[0].key(), signers[1].key()};
  EXPECT_EQ(endorsements_of(open_signed_file(*file).value(), keys).value().size(), 2U);
}

// Whichever byte it is, and whichever way it changes.
TEST(SignedFile, NoByteOfItCanBeChanged) {
  const NoteSigner centre = signer("O-centre");
  const std::vector keys{centre.key()};
  const std::string file = signed_sample(centre);
  for (std::size_t i = 0; i < file.size(); ++i) {
    for (const int flip : {1, 32, 128}) {
      std::string other = file;
      other[i] = static_cast<char>(other[i] ^ flip);
      const auto note = open_signed_file(other);
      const auto by = note ? endorsements_of(*note, keys) : Result<std::vector<Endorsement>>(note.fault());
      EXPECT_FALSE(by && by->size() == 1 && note->signatures.size() == 1) << i;
    }
  }
}

TEST(SignedFile, NothingCanBeAddedOrTakenAway) {
  const std::string file = signed_sample(signer("O-centre"));
  EXPECT_FALSE(open_signed_file(file + " "));
  EXPECT_FALSE(open_signed_file(file.substr(0, file.size() - 1)));
  EXPECT_FALSE(open_signed_file(file + file));
  EXPECT_FALSE(open_signed_file("x" + file.substr(1)));
  EXPECT_FALSE(open_signed_file(file.substr(0, 60)));
  EXPECT_FALSE(open_signed_file(""));
}

TEST(SignedFile, AFileNeedsExactlyOnePlace) {
  const NoteSigner by = signer("O-centre");
  EXPECT_FALSE(sign_file("nothing", std::span(&by, 1)));
  EXPECT_FALSE(sign_file(place_for_signature() + place_for_signature(), std::span(&by, 1)));
  EXPECT_FALSE(open_signed_file(place_for_signature())) << "an empty place is no signature";
}

}  // namespace
}  // namespace jium::audit
