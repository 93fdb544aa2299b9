#include "jium/cli/sealed_file.h"

#include <gtest/gtest.h>

#include "jium/cli/list_drawn_test.h"

namespace jium::cli {
namespace {

namespace fs = std::filesystem;
class SealedFiles : public InAFolder {};

TEST_F(SealedFiles, what_is_added_in_pieces_of_any_size_is_the_file_and_its_seal) {
  std::string whole;
  {
    auto file = SealedFile::create(at("file"));
    ASSERT_TRUE(file);
    for (const std::size_t size : {0U, 1U, 700'000U, 700'000U, 3U, 2'500'000U}) {
      const std::string piece(size, static_cast<char>('a' + size % 26));
      ASSERT_TRUE(file->add(piece));
      whole += piece;
    }
    const auto seal = file->finish();
    ASSERT_TRUE(seal);
    EXPECT_EQ(*seal, seal_of_text(whole));
  }
  EXPECT_EQ(text("file"), whole);
  EXPECT_EQ(*seal_of_file(at("file")), seal_of_text(whole));
}

TEST_F(SealedFiles, what_is_not_finished_does_not_bear_the_name) {
  put("file", "old");
  {
    auto file = SealedFile::create(at("file"));
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->add(std::string(3'000'000, 'x')));
  }
  EXPECT_EQ(text("file"), "old");
}

TEST_F(SealedFiles, nobody_else_may_read_them) {
  ASSERT_TRUE(write_sealed(at("file"), "words"));
  EXPECT_EQ(fs::status(at("file")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(SealedFiles, a_folder_that_is_not_there_is_told) {
  EXPECT_EQ(write_sealed(at("no/file"), "words").fault().kind, FaultKind::outside);
  EXPECT_EQ(seal_of_file(at("no/file")).fault().kind, FaultKind::outside);
}

}  // namespace
}  // namespace jium::cli
