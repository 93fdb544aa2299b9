#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "jium/base/text_file.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/list_folder.h"
#include "jium/fingerprint/fake_fingerprinter.h"

namespace jium::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using fingerprint::Algorithm;
using fingerprint::FileFingerprints;
using fingerprint::Fingerprint;

// A file's content is taken for its PDQ value: one letter, repeated.
Result<FileFingerprints> as_the_content_says(const std::string& path) {
  const auto text = read_text_file(path);
  if (!text || text->empty()) return fault(FaultKind::malformed, "nothing in it");
  return FileFingerprints{.format = "jpeg",
                          .width = 10,
                          .height = 10,
                          .fingerprints = {*Fingerprint::make(
                              Algorithm::pdq, Bytes(32, static_cast<std::uint8_t>((*text)[0])), 90)}};
}

class Scan : public testing::Test {
 protected:
  Scan() : folder_(fs::path(testing::TempDir()) / ("jium-scan-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_ / "in/deeper");
    fake_.file_answer = [this](const std::string& path) {
      ++looked_at_;
      return as_the_content_says(path);
    };
    put("list", "pdq " + to_hex(Bytes(32, 'k')) + "\n");
    put("in/a", "unknown");
    put("in/b", "k");
    put("in/deeper/c", "");
  }
  ~Scan() override { fs::remove_all(folder_); }

  void put(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
  [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }

  Result<int> run(const std::string& list = "list", const std::string& more = "") {
    Session session([this]() -> Result<fingerprint::Fingerprinter*> { return &fake_; });
    session.options.json = true;
    CLI::App app;
    add_scan_command(app, session);
    testing::internal::CaptureStdout();
    app.parse("scan " + at("in") + " --against " + at(list) + " --out " + at("results") + " " + more);
    auto code = session.action();
    const std::string printed = testing::internal::GetCapturedStdout();
    answer_ = code ? json::parse(printed).as_object() : json::object{};
    return code;
  }
  [[nodiscard]] std::vector<json::object> lines() const {
    std::istringstream text(*read_text_file(at("results")));
    std::vector<json::object> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(json::parse(line).as_object());
    return lines;
  }

  // Files of one content each, whose names come after one another.
  void put_many(int from, int to, const std::string& text) const {
    for (int file = from; file < to; ++file) put("in/f" + std::to_string(1000 + file), text);
  }

  fs::path folder_;
  fingerprint::FakeFingerprinter fake_;
  std::atomic<int> looked_at_ = 0;
  json::object answer_;
};

TEST_F(Scan, each_file_has_its_line_and_a_bad_one_stops_nothing) {
  ASSERT_TRUE(run());
  const auto found = lines();
  ASSERT_EQ(found.size(), 4U);
  EXPECT_TRUE(found[1].at("matches").as_array().empty());
  ASSERT_EQ(found[2].at("matches").as_array().size(), 1U);
  EXPECT_EQ(found[2].at("matches").at(0).at("distance"), 0);
  EXPECT_EQ(found[3].at("fault").at("kind"), "malformed");
  EXPECT_EQ(answer_["looked_at"], 3);
  EXPECT_EQ(answer_["matched"], 1);
  EXPECT_EQ(answer_["without_fingerprint"], 1);
}

TEST_F(Scan, started_again_it_looks_only_at_what_is_new_or_changed) {
  ASSERT_TRUE(run());
  put("in/a", "k, and longer");
  put("in/new", "k");
  looked_at_ = 0;
  ASSERT_TRUE(run());
  EXPECT_EQ(looked_at_, 2);
  EXPECT_EQ(answer_["known_before"], 2);
  EXPECT_EQ(answer_["matched"], 2);
}

TEST_F(Scan, what_may_pass_is_looked_at_again_and_what_stays_is_told_in_the_exit_code) {
  const auto usual = fake_.file_answer;
  fake_.file_answer = [&](const std::string& path) -> Result<FileFingerprints> {
    if (path.ends_with("/b")) return fault(FaultKind::busy, "try again");
    return usual(path);
  };
  EXPECT_EQ(run().value(), kNo);
  fake_.file_answer = usual;
  looked_at_ = 0;
  EXPECT_EQ(run().value(), kNo) << "one file still has no fingerprint, though it was not looked at";
  EXPECT_EQ(looked_at_, 1);
  EXPECT_EQ(answer_["matched"], 1);
}

TEST_F(Scan, a_label_in_another_encoding_does_not_spoil_the_result_file) {
  put("list", "pdq\t" + to_hex(Bytes(32, 'k')) + "\t100\t\xc7\xd1\xb1\xb9\n");
  ASSERT_TRUE(run());
  looked_at_ = 0;
  ASSERT_TRUE(run());
  EXPECT_EQ(looked_at_, 0);
}

TEST_F(Scan, another_list_needs_another_result_file) {
  ASSERT_TRUE(run());
  put("other", "pdq " + to_hex(Bytes(32, 'z')) + "\n");
  const auto again = run("other");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.fault().kind, FaultKind::conflict);
}

TEST_F(Scan, a_list_that_cannot_be_read_stops_it_before_anything_is_written) {
  put("list", "pdq nonsense\n");
  const auto code = run();
  ASSERT_FALSE(code);
  EXPECT_EQ(code.fault().kind, FaultKind::malformed);
  EXPECT_FALSE(fs::exists(at("results")));
}

TEST_F(Scan, an_index_folder_goes_on_with_what_its_list_began) {
  ASSERT_TRUE(build_list_folder(at("list"), at("folder"), [](std::uint64_t, int) {}));
  ASSERT_TRUE(run());
  const auto by_list = lines();
  looked_at_ = 0;
  ASSERT_TRUE(run("folder")) << "its head is the same";
  EXPECT_EQ(looked_at_, 0);
  fs::remove(at("results"));
  ASSERT_TRUE(run("folder"));
  EXPECT_EQ(lines(), by_list);
}

TEST_F(Scan, a_harmless_picture_is_told_as_harmless_and_does_not_count_as_a_match) {
  put("harmless", "pdq\t" + to_hex(Bytes(32, 'k')) + "\t100\ta form\n");
  ASSERT_TRUE(run("list", "--harmless " + at("harmless")));
  const auto found = lines();
  EXPECT_EQ(found[2].at("matches").at(0).at("ruling"), "harmless");
  EXPECT_EQ(found[2].at("matches").at(0).at("harmless").at("label"), "a form");
  EXPECT_EQ(answer_["matched"], 0);
  EXPECT_EQ(answer_["harmless"], 1);
  EXPECT_FALSE(run()) << "without it this would be another scan";
}

TEST_F(Scan, a_radius_of_its_own_needs_a_result_file_of_its_own) {
  put("list", "pdq " + to_hex(Bytes(32, 'j')) + "\n");  // 32 bits from k
  ASSERT_TRUE(run());
  EXPECT_EQ(answer_["matched"], 0);
  EXPECT_FALSE(run("list", "--radius 32"));
  fs::remove(at("results"));
  ASSERT_TRUE(run("list", "--radius 32"));
  EXPECT_EQ(answer_["matched"], 1);
  EXPECT_EQ(lines()[0].at("radius"), 32);
}

TEST_F(Scan, a_flood_is_held_and_named_however_often_the_scan_was_interrupted) {
  put_many(0, 60, "k");
  ASSERT_TRUE(run());
  EXPECT_TRUE(answer_["held_items"].as_array().empty());
  put_many(60, 110, "k");
  ASSERT_TRUE(run());
  EXPECT_EQ(answer_["held"], 11);  // in/b is one of the hundred, too
  ASSERT_EQ(answer_["held_items"].as_array().size(), 1U);
  EXPECT_EQ(answer_["held_items"].at(0).at("label"), "line 1");
  ASSERT_TRUE(run());
  EXPECT_EQ(answer_["held_items"].as_array().size(), 1U) << "though this run looked at nothing";
}

TEST_F(Scan, without_holding_nothing_is_held) {
  put_many(0, 110, "k");
  ASSERT_TRUE(run("list", "--no-hold"));
  EXPECT_EQ(answer_["matched"], 111);
  EXPECT_TRUE(answer_["held_items"].as_array().empty());
}

}  // namespace
}  // namespace jium::cli
