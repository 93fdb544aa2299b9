// A place that turns and twists. The footage lies within a page; then it only moves within it; then the page
// says that it was deleted, while it is still shown to those who come from elsewhere; and when it is really
// gone, that is proved only by looks apart in time from two points of the net. Each look can be proved by the
// audit log.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "peers/socks_proxy.h"
#include "pictures/pictures.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::list_at;
using peers::number_at;
using peers::text_at;
using ::testing::Contains;
using ::testing::Not;
using Json = boost::json::value;

constexpr std::uint32_t kPicture = 77;
constexpr const char* kPage = "/board/817";

Bytes page_of(const std::string& html) {
  return {html.begin(), html.end()};
}

class WatchStory : public ::testing::Test {
 protected:
  void SetUp() override {
    JIUM_STEP(proxy, peers::SocksProxy::open());
    JIUM_STEP(elsewhere, peers::LyingSite::open("127.0.0.9"));
    Setting setting;
    setting.jium = JIUM_BINARY;
    setting.spacing = setting.patrol = "1s";
    setting.lease = "10m";  // longer than both vantages may take
    setting.vantages = "\"abroad=socks5h://" + proxy->address() + "\"";
    JIUM_STEP(stage, Stage::set(setting));
    const std::string shown_at = stage->korean_site().address_of("");
    const std::string there = elsewhere->address_of("");
    proxy->lead(shown_at.substr(std::string("http://").size()), "127.0.0.9",
                static_cast<std::uint16_t>(std::stoi(there.substr(there.rfind(':') + 1))));
  }

  // What visitors from here, and those from abroad, are shown.
  void show(const std::string& html, const std::string& html_abroad) {
    stage->korean_site().put(kPage, page_of(html), "text/html; charset=utf-8");
    elsewhere->put(kPage, page_of(html_abroad), "text/html; charset=utf-8");
  }
  void put_copy(const std::string& path) {
    const Bytes copy = pictures::to_jpeg(
        pictures::watermark(pictures::resize(pictures::draw_scene(kPicture), 480, 360)), 60);
    stage->korean_site().put(path, copy, "image/jpeg");
    elsewhere->put(path, copy, "image/jpeg");
  }
  void take_away(const std::string& path) {
    stage->korean_site().remove(path);
    elsewhere->remove(path);
  }

  void register_and_ask();
  void wait_until_sent() const {
    for (int tries = 0; tries < 100 && text_at(request_now(), "/request/sent_at").empty(); ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  // The request's checks once the last of them, from this vantage, has this reason.
  Json wait_for_reason(const std::string& reason);
  Json wait_until_verified();
  [[nodiscard]] Json request_now() const {
    auto answer = stage->officer().ask({"request", "show", request});
    EXPECT_TRUE(answer) << answer.fault().what;
    return answer ? *answer : Json();
  }

  std::unique_ptr<peers::SocksProxy> proxy;
  std::unique_ptr<peers::LyingSite> elsewhere;
  std::unique_ptr<Stage> stage;
  std::string the_case, request;
};

void WatchStory::register_and_ask() {
  Json answer;
  JIUM_STEP(answer, stage->officer().ask({"case", "open", "--pseudonym", "Alder", "--age-band", "twenties",
                                          "--harm", "dissemination", "--consent", "removal"}));
  the_case = text_at(answer, "/id");
  const auto path = stage->officers_folder() / "picture.jpg";
  ASSERT_TRUE(peers::write_file(path, text_of(pictures::to_jpeg(pictures::draw_scene(kPicture)))));
  JIUM_STEP(answer, stage->officer().ask({"register", path.string(), "--case", the_case}));
  JIUM_STEP(answer, stage->officer().ask({"sight", stage->korean_site().address_of(kPage)}));
  ASSERT_EQ(text_at(answer, "/finding"), "recognised") << "by the page's own picture: " << answer;
  const std::string sighting = text_at(answer, "/sighting");
  JIUM_STEP(answer,
            stage->officer().ask({"operator", "add", "--name", "Board", "--mail", "delete@board.example",
                                  "--jurisdiction", "KR", "--language", "ko"}));
  JIUM_STEP(answer, stage->officer().ask({"site", "assign", stage->korean_site().host(), "--operator",
                                          text_at(answer, "/id")}));
  JIUM_STEP(answer, stage->officer().ask({"request", "draft", sighting}));
  request = text_at(answer, "/id");
  JIUM_STEP(answer, stage->officer().ask({"request", "confirm", request}));
}

Json WatchStory::wait_until_verified() {
  Json proved = request_now();
  for (int tries = 0; tries < 600 && text_at(proved, "/request/state") != "verified"; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    proved = request_now();
  }
  return proved;
}

Json WatchStory::wait_for_reason(const std::string& reason) {
  for (int tries = 0; tries < 600; ++tries) {
    const Json now = request_now();
    const auto& checks = list_at(now, "/checks");
    // The last round: what was looked at from both sides has one time.
    for (std::size_t i = checks.size(); i > 0 && checks.size() - i < 2; --i) {
      if (text_at(checks[i - 1], "/reason") == reason) return now;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  ADD_FAILURE() << "a minute went by without a look that says " << reason << ": " << request_now();
  return {};
}

TEST_F(WatchStory, GoneIsWhatTwoPointsOfTheNetSayOverTime) {
  put_copy("/media/1.jpg");
  const std::string first = "<h1>Post 817</h1><script src=/s.js></script><img src=/media/1.jpg>";
  show(first, first);
  ASSERT_NO_FATAL_FAILURE(register_and_ask());
  wait_for_reason("moved");
  EXPECT_EQ(proxy->connections(), 0) << "what is seen from here need not be looked for from elsewhere";

  // It moves within the page, and the operator calls that a removal.
  put_copy("/media/2.jpg");
  take_away("/media/1.jpg");
  wait_until_sent();
  const std::string moved = "<h1>Post 817</h1><p>removed</p><img data-src=/media/2.jpg src=/media/1.jpg>";
  show(moved, moved);
  Json answer;
  JIUM_STEP(answer, stage->officer().ask({"request", "answer", request, "removed"}));
  for (int tries = 0; tries < 300 && number_at(request_now(), "/request/false_claims").value_or(0) == 0;
       ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  EXPECT_EQ(number_at(request_now(), "/request/false_claims"), 1);

  // Visitors from here read that it was deleted; others still see it.
  show("<h1>삭제된 게시물입니다</h1>", moved);
  const Json cloaked = wait_for_reason("cloaked");
  EXPECT_EQ(text_at(cloaked, "/request/verified_at"), "");
  EXPECT_GT(proxy->connections(), 0);
  JIUM_STEP(answer, stage->officer().ask({"alarms"}));
  std::vector<std::string> kinds;
  for (const Json& alarm : list_at(answer, "/alarms")) kinds.push_back(text_at(alarm, "/kind"));
  EXPECT_THAT(kinds, Contains("place_cloaked"));

  // Really gone, with the words of a page that answers 200.
  take_away("/media/2.jpg");
  show("<h1>삭제된 게시물입니다</h1>", "<h1>This post has been deleted</h1>");
  const Json proved = wait_until_verified();
  ASSERT_EQ(text_at(proved, "/request/state"), "verified");
  std::map<std::string, int> gone_from;
  const auto& checks = list_at(proved, "/checks");
  for (const Json& check : checks) {
    if (text_at(check, "/outcome") != "gone") continue;
    EXPECT_EQ(text_at(check, "/reason"), "soft_not_found");
    ++gone_from[text_at(check, "/vantage")];
  }
  EXPECT_GE(gone_from["plain"], 3);
  EXPECT_GE(gone_from["abroad"], 2);

  // The last look, as it was kept and as the log has it.
  JIUM_STEP(answer, stage->officer().ask({"check", "show", request, std::to_string(checks.size())}));
  EXPECT_THAT(text_at(answer, "/record"), ::testing::HasSubstr("\noutcome gone\nreason soft_not_found\n"));
  EXPECT_THAT(text_at(answer, "/record"), Not(::testing::HasSubstr("board")));
  EXPECT_EQ(text_at(answer, "/digest").size(), 48U);
  JIUM_STEP(answer, stage->officer().ask({"check", "show", request, "1"}));
  EXPECT_GE(number_at(answer, "/log_entry").value_or(-1), 0);
  int exit_code = -1;
  JIUM_STEP(exit_code, stage->server().stop());
  EXPECT_EQ(exit_code, 0);
}

TEST_F(WatchStory, WhatAnOfficerSawBehindASignInIsKnownByHerFile) {
  Json answer;
  JIUM_STEP(answer, stage->officer().ask({"case", "open", "--pseudonym", "Alder", "--age-band", "twenties",
                                          "--harm", "dissemination", "--consent", "removal"}));
  const auto path = stage->officers_folder() / "picture.jpg";
  ASSERT_TRUE(peers::write_file(path, text_of(pictures::to_jpeg(pictures::draw_scene(kPicture)))));
  JIUM_STEP(answer, stage->officer().ask({"register", path.string(), "--case", text_at(answer, "/id")}));
  const std::string address = "https://members.example/post/817/picture.jpg";
  JIUM_STEP(answer, stage->officer().ask({"sight", address, "--file", path.string()}));
  EXPECT_EQ(text_at(answer, "/sighting/place").find("members.example/..."), 0U) << "folded, as everywhere";
  EXPECT_EQ(text_at(answer, "/sighting/state"), "live");
  JIUM_STEP(answer, stage->officer().ask({"sight", address, "--file", path.string()}));
  EXPECT_TRUE(answer.at("was_live").as_bool()) << "told twice, recorded once";
  const auto other = stage->officers_folder() / "another.jpg";
  ASSERT_TRUE(peers::write_file(other, text_of(pictures::to_jpeg(pictures::draw_scene(kPicture + 1)))));
  const auto told = stage->officer().type({"sight", address + "2", "--file", other.string(), "--json"});
  ASSERT_TRUE(told) << told.fault().what;
  EXPECT_TRUE(told->json.at("sighting").is_null()) << "what matches nothing is not recorded";
}

}  // namespace
}  // namespace jium::story
