#include "jium/registry/footage_life.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <set>

#include "jium/registry/appeal.h"

namespace jium::registry {
namespace {

using fingerprint::Algorithm;
using fingerprint::Fingerprint;

constexpr OrganisationId kCentre{1}, kOther{2}, kCommittee{3};
const SchemeCode kFilmed{"kr-illegal-footage", "2020-12-10", "illegally_filmed"};
const SchemeCode kSynthetic{"kr-illegal-footage", "2020-12-10", "synthetic"};
const Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

Footage some_footage(FootageSource source = FootageSource::officer) {
  Footage footage;
  footage.id = FootageId(7);
  footage.organisation = kCentre;
  footage.source = source;
  footage.fingerprints = {*Fingerprint::make(Algorithm::sha256, Bytes(32, 1), 100)};
  return footage;
}

FootageLife life_of(const Footage& footage, const Doer& by = {"K-officer", kCentre, "deletion_officer"}) {
  FootageLife life;
  life.footage = footage.id;
  life.owner = footage.organisation;
  life.registered_by = by;
  return life;
}

const std::array<Doer, 9> kPeople{Doer{"U-1", kCentre, "deletion_officer"},
                                  Doer{"U-2", kCentre, "deletion_officer"},
                                  Doer{"U-3", kCentre, "counsellor"},
                                  Doer{"U-4", kCentre, "centre_administrator"},
                                  Doer{"U-5", kCommittee, "committee_reviewer"},
                                  Doer{"U-6", kCommittee, "committee_reviewer"},
                                  Doer{"U-7", kCommittee, "committee_reviewer"},
                                  Doer{"U-8", kCentre, "committee_reviewer"},
                                  Doer{"U-1", kCentre, "counsellor"}};  // the first in another role

// One footage and everything that anybody ever does to it.
struct World {
  Footage footage;
  FootageLife life;
  std::vector<Vote> cast;
  ConsentNow consent{true, true};
  int needed = 2;
  // Whoever did something that brought the standing decision about, as the test itself counts them.
  std::set<std::string> voters_for, confirmers;
};

enum class Step {
  submit,
  submit_on_device,
  vote,
  vote_no,
  confirm,
  share,
  narrow,
  consent,
  withdraw,
  overturn
};

void vote_as(World& world, const Doer& by, Verdict verdict, Instant at) {
  const auto decided =
      vote(world.footage, world.life, world.cast, {by, verdict, kFilmed, "kr-tba-22-5", at}, world.needed);
  if (!decided) return;
  if (verdict == Verdict::illegal) world.voters_for.insert(by.who);
  if (*decided) world.cast.clear();
}

void take(World& world, Step step, const Doer& by, Instant at) {
  switch (step) {
    case Step::submit:
      (void)submit(world.footage, world.life, {"kr-svpa-7-3-request", kFilmed}, by, at);
      break;
    case Step::submit_on_device:
      (void)submit(world.footage, world.life, {"kr-svpa-7-3-request", self_registered()}, by, at);
      break;
    case Step::vote:
      vote_as(world, by, Verdict::illegal, at);
      break;
    case Step::vote_no:
      vote_as(world, by, Verdict::not_illegal, at);
      break;
    case Step::confirm:
      if (confirm(world.footage, world.life, by, at)) world.confirmers.insert(by.who);
      break;
    case Step::share:
      (void)share(world.footage, world.life, {SharingLevel::platforms, {}, true}, world.consent);
      break;
    case Step::narrow:
      (void)share(world.footage, world.life, {SharingLevel::own_centre, {}, true}, world.consent);
      break;
    case Step::consent:
      world.consent.removal = !world.consent.removal;
      break;
    case Step::withdraw:
      (void)withdraw(world.footage, world.life, at);
      break;
    case Step::overturn:
      if (world.life.decision) (void)overturn(world.footage, world.life, 2, at);
      break;
  }
}

RC_GTEST_PROP(FootageLife, NothingReachesAPlatformOnOnePersonsWord, ()) {
  const bool on_device = *rc::gen::arbitrary<bool>();
  World world;
  world.footage = some_footage(on_device ? FootageSource::survivor_device : FootageSource::police);
  world.life = life_of(world.footage, kPeople[0]);
  world.needed = *rc::gen::inRange(0, 4);
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      40, rc::gen::pair(rc::gen::inRange(0, 10), rc::gen::inRange<int>(0, kPeople.size())));
  Instant now = kNow;
  bool was_withdrawn = false;
  for (const auto& [step, person] : steps) {
    take(world, static_cast<Step>(step), kPeople.at(static_cast<std::size_t>(person)), now += Duration{1});
    was_withdrawn = was_withdrawn || static_cast<Step>(step) == Step::withdraw;
    for (const bool accepts : {false, true}) {
      if (!belongs_in_feed(world.footage, world.life, world.consent, accepts)) continue;
      RC_ASSERT(!was_withdrawn);
      RC_ASSERT(world.consent.removal);
      RC_ASSERT(world.life.sharing.level == SharingLevel::platforms);
      const Decision& decision = *world.life.decision;
      RC_ASSERT(decision.verdict == Verdict::illegal);
      if (decision.by == DecidedBy::committee) {
        RC_ASSERT(static_cast<int>(world.voters_for.size()) >= std::max(world.needed, 2));
        RC_ASSERT(!world.voters_for.contains("U-8"));
      } else {
        RC_ASSERT(accepts);
        RC_ASSERT(on_device);
        RC_ASSERT(!world.confirmers.empty());
        RC_ASSERT(!world.confirmers.contains("U-1"));  // registered it, whatever the role
        RC_ASSERT(!world.confirmers.contains("U-2"));  // of the same role
      }
    }
  }
}

TEST(FootageLife, TwoReviewersWhoAgreeDecideAndItReachesPlatformsOnceShared) {
  Footage footage = some_footage();
  FootageLife life = life_of(footage);
  std::vector<Vote> cast;
  const ConsentNow consent{true, false};
  ASSERT_TRUE(submit(footage, life, {"kr-svpa-7-3-request", kFilmed}, kPeople[0], kNow));
  EXPECT_EQ(share(footage, life, {SharingLevel::platforms, {}, true}, consent).fault().kind,
            FaultKind::conflict);
  const auto first =
      vote(footage, life, cast, {kPeople[4], Verdict::illegal, kFilmed, "kr-tba-22-5", kNow}, 2);
  ASSERT_TRUE(first);
  EXPECT_FALSE(*first);
  EXPECT_EQ(footage.state, FootageState::registered);
  const auto second =
      vote(footage, life, cast, {kPeople[5], Verdict::illegal, kFilmed, "kr-tba-22-5", kNow}, 2);
  ASSERT_TRUE(second && *second);
  EXPECT_EQ((*second)->reviewers, 2);
  EXPECT_EQ(footage.state, FootageState::decided);
  EXPECT_FALSE(belongs_in_feed(footage, life, consent, true));
  ASSERT_TRUE(share(footage, life, {SharingLevel::platforms, {}, true}, consent));
  EXPECT_TRUE(belongs_in_feed(footage, life, consent, false));
  EXPECT_FALSE(belongs_in_feed(footage, life, {false, false}, false)) << "consent was withdrawn";
  const Decision against = overturn(footage, life, 2, kNow);
  EXPECT_EQ(against.supersedes, (*second)->id);
  EXPECT_FALSE(belongs_in_feed(footage, life, consent, false));
}

TEST(FootageLife, ReviewersWhoDisagreeDecideNothing) {
  Footage footage = some_footage();
  FootageLife life = life_of(footage);
  std::vector<Vote> cast;
  ASSERT_TRUE(submit(footage, life, {"kr-svpa-7-3-request", kFilmed}, kPeople[0], kNow));
  const auto says = [&](const Doer& who, Verdict verdict, const SchemeCode& what) {
    return vote(footage, life, cast, {who, verdict, what, "kr-tba-22-5", kNow}, 2);
  };
  EXPECT_FALSE(*says(kPeople[4], Verdict::illegal, kFilmed));
  EXPECT_FALSE(*says(kPeople[5], Verdict::illegal, kSynthetic));
  EXPECT_EQ(says(kPeople[5], Verdict::illegal, kFilmed).fault().kind, FaultKind::conflict) << "twice";
  EXPECT_EQ(says(kPeople[7], Verdict::illegal, kFilmed).fault().kind, FaultKind::forbidden) << "the owner's";
  EXPECT_TRUE(*says(kPeople[6], Verdict::illegal, kSynthetic));
  EXPECT_EQ(says(kPeople[4], Verdict::illegal, kFilmed).fault().kind, FaultKind::conflict) << "decided";
}

TEST(FootageLife, OnDeviceFootageIsConfirmedByAnotherPersonInAnotherRole) {
  Footage footage = some_footage(FootageSource::survivor_device);
  FootageLife life = life_of(footage, kPeople[0]);
  EXPECT_EQ(confirm(footage, life, kPeople[2], kNow).fault().kind, FaultKind::conflict);
  ASSERT_TRUE(submit(footage, life, {"kr-svpa-7-3-request", self_registered()}, kPeople[0], kNow));
  EXPECT_EQ(confirm(footage, life, kPeople[0], kNow).fault().kind, FaultKind::forbidden);
  EXPECT_EQ(confirm(footage, life, kPeople[1], kNow).fault().kind, FaultKind::forbidden) << "same role";
  EXPECT_EQ(confirm(footage, life, kPeople[8], kNow).fault().kind, FaultKind::forbidden) << "same person";
  const auto decision = confirm(footage, life, kPeople[2], kNow);
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->by, DecidedBy::confirmation);
  ASSERT_TRUE(share(footage, life, {SharingLevel::platforms, {}, true}, {true, false}));
  EXPECT_TRUE(belongs_in_feed(footage, life, {true, false}, true));
  EXPECT_FALSE(belongs_in_feed(footage, life, {true, false}, false));
}

TEST(FootageLife, NothingIsSubmittedWithoutABasisAClassAndSomethingToCompareWith) {
  Footage footage = some_footage();
  FootageLife life = life_of(footage);
  EXPECT_FALSE(submit(footage, life, {"", kFilmed}, kPeople[0], kNow));
  EXPECT_FALSE(submit(footage, life, {"kr-svpa-7-3-request", {"x", "1", "y"}}, kPeople[0], kNow));
  EXPECT_FALSE(submit(footage, life, {"kr-svpa-7-3-request", self_registered()}, kPeople[0], kNow))
      << "not from a survivor's device";
  EXPECT_FALSE(submit(footage, life, {"kr-svpa-7-3-request", kFilmed}, kPeople[0], Instant{}))
      << "before any rule was in force";
  footage.fingerprints = {*Fingerprint::make(Algorithm::pdq, Bytes(32, 1), 40)};
  EXPECT_EQ(submit(footage, life, {"kr-svpa-7-3-request", kFilmed}, kPeople[0], kNow).fault().kind,
            FaultKind::conflict);
  EXPECT_TRUE(life.legal_basis.empty());
}

TEST(FootageLife, ALawThatAsksForNoConsentNeedsNone) {
  Footage footage = some_footage(FootageSource::police);
  FootageLife life = life_of(footage);
  ASSERT_TRUE(submit(footage, life, {"kr-svpa-7-3-investigator", kFilmed}, kPeople[0], kNow));
  EXPECT_TRUE(share(footage, life, {SharingLevel::all_agencies, {}, true}, {false, false}));
  EXPECT_TRUE(sharing_in_force(life, {false, false}).agencies);
  FootageLife asked = life_of(footage);
  ASSERT_TRUE(submit(footage, asked, {"kr-svpa-7-3-request", kFilmed}, kPeople[0], kNow));
  EXPECT_FALSE(share(footage, asked, {SharingLevel::all_agencies, {}, true}, {false, false}));
  ASSERT_TRUE(share(footage, asked, {SharingLevel::all_agencies, {}, true}, {false, true}));
  EXPECT_FALSE(sharing_in_force(asked, {false, false}).agencies) << "withdrawn later";
}

TEST(FootageLife, PeersAreToldOnlyWhatTheyCanCompareWith) {
  const auto of = [](Algorithm algorithm, int quality) {
    return *Fingerprint::make(algorithm, Bytes(fingerprint::value_size(algorithm).least, 3), quality);
  };
  const auto kept = for_peers({of(Algorithm::pdq, 49), of(Algorithm::pdq, 50), of(Algorithm::pdq_512, 90),
                               of(Algorithm::md5, 100), of(Algorithm::picture_print, 90)});
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].quality(), 50);
  EXPECT_EQ(kept[1].algorithm(), Algorithm::md5);
}

TEST(Appeal, IsDecidedByAsManyAsADecisionTakes) {
  Appeal appeal;
  const auto cast = [](const Doer& who, AppealOutcome outcome) { return AppealVote{who, outcome, kNow}; };
  const std::vector<AppealVote> one{cast(kPeople[4], AppealOutcome::withdrawn)};
  EXPECT_FALSE(tally(one, 1)) << "never one alone";
  EXPECT_FALSE(may_vote(appeal, kCentre, one, kPeople[4]));
  EXPECT_FALSE(may_vote(appeal, kCentre, one, kPeople[7]));
  EXPECT_TRUE(may_vote(appeal, kCentre, one, kPeople[5]));
  EXPECT_FALSE(tally({one[0], cast(kPeople[5], AppealOutcome::upheld)}, 2));
  EXPECT_EQ(tally({one[0], cast(kPeople[5], AppealOutcome::withdrawn)}, 2), AppealOutcome::withdrawn);
  settle(appeal, AppealOutcome::upheld, kNow);
  EXPECT_FALSE(may_vote(appeal, kCentre, {}, kPeople[5]));
}

TEST(Feed, IsAcknowledgedForwardsAndNoFurtherThanItWent) {
  Feed feed;
  feed.last_seq = 5;
  EXPECT_FALSE(acknowledge(feed, 6, kNow));
  EXPECT_TRUE(acknowledge(feed, 5, kNow));
  EXPECT_FALSE(acknowledge(feed, 4, kNow));
}

TEST(Feed, HasOneCanaryInFourFootagesUntilAllAreGiven) {
  Feed feed;
  for (feed.items = 1; feed.items <= 1000; ++feed.items) {
    if (canary_due(feed, canary_block(feed.items) % 4)) ++feed.canaries;
    EXPECT_GE(feed.canaries, std::min(kCanaries, feed.items / kItemsPerCanary));
  }
  EXPECT_EQ(feed.canaries, kCanaries);
}

}  // namespace
}  // namespace jium::registry
