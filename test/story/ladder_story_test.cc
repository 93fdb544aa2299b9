// An operator says no. The ladder drafts what comes next and waits for the officer's word; she confirms the
// host by hand and the rest ahead; the server is killed, and nothing is drafted or sent twice. At last the
// place is empty, and the ladder ends and says so. Told to the real program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <thread>

#include "peers/temporary_folder.h"
#include "pictures/pictures.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using namespace std::chrono_literals;
using peers::text_at;
using Json = boost::json::value;

class LadderStory : public ::testing::Test {
 protected:
  void SetUp() override {
    Setting setting;
    setting.jium = JIUM_BINARY;
    // What a killed worker had claimed is taken up soon.
    setting.lease = "9s";
    setting.look = "4s";
    setting.page = "200ms";
    JIUM_STEP(stage, Stage::set(setting));
    const auto signs = stage->name_signatory("Kim Sun-hee");
    ASSERT_TRUE(signs) << signs.fault().what;
  }
  Result<Json> ask(std::vector<std::string> words) { return stage->officer().ask(std::move(words)); }
  Result<std::string> add_operator(const std::string& name) {
    JIUM_TRY(const Json added, ask({"operator", "add", "--name", name, "--mail", name + "@party.example",
                                    "--language", "en", "--jurisdiction", "US"}));
    return text_at(added, "/id");
  }
  // Of the ladder of the sighting.
  Json ladder() {
    const auto shown = ask({"ladder", "show", sighting});
    EXPECT_TRUE(shown);
    return shown ? *shown : Json();
  }
  std::string step(const std::string& rung, const char* member = "state") {
    const Json shown = ladder();
    for (const Json& one : shown.at("steps").as_array()) {
      if (text_at(one, "/rung") == rung) return text_at(one, std::string("/") + member);
    }
    return "no such step";
  }
  std::string request_on(const std::string& rung) {
    const Json shown = ladder();
    for (const Json& one : shown.at("steps").as_array()) {
      if (text_at(one, "/rung") == rung) return text_at(one, "/requests/0");
    }
    return "";
  }
  template <class Sought>
  [[nodiscard]] static bool comes(Sought sought) {
    for (int tries = 0; tries < 300; ++tries, std::this_thread::sleep_for(100ms)) {
      if (sought()) return true;
    }
    return false;
  }
  [[nodiscard]] std::size_t letters_to(const std::string& mail) const {
    const auto letters = stage->sink().letters();
    EXPECT_TRUE(letters);
    return static_cast<std::size_t>(
        std::count_if(letters->begin(), letters->end(), [&](const auto& one) { return one.to == mail; }));
  }

  void the_operator_refuses();
  void the_host_is_asked_on_the_officers_word();
  void the_rest_is_confirmed_ahead_and_the_server_is_killed();
  void it_ends_with_the_place();

  std::unique_ptr<Stage> stage;
  std::string sighting, path = "/albums/7";
};

void LadderStory::the_operator_refuses() {
  const auto bytes = pictures::to_png(pictures::draw_scene(7, 640, 480));
  const auto picture = stage->officers_folder() / "picture.png";
  JIUM_DONE(peers::write_file(picture, text_of(bytes)));
  stage->english_site().put(path, bytes, "image/png");
  Json opened, seen, drafted;
  JIUM_STEP(opened,
            ask({"case", "open", "--pseudonym", "Maple", "--harm", "dissemination", "--consent", "removal"}));
  JIUM_DONE(ask({"register", picture.string(), "--case", text_at(opened, "/id")}));
  JIUM_STEP(seen, ask({"sight", stage->english_site().address_of(path)}));
  sighting = text_at(seen, "/sighting");
  std::string runs, hosts, names;
  JIUM_STEP(runs, add_operator("albums"));
  JIUM_STEP(hosts, add_operator("hosting"));
  JIUM_STEP(names, add_operator("registrar"));
  JIUM_DONE(ask({"site", "assign", stage->english_site().host(), "--operator", runs, "--kind", "adult_site",
                 "--host", hosts, "--registrar", names}));
  JIUM_STEP(drafted, ask({"request", "draft", sighting}));
  EXPECT_EQ(text_at(ladder(), "/plan"), "adult-site-2026");
  EXPECT_EQ(text_at(ladder(), "/next/what"), "confirm");
  const std::string request = text_at(drafted, "/id");
  JIUM_DONE(ask({"request", "confirm", request}));
  ASSERT_TRUE(comes([&] { return step("site_operator") == "running"; }));
  JIUM_DONE(ask({"request", "answer", request, "refused", "--words", "not our concern"}));
  EXPECT_EQ(step("site_operator", "ended_by"), "refused");
  EXPECT_EQ(step("host"), "drafted");
  EXPECT_EQ(step("site_owner", "skipped_for"), "no_party");
  EXPECT_EQ(step("registrar"), "waiting");
}

void LadderStory::the_host_is_asked_on_the_officers_word() {
  std::this_thread::sleep_for(1s);
  EXPECT_EQ(letters_to("hosting@party.example"), 0U) << "nothing is sent without a word";
  JIUM_DONE(ask({"request", "confirm", request_on("host")}));
  ASSERT_TRUE(comes([&] { return step("host") == "running"; }));
  EXPECT_EQ(letters_to("hosting@party.example"), 1U);
  EXPECT_FALSE(ask({"ladder", "skip", sighting, "host", "--reason", "no_party"}))
      << "that is jium's own reason";
  JIUM_DONE(ask({"ladder", "pause", sighting, "--reason", "talks", "--until", "48h"}));
  EXPECT_EQ(text_at(ladder(), "/state"), "paused");
  JIUM_DONE(ask({"ladder", "resume", sighting}));
}

void LadderStory::the_rest_is_confirmed_ahead_and_the_server_is_killed() {
  JIUM_DONE(ask({"ladder", "confirm-ahead", sighting, "--until", "30d"}));
  const std::string host = request_on("host");
  JIUM_DONE(ask({"request", "answer", host, "refused", "--words", "ask the customer"}));
  stage->server().kill();
  JIUM_DONE(stage->start_server());
  ASSERT_TRUE(comes([&] { return step("registrar") == "running"; })) << step("registrar");
  EXPECT_EQ(letters_to("registrar@party.example"), 1U);
  EXPECT_EQ(letters_to("hosting@party.example"), 1U);
  EXPECT_EQ(letters_to("albums@party.example"), 1U);
  EXPECT_EQ(step("committee"), "running") << "the committee was asked, and is not waited for";
}

void LadderStory::it_ends_with_the_place() {
  stage->english_site().remove(path);
  ASSERT_TRUE(comes([&] { return text_at(ladder(), "/state") == "ended"; })) << text_at(ladder(), "/state");
  EXPECT_EQ(text_at(ladder(), "/ended_for"), "gone");
  Json all;
  JIUM_STEP(all, ask({"ladder", "list"}));
  EXPECT_TRUE(all.at("ladders").as_array().empty());
}

TEST_F(LadderStory, ClimbsFromANoToAnEmptyPlaceAndSendsNothingWithoutAWord) {
  ASSERT_NO_FATAL_FAILURE(the_operator_refuses());
  ASSERT_NO_FATAL_FAILURE(the_host_is_asked_on_the_officers_word());
  ASSERT_NO_FATAL_FAILURE(the_rest_is_confirmed_ahead_and_the_server_is_killed());
  ASSERT_NO_FATAL_FAILURE(it_ends_with_the_place());
}

}  // namespace
}  // namespace jium::story
