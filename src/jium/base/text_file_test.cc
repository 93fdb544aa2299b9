#include "jium/base/text_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace jium {
namespace {

namespace fs = std::filesystem;

TEST(TextFile, IsReadWholeAndFoldersAndMissingOnesAreFaultsThatNameThePath) {
  const fs::path folder = fs::path(testing::TempDir()) / ("jium-text-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const std::string file = (folder / "word").string();
  std::ofstream(file) << "a word \r\n";
  EXPECT_EQ(read_text_file(file).value(), "a word \r\n");
  EXPECT_EQ(read_word_file(file).value(), "a word");
  for (const std::string& wrong : {folder.string(), file + "-not-there"}) {
    const auto read = read_text_file(wrong);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.fault().kind, FaultKind::outside);
    EXPECT_NE(read.fault().what.find(wrong), std::string::npos);
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace jium
