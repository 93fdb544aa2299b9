#include "jium/cli/file_walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "jium/cli/path_text.h"

namespace jium::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

class Walk : public testing::Test {
 protected:
  Walk() : folder_(fs::path(testing::TempDir()) / ("jium-walk-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~Walk() override { fs::remove_all(folder_); }

  void put(const std::string& name) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << name;
  }
  // Below the folder, in the order of the walk.
  [[nodiscard]] std::vector<std::string> names() const {
    auto walk = FileWalk::start({folder_.string()});
    std::vector<std::string> found;
    while (auto step = walk->next())
      found.push_back(fs::path(step->path).lexically_relative(folder_).string());
    return found;
  }

  fs::path folder_;
};

TEST_F(Walk, files_come_in_the_order_of_their_whole_paths) {
  for (const char* name : {"b/z", "b.jpg", "b/a/deep", "a", "b-1"}) put(name);
  const auto found = names();
  EXPECT_THAT(found, ElementsAre("a", "b-1", "b.jpg", "b/a/deep", "b/z"));
  EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
}

TEST_F(Walk, a_link_to_a_folder_is_not_followed_so_that_the_walk_ends) {
  put("in/file");
  fs::create_directory_symlink(folder_, folder_ / "in" / "round");
  EXPECT_THAT(names(), ElementsAre("in/file"));
}

TEST_F(Walk, what_is_not_a_file_is_met_too_and_an_empty_folder_is_nothing) {
  put("file");
  fs::create_directories(folder_ / "empty");
  fs::create_symlink(folder_ / "nowhere", folder_ / "broken");
  EXPECT_THAT(names(), ElementsAre("broken", "file"));
}

TEST_F(Walk, a_folder_that_vanished_before_it_was_entered_is_a_fault_of_its_own) {
  put("kept");
  put("z/gone");
  auto walk = FileWalk::start({folder_.string()});
  ASSERT_TRUE(walk->next());
  fs::remove_all(folder_ / "z");
  const auto step = walk->next();
  ASSERT_TRUE(step && step->fault);
  EXPECT_EQ(step->fault->kind, FaultKind::outside);
  EXPECT_FALSE(walk->next());
}

TEST_F(Walk, a_path_that_is_not_there_is_missing) {
  const auto walk = FileWalk::start({(folder_ / "nothing").string()});
  ASSERT_FALSE(walk);
  EXPECT_EQ(walk.fault().kind, FaultKind::missing);
}

TEST(PathText, a_name_cannot_end_its_line_and_is_always_utf_8) {
  EXPECT_EQ(path_text("a\nb\tc\x1b"), "a\\x0ab\\x09c\\x1b");
  EXPECT_EQ(path_text("사진.png"), "사진.png");
  EXPECT_EQ(path_text("caf\xe9"), "caf\\xe9");
}

}  // namespace
}  // namespace jium::cli
