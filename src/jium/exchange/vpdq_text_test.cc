#include "jium/exchange/vpdq_text.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace jium::exchange {
namespace {

namespace fs = std::filesystem;

const std::string kPdq = "c8feb0fc73910f830fc6307cf039e7030fc61b9cf8717cf00fce00070003fffe";

TEST(VpdqText, reads_a_line_into_its_four_parts) {
  const auto frames = read_vpdq_text("30,68," + kPdq + ",1.001\n");
  ASSERT_TRUE(frames);
  ASSERT_EQ(frames->size(), 1U);
  EXPECT_EQ(frames->front().number, 30);
  EXPECT_EQ(frames->front().pdq.quality, 68);
  EXPECT_EQ(to_hex(frames->front().pdq.bits), kPdq);
  EXPECT_DOUBLE_EQ(frames->front().seconds, 1.001);
}

TEST(VpdqText, reads_upper_case_digits_windows_lines_a_missing_last_line_end_and_exponents) {
  std::string upper = kPdq;
  for (char& digit : upper) digit = static_cast<char>(std::toupper(static_cast<unsigned char>(digit)));
  const auto frames = read_vpdq_text("0,100," + upper + ",0\r\n\r\n36900,50," + kPdq + ",1.23e+03");
  ASSERT_TRUE(frames);
  ASSERT_EQ(frames->size(), 2U);
  EXPECT_EQ(to_hex(frames->at(0).pdq.bits), kPdq);
  EXPECT_DOUBLE_EQ(frames->at(1).seconds, 1230);
}

TEST(VpdqText, writes_the_reference_s_form_with_three_decimals) {
  fingerprint::FrameHash frame;
  frame.number = 2997;
  frame.seconds = 100.0 / 3;
  frame.pdq.quality = 7;
  frame.pdq.bits[0] = 0xAB;
  EXPECT_EQ(write_vpdq_text({frame, {}}),
            "2997,7,ab" + std::string(62, '0') + ",33.333\n0,0," + std::string(64, '0') + ",0.000\n");
}

TEST(VpdqText, names_the_bad_line_and_returns_nothing) {
  const std::string good = "0,100," + kPdq + ",0.000\n";
  for (const std::string& bad : std::vector<std::string>{
           "0,100," + kPdq, "0,100," + kPdq + ",0.000,1", "-1,100," + kPdq + ",0", "0,101," + kPdq + ",0",
           "0,-1," + kPdq + ",0", "0,100," + kPdq.substr(2) + ",0", "0,100," + kPdq + "00,0",
           "0,100," + kPdq + ",nan", "0,100," + kPdq + ",inf", "0,100," + kPdq + ",-1",
           "0,100," + kPdq + ",1s", "0,100," + kPdq + ",", "1e3,100," + kPdq + ",0",
           " 0,100," + kPdq + ",0"}) {
    SCOPED_TRACE(bad);
    const auto frames = read_vpdq_text(good + bad);
    ASSERT_FALSE(frames);
    EXPECT_EQ(frames.fault().kind, FaultKind::malformed);
    EXPECT_TRUE(frames.fault().what.starts_with("line 2: ")) << frames.fault().what;
  }
}

TEST(VpdqText, a_text_without_a_frame_is_no_fingerprint) {
  EXPECT_FALSE(read_vpdq_text(""));
  EXPECT_FALSE(read_vpdq_text("\n\n"));
}

TEST(VpdqText, the_reference_s_own_files_come_back_byte_for_byte) {
  const fs::path folder = fs::path(JIUM_SOURCE_DIR) / ".." / "shared" / "data" / "video";
  if (!fs::exists(folder)) {
    GTEST_SKIP()
        << "SKIPPED: the reference's values (../shared/data/video beside the repository) are not here";
  }
  int files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream in(entry.path());
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const auto frames = read_vpdq_text(text);
    ASSERT_TRUE(frames) << frames.fault().what;
    EXPECT_EQ(write_vpdq_text(*frames), text);
    ++files;
  }
  EXPECT_GE(files, 3);
}

}  // namespace
}  // namespace jium::exchange
