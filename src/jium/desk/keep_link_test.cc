#include "jium/desk/keep_link.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "jium/desk/change_consent.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/record_trace.h"
#include "jium/desk/suggest_links.h"
#include "jium/linkage/trace.h"
#include "jium/store/batches.h"
#include "jium/store/case_links.h"
#include "jium/store/cases.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using casework::CaseId;
using linkage::Closeness;
using linkage::DeclineReason;
using linkage::LinkPurpose;
using linkage::LinkState;
using linkage::SharedField;
using linkage::SharedFields;
using linkage::TraceKind;
using store::AlarmKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr casework::Consent kOpen{.removal = true, .police = false, .other_centres = true};

class KeepLink : public DeskFixture {
 protected:
  Actor centre(const char* name) {
    const auto made = must(write([&](auto& tx) {
      return add_organisation(desk, tx, {registry::OrganisationKind::centre, name, "help@centre.example"});
    }));
    return {store::AccessKeyId::random(), made.id, Role::deletion_officer};
  }
  CaseId case_at(const Actor& who, casework::Consent consent = kOpen) {
    return must(write([&](auto& tx) {
             OpenCase ask;
             ask.pseudonym = Secret<std::string>("Blue heron");
             ask.harm_types = {casework::HarmType::dissemination};
             ask.consent = consent;
             return open_case(desk, tx, who, ask);
           }))
        .id;
  }
  // As a centre's own client does it.
  RecordTrace trace_of(CaseId the_case, const Actor& who, TraceKind kind, std::string_view text,
                       const linkage::CentresSecret& secret = {}) {
    RecordTrace ask{the_case, kind,        linkage::Provenance::officer, linkage::Confidence::certain,
                    {},       std::nullopt};
    for (const auto& key : linkage::keys_of(linkage::normalise(kind, text).value())) {
      const auto blinding = linkage::blind(key.input).value();
      const auto evaluated =
          must(write([&](auto& tx) { return make_tokens(desk, tx, who, {blinding.blinded}); }));
      ask.keys.push_back(
          {key.closeness, linkage::token_of(linkage::finish(blinding, evaluated.front()).value(), secret)});
    }
    return ask;
  }
  RecordedTrace record(const Actor& who, CaseId the_case, TraceKind kind, std::string_view text,
                       const linkage::CentresSecret& secret = {}) {
    const auto ask = trace_of(the_case, who, kind, text, secret);
    return must(write([&](auto& tx) { return record_trace(desk, tx, who, ask); }));
  }
  std::vector<SeenLink> links(const Actor& who, std::optional<CaseId> the_case = std::nullopt) {
    return must(write([&](auto& tx) { return list_links(desk, tx, who, the_case); }));
  }
  Result<SeenLink> offer(const Actor& who, linkage::LinkId id, SharedFields fields) {
    return write([&](auto& tx) {
      return offer_link(desk, tx, who, id, {LinkPurpose::court, clock.now() + 24h * 90, fields});
    });
  }
  Result<SeenLink> accept(const Actor& who, linkage::LinkId id, SharedFields fields) {
    return write([&](auto& tx) { return accept_link(desk, tx, who, {id, fields}); });
  }
  Result<SeenLink> decline(const Actor& who, linkage::LinkId id, DeclineReason reason) {
    return write([&](auto& tx) { return decline_link(desk, tx, who, id, reason); });
  }
  Result<SharedView> shared(const Actor& who, linkage::LinkId id) {
    return write([&](auto& tx) { return read_link(desk, tx, who, id); });
  }
  int alarms_of(const Actor& who) {
    const auto alarms = must(read([&](auto& tx) { return store::alarms_of(tx, who.organisation, true); }));
    return static_cast<int>(std::count_if(
        alarms.begin(), alarms.end(), [](const auto& one) { return one.kind == AlarmKind::case_related; }));
  }
  void consent(const Actor& who, CaseId the_case, bool given) {
    must(write([&](auto& tx) {
      return change_consent(desk, tx, who, {the_case, casework::Purpose::other_centres, given});
    }));
  }

  const std::string kAddress = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
  // Two cases of one offender, and their link.
  SeenLink linked() {
    mine = case_at(officer);
    theirs = case_at(stranger);
    record(officer, mine, TraceKind::payment_address, kAddress);
    record(stranger, theirs, TraceKind::payment_address, "bitcoin:" + kAddress);
    return links(officer).at(0);
  }
  CaseId mine, theirs;
};

TEST_F(KeepLink, TheSecondCentresTraceTellsBothAndNeitherWho) {
  mine = case_at(officer);
  theirs = case_at(stranger);
  EXPECT_EQ(record(officer, mine, TraceKind::payment_address, kAddress).suggested, 0);
  EXPECT_EQ(record(stranger, theirs, TraceKind::payment_address, kAddress).suggested, 1);
  for (const Actor& who : {officer, stranger}) {
    const auto seen = links(who);
    ASSERT_THAT(seen, SizeIs(1));
    EXPECT_EQ(seen[0].state, LinkState::suggested);
    EXPECT_EQ(seen[0].strength, linkage::Strength::strong);
    EXPECT_EQ(seen[0].the_case, who.organisation == officer.organisation ? mine : theirs);
    EXPECT_THAT(seen[0].other_centre, IsEmpty());
    EXPECT_THAT(seen[0].readable, IsEmpty());
    ASSERT_THAT(seen[0].grounds, SizeIs(1));
    EXPECT_EQ(seen[0].grounds[0].explanation, "the same payment address");
    EXPECT_EQ(alarms_of(who), 1);
  }
}

TEST_F(KeepLink, TheSameFootageIsAGroundByItself) {
  mine = case_at(officer);
  register_one(mine);
  theirs = case_at(stranger);
  must(write([&](auto& tx) {
    return register_footage(
        desk, tx, stranger,
        {theirs, registry::FootageKind::image, registry::FootageSource::officer, {pdq(3), sha256(9)}});
  }));
  const auto seen = links(officer);
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_EQ(seen[0].grounds.at(0).ground, linkage::Ground::same_footage);
  EXPECT_EQ(seen[0].strength, linkage::Strength::strong);
}

TEST_F(KeepLink, WithdrawnFootageIsAGroundNoMore) {
  mine = case_at(officer);
  const auto footage = register_one(mine);
  const auto another = register_one(mine, {sha256(7)});
  theirs = case_at(stranger);
  for (const std::uint8_t digest : {1, 7}) {
    must(write([&](auto& tx) {
      return register_footage(
          desk, tx, stranger,
          {theirs, registry::FootageKind::image, registry::FootageSource::officer, {sha256(digest)}});
    }));
  }
  record(officer, mine, TraceKind::payment_address, kAddress);
  record(stranger, theirs, TraceKind::payment_address, kAddress);
  const auto both = links(officer).at(0);
  EXPECT_THAT(both.grounds, SizeIs(2));
  const auto withdraw = [&](registry::FootageId id) {
    must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, id); }));
  };
  clock.tick(1h);
  withdraw(another.id);
  EXPECT_THAT(links(officer).at(0).grounds, SizeIs(2)) << "the other footage says so too";
  EXPECT_EQ(links(officer).at(0).grounds[0].since, both.grounds[0].since);
  withdraw(footage.id);
  const auto left = links(stranger).at(0);
  ASSERT_THAT(left.grounds, SizeIs(1));
  EXPECT_EQ(left.grounds[0].ground, linkage::Ground::trace);
  EXPECT_EQ(left.state, LinkState::suggested);
}

TEST_F(KeepLink, ASuggestionEndsWithTheFootageThatItStoodOn) {
  mine = case_at(officer);
  const auto footage = register_one(mine);
  theirs = case_at(stranger);
  must(write([&](auto& tx) {
    return register_footage(
        desk, tx, stranger,
        {theirs, registry::FootageKind::image, registry::FootageSource::officer, {sha256(1)}});
  }));
  ASSERT_EQ(links(stranger).at(0).state, LinkState::suggested);
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, footage.id); }));
  EXPECT_EQ(links(stranger).at(0).state, LinkState::ended);
  EXPECT_EQ(links(stranger).at(0).ended_by, linkage::LinkEnd::ground_gone);
}

TEST_F(KeepLink, WithoutBothSurvivorsConsentThereIsNotEvenASuggestion) {
  mine = case_at(officer, {.removal = true, .police = false, .other_centres = false});
  register_one(mine);
  theirs = case_at(stranger);
  record(officer, mine, TraceKind::payment_address, kAddress);
  record(stranger, theirs, TraceKind::payment_address, kAddress);
  EXPECT_THAT(links(stranger), IsEmpty());
  EXPECT_EQ(alarms_of(stranger), 0);
  consent(officer, mine, true);
  EXPECT_THAT(links(stranger), SizeIs(1));
  consent(officer, mine, false);
  EXPECT_EQ(links(stranger).at(0).state, LinkState::ended);
  EXPECT_EQ(links(stranger).at(0).ended_by, linkage::LinkEnd::consent_withdrawn);
  consent(officer, mine, true);
  const auto again = links(stranger);
  ASSERT_THAT(again, SizeIs(2));
  EXPECT_EQ(again[0].state, LinkState::suggested) << "anew, as the ended one stays ended";
}

TEST_F(KeepLink, OfferAndYesOpenExactlyWhatBothTicked) {
  const auto link = linked();
  EXPECT_EQ(fault_of(shared(officer, link.id)), FaultKind::conflict);
  must(offer(officer, link.id,
             {SharedField::removal_counts, SharedField::officer_contact, SharedField::trace_kinds}));
  EXPECT_EQ(links(stranger).at(0).other_centre, "Centre A");
  EXPECT_THAT(links(officer).at(0).other_centre, IsEmpty()) << "who was asked has not shown itself";
  EXPECT_EQ(alarms_of(stranger), 2);
  const auto opened = must(accept(
      stranger, link.id, {SharedField::trace_kinds, SharedField::officer_contact, SharedField::site_names}));
  EXPECT_EQ(opened.state, LinkState::opened);
  EXPECT_EQ(links(officer).at(0).other_centre, "Centre B");
  const auto view = must(shared(officer, link.id));
  EXPECT_EQ(view.fields, (SharedFields{SharedField::officer_contact, SharedField::trace_kinds}));
  EXPECT_EQ(view.officer_contact, "help@centre.example");
  EXPECT_EQ(view.traces.value().at(TraceKind::payment_address), 1);
  EXPECT_FALSE(view.sites || view.removals || view.footage || view.sightings || view.investigation_number);
  must(write([&](auto& tx) { return revoke_link(desk, tx, stranger, link.id); }));
  EXPECT_EQ(fault_of(shared(officer, link.id)), FaultKind::conflict);
  EXPECT_THAT(links(officer).at(0).other_centre, IsEmpty());
}

TEST_F(KeepLink, IsMissingForAThirdCentre) {
  const auto link = linked();
  const Actor third = centre("Centre C");
  EXPECT_THAT(links(third), IsEmpty());
  EXPECT_EQ(fault_of(write([&](auto& tx) { return show_link(desk, tx, third, link.id); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(offer(third, link.id, {SharedField::site_names})), FaultKind::missing);
  EXPECT_EQ(fault_of(decline(third, link.id, DeclineReason::not_now)), FaultKind::missing);
  EXPECT_EQ(fault_of(shared(third, link.id)), FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return list_links(desk, tx, third, mine); })), FaultKind::missing);
}

TEST_F(KeepLink, ANoStaysOnItsOwnSideAndTeaches) {
  const std::string name = "darkwolf77";
  const Actor third = centre("Centre C"), fourth = centre("Centre D");
  std::vector<std::pair<Actor, CaseId>> cases;
  for (const Actor& who : {officer, stranger, third}) {
    cases.emplace_back(who, case_at(who));
    record(who, cases.back().second, TraceKind::account_name, name);
  }
  EXPECT_THAT(links(officer), SizeIs(2));
  must(decline(officer, links(officer)[0].id, DeclineReason::not_the_same));
  must(decline(officer, links(officer)[0].id, DeclineReason::too_common));
  const auto strangers = links(stranger);
  EXPECT_TRUE(std::any_of(strangers.begin(), strangers.end(), [](const auto& link) {
    return link.state == LinkState::declined && !link.own_decline;
  }));
  for (const auto& link : links(third)) {
    if (link.state == LinkState::suggested) must(decline(third, link.id, DeclineReason::not_the_same));
  }
  record(fourth, case_at(fourth), TraceKind::account_name, name);
  EXPECT_THAT(links(fourth), IsEmpty()) << "two centres said three times that this name links nothing";
}

TEST_F(KeepLink, ATraceThatWasWrongTakesItsSuggestionAlong) {
  (void)linked();
  const auto traces = must(write([&](auto& tx) { return list_traces(desk, tx, officer, mine); }));
  must(write([&](auto& tx) { return withdraw_trace(desk, tx, officer, traces.at(0).id); }));
  EXPECT_EQ(links(stranger).at(0).ended_by, linkage::LinkEnd::ground_gone);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return withdraw_trace(desk, tx, officer, traces.at(0).id); })),
            FaultKind::conflict);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return withdraw_trace(desk, tx, stranger, traces.at(0).id); })),
            FaultKind::missing);
}

TEST_F(KeepLink, CentresOfAnotherSecretMeetNobody) {
  mine = case_at(officer);
  theirs = case_at(stranger);
  const auto secret = linkage::make_centres_secret();
  record(officer, mine, TraceKind::payment_address, kAddress, secret);
  record(stranger, theirs, TraceKind::payment_address, kAddress);
  EXPECT_THAT(links(officer), IsEmpty());
  record(stranger, theirs, TraceKind::payment_address, kAddress, secret);
  EXPECT_THAT(links(officer), SizeIs(1));
}

TEST_F(KeepLink, ATraceIsRecordedOnceACaseAndAsOneSetOfKeys) {
  mine = case_at(officer);
  EXPECT_FALSE(record(officer, mine, TraceKind::phone, "010-1234-5678").was_known);
  EXPECT_TRUE(record(officer, mine, TraceKind::phone, "+82 10 1234 5678").was_known);
  auto ask = trace_of(mine, officer, TraceKind::account_name, "darkwolf77");
  ASSERT_GT(ask.keys.size(), 1U);
  ask.keys.erase(ask.keys.begin());
  EXPECT_EQ(fault_of(write([&](auto& tx) { return record_trace(desk, tx, officer, ask); })),
            FaultKind::malformed);
  ask.keys = {ask.keys[0], ask.keys[0]};
  EXPECT_EQ(fault_of(write([&](auto& tx) { return record_trace(desk, tx, officer, ask); })),
            FaultKind::malformed);
  ask.keys.clear();
  ask.box = Bytes(7);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return record_trace(desk, tx, officer, ask); })),
            FaultKind::malformed);
}

TEST_F(KeepLink, ACentreHasSoManyWordsADay) {
  const auto element = linkage::blind("word").value().blinded;
  const auto ask = [&](std::size_t words, const Actor& who) {
    return write([&](auto& tx) { return make_tokens(desk, tx, who, std::vector(words, element)); });
  };
  for (int i = 0; i < kWordsADay / 250; ++i) EXPECT_TRUE(ask(250, officer).has_value()) << i;
  EXPECT_EQ(fault_of(ask(1, officer)), FaultKind::busy);
  EXPECT_TRUE(ask(1, stranger).has_value());
  clock.tick(24h);
  EXPECT_TRUE(ask(1, officer).has_value());
  EXPECT_EQ(fault_of(ask(0, officer)), FaultKind::malformed);
}

TEST_F(KeepLink, OnlyAPoliceCaseWithANumberAsksAllHolders) {
  (void)linked();
  const auto ask = [&] {
    return write([&](auto& tx) { return ask_holders(desk, tx, officer, mine, clock.now() + 24h * 30); });
  };
  EXPECT_EQ(fault_of(ask()), FaultKind::conflict);
  must(write([&](auto& tx) -> Result<void> {
    JIUM_TRY(const auto the_case, store::load_case(tx, officer.organisation, mine));
    return store::set_investigation(tx, the_case, "2026-4711", officer.text(), clock.now());
  }));
  const auto asked = must(ask());
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0].purpose, LinkPurpose::investigation);
  EXPECT_EQ(links(stranger).at(0).state, LinkState::offered);
  EXPECT_THAT(must(ask()), IsEmpty()) << "whoever was asked is not asked twice";
}

}  // namespace
}  // namespace jium::desk
