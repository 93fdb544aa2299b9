#include "jium/cli/result_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "jium/base/text_file.h"

namespace jium::cli {
namespace {

namespace fs = std::filesystem;
const boost::json::object kHead{{"jium", "scan"}, {"against", "00"}};

FileStamp stamp(std::uint8_t number) {
  FileStamp stamp{};
  stamp.fill(number);
  return stamp;
}

class Results : public testing::Test {
 protected:
  Results()
      : path_((fs::path(testing::TempDir()) / ("jium-results-" + std::to_string(::getpid()))).string()) {}
  ~Results() override { fs::remove(path_); }
  [[nodiscard]] std::string text() const { return *read_text_file(path_); }
  void add_two() const {
    auto file = ResultFile::open(path_, kHead);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->add(stamp(1), {{"file", "a"}}));
    ASSERT_TRUE(file->add(stamp(2), {{"file", "b"}}));
    ASSERT_TRUE(file->finish());
  }
  std::string path_;
};

TEST_F(Results, what_was_done_is_known_when_the_file_is_opened_again) {
  add_two();
  const auto file = ResultFile::open(path_, kHead);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->known(), 2U);
  EXPECT_TRUE(file->has(stamp(1)));
  EXPECT_FALSE(file->has(stamp(3)));
}

TEST_F(Results, each_line_that_is_there_is_handed_over_in_its_order) {
  add_two();
  std::string seen;
  const auto file = ResultFile::open(path_, kHead, [&](const boost::json::object& line) {
    seen += std::string(line.at("file").as_string());
  });
  ASSERT_TRUE(file);
  EXPECT_EQ(seen, "ab");
}

TEST_F(Results, a_file_cut_at_any_byte_goes_on_with_every_whole_line) {
  add_two();
  const std::string whole = text();
  const std::size_t head_end = whole.find('\n') + 1;
  const std::size_t first_end = whole.find('\n', head_end) + 1;
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << whole.substr(0, size);
    auto file = ResultFile::open(path_, kHead);
    ASSERT_TRUE(file) << size;
    EXPECT_EQ(file->has(stamp(1)), size >= first_end) << size;
    EXPECT_EQ(file->has(stamp(2)), size == whole.size()) << size;
    ASSERT_TRUE(file->add(stamp(3), {}));
  }
}

TEST_F(Results, two_do_not_write_at_once) {
  const auto first = ResultFile::open(path_, kHead);
  ASSERT_TRUE(first);
  const auto second = ResultFile::open(path_, kHead);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.fault().kind, FaultKind::conflict);
}

TEST_F(Results, another_work_does_not_write_into_it) {
  add_two();
  const std::string before = text();
  const auto file = ResultFile::open(path_, {{"jium", "scan"}, {"against", "01"}});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.fault().kind, FaultKind::conflict);
  EXPECT_EQ(text(), before);
}

TEST_F(Results, a_file_that_jium_did_not_write_is_left_alone) {
  for (const char* foreign : {"my notes\n", "{\"a\":1}\n", "[]\n"}) {
    std::ofstream(path_, std::ios::trunc) << foreign;
    const auto file = ResultFile::open(path_, kHead);
    ASSERT_FALSE(file);
    EXPECT_EQ(file.fault().kind, FaultKind::malformed);
    EXPECT_EQ(text(), foreign);
  }
}

TEST_F(Results, a_foreign_file_without_a_line_end_is_not_emptied) {
  std::ofstream(path_, std::ios::trunc) << "my only notes";
  const auto file = ResultFile::open(path_, kHead);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.fault().kind, FaultKind::malformed);
  EXPECT_EQ(text(), "my only notes");
}

TEST_F(Results, a_file_that_changed_has_another_stamp) {
  std::ofstream(path_, std::ios::trunc) << "one";
  const FileState before = state_of_file(path_);
  EXPECT_EQ(before.size, 3);
  EXPECT_EQ(before.stamp, state_of_file(path_).stamp);
  std::ofstream(path_, std::ios::trunc) << "longer";
  EXPECT_NE(before.stamp, state_of_file(path_).stamp);
  EXPECT_NE(state_of_file(path_).stamp, state_of_file(path_ + "x").stamp);
}

}  // namespace
}  // namespace jium::cli
