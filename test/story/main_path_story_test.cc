// The story of jium, from the first visit to the report. If you are an officer: read on, it is in plain
// words. If you are an engineer: everything here happens to the real program, over a real mail server and
// real web sites on this machine, typed as commands; only the pictures are drawn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>

#include "story/main_path.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::flag_at;
using peers::list_at;
using peers::number_at;
using peers::text_at;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

class Listener final : public Teller {
 public:
  void begin_step(std::string_view) override {}
  void say(std::string_view) override {}
  void show(std::string_view, std::string_view) override {}
};

std::vector<std::string> texts_of(const boost::json::array& list, std::string_view at) {
  std::vector<std::string> texts;
  for (const auto& one : list) texts.push_back(text_at(one, at));
  return texts;
}

// Of those checks that found nothing there: was each at least `spacing` after the one before?
bool are_apart(const boost::json::array& checks, Duration spacing) {
  std::optional<Instant> last;
  for (const auto& check : checks) {
    if (text_at(check, "/outcome") != "gone") continue;
    const auto at = parse_instant(text_at(check, "/at"));
    if (!at || (last && *at - *last < spacing)) return false;
    last = *at;
  }
  return last.has_value();
}

// A letter says what an operator needs in order to act, and nothing about the person it is written for.
void expect_a_fit_letter(const peers::ReceivedLetter& letter, const Asked& asked, const std::string& address,
                         const Cast& cast, const Registered& registered) {
  EXPECT_THAT(letter.subject, HasSubstr(asked.request)) << "answers are matched by the reference";
  EXPECT_THAT(text_at(asked.folded, "/body"), testing::Not(testing::HasSubstr("://")));
  EXPECT_EQ(letter.subject, text_at(asked.shown, "/subject"));
  EXPECT_EQ(letter.body, text_at(asked.shown, "/body")) << "what was sent is what the officer read";
  EXPECT_THAT(letter.body, HasSubstr(address));
  EXPECT_THAT(letter.body, HasSubstr(asked.request));
  for (const std::string& private_word : {cast.pseudonym, registered.the_case, registered.footage,
                                          std::string("twenties"), std::string("illegal_filming")}) {
    EXPECT_THAT(letter.body, Not(HasSubstr(private_word)));
    EXPECT_THAT(letter.subject, Not(HasSubstr(private_word)));
  }
}

class TheStory : public ::testing::Test {
 protected:
  void SetUp() override {
    JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}}));
    story.emplace(*stage, listener, cast);
  }

  void a_picture_is_registered();
  void copies_are_recognised();
  void removal_is_asked_for();
  void a_lie_is_noticed();
  void removal_is_proved();
  void it_comes_back();
  void the_case_tells_it_all();

  const Cast cast;
  Listener listener;
  std::unique_ptr<Stage> stage;
  std::optional<MainPath> story;
  Registered registered;
  Recognised seen;
  std::vector<Asked> asked;
  LieNoticed lie;
  std::vector<boost::json::value> proved;
  Returned back;
  Told told;
};

// 1. A person has asked a centre for help. The centre calls her Maple; jium never learns her name. The
// officer opens a case and fingerprints the picture on her own computer. The server gets fingerprints, no
// picture.
void TheStory::a_picture_is_registered() {
  JIUM_STEP(registered, story->register_picture());
  EXPECT_FALSE(flag_at(registered.answer, "/was_known"));
  EXPECT_THAT(texts_of(list_at(registered.answer, "/footage/fingerprints"), "/algorithm"),
              ::testing::UnorderedElementsAre("pdq", "pdq-512", "picture-print", "md5", "sha1", "sha256"));
  EXPECT_EQ(list_at(registered.answer, "/same_as").size(), 0U) << "nobody registered it before";
}

// 2. Somebody has uploaded a copy: smaller, with a stamp on it, saved anew. No byte is the same, and yet
// it is recognised. The unrelated picture beside it is not. Nobody had to look at either. A partner
// organisation reports a second copy on a foreign site; it sends fingerprints, as everybody does.
void TheStory::copies_are_recognised() {
  JIUM_STEP(seen, story->recognise_copies());
  EXPECT_EQ(text_at(seen.copy, "/finding"), "recognised");
  EXPECT_EQ(text_at(seen.copy, "/footage"), registered.footage);
  EXPECT_EQ(text_at(seen.copy, "/case"), registered.the_case);
  EXPECT_EQ(text_at(seen.copy, "/algorithm"), "pdq");
  EXPECT_GT(number_at(seen.copy, "/distance").value_or(0), 0) << "it is an altered copy, not the same file";
  EXPECT_LE(number_at(seen.copy, "/distance").value_or(256), 31);
  EXPECT_FALSE(flag_at(seen.copy, "/recurrence"));
  EXPECT_EQ(text_at(seen.unrelated, "/finding"), "unknown");
  EXPECT_EQ(text_at(seen.unrelated, "/sighting"), "")
      << "no sighting is recorded of what nobody complained of";
  EXPECT_EQ(text_at(seen.reported, "/footage"), registered.footage);
  EXPECT_EQ(text_at(seen.reported, "/state"), "live");
}

// 3. jium drafts a letter to each operator. The officer reads it, and only her word sends it. The Korean
// operator is written to in Korean under Korean law; the other in English, under its own law and clock.
void TheStory::removal_is_asked_for() {
  JIUM_STEP(asked, story->ask_for_removal());
  ASSERT_EQ(asked.size(), 2U);
  const peers::ReceivedLetter& korean = asked[0].received;
  const peers::ReceivedLetter& english = asked[1].received;
  expect_a_fit_letter(korean, asked[0], stage->korean_site().address_of("/photos/817.jpg"), cast, registered);
  expect_a_fit_letter(english, asked[1], stage->english_site().address_of("/photos/5.jpg"), cast, registered);
  EXPECT_EQ(korean.to, cast.korean_mail);
  EXPECT_THAT(korean.subject, HasSubstr("삭제 요청"));
  EXPECT_THAT(korean.body, HasSubstr("전기통신사업법 제22조의5")) << "the legal basis";
  EXPECT_THAT(korean.body, HasSubstr("24시간")) << "the clock";
  EXPECT_EQ(english.to, cast.english_mail);
  EXPECT_THAT(english.body, HasSubstr("TAKE IT DOWN Act"));
  EXPECT_THAT(english.body, HasSubstr("48 hours"));
  for (const Asked& one : asked) {
    EXPECT_EQ(text_at(one.sent, "/letter"), "delivered");
    EXPECT_NE(text_at(one.sent, "/request/due_at"), "");
    std::vector<peers::ReceivedLetter> letters;
    JIUM_STEP(letters, stage->sink().letters_about(one.request));
    EXPECT_EQ(letters.size(), 1U) << "an operator gets a letter once";
  }
}

// 4. The Korean operator answers: "We have removed it." That is a word. jium looks at the place, finds the
// picture, and tells the officer. The claim is counted.
void TheStory::a_lie_is_noticed() {
  JIUM_STEP(lie, story->notice_the_lie());
  EXPECT_EQ(text_at(lie.alarm, "/case"), registered.the_case);
  EXPECT_EQ(number_at(lie.request, "/request/false_claims"), 1);
  EXPECT_EQ(text_at(lie.request, "/request/state"), "acknowledged");
  EXPECT_EQ(text_at(lie.request, "/request/verified_at"), "");
  EXPECT_THAT(texts_of(list_at(lie.request, "/checks"), "/outcome"), Each("still_there"));
}

// 5. Now both operators really remove it, the foreign one without a word. Three looks in a row, apart in
// time, find nothing there: that is a proof, and the only thing that is called verified.
void TheStory::removal_is_proved() {
  JIUM_STEP(proved, story->prove_removal());
  ASSERT_EQ(proved.size(), 2U);
  for (const auto& request : proved) {
    const auto outcomes = texts_of(list_at(request, "/checks"), "/outcome");
    EXPECT_GE(std::count(outcomes.begin(), outcomes.end(), "gone"), 3);
    EXPECT_TRUE(are_apart(list_at(request, "/checks"), std::chrono::seconds{1}));
    EXPECT_EQ(text_at(request, "/sighting/state"), "gone");
  }
  EXPECT_EQ(number_at(proved[0], "/request/false_claims"), 1);
  EXPECT_EQ(number_at(proved[1], "/request/false_claims"), 0);
}

// 6. Weeks later it is back on the Korean site, at another address. It is a new sighting that names the
// old one, an alarm, and a new letter in which the operator reads that it had removed this before.
void TheStory::it_comes_back() {
  JIUM_STEP(back, story->notice_the_return());
  EXPECT_TRUE(flag_at(back.inspection, "/recurrence"));
  EXPECT_EQ(text_at(back.sighting, "/recurrence_of"), text_at(seen.copy, "/sighting"));
  EXPECT_NE(text_at(back.sighting, "/id"), text_at(seen.copy, "/sighting"));
  EXPECT_EQ(text_at(back.asked.sent, "/request/recurrence_of"), asked[0].request);
  expect_a_fit_letter(back.asked.received, back.asked, stage->korean_site().address_of("/photos/1203.jpg"),
                      cast, registered);
  EXPECT_THAT(back.asked.received.subject, HasSubstr("재유포"));
  EXPECT_THAT(back.asked.received.body, HasSubstr(asked[0].request)) << "the earlier request is named";
}

// 7. The case tells all of it in order, and the counts add up. This is what a report to a court is made
// from.
void TheStory::the_case_tells_it_all() {
  JIUM_STEP(told, story->tell_the_report());
  EXPECT_THAT(texts_of(list_at(told.the_case, "/history"), "/event"),
              ::testing::IsSupersetOf({"case_opened", "footage_registered", "sighting_recorded",
                                       "request_drafted", "request_confirmed", "letter_sent",
                                       "removal_claimed", "claim_disproved", "removal_verified",
                                       "sighting_gone", "request_acknowledged", "recurrence_recorded"}));
  EXPECT_EQ(text_at(told.the_case, "/case/pseudonym"), cast.pseudonym);
  EXPECT_EQ(number_at(told.report, "/footage"), 1);
  EXPECT_EQ(number_at(told.report, "/sightings"), 3);
  EXPECT_EQ(number_at(told.report, "/recurrences"), 1);
  EXPECT_EQ(number_at(told.report, "/requests"), 3);
  EXPECT_EQ(number_at(told.report, "/sent"), 3);
  EXPECT_EQ(number_at(told.report, "/removed"), 2);
  EXPECT_EQ(number_at(told.report, "/false_claims"), 1);
  EXPECT_EQ(number_at(told.report, "/refused"), 0);
}

TEST_F(TheStory, FromTheFirstVisitToTheReport) {
  ASSERT_NO_FATAL_FAILURE(a_picture_is_registered());
  ASSERT_NO_FATAL_FAILURE(copies_are_recognised());
  ASSERT_NO_FATAL_FAILURE(removal_is_asked_for());
  ASSERT_NO_FATAL_FAILURE(a_lie_is_noticed());
  ASSERT_NO_FATAL_FAILURE(removal_is_proved());
  ASSERT_NO_FATAL_FAILURE(it_comes_back());
  ASSERT_NO_FATAL_FAILURE(the_case_tells_it_all());
  // In the evening the server is stopped, as whoever runs it would stop it.
  int exit_code = -1;
  JIUM_STEP(exit_code, stage->server().stop());
  EXPECT_EQ(exit_code, 0);
}

}  // namespace
}  // namespace jium::story
