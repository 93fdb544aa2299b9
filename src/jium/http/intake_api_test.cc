#include <gmock/gmock.h>

#include "jium/http/api_house_test.h"

namespace jium::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class TheIntakeQueue : public ApiHouse {
 protected:
  static casework::IntakeReport told() {
    casework::IntakeReport report;
    report.harm_types = {casework::HarmType::synthetic};
    report.may_tell = {.operators = true, .committee = true};
    report.footage = {{registry::FootageKind::image,
                       {*fingerprint::Fingerprint::make(fingerprint::Algorithm::sha256, Bytes(32, 7), 100)}}};
    report.places = {Secret<std::string>("https://site.example/v/1"), Secret<std::string>("a chat room")};
    report.contact = Secret<std::string>("a friend");
    report.words = Secret<std::string>("first\nsecond");
    return report;
  }
  const std::string id = receive_report(told());
};

TEST_F(TheIntakeQueue, IsListedForTheOfficersOfItsCentre) {
  const auto list = json_of(get(officer, "/api/v1/intake"));
  const auto& one = list.at("reports").at(0);
  EXPECT_EQ(text_at(one, "id"), id);
  EXPECT_EQ(text_at(one, "state"), "waiting");
  EXPECT_EQ(one.at("files").as_int64(), 1);
  EXPECT_EQ(one.at("places").as_int64(), 2);
  EXPECT_EQ(one.at("abilities").as_array().size(), 3U);
  EXPECT_TRUE(json_of(get(other_officer, "/api/v1/intake")).at("reports").as_array().empty());
}

TEST_F(TheIntakeQueue, ShowsWhatWasToldWithItsAddressesFolded) {
  const auto reply = get(officer, "/api/v1/intake/" + id);
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, HasSubstr("first\\nsecond"));
  EXPECT_THAT(reply.body, HasSubstr("a chat room"));
  EXPECT_THAT(reply.body, HasSubstr("site.example/"));
  EXPECT_THAT(reply.body, Not(HasSubstr("/v/1")));
  EXPECT_THAT(reply.body, Not(HasSubstr("0707"))) << "no fingerprint is shown";
  EXPECT_TRUE(json_of(reply).at("may_tell").at("committee").as_bool());
}

TEST_F(TheIntakeQueue, BecomesACase) {
  const auto reply =
      post(officer, "/api/v1/intake/" + id + "/accept", boost::json::object{{"pseudonym", "Linden"}});
  ASSERT_EQ(reply.status, 201) << reply.body;
  const auto accepted = json_of(reply);
  EXPECT_EQ(text_at(accepted.at("case"), "pseudonym"), "Linden");
  EXPECT_EQ(text_at(accepted.at("footage").at(0).at("footage"), "source"), "survivor_device");
  EXPECT_EQ(accepted.at("inspections").as_array().size(), 1U);
  EXPECT_EQ(accepted.at("places_in_words").as_int64(), 1);
  EXPECT_EQ(post(officer, "/api/v1/intake/" + id + "/accept", boost::json::object()).status, 409);
}

TEST_F(TheIntakeQueue, AnswersAndCloses) {
  const auto answered =
      post(officer, "/api/v1/intake/" + id + "/messages", boost::json::object{{"words", "we are here"}});
  EXPECT_EQ(answered.status, 200);
  EXPECT_EQ(text_at(json_of(answered).at("messages").at(0), "author"), "centre");
  EXPECT_EQ(post(officer, "/api/v1/intake/" + id + "/messages", boost::json::object{{"words", " "}}).status,
            400);
  const auto closed = post(officer, "/api/v1/intake/" + id + "/close", boost::json::object());
  EXPECT_EQ(text_at(json_of(closed), "state"), "closed");
  EXPECT_THAT(get(officer, "/api/v1/intake/" + id).body, Not(HasSubstr("first")));
  EXPECT_EQ(post(officer, "/api/v1/intake/" + id + "/close", boost::json::object()).status, 409);
}

}  // namespace
}  // namespace jium::http
