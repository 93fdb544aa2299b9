#include "jium/intake/intake.h"

#include <gmock/gmock.h>

#include <set>

#include "jium/desk/receipt_handle.h"
#include "jium/desk/take_up_report.h"
#include "jium/intake/intake_fixture.h"
#include "jium/store/intake_reports.h"

namespace jium::intake {
namespace {

using casework::IntakeState;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kPrints =
    R"([{"kind":"image","source":"survivor_device","fingerprints":[{"algorithm":"sha256","value":")" +
    std::string(64, 'a') + R"(","quality":100}]}])";

std::string header(const http::Reply& reply, const std::string& name) {
  std::string found;
  for (const auto& [key, value] : reply.headers) {
    if (key == name) found = value;
  }
  return found;
}

class TheIntake : public IntakeHouse {
 protected:
  std::vector<casework::IntakeReport> reports() {
    return desk::must(read([&](auto& tx) { return store::intakes_of(tx, officer.organisation); }));
  }
  desk::AcceptedReport accept(casework::IntakeId id) {
    return desk::must(write([&](auto& tx) { return desk::accept_report(desk, tx, officer, {id, {}}); }));
  }
  // Every page and every refusal there is.
  std::vector<http::Reply> everything() {
    std::vector<http::Reply> all{get("/"),        get("/", "ko-KR,ko;q=0.9"), get("/help"),
                                 get("/nowhere"), get("/intake/icon.svg"),    get("/intake/none.js"),
                                 get("/leave")};
    const std::string receipt = sent({{"harm", "other"}});
    all.push_back(send({{"words", "me: 900101-1234567"}}));
    all.push_back(send({{"harm", "other"}}));
    all.push_back(come_back("070"));
    const auto progress = come_back(receipt);
    const std::string session = session_in(progress.body);
    all.push_back(progress);
    all.push_back(post({{"step", "message"}, {"session", session}, {"words", "hello"}}));
    all.push_back(post({{"step", "progress"}, {"session", "none"}}));
    all.push_back(post({{"step", "withdraw"}, {"session", session}}));
    all.push_back(post({{"step", "withdraw_now"}, {"session", session}}));
    all.push_back(come_back(receipt));
    all.push_back(post({{"step", "end"}, {"session", session}}));
    all.push_back(post({{"step", "nonsense"}}));
    all.push_back(post({}, "/leave"));
    for (const int status : {400, 403, 404, 405, 413, 415, 431, 500, 503})
      all.push_back(intake->face().refuse(status));
    return all;
  }
};

TEST_F(TheIntake, SaysTheSameOfItselfWithEveryAnswer) {
  for (const http::Reply& reply : everything()) {
    EXPECT_EQ(header(reply, "Set-Cookie"), "");
    EXPECT_EQ(header(reply, "Cache-Control"), "no-store");
    EXPECT_EQ(header(reply, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(header(reply, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header(reply, "Cross-Origin-Opener-Policy"), "same-origin");
    const std::string policy = header(reply, "Content-Security-Policy");
    EXPECT_THAT(policy,
                HasSubstr("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'"));
    EXPECT_THAT(policy, HasSubstr("form-action 'self'; frame-ancestors 'none'; base-uri 'none'"));
    EXPECT_THAT(policy, Not(HasSubstr("unsafe-inline")));
    EXPECT_THAT(policy, Not(HasSubstr("http")));
  }
}

TEST_F(TheIntake, HasTheWayOutFirstAndTheHelpLinesOnEveryPageErrorsToo) {
  int pages = 0;
  for (const http::Reply& reply : everything()) {
    if (!reply.content_type.starts_with("text/html") || reply.body.empty()) continue;
    ++pages;
    const std::string& page = reply.body;
    const auto body = page.find("<body data-page=\"");
    ASSERT_NE(body, std::string::npos);
    const auto way_out = page.find("<a id=\"leave\" href=\"/leave", body);
    ASSERT_NE(way_out, std::string::npos);
    for (const char* const other : {"<a ", "<button", "<input", "<textarea", "<summary"})
      EXPECT_GE(page.find(other, body), way_out) << "nothing can be focused before it";
    for (const char* const number : {"tel:1366", "tel:1388", "tel:112"}) EXPECT_THAT(page, HasSubstr(number));
    EXPECT_THAT(page, HasSubstr("data-exit=\"https://"));
    EXPECT_THAT(page, testing::AnyOf(HasSubstr("<title>Notes</title>"), HasSubstr("<title>메모</title>")));
    EXPECT_THAT(page, Not(HasSubstr("{{")));
    EXPECT_THAT(page, Not(HasSubstr("<p></p>"))) << "a word is missing";
    EXPECT_THAT(page, Not(HasSubstr("src=\"http")));
    EXPECT_THAT(page, Not(HasSubstr("style=")));
    EXPECT_THAT(page, Not(HasSubstr("onclick")));
  }
  EXPECT_GT(pages, 20);
}

TEST_F(TheIntake, AsksNothingThatMustBeAnswered) {
  const std::string page = get("/").body;
  EXPECT_THAT(page, Not(HasSubstr("required")));
  for (const char* const section : {"harm", "age", "tell", "files", "places", "contact", "words"})
    EXPECT_THAT(page, HasSubstr("data-section=\"" + std::string(section) + "\""));
  EXPECT_THAT(page,
              HasSubstr("<input type=\"file\" id=\"files\" accept=\"image/*,video/*\" multiple hidden>"))
      << "without a name no form ever sends it";
  EXPECT_THAT(page, HasSubstr("<noscript>"));
  EXPECT_THAT(page, Not(HasSubstr(" checked"))) << "nobody agrees to what they have not ticked";
}

TEST_F(TheIntake, SpeaksKoreanUnlessEnglishIsWantedMore) {
  EXPECT_THAT(get("/", "").body, HasSubstr("<html lang=\"ko\">"));
  EXPECT_THAT(get("/", "en-US,en;q=0.9,ko;q=0.1").body, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(get("/", "ko,en;q=0.9").body, HasSubstr("<html lang=\"ko\">"));
  EXPECT_THAT(get("/", "fr,de;q=0.9").body, HasSubstr("<html lang=\"ko\">"));
  EXPECT_THAT(post({{"step", "language"}, {"lang", "ko"}}).body, HasSubstr("<html lang=\"ko\">"));
}

TEST_F(TheIntake, KeepsWhatWasSentAndGivesAReceiptOnce) {
  const auto reply = send({{"harm", "dissemination"},
                           {"harm", "synthetic"},
                           {"age", "teens"},
                           {"tell", "operators"},
                           {"tell", "committee"},
                           {"prints", kPrints},
                           {"places", "https://site.example/v/1\r\n\r\n a room in a messenger \r\n"},
                           {"contact", " someone safe "},
                           {"message_ok", "yes"},
                           {"words", "first\r\nsecond"}});
  ASSERT_EQ(reply.status, 200);
  EXPECT_TRUE(casework::Receipt::parse(receipt_in(reply.body)).has_value());
  const auto all = reports();
  ASSERT_EQ(all.size(), 1U);
  const auto& kept = all.front();
  EXPECT_EQ(kept.state, IntakeState::waiting);
  EXPECT_EQ(kept.harm_types.size(), 2U);
  EXPECT_EQ(kept.age_band, casework::AgeBand::teens);
  EXPECT_EQ(kept.may_tell, (casework::MayTell{.operators = true, .committee = true}));
  ASSERT_EQ(kept.footage.size(), 1U);
  EXPECT_EQ(kept.footage.front().fingerprints.front().hex(), std::string(64, 'a'));
  ASSERT_EQ(kept.places.size(), 2U);
  EXPECT_EQ(kept.places.at(1).reveal(), "a room in a messenger");
  EXPECT_EQ(kept.contact.reveal(), "someone safe");
  EXPECT_TRUE(kept.may_leave_message);
  EXPECT_EQ(kept.words.reveal(), "first\nsecond");
}

TEST_F(TheIntake, TakesAnEmptyFormAsTheBeginningOfAConversation) {
  EXPECT_EQ(send({}).status, 200);
  EXPECT_EQ(reports().size(), 1U);
}

TEST_F(TheIntake, GivesBackWhatWasTypedWhenItCannotBeTaken) {
  const auto reply = send({{"harm", "synthetic"},
                           {"age", "twenties"},
                           {"tell", "police"},
                           {"prints", kPrints},
                           {"places", "https://site.example/<v>"},
                           {"contact", "\"me\""},
                           {"words", "900101-1234567 & more"}});
  EXPECT_EQ(reply.status, 422);
  EXPECT_THAT(reply.body, HasSubstr("something like a resident registration number"));
  EXPECT_THAT(reply.body, HasSubstr("value=\"synthetic\" checked"));
  EXPECT_THAT(reply.body, HasSubstr("value=\"twenties\" checked"));
  EXPECT_THAT(reply.body, HasSubstr("value=\"police\" checked"));
  EXPECT_THAT(reply.body, HasSubstr("https://site.example/&lt;v&gt;"));
  EXPECT_THAT(reply.body, HasSubstr("&quot;me&quot;"));
  EXPECT_THAT(reply.body, HasSubstr("900101-1234567 &amp; more"));
  EXPECT_THAT(reply.body, HasSubstr(std::string(64, 'a')));
  EXPECT_TRUE(reports().empty());
}

TEST_F(TheIntake, TakesNoFingerprintsThatCannotBeRead) {
  for (const std::string& prints :
       {std::string("{"), std::string("{}"), std::string("[{}]"),
        std::string(R"([{"fingerprints":[{"algorithm":"sha256","value":"aa"}]}])"),
        std::string(R"([{"fingerprints":[],"picture":"AAAA"}])")}) {
    EXPECT_EQ(send({{"prints", prints}}).status, 422) << prints;
  }
  EXPECT_TRUE(reports().empty());
}

TEST_F(TheIntake, MakesOneReportOfAFormThatWasSentTwice) {
  const std::string first = sent({{"once", "abc"}, {"words", "hello"}});
  const std::string second = sent({{"once", "abc"}, {"words", "hello"}});
  EXPECT_EQ(reports().size(), 1U);
  EXPECT_EQ(come_back(first).status, 404);
  EXPECT_EQ(come_back(second).status, 200);
  sent({{"once", "abd"}});
  EXPECT_EQ(reports().size(), 2U);
}

TEST_F(TheIntake, OpensWithTheReceiptAndTellsNobodyWhyAnotherDoesNot) {
  const std::string receipt = sent({{"places", "https://site.example/v/1"}});
  const auto before = desk::receipt_handles_so_far();
  const auto page = come_back(receipt);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(desk::receipt_handles_so_far() - before, 1U);
  EXPECT_THAT(page.body, HasSubstr("data-page=\"progress\""));
  EXPECT_THAT(page.body, HasSubstr("Place 1"));
  EXPECT_THAT(page.body, Not(HasSubstr("site.example"))) << "somebody may look over the shoulder";
  const auto shown =
      post({{"step", "progress"}, {"session", session_in(page.body)}, {"show", "hosts"}, {"lang", "en"}});
  EXPECT_THAT(shown.body, HasSubstr("site.example"));
  EXPECT_THAT(shown.body, Not(HasSubstr("/v/1")));
  // Another number costs the same and opens nothing.
  const auto other = come_back(casework::Receipt::of(42).text().reveal());
  EXPECT_EQ(other.status, 404);
  EXPECT_EQ(desk::receipt_handles_so_far() - before, 2U);
  EXPECT_EQ(come_back("070-1234").status, 422);
  EXPECT_EQ(desk::receipt_handles_so_far() - before, 2U) << "a slip is told before anything is done";
}

TEST_F(TheIntake, ClosesItselfAfterAQuarterOfAnHourAndWhenItIsLeft) {
  const std::string receipt = sent({});
  const auto look = [&](const std::string& session) {
    return post({{"step", "progress"}, {"session", session}}).status;
  };
  const std::string first = session_in(come_back(receipt).body);
  clock.tick(std::chrono::minutes{14});
  EXPECT_EQ(look(first), 200);
  clock.tick(std::chrono::minutes{14});
  EXPECT_EQ(look(first), 200) << "it holds from the last time that it was used";
  clock.tick(std::chrono::minutes{16});
  EXPECT_EQ(look(first), 403);
  const std::string second = session_in(come_back(receipt).body);
  const auto left = get("/leave?session=" + second);
  EXPECT_EQ(left.status, 303);
  EXPECT_EQ(header(left, "Clear-Site-Data"), "\"*\"");
  EXPECT_THAT(header(left, "Location"), testing::StartsWith("https://"));
  EXPECT_EQ(look(second), 403);
  const std::string third = session_in(come_back(receipt).body);
  EXPECT_EQ(post({{"session", third}}, "/leave").status, 204);
  EXPECT_EQ(look(third), 403);
  const std::string fourth = session_in(come_back(receipt).body);
  EXPECT_THAT(post({{"step", "end"}, {"session", fourth}}).body, HasSubstr("data-page=\"left\""));
  EXPECT_EQ(look(fourth), 403);
}

TEST_F(TheIntake, NeverHoldsASessionForMoreThanTwoHours) {
  const std::string session = session_in(come_back(sent({})).body);
  int quarters = 0;
  while (post({{"step", "progress"}, {"session", session}}).status == 200) {
    clock.tick(std::chrono::minutes{10});
    ASSERT_LT(++quarters, 20);
  }
  EXPECT_EQ(quarters, 12);
}

TEST_F(TheIntake, CarriesMessagesBothWaysAndGivesBackOneThatItCannotTake) {
  const std::string receipt = sent({});
  const std::string session = session_in(come_back(receipt).body);
  const auto written = post({{"step", "message"}, {"session", session}, {"words", "is <anybody> there?"}});
  EXPECT_EQ(written.status, 200);
  EXPECT_THAT(written.body, HasSubstr("is &lt;anybody&gt; there?"));
  const auto id = reports().front().id;
  desk::must(write([&](auto& tx) { return desk::answer_report(desk, tx, officer, id, "we are here"); }));
  EXPECT_THAT(come_back(receipt).body, HasSubstr("we are here"));
  const auto refused = post({{"step", "message"}, {"session", session}, {"words", "900101-1234567"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("900101-1234567")) << "nothing that was typed is lost";
  EXPECT_EQ(desk::must(read([&](auto& tx) { return store::messages_of(tx, id); })).size(), 2U);
}

TEST_F(TheIntake, IsTakenBackInTwoClicksAndNothingIsLeftOfIt) {
  const std::string receipt = sent({{"words", "something"}});
  const std::string session = session_in(come_back(receipt).body);
  const auto first = post({{"step", "withdraw"}, {"session", session}});
  EXPECT_THAT(first.body, HasSubstr("will be destroyed"));
  EXPECT_EQ(reports().size(), 1U);
  const auto second = post({{"step", "withdraw_now"}, {"session", session}});
  EXPECT_EQ(second.status, 200);
  EXPECT_TRUE(reports().empty());
  EXPECT_EQ(come_back(receipt).status, 404);
}

TEST_F(TheIntake, StopsTheCaseThatStandsOnItWhenItIsTakenBack) {
  const std::string receipt = sent({{"prints", kPrints}, {"tell", "operators"}, {"tell", "police"}});
  const auto accepted = accept(reports().front().id);
  const std::string session = session_in(come_back(receipt).body);
  EXPECT_THAT(post({{"step", "withdraw"}, {"session", session}}).body, HasSubstr("We stop at once"));
  EXPECT_EQ(post({{"step", "withdraw_now"}, {"session", session}}).status, 200);
  const auto view =
      desk::must(read([&](auto& tx) { return desk::show_case(desk, tx, officer, accepted.the_case.id); }));
  EXPECT_FALSE(view.the_case.consent.removal);
  EXPECT_FALSE(view.the_case.consent.police);
  ASSERT_EQ(view.footages.size(), 1U);
  EXPECT_EQ(view.footages.front().footage.state, registry::FootageState::withdrawn);
  EXPECT_THAT(come_back(receipt).body, HasSubstr("You have taken it back"));
  EXPECT_EQ(post({{"step", "withdraw_now"}, {"session", session}}).status, 200) << "a second click";
}

TEST_F(TheIntake, RefusesWhatAnotherPageMadeTheBrowserSend) {
  for (const char* const site : {"cross-site", "same-site"}) {
    const auto reply = intake->answer({.method = "POST",
                                       .target = "/",
                                       .content_type = "application/x-www-form-urlencoded",
                                       .fetch_site = site,
                                       .body = "step=report"});
    EXPECT_EQ(reply.status, 403);
  }
  EXPECT_TRUE(reports().empty());
  EXPECT_EQ(intake->answer({.method = "GET", .target = "/", .fetch_site = "cross-site"}).status, 200)
      << "a link from the centre's own site leads here";
}

TEST_F(TheIntake, KnowsNothingButItsOwnPagesAndMethods) {
  EXPECT_EQ(get("/api/v1/health").status, 404);
  EXPECT_EQ(get("/console/").status, 404);
  EXPECT_EQ(get("/metrics").status, 404);
  EXPECT_EQ(get("/intake/../../etc/passwd").status, 404);
  EXPECT_EQ(intake->answer({.method = "PUT", .target = "/"}).status, 405);
  EXPECT_EQ(intake->answer({.method = "DELETE", .target = "/leave"}).status, 405);
  EXPECT_EQ(intake->answer({.method = "POST", .target = "/help"}).status, 405);
  EXPECT_EQ(intake->answer({.method = "GET", .target = "nonsense"}).status, 400);
  EXPECT_EQ(intake->answer({.method = "POST", .target = "/", .body = "a=%zz"}).status, 400);
}

TEST_F(TheIntake, IsOpenToAllInCalmTimesAndNarrowsForWhoeverStorms) {
  open(GateLimits{{5, 1}, {2, 1}});
  for (int i = 0; i < 5; ++i) EXPECT_EQ(send({}).status, 200) << "calm";
  EXPECT_EQ(send({}).status, 200);
  EXPECT_EQ(send({}).status, 200);
  const auto refused = send({{"words", "still here"}});
  EXPECT_EQ(refused.status, 429);
  EXPECT_THAT(refused.body, HasSubstr("still here"));
  EXPECT_NE(header(refused, "Retry-After"), "");
  const auto other = intake->answer({.method = "POST",
                                     .target = "/",
                                     .fetch_site = "same-origin",
                                     .body = "step=report",
                                     .asker = "198.51.100.7"});
  EXPECT_EQ(other.status, 200) << "who comes from elsewhere is not made to wait";
}

TEST_F(TheIntake, SaysSoKindlyWhenNoCentreStandsBehindIt) {
  IntakeSettings settings;
  intake.emplace(desk, *store, std::move(settings));  // two centres, and none is named
  const auto reply = send({});
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, HasSubstr("tel:1366"));
}

}  // namespace
}  // namespace jium::intake
