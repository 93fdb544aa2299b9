#include "jium/casework/identity.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sodium.h>

namespace jium::casework {
namespace {

Identity identity(const std::string& name = "김하늘", const std::string& contact = "010-1234-5678") {
  return {CaseId(4711), Secret<std::string>(name), Secret<std::string>(contact)};
}

class IdentityOfASurvivor : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_GE(sodium_init(), 0); }
  const IdentityKeyPair keys = make_identity_keys();
};

TEST_F(IdentityOfASurvivor, OpensWithThePrivateKeyAndSaysWhatWasSealed) {
  const Bytes box = seal_identity(identity(), keys.open).value();
  const auto opened = open_identity(box, keys, CaseId(4711)).value();
  EXPECT_EQ(opened.name.reveal(), "김하늘");
  EXPECT_EQ(opened.contact.reveal(), "010-1234-5678");
}

TEST_F(IdentityOfASurvivor, OpensWithNoOtherKeyAndForNoOtherCase) {
  const Bytes box = seal_identity(identity(), keys.open).value();
  EXPECT_EQ(open_identity(box, make_identity_keys(), CaseId(4711)).fault().kind, FaultKind::malformed);
  const auto exchanged = open_identity(box, keys, CaseId(4712));
  ASSERT_FALSE(exchanged);
  EXPECT_NE(exchanged.fault().what.find("another case"), std::string::npos);
}

TEST_F(IdentityOfASurvivor, ABoxWithAnyChangedByteDoesNotOpen) {
  const Bytes box = seal_identity(identity(), keys.open).value();
  for (std::size_t at = 0; at < box.size(); at += 7) {
    Bytes changed = box;
    changed[at] ^= 1U;
    EXPECT_FALSE(open_identity(changed, keys, CaseId(4711))) << at;
  }
}

TEST_F(IdentityOfASurvivor, HowLongItIsDoesNotShow) {
  for (const std::size_t length : {std::size_t{1}, std::size_t{40}, std::size_t{900}}) {
    EXPECT_EQ(seal_identity(identity(std::string(length, 'x')), keys.open).value().size(), kIdentityBox);
  }
  EXPECT_EQ(seal_identity(identity(std::string(1001, 'x')), keys.open).fault().kind, FaultKind::malformed);
  EXPECT_NE(seal_identity(identity(), keys.open).value(), seal_identity(identity(), keys.open).value());
}

TEST_F(IdentityOfASurvivor, AResidentNumberIsRefusedKindlyAndNotRepeated) {
  for (const auto& wrong :
       {identity("김하늘 900101-1234567"), identity("김하늘", "９００１０１－５２３４５６７")}) {
    const auto sealed = seal_identity(wrong, keys.open);
    ASSERT_FALSE(sealed);
    EXPECT_NE(sealed.fault().what.find("please leave it out"), std::string::npos);
    EXPECT_EQ(sealed.fault().what.find("234567"), std::string::npos);
  }
}

TEST_F(IdentityOfASurvivor, IsALineEachAndNotNothing) {
  EXPECT_FALSE(check(identity("a\nb")));
  EXPECT_FALSE(check(identity("a", "b\x7f")));
  EXPECT_FALSE(check(identity("", "")));
  EXPECT_TRUE(check(identity("", "mail@safe.example")));
}

TEST_F(IdentityOfASurvivor, KeysComeBackFromTheirFilesAndAPrivateOneIsNotTakenForPublic) {
  const std::string secret = write_private_key(keys);
  const std::string open = write_public_key(keys.open);
  EXPECT_EQ(read_private_key(secret).value().open, keys.open);
  EXPECT_EQ(read_private_key(secret).value().secret, keys.secret);
  EXPECT_EQ(read_public_key(open).value(), keys.open);
  const auto refused = read_public_key(secret);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.fault().what.find("stays where it is"), std::string::npos);
  EXPECT_FALSE(read_private_key(open));
  for (const char* wrong :
       {"", "jium identity public 1 ", "jium identity public 1 00ff", "jium identity public 2 00"})
    EXPECT_FALSE(read_public_key(wrong)) << wrong;
  EXPECT_EQ(open.find(to_hex(keys.secret.reveal())), std::string::npos);
}

TEST_F(IdentityOfASurvivor, AKeyOfSmallOrderIsRefused) {
  IdentityPublicKey zero{};
  EXPECT_FALSE(check_public_key(zero));
  IdentityPublicKey one{};
  one[0] = 1;
  EXPECT_FALSE(check_public_key(one));
  EXPECT_FALSE(seal_identity(identity(), one)) << "anybody could open it";
  EXPECT_TRUE(check_public_key(keys.open));
}

TEST_F(IdentityOfASurvivor, ABoxHasOneLength) {
  EXPECT_TRUE(check_box(Bytes(kIdentityBox)));
  EXPECT_FALSE(check_box(Bytes(kIdentityBox - 1)));
  EXPECT_FALSE(check_box(Bytes(kIdentityBox + 1)));
}

RC_GTEST_PROP(IdentityProperty, WhateverPassesTheCheckComesBackAsItWas,
              (std::string name, std::string contact)) {
  if (sodium_init() < 0) RC_FAIL("libsodium");
  const Identity given = identity(name, contact);
  const IdentityKeyPair keys = make_identity_keys();
  const auto box = seal_identity(given, keys.open);
  RC_ASSERT(box.has_value() == check(given).has_value());
  if (!box) return;
  const auto opened = open_identity(*box, keys, given.the_case);
  RC_ASSERT(opened.has_value());
  RC_ASSERT(opened->name == given.name);
  RC_ASSERT(opened->contact == given.contact);
}

}  // namespace
}  // namespace jium::casework
