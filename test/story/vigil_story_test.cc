// Somebody is afraid that something spreads, and nobody has seen it. The officer keeps a vigil; what reaches
// the centre is compared; a calm statement says so, in Korean. The person does not want to hear of it for a
// while. Then a copy is reported, and there is nothing calm to be said any more: an alarm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pictures/pictures.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::list_at;
using peers::text_at;
using ::testing::HasSubstr;
using Json = boost::json::value;

constexpr std::uint32_t kPicture = 52;

class VigilStory : public ::testing::Test {
 protected:
  void SetUp() override {
    Setting setting;
    setting.jium = JIUM_BINARY;
    JIUM_STEP(stage, Stage::set(setting));
  }
  Json look_at(const std::string& path, std::uint32_t picture) {
    stage->korean_site().put(path, pictures::to_jpeg(pictures::draw_scene(picture), 70), "image/jpeg");
    // Whatever it says: a look in vain says no.
    auto answer = stage->officer().type({"sight", stage->korean_site().address_of(path), "--json"});
    EXPECT_TRUE(answer) << answer.fault().what;
    return answer ? std::move(answer->json) : Json();
  }
  std::unique_ptr<Stage> stage;
};

TEST_F(VigilStory, FromFearToACalmWordToAnAlarm) {
  Json answer;
  JIUM_STEP(answer, stage->officer().ask({"case", "open", "--pseudonym", "Willow", "--age-band", "teens",
                                          "--harm", "fear_of_dissemination", "--consent", "removal"}));
  const std::string the_case = text_at(answer, "/id");
  EXPECT_FALSE(stage->officer().ask({"vigil", "open", "--case", the_case})) << "nothing to compare yet";
  const auto path = stage->officers_folder() / "picture.jpg";
  ASSERT_TRUE(peers::write_file(path, text_of(pictures::to_jpeg(pictures::draw_scene(kPicture)))));
  JIUM_STEP(answer, stage->officer().ask({"register", path.string(), "--case", the_case}));
  JIUM_STEP(answer,
            stage->officer().ask({"vigil", "open", "--case", the_case, "--every", "30", "--lang", "ko"}));
  const std::string vigil = text_at(answer, "/id");
  EXPECT_EQ(text_at(answer, "/state"), "open");
  EXPECT_NE(text_at(answer, "/due_at"), "");

  // Other people's matters go on, and are compared with hers.
  for (std::uint32_t i = 0; i < 3; ++i)
    EXPECT_EQ(text_at(look_at("/p/" + std::to_string(i), 900 + i), "/finding"), "unknown");

  JIUM_STEP(answer, stage->officer().ask({"vigil", "statement", vigil}));
  const std::string text = text_at(answer, "/text");
  EXPECT_THAT(text, HasSubstr("같은 영상은 발견되지 않았습니다."));
  EXPECT_THAT(text, HasSubstr("신고되어 직접 살펴본 곳: 3곳"));
  EXPECT_THAT(text, HasSubstr("발견되지 않았다는 것이 어디에도 없다는 뜻은 아닙니다"));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("Willow")));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("127.0.0.2")));

  // She does not want to hear of it for a while; the watch goes on.
  JIUM_STEP(answer, stage->officer().ask({"vigil", "pause", vigil}));
  EXPECT_EQ(text_at(answer, "/due_at"), "");
  EXPECT_FALSE(stage->officer().ask({"vigil", "statement", vigil}));

  EXPECT_EQ(text_at(look_at("/p/found", kPicture), "/finding"), "recognised");
  JIUM_STEP(answer, stage->officer().ask({"vigil", "show", vigil}));
  EXPECT_EQ(text_at(answer, "/vigil/state"), "found");
  EXPECT_EQ(list_at(answer, "/statements").size(), 1U) << "what was said then is kept";
  EXPECT_FALSE(stage->officer().ask({"vigil", "resume", vigil})) << "nothing calm can be said any more";
  JIUM_STEP(answer, stage->officer().ask({"alarms"}));
  ASSERT_FALSE(list_at(answer, "/alarms").empty());
  EXPECT_EQ(text_at(list_at(answer, "/alarms")[0], "/kind"), "vigil_broken");
  int exit_code = -1;
  JIUM_STEP(exit_code, stage->server().stop());
  EXPECT_EQ(exit_code, 0);
}

}  // namespace
}  // namespace jium::story
