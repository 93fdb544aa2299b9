// The life of footage through the verbs: decided by two, shared, in a platform's feed, out of it again.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <sstream>

#include <set>

#include "jium/desk/answer_hollow_appeals.h"
#include "jium/desk/confirm_footage.h"
#include "jium/desk/decide_footage.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/feed_canary.h"
#include "jium/desk/file_appeal.h"
#include "jium/desk/keep_feeds.h"
#include "jium/desk/report_sighting.h"
#include "jium/desk/serve_feed.h"
#include "jium/desk/share_footage.h"
#include "jium/exchange/feed_copy.h"
#include "jium/store/cases.h"
#include "jium/store/feed.h"

namespace jium::desk {
namespace {

using registry::SharingLevel;
using registry::Verdict;

const registry::SchemeCode kFilmed{"kr-illegal-footage", "2020-12-10", "illegally_filmed"};
constexpr casework::Consent kAll{.removal = true, .police = true, .other_centres = true};

class FootageLife : public DeskFixture {
 protected:
  registry::OrganisationId add(registry::OrganisationKind kind, const char* name) {
    return must(write([&](auto& tx) { return add_organisation(desk, tx, {kind, name, ""}); })).id;
  }
  static Actor of(registry::OrganisationId organisation, Role role) {
    return {store::AccessKeyId::random(), organisation, role};
  }
  static Actor person_of(registry::OrganisationId organisation, Role role) {
    return {store::AccessKeyId::random(), organisation, role, registry::PersonId::random()};
  }

  registry::OrganisationId committee = add(registry::OrganisationKind::committee, "Committee");
  registry::OrganisationId platform = add(registry::OrganisationKind::platform, "Platform");
  registry::OrganisationId other_platform = add(registry::OrganisationKind::platform, "Other platform");
  Actor first = person_of(committee, Role::committee_reviewer),
        second = person_of(committee, Role::committee_reviewer);
  Actor engineer = of(platform, Role::platform_engineer);
  Actor other_engineer = of(other_platform, Role::platform_engineer);
  Actor counsellor = of(officer.organisation, Role::counsellor);

  Result<store::FootageFile> submit(registry::FootageId id, const registry::SchemeCode& what = kFilmed,
                                    std::string basis = "kr-svpa-7-3-request") {
    return write([&](auto& tx) { return submit_footage(desk, tx, officer, id, {basis, what}); });
  }
  Result<CountedVote> vote(const Actor& actor, registry::FootageId id, Verdict verdict = Verdict::illegal) {
    return write([&](auto& tx) {
      return decide_footage(desk, tx, actor, {id, verdict, kFilmed, "kr-tba-22-5"});
    });
  }
  Result<store::FootageFile> share(registry::FootageId id, SharingLevel level,
                                   std::optional<registry::GroupId> group = {}) {
    return write([&](auto& tx) { return share_footage(desk, tx, officer, {id, level, group}); });
  }
  void decide(registry::FootageId id) {
    must(submit(id));
    must(vote(first, id));
    must(vote(second, id));
  }
  // Decided and shared with platforms.
  registry::Footage published(std::vector<fingerprint::Fingerprint> fingerprints = {pdq(0), sha256(1)}) {
    const auto footage = register_one(open_a_case(kAll).id, std::move(fingerprints));
    decide(footage.id);
    must(share(footage.id, SharingLevel::platforms));
    return footage;
  }
  registry::Feed open(registry::OrganisationId whose, bool on_device = false) {
    return must(write([&](auto& tx) { return open_feed(desk, tx, {whose, on_device}); }));
  }
  exchange::FeedPage page(const Actor& actor, std::uint64_t after = 0, int limit = 1000) {
    return must(write([&](auto& tx) { return serve_feed(desk, tx, actor, after, limit); }));
  }
  Result<SeenFootage> show(const Actor& actor, registry::FootageId id) {
    return read([&](auto& tx) { return show_footage(desk, tx, actor, id); });
  }
  Result<registry::Appeal> appeal(const Actor& actor, registry::EntryId entry, std::string words = "") {
    return write([&](auto& tx) {
      return file_appeal(desk, tx, actor,
                         {entry, registry::AppealCode::wrong_match, Secret<std::string>(std::move(words))});
    });
  }
  Result<CountedAppeal> decide(const Actor& actor, registry::AppealId id, registry::AppealOutcome outcome) {
    return write([&](auto& tx) { return decide_appeal(desk, tx, actor, {id, outcome}); });
  }
  bool is_canary(const Actor& actor, const registry::FeedEntry& entry) {
    return must(read([&](auto& tx) -> Result<bool> {
      JIUM_TRY(const auto feed, store::feed_of(tx, actor.organisation));
      JIUM_TRY(const auto seeds, store::seeds_of(tx, feed.id));
      return entry.item && names_the_source(seeds.canary, entry.item->fingerprints);
    }));
  }
  // The entries about footage; where a canary stands is up to the feed's seed.
  std::vector<registry::FeedEntry> about_footage(const Actor& actor) {
    auto entries = page(actor).entries;
    std::erase_if(entries, [&](const auto& entry) { return is_canary(actor, entry); });
    return entries;
  }
  // What a platform that follows its feed compares with in the end, without the canaries.
  std::set<std::string> compared_with(const Actor& actor, bool with_canaries = false) {
    const auto begin = page(actor);
    exchange::FeedCopy copy(must(audit::NoteKey::parse(begin.key)));
    must(copy.take(begin));
    std::set<std::string> values;
    for (const auto& entry : copy.entries()) {
      if (!entry.item || (!with_canaries && is_canary(actor, entry))) continue;
      for (const auto& one : entry.item->fingerprints) values.insert(one.hex());
    }
    return values;
  }
};

TEST_F(FootageLife, IsInTheFeedOnceTwoReviewersDecidedAndTheCentreSharesIt) {
  open(platform);
  const auto footage = register_one(open_a_case(kAll).id);
  EXPECT_EQ(fault_of(vote(first, footage.id)), FaultKind::missing) << "never submitted";
  must(submit(footage.id));
  EXPECT_EQ(fault_of(submit(footage.id)), FaultKind::conflict);
  EXPECT_FALSE(must(vote(first, footage.id)).decision);
  EXPECT_EQ(fault_of(vote(first, footage.id)), FaultKind::conflict) << "one reviewer, one vote";
  EXPECT_EQ(fault_of(share(footage.id, SharingLevel::platforms)), FaultKind::conflict);
  EXPECT_TRUE(must(vote(second, footage.id)).decision);
  EXPECT_TRUE(page(engineer).entries.empty());
  must(share(footage.id, SharingLevel::platforms));
  const auto served = page(engineer);
  ASSERT_EQ(about_footage(engineer).size(), 1U);
  EXPECT_EQ(served.entries[0].item->legal_class, kFilmed);
  EXPECT_EQ(served.entries[0].item->fingerprints.size(), 2U);
  EXPECT_TRUE(exchange::check_page(served, must(audit::NoteKey::parse(served.key))));
}

TEST_F(FootageLife, WithdrawalReachesEveryFeedAsATombstoneAndItsWordsAreGone) {
  open(platform);
  const auto footage = published();
  const auto before = page(engineer);
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, footage.id); }));
  const auto after = about_footage(engineer);
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(after[0].act, registry::FeedAct::gone);
  EXPECT_FALSE(after[0].item);
  EXPECT_EQ(after[0].digest, before.entries[0].digest);
  EXPECT_EQ(after[1].act, registry::FeedAct::withdrawn);
  EXPECT_EQ(after[1].entry, before.entries[0].entry);
  // A copy that was made before follows to the same end.
  exchange::FeedCopy copy(must(audit::NoteKey::parse(before.key)));
  must(copy.take(before));
  EXPECT_NE(copy.hash_list().find(sha256(1).hex()), std::string::npos);
  const auto held = copy.live();
  must(copy.take(page(engineer, copy.seq())));
  EXPECT_EQ(copy.live(), held - 1);
  EXPECT_EQ(copy.hash_list().find(sha256(1).hex()), std::string::npos);
}

TEST_F(FootageLife, LessSharingANewDecisionAndAForgottenCaseReachTheFeedToo) {
  open(platform);
  const auto footage = published();
  must(share(footage.id, SharingLevel::own_centre));
  EXPECT_TRUE(compared_with(engineer).empty());
  must(share(footage.id, SharingLevel::platforms));
  EXPECT_EQ(compared_with(engineer).size(), 2U);
  decide(footage.id);  // anew: the entry is another
  EXPECT_EQ(about_footage(engineer).size(), 5U);
  EXPECT_EQ(compared_with(engineer).size(), 2U);
  must(write([&](auto& tx) -> Result<void> {
    JIUM_TRY(const auto key, store::data_key_of(tx, footage.id));
    return tx.destroy_data_key(key);
  }));
  EXPECT_EQ(about_footage(engineer).at(4).act, registry::FeedAct::gone) << "without anybody's doing";
  must(write([&](auto& tx) { return leave_feeds(desk, tx, footage.id); }));
  EXPECT_EQ(page(engineer).entries.back().act, registry::FeedAct::withdrawn);
  EXPECT_TRUE(compared_with(engineer).empty());
}

TEST_F(FootageLife, OnDeviceFootageGoesOnlyToPlatformsThatAcceptIt) {
  open(platform, false);
  open(other_platform, true);
  const auto the_case = open_a_case(kAll);
  const auto footage = must(write([&](auto& tx) {
                         return register_footage(desk, tx, counsellor,
                                                 {the_case.id,
                                                  registry::FootageKind::image,
                                                  registry::FootageSource::survivor_device,
                                                  {sha256(9)}});
                       })).footage;
  must(write([&](auto& tx) {
    return submit_footage(desk, tx, counsellor, footage.id,
                          {"kr-svpa-7-3-request", registry::self_registered()});
  }));
  const auto confirm_as = [&](const Actor& actor) {
    return write([&](auto& tx) { return confirm_footage(desk, tx, actor, footage.id); });
  };
  EXPECT_EQ(fault_of(confirm_as(counsellor)), FaultKind::forbidden);
  EXPECT_EQ(fault_of(confirm_as(of(officer.organisation, Role::counsellor))), FaultKind::forbidden);
  EXPECT_EQ(fault_of(confirm_as(stranger)), FaultKind::missing);
  must(confirm_as(officer));
  must(share(footage.id, SharingLevel::platforms));
  EXPECT_TRUE(compared_with(engineer).empty());
  EXPECT_EQ(compared_with(other_engineer).size(), 1U);
}

TEST_F(FootageLife, SharedFootageIsSeenWithoutWhoseItIsAndOtherwiseLikeAMissingOne) {
  const auto footage = register_one(open_a_case(kAll).id);
  const auto absent = show(stranger, registry::FootageId::random());
  const auto hidden = show(stranger, footage.id);
  ASSERT_FALSE(hidden);
  EXPECT_EQ(hidden.fault().kind, absent.fault().kind);
  EXPECT_EQ(hidden.fault().what, absent.fault().what);
  EXPECT_EQ(fault_of(share(footage.id, SharingLevel::all_agencies)), FaultKind::conflict) << "no basis";
  must(submit(footage.id));
  must(share(footage.id, SharingLevel::all_agencies));
  EXPECT_FALSE(must(show(stranger, footage.id)).own);
  EXPECT_EQ(fault_of(show(engineer, footage.id)), FaultKind::missing) << "platforms follow feeds";
  std::vector<KnownElsewhere> elsewhere;
  const auto own =
      must(read([&](auto& tx) { return desk.known.find(tx, stranger.organisation, {pdq(3)}, &elsewhere); }));
  EXPECT_TRUE(own.empty());
  ASSERT_EQ(elsewhere.size(), 1U);
  EXPECT_EQ(elsewhere[0].footage, footage.id);
  must(share(footage.id, SharingLevel::own_centre));
  EXPECT_EQ(fault_of(show(stranger, footage.id)), FaultKind::missing);
}

TEST_F(FootageLife, AGroupSharesWithThoseWhoJoinedIt) {
  const Actor head = of(officer.organisation, Role::centre_administrator);
  const auto group = must(write([&](auto& tx) {
                       return make_group(desk, tx, head, {"Capital region", {stranger.organisation}});
                     })).group.id;
  const auto footage = register_one(open_a_case(kAll).id);
  must(submit(footage.id));
  must(share(footage.id, SharingLevel::group, group));
  EXPECT_EQ(fault_of(show(stranger, footage.id)), FaultKind::missing) << "invited, not joined";
  must(write([&](auto& tx) { return join_group(desk, tx, stranger, group); }));
  EXPECT_TRUE(show(stranger, footage.id));
  EXPECT_EQ(fault_of(show(first, footage.id)), FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return join_group(desk, tx, first, group); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(share(footage.id, SharingLevel::group, registry::GroupId::random())),
            FaultKind::missing);
}

TEST_F(FootageLife, ConsentWithdrawnHidesItFromOthersAtOnce) {
  const auto the_case = open_a_case(kAll);
  const auto footage = register_one(the_case.id);
  must(submit(footage.id));
  must(share(footage.id, SharingLevel::all_agencies));
  ASSERT_TRUE(show(stranger, footage.id));
  must(write([&](auto& tx) -> Result<void> {
    return tx.database().run("update case_file set consent_other_centres = 0 where id = ?", {the_case.id});
  }));
  EXPECT_EQ(fault_of(show(stranger, footage.id)), FaultKind::missing);
}

TEST_F(FootageLife, AnAppealOpensAReviewThatTwoReviewersEnd) {
  open(platform);
  const auto footage = published();
  const auto entry = page(engineer).entries.at(0).entry;
  EXPECT_EQ(fault_of(appeal(other_engineer, entry)), FaultKind::missing);
  open(other_platform);
  EXPECT_EQ(fault_of(appeal(other_engineer, entry)), FaultKind::missing) << "an entry of another feed";
  EXPECT_EQ(fault_of(appeal(engineer, entry, "call 900101-1234567")), FaultKind::malformed);
  const auto filed = must(appeal(engineer, entry, "a logo"));
  EXPECT_EQ(fault_of(appeal(engineer, entry)), FaultKind::conflict);
  const auto queue = must(read([&](auto& tx) { return decision_queue(desk, tx, first); }));
  ASSERT_EQ(queue.size(), 1U);
  EXPECT_TRUE(queue[0].file.life.under_review);
  EXPECT_EQ(compared_with(engineer).size(), 2U) << "nobody opens the way out alone";
  must(decide(first, filed.id, registry::AppealOutcome::withdrawn));
  EXPECT_EQ(fault_of(decide(first, filed.id, registry::AppealOutcome::withdrawn)), FaultKind::conflict);
  EXPECT_EQ(compared_with(engineer).size(), 2U);
  const auto done = must(decide(second, filed.id, registry::AppealOutcome::withdrawn));
  EXPECT_EQ(done.appeal.state, registry::AppealState::withdrawn);
  EXPECT_TRUE(compared_with(engineer).empty());
  EXPECT_TRUE(compared_with(other_engineer).empty());
  must(share(footage.id, SharingLevel::own_centre));
  EXPECT_EQ(fault_of(share(footage.id, SharingLevel::platforms)), FaultKind::conflict) << "decided otherwise";
  const auto seen = must(show(officer, footage.id));
  ASSERT_EQ(seen.decisions.size(), 2U);
  EXPECT_EQ(seen.decisions[1].supersedes, seen.decisions[0].id);
  EXPECT_EQ(seen.decisions[1].verdict, Verdict::not_illegal);
}

TEST_F(FootageLife, AnAppealThatIsUpheldLeavesTheEntryAndEndsTheReview) {
  open(platform);
  const auto footage = published();
  const auto filed = must(appeal(engineer, page(engineer).entries.at(0).entry));
  must(decide(first, filed.id, registry::AppealOutcome::upheld));
  must(decide(second, filed.id, registry::AppealOutcome::upheld));
  EXPECT_FALSE(must(show(officer, footage.id)).file.life.under_review);
  EXPECT_EQ(compared_with(engineer).size(), 2U);
  EXPECT_EQ(about_footage(engineer).size(), 1U);
}

TEST_F(FootageLife, ADecisionByVoteAnswersTheAppealsThatAreOpen) {
  open(platform);
  const auto footage = published();
  must(appeal(engineer, about_footage(engineer).at(0).entry));
  must(submit(footage.id));
  must(vote(first, footage.id));
  EXPECT_TRUE(must(show(officer, footage.id)).file.life.under_review) << "one vote is no decision";
  must(vote(second, footage.id));
  EXPECT_FALSE(must(show(officer, footage.id)).file.life.under_review);
  const auto own = must(read([&](auto& tx) { return list_appeals(tx, engineer); }));
  EXPECT_EQ(own.at(0).state, registry::AppealState::closed);
  EXPECT_EQ(own.at(0).decided_at, clock.now());
}

TEST_F(FootageLife, AnAppealAgainstACanaryIsAnsweredLikeAnyOther) {
  using std::chrono::days;
  open(platform);
  for (int i = 1; i <= 8; ++i) published({sha256(static_cast<std::uint8_t>(i))});
  std::vector<registry::EntryId> real, hollow;
  for (const auto& entry : page(engineer).entries)
    (is_canary(engineer, entry) ? hollow : real).push_back(entry.entry);
  ASSERT_GE(hollow.size(), 1U);
  const auto state_of = [&](registry::AppealId id) {
    for (const auto& one : must(read([&](auto& tx) { return list_appeals(tx, engineer); }))) {
      if (one.id == id) return one.state;
    }
    ADD_FAILURE();
    return registry::AppealState::filed;
  };
  const auto answer = [&] { return must(write([&](auto& tx) { return answer_hollow_appeals(desk, tx); })); };
  const auto older = must(appeal(engineer, real.at(0)));
  clock.tick(days{1});
  const auto asked = must(appeal(engineer, hollow.at(0)));
  EXPECT_EQ(answer(), 0);
  clock.tick(days{60});
  EXPECT_EQ(answer(), 0) << "the committee has an older one before it";
  EXPECT_EQ(state_of(asked.id), registry::AppealState::filed);
  must(decide(first, older.id, registry::AppealOutcome::upheld));
  must(decide(second, older.id, registry::AppealOutcome::upheld));
  EXPECT_EQ(answer(), 1);
  EXPECT_EQ(state_of(asked.id), registry::AppealState::upheld);
  EXPECT_EQ(answer(), 0);
  EXPECT_TRUE(std::ranges::any_of(page(engineer).entries, [&](const registry::FeedEntry& entry) {
    return entry.entry == hollow.at(0) && entry.item;
  })) << "it stays in the feed";
}

TEST_F(FootageLife, WithdrawingEndsTheReviewToo) {
  open(platform);
  const auto footage = published();
  const auto filed = must(appeal(engineer, page(engineer).entries.at(0).entry));
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, footage.id); }));
  EXPECT_EQ(fault_of(decide(first, filed.id, registry::AppealOutcome::withdrawn)), FaultKind::conflict);
  const auto own = must(read([&](auto& tx) { return list_appeals(tx, engineer); }));
  EXPECT_EQ(own.at(0).state, registry::AppealState::closed);
  EXPECT_TRUE(must(read([&](auto& tx) { return decision_queue(desk, tx, first); })).empty());
}

TEST_F(FootageLife, AMonitorsSightingBelongsToWhoeverSharesTheFootage) {
  const Actor monitor = of(add(registry::OrganisationKind::monitor, "Monitor"), Role::monitor);
  const auto shared = register_one(open_a_case(kAll).id, {pdq(0), sha256(1)});
  const auto hidden = register_one(open_a_case(kAll).id, {pdq(128), sha256(2)});
  must(submit(shared.id));
  must(share(shared.id, SharingLevel::all_agencies));
  const auto report = [&](int bits) {
    return write([&](auto& tx) {
      return report_sighting(desk, tx, monitor, {address("https://site.example/v/1"), {pdq(bits)}});
    });
  };
  EXPECT_TRUE(report(1));
  EXPECT_TRUE(report(129)) << "the same answer";
  const auto seen_of = [&](registry::FootageId id) {
    int sightings = 0;
    must(read([&](auto& tx) {
      return tx.database().query("select id from sighting where footage = ?", {id}, [&](const auto&) {
        ++sightings;
        return Result<void>();
      });
    }));
    return sightings;
  };
  EXPECT_EQ(seen_of(shared.id), 1);
  EXPECT_EQ(seen_of(hidden.id), 0);
}

TEST_F(FootageLife, CanariesAreInOneFeedAloneAndNameWhoLetAListOut) {
  open(platform);
  open(other_platform);
  const int kItems = 24;
  std::set<std::string> real;
  for (int i = 0; i < kItems; ++i) {
    const auto print = sha256(static_cast<std::uint8_t>(100 + i));
    real.insert(print.hex());
    published({print});
  }
  const auto mine = compared_with(engineer, true), theirs = compared_with(other_engineer, true);
  EXPECT_EQ(mine.size(), kItems + kItems / registry::kItemsPerCanary);
  std::vector<fingerprint::Fingerprint> leaked;
  for (const std::string& hex : mine) {
    if (real.contains(hex)) continue;
    EXPECT_FALSE(theirs.contains(hex));
    leaked.push_back(must(fingerprint::Fingerprint::parse("sha256", hex, 100)));
  }
  const auto sources = must(read([&](auto& tx) { return trace_leak(tx, leaked); }));
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0].organisation, platform);
  std::vector<fingerprint::Fingerprint> innocent;
  for (const std::string& hex : real)
    innocent.push_back(must(fingerprint::Fingerprint::parse("sha256", hex, 100)));
  EXPECT_TRUE(must(read([&](auto& tx) { return trace_leak(tx, innocent); })).empty());
}

TEST_F(FootageLife, AnAppealAgainstACanaryIsAnsweredLikeAnyAndReachesNobody) {
  open(platform);
  std::set<std::string> real;
  for (int i = 0; i < registry::kItemsPerCanary; ++i) {
    const auto print = sha256(static_cast<std::uint8_t>(50 + i));
    real.insert(print.hex());
    published({print});
  }
  for (const auto& entry : page(engineer).entries) {
    if (real.contains(entry.item->fingerprints.at(0).hex())) continue;
    EXPECT_EQ(must(appeal(engineer, entry.entry)).state, registry::AppealState::filed);
  }
  EXPECT_TRUE(must(read([&](auto& tx) { return list_appeals(tx, first); })).empty());
  EXPECT_EQ(must(read([&](auto& tx) { return list_appeals(tx, engineer); })).size(), 1U);
}

TEST_F(FootageLife, APlatformThatIsLateIsSeen) {
  open(platform);
  published();
  const auto standing = [&] { return must(read([&](auto& tx) { return list_feeds(tx); })).at(0); };
  const std::uint64_t sent = page(engineer).newest;
  EXPECT_EQ(standing().waiting, sent);
  EXPECT_TRUE(standing().waiting_since);
  const auto acknowledge = [&](std::uint64_t seq) {
    return write([&](auto& tx) { return acknowledge_feed(desk, tx, engineer, seq); });
  };
  EXPECT_EQ(fault_of(acknowledge(sent + 1)), FaultKind::conflict);
  must(acknowledge(sent));
  EXPECT_EQ(standing().waiting, 0U);
  EXPECT_FALSE(standing().waiting_since);
}

TEST_F(FootageLife, AFeedThatIsOpenedLaterBeginsWithWhatIsDecided) {
  published({sha256(1)});
  published({sha256(2)});
  EXPECT_EQ(fault_of(write([&](auto& tx) { return serve_feed(desk, tx, engineer, 0, 10); })),
            FaultKind::missing);
  open(platform);
  EXPECT_EQ(compared_with(engineer).size(), 2U);
  EXPECT_EQ(page(engineer, 0, 1).entries.size(), 1U);
  const std::uint64_t newest = page(engineer).newest;
  EXPECT_EQ(page(engineer, 0, 1).newest, newest);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return serve_feed(desk, tx, engineer, newest + 1, 10); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return open_feed(desk, tx, {platform, false});
            })),
            FaultKind::conflict);
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return open_feed(desk, tx, {officer.organisation, false});
            })),
            FaultKind::malformed);
}

TEST_F(FootageLife, WhatIsKnownToBeHarmlessIsRefused) {
  std::istringstream list("pdq\t" + pdq(64).hex() + "\t90\tlogo\n");
  const auto harmless = must(HarmlessPictures::read(list));
  const Desk strict{clock, known, rules, {}, harmless.get(), 2};
  const auto the_case = open_a_case();
  const auto attempt = [&](int bits) {
    return write([&](auto& tx) {
      return register_footage(
          strict, tx, officer,
          {the_case.id, registry::FootageKind::image, registry::FootageSource::officer, {pdq(bits)}});
    });
  };
  EXPECT_EQ(fault_of(attempt(64 + 31)), FaultKind::conflict);
  EXPECT_TRUE(attempt(64 + 32));
  std::istringstream plain("pdq\t" + pdq(64).hex() + "\t49\tflat\n");
  EXPECT_FALSE(HarmlessPictures::read(plain));
}

RC_GTEST_PROP(FeedCanary, IsTheSameEachTimeAndLooksLikeItsNeighbours, ()) {
  store::FeedSeed seed{};
  for (auto& byte : seed) byte = *rc::gen::arbitrary<std::uint8_t>();
  const Secret<store::FeedSeed> secret(seed);
  const int number = *rc::gen::inRange(0, registry::kCanaries);
  const registry::FeedItem beside{
      registry::FootageKind::image, kFilmed, registry::DecidedBy::committee, {pdq(0), sha256(1)}};
  const auto item = canary(secret, number, beside);
  RC_ASSERT(item.fingerprints == canary(secret, number, beside).fingerprints);
  RC_ASSERT(item.fingerprints.size() == 2U);
  const auto& bits = item.fingerprints[0];
  int set = 0;
  for (const std::uint8_t byte : bits.value()) set += std::popcount(byte);
  RC_ASSERT(set == 128);
  RC_ASSERT(bits.matches_perceptually());
  RC_ASSERT(names_the_source(secret, {item.fingerprints[1]}));
  const auto next = canary(secret, (number + 1) % registry::kCanaries, beside);
  RC_ASSERT(*fingerprint::distance(bits, next.fingerprints[0]) > fingerprint::kPdqThreshold);
  const int place = canary_place(secret, number);
  RC_ASSERT(place >= 0 && place < registry::kItemsPerCanary);
}

}  // namespace
}  // namespace jium::desk
