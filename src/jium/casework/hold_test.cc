#include "jium/casework/hold.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "jium/casework/erasure.h"

namespace jium::casework {
namespace {

using std::chrono::hours;
const Instant kStart{hours{24 * 365 * 56}};

Signer person(const std::string& role, registry::PersonId id = registry::PersonId::random()) {
  return {.key = "K-" + id.text(), .role = role, .person = id};
}
Signer program(const std::string& key, const std::string& role) {
  return {.key = key, .role = role, .person = std::nullopt};
}

TEST(Signers, AreTwoPeopleOnlyWhenTheyAreTwoPeople) {
  const auto kim = registry::PersonId::random();
  EXPECT_TRUE(two_people(person("counsellor"), person("counsellor")));
  EXPECT_FALSE(two_people(person("counsellor", kim), person("centre_administrator", kim)))
      << "two roles of one person";
  EXPECT_FALSE(two_people(program("K-1", "deletion_officer"), program("K-2", "deletion_officer")))
      << "two keys of one role may lie in one pocket";
  EXPECT_FALSE(two_people(program("K-1", "deletion_officer"), program("K-1", "counsellor")));
  EXPECT_TRUE(two_people(program("K-1", "deletion_officer"), program("K-2", "counsellor")));
  EXPECT_FALSE(two_people(person("counsellor"), program("K-2", "counsellor")));
}

TEST(Signers, AreReadAsTheyAreWritten) {
  for (const Signer& signer : {person("counsellor"), program("K-1", "deletion_officer")}) {
    EXPECT_EQ(parse_signer(to_text(signer)).value(), signer);
  }
  for (const char* broken : {"", "K-1", "K-1 role", " role -", "K-1  -", "K-1 role nobody", "K-1 role - "}) {
    EXPECT_FALSE(parse_signer(broken).has_value()) << broken;
  }
}

class Hold : public ::testing::Test {
 protected:
  LegalHold hold{.id = HoldId::random(),
                 .organisation = {},
                 .the_case = {},
                 .order = Secret<std::string>("2026-4711"),
                 .asked = {program("K-1", "deletion_officer"), kStart},
                 .placed = {},
                 .release_asked = {},
                 .lifted = {}};
  const Signer first = program("K-1", "deletion_officer"), second = program("K-2", "centre_administrator");
};

TEST_F(Hold, IsPlacedByTwoAndLiftedByTwo) {
  EXPECT_EQ(hold.state(kStart), HoldState::asked);
  EXPECT_TRUE(hold.holds(kStart)) << "one word holds, for a while";
  EXPECT_EQ(sign_hold(hold, {first, kStart + hours{1}}).fault().kind, FaultKind::conflict);
  ASSERT_TRUE(sign_hold(hold, {second, kStart + hours{1}}));
  EXPECT_EQ(hold.state(kStart + hours{9999}), HoldState::placed);
  EXPECT_EQ(sign_hold(hold, {second, kStart + hours{2}}).fault().kind, FaultKind::conflict);
  ASSERT_TRUE(sign_release(hold, {second, kStart + hours{3}}));
  EXPECT_TRUE(hold.holds(kStart + hours{3})) << "one word lifts nothing";
  EXPECT_EQ(sign_release(hold, {second, kStart + hours{4}}).fault().kind, FaultKind::conflict);
  EXPECT_TRUE(hold.holds(kStart + hours{4}));
  ASSERT_TRUE(sign_release(hold, {first, kStart + hours{5}}));
  EXPECT_EQ(hold.state(kStart + hours{5}), HoldState::lifted);
  EXPECT_FALSE(hold.holds(kStart + hours{5}));
  EXPECT_EQ(sign_release(hold, {first, kStart + hours{6}}).fault().kind, FaultKind::conflict);
  EXPECT_EQ(sign_hold(hold, {first, kStart + hours{6}}).fault().kind, FaultKind::conflict);
}

TEST_F(Hold, OfOnePersonLapsesAfterThreeDaysAndIsAskedForAnew) {
  EXPECT_TRUE(hold.holds(kStart + kFirstWordLasts - Duration{1}));
  EXPECT_FALSE(hold.holds(kStart + kFirstWordLasts));
  EXPECT_EQ(hold.state(kStart + kFirstWordLasts), HoldState::lapsed);
  EXPECT_EQ(sign_release(hold, {second, kStart + kFirstWordLasts}).fault().kind, FaultKind::conflict);
  ASSERT_TRUE(sign_hold(hold, {second, kStart + kFirstWordLasts}));
  EXPECT_EQ(hold.state(kStart + kFirstWordLasts), HoldState::asked) << "the second's word is a first again";
}

TEST_F(Hold, AFirstWordForReleaseThatWaitedTooLongCountsNoMore) {
  ASSERT_TRUE(sign_hold(hold, {second, kStart}));
  ASSERT_TRUE(sign_release(hold, {first, kStart}));
  ASSERT_TRUE(sign_release(hold, {second, kStart + kFirstWordLasts}));
  EXPECT_FALSE(hold.lifted.has_value());
  EXPECT_TRUE(hold.holds(kStart + kFirstWordLasts));
}

TEST_F(Hold, AnOrderNeedsANumberAndNoResidentNumber) {
  EXPECT_TRUE(check_order("2026고합123"));
  EXPECT_FALSE(check_order(""));
  EXPECT_FALSE(check_order(std::string(81, '1')));
  EXPECT_FALSE(check_order("900101-1234567"));
}

// Whatever one person says and however often, alone they neither place a hold nor lift one.
RC_GTEST_PROP(HoldRules, OnePersonAloneNeitherPlacesNorLifts, (bool start_placed)) {
  const Signer one = program("K-1", "deletion_officer");
  LegalHold hold;
  hold.asked = {one, kStart};
  if (start_placed) hold.placed = Signature{program("K-2", "counsellor"), kStart};
  Instant now = kStart;
  for (const int what : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 200))) {
    now += hours{what};
    (void)(what % 2 == 0 ? sign_hold(hold, {one, now}) : sign_release(hold, {one, now}));
    RC_ASSERT(hold.placed.has_value() == start_placed);
    RC_ASSERT(!hold.lifted.has_value());
  }
}

class Decision : public ::testing::Test {
 protected:
  Result<bool> say(Choice choice, const Signer& by, Instant at, std::string ground = "",
                   std::string told = "") {
    return decide(erasure, {choice, std::move(ground), std::move(told), {by, at}});
  }
  Erasure erasure;
  const Signer first = program("K-1", "deletion_officer"), second = program("K-2", "centre_administrator");
};

TEST_F(Decision, IsOfTwoAndKeepsGroundAndWords) {
  EXPECT_EQ(say(Choice::keep, first, kStart, "", "we keep it").fault().kind, FaultKind::malformed);
  EXPECT_EQ(say(Choice::keep, first, kStart, "the law", "").fault().kind, FaultKind::malformed);
  EXPECT_EQ(say(Choice::keep, first, kStart, "the law", "900101-1234567").fault().kind, FaultKind::malformed);
  EXPECT_FALSE(say(Choice::keep, first, kStart, "the law", "we keep it until 2036").value());
  EXPECT_EQ(say(Choice::keep, first, kStart + hours{1}).fault().kind, FaultKind::conflict);
  EXPECT_EQ(say(Choice::keep, second, kStart + hours{1}, "another ground").fault().kind, FaultKind::conflict);
  EXPECT_EQ(erasure.state, ErasureState::waiting);
  EXPECT_TRUE(say(Choice::keep, second, kStart + hours{1}).value());
  EXPECT_EQ(erasure.state, ErasureState::kept);
  EXPECT_EQ(erasure.ground.reveal(), "the law");
  EXPECT_EQ(erasure.told.reveal(), "we keep it until 2036");
  EXPECT_EQ(erasure.decided->by, second);
  EXPECT_EQ(say(Choice::destroy, first, kStart + hours{2}, "a", "b").fault().kind, FaultKind::conflict);
}

TEST_F(Decision, AnotherChoiceIsANewProposalAndNotTheSecondWord) {
  EXPECT_FALSE(say(Choice::keep, first, kStart, "the law", "kept").value());
  EXPECT_FALSE(say(Choice::destroy, second, kStart, "her right", "destroyed").value());
  EXPECT_EQ(erasure.state, ErasureState::waiting);
  EXPECT_TRUE(say(Choice::destroy, first, kStart + hours{1}).value());
  EXPECT_EQ(erasure.choice, Choice::destroy);
  EXPECT_EQ(erasure.ground.reveal(), "her right");
}

TEST_F(Decision, AProposalLapsesAfterThreeDays) {
  EXPECT_FALSE(say(Choice::destroy, first, kStart, "her right", "destroyed").value());
  EXPECT_EQ(say(Choice::destroy, second, kStart + kFirstWordLasts).fault().kind, FaultKind::malformed)
      << "a new proposal needs a ground";
}

}  // namespace
}  // namespace jium::casework
