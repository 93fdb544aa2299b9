// A centre registers, two reviewers of the committee decide, a platform follows its feed. It appeals, and the
// review upholds the entry; then the footage is withdrawn, and the platform's own copy loses it. Told to the
// real program by everybody's own key.
#include <gmock/gmock.h>

#include <optional>
#include <vector>

#include "pictures/pictures.h"
#include "story/many_keys_story.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using peers::number_at;
using peers::text_at;
using Json = boost::json::value;

class FeedStory : public ManyKeysStory {
 protected:
  [[nodiscard]] std::filesystem::path jium() const override { return JIUM_BINARY; }
  [[nodiscard]] std::string list() const { return (place->path() / "known.list").string(); }
  [[nodiscard]] std::string listed() const {
    const auto text = peers::read_file(list());
    return text ? *text : "no list";
  }

  // The centre registers a picture and submits it.
  void register_and_submit();
  // Two reviewers decide, and the centre shares it.
  void decide_and_share();
  // The platform follows, and finds a copy with what it holds.
  void follow_and_find();
  // It appeals; the review upholds the entry.
  void appeal_in_vain();
  // The footage is withdrawn, after the server was started anew: the feed goes on where it was.
  void withdraw_and_forget();

  [[nodiscard]] std::vector<std::string> follow() const { return {"feed", "follow", "--into", list()}; }
  [[nodiscard]] std::optional<std::int64_t> waiting() const {
    const auto feeds = administrator->ask({"feed", "list"});
    return feeds ? number_at(*feeds, "/feeds/0/waiting") : std::nullopt;
  }

  std::optional<peers::CommandLine> one, two, engineer;
  std::string footage, entry;
};

void FeedStory::register_and_submit() {
  const peers::CommandLine& officer = stage->officer();
  const fs::path picture = place->path() / "picture.png";
  JIUM_DONE(peers::write_file(picture, text_of(pictures::to_png(pictures::draw_scene(7, 640, 480)))));
  Json opened, registered;
  JIUM_STEP(opened, officer.ask({"case", "open", "--pseudonym", "Maple", "--harm", "dissemination",
                                 "--consent", "removal"}));
  JIUM_STEP(registered, officer.ask({"register", picture.string(), "--case", text_at(opened, "/id")}));
  footage = text_at(registered, "/footage/id");
  JIUM_DONE(officer.ask(
      {"footage", "submit", footage, "--basis", "kr-svpa-7-3-request", "--class", "illegally_filmed"}));
  EXPECT_FALSE(officer.ask({"footage", "share", footage, "--level", "platforms"})) << "not decided";
}

void FeedStory::decide_and_share() {
  Json queue, counted;
  JIUM_STEP(queue, one->ask({"committee", "queue"}));
  EXPECT_EQ(text_at(queue, "/footage/0/footage"), footage);
  const std::vector<std::string> vote{"committee",   "vote",    footage,           "--grounds",
                                      "kr-tba-22-5", "--class", "illegally_filmed"};
  JIUM_STEP(counted, one->ask(vote));
  EXPECT_EQ(text_at(counted, "/decision/id"), "");
  EXPECT_FALSE(one->ask(vote)) << "one reviewer, one vote";
  JIUM_STEP(counted, two->ask(vote));
  EXPECT_EQ(number_at(counted, "/decision/reviewers"), 2);
  JIUM_DONE(stage->officer().ask({"footage", "share", footage, "--level", "platforms"}));
}

void FeedStory::follow_and_find() {
  Json followed;
  JIUM_STEP(followed, engineer->ask(follow()));
  // A canary may stand beside it, and always after it.
  EXPECT_GE(number_at(followed, "/entries").value_or(0), 1);
  const std::string first = listed().substr(0, listed().find('\n'));
  entry = first.substr(first.rfind('\t') + 1);
  ASSERT_THAT(entry, ::testing::StartsWith("E-"));
  const fs::path copy = place->path() / "copy.jpg";
  JIUM_DONE(peers::write_file(
      copy, text_of(pictures::to_jpeg(pictures::resize(pictures::draw_scene(7, 640, 480), 320, 240), 75))));
  const auto matched = engineer->type({"match", copy.string(), "--against", list()});
  ASSERT_TRUE(matched);
  EXPECT_EQ(matched->exit_code, 0) << matched->output << matched->errors;
  JIUM_DONE(engineer->ask({"feed", "verify", list()}));
  EXPECT_EQ(waiting(), 0);
}

void FeedStory::appeal_in_vain() {
  Json filed, appeals;
  JIUM_STEP(filed, engineer->ask({"appeal", "file", entry, "--code", "wrong_match", "--words", "a logo"}));
  JIUM_STEP(appeals, one->ask({"committee", "appeals"}));
  EXPECT_EQ(text_at(appeals, "/appeals/0/footage"), footage);
  const std::vector<std::string> uphold{"committee", "decide-appeal", text_at(filed, "/id"), "--outcome",
                                        "upheld"};
  JIUM_DONE(one->ask(uphold));
  JIUM_DONE(two->ask(uphold));
  JIUM_STEP(appeals, engineer->ask({"appeal", "list"}));
  EXPECT_EQ(text_at(appeals, "/appeals/0/state"), "upheld");
}

void FeedStory::withdraw_and_forget() {
  JIUM_DONE(stage->server().stop());
  JIUM_DONE(stage->start_server());
  JIUM_DONE(stage->officer().ask({"withdraw", footage}));
  EXPECT_EQ(waiting(), 1) << "it is seen that the platform still holds it";
  Json followed;
  JIUM_STEP(followed, engineer->ask(follow()));
  EXPECT_EQ(listed().find(entry), std::string::npos);
  const auto copy = place->path() / "copy.jpg";
  const auto matched = engineer->type({"match", copy.string(), "--against", list()});
  ASSERT_TRUE(matched);
  EXPECT_NE(matched->exit_code, 0) << "the platform does not know it any more";
  JIUM_DONE(engineer->ask({"feed", "verify", list()}));
  EXPECT_EQ(waiting(), 0);
}

TEST_F(FeedStory, WhatIsDecidedReachesThePlatformAndWhatIsWithdrawnLeavesIt) {
  // Two bodies: the programs of one have one voice.
  std::string committee, other_committee, platform;
  JIUM_STEP(committee, add_organisation("committee", "Committee"));
  JIUM_STEP(other_committee, add_organisation("committee", "Other committee"));
  JIUM_STEP(platform, add_organisation("platform", "Platform"));
  JIUM_STEP(one, give_key("one", committee, "committee_reviewer"));
  JIUM_STEP(two, give_key("two", other_committee, "committee_reviewer"));
  JIUM_STEP(engineer, give_key("engineer", platform, "platform_engineer"));
  JIUM_DONE(administrator->ask({"feed", "open", platform}));
  ASSERT_NO_FATAL_FAILURE(register_and_submit());
  ASSERT_NO_FATAL_FAILURE(decide_and_share());
  ASSERT_NO_FATAL_FAILURE(follow_and_find());
  ASSERT_NO_FATAL_FAILURE(appeal_in_vain());
  ASSERT_NO_FATAL_FAILURE(withdraw_and_forget());
  // A copy in which somebody changed a line is not gone on with.
  const auto kept = peers::read_file(list() + ".feed");
  ASSERT_TRUE(kept);
  JIUM_DONE(peers::write_file(list() + ".feed", kept->substr(0, kept->rfind("{\"seq\""))));
  EXPECT_FALSE(engineer->ask(follow()));
}

}  // namespace
}  // namespace jium::story
