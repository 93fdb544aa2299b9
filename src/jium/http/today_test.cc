// The first page of an officer's day, and what a person keeps of the console.
#include "jium/http/api_house_test.h"
#include "jium/http/today_types.h"

namespace jium::http {
namespace {

class TheDay : public ApiHouse {
 protected:
  std::map<std::string, std::int64_t> due(const std::string& secret) {
    const Reply reply = get(secret, "/api/v1/today");
    EXPECT_EQ(reply.status, 200) << reply.body;
    std::map<std::string, std::int64_t> counts;
    const auto today = json_of(reply);
    for (const auto& one : today.at("due").as_array())
      counts[text_at(one, "kind")] = one.at("count").as_int64();
    return counts;
  }
  std::string first_sighting() {
    const std::string id = open_case(officer);
    (void)post(officer, "/api/v1/cases/" + id + "/footage",
               {{"source", "officer"}, {"fingerprints", digest('a')}});
    return text_at(
        json_of(post(officer, "/api/v1/sightings", {{"address", kAddress}, {"fingerprints", digest('a')}}))
            .at("sighting"),
        "id");
  }
};

TEST_F(TheDay, BeginsEmptyAndSaysWhatADayHolds) {
  const auto today = json_of(get(officer, "/api/v1/today"));
  EXPECT_TRUE(today.at("due").as_array().empty());
  EXPECT_EQ(today.at("dose").at("revealed"), 0);
  EXPECT_EQ(today.at("dose").at("per_day"), desk.reveals.per_day);
  const auto ends = parse_instant(text_at(today.at("dose"), "day_ends_at")).value();
  EXPECT_GT(ends, clock.now());
  EXPECT_LE(ends - clock.now(), std::chrono::hours{24});
  EXPECT_NE(casework::korean_day(ends), casework::korean_day(ends - std::chrono::milliseconds{1}));
}

TEST_F(TheDay, CountsWhatWaitsUntilItIsDone) {
  const std::string sighting = first_sighting();
  EXPECT_EQ(due(officer)["sightings_to_ask_about"], 1);
  EXPECT_FALSE(due(officer).contains("footage_missing"));
  const auto runs = json_of(post(officer, "/api/v1/operators",
                                 {{"name", "Host"}, {"mail", "abuse@host.example"}, {"language", "en"}}));
  (void)post(officer, "/api/v1/sites", {{"site", "host.example"}, {"operator", text_at(runs, "id")}});
  const std::string request =
      text_at(json_of(post(officer, "/api/v1/requests", boost::json::object{{"sighting", sighting}})), "id");
  EXPECT_EQ(due(officer)["drafts_to_confirm"], 1);
  EXPECT_FALSE(due(officer).contains("sightings_to_ask_about"));
  (void)post(officer, "/api/v1/requests/" + request + "/confirm");
  EXPECT_FALSE(due(officer).contains("drafts_to_confirm"));
}

TEST_F(TheDay, CountsEveryKindThatAHouseCanHold) {
  const auto ids = furnish();
  const auto counts = due(officer);
  EXPECT_EQ(counts.at("replies_to_sort"), 1);
  EXPECT_EQ(counts.at("places_back"), 1);  // the alarm that the house was given
  EXPECT_EQ(counts.at("batches_to_confirm"), 1);
  EXPECT_GE(counts.at("footage_missing"), 1);
  // What was seen as an alarm waits no more, and each next step leads somewhere that this key may ask.
  const auto today = json_of(get(officer, "/api/v1/today"));
  for (const auto& one : today.at("due").as_array())
    EXPECT_EQ(get(officer, text_at(one, "list")).status, 200) << text_at(one, "list");
}

TEST_F(TheDay, IsOnesOwnCentresAloneAndOnesOwnRoles) {
  (void)furnish();
  EXPECT_TRUE(due(other_officer).empty());
  EXPECT_EQ(get(auditor, "/api/v1/today").status, 403);
  const auto counsellor = due(issue(centre, desk::Role::counsellor));
  EXPECT_FALSE(counsellor.contains("replies_to_sort"));  // may not list them
  EXPECT_GE(counsellor.at("footage_missing"), 1);
}

TEST_F(TheDay, CountsTheAddressesThatWereSeenInFull) {
  const std::string sighting = first_sighting();
  EXPECT_EQ(post(officer, "/api/v1/sightings/" + sighting + "/reveal", boost::json::object{{"task", "court"}})
                .status,
            200);
  EXPECT_EQ(json_of(get(officer, "/api/v1/today")).at("dose").at("revealed"), 1);
  clock.tick(std::chrono::hours{24});
  EXPECT_EQ(json_of(get(officer, "/api/v1/today")).at("dose").at("revealed"), 0);
}

TEST_F(TheDay, ShowsALetterAboutNothingInEveryLanguageAndTheGuideline) {
  for (const char* language : {"ko", "en", "ja", "zh", "ru", "es", "vi"}) {
    const Reply letter = get(officer, "/api/v1/letter-preview?language=" + std::string(language));
    EXPECT_EQ(letter.status, 200) << letter.body;
    EXPECT_NE(letter.body.find("example.org"), std::string::npos) << language;
  }
  EXPECT_EQ(get(officer, "/api/v1/letter-preview?rung=host").status, 200);
  EXPECT_EQ(get(officer, "/api/v1/letter-preview?rung=committee").status, 409);
  EXPECT_EQ(get(officer, "/api/v1/letter-preview?rule=none").status, 404);
  EXPECT_EQ(get(officer, "/api/v1/letter-preview?language=none").status, 400);
  EXPECT_GE(json_of(get(auditor, "/api/v1/guideline")).at("offences").as_array().size(), 1U);
  EXPECT_GE(json_of(get(auditor, "/api/v1/retention/rules")).at("rules").as_array().size(), 1U);
}

TEST_F(TheDay, OfAProgramHasNoViewsOfItsOwn) {
  EXPECT_TRUE(json_of(get(officer, "/api/v1/me/views")).at("views").as_array().empty());
  EXPECT_EQ(
      post(officer, "/api/v1/me/views", {{"name", "Mine"}, {"page", "requests"}, {"filter", "{}"}}).status,
      409);
  EXPECT_TRUE(json_of(get(officer, "/api/v1/me/settings")).at("language").is_null());
  const auto me = json_of(get(officer, "/api/v1/me"));
  EXPECT_TRUE(me.at("name").is_null());
  EXPECT_EQ(me.at("roles").as_array().size(), 1U);
}

}  // namespace
}  // namespace jium::http
