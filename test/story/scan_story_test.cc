// A platform goes through a volume against a list. The scan is killed again and again, started again with the
// same result file, and ends with one line for each file and every copy found.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "peers/child_process.h"
#include "peers/jium_process.h"
#include "peers/temporary_folder.h"
#include "pictures/pictures.h"
#include "story/steps.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using peers::list_at;
using peers::text_at;
using Json = boost::json::value;

constexpr int kFiles = 120, kKnown = 10, kKills = 4;

class ScanStory : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(volume() / "deep/er");
    fs::create_directories(known());
    for (int number = 0; number < kFiles; ++number) put_up(number);
    const auto hashed = officer.type({"hash", known().string(), "--full", "--out", list().string()});
    ASSERT_TRUE(hashed);
    ASSERT_EQ(hashed->exit_code, 0) << hashed->errors;
  }

  // Every twelfth is a smaller copy of a known picture, every thirteenth is broken.
  void put_up(int number) {
    const auto seed = static_cast<std::uint32_t>(number);
    const fs::path path =
        volume() / (number % 2 == 0 ? "deep/er" : "") / (std::to_string(1000 + number) + ".jpg");
    Bytes bytes = pictures::to_jpeg(pictures::draw_scene(1000 + seed, 320, 240));
    if (number % 12 == 0) {
      const pictures::Canvas original = pictures::draw_scene(seed / 12, 640, 480);
      if (number / 12 < kKnown) {
        JIUM_DONE(peers::write_file(known() / (std::to_string(number / 12) + ".png"),
                                    text_of(pictures::to_png(original))));
        copies.insert(path.string());
      }
      bytes = pictures::to_jpeg(pictures::resize(original, 300, 225), 70);
    } else if (number % 13 == 0) {
      bytes.resize(bytes.size() / 2);
      broken.insert(path.string());
    }
    JIUM_DONE(peers::write_file(path, text_of(bytes)));
  }

  [[nodiscard]] std::vector<std::string> words() const { return words_for(list(), results()); }
  [[nodiscard]] std::vector<std::string> words_for(const fs::path& against, const fs::path& out) const {
    return {"scan", volume().string(), "--against", against.string(), "--out", out.string(), "--json"};
  }
  // One line a file, the last one counting.
  [[nodiscard]] std::map<std::string, Json> lines() const { return lines_of(results()); }
  [[nodiscard]] static std::map<std::string, Json> lines_of(const fs::path& out) {
    std::map<std::string, Json> found;
    std::ifstream in(out);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
      const auto parsed = peers::parse_json(line);
      EXPECT_TRUE(parsed) << "every line is whole: " << line;
      if (!parsed) continue;
      EXPECT_TRUE(found.emplace(text_at(*parsed, "/file"), *parsed).second) << "no file has two lines";
    }
    return found;
  }

  // Until the results have grown: how long that takes is for the machine to say.
  void wait_for_a_result() const {
    const auto size = [&] {
      std::error_code none;
      const auto bytes = fs::file_size(results(), none);
      return none ? 0 : bytes;
    };
    const auto before = size();
    for (int tries = 0; tries < 3000 && size() <= before; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }

  [[nodiscard]] fs::path volume() const { return place->path() / "volume"; }
  [[nodiscard]] fs::path known() const { return place->path() / "known"; }
  [[nodiscard]] fs::path list() const { return place->path() / "list.jsonl"; }
  [[nodiscard]] fs::path folder() const { return place->path() / "folder"; }
  [[nodiscard]] fs::path results() const { return place->path() / "results.jsonl"; }

  Result<peers::TemporaryFolder> place = peers::TemporaryFolder::make();
  peers::CommandLine officer{JIUM_BINARY, {{"JIUM_SERVER", "http://127.0.0.1:9"}}};
  std::set<std::string> copies, broken;
};

TEST_F(ScanStory, killed_again_and_again_it_ends_with_one_line_for_each_file_and_every_copy_found) {
  for (int kill = 0; kill < kKills; ++kill) {
    auto command = words();
    command.insert(command.begin(), JIUM_BINARY);
    auto child = peers::ChildProcess::start({.command = command, .environment = {}, .error_file = {}});
    ASSERT_TRUE(child) << child.fault().what;
    wait_for_a_result();
    std::this_thread::sleep_for(std::chrono::milliseconds{20 * kill});
    child->signal(SIGKILL);
    EXPECT_TRUE(child->wait(std::chrono::seconds{10}));
  }
  const std::size_t before = lines().size();
  EXPECT_GT(before, 0U) << "a killed scan leaves what it had done";
  EXPECT_LT(before, static_cast<std::size_t>(kFiles)) << "and the kills came before its end";
  const auto last = officer.type(words());
  ASSERT_TRUE(last);
  EXPECT_EQ(last->exit_code, 1) << "some files have no fingerprint: " << last->errors;
  const auto found = lines();
  EXPECT_EQ(found.size(), static_cast<std::size_t>(kFiles));
  for (const auto& [file, line] : found) {
    EXPECT_EQ(!list_at(line, "/matches").empty(), copies.contains(file)) << file;
    EXPECT_EQ(!text_at(line, "/fault/kind").empty(), broken.contains(file)) << file;
  }
  const auto again = officer.type(words());
  ASSERT_TRUE(again);
  EXPECT_EQ(peers::number_at(again->json, "/looked_at"), 0) << "there is nothing left to do";
}

TEST_F(ScanStory, a_list_that_was_indexed_finds_what_the_list_finds_and_goes_on_where_it_stopped) {
  const auto indexed = officer.type({"index", list().string(), "--into", folder().string()});
  ASSERT_TRUE(indexed);
  ASSERT_EQ(indexed->exit_code, 0) << indexed->errors;
  ASSERT_TRUE(officer.type(words()));
  const fs::path out = place->path() / "by-folder.jsonl";
  ASSERT_TRUE(officer.type(words_for(folder(), out)));
  EXPECT_EQ(lines_of(out), lines());
  const auto again = officer.type(words_for(folder(), results()));
  ASSERT_TRUE(again);
  EXPECT_EQ(peers::number_at(again->json, "/looked_at"), 0) << "what the list began, its folder goes on with";
  const auto checked = officer.type({"index", "--check", folder().string(), list().string()});
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->exit_code, 0) << checked->output;
}

TEST_F(ScanStory, a_picture_that_a_person_found_harmless_is_not_reported_again) {
  const std::string picture = *copies.begin();
  const auto hashed = officer.type({"hash", picture});
  ASSERT_TRUE(hashed);
  const fs::path harmless = place->path() / "harmless.tsv";
  JIUM_DONE(peers::write_file(harmless, hashed->output));
  auto command = words();
  command.insert(command.end(), {"--harmless", harmless.string()});
  const auto scanned = officer.type(command);
  ASSERT_TRUE(scanned);
  EXPECT_EQ(peers::number_at(scanned->json, "/harmless"), 1) << scanned->output << scanned->errors;
  EXPECT_EQ(peers::number_at(scanned->json, "/matched"), kKnown - 1);
  for (const auto& [file, line] : lines()) {
    if (!copies.contains(file)) continue;
    EXPECT_EQ(text_at(line, "/matches/0/ruling"), file == picture ? "harmless" : "match") << file;
  }
}

}  // namespace
}  // namespace jium::story
