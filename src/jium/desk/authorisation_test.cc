#include "jium/desk/authorisation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace jium::desk {
namespace {

using testing::HasSubstr;

Actor as(Role role) {
  return {store::AccessKeyId(1), registry::OrganisationId(1), role};
}

constexpr Role kRoles[] = {Role::system_administrator,
                           Role::deletion_officer,
                           Role::auditor,
                           Role::counsellor,
                           Role::centre_administrator,
                           Role::police_liaison,
                           Role::committee_reviewer,
                           Role::monitor,
                           Role::platform_engineer};

TEST(Authorisation, TheBuiltInTableIsWellFormed) {
  const auto table = Authorisation::built_in();
  ASSERT_TRUE(table.has_value()) << table.fault().what;
  EXPECT_GT(table->grants().size(), 30U);
}

TEST(Authorisation, WhatIsNotNamedIsRefused) {
  const auto table = *Authorisation::parse("GET\t/a\tauditor\town\tcase_shown\t-\n");
  EXPECT_TRUE(table.allows("GET", "/a", as(Role::auditor)));
  EXPECT_FALSE(table.allows("GET", "/a", as(Role::deletion_officer)));
  EXPECT_FALSE(table.allows("GET", "/a", as(Role::system_administrator)));
  EXPECT_FALSE(table.allows("POST", "/a", as(Role::auditor)));
  EXPECT_FALSE(table.allows("GET", "/a/", as(Role::auditor)));
  EXPECT_FALSE(table.allows("GET", "/b", as(Role::auditor)));
  EXPECT_TRUE(table.knows("GET", "/a"));
  EXPECT_FALSE(table.knows("GET", "/b"));
  EXPECT_TRUE(table.needs_key("GET", "/b")) << "not even a caller with a key is let in, far less one without";
}

TEST(Authorisation, AnEmptyTableAllowsNothing) {
  const auto table = *Authorisation::parse("# only words\n\n");
  for (const Role role : kRoles) EXPECT_FALSE(table.allows("GET", "/", as(role)));
}

TEST(Authorisation, AnyoneNeedsNoKeyAndAnyKeyIsAnyRole) {
  const auto table = *Authorisation::parse(
      "GET\t/open\tanyone\tnone\tcase_shown\t-\nGET\t/mine\tany_key\town\tcase_shown\t-\n");
  EXPECT_FALSE(table.needs_key("GET", "/open"));
  EXPECT_TRUE(table.needs_key("GET", "/mine"));
  for (const Role role : kRoles) EXPECT_TRUE(table.allows("GET", "/mine", as(role)));
}

TEST(Authorisation, AFaultNamesItsLine) {
  const std::string good = "# a comment\nGET\t/a\tauditor\town\tcase_shown\t-\n";
  for (const char* wrong :
       {"GET\t/b\tauditor\town\tcase_shown", "GET\t/b\tauditor\town\tcase_shown\t-\tmore",
        "PUT\t/b\tauditor\town\tcase_shown\t-", "get\t/b\tauditor\town\tcase_shown\t-",
        "GET\tb\tauditor\town\tcase_shown\t-", "GET\t/b\tofficer\town\tcase_shown\t-",
        "GET\t/b\tauditor, counsellor\town\tcase_shown\t-", "GET\t/b\tauditor,auditor\town\tcase_shown\t-",
        "GET\t/b\t\town\tcase_shown\t-", "GET\t/b\tauditor\tall\tcase_shown\t-",
        "GET\t/b\tauditor\town\tread\t-", "GET\t/b\tauditor\town\t\t-",
        "GET\t/b\tauditor\town\tcase_shown\tno", "GET /b auditor own case_shown -",
        "GET\t/b\tauditor\town\tcase_shown\t-\r", " ", "GET\t/a\tcounsellor,auditor\tnone\tcase_opened\t-"}) {
    const auto table = Authorisation::parse(good + wrong);
    ASSERT_FALSE(table.has_value()) << wrong;
    EXPECT_EQ(table.fault().kind, FaultKind::malformed);
    EXPECT_THAT(table.fault().what, HasSubstr("line 3: ")) << wrong;
  }
}

TEST(Authorisation, NoRoleHasTheWorkOfAnother) {
  const auto table = *Authorisation::built_in();
  for (const Grant& grant : table.grants()) {
    if (grant.caller != Caller::role) continue;
    const bool of_own_people = grant.route.starts_with("/api/v1/people");
    if (of_own_people) {
      EXPECT_TRUE(grant.role == Role::system_administrator || grant.role == Role::centre_administrator);
      continue;
    }
    // Both sides of a link, and whoever runs the house for a platform that has nobody yet.
    if (grant.route.starts_with("/api/v1/platform-links")) {
      EXPECT_TRUE(grant.role == Role::system_administrator || grant.role == Role::platform_engineer ||
                  grant.role == Role::deletion_officer);
      continue;
    }
    const bool is_administration = grant.route.starts_with("/api/v1/organisations") ||
                                   grant.route.starts_with("/api/v1/feeds") ||
                                   // Counts of all groups together, for the yearly report.
                                   (grant.route == "/api/v1/series-counts" &&
                                    grant.role != Role::committee_reviewer) ||
                                   grant.route.starts_with("/api/v1/block-lists");
    EXPECT_EQ(grant.role == Role::system_administrator,
              is_administration || (grant.route == "/metrics" && grant.role != Role::auditor))
        << grant.method << " " << grant.route;
    EXPECT_TRUE(grant.role != Role::auditor || grant.audit_class() == audit::AuditClass::read ||
                grant.act == audit::Act::checkpoint_cosigned)
        << "an auditor changes nothing: " << grant.route;
  }
}

// Partners come with a signature instead, which the platform itself has to know (desk/keep_partner.h).
TEST(Authorisation, WithoutAKeyThereIsOnlyHealthTheDoorAndWhatPartnersSign) {
  const auto table = *Authorisation::built_in();
  std::vector<std::string> open;
  for (const Grant& grant : table.grants()) {
    if (grant.caller == Caller::anyone) open.push_back(grant.method + " " + grant.route);
  }
  EXPECT_THAT(open, testing::UnorderedElementsAre(
                        "GET /api/v1/health", "GET /api/v1/health/live", "GET /api/v1/health/ready",
                        "GET /api/v1/health/stale", "POST /api/v1/sign-in", "POST /api/v1/sign-in/passphrase",
                        "POST /api/v1/join/begin", "POST /api/v1/join/passphrase",
                        "POST /api/v1/sign-in/passkey/begin", "POST /api/v1/sign-in/passkey",
                        "POST /api/v1/join/passkey/begin", "POST /api/v1/join/passkey",
                        "POST /api/v1/from-partners/{organisation}/requests",
                        "GET /api/v1/from-partners/{organisation}/requests/{request}",
                        "POST /api/v1/from-partners/{organisation}/requests/{request}/answers"));
}

// What lets an address or an identity out, or cannot be taken back, is behind a proof of the last minutes.
TEST(Authorisation, WhatLetsAnAddressOutOrDecidesForGoodAsksForAProofOfTheLastMinutes) {
  using audit::Act;
  const std::set<Act> decided_for_good{Act::hold_asked, Act::erasure_weighed, Act::log_exported};
  // The operators' own names and channels, which officers write to all day; and what is addressed to the
  // receiver itself, a program that was given the key for it.
  const std::set<Act> no_survivors_address{Act::directory_shown, Act::block_list_served,
                                           Act::requests_served};
  const auto table = *Authorisation::built_in();
  int guarded = 0;
  for (const Grant& grant : table.grants()) {
    if (!grant.act || no_survivors_address.contains(*grant.act)) continue;
    const bool lets_out = grant.audit_class() == audit::AuditClass::secret;
    if (!lets_out && !decided_for_good.contains(*grant.act)) continue;
    EXPECT_EQ(grant.guard, Guard::step_up) << grant.method << " " << grant.route;
    ++guarded;
  }
  EXPECT_GE(guarded, 12);
}

TEST(Authorisation, WhatChangesSomethingIsAPostAndIsAuditedAsSuch) {
  const auto table = *Authorisation::built_in();
  for (const Grant& grant : table.grants()) {
    EXPECT_TRUE(grant.audit_class() != audit::AuditClass::change || grant.method == "POST") << grant.route;
  }
}

}  // namespace
}  // namespace jium::desk
