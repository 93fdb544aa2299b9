#include "jium/removal/task.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::removal {
namespace {

Task open_one(TaskKind kind) {
  Task task;
  task.id = TaskId::random();
  task.kind = kind;
  return task;
}

TaskEnd end_with(TaskState end, std::string words = "", std::string receipt = "") {
  return {end, Secret<std::string>(std::move(words)), Secret<std::string>(std::move(receipt))};
}

constexpr Instant kNow{std::chrono::hours{500'000}};

TEST(Task, EndsOnceAndSaysWhoWhenAndWithWhichReceipt) {
  Task task = open_one(TaskKind::fill_form);
  ASSERT_TRUE(finish(task, end_with(TaskState::done, "by their form", "4711-b"), "U-1", kNow));
  EXPECT_EQ(task.state, TaskState::done);
  EXPECT_EQ(task.finished_by, "U-1");
  EXPECT_EQ(task.finished_at, kNow);
  EXPECT_EQ(task.receipt.reveal(), "4711-b");
  const auto again = finish(task, end_with(TaskState::declined, "no"), "U-2", kNow);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.fault().kind, FaultKind::conflict);
  EXPECT_EQ(task.finished_by, "U-1");
  EXPECT_FALSE(take(task, registry::PersonId::random()));
}

TEST(Task, IsNeverDeclinedWithoutAReasonNorAQuestionAnsweredWithoutWords) {
  Task form = open_one(TaskKind::fill_form);
  EXPECT_FALSE(finish(form, end_with(TaskState::declined), "U-1", kNow));
  EXPECT_EQ(form.state, TaskState::open);
  EXPECT_TRUE(finish(form, end_with(TaskState::declined, "their form is gone"), "U-1", kNow));
  Task question = open_one(TaskKind::answer_question);
  EXPECT_FALSE(finish(question, end_with(TaskState::done), "U-1", kNow));
  EXPECT_TRUE(finish(question, end_with(TaskState::done, "the second picture"), "U-1", kNow));
}

TEST(Task, AReceiptIsForWhatWasSent) {
  Task reply = open_one(TaskKind::look_at_reply);
  EXPECT_FALSE(finish(reply, end_with(TaskState::done, "", "4711"), "U-1", kNow));
  Task form = open_one(TaskKind::fill_form);
  EXPECT_FALSE(finish(form, end_with(TaskState::declined, "no", "4711"), "U-1", kNow));
  EXPECT_FALSE(finish(form, end_with(TaskState::open, "no"), "U-1", kNow));
  EXPECT_FALSE(finish(form, end_with(TaskState::done, std::string(2001, 'a')), "U-1", kNow));
  EXPECT_FALSE(finish(form, end_with(TaskState::done, "", std::string(201, 'a')), "U-1", kNow));
  EXPECT_EQ(form.state, TaskState::open);
}

RC_GTEST_PROP(Tasks, AreOpenExactlyAsLongAsNobodyHasEndedThem, (const std::vector<std::uint8_t>& steps)) {
  Task task = open_one(TaskKind::send_otherwise);
  bool ended = false;
  for (const std::uint8_t step : steps) {
    if (step % 3 == 0) {
      RC_ASSERT(take(task, registry::PersonId(step + 1U)).has_value() == !ended);
    } else {
      const auto end = step % 3 == 1 ? TaskState::done : TaskState::declined;
      RC_ASSERT(finish(task, end_with(end, "words"), "U-1", kNow).has_value() == !ended);
      ended = true;
    }
    RC_ASSERT((task.state == TaskState::open) == !ended);
    RC_ASSERT(task.finished_at.has_value() == ended);
  }
}

}  // namespace
}  // namespace jium::removal
