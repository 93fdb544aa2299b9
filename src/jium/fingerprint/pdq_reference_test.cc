// The reference's own pictures and values (shared between the projects of the field), where they are at hand.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "jium/fingerprint/fingerprinter.h"
#include "jium/media/sandbox.h"

namespace jium::fingerprint {
namespace {

namespace fs = std::filesystem;

const fs::path kReference = fs::path(JIUM_SOURCE_DIR) / ".." / "shared" / "data" / "pdq";

struct Row {
  std::string file, pdq;
  int width = 0, height = 0, quality = 0;
};

std::vector<Row> expected_rows() {
  std::vector<Row> rows;
  std::ifstream table(kReference / "expected.tsv");
  std::string line;
  std::getline(table, line);  // the heading
  while (std::getline(table, line)) {
    std::istringstream cells(line);
    Row row;
    cells >> row.file >> row.width >> row.height >> row.pdq >> row.quality;
    rows.push_back(row);
  }
  return rows;
}

TEST(PdqReference, every_value_of_quality_50_or_more_agrees_bit_for_bit_and_every_quality_agrees) {
  if (!fs::exists(kReference / "expected.tsv")) {
    GTEST_SKIP()
        << "SKIPPED: the reference's pictures (../shared/data/pdq beside the repository) are not here";
  }
  auto sandbox = media::Sandbox::start(&picture_task);
  ASSERT_TRUE(sandbox) << sandbox.fault().what;
  const auto fingerprinter = make_sandboxed_fingerprinter(**sandbox);
  const auto rows = expected_rows();
  ASSERT_GE(rows.size(), 17U);
  for (const Row& row : rows) {
    SCOPED_TRACE(row.file);
    const auto made = fingerprinter->of_file((kReference / row.file).string());
    ASSERT_TRUE(made) << made.fault().what;
    EXPECT_EQ(made->width, row.width);
    EXPECT_EQ(made->height, row.height);
    EXPECT_EQ(made->perceptual.quality(), row.quality);
    if (row.quality >= kQualityFloor) {
      EXPECT_EQ(made->perceptual.hex(), row.pdq);
    }
  }
}

}  // namespace
}  // namespace jium::fingerprint
