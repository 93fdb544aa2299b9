#include "jium/desk/one_time_code.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cstdio>

namespace jium::desk {
namespace {

// The secret of RFC 6238, appendix B.
const std::string kVectorText = "12345678901234567890";
const ByteView kVector = bytes_of(kVectorText);

Instant second(std::int64_t at) {
  return Instant{std::chrono::seconds{at}};
}

TEST(OneTimeCode, IsTheOneOfTheStandard) {
  // Appendix B has eight digits; six are their end.
  EXPECT_EQ(code_of(kVector, code_step_at(second(59))), "287082");
  EXPECT_EQ(code_of(kVector, code_step_at(second(1111111109))), "081804");
  EXPECT_EQ(code_of(kVector, code_step_at(second(1111111111))), "050471");
  EXPECT_EQ(code_of(kVector, code_step_at(second(1234567890))), "005924");
  EXPECT_EQ(code_of(kVector, code_step_at(second(2000000000))), "279037");
  EXPECT_EQ(code_of(kVector, code_step_at(second(20000000000))), "353130");
}

std::string said_by(const std::string& command) {
  std::string text;
  FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return text;
  for (int one = std::fgetc(pipe); one != EOF && one != '\n'; one = std::fgetc(pipe))
    text += static_cast<char>(one);
  ::pclose(pipe);
  return text;
}

TEST(OneTimeCode, IsTheOneThatOathtoolTells) {
  for (int i = 0; i < 20; ++i) {
    const Bytes secret = random_bytes(kCodeSecretBytes);
    const std::int64_t at = 1'700'000'000 + i * 12'345'677LL;
    const std::string told = said_by("oathtool --totp -b " + code_secret_text(secret) + " --now @" +
                                     std::to_string(at) + " 2>/dev/null");
    if (told.empty()) GTEST_SKIP() << "oathtool is not installed";
    EXPECT_EQ(code_of(secret, code_step_at(second(at))), told) << at;
  }
}

RC_GTEST_PROP(OneTimeCode, IsTakenOneStepEarlyOrLateAndNoFurther, ()) {
  const auto at = *rc::gen::inRange<std::int64_t>(1'000'000, 4'000'000'000);
  const auto away = *rc::gen::inRange<std::int64_t>(-4, 5);
  const std::int64_t step = code_step_at(second(at)) + away;
  // Two steps of a window have the same code once in half a million; the seed is the standard's.
  const auto accepted = accepted_step(kVector, code_of(kVector, step), second(at), 0);
  const bool of_this_step = !accepted || *accepted == step;
  RC_PRE(of_this_step);
  RC_ASSERT(accepted.has_value() == (away >= -1 && away <= 1));
}

TEST(OneTimeCode, IsUsedOnceAndNoneBeforeItAfterwards) {
  const Instant now = second(1'700'000'010);
  const std::int64_t step = code_step_at(now);
  const auto take = [&](std::int64_t of, std::int64_t used) {
    return accepted_step(kVector, code_of(kVector, of), now, used);
  };
  EXPECT_EQ(take(step, step - 1), step);
  EXPECT_FALSE(take(step, step));
  EXPECT_FALSE(take(step - 1, step));
  EXPECT_EQ(take(step + 1, step), step + 1);
}

TEST(OneTimeCode, OfAnotherLengthOrNoDigitsIsWrong) {
  const Instant now = second(59);
  for (const char* wrong : {"", "28708", "2870822", "28708x", "287 082"})
    EXPECT_FALSE(accepted_step(kVector, wrong, now, 0)) << wrong;
}

RC_GTEST_PROP(OneTimeCode, SecretsSurviveTheirText, ()) {
  const auto bytes =
      *rc::gen::container<std::vector<std::uint8_t>>(kCodeSecretBytes, rc::gen::arbitrary<std::uint8_t>());
  const std::string text = code_secret_text(bytes);
  RC_ASSERT(text.size() == 32U);
  RC_ASSERT(*parse_code_secret(text) == bytes);
}

TEST(OneTimeCode, SecretsAreReadAsPeopleTypeThem) {
  EXPECT_EQ(code_secret_text(kVector), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  EXPECT_TRUE(parse_code_secret("gezd gnbv gy3t qojq gezd gnbv gy3t qojq"));
  for (const char* wrong :
       {"", "GEZD", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGE"})
    EXPECT_FALSE(parse_code_secret(wrong)) << wrong;
}

TEST(OneTimeCode, IsWrittenForAppsAsTheyReadIt) {
  EXPECT_EQ(otpauth_uri(kVector, "U-1"),
            "otpauth://totp/jium:U-1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=jium&algorithm=SHA1&"
            "digits=6&period=30");
}

}  // namespace
}  // namespace jium::desk
