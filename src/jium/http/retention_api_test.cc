#include "jium/casework/retention.h"
#include "jium/http/api_house_test.h"

namespace jium::http {
namespace {

class ACasesRest : public ApiHouse {
 protected:
  std::string of_case(const std::string& verb) { return "/api/v1/cases/" + the_case + verb; }
  boost::json::value turn(const std::string& verb, const boost::json::value& body = boost::json::object()) {
    return json_of(post(officer, of_case(verb), body));
  }

  std::string the_case = open_case(officer);
};

TEST_F(ACasesRest, ConsentIsWithdrawnAndGivenAnewByPurpose) {
  const boost::json::object removal{{"purpose", "removal"}};
  EXPECT_EQ(turn("/withdraw-consent", removal).at("consent").at("removal"), false);
  EXPECT_EQ(turn("/consent", removal).at("consent").at("removal"), true);
  EXPECT_EQ(post(officer, of_case("/consent"), boost::json::object{{"purpose", "everything"}}).status, 400);
  const auto history = json_of(get(officer, of_case(""))).at("history").as_array();
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(text_at(history.at(1), "event"), "consent_withdrawn");
  EXPECT_EQ(text_at(history.at(1), "note"), "removal");
}

TEST_F(ACasesRest, IsClosedReopenedLaidToRestAndWoken) {
  const auto closed = turn("/close");
  EXPECT_EQ(text_at(closed, "state"), "closed");
  EXPECT_EQ(text_at(closed, "closed_at"), to_text(clock.now()));
  EXPECT_EQ(post(officer, of_case("/close")).status, 409);
  EXPECT_EQ(text_at(turn("/reopen"), "state"), "active");
  EXPECT_EQ(text_at(turn("/rest"), "state"), "resting");
  EXPECT_EQ(text_at(turn("/wake"), "state"), "active");
}

TEST_F(ACasesRest, IsForgottenAtItsSurvivorsWordAndThenMissing) {
  EXPECT_EQ(post(officer, of_case("/forget"), boost::json::object{{"survivor_asks", false}}).status, 400);
  const auto done = turn("/forget", boost::json::object{{"survivor_asks", true}});
  EXPECT_EQ(text_at(done, "state"), "done");
  EXPECT_EQ(text_at(done, "reason"), "survivor_asked");
  EXPECT_EQ(text_at(done, "case"), the_case);
  EXPECT_EQ(text_at(done.at("asked"), "role"), "deletion_officer");
  EXPECT_EQ(get(officer, of_case("")).status, 404);
  EXPECT_EQ(json_of(get(officer, "/api/v1/cases")).at("cases").as_array().size(), 0U);
  const auto listed = json_of(get(auditor, "/api/v1/erasures")).at("erasures").as_array();
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(text_at(listed.at(0), "id"), text_at(done, "id"));
  EXPECT_TRUE(json_of(get(issue(other_centre, desk::Role::auditor), "/api/v1/erasures"))
                  .at("erasures")
                  .as_array()
                  .empty())
      << "another centre's are its own";
}

TEST_F(ACasesRest, AnAnswerGivenBeforeIsNotGivenAgainAfterAnErasureNorDoneTwice) {
  (void)open_case(officer);
  const Reply first = post(officer, "/api/v1/cases", case_body(), "once");
  ASSERT_EQ(first.status, 201);
  (void)turn("/forget", boost::json::object{{"survivor_asks", true}});
  const Reply again = post(officer, "/api/v1/cases", case_body(), "once");
  EXPECT_EQ(again.status, 422);
  EXPECT_EQ(again.body.find("Minji"), std::string::npos);
  EXPECT_EQ(json_of(get(officer, "/api/v1/cases")).at("cases").as_array().size(), 2U);
}

TEST_F(ACasesRest, AHoldTakesTwoAndItsOrderIsShownToNeither) {
  const std::string second = issue(centre, desk::Role::counsellor);
  const boost::json::object order{{"order", "2026-4711"}};
  EXPECT_EQ(text_at(turn("/hold", order), "state"), "asked");
  EXPECT_EQ(post(officer, of_case("/hold"), order).status, 409);
  EXPECT_EQ(post(issue(centre, desk::Role::deletion_officer), of_case("/hold"), order).status, 409)
      << "another key of the same role";
  const Reply placed = post(second, of_case("/hold"), order);
  EXPECT_EQ(text_at(json_of(placed), "state"), "placed");
  EXPECT_EQ(placed.body.find("4711"), std::string::npos);
  const Reply kept = get(officer, of_case("/retention"));
  EXPECT_EQ(boost::json::serialize(json_of(kept).at("hindrances")), R"(["hold"])");
  EXPECT_EQ(kept.body.find("4711"), std::string::npos);
  EXPECT_EQ(text_at(turn("/forget", boost::json::object{{"survivor_asks", true}}), "state"), "waiting");
  const auto due = json_of(get(auditor, "/api/v1/retention/due")).at("due").as_array();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(text_at(due.at(0), "due_for"), "decision");
  EXPECT_EQ(text_at(turn("/release-hold", order), "state"), "release_asked");
  EXPECT_EQ(text_at(json_of(post(second, of_case("/release-hold"), order)), "state"), "lifted");
}

TEST_F(ACasesRest, SaysUntilWhenItIsKeptAndByWhichRule) {
  (void)turn("/close");
  const auto kept = json_of(get(officer, of_case("/retention")));
  EXPECT_EQ(boost::json::serialize(kept.at("rules")), R"(["kr-other"])");
  EXPECT_EQ(text_at(kept, "until"), to_text(casework::years_after(clock.now(), 5)));
  EXPECT_EQ(kept.at("over"), false);
}

}  // namespace
}  // namespace jium::http
