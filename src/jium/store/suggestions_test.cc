#include "jium/store/suggestions.h"

#include "jium/store/contacts.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Suggestions : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  sample::Chain chain;
  registry::OrganisationId stranger = registry::OrganisationId::random();

  removal::ContactSuggestion suggestion() {
    return {.id = removal::SuggestionId::random(),
            .organisation = chain.organisation.id,
            .site = chain.site.id,
            .source = removal::SourceKind::whois,
            .contact = {removal::Party::registrar,
                        {removal::ChannelKind::web_form, Secret<std::string>("https://names.example/abuse"),
                         removal::Language::ko},
                        "Names Ltd"},
            .found_at = sample::at(30),
            .state = removal::SuggestionState::declined,
            .decided_at = sample::at(31)};
  }
};

TEST_F(Suggestions, AreGivenAsTheyWereStored) {
  auto kept = suggestion();
  stored([&](Transaction& tx) { return insert(tx, kept); });
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return load_suggestion(tx, kept.organisation, kept.id); }), kept));
  kept.state = removal::SuggestionState::accepted;
  kept.decided_at = sample::at(32);
  stored([&](Transaction& tx) { return update(tx, kept); });
  const auto listed =
      stored([&](Transaction& tx) { return suggestions_for(tx, kept.organisation, kept.site); });
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_TRUE(same_record(listed[0], kept));
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return load_suggestion(tx, stranger, kept.id); }),
                       FaultKind::missing));
  EXPECT_TRUE(stored([&](Transaction& tx) { return suggestions_for(tx, stranger, kept.site); }).empty());
}

TEST_F(Suggestions, ASiteRemembersWhereItLies) {
  const auto load = [&] {
    return stored([&](Transaction& tx) { return load_hosts(tx, chain.organisation.id, chain.site.id); });
  };
  EXPECT_EQ(load(), removal::SiteHosts{});
  const removal::SiteHosts hosts{{{"media.example.org", {"192.0.2.0/24", "2001:db8::/48"}}}, "Example Net"};
  stored([&](Transaction& tx) { return keep_hosts(tx, chain.organisation.id, chain.site.id, hosts); });
  EXPECT_EQ(load(), hosts);
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return load_hosts(tx, stranger, chain.site.id); }),
                       FaultKind::missing));
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return load_site(tx, chain.organisation.id, chain.site.id); }),
      chain.site));
}

TEST_F(Suggestions, FindsTheCasesWhoseFootageIsOnASiteNow) {
  const auto cases = [&] {
    return stored([&](Transaction& tx) { return cases_live_at(tx, chain.organisation.id, chain.site.id); });
  };
  EXPECT_EQ(cases(), std::vector<casework::CaseId>{chain.the_case.id});
  chain.sighting.state = registry::SightingState::gone;
  stored([&](Transaction& tx) { return update(tx, chain.sighting); });
  EXPECT_TRUE(cases().empty());
}

TEST_F(Suggestions, ContactsAreGivenAsTheyWereStored) {
  removal::Contact contact{.id = removal::ContactId::random(),
                           .organisation = chain.organisation.id,
                           .site_operator = chain.site_operator.id,
                           .site = chain.site.id,
                           .request = chain.request.id,
                           .channel = removal::ChannelKind::api,
                           .at = sample::at(40),
                           .outcome = removal::ContactOutcome::waiting,
                           .outcome_at = std::nullopt};
  stored([&](Transaction& tx) { return insert(tx, contact); });
  removal::Contact later = contact;
  later.id = removal::ContactId::random();
  later.at = sample::at(41);
  later.outcome = removal::ContactOutcome::silent;
  later.outcome_at = sample::at(42);
  stored([&](Transaction& tx) { return insert(tx, later); });
  const auto latest =
      stored([&](Transaction& tx) { return latest_contact(tx, chain.request.id, chain.site_operator.id); });
  ASSERT_TRUE(latest);
  EXPECT_TRUE(same_record(*latest, later));
  contact.outcome = removal::ContactOutcome::refused;
  contact.outcome_at = sample::at(43);
  stored([&](Transaction& tx) { return update(tx, contact); });
  const auto listed = stored(
      [&](Transaction& tx) { return contacts_with(tx, chain.organisation.id, chain.site_operator.id, 10); });
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_TRUE(same_record(listed[1], contact));
  EXPECT_EQ(stored([&](Transaction& tx) {
              return contacts_about(tx, chain.organisation.id, chain.site.id, 1);
            }).size(),
            1U);
  EXPECT_TRUE(
      stored([&](Transaction& tx) { return contacts_about(tx, stranger, chain.site.id, 9); }).empty());
  EXPECT_EQ(stored([&](Transaction& tx) {
              return requests_to(tx, chain.organisation.id, chain.site_operator.id);
            }).size(),
            1U);
  EXPECT_EQ(
      stored([&](Transaction& tx) { return requests_at(tx, chain.organisation.id, chain.site.id); }).size(),
      1U);
}

}  // namespace
}  // namespace jium::store
