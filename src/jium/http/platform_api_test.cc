// Forms, tasks and the inbox of platforms over the API: who is told what, and what stands in no answer.
#include <gmock/gmock.h>

#include "jium/http/api_house_test.h"
#include "jium/store/audit_log.h"

namespace jium::http {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;

class PlatformApi : public ApiHouse {
 protected:
  registry::OrganisationId platform = add_organisation(registry::OrganisationKind::platform, "Platform P");
  std::string engineer = issue(platform, desk::Role::platform_engineer);
  std::string rival = issue(add_organisation(registry::OrganisationKind::platform, "Platform Q"),
                            desk::Role::platform_engineer);
  std::map<std::string, std::string> ids;

  // An operator that is linked, and a draft to it.
  void SetUp() override {
    ids["case"] = open_case(officer);
    (void)post(officer, "/api/v1/cases/" + ids["case"] + "/footage",
               {{"source", "officer"}, {"fingerprints", digest('a')}});
    ids["sighting"] = text_at(
        json_of(post(officer, "/api/v1/sightings", {{"address", kAddress}, {"fingerprints", digest('a')}}))
            .at("sighting"),
        "id");
    ids["operator"] =
        text_at(json_of(post(officer, "/api/v1/operators",
                             {{"name", "Host"}, {"mail", "abuse@host.example"}, {"language", "en"}})),
                "id");
    (void)post(officer, "/api/v1/sites", {{"site", "host.example"}, {"operator", ids["operator"]}});
  }
  void link() {
    const auto named = json_of(post(officer, "/api/v1/platform-links",
                                    {{"operator", ids["operator"]}, {"platform", platform.text()}}));
    ids["link"] = text_at(named, "id");
    ASSERT_TRUE(post(engineer, "/api/v1/platform-links/" + ids["link"] + "/accept").good());
  }
  void ask_for_removal() {
    ids["request"] = text_at(
        json_of(post(officer, "/api/v1/requests", json::object{{"sighting", ids["sighting"]}})), "id");
    ASSERT_TRUE(post(officer, "/api/v1/requests/" + ids["request"] + "/confirm").good());
  }
  json::value shown() { return json_of(get(officer, "/api/v1/requests/" + ids["request"])).at("request"); }
  Reply answer(const std::string& how, const json::value& body = json::object()) {
    return post(engineer, "/api/v1/platform/requests/" + ids["request"] + how, body);
  }
};

TEST_F(PlatformApi, ARequestIsFetchedAnsweredAndAskedAbout) {
  link();
  ask_for_removal();
  EXPECT_EQ(text_at(shown(), "channel"), "inbox");
  EXPECT_EQ(text_at(shown(), "state"), "confirmed");
  const auto page = json_of(get(engineer, "/api/v1/platform/requests"));
  ASSERT_EQ(page.at("requests").as_array().size(), 1U);
  EXPECT_EQ(text_at(page.at("requests").at(0), "address"), kAddress);
  EXPECT_EQ(text_at(shown(), "state"), "sent");
  EXPECT_TRUE(answer("/acknowledge").good());
  EXPECT_TRUE(answer("/ask", {{"words", "which of the two?"}}).good());
  const auto tasks = json_of(get(officer, "/api/v1/tasks")).at("tasks").as_array();
  ASSERT_EQ(tasks.size(), 1U);
  EXPECT_EQ(text_at(tasks[0], "kind"), "answer_question");
  EXPECT_TRUE(post(officer, "/api/v1/tasks/" + text_at(tasks[0], "id") + "/finish",
                   {{"end", "done"}, {"words", "the first"}})
                  .good());
  const auto again =
      json_of(get(engineer, "/api/v1/platform/requests?after=" + text_at(page, "next"))).at("requests");
  EXPECT_EQ(text_at(again.at(0).at("questions").at(0), "answer"), "the first");
  EXPECT_TRUE(answer("/answer", {{"outcome", "removed"}}).good());
  EXPECT_EQ(text_at(shown(), "state"), "removed");
  EXPECT_EQ(answer("/answer", {{"outcome", "refused"}, {"reason", "other"}}).status, 409);
}

TEST_F(PlatformApi, NoAnswerToAPlatformHoldsAnythingOfTheCaseOrOfOtherPlaces) {
  link();
  ask_for_removal();
  const auto other =
      json_of(post(officer, "/api/v1/sightings",
                   {{"address", "https://elsewhere.example/secret"}, {"fingerprints", digest('a')}}));
  const std::string said = get(engineer, "/api/v1/platform/requests").body + answer("/acknowledge").body +
                           answer("/ask", {{"words", "which?"}}).body +
                           get(engineer, "/api/v1/platform-links").body + answer("/answer").body +
                           get(engineer, "/api/v1/me").body;
  for (const std::string& hidden :
       {ids["case"], ids["sighting"], ids["operator"], std::string("Minji"), std::string("synthetic"),
        std::string("elsewhere.example"), text_at(other.at("sighting"), "footage"), std::string(64, 'a')}) {
    EXPECT_THAT(said, Not(HasSubstr(hidden)));
  }
  EXPECT_THAT(said, HasSubstr("Centre A"));
}

TEST_F(PlatformApi, AnotherPlatformIsToldThatThereIsNothing) {
  link();
  ask_for_removal();
  EXPECT_THAT(get(rival, "/api/v1/platform/requests").body, Not(HasSubstr("R-")));
  EXPECT_EQ(text_at(shown(), "state"), "confirmed");
  (void)get(engineer, "/api/v1/platform/requests");
  const auto absent = removal::RequestId::random().text();
  for (const auto& [how, body] : std::map<std::string, json::object>{
           {"/acknowledge", {}}, {"/ask", {{"words", "?"}}}, {"/answer", {{"outcome", "removed"}}}}) {
    const Reply foreign = post(rival, "/api/v1/platform/requests/" + ids["request"] + how, body);
    EXPECT_EQ(foreign.status, 404) << how;
    EXPECT_EQ(foreign.body, post(rival, "/api/v1/platform/requests/" + absent + how, body).body);
  }
  EXPECT_EQ(post(rival, "/api/v1/platform-links/" + ids["link"] + "/end").status, 404);
  EXPECT_THAT(get(rival, "/api/v1/platform-links").body, Not(HasSubstr("Centre A")));
}

TEST_F(PlatformApi, AFetchIsLoggedAsAddressesThatLeftTheHouse) {
  link();
  ask_for_removal();
  (void)get(engineer, "/api/v1/platform/requests");
  bool is_logged = false;
  const auto read = store->read([&](store::Transaction& tx) {
    return store::each_log_entry(tx, 0, [&](const store::LogEntry& entry) -> Result<bool> {
      const bool of_platform = entry.organisation == platform;
      is_logged |= of_platform && entry.record && entry.record->find("requests_served") != std::string::npos;
      return true;
    });
  });
  EXPECT_TRUE(read);
  EXPECT_TRUE(is_logged);
}

TEST_F(PlatformApi, AnAnswerThatIsRepeatedIsGivenOnce) {
  link();
  ask_for_removal();
  (void)get(engineer, "/api/v1/platform/requests");
  const std::string path = "/api/v1/platform/requests/" + ids["request"] + "/ask";
  const Reply first = post(engineer, path, {{"words", "which?"}}, "one-key");
  const Reply second = post(engineer, path, {{"words", "which?"}}, "one-key");
  EXPECT_EQ(first.body, second.body);
  EXPECT_EQ(json_of(get(officer, "/api/v1/tasks")).at("tasks").as_array().size(), 1U);
}

TEST_F(PlatformApi, ARecipeIsKeptRehearsedAndConfirmedByAnotherRole) {
  const auto kept = json_of(
      post(officer, "/api/v1/form-recipes", {{"operator", ids["operator"]}, {"lines", recipe_lines()}}));
  const std::string path = "/api/v1/form-recipes/" + text_at(kept, "id");
  ids["request"] =
      text_at(json_of(post(officer, "/api/v1/requests", json::object{{"sighting", ids["sighting"]}})), "id");
  const std::string administrator_key = issue(centre, desk::Role::centre_administrator);
  EXPECT_EQ(post(administrator_key, path + "/confirm").status, 409);
  EXPECT_EQ(post(issue(centre, desk::Role::deletion_officer, false), path + "/rehearse",
                 json::object{{"request", ids["request"]}})
                .status,
            403)
      << "a key that may not reveal";
  const auto rehearsed =
      json_of(post(officer, path + "/rehearse", json::object{{"request", ids["request"]}}));
  EXPECT_EQ(text_at(rehearsed.at("fields").at(0), "value"), kAddress);
  EXPECT_EQ(post(officer, path + "/confirm").status, 409);
  EXPECT_TRUE(post(administrator_key, path + "/confirm").good());
  EXPECT_EQ(
      post(officer, "/api/v1/form-recipes", {{"operator", ids["operator"]}, {"lines", json::array{"id = 1"}}})
          .status,
      400);
}

}  // namespace
}  // namespace jium::http
