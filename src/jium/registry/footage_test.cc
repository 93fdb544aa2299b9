#include "jium/registry/footage.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::registry {
namespace {

using fingerprint::Algorithm;
using fingerprint::Fingerprint;

enum class Verb { decide, withdraw };

Result<void> apply(Verb verb, Footage& footage, Instant at) {
  return verb == Verb::decide ? decide(footage, at) : withdraw(footage, at);
}

// The header's table, written down a second time.
bool is_allowed(FootageState state, Verb verb) {
  return state == FootageState::registered || (state == FootageState::decided && verb == Verb::withdraw);
}

RC_GTEST_PROP(Footage, AnyOrderOfVerbsFollowsTheTable, ()) {
  Footage footage;
  Instant now{};
  bool was_withdrawn = false;
  for (const bool decides : *rc::gen::arbitrary<std::vector<bool>>()) {
    now += Duration{1};
    const Footage before = footage;
    const Verb verb = decides ? Verb::decide : Verb::withdraw;
    const auto done = apply(verb, footage, now);
    RC_ASSERT(done.has_value() == is_allowed(before.state, verb));
    if (!done) {
      RC_ASSERT(done.fault().kind == FaultKind::conflict);
      RC_ASSERT((footage.state == before.state && footage.decided_at == before.decided_at &&
                 footage.withdrawn_at == before.withdrawn_at));
    } else {
      RC_ASSERT(footage.state == (verb == Verb::decide ? FootageState::decided : FootageState::withdrawn));
      RC_ASSERT((verb == Verb::decide ? footage.decided_at : footage.withdrawn_at) == now);
    }
    was_withdrawn = was_withdrawn || verb == Verb::withdraw;
    RC_ASSERT(may_match(footage.state) == !was_withdrawn);
    RC_ASSERT((may_reach_platforms(footage.state) == (!was_withdrawn && footage.decided_at.has_value())));
  }
}

TEST(Footage, OnlyWhatTheCommitteeDecidedMayReachPlatforms) {
  EXPECT_FALSE(may_reach_platforms(FootageState::registered));
  EXPECT_TRUE(may_reach_platforms(FootageState::decided));
  EXPECT_FALSE(may_reach_platforms(FootageState::withdrawn));
}

Fingerprint print_of(Algorithm algorithm, int quality, std::uint8_t byte = 7) {
  return *Fingerprint::make(algorithm, Bytes(fingerprint::value_size(algorithm).most, byte), quality);
}

TEST(CheckFingerprints, OneByWhichItCanBeRecognisedIsEnough) {
  EXPECT_TRUE(check_fingerprints({print_of(Algorithm::pdq, 50)}).has_value());
  EXPECT_TRUE(check_fingerprints({print_of(Algorithm::md5, 100)}).has_value());
  EXPECT_TRUE(
      check_fingerprints({print_of(Algorithm::pdq, 0), print_of(Algorithm::sha256, 100)}).has_value());
  EXPECT_TRUE(check_fingerprints({print_of(Algorithm::pdq, 100), print_of(Algorithm::md5, 100),
                                  print_of(Algorithm::sha1, 100), print_of(Algorithm::sha256, 100)})
                  .has_value());
}

TEST(CheckFingerprints, NoneIsMalformed) {
  EXPECT_EQ(check_fingerprints({}).fault().kind, FaultKind::malformed);
}

TEST(CheckFingerprints, APictureBelowTheFloorIsMalformedByItself) {
  const auto checked = check_fingerprints({print_of(Algorithm::pdq, 49)});
  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.fault().kind, FaultKind::malformed);
  EXPECT_NE(checked.fault().what.find("digests"), std::string::npos) << "it should say what to do";
}

TEST(CheckFingerprints, AQueryIsNotKept) {
  EXPECT_TRUE(check_fingerprints({print_of(Algorithm::picture_print, 100)}).has_value());
  EXPECT_EQ(check_fingerprints({print_of(Algorithm::md5, 100), print_of(Algorithm::picture_query, 100)})
                .fault()
                .kind,
            FaultKind::malformed);
}

TEST(CheckFingerprints, TwoOfOneAlgorithmAreMalformed) {
  EXPECT_EQ(check_fingerprints({print_of(Algorithm::sha1, 100, 1), print_of(Algorithm::pdq, 80),
                                print_of(Algorithm::sha1, 100, 2)})
                .fault()
                .kind,
            FaultKind::malformed);
}

TEST(CheckFingerprints, MoreThanSixtyFourAreMalformed) {
  const std::vector<Fingerprint> many(65, print_of(Algorithm::pdq, 80));
  const auto checked = check_fingerprints(many);
  ASSERT_FALSE(checked.has_value());
  EXPECT_NE(checked.fault().what.find("64"), std::string::npos);
}

}  // namespace
}  // namespace jium::registry
