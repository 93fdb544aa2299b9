// People who put footage up again change it first. An officer registers a picture and a clip; on two sites
// there are a mirrored crop of the picture and a trimmed, smaller, re-encoded part of the clip. Both are
// recognised, and the answer says by what; what is unrelated is not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clips/clips.h"
#include "pictures/pictures.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::list_at;
using peers::number_at;
using peers::text_at;
using ::testing::AnyOf;
using Json = boost::json::value;

constexpr std::uint32_t kPicture = 41, kClip = 7;
constexpr double kClipSeconds = 20;

pictures::Canvas mirrored_crop(const pictures::Canvas& from) {
  const int left = from.width / 6, top = from.height / 8;
  pictures::Canvas copy{from.width - 2 * left, from.height - top, {}};
  for (int y = 0; y < copy.height; ++y) {
    for (int x = 0; x < copy.width; ++x) {
      const auto at = (static_cast<std::ptrdiff_t>(y + top) * from.width + left + copy.width - 1 - x) * 3;
      copy.rgb.insert(copy.rgb.end(), from.rgb.begin() + at, from.rgb.begin() + at + 3);
    }
  }
  return copy;
}

class EditedCopiesStory : public ::testing::Test {
 protected:
  void SetUp() override {
    Setting setting;
    setting.jium = JIUM_BINARY;
    JIUM_STEP(stage, Stage::set(setting));
    Json opened;
    JIUM_STEP(opened, stage->officer().ask({"case", "open", "--pseudonym", "Linden", "--age-band", "thirties",
                                            "--harm", "dissemination", "--consent", "removal"}));
    the_case = text_at(opened, "/id");
  }

  std::string register_file(const std::string& name, const Bytes& bytes) {
    const auto path = stage->officers_folder() / name;
    EXPECT_TRUE(peers::write_file(path, text_of(bytes)));
    const auto answer = stage->officer().ask({"register", path.string(), "--case", the_case});
    EXPECT_TRUE(answer) << answer.fault().what;
    return answer ? text_at(*answer, "/footage/id") : "";
  }
  Json look_at(const std::string& path, Bytes bytes, const std::string& type) {
    stage->korean_site().put(path, std::move(bytes), type);
    auto answer = stage->officer().type({"sight", stage->korean_site().address_of(path), "--json"});
    EXPECT_TRUE(answer) << answer.fault().what;
    return answer ? std::move(answer->json) : Json();
  }

  std::unique_ptr<Stage> stage;
  std::string the_case;
};

TEST_F(EditedCopiesStory, a_mirrored_crop_of_a_picture_is_recognised_and_another_picture_is_not) {
  const pictures::Canvas scene = pictures::draw_scene(kPicture);
  const std::string footage = register_file("beach.png", pictures::to_png(scene));
  const Json seen = look_at("/a/1.jpg", pictures::to_jpeg(mirrored_crop(scene), 70), "image/jpeg");
  EXPECT_EQ(text_at(seen, "/footage"), footage);
  EXPECT_THAT(text_at(seen, "/witness"), AnyOf("region", "local_features"));
  EXPECT_GE(number_at(seen, "/sureness").value_or(0), 50);
  const Json other = look_at("/a/2.jpg", pictures::to_jpeg(pictures::draw_scene(kPicture + 1)), "image/jpeg");
  EXPECT_EQ(text_at(other, "/finding"), "unknown");
}

TEST_F(EditedCopiesStory, a_part_of_a_clip_is_recognised_by_its_frames_and_another_clip_is_not) {
  const Bytes clip = clips::make({.width = 320, .height = 240, .seconds = kClipSeconds, .seed = kClip});
  const std::string footage = register_file("clip.mp4", clip);
  const Bytes part =
      clips::edit(clip, "mp4", {"-ss", "6", "-t", "10", "-vf", "scale=240:180", "-crf", "32"}, "webm");
  const Json seen = look_at("/v/1.webm", part, "video/webm");
  EXPECT_EQ(text_at(seen, "/footage"), footage);
  EXPECT_THAT(text_at(seen, "/witness"), AnyOf("frames", "both"));
  const Bytes unrelated =
      clips::make({.width = 320, .height = 240, .seconds = kClipSeconds, .seed = kClip + 1});
  EXPECT_EQ(text_at(look_at("/v/2.mp4", unrelated, "video/mp4"), "/finding"), "unknown");
}

TEST_F(EditedCopiesStory, two_clips_side_by_side_tell_which_seconds_are_which) {
  const Bytes clip = clips::make({.width = 320, .height = 240, .seconds = kClipSeconds, .seed = kClip});
  const Bytes part = clips::edit(clip, "mp4", {"-ss", "6", "-t", "10"}, "mp4");
  const auto whole_file = stage->officers_folder() / "whole.mp4",
             part_file = stage->officers_folder() / "part.mp4";
  JIUM_DONE(peers::write_file(whole_file, text_of(clip)));
  JIUM_DONE(peers::write_file(part_file, text_of(part)));
  Json answer;
  JIUM_STEP(answer, stage->officer().ask({"compare", part_file.string(), whole_file.string()}));
  EXPECT_EQ(text_at(answer, "/verdict"), "same");
  ASSERT_FALSE(list_at(answer, "/match/segments").empty());
  const auto& segment = list_at(answer, "/match/segments").front();
  EXPECT_NEAR(segment.at("query_from").to_number<double>(), 0, 1.5);
  EXPECT_NEAR(segment.at("known_from").to_number<double>(), 6, 1.5);
  EXPECT_NEAR(segment.at("known_to").to_number<double>(), 16, 1.5);
}

TEST_F(EditedCopiesStory, the_print_is_kept_sealed_and_the_api_never_shows_it) {
  register_file("beach.png", pictures::to_png(pictures::draw_scene(kPicture)));
  Json shown;
  JIUM_STEP(shown, stage->officer().ask({"case", "show", the_case}));
  const std::string text = boost::json::serialize(shown);
  EXPECT_NE(text.find("picture-print"), std::string::npos) << "it is there, by its name";
  EXPECT_LT(text.size(), 20'000U) << "and its bytes are not";
}

}  // namespace
}  // namespace jium::story
