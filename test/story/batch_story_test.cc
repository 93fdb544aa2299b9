// An officer asks two operators about many places in one act. She reads what would go out, confirms, thinks
// better of it, takes it all back, and confirms again: one letter an operator and case leaves, and each item
// has its clock.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "peers/api_client.h"
#include "story/stage.h"

namespace jium::story {
namespace {

using peers::list_at;
using peers::text_at;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = boost::json::value;

constexpr Duration kPatience = std::chrono::minutes{1};

class BatchStory : public testing::Test {
 protected:
  void SetUp() override {
    Setting setting;
    setting.jium = JIUM_BINARY;
    setting.patrol = "1h";
    auto stage = Stage::set(setting);
    ASSERT_TRUE(stage) << stage.fault().what;
    stage_ = *std::move(stage);
    api_ = std::make_unique<peers::ApiClient>(stage_->officers_server().url(), stage_->officers_key());
  }

  Json ask(const std::vector<std::string>& words) {
    auto said = stage_->officer().ask(words);
    EXPECT_TRUE(said) << words[0] << " " << words[1] << ": " << (said ? "" : said.fault().what);
    return said.value_or(Json());
  }
  Json post(const std::string& path, const Json& body) {
    auto answer = api_->post(path, body, "story-" + std::to_string(++calls_));
    EXPECT_TRUE(answer && answer->status < 300)
        << path << (answer ? boost::json::serialize(answer->body) : "");
    return answer ? answer->body : Json();
  }
  // A case with footage that was seen at `count` places of a site; by fingerprints alone.
  std::string open_case_seen_at(peers::LyingSite& site, const std::string& pseudonym, char digit, int count) {
    const std::string id =
        text_at(ask({"case", "open", "--pseudonym", pseudonym, "--age-band", "twenties", "--harm",
                     "dissemination", "--requester", "victim", "--consent", "removal"}),
                "/id");
    const Json digest = boost::json::array{{{"algorithm", "sha256"}, {"value", std::string(64, digit)}}};
    post("/cases/" + id + "/footage", {{"source", "officer"}, {"fingerprints", digest}});
    for (int i = 0; i < count; ++i) {
      post("/sightings", {{"address", site.address_of("/" + pseudonym.substr(0, 3) + std::to_string(i))},
                          {"fingerprints", digest}});
    }
    return id;
  }
  void name_operator(peers::LyingSite& site, const std::string& name, const std::string& mail,
                     const std::string& language, const std::string& jurisdiction) {
    const std::string id = text_at(ask({"operator", "add", "--name", name, "--mail", mail, "--language",
                                        language, "--jurisdiction", jurisdiction}),
                                   "/id");
    ask({"site", "assign", site.host(), "--operator", id});
  }
  // Looks now and then until it is so.
  template <class Condition>
  bool becomes(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > end) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return true;
  }
  std::vector<std::string> states() {
    std::vector<std::string> found;
    const Json listed = ask({"request", "list"});
    for (const Json& one : list_at(listed, "/requests")) found.push_back(text_at(one, "/state"));
    return found;
  }

  std::unique_ptr<Stage> stage_;
  std::unique_ptr<peers::ApiClient> api_;
  int calls_ = 0;
};

TEST_F(BatchStory, ManyPlacesAreAskedAboutInOneActThatCanBeTakenBack) {
  open_case_seen_at(stage_->korean_site(), "Wren-77", 'a', 5);
  open_case_seen_at(stage_->english_site(), "Owl-31", 'b', 3);
  name_operator(stage_->korean_site(), "Example Boards", "desk@boards.example", "ko", "KR");
  name_operator(stage_->english_site(), "Example Albums", "desk@albums.example", "vi", "US");
  ASSERT_TRUE(stage_->name_signatory("Kim Sun-hee"));

  const Json prepared = ask({"batch", "prepare", "--due"});
  const std::string batch = text_at(prepared, "/batch/id");
  ASSERT_EQ(list_at(prepared, "/groups").size(), 2U);
  EXPECT_EQ(peers::number_at(prepared, "/requests"), 8);
  EXPECT_TRUE(list_at(prepared, "/left_out").empty());

  // She reads: nothing to visit, and that no native reader has seen the Vietnamese words.
  const Json preview = ask({"batch", "show", batch, "--letters"});
  for (const Json& letter : list_at(preview, "/letters")) {
    EXPECT_THAT(text_at(letter, "/body"), Not(HasSubstr("http://")));
    EXPECT_EQ(peers::flag_at(letter, "/needs_native_reader"),
              text_at(letter, "/to") == "desk@albums.example");
  }

  ask({"batch", "confirm", batch, "--undo-seconds", "600"});
  EXPECT_TRUE(becomes([&] { return peers::number_at(ask({"batch", "show", batch}), "/letters") == 2; }));
  EXPECT_TRUE(stage_->sink().letters()->empty()) << "the time to undo has not ended";
  EXPECT_EQ(text_at(ask({"batch", "undo", batch}), "/state"), "undone");
  EXPECT_THAT(states(), testing::Each("drafted"));

  const std::string again = text_at(ask({"batch", "prepare", "--due"}), "/batch/id");
  ask({"batch", "confirm", again, "--undo-seconds", "1"});
  EXPECT_TRUE(becomes([&] { return stage_->sink().letters()->size() >= 2; }));
  EXPECT_TRUE(becomes([&] {
    const auto all = states();
    return std::count(all.begin(), all.end(), "sent") == 8;
  }));
  const auto letters = *stage_->sink().letters();
  ASSERT_EQ(letters.size(), 2U) << "one letter an operator, and none twice";
  for (const auto& letter : letters) {
    EXPECT_THAT(letter.body, HasSubstr("http://"));
    EXPECT_THAT(letter.body, Not(HasSubstr("Wren-77")));
    EXPECT_THAT(letter.body, Not(HasSubstr("Owl-31")));
  }
  const auto too_late = stage_->officer().type({"batch", "undo", again});
  ASSERT_TRUE(too_late);
  EXPECT_NE(too_late->exit_code, 0);
  EXPECT_THAT(too_late->errors, HasSubstr("begun to leave"));

  for (const char* secret : {"Wren-77", "Owl-31", "desk@boards.example", "boards"})
    EXPECT_THAT(stage_->log_text(), Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace jium::story
