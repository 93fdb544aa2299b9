// A form or a message on its way out, as the worker carries it: whatever the host says, and wherever the
// worker dies, it is handed over once or a person is asked.
#include "jium/work/send.h"

#include <gmock/gmock.h>

#include "jium/desk/desk_fixture.h"
#include "jium/desk/keep_task.h"
#include "jium/work/worker.h"

namespace jium::work {
namespace {

using desk::must;
using removal::LetterState;
using removal::PostOutcome;
using removal::RequestState;
using removal::TaskKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

// The process ends here, as far as the store can know.
struct Death : std::exception {};

class DyingSender final : public removal::FormSender {
 public:
  bool hands_over = false;
  int posted = 0;
  [[nodiscard]] removal::PostDelivery send(const removal::Post&,
                                           const std::function<bool()>& hand_over) override {
    if (hands_over) posted += hand_over();
    throw Death();
  }
};

class Posting : public desk::DeskFixture {
 protected:
  // Confirmed, and to go to the operator's own API.
  void SetUp() override {
    register_one(open_a_case().id);
    const auto sighting = see("https://site.example/v/1", {desk::pdq(3)}).value().sighting;
    must(write([&](auto& tx) -> Result<void> {
      JIUM_TRY(const auto made, desk::add_operator(desk, tx, officer,
                                                   {"Example Hosting",
                                                    "",
                                                    removal::Language::en,
                                                    "KR",
                                                    {{removal::ChannelKind::api,
                                                      Secret<std::string>("https://api.site.example/jium"),
                                                      removal::Language::en}}}));
      return desk::assign_site(desk, tx, officer, "site.example", made.id).map([](const auto&) {});
    }));
    request = must(confirm(must(draft(sighting.id)).id)).id;
    post = stored().id;
  }
  store::StoredPost stored() {
    return must(read([&](auto& tx) { return store::post_of(tx, request); })).value();
  }
  Sent send(PostOutcome outcome, int status = 200) {
    sender.next = {outcome, status, "in one line"};
    return must(send_post(*store, desk, sender, post));
  }
  std::vector<TaskKind> open_tasks() {
    std::vector<TaskKind> kinds;
    for (const auto& task : must(read([&](auto& tx) { return desk::list_tasks(desk, tx, officer, true); })))
      kinds.push_back(task.kind);
    return kinds;
  }
  void say(bool arrived) {
    must(write([&](auto& tx) { return desk::settle_doubt(desk, tx, officer, request, arrived); }));
  }

  removal::FakeFormSender sender;
  removal::RequestId request;
  store::PostId post;
};

TEST_F(Posting, WhatIsTakenIsSentAndNeverPostedAgain) {
  EXPECT_EQ(send(PostOutcome::confirmed, 202), Sent::settled);
  EXPECT_EQ(load(request).state, RequestState::sent);
  EXPECT_EQ(stored().status, 202);
  EXPECT_EQ(send(PostOutcome::confirmed), Sent::settled);
  ASSERT_THAT(sender.posted, SizeIs(1));
  EXPECT_FALSE(sender.posted.front().headers.empty()) << "it is signed";
}

TEST_F(Posting, WhatIsRefusedIsRefused) {
  EXPECT_EQ(send(PostOutcome::refused, 422), Sent::settled);
  EXPECT_EQ(load(request).state, RequestState::refused);
  EXPECT_THAT(alarms(),
              UnorderedElementsAre(store::AlarmKind::letter_refused, store::AlarmKind::ladder_waits));
  EXPECT_EQ(send(PostOutcome::confirmed), Sent::settled);
  EXPECT_THAT(sender.posted, SizeIs(1));
}

TEST_F(Posting, WhatIsPostponedGoesOutAnotherTime) {
  EXPECT_EQ(send(PostOutcome::postponed, 503), Sent::again);
  EXPECT_EQ(stored().delivery.state, LetterState::queued);
  EXPECT_EQ(send(PostOutcome::confirmed), Sent::settled);
  EXPECT_EQ(load(request).state, RequestState::sent);
  EXPECT_THAT(sender.posted, SizeIs(1));
}

TEST_F(Posting, WhatNobodyKnowsIsAPersonsToSettle) {
  EXPECT_EQ(send(PostOutcome::unknown, 500), Sent::settled);
  EXPECT_EQ(stored().delivery.state, LetterState::unconfirmed);
  EXPECT_THAT(open_tasks(), ElementsAre(TaskKind::look_at_doubt));
  EXPECT_EQ(send(PostOutcome::confirmed), Sent::settled);
  EXPECT_THAT(sender.posted, SizeIs(1)) << "not on a guess";
  say(false);
  EXPECT_EQ(send(PostOutcome::confirmed), Sent::settled);
  EXPECT_THAT(sender.posted, SizeIs(2)) << "a person has said that it did not arrive";
  EXPECT_EQ(load(request).state, RequestState::sent);
}

TEST_F(Posting, AWorkerThatDiesBeforeHandingOverLeavesNothingBehind) {
  DyingSender dying;
  EXPECT_THROW(must(send_post(*store, desk, dying, post)), Death);
  EXPECT_EQ(stored().delivery.state, LetterState::sending);
  EXPECT_EQ(send(PostOutcome::confirmed), Sent::settled);
  EXPECT_EQ(load(request).state, RequestState::sent);
  EXPECT_THAT(alarms(), IsEmpty());
}

TEST_F(Posting, AWorkerThatDiesBetweenThePostAndItsRecordLeavesADoubt) {
  DyingSender dying;
  dying.hands_over = true;
  EXPECT_THROW(must(send_post(*store, desk, dying, post)), Death);
  EXPECT_EQ(dying.posted, 1);
  EXPECT_EQ(stored().delivery.state, LetterState::handed_over);
  EXPECT_EQ(send(PostOutcome::confirmed), Sent::settled);
  EXPECT_THAT(sender.posted, IsEmpty());
  EXPECT_EQ(stored().delivery.state, LetterState::unconfirmed);
  EXPECT_THAT(alarms(), ElementsAre(store::AlarmKind::letter_unconfirmed));
  EXPECT_THAT(open_tasks(), ElementsAre(TaskKind::look_at_doubt));
  say(true);
  EXPECT_EQ(load(request).state, RequestState::sent);
  EXPECT_EQ(send(PostOutcome::confirmed), Sent::settled);
  EXPECT_THAT(sender.posted, IsEmpty());
}

TEST_F(Posting, TwoWorkersThatOvertakeEachOtherHandItOverOnce) {
  class Overtaken final : public removal::FormSender {
   public:
    explicit Overtaken(std::function<void()> meanwhile) : meanwhile_(std::move(meanwhile)) {}
    bool handed_over = true;
    [[nodiscard]] removal::PostDelivery send(const removal::Post&,
                                             const std::function<bool()>& hand_over) override {
      meanwhile_();
      handed_over = hand_over();
      return {PostOutcome::postponed, 0, "nothing was sent"};
    }

   private:
    std::function<void()> meanwhile_;
  };
  Overtaken slow([&] { EXPECT_EQ(send(PostOutcome::confirmed), Sent::settled); });
  static_cast<void>(send_post(*store, desk, slow, post));
  EXPECT_FALSE(slow.handed_over) << "the last byte must not leave";
  EXPECT_THAT(sender.posted, SizeIs(1));
  EXPECT_EQ(load(request).state, RequestState::sent);
}

}  // namespace
}  // namespace jium::work
