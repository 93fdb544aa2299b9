// The authorisation table once more, by sharing level: whatever a centre shares, the only door that it opens
// is the footage itself, to whom the level names. Every other route answers a stranger as it did before. By
// SQL the same is asked in store/row_security_matrix_test.cc.
#include <gmock/gmock.h>

#include <algorithm>
#include <iostream>

#include "jium/http/api_house_test.h"
#include "jium/registry/sharing.h"
#include "jium/store/cases.h"
#include "jium/store/footage_lives.h"

namespace jium::http {
namespace {

using desk::Grant;
using desk::Role;
using registry::OrganisationKind;
using registry::SharingLevel;

constexpr std::array kLevels{SharingLevel::own_centre, SharingLevel::group, SharingLevel::all_agencies,
                             SharingLevel::platforms};
constexpr std::string_view kShown = "/api/v1/footage/{footage}";

class SharedMatrix : public ApiHouse {
 protected:
  struct Stranger {
    Role role{};
    std::string secret;
    bool is_agency = false, in_group = false;
  };
  std::vector<Stranger> strangers() {
    std::vector<Stranger> all;
    for (const auto& [role, secret] : one_key_of_every_role()) {
      const bool agency = role != Role::platform_engineer && role != Role::system_administrator;
      all.push_back({role, secret, agency, false});
    }
    const auto member = add_centre("Centre of the group");
    join(member);
    for (const Role role : {Role::deletion_officer, Role::counsellor, Role::centre_administrator})
      all.push_back({role, issue(member, role), true, true});
    return all;
  }
  void join(registry::OrganisationId member) {
    const registry::Group circle{group, "Region of three", centre, clock.now()};
    const std::vector<registry::GroupMember> members{{centre, clock.now(), clock.now()},
                                                     {member, clock.now(), clock.now()}};
    ASSERT_TRUE(store->write([&](store::Transaction& tx) { return store::insert(tx, circle, members); }));
  }
  void share(registry::FootageId footage, SharingLevel level, bool consent) {
    const auto shared = store->write([&](store::Transaction& tx) -> Result<void> {
      JIUM_TRY(auto file, store::load_any_file(tx, footage));
      file.life.legal_basis = "kr-svpa-7-3-request";
      file.life.sharing = {level, std::nullopt, true};
      if (level == SharingLevel::group) file.life.sharing.group = group;
      JIUM_CHECK(store::update(tx, file.life));
      JIUM_TRY(auto the_case, store::load_case(tx, centre, file.stored.the_case));
      the_case.consent.other_centres = consent;
      return store::update(tx, the_case);
    });
    ASSERT_TRUE(shared) << shared.fault().what;
  }
  // Routes about one record of an organisation.
  [[nodiscard]] std::vector<Grant> routes() const {
    std::vector<Grant> list;
    for (const Grant& grant : table.grants()) {
      const bool again =
          !list.empty() && list.back().method == grant.method && list.back().route == grant.route;
      const bool of_somebody =
          grant.relation != desk::Relation::none && grant.relation != desk::Relation::shared;
      // On PostgreSQL a call costs ten times as much.
      const bool too_much = store::tests_use_postgres() && grant.route.find("{footage}") == std::string::npos;
      if (!again && !too_much && of_somebody && grant.route.find('{') != std::string::npos)
        list.push_back(grant);
    }
    return list;
  }
  // Some roles do it for everybody, at every level (the system administrator): nothing is a stranger's to
  // them.
  [[nodiscard]] bool is_for_everybody(const Grant& route, Role role) const {
    return std::ranges::any_of(table.grants(), [&](const Grant& grant) {
      return grant.method == route.method && grant.route == route.route && grant.role == role &&
             grant.relation == desk::Relation::none;
    });
  }
  static boost::json::value body_for(const std::string& route) {
    if (route.ends_with("/share")) return boost::json::object{{"level", "all_agencies"}};
    if (route.ends_with("/submit"))
      return boost::json::object{{"legal_basis", "kr-svpa-7-3-request"}, {"proposed", filmed()}};
    return boost::json::object{};
  }
  Reply ask(const Grant& route, const std::string& path, const std::string& secret) {
    ++calls;
    return route.method == "GET" ? get(secret, path) : post(secret, path, body_for(route.route));
  }

  desk::Authorisation table = desk::Authorisation::built_in().value();
  registry::GroupId group = registry::GroupId::random();
  int calls = 0;
};

TEST_F(SharedMatrix, OpensTheFootageToWhomItsLevelNamesAndNothingElseToAnybody) {
  const auto ids = furnish();
  const auto footage = registry::FootageId::parse(ids.at("footage")).value();
  const auto askers = strangers();
  std::map<std::string, std::string> first;  // what was answered, by route and asker
  int seen = 0;
  for (const SharingLevel level : kLevels) {
    for (const bool consent : {false, true}) {
      ASSERT_NO_FATAL_FAILURE(share(footage, level, consent));
      for (std::size_t i = 0; i < askers.size(); ++i) {
        const Stranger& asker = askers[i];
        const bool named =
            level >= SharingLevel::all_agencies || (level == SharingLevel::group && asker.in_group);
        const bool may_call = table.allows("GET", kShown, {{}, {}, asker.role});
        const int expected = !may_call ? 403 : named && consent && asker.is_agency ? 200 : 404;
        ++calls;
        const Reply shown = get(asker.secret, filled(kShown, ids));
        EXPECT_EQ(shown.status, expected) << to_text(asker.role) << " at " << to_text(level);
        seen += shown.status == 200 ? 1 : 0;
        for (const Grant& route : routes()) {
          if (is_for_everybody(route, asker.role)) continue;
          if (asker.in_group && route.route.find("{group}") != std::string::npos) continue;
          const Reply reply = ask(route, filled(route.route, ids), asker.secret);
          EXPECT_FALSE(reply.good()) << route.method << " " << route.route << " as " << to_text(asker.role);
          const std::string answer = std::to_string(reply.status) + reply.body;
          const std::string what = route.method + route.route + std::to_string(i);
          EXPECT_EQ(first.emplace(what, answer).first->second, answer)
              << what << ": the level shows at " << to_text(level);
        }
      }
    }
  }
  EXPECT_GT(seen, 0);
  std::cout << "sharing: " << calls << " calls, " << askers.size() << " strangers x " << routes().size() + 1
            << " routes x " << kLevels.size() << " levels, with and without consent; the footage was shown "
            << seen << " times, and nothing else" << std::endl;
}

}  // namespace
}  // namespace jium::http
