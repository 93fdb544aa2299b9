// Somebody is afraid. She finds the centre's page on a telephone whose browser runs no script, says what she
// can, and gets a number that looks like a telephone number. An officer takes it up; the place is looked at,
// the operator is asked, and she sees it in plain words. She writes, reads the answer, and in the end takes
// everything back. Another who changes her mind before anybody has read it leaves no trace at all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "peers/page_visitor.h"
#include "pictures/pictures.h"
#include "story/canaries.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::list_at;
using peers::text_at;
using peers::VisitedPage;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = boost::json::value;
using Fields = peers::PageVisitor::Fields;

constexpr std::uint32_t kPicture = 61;
const std::string kWords = "It was somebody whom I trusted, grey-heron-7731";
const std::string kContact = "neighbour at quiet-otter-5520";

class IntakeStory : public ::testing::Test {
 protected:
  void SetUp() override {
    Setting setting;
    setting.jium = JIUM_BINARY;
    setting.intake = "127.0.0.1:0";
    JIUM_STEP(stage, Stage::set(setting));
    visitor.emplace(stage->server().intake(), "en");
  }
  VisitedPage send(const Fields& fields) {
    auto page = visitor->send(fields);
    EXPECT_TRUE(page) << "no answer";
    return page ? *std::move(page) : VisitedPage{};
  }
  VisitedPage come_back(const std::string& number) { return send({{"step", "find"}, {"receipt", number}}); }
  static std::string session_of(const VisitedPage& page) {
    return page.between("name=\"session\" value=\"", "\"");
  }
  // As the page's script would make it of the file; she has it from a friend's telephone.
  std::string prints_of(const std::vector<std::uint8_t>& file) {
    const auto path = stage->officers_folder() / "hers.jpg";
    EXPECT_TRUE(peers::write_file(path, text_of(file)));
    auto answer = stage->officer().ask({"hash", path.string()});
    EXPECT_TRUE(answer) << answer.fault().what;
    boost::json::array prints;
    for (const Json& one : list_at(*answer, "/files/0/fingerprints")) {
      const std::string algorithm = text_at(one, "/algorithm");
      if (algorithm == "pdq" || algorithm == "sha256" || algorithm == "md5") prints.push_back(one);
    }
    EXPECT_GE(prints.size(), 2U);
    return boost::json::serialize(
        boost::json::array{boost::json::object{{"kind", "image"}, {"fingerprints", std::move(prints)}}});
  }
  Json only_report() const {
    auto answer = stage->officer().ask({"intake", "list"});
    EXPECT_TRUE(answer) << answer.fault().what;
    EXPECT_EQ(list_at(*answer, "/reports").size(), 1U);
    return list_at(*answer, "/reports").at(0);
  }
  // Until her page says it, as the work in the background comes to it.
  VisitedPage wait_for(const std::string& number, const std::string& words) {
    VisitedPage page;
    for (int i = 0; i < 60; ++i) {
      page = come_back(number);
      if (page.body.find(words) != std::string::npos) return page;
      std::this_thread::sleep_for(std::chrono::milliseconds{500});
    }
    ADD_FAILURE() << "her page never said: " << words << "\n" << page.body;
    return page;
  }

  // An officer reads it, answers, and takes it up: the_case.
  void take_up(const std::string& report) {
    Json answer;
    JIUM_STEP(answer, stage->officer().ask({"intake", "show", report}));
    EXPECT_EQ(text_at(answer, "/words"), kWords);
    JIUM_STEP(answer,
              stage->officer().ask({"intake", "answer", report, "We have read it and we begin today."}));
    JIUM_STEP(answer, stage->officer().ask({"intake", "accept", report, "--pseudonym", "Linden"}));
    EXPECT_EQ(list_at(answer, "/footage").size(), 1U);
    EXPECT_EQ(text_at(list_at(answer, "/footage").at(0), "/footage/source"), "survivor_device");
    the_case = text_at(answer, "/case/id");
  }
  // The officer asks the operator of the case's one place.
  void ask_for_removal() {
    Json answer;
    JIUM_STEP(answer, stage->officer().ask({"case", "show", the_case}));
    const std::string sighting = text_at(list_at(answer, "/sightings").at(0), "/id");
    JIUM_STEP(answer,
              stage->officer().ask({"operator", "add", "--name", "Photo board", "--mail",
                                    "abuse@board.example", "--language", "ko", "--jurisdiction", "KR"}));
    JIUM_STEP(answer, stage->officer().ask({"site", "assign", stage->korean_site().host(), "--operator",
                                            text_at(answer, "/id")}));
    JIUM_STEP(answer, stage->officer().ask({"request", "draft", sighting}));
    JIUM_STEP(answer, stage->officer().ask({"request", "confirm", text_at(answer, "/id")}));
  }

  void stop_well() {
    int exit_code = -1;
    JIUM_STEP(exit_code, stage->server().stop());
    EXPECT_EQ(exit_code, 0);
  }

  std::unique_ptr<Stage> stage;
  std::optional<peers::PageVisitor> visitor;
  std::string the_case;
};

TEST_F(IntakeStory, FromTheFirstWordToTakingItBack) {
  const auto file = pictures::to_jpeg(pictures::draw_scene(kPicture), 85);
  stage->korean_site().put("/v/1", file, "image/jpeg");
  const std::string place = stage->korean_site().address_of("/v/1");

  // The page is there in her language, and keeps nothing.
  VisitedPage page;
  JIUM_STEP(page, visitor->get("/"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("What happened is not your fault."));
  EXPECT_THAT(page.headers, Not(HasSubstr("Set-Cookie")));
  EXPECT_THAT(page.headers, HasSubstr("Cache-Control: no-store"));

  // A resident number is taken from nobody, and nothing that she typed is lost.
  page = send({{"step", "report"}, {"words", kWords + " 900101-1234567"}});
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr(kWords));

  page = send({{"step", "report"},
               {"harm", "dissemination"},
               {"age", "teens"},
               {"tell", "operators"},
               {"prints", prints_of(file)},
               {"places", place + "\nsome chat room"},
               {"contact", kContact},
               {"words", kWords}});
  ASSERT_EQ(page.status, 200) << page.body;
  const std::string number = page.between("<output id=\"receipt\">", "</output>");
  EXPECT_THAT(number, testing::MatchesRegex("070-[0-9]{4}-[0-9]{4},[0-9]{4}-[0-9]{4}"));
  EXPECT_THAT(come_back(number).body, HasSubstr("Nobody has taken it up yet"));

  take_up(text_at(only_report(), "/id"));

  // The place is looked at, and its operator is asked.
  page = wait_for(number, "found there");
  EXPECT_THAT(page.body, HasSubstr("We have read it and we begin today."));
  EXPECT_THAT(page.body, Not(HasSubstr("127.0.0"))) << "which place it is, only when she asks";
  ask_for_removal();
  wait_for(number, "asked to remove it");

  // It is taken off, and her page says so.
  stage->korean_site().remove("/v/1");
  page = wait_for(number, "removed; we keep looking");

  // She writes, and the officer sees that there is something to read.
  page = send({{"step", "message"}, {"session", session_of(page)}, {"words", "Thank you."}});
  EXPECT_THAT(page.body, HasSubstr("Your message has been sent."));
  EXPECT_EQ(peers::number_at(only_report(), "/unread"), 1);

  // In two clicks all of it is taken back.
  page = send({{"step", "withdraw"}, {"session", session_of(page)}});
  page = send({{"step", "withdraw_now"}, {"session", session_of(page)}});
  EXPECT_EQ(page.status, 200);
  Json answer;
  JIUM_STEP(answer, stage->officer().ask({"case", "show", the_case}));
  EXPECT_FALSE(peers::flag_at(answer, "/case/consent/removal"));
  EXPECT_EQ(text_at(list_at(answer, "/footage").at(0), "/state"), "withdrawn");
  EXPECT_THAT(come_back(number).body, HasSubstr("You have taken it back"));
  stop_well();
}

TEST_F(IntakeStory, NothingIsLeftOfWhatWasTakenBackBeforeAnybodyReadIt) {
  auto page = send({{"step", "report"},
                    {"contact", kContact},
                    {"words", kWords},
                    {"places", "https://site.example/taupe-finch-9041"}});
  const std::string number = page.between("<output id=\"receipt\">", "</output>");
  Canaries canaries;
  canaries.plant_text("words", "grey-heron-7731");
  canaries.plant_text("contact", "quiet-otter-5520");
  canaries.plant_text("place", "taupe-finch-9041");
  canaries.plant_text("receipt", number);
  const auto look = [&] {
    auto found = canaries.search(stage->data());
    EXPECT_TRUE(found);
    EXPECT_GT(found->bytes, 0U);
    EXPECT_THAT(found->found, testing::IsEmpty()) << "sealed, or not there at all";
    EXPECT_THAT(canaries.find_in(stage->log_text()), testing::IsEmpty());
  };
  look();
  page = come_back(number);
  page = send({{"step", "withdraw"}, {"session", session_of(page)}});
  page = send({{"step", "withdraw_now"}, {"session", session_of(page)}});
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(come_back(number).status, 404);
  Json answer;
  JIUM_STEP(answer, stage->officer().ask({"intake", "list"}));
  EXPECT_TRUE(list_at(answer, "/reports").empty());
  look();
  // The other door knows nothing of the intake, nor this one of the API.
  const peers::PageVisitor elsewhere(stage->server().url(), "en");
  JIUM_STEP(page, elsewhere.get("/leave"));
  EXPECT_EQ(page.status, 404);
  JIUM_STEP(page, visitor->get("/api/v1/health"));
  EXPECT_EQ(page.status, 404);
  JIUM_STEP(page, visitor->get("/leave"));
  EXPECT_EQ(page.status, 303);
  EXPECT_THAT(page.headers, HasSubstr("Clear-Site-Data: \"*\""));
  EXPECT_THAT(page.headers, HasSubstr("Location: https://"));
}

}  // namespace
}  // namespace jium::story
