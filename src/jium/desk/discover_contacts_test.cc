#include "jium/desk/discover_contacts.h"

#include "jium/desk/desk_fixture.h"
#include "jium/desk/notice_host.h"
#include "jium/store/directory.h"
#include "jium/store/suggestions.h"

namespace jium::desk {
namespace {

using removal::Party;
using removal::SourceKind;
using removal::SuggestionState;

class DiscoverContacts : public DeskFixture {
 protected:
  removal::FakeContactSource sources;
  removal::Site site =
      must(write([&](auto& tx) { return describe_site(desk, tx, officer, {.site = "board.example"}); }));

  DiscoverContacts() {
    sources.answer = [](SourceKind kind, const std::string&) -> Result<std::string> {
      if (kind == SourceKind::rdap_domain) {
        return std::string(R"({"objectClassName":"domain","entities":[{"roles":["registrar"],"vcardArray":
          ["vcard",[["fn",{},"text","Names Ltd"],["email",{},"text","abuse@names.example"]]]}]})");
      }
      if (kind == SourceKind::security_txt) return std::string("Contact: https://board.example/report\n");
      return fault(FaultKind::missing, "nothing");
    };
  }

  void discover() {
    const auto subject = must(read([&](auto& tx) { return discovery_subject(tx, site.id); }));
    const auto found = ask_sources(sources, subject, clock.now());
    must(write([&](auto& tx) { return record_discovery(desk, tx, site.id, found); }));
  }
  std::vector<removal::ContactSuggestion> suggestions() {
    auto all =
        must(read([&](auto& tx) { return store::suggestions_for(tx, officer.organisation, site.id); }));
    std::ranges::sort(all, {}, [](const auto& one) { return one.contact.party; });
    return all;
  }
  Result<removal::ContactSuggestion> decide(const DecideSuggestion& ask) {
    return write([&](auto& tx) { return decide_suggestion(desk, tx, officer, ask); });
  }
  removal::Site load_site() {
    return must(read([&](auto& tx) { return store::load_site(tx, officer.organisation, site.id); }));
  }
};

TEST_F(DiscoverContacts, WhatIsFoundIsSuggestedAndNothingElseHappens) {
  discover();
  const auto found = suggestions();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].contact.party, Party::site_operator);
  EXPECT_EQ(found[0].source, SourceKind::security_txt);
  EXPECT_EQ(found[1].contact.party, Party::registrar);
  EXPECT_EQ(found[1].contact.name, "Names Ltd");
  EXPECT_EQ(found[1].found_at, clock.now());
  EXPECT_EQ(found[1].state, SuggestionState::open);
  EXPECT_FALSE(load_site().registrar);
  EXPECT_TRUE(must(read([&](auto& tx) { return store::operators_of(tx, officer.organisation); })).empty());
}

TEST_F(DiscoverContacts, IsNotSuggestedTwiceEvenWhenDeclined) {
  discover();
  must(decide({.id = suggestions()[0].id, .accept = false}));
  discover();
  EXPECT_EQ(suggestions().size(), 2U);
  EXPECT_EQ(fault_of(decide({.id = suggestions()[0].id, .accept = true})), FaultKind::conflict);
}

TEST_F(DiscoverContacts, AcceptedItMakesAnOperatorThatStandsAsThatParty) {
  discover();
  must(decide({.id = suggestions()[1].id, .accept = true}));
  const auto registrar = load_site().registrar;
  ASSERT_TRUE(registrar);
  const auto made =
      must(read([&](auto& tx) { return store::load_operator(tx, officer.organisation, *registrar); }));
  EXPECT_EQ(made.name, "Names Ltd");
  EXPECT_EQ(made.mail, "abuse@names.example");
  EXPECT_EQ(suggestions()[1].state, SuggestionState::accepted);
}

TEST_F(DiscoverContacts, AcceptedItJoinsTheOperatorThatIsThereAlready) {
  const auto board = must(write([&](auto& tx) -> Result<removal::SiteOperator> {
    JIUM_TRY(auto made, add_operator(desk, tx, officer, {"Board", "abuse@board.example"}));
    JIUM_CHECK(assign_site(desk, tx, officer, "board.example", made.id));
    return made;
  }));
  discover();
  must(decide({.id = suggestions()[0].id, .accept = true}));
  const auto joined =
      must(read([&](auto& tx) { return store::load_operator(tx, officer.organisation, board.id); }));
  ASSERT_EQ(joined.channels.size(), 2U);
  EXPECT_EQ(joined.channels[1].kind, removal::ChannelKind::web_form);
  EXPECT_EQ(joined.mail, "abuse@board.example") << "what stood there stays first";
}

TEST_F(DiscoverContacts, ANewOperatorNeedsAName) {
  discover();
  EXPECT_EQ(fault_of(decide({.id = suggestions()[0].id, .accept = true})), FaultKind::malformed);
  must(decide({.id = suggestions()[0].id, .accept = true, .name = "Board"}));
  EXPECT_TRUE(load_site().site_operator);
}

TEST_F(DiscoverContacts, WhoisIsAskedOnlyWhereRdapSaysNothing) {
  discover();
  const auto asked_whois = [&] {
    return std::ranges::count(sources.asked, SourceKind::whois, &std::pair<SourceKind, std::string>::first);
  };
  EXPECT_EQ(asked_whois(), 0);
  sources.answer = nullptr;
  discover();
  EXPECT_EQ(asked_whois(), 1);
}

TEST_F(DiscoverContacts, AnotherCentreSeesNothingOfIt) {
  discover();
  const auto id = suggestions()[0].id;
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return decide_suggestion(desk, tx, stranger, {id, false});
            })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return ask_discovery(desk, tx, stranger, site.id); })),
            FaultKind::missing);
}

class ChangeOfHost : public DeskFixture {
 protected:
  removal::RemovalRequest request = sent_request();

  static Look answered_by(const std::string& peer) {
    Look look = found(3);
    look.evidence->peer = peer;
    return look;
  }
  removal::Site load_site() {
    return must(read([&](auto& tx) -> Result<removal::Site> {
      JIUM_TRY(const auto sighting, store::load_sighting(tx, officer.organisation, request.sighting));
      return store::load_site(tx, officer.organisation, sighting.site);
    }));
  }
};

TEST_F(ChangeOfHost, AnAnswerFromAnotherNetworkUnsettlesTheSiteAndRaisesOneAlarm) {
  check(request.id, answered_by("192.0.2.7"));
  check(request.id, answered_by("192.0.2.8"));
  EXPECT_TRUE(removal::is_settled(load_site()));
  check(request.id, answered_by("203.0.113.7"));
  EXPECT_FALSE(removal::is_settled(load_site()));
  EXPECT_EQ(load_site().host_changed_at, clock.now());
  check(request.id, answered_by("198.51.100.7"));
  EXPECT_EQ(std::ranges::count(alarms(), store::AlarmKind::host_changed), 1);
}

TEST_F(ChangeOfHost, ARedirectOrACdnSaysNothing) {
  check(request.id, answered_by("192.0.2.7"));
  Look elsewhere = answered_by("203.0.113.7");
  elsewhere.evidence->redirects = 1;
  check(request.id, elsewhere);
  EXPECT_TRUE(removal::is_settled(load_site()));
  must(write([&](auto& tx) {
    return describe_site(desk, tx, officer, {.site = "site.example", .cdn = request.site_operator});
  }));
  check(request.id, answered_by("203.0.113.7"));
  EXPECT_TRUE(removal::is_settled(load_site()));
}

TEST_F(ChangeOfHost, AnotherHolderOfTheNetworkIsOneToo) {
  const auto site = load_site();
  const auto told = [&](const std::string& holder) {
    must(write(
        [&](auto& tx) { return note_network_holder(desk, tx, officer.organisation, site.id, holder); }));
  };
  told("Example Hosting");
  EXPECT_TRUE(removal::is_settled(load_site()));
  told("Far Away Hosting");
  EXPECT_FALSE(removal::is_settled(load_site()));
  EXPECT_EQ(alarms().back(), store::AlarmKind::host_changed);
}

TEST_F(ChangeOfHost, AnOfficerSettlesItAndNamesTheNewHost) {
  check(request.id, answered_by("192.0.2.7"));
  const auto settle = [&](std::optional<removal::OperatorId> host) {
    const auto site = load_site().id;
    return write([&](auto& tx) { return settle_host(desk, tx, officer, site, host); });
  };
  EXPECT_EQ(fault_of(settle(std::nullopt)), FaultKind::conflict) << "nothing has changed";
  check(request.id, answered_by("203.0.113.7"));
  const auto settled = must(settle(request.site_operator));
  EXPECT_TRUE(removal::is_settled(settled));
  EXPECT_EQ(load_site().host, request.site_operator);
  check(request.id, answered_by("203.0.113.9"));
  EXPECT_TRUE(removal::is_settled(load_site())) << "what was settled is known";
}

}  // namespace
}  // namespace jium::desk
