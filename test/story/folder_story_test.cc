// A folder as it comes out of an investigation: two hundred files, many of them broken. `jium hash` works
// offline, survives every one of them, and says of each what it is or what is wrong with it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "peers/jium_process.h"
#include "peers/temporary_folder.h"
#include "pictures/pictures.h"
#include "story/steps.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using peers::list_at;
using peers::number_at;
using peers::text_at;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = boost::json::value;

constexpr int kFiles = 200;
constexpr int kDone = 0, kNo = 1;  // exit codes

// A JPEG's frame header says how large it is; here it lies.
Bytes with_huge_extent(Bytes jpeg) {
  for (std::size_t at = 0; at + 9 < jpeg.size(); ++at) {
    const bool frame_header = jpeg[at] == 0xff && (jpeg[at + 1] == 0xc0 || jpeg[at + 1] == 0xc2);
    if (!frame_header) continue;
    std::fill_n(jpeg.begin() + static_cast<std::ptrdiff_t>(at) + 5, 4,
                std::uint8_t{0xfe});  // height and width
    return jpeg;
  }
  return {};
}

Bytes noise(std::size_t size) {
  std::mt19937 random{20261122};
  Bytes bytes(size);
  std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<std::uint8_t>(random()); });
  return bytes;
}

Bytes first_part(Bytes bytes, double share) {
  bytes.resize(static_cast<std::size_t>(static_cast<double>(bytes.size()) * share));
  return bytes;
}

struct Case {
  std::string ending;  // of the file's name
  Bytes bytes;
  std::string fault_words;  // empty: it is a picture
};

// The kinds of files, in turn. Names say what a person would take them for, which is not always what they
// are.
Case make_case(int number) {
  const pictures::Canvas scene = pictures::draw_scene(static_cast<std::uint32_t>(number), 320, 240);
  switch (number % 20) {
    case 0:
      return {"-empty.jpg", {}, "empty"};
    case 1:
      return {"-cut.jpg", first_part(pictures::to_jpeg(scene), 0.5), "cut short"};
    case 2:
      return {"-cut.png", first_part(pictures::to_png(scene), 0.5), "picture"};
    case 3:
      return {"-noise.jpg", noise(20'000), "neither a picture nor a video of a known kind"};
    case 4:
      return {"-page.jpg", {}, "a web page"};
    case 5:
      return {"-huge.jpg", with_huge_extent(pictures::to_jpeg(scene)), "too large"};
    case 6:
      return {"-head-only.webp", first_part(pictures::to_webp(scene), 0.02), "picture"};
    case 7:
      return {"-a-png.jpg", pictures::to_png(scene), ""};
    case 8:
      return {"-a-jpeg.txt", pictures::to_jpeg(scene), ""};
    case 9:
      return {".webp", pictures::to_webp(scene), ""};
    case 10:
      return {".bmp", pictures::to_bmp(scene), ""};
    case 11:
      return {".gif", pictures::to_gif(scene), ""};
    case 12:
      return {" with spaces 사진.png", pictures::to_png(scene), ""};
    case 13:
      return {"-turned.jpg", pictures::to_jpeg_with_orientation(scene, 6), ""};
    default:
      return {".jpg", pictures::to_jpeg(scene, 60 + number % 40), ""};
  }
}

class FolderStory : public ::testing::Test {
 protected:
  void SetUp() override {
    for (int number = 0; number < kFiles; ++number) {
      Case one = make_case(number);
      if (one.ending == "-page.jpg") {
        const ByteView page = bytes_of("<!DOCTYPE html><html><body>Gone.</body></html>");
        one.bytes.assign(page.begin(), page.end());
      }
      const std::string name = std::to_string(1000 + number) + one.ending;
      JIUM_DONE(peers::write_file(folder() / name, text_of(one.bytes)));
      cases.emplace((folder() / name).string(), std::move(one));
    }
  }
  [[nodiscard]] fs::path folder() const { return place->path(); }
  [[nodiscard]] fs::path beside(const std::string& name) const { return elsewhere->path() / name; }
  void expect_a_clear_result(const Json& file);

  Result<peers::TemporaryFolder> place = peers::TemporaryFolder::make();
  Result<peers::TemporaryFolder> elsewhere = peers::TemporaryFolder::make();
  // Offline: there is no server at this address, and none is asked.
  peers::CommandLine officer{JIUM_BINARY, {{"JIUM_SERVER", "http://127.0.0.1:9"}}};
  std::map<std::string, Case> cases;
};

void FolderStory::expect_a_clear_result(const Json& file) {
  const std::string path = text_at(file, "/file");
  ASSERT_TRUE(cases.contains(path)) << path;
  const Case& expected = cases.at(path);
  if (expected.fault_words.empty()) {
    EXPECT_EQ(text_at(file, "/fault/what"), "") << path;
    EXPECT_EQ(list_at(file, "/fingerprints").size(), 4U) << path;
    EXPECT_EQ(text_at(file, "/fingerprints/0/algorithm"), "pdq") << path;
    EXPECT_EQ(text_at(file, "/fingerprints/0/value").size(), 64U) << path;
  } else {
    EXPECT_EQ(list_at(file, "/fingerprints").size(), 0U) << path;
    EXPECT_EQ(text_at(file, "/fault/kind"), "malformed") << path;
    EXPECT_THAT(text_at(file, "/fault/what"), HasSubstr(expected.fault_words)) << path;
  }
}

TEST_F(FolderStory, EveryFileGetsItsResultAndTheRunGoesOn) {
  peers::Spoken spoken;
  JIUM_STEP(spoken, officer.type({"hash", folder().string(), "--json"}));
  EXPECT_EQ(spoken.exit_code, kNo) << "some files have no fingerprint: " << spoken.errors;
  const auto& files = list_at(spoken.json, "/files");
  ASSERT_EQ(files.size(), static_cast<std::size_t>(kFiles));
  std::set<std::string> named;
  for (const Json& file : files) {
    named.insert(text_at(file, "/file"));
    ASSERT_NO_FATAL_FAILURE(expect_a_clear_result(file));
  }
  EXPECT_EQ(named.size(), static_cast<std::size_t>(kFiles)) << "each is named once";
}

TEST_F(FolderStory, AFileThatIsBrokenIsNamedWithItsReasonOnALineOfItsOwn) {
  peers::Spoken spoken;
  JIUM_STEP(spoken, officer.type({"hash", folder().string()}));
  EXPECT_EQ(spoken.exit_code, kNo);
  EXPECT_EQ(std::count(spoken.output.begin(), spoken.output.end(), '\n'), kFiles);
  for (const auto& [path, expected] : cases) {
    const auto at = spoken.output.find("\t" + path);
    ASSERT_NE(at, std::string::npos) << path;
    const std::string end_of_line = spoken.output.substr(at, spoken.output.find('\n', at) - at);
    if (!expected.fault_words.empty()) {
      EXPECT_THAT(end_of_line, HasSubstr("\t" + path + "\t"));
    }
    EXPECT_THAT(end_of_line, HasSubstr(expected.fault_words)) << path;
  }
}

TEST_F(FolderStory, AFolderOfWholePicturesEndsWithZero) {
  for (const auto& [path, expected] : cases) {
    if (!expected.fault_words.empty()) fs::remove(path);
  }
  peers::Spoken spoken;
  JIUM_STEP(spoken, officer.type({"hash", folder().string()}));
  EXPECT_EQ(spoken.exit_code, kDone) << spoken.errors;
}

TEST_F(FolderStory, ACopyIsTheSameAndAnotherPictureIsNot) {
  const pictures::Canvas scene = pictures::draw_scene(14, 320, 240);
  JIUM_DONE(peers::write_file(
      beside("copy.jpg"),
      text_of(pictures::to_jpeg(pictures::watermark(pictures::resize(scene, 240, 180)), 60))));
  const std::string original = (folder() / "1014.jpg").string();
  const std::string other = (folder() / "1015.jpg").string();
  peers::Spoken same, different, twin;
  JIUM_STEP(same, officer.type({"compare", original, beside("copy.jpg").string(), "--json"}));
  EXPECT_EQ(same.exit_code, kDone);
  EXPECT_EQ(text_at(same.json, "/verdict"), "same");
  EXPECT_LE(number_at(same.json, "/distance").value_or(256), 31);
  JIUM_STEP(different, officer.type({"compare", original, other, "--json"}));
  EXPECT_EQ(different.exit_code, kNo);
  EXPECT_EQ(text_at(different.json, "/verdict"), "different");
  EXPECT_GT(number_at(different.json, "/distance").value_or(0), 31);
  JIUM_STEP(twin, officer.type({"compare", original, original}));
  EXPECT_EQ(twin.exit_code, kDone);
  EXPECT_EQ(twin.output, "same: PDQ distance 0 of 256 (same within 31), qualities 100 and 100\n");
}

// What `jium hash` printed is the list that `jium match` takes, broken files included.
TEST_F(FolderStory, ACopyIsFoundInTheListThatHashPrinted) {
  peers::Spoken list, found, none;
  JIUM_STEP(list, officer.type({"hash", folder().string()}));
  JIUM_DONE(peers::write_file(beside("list.tsv"), list.output));
  const pictures::Canvas scene = pictures::draw_scene(34, 320, 240);
  JIUM_DONE(
      peers::write_file(beside("copy.jpg"), text_of(pictures::to_jpeg(pictures::watermark(scene), 70))));
  JIUM_DONE(peers::write_file(beside("new.jpg"), text_of(pictures::to_jpeg(pictures::draw_scene(90'000)))));
  const std::string against = beside("list.tsv").string();
  JIUM_STEP(found, officer.type({"match", beside("copy.jpg").string(), "--against", against, "--json"}));
  EXPECT_EQ(found.exit_code, kDone) << found.errors;
  ASSERT_EQ(list_at(found.json, "/files/0/matches").size(), 1U);
  EXPECT_THAT(text_at(found.json, "/files/0/matches/0/label"), HasSubstr("1034.jpg"));
  JIUM_STEP(none, officer.type({"match", beside("new.jpg").string(), "--against", against}));
  EXPECT_EQ(none.exit_code, kNo) << none.errors;
  EXPECT_EQ(none.output, beside("new.jpg").string() + ": matches nothing\n");
}

}  // namespace
}  // namespace jium::story
