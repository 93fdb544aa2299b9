#include "jium/removal/operator_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jium::removal {
namespace {

const RequestId kRequest = RequestId::random();

std::string said(const std::string& state, const std::string& more = "") {
  return R"({"reference":")" + kRequest.text() + R"(","state":")" + state + "\"" + more + "}";
}
std::string asking(const std::string& question) {
  return said("needs_more", R"(,"questions":[)" + question + "]");
}

TEST(OperatorStatus, SaysTheStateTheReasonAndTheWords) {
  const auto status =
      read_operator_status(said("refused", R"(,"reason":"not_ours","words":"ask the host","new":{"x":[1]})"));
  ASSERT_TRUE(status) << status.fault().what;
  EXPECT_EQ(status->reference, kRequest);
  EXPECT_EQ(status->state, OfferState::refused);
  EXPECT_EQ(status->reason, RefusalReason::not_ours);
  EXPECT_EQ(status->words.reveal(), "ask the host");
}

TEST(OperatorStatus, AReasonThatNobodyKnowsIsAnotherOneAndOnlyARefusalHasOne) {
  EXPECT_EQ(read_operator_status(said("refused", R"(,"reason":"holidays")"))->reason, RefusalReason::other);
  EXPECT_EQ(read_operator_status(said("refused"))->reason, RefusalReason::other);
  EXPECT_EQ(read_operator_status(said("removed", R"(,"reason":"not_ours")"))->reason, std::nullopt);
}

TEST(OperatorStatus, QuestionsSayWhetherOurAnswerHasArrived) {
  const auto status = read_operator_status(
      asking(R"({"id":"Q-1","kind":"question","words":"which?","answered_at":null},)"
             R"({"id":"b_2","kind":"counter_notice","words":"ours","answered_at":"2026-11-22T00:00:00Z"})"));
  ASSERT_TRUE(status) << status.fault().what;
  ASSERT_EQ(status->questions.size(), 2U);
  EXPECT_FALSE(status->questions[0].answered);
  EXPECT_TRUE(status->questions[1].answered);
  EXPECT_EQ(status->questions[1].kind, QuestionKind::counter_notice);
  EXPECT_NE(mark_of(kRequest, status->questions[0]), mark_of(kRequest, status->questions[1]));
  EXPECT_THAT(mark_of(kRequest, status->questions[0]), testing::Not(testing::HasSubstr("Q-1")));
}

TEST(OperatorStatus, WordsAreOneLineAndCutBetweenTwoCharacters) {
  std::string words = "a\\nb";
  for (int i = 0; i < 1000; ++i) words += "\xED\x95\x9C";  // a syllable of Hangul
  const auto status = read_operator_status(said("removed", ",\"words\":\"" + words + "\""));
  ASSERT_TRUE(status);
  const std::string& kept = status->words.reveal();
  EXPECT_TRUE(kept.starts_with("a b"));
  EXPECT_EQ(kept.size(), 3U + 3U * ((kMostOperatorWords - 3) / 3));
}

TEST(OperatorStatus, WhatIsNotUnderstoodIsNothing) {
  std::string many;
  for (int i = 0; i < 21; ++i)
    many += (i ? "," : "") + std::string(R"({"id":"q)") + std::to_string(i) + R"(","kind":"question"})";
  for (const std::string& bad :
       {std::string(""), std::string("[]"), std::string("{"), std::string(R"({"state":"removed"})"),
        std::string(R"({"reference":"x","state":"removed"})"), said("vanished"), said(""), asking("1"),
        asking(R"({"id":"","kind":"question"})"), asking(R"({"id":"a b","kind":"question"})"),
        asking(R"({"id":"a","kind":"riddle"})"), asking(many), said("removed", R"(,"questions":{})"),
        said("removed") + std::string(kMostStatusBytes, ' ')}) {
    const auto status = read_operator_status(bad);
    ASSERT_FALSE(status) << bad.substr(0, 100);
    EXPECT_EQ(status.fault().kind, FaultKind::malformed);
  }
}

}  // namespace
}  // namespace jium::removal
