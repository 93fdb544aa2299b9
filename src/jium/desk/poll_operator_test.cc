// What an operator says by its own API lands as what a platform says in its inbox does, once; and what an
// officer says to it goes back until it has arrived.
#include "jium/desk/poll_operator.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "jium/desk/desk_fixture.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/send_post.h"
#include "jium/desk/signed_request.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using casework::Event;
using removal::ApiAnswer;
using removal::ApiCall;
using removal::RequestState;
using removal::TaskKind;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Polls : public DeskFixture {
 public:
  void TestBody() override {}

 protected:
  Polls() {
    the_case = open_a_case().id;
    register_one(the_case);
    must(write([&](auto& tx) -> Result<void> {
      // US law wants a name under what is asked.
      JIUM_CHECK(change_letter_settings(desk, tx, officer, {"Kim Sun-hee", std::nullopt, std::nullopt}));
      JIUM_TRY(
          const auto made,
          add_operator(desk, tx, officer,
                       {"Example Hosting",
                        "",
                        removal::Language::en,
                        "US",
                        {{removal::ChannelKind::api, Secret<std::string>("https://api.site.example/jium"),
                          removal::Language::en}}}));
      return assign_site(desk, tx, officer, "site.example", made.id).map([](const auto&) {});
    }));
    request = must(confirm(must(draft(see("https://site.example/v/1", {pdq(3)}).value().sighting.id)).id)).id;
  }
  // The operator has it.
  void take() {
    const auto post = must(read([&](auto& tx) { return store::post_of(tx, request); })).value().id;
    const int attempt = must(write([&](auto& tx) { return begin_post(desk, tx, post); })).value().attempt;
    must(write([&](auto& tx) { return hand_over_post(desk, tx, post, attempt); }));
    must(write([&](auto& tx) {
      return settle_post(desk, tx, post, attempt, {removal::PostOutcome::confirmed, 202, ""});
    }));
  }
  std::optional<ApiCall> begin_one() {
    return must(write([&](auto& tx) { return begin_poll(desk, tx, request); }));
  }
  std::vector<ApiCall> note(const Result<ApiAnswer>& heard) {
    return must(write([&](auto& tx) { return note_poll(desk, tx, request, heard); }));
  }
  std::vector<ApiCall> hear(const std::string& state, const std::string& more = "") {
    return note(ApiAnswer{
        200, R"({"reference":")" + request.text() + R"(","state":")" + state + "\"" + more + "}", {}});
  }
  static std::string asks(const std::string& kind, bool answered = false) {
    return R"(,"questions":[{"id":"Q-7","kind":")" + kind + R"(","words":"which one?","answered_at":)" +
           (answered ? "\"2026-11-22T00:00:00Z\"" : "null") + "}]";
  }
  removal::Task only_task() {
    const auto tasks = must(read([&](auto& tx) { return list_tasks(desk, tx, officer, true); }));
    EXPECT_THAT(tasks, SizeIs(1));
    return tasks.at(0);
  }
  void end_task(removal::TaskState end) {
    const auto task = only_task().id;
    must(write([&](auto& tx) {
      return finish_task(desk, tx, officer, task, {end, Secret<std::string>("the first one"), {}});
    }));
  }
  // When the operator is asked next; nothing when it is not.
  std::optional<Instant> asked_next() {
    std::optional<Instant> at;
    for (clock.tick(0s);;) {
      const auto job =
          must(write([&](auto& tx) { return store::claim(tx, "test", clock.now() + 24h * 400, 1min); }));
      if (!job) return at;
      if (job->kind == store::JobKind::poll_operator) at = job->due_at;
      must(write([&](auto& tx) { return store::finish(tx, *job); }));
    }
  }
  int times(Event event) {
    const auto all = history(the_case);
    return static_cast<int>(std::count(all.begin(), all.end(), event));
  }

  casework::CaseId the_case;
  removal::RequestId request;
};

TEST_F(Polls, AnOperatorIsAskedOnceItHasTakenTheRequestAndSignedly) {
  EXPECT_FALSE(begin_one()) << "it has not left yet";
  take();
  EXPECT_EQ(asked_next(), clock.now() + 1s);
  const auto call = begin_one().value();
  const std::string path = "/jium/requests/" + request.text();
  EXPECT_EQ(call.address.canonical().reveal(), "https://api.site.example" + path);
  EXPECT_EQ(call.body.reveal(), "");
  std::map<std::string, std::string> headers(call.headers.begin(), call.headers.end());
  const SignedRequest sent{.method = "GET",
                           .target = path,
                           .body = "",
                           .content_digest = headers["Content-Digest"],
                           .signature_input = headers["Signature-Input"],
                           .signature = headers["Signature"]};
  EXPECT_TRUE(verify_signature(sent, from_hex(headers["Jium-Signer"]).value(), clock.now()));
  EXPECT_FALSE(headers.contains("Idempotency-Key")) << "asking changes nothing";
}

TEST_F(Polls, WhatItSaysLandsOnce) {
  take();
  hear("served");
  EXPECT_EQ(load(request).state, RequestState::sent);
  EXPECT_EQ(asked_next(), clock.now() + 10min);
  for (int i = 0; i < 3; ++i) hear("acknowledged");
  EXPECT_EQ(load(request).state, RequestState::acknowledged);
  EXPECT_EQ(times(Event::request_acknowledged), 1);
  asked_next();
  hear("removed");
  EXPECT_EQ(times(Event::removal_claimed), 1);
  const auto due = take_due_jobs();
  EXPECT_THAT(due, Contains(store::JobKind::check_place)) << "a word is not a proof: it is looked at at once";
  EXPECT_EQ(asked_next(), std::nullopt) << "it has said its last word";
}

TEST_F(Polls, ALieIsCountedOnceHoweverOftenItIsSaid) {
  take();
  hear("removed");
  check(request, found(3));
  EXPECT_EQ(load(request).false_claims, 1);
  asked_next();
  EXPECT_EQ(asked_next(), std::nullopt) << "it is not asked again, and so cannot claim again";
}

TEST_F(Polls, ARefusalComesWithItsReason) {
  take();
  hear("refused", R"(,"reason":"not_ours","words":"ask the host 900101-1234567")");
  EXPECT_EQ(load(request).state, RequestState::refused);
  const auto shown = must(read([&](auto& tx) { return show_case(desk, tx, officer, the_case); }));
  std::string words;
  for (const auto& entry : shown.history)
    if (entry.event == Event::request_refused) words = entry.note.reveal();
  EXPECT_THAT(words, HasSubstr("by the operator's API: not_ours"));
  EXPECT_THAT(words, Not(HasSubstr("900101"))) << "no resident number, whoever wrote it down";
  asked_next();
  EXPECT_EQ(asked_next(), std::nullopt);
}

TEST_F(Polls, AQuestionIsATaskOnceAndItsAnswerIsToldUntilItHasArrived) {
  take();
  EXPECT_THAT(hear("needs_more", asks("question")), IsEmpty());
  hear("needs_more", asks("question"));
  EXPECT_EQ(only_task().kind, TaskKind::answer_question);
  EXPECT_EQ(only_task().note.reveal(), "which one?");
  asked_next();
  end_task(removal::TaskState::done);
  EXPECT_EQ(asked_next(), clock.now() + 1s) << "the officer's words go back soon";
  for (int i = 0; i < 2; ++i) {
    const auto calls = hear("needs_more", asks("question"));
    ASSERT_THAT(calls, SizeIs(1)) << "it has not arrived yet";
    EXPECT_EQ(calls[0].address.canonical().reveal(),
              "https://api.site.example/jium/requests/" + request.text() + "/answers");
    EXPECT_EQ(calls[0].body.reveal(), R"({"question":"Q-7","words":"the first one","taken_back":false})");
  }
  EXPECT_THAT(hear("acknowledged", asks("question", true)), IsEmpty());
  EXPECT_THAT(must(read([&](auto& tx) { return list_tasks(desk, tx, officer, true); })), IsEmpty());
  EXPECT_EQ(times(Event::question_asked), 1);
  EXPECT_EQ(times(Event::question_answered), 1);
}

TEST_F(Polls, ACounterNoticeThatIsTakenTakesTheAskBackAndTheOperatorIsTold) {
  take();
  hear("needs_more", asks("counter_notice"));
  EXPECT_EQ(only_task().kind, TaskKind::weigh_counter_notice);
  end_task(removal::TaskState::done);
  EXPECT_EQ(load(request).state, RequestState::refused);
  const auto calls = hear("needs_more", asks("counter_notice"));
  ASSERT_THAT(calls, SizeIs(1));
  EXPECT_THAT(calls[0].body.reveal(), HasSubstr("\"taken_back\":true"));
  EXPECT_NE(asked_next(), std::nullopt);
  EXPECT_THAT(hear("withdrawn", asks("counter_notice", true)), IsEmpty());
  EXPECT_EQ(asked_next(), std::nullopt);
}

TEST_F(Polls, ACounterNoticeThatIsDeclinedLeavesTheAskStanding) {
  take();
  hear("needs_more", asks("counter_notice"));
  end_task(removal::TaskState::declined);
  EXPECT_EQ(load(request).state, RequestState::sent);
  EXPECT_THAT(hear("needs_more", asks("counter_notice")).at(0).body.reveal(),
              HasSubstr("\"taken_back\":false"));
}

TEST_F(Polls, NothingFollowsFromWhatIsNotUnderstood) {
  take();
  const auto before = history(the_case);
  for (const Result<ApiAnswer>& heard :
       {Result<ApiAnswer>(fault(FaultKind::late, "slow")), Result<ApiAnswer>(ApiAnswer{500, "{}", {}}),
        Result<ApiAnswer>(ApiAnswer{401, "", {}}), Result<ApiAnswer>(ApiAnswer{200, "hello", {}}),
        Result<ApiAnswer>(ApiAnswer{
            200, R"({"reference":")" + removal::RequestId::random().text() + R"(","state":"refused"})", {}}),
        Result<ApiAnswer>(
            ApiAnswer{201, R"({"reference":")" + request.text() + R"(","state":"refused"})", {}})}) {
    EXPECT_THAT(note(heard), IsEmpty());
    EXPECT_EQ(asked_next(), clock.now() + 10min) << "it is asked again";
  }
  EXPECT_EQ(load(request).state, RequestState::sent);
  EXPECT_EQ(history(the_case), before);
}

TEST_F(Polls, AnOperatorIsLeftAloneWhenItAsksForItOrDoesNotKnowHowToAnswer) {
  take();
  note(ApiAnswer{429, "", Duration{3h}});
  EXPECT_EQ(asked_next(), clock.now() + 3h);
  note(ApiAnswer{404, "", {}});
  EXPECT_EQ(asked_next(), clock.now() + 10min) << "its inbox may be slow";
  clock.tick(24h);
  note(ApiAnswer{404, "", {}});
  EXPECT_EQ(asked_next(), std::nullopt) << "it answers by mail";
  note(ApiAnswer{503, "", {}});
  EXPECT_EQ(asked_next(), clock.now() + 1h);
  clock.tick(24h * 60);
  note(ApiAnswer{503, "", {}});
  EXPECT_EQ(asked_next(), std::nullopt) << "nor for ever";
}

// Whatever an operator says, in whatever order: never a proof, never two of one event, never a second claim
// while it says the same.
RC_GTEST_PROP(PollsAnyOrder, TheOperatorsWordsMakeNoProofAndNoEventTwice, ()) {
  static const std::vector<std::string> kStates{"waiting", "served",  "acknowledged", "needs_more",
                                                "removed", "refused", "withdrawn"};
  const auto said =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, kStates.size()));
  struct Open : Polls {
    using Polls::asks;
    using Polls::hear;
    using Polls::load;
    using Polls::request;
    using Polls::take;
    using Polls::times;
  } polls;
  polls.take();
  for (const std::size_t word : said) polls.hear(kStates[word], Open::asks("question"));
  RC_ASSERT(polls.load(polls.request).state != RequestState::verified);
  for (const Event event :
       {Event::request_acknowledged, Event::removal_claimed, Event::request_refused, Event::question_asked})
    RC_ASSERT(polls.times(event) <= 1);
}

}  // namespace
}  // namespace jium::desk
