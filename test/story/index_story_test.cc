// The index of fingerprints lies in files, so that a server is quickly there again. It is killed after every
// registration, without a warning, and still knows each time all that it acknowledged. Then a disk fault is
// played: `jium fsck` names the file, and mends the index from the registry.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "pictures/pictures.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using peers::list_at;
using peers::number_at;
using peers::text_at;
using Json = boost::json::value;

constexpr std::uint32_t kFirstPicture = 300;
constexpr std::uint32_t kPictures = 8;

class IndexStory : public ::testing::Test {
 protected:
  void SetUp() override {
    Setting setting;
    setting.jium = JIUM_BINARY;
    setting.index_in_files = true;
    JIUM_STEP(stage, Stage::set(setting));
    Json opened;
    JIUM_STEP(opened, stage->officer().ask({"case", "open", "--pseudonym", "Alder", "--harm", "dissemination",
                                            "--consent", "removal"}));
    the_case = text_at(opened, "/id");
  }

  // Plain hashes alone, as from a list of another registry: only the index knows them.
  void register_picture(std::uint32_t number) {
    const auto path = stage->officers_folder() / (std::to_string(number) + ".png");
    JIUM_DONE(peers::write_file(path, text_of(pictures::to_png(pictures::draw_scene(number)))));
    Json registered;
    JIUM_STEP(registered, stage->officer().ask({"register", path.string(), "--case", the_case, "--plain"}));
    footage[number] = text_at(registered, "/footage/id");
  }
  void expect_known(std::uint32_t number, int visit) {
    const std::string path = "/" + std::to_string(number) + "-" + std::to_string(visit) + ".jpg";
    stage->korean_site().put(path, pictures::to_jpeg(pictures::draw_scene(number), 60), "image/jpeg");
    Json seen;
    JIUM_STEP(seen, stage->officer().ask({"sight", stage->korean_site().address_of(path)}));
    EXPECT_EQ(text_at(seen, "/footage"), footage[number]) << number;
  }
  peers::Spoken fsck(const std::vector<std::string>& more) {
    std::vector<std::string> words{
        "fsck", "--data", stage->data().string(), "--config", stage->config().string(), "--json"};
    words.insert(words.end(), more.begin(), more.end());
    auto said = stage->officer().type(words);
    EXPECT_TRUE(said) << said.fault().what;
    return said ? *said : peers::Spoken{};
  }
  void flip_a_byte_of_the_first_value();

  std::unique_ptr<Stage> stage;
  std::string the_case;
  std::map<std::uint32_t, std::string> footage;
};

// Of a segment or a log, whichever holds one (docs/formats/fingerprint_index.md).
void IndexStory::flip_a_byte_of_the_first_value() {
  for (const auto& entry : fs::directory_iterator(stage->index() / "pdq")) {
    const std::string name = entry.path().filename().string();
    const bool segment = name.starts_with("segment-");
    if (!segment && !(name.starts_with("log-") && entry.file_size() >= 16 + 56)) continue;
    std::fstream file(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
    const std::streamoff place = segment ? 4096 + 3 : 16 + 16 + 3;
    file.seekg(place);
    const char old = static_cast<char>(file.get());
    file.seekp(place);
    file.put(static_cast<char>(old ^ 1));
    return;
  }
  FAIL() << "there is no value in the index's files";
}

TEST_F(IndexStory, what_was_acknowledged_is_known_after_every_kill_and_a_damaged_file_is_mended) {
  for (std::uint32_t i = 0; i < kPictures; ++i) {
    ASSERT_NO_FATAL_FAILURE(register_picture(kFirstPicture + i));
    stage->server().kill();
    JIUM_DONE(stage->start_server());
    ASSERT_NO_FATAL_FAILURE(expect_known(kFirstPicture, static_cast<int>(i)));
    ASSERT_NO_FATAL_FAILURE(expect_known(kFirstPicture + i, 50));
  }
  EXPECT_NE(fsck({}).errors.find("stop `jium serve` first"), std::string::npos);
  ASSERT_TRUE(stage->server().stop());

  const auto sound = fsck({});
  EXPECT_EQ(sound.exit_code, 0) << sound.output << sound.errors;
  EXPECT_EQ(number_at(sound.json, "/index/0/values"), kPictures);

  ASSERT_NO_FATAL_FAILURE(flip_a_byte_of_the_first_value());
  const auto damaged = fsck({});
  EXPECT_EQ(damaged.exit_code, 1);
  ASSERT_FALSE(list_at(damaged.json, "/index/0/damaged").empty()) << damaged.output;
  EXPECT_EQ(fsck({"--mend"}).exit_code, 0);
  const auto mended = fsck({});
  EXPECT_EQ(mended.exit_code, 0) << mended.output;

  JIUM_DONE(stage->start_server());
  for (std::uint32_t i = 0; i < kPictures; ++i) ASSERT_NO_FATAL_FAILURE(expect_known(kFirstPicture + i, 100));
}

}  // namespace
}  // namespace jium::story
