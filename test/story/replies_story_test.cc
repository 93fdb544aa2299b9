// Answers come in by mail. What is plain is noted; what is not waits for the officer, who reads it and says
// what it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "peers/api_client.h"
#include "story/main_path.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::list_at;
using peers::text_at;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = boost::json::value;

class Quiet final : public Teller {
 public:
  void begin_step(std::string_view) override {}
  void say(std::string_view) override {}
  void show(std::string_view, std::string_view) override {}
};

class RepliesStory : public ::testing::Test {
 protected:
  void SetUp() override {
    Setting setting;
    setting.jium = JIUM_BINARY;
    setting.patrol = "1h";
    JIUM_STEP(stage, Stage::set(setting));
    Quiet quiet;
    MainPath path(*stage, quiet, cast);
    ASSERT_TRUE(path.register_picture());
    ASSERT_TRUE(path.recognise_copies());
    const auto asked = path.ask_for_removal();
    ASSERT_TRUE(asked) << asked.fault().what;
    korean = (*asked)[0].request;
    english = (*asked)[1].request;
  }
  // The centre's mail gateway hands over what came in; the reply's id.
  std::string deliver(const std::string& from, const std::string& request, const std::string& text) {
    const std::string id = std::to_string(++delivered) + "@boards.example";
    peers::ApiClient gateway(stage->officers_server().url(), stage->officers_key());
    const auto answer = gateway.post("/replies",
                                     {{"message_id", id},
                                      {"from", from},
                                      {"subject", "Re: [" + request + "] letter"},
                                      {"lines", boost::json::array{text, "> quoted: has been removed"}}},
                                     "reply-" + id);
    EXPECT_TRUE(answer && answer->status == 201) << (answer ? boost::json::serialize(answer->body) : "");
    return answer ? text_at(answer->body, "/id") : std::string();
  }
  std::string state_of(const std::string& request) {
    const auto shown = stage->officer().ask({"request", "show", request});
    return shown ? text_at(*shown, "/request/state") : std::string("?");
  }
  std::size_t waiting() {
    const auto listed = stage->officer().ask({"replies", "list"});
    return listed ? list_at(*listed, "/replies").size() : std::size_t{99};
  }

  const Cast cast{.picture = 90417,
                  .pseudonym = "Heron-5521",
                  .korean_operator = "Example Boards",
                  .korean_mail = "desk@boards.example",
                  .english_operator = "Example Albums",
                  .english_mail = "desk@albums.example",
                  .path_prefix = "/replies-90417/",
                  .operators_words = "gone"};
  std::unique_ptr<Stage> stage;
  std::string korean, english;  // the requests
  int delivered = 0;
};

TEST_F(RepliesStory, WhatIsPlainIsNotedAndWhatIsNotWaitsForAPerson) {
  deliver("desk@boards.example", korean, "신고가 접수되었습니다.");
  EXPECT_EQ(state_of(korean), "acknowledged");
  EXPECT_EQ(waiting(), 0U);

  const std::string forged = deliver("desk@elsewhere.example", english, "The content has been removed.");
  EXPECT_EQ(state_of(english), "sent") << "somebody else's word";
  const std::string refusal = deliver("desk@albums.example", english, "It does not violate our terms.");
  EXPECT_EQ(state_of(english), "sent") << "a no is for a person to read";
  EXPECT_EQ(waiting(), 2U);

  // A server that dies has lost nothing of it.
  stage->server().kill();
  ASSERT_TRUE(stage->start_server());
  EXPECT_EQ(waiting(), 2U);

  const auto shown = stage->officer().ask({"replies", "show", refusal});
  ASSERT_TRUE(shown) << shown.fault().what;
  EXPECT_THAT(text_at(*shown, "/text"), HasSubstr("does not violate"));
  ASSERT_TRUE(stage->officer().ask({"replies", "sort", refusal, "refusal"}));
  EXPECT_EQ(state_of(english), "refused");
  ASSERT_TRUE(stage->officer().ask({"replies", "sort", forged, "unclear"}));
  EXPECT_EQ(waiting(), 0U);

  for (const char* secret : {"does not violate", "desk@albums.example", "Heron-5521"})
    EXPECT_THAT(stage->log_text(), Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace jium::story
