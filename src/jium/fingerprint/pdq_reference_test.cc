// The reference's own pictures and values (shared between the projects of the field), where they are at hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "jium/fingerprint/fingerprinter.h"
#include "jium/fingerprint/pdq_kernel.h"
#include "jium/fingerprint/pdq_plain.h"
#include "jium/media/sandbox.h"

namespace jium::fingerprint {
namespace {

namespace fs = std::filesystem;

const fs::path kReference = fs::path(JIUM_SOURCE_DIR) / ".." / "shared" / "data" / "pdq";

struct Row {
  std::string file, pdq;
  int width = 0, height = 0, quality = 0;
};

constexpr std::string_view kSkipped =
    "SKIPPED: the reference's pictures (../shared/data/pdq beside the repository) are not here";

media::Picture picture_of(const std::string& file) {
  std::ifstream in(kReference / file, std::ios::binary);
  const Bytes bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  auto picture = media::decode_picture(bytes);
  EXPECT_TRUE(picture) << file;
  return picture ? *std::move(picture) : media::Picture{};
}

int distance(const std::array<std::uint8_t, 32>& a, const std::array<std::uint8_t, 32>& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.size(); ++i) bits += std::popcount(static_cast<unsigned>(a[i] ^ b[i]));
  return bits;
}

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
    GTEST_SKIP() << kSkipped;
  }
  auto sandbox = media::Sandbox::start(&file_task);
  ASSERT_TRUE(sandbox) << sandbox.fault().what;
  const auto fingerprinter = make_sandboxed_fingerprinter(**sandbox);
  const auto rows = expected_rows();
  ASSERT_GE(rows.size(), 17U);
  for (const Row& row : rows) {
    SCOPED_TRACE(row.file);
    const auto made = fingerprinter->of_file((kReference / row.file).string(), Purpose::standard);
    ASSERT_TRUE(made) << made.fault().what;
    EXPECT_EQ(made->width, row.width);
    EXPECT_EQ(made->height, row.height);
    EXPECT_EQ(made->fingerprints.front().quality(), row.quality);
    if (row.quality >= kQualityFloor) {
      EXPECT_EQ(made->fingerprints.front().hex(), row.pdq);
    }
  }
}

TEST(PdqReference, every_kernel_and_the_plain_twin_have_every_bit_and_quality_of_the_table) {
  if (!fs::exists(kReference / "expected.tsv")) GTEST_SKIP() << kSkipped;
  for (const Row& row : expected_rows()) {
    SCOPED_TRACE(row.file);
    const media::Picture picture = picture_of(row.file);
    const Pdq twin = pdq::plain_pdq_of(picture.view());
    if (row.quality >= kQualityFloor) {
      EXPECT_EQ(to_hex(twin.bits), row.pdq);
    }
    EXPECT_EQ(twin.quality, row.quality);
    if (std::min(picture.width, picture.height) < pdq::kSmallestSide) continue;
    for (const pdq::Kernel* kernel : pdq::kernels()) {
      EXPECT_EQ(pdq::hash_of(*kernel, pdq::square_of(*kernel, picture.view())), twin) << kernel->name;
    }
  }
}

// What the reference's command-line program prints with its dihedral option for pen-and-coaster.png, in our
// order of the forms. pen.png is the same photograph in another size: near, not equal.
constexpr std::array<std::string_view, kDihedrals> kPenForms{
    "1f811b9d267fbc6613c0c7f30e041f9df49b836303e10f067fcffc12c02d01f9",   // as it is
    "14c6fb71308c2673d31c4c67ef783286cda9cf963463ba7a618b8ce534dc1a1c",   // rotate 90
    "4ad4b137732a16cc469569595b51b537a1cea9c956b4a5ac2a9a56b89578ab53",   // rotate 180
    "41d351db65d9ccd98649e6cdba2d982cd8fc6d3c613630d034de264f6189b0be",   // rotate 270
    "4ad44ec8733ae93346d596e65b514ac8a1ced63656b45a532a9bad47957854ac",   // flip y
    "1f81f4e2267f439913c03c4c0e04e062f49bfc9c03e1f0f97fcf07edc02dfe06",   // flip x
    "14c6048e308cd98cd31cb79cef78cd79cda93c6934636585618b731a34dce5eb",   // flip plus 1
    "41d3ae2465d9732686491936ba2d67d398fc96c36136cf2f34ded9b061894f41"};  // flip minus 1

TEST(PdqReference, the_eight_forms_mean_what_the_reference_means_by_them) {
  if (!fs::exists(kReference / "pen.png")) GTEST_SKIP() << kSkipped;
  const PdqForms ours = pdq_forms_of(picture_of("pen.png").view());
  for (std::size_t k = 0; k < kDihedrals; ++k) {
    const Bytes published = from_hex(kPenForms[k]).value();
    std::array<std::uint8_t, 32> theirs{};
    std::copy(published.begin(), published.end(), theirs.begin());
    for (std::size_t other = 0; other < kDihedrals; ++other) {
      const int apart = distance(ours.forms[other], theirs);
      if (other == k) {
        EXPECT_LE(apart, 20) << k;
      } else {
        EXPECT_GT(apart, 60) << k << " and " << other;
      }
    }
  }
}

// rot90.png and flipx.png are one photograph, the first turned against the clock, the second with top and
// bottom changed, each compressed on its own: turning the second over its other diagonal gives the first.
TEST(PdqReference, the_photograph_that_was_flipped_has_the_turned_photograph_among_its_forms) {
  if (!fs::exists(kReference / "rot90.png")) GTEST_SKIP() << kSkipped;
  const Pdq turned = pdq_of(picture_of("rot90.png").view());
  const PdqForms forms = pdq_forms_of(picture_of("flipx.png").view());
  for (std::size_t k = 0; k < kDihedrals; ++k) {
    const int apart = distance(forms.forms[k], turned.bits);
    if (k == static_cast<std::size_t>(Dihedral::antitransposed)) {
      EXPECT_LE(apart, 16);
    } else {
      EXPECT_GT(apart, 60) << k;
    }
  }
}

}  // namespace
}  // namespace jium::fingerprint
