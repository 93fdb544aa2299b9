#include "jium/cli/file_results.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "jium/fingerprint/fake_fingerprinter.h"

namespace jium::cli {
namespace {

namespace fs = std::filesystem;

class FileResults : public testing::Test {
 protected:
  FileResults() : folder_(fs::path(testing::TempDir()) / ("jium-files-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_ / "b");
    for (const char* name : {"z.png", "a.png", "b/m.png"}) std::ofstream(folder_ / name) << name;
  }
  ~FileResults() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(FileResults, a_folder_stands_for_the_files_in_and_below_it_sorted) {
  const auto files = files_of({folder_.string()});
  ASSERT_TRUE(files);
  ASSERT_EQ(files->size(), 3U);
  EXPECT_TRUE(std::is_sorted(files->begin(), files->end()));
}

TEST_F(FileResults, a_path_that_is_not_there_is_missing_before_any_work_begins) {
  const auto files = files_of({folder_.string(), (folder_ / "nothing").string()});
  ASSERT_FALSE(files);
  EXPECT_EQ(files.fault().kind, FaultKind::missing);
}

TEST_F(FileResults, every_file_has_one_result_in_the_order_asked) {
  fingerprint::FakeFingerprinter fake;
  fake.file_answer = [](const std::string& path) -> Result<fingerprint::FileFingerprints> {
    return fault(FaultKind::malformed, path);
  };
  std::vector<std::string> paths;
  for (int i = 0; i < 100; ++i) paths.push_back("file " + std::to_string(i));
  std::vector<std::string> seen;
  fingerprint_files(fake, source_of(paths), {.at_once = 4}, [&](const FileResult& result) {
    seen.push_back(result.path);
    EXPECT_EQ(result.fault->what, result.path);
    return true;
  });
  EXPECT_EQ(seen, paths);
}

TEST_F(FileResults, who_says_stop_is_told_nothing_more) {
  fingerprint::FakeFingerprinter fake;
  fake.file_answer = [](const std::string& path) -> Result<fingerprint::FileFingerprints> {
    return fault(FaultKind::malformed, path);
  };
  int seen = 0;
  fingerprint_files(fake, source_of(std::vector<std::string>(1000, "a file")), {.at_once = 2},
                    [&](const FileResult&) { return ++seen < 3; });
  EXPECT_EQ(seen, 3);
}

TEST_F(FileResults, never_more_than_asked_are_under_way_and_a_source_is_not_read_far_ahead) {
  std::atomic<int> under_way = 0, most = 0;
  int taken = 0, handed = 0, furthest = 0;
  fingerprint::FakeFingerprinter fake;
  fake.file_answer = [&](const std::string& path) -> Result<fingerprint::FileFingerprints> {
    const int now = ++under_way;
    most = std::max(most.load(), now);
    std::this_thread::yield();
    --under_way;
    return fault(FaultKind::malformed, path);
  };
  const FileSource source = [&]() -> std::optional<FileToDo> {
    furthest = std::max(furthest, taken - handed);
    if (taken == 5000) return std::nullopt;
    return FileToDo{std::to_string(taken++), std::nullopt};
  };
  fingerprint_files(fake, source, {.at_once = 3}, [&](const FileResult&) { return ++handed > 0; });
  EXPECT_EQ(handed, 5000);
  EXPECT_LE(most, 3);
  EXPECT_LT(furthest, 1000);
}

}  // namespace
}  // namespace jium::cli
