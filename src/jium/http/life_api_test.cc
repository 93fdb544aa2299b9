// The life of footage over the API: who sees what at which level, and what never stands in an answer.
#include <gmock/gmock.h>

#include "jium/exchange/feed_page.h"
#include "jium/http/api_house_test.h"

namespace jium::http {
namespace {

using registry::OrganisationKind;

class LifeApi : public ApiHouse {
 protected:
  struct Made {
    std::string the_case, footage;
  };
  Made register_with_consent(char digit) {
    boost::json::object body = case_body();
    body["consent"] = {{"removal", true}, {"police", false}, {"other_centres", true}};
    Made made;
    made.the_case = text_at(json_of(post(officer, "/api/v1/cases", body)), "id");
    made.footage = text_at(json_of(post(officer, "/api/v1/cases/" + made.the_case + "/footage",
                                        {{"source", "officer"}, {"fingerprints", digest(digit)}}))
                               .at("footage"),
                           "id");
    return made;
  }
  Reply submit(const std::string& footage) {
    return post(officer, "/api/v1/footage/" + footage + "/submit",
                {{"legal_basis", "kr-svpa-7-3-request"}, {"proposed", filmed()}});
  }
  Reply vote(const std::string& footage, registry::OrganisationId body) {
    return post(issue(body, desk::Role::committee_reviewer), "/api/v1/decisions/" + footage + "/vote",
                {{"verdict", "illegal"}, {"legal_class", filmed()}, {"grounds", "kr-tba-22-5"}});
  }
};

// Every level × whoever may call the route × how they stand to the owner.
TEST_F(LifeApi, FootageIsSeenExactlyAsFarAsItIsShared) {
  const auto made = register_with_consent('e');
  (void)submit(made.footage);
  (void)vote(made.footage, reviewing);
  EXPECT_EQ(vote(made.footage, reviewing).status, 409) << "programs of one body have one voice";
  (void)vote(made.footage, also_reviewing);
  const std::string head = issue(centre, desk::Role::centre_administrator);
  const auto member = add_centre("Member"), invited = add_centre("Invited");
  const auto police = add_organisation(OrganisationKind::police, "Police");
  const std::string group =
      text_at(json_of(post(head, "/api/v1/groups",
                           {{"name", "Region"}, {"invite", {member.text(), invited.text()}}})),
              "id");
  ASSERT_TRUE(
      post(issue(member, desk::Role::centre_administrator), "/api/v1/groups/" + group + "/join").good());
  struct Viewer {
    const char* name;
    registry::OrganisationId organisation;
    desk::Role role;
    int least_level;  // at which it is seen: 0 own_centre, 1 group, 2 all_agencies, 3 platforms
  };
  const std::vector<Viewer> viewers{
      {"own officer", centre, desk::Role::deletion_officer, 0},
      {"own counsellor", centre, desk::Role::counsellor, 0},
      {"member's officer", member, desk::Role::deletion_officer, 1},
      {"member's counsellor", member, desk::Role::counsellor, 1},
      {"member's administrator", member, desk::Role::centre_administrator, 1},
      {"invited officer", invited, desk::Role::deletion_officer, 2},
      {"other officer", other_centre, desk::Role::deletion_officer, 2},
      {"police liaison", police, desk::Role::police_liaison, 2},
  };
  const std::vector<std::string> levels{"own_centre", "group", "all_agencies", "platforms"};
  const std::string path = "/api/v1/footage/" + made.footage;
  int calls = 0;
  for (std::size_t level = 0; level < levels.size(); ++level) {
    boost::json::object ask{{"level", levels[level]}};
    if (level == 1) ask["group"] = group;
    ASSERT_TRUE(post(officer, path + "/share", ask).good()) << levels[level];
    for (const Viewer& viewer : viewers) {
      const std::string secret = issue(viewer.organisation, viewer.role);
      const Reply seen = get(secret, path);
      const bool may = static_cast<int>(level) >= viewer.least_level;
      EXPECT_EQ(seen.status, may ? 200 : 404) << viewer.name << " at " << levels[level];
      const Reply absent = get(secret, "/api/v1/footage/" + registry::FootageId::random().text());
      if (!may) {
        EXPECT_EQ(seen.body, absent.body) << viewer.name << " at " << levels[level];
      }
      if (may && viewer.organisation != centre) {
        EXPECT_EQ(seen.body.find(made.the_case), std::string::npos) << viewer.name;
        EXPECT_EQ(seen.body.find(centre.text()), std::string::npos) << viewer.name;
        EXPECT_THAT(text_at(json_of(seen), "own"), "false");
      }
      ++calls;
    }
  }
  EXPECT_EQ(calls, 32);
}

TEST_F(LifeApi, TheCommitteesQueueNamesNoCaseNoCentreAndNoValue) {
  const auto made = register_with_consent('e');
  ASSERT_TRUE(submit(made.footage).good());
  const Reply queue = get(issue(reviewing, desk::Role::committee_reviewer), "/api/v1/decisions/queue");
  ASSERT_EQ(queue.status, 200);
  EXPECT_NE(queue.body.find(made.footage), std::string::npos);
  for (const std::string& secret : {made.the_case, centre.text(), std::string(64, 'e'), std::string("Minji")})
    EXPECT_EQ(queue.body.find(secret), std::string::npos) << secret;
}

TEST_F(LifeApi, AFeedPageVerifiesAndNamesNoFootageCaseOrCentre) {
  const std::string footage = publish('e');
  const auto platform = add_organisation(OrganisationKind::platform, "Platform");
  ASSERT_EQ(
      post(administrator, "/api/v1/feeds", boost::json::object{{"organisation", platform.text()}}).status,
      201);
  const std::string engineer = issue(platform, desk::Role::platform_engineer);
  const Reply reply = get(engineer, "/api/v1/feed?after=0&limit=10");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto page = exchange::read_feed_page(json_of(reply));
  ASSERT_TRUE(page);
  EXPECT_TRUE(exchange::check_page(*page, audit::NoteKey::parse(page->key).value()));
  EXPECT_GE(page->entries.size(), 1U);  // a canary may stand beside it
  for (const std::string& secret : {footage, centre.text(), platform.text()})
    EXPECT_EQ(reply.body.find(secret), std::string::npos) << secret;
  EXPECT_EQ(get(engineer, "/api/v1/feed?after=x").status, 400);
  EXPECT_EQ(get(engineer, "/api/v1/feed?limit=0").status, 400);
  EXPECT_EQ(get(engineer, "/api/v1/feed?limit=1001").status, 400);
  EXPECT_EQ(get(officer, "/api/v1/feed").status, 403);
  EXPECT_EQ(post(engineer, "/api/v1/feed/acknowledge", boost::json::object{{"seq", 1}}).status, 200);
}

TEST_F(LifeApi, AMonitorIsToldTheSameWhateverIsKnown) {
  const auto made = register_with_consent('e');
  (void)submit(made.footage);
  (void)post(officer, "/api/v1/footage/" + made.footage + "/share",
             boost::json::object{{"level", "all_agencies"}});
  const std::string monitor =
      issue(add_organisation(OrganisationKind::monitor, "Monitor"), desk::Role::monitor);
  const Reply told =
      post(monitor, "/api/v1/sightings/report", {{"address", kAddress}, {"fingerprints", digest('e')}});
  const Reply unknown =
      post(monitor, "/api/v1/sightings/report", {{"address", kAddress}, {"fingerprints", digest('f')}});
  EXPECT_EQ(told.status, 200);
  EXPECT_EQ(told.body, R"({"received":true})");
  EXPECT_EQ(told.body, unknown.body);
  EXPECT_NE(get(officer, "/api/v1/cases/" + made.the_case).body.find("sighting_recorded"), std::string::npos);
}

TEST_F(LifeApi, WithoutProvenanceNothingIsRegistered) {
  const std::string path = "/api/v1/cases/" + open_case(officer) + "/footage";
  const Reply refused = post(officer, path, {{"fingerprints", digest('e')}});
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.body.find("source"), std::string::npos);
}

TEST_F(LifeApi, AnotherCentreIsToldThatItIsKnownAndNeverWhose) {
  const auto made = register_with_consent('e');
  const auto match = [&] {
    return post(other_officer, "/api/v1/match",
                {{"files", boost::json::array{boost::json::object{{"fingerprints", digest('e')}}}}});
  };
  const Reply hidden = match();
  EXPECT_EQ(hidden.body, R"({"results":[{"matches":[],"elsewhere":[]}]})");
  (void)submit(made.footage);
  (void)post(officer, "/api/v1/footage/" + made.footage + "/share",
             boost::json::object{{"level", "all_agencies"}});
  const Reply told = match();
  EXPECT_NE(told.body.find(made.footage), std::string::npos) << told.body;
  EXPECT_EQ(told.body.find(made.the_case), std::string::npos);
  EXPECT_EQ(told.body.find(centre.text()), std::string::npos);
}

}  // namespace
}  // namespace jium::http
