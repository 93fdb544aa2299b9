#include "jium/exchange/vpdq_signal.h"

#include <gtest/gtest.h>

namespace jium::exchange {
namespace {

const std::string kPdq = "c8feb0fc73910f830fc6307cf039e7030fc61b9cf8717cf00fce00070003fffe";
const std::string kZero(64, '0');

TEST(VpdqSignal, reads_what_the_stock_client_writes_late_timestamps_too) {
  const auto frames = read_vpdq_signal(R"([")" + kPdq + R"(,68,0.0", ")" + kZero + R"(,100,1.23e+03"])");
  ASSERT_TRUE(frames) << frames.fault().what;
  ASSERT_EQ(frames->size(), 2U);
  EXPECT_EQ(to_hex(frames->at(0).pdq.bits), kPdq);
  EXPECT_EQ(frames->at(0).pdq.quality, 68);
  EXPECT_EQ(frames->at(1).number, 1);
  EXPECT_DOUBLE_EQ(frames->at(1).seconds, 1230);
}

TEST(VpdqSignal, writes_plain_decimals_however_late_the_frame_is) {
  fingerprint::FrameHash late;
  late.seconds = 123'456.7891;
  late.pdq.quality = 100;
  EXPECT_EQ(write_vpdq_signal({{}, late}),
            R"([")" + kZero + R"(,0,0.000", ")" + kZero + R"(,100,123456.789"])");
  const auto again = read_vpdq_signal(write_vpdq_signal({{}, late}));
  ASSERT_TRUE(again);
  EXPECT_NEAR(again->at(1).seconds, late.seconds, 0.0005);
}

TEST(VpdqSignal, refuses_everything_else_and_names_the_entry) {
  for (const std::string& bad : std::vector<std::string>{
           "", "{}", "[]", "null", "[1]", R"([["x"]])", R"([")" + kPdq + R"(,68"])",
           R"([")" + kPdq + R"(,68,1,2"])", R"([")" + kPdq + R"(,68,nan"])", R"([")" + kPdq + R"(,168,0"])",
           R"([")" + kPdq.substr(1) + R"(,68,0"])", R"([")" + kPdq + R"(,68,0")",
           R"([")" + kPdq + R"(,68,0"] x)", std::string(1000, '[')}) {
    SCOPED_TRACE(bad);
    const auto frames = read_vpdq_signal(bad);
    ASSERT_FALSE(frames);
    EXPECT_EQ(frames.fault().kind, FaultKind::malformed);
  }
  const auto second = read_vpdq_signal(R"([")" + kPdq + R"(,68,0", "x"])");
  ASSERT_FALSE(second);
  EXPECT_TRUE(second.fault().what.starts_with("entry 2: ")) << second.fault().what;
}

}  // namespace
}  // namespace jium::exchange
