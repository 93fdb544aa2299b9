// What a survivor trusts a centre with must not lie about on the centre's machine. The whole story is played
// with marked words and marked pictures; then everything that the server has written is searched for the
// marks: the database with its journal, the log, the folder for temporary files. Addresses, pseudonyms, what
// operators said, fingerprints and keys are found nowhere in the clear; of the pictures, no 31 bytes in a
// row.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pictures/pictures.h"
#include "story/canaries.h"
#include "story/main_path.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::list_at;
using peers::text_at;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::uint32_t kPicture = 77001;

Cast marked_cast() {
  return {.picture = kPicture,
          .pseudonym = "Quillfeather-6152",
          .korean_operator = "Operator-Zanderbloom-77",
          .korean_mail = "desk@zanderbloom-77.example",
          .english_operator = "Operator-Vexillary-31",
          .english_mail = "desk@vexillary-31.example",
          .path_prefix = "/kestrelmoor-58213/",
          .operators_words = "Gone, says Brindlewick-9046."};
}

// Searches again at each turn of the story, as what is written may be overwritten later.
class Searcher final : public Teller {
 public:
  Searcher(const Stage& stage, const Canaries& canaries) : stage_(stage), canaries_(canaries) {}
  void begin_step(std::string_view) override { search_everything(); }
  void say(std::string_view) override {}
  void show(std::string_view, std::string_view) override { search_everything(); }

  void search_everything() {
    for (const auto& place : {stage_.data(), stage_.log(), stage_.server_temporary()}) {
      const auto search = canaries_.search(place);
      ASSERT_TRUE(search) << search.fault().what;
      EXPECT_THAT(search->found, IsEmpty());
      files.insert(search->files.begin(), search->files.end());
      bytes += search->bytes;
    }
    ++searches;
  }

  std::set<std::string> files;
  std::uint64_t bytes = 0;
  int searches = 0;

 private:
  const Stage& stage_;
  const Canaries& canaries_;
};

class CanaryStory : public ::testing::Test {
 protected:
  void SetUp() override {
    JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}}));
    canaries.plant_text("the pseudonym", "Quillfeather");
    canaries.plant_text("an address", "kestrelmoor");
    canaries.plant_text("the operator's words", "Brindlewick");
    canaries.plant_text("an operator's name or mail address", "anderbloom-77");
    canaries.plant_text("an operator's name or mail address", "exillary-31");
    canaries.plant_text("a site's name", stage->korean_site().host());
    canaries.plant_text("a site's name", stage->english_site().host());
    canaries.plant_text("the officer's key", stage->officers_key());
    ASSERT_NO_FATAL_FAILURE(plant_pictures());
  }
  void plant_pictures();
  void plant_fingerprints_of(const std::string& name, const Bytes& picture);
  void play();

  std::unique_ptr<Stage> stage;
  Canaries canaries;
  const Cast cast = marked_cast();
};

void CanaryStory::plant_pictures() {
  const pictures::Canvas scene = pictures::draw_scene(kPicture);
  const Bytes copy = pictures::to_jpeg(pictures::watermark(pictures::resize(scene, 480, 360)), 60);
  ASSERT_NO_FATAL_FAILURE(plant_fingerprints_of("the picture", pictures::to_jpeg(scene)));
  ASSERT_NO_FATAL_FAILURE(plant_fingerprints_of("the copy", copy));
  // The pixels, too, in case they were written down decoded.
  canaries.plant_file("the copy's pixels", pictures::watermark(pictures::resize(scene, 480, 360)).rgb);
}

void CanaryStory::plant_fingerprints_of(const std::string& name, const Bytes& picture) {
  canaries.plant_file(name, picture);
  const auto file = stage->officers_folder() / "marked.jpg";
  JIUM_DONE(peers::write_file(file, text_of(picture)));
  boost::json::value hashed;
  JIUM_STEP(hashed, stage->officer().ask({"hash", file.string()}));
  const auto& fingerprints = list_at(hashed, "/files/0/fingerprints");
  ASSERT_EQ(fingerprints.size(), 4U);
  for (const auto& fingerprint : fingerprints) {
    Bytes value;
    JIUM_STEP(value, from_hex(text_at(fingerprint, "/value")));
    // The digests of a body are part of the evidence, which is sealed as well.
    canaries.plant_bytes("the " + text_at(fingerprint, "/algorithm") + " of " + name, value);
  }
}

TEST_F(CanaryStory, NothingThatASurvivorEntrustsIsReadableAtRest) {
  Searcher searcher(*stage, canaries);
  MainPath story(*stage, searcher, cast);
  JIUM_DONE(story.register_picture());
  JIUM_DONE(story.recognise_copies());
  std::vector<Asked> asked;
  JIUM_STEP(asked, story.ask_for_removal());
  JIUM_DONE(story.notice_the_lie());
  JIUM_DONE(story.prove_removal());
  JIUM_DONE(story.notice_the_return());
  JIUM_DONE(story.tell_the_report());
  searcher.search_everything();
  JIUM_DONE(stage->server().stop());
  searcher.search_everything();
  EXPECT_THAT(searcher.files, ::testing::IsSupersetOf({"jium.db", "jium.db-wal", "server.log"}))
      << "what had to be searched was searched";
  EXPECT_GE(searcher.searches, 8);

  // The search can find: the operator's letter, which must carry the address, does.
  ASSERT_EQ(asked.size(), 2U);
  EXPECT_THAT(canaries.find_in(asked.front().received.body), Contains("an address"));
  std::cout << canaries.forms() << " marks; " << searcher.searches << " searches through " << searcher.bytes
            << " bytes in " << searcher.files.size() << " files" << std::endl;
}

// The search itself: each mark, laid where the server could have laid it, is found.
TEST_F(CanaryStory, AMarkThatLiesOpenIsFound) {
  const Bytes picture = pictures::to_jpeg(pictures::draw_scene(kPicture));
  const std::string bytes(text_of(picture));
  const std::vector<std::pair<std::string, std::string>> planted{
      {"the pseudonym", "name=Quillfeather-6152;"},
      {"an address in base64", "aHR0cDovLzEyNy4wLjAuMi9rZXN0cmVsbW9vci01ODIxMy84MTcuanBn"},
      {"a site's name", "peer 127.0.0.2 answered"},
      {"the officer's key", stage->officers_key()},
      {"the picture", bytes.substr(bytes.size() / 2 + 5, 31)},
  };
  for (const auto& [name, content] : planted) {
    const auto file = stage->server_temporary() / "left-behind";
    JIUM_DONE(peers::write_file(file, content));
    Canaries::Search search;
    JIUM_STEP(search, canaries.search(stage->server_temporary()));
    EXPECT_THAT(search.found, Contains(HasSubstr(name)));
  }
}

}  // namespace
}  // namespace jium::story
