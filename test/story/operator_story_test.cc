// Two installations: a centre's, and that of an operator who runs jium by itself. The operator's engineer
// names the centre by its key; the centre's requests lie in the engineer's inbox and nobody else's; every
// word of the engineer's comes back by asking, and the officer's words go there. Either server is killed in
// between.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <thread>

#include "peers/api_client.h"
#include "story/canaries.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using peers::list_at;
using peers::number_at;
using peers::text_at;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Json = boost::json::value;

class OperatorStory : public ::testing::Test {
 protected:
  void SetUp() override {
    JIUM_STEP(centre, Stage::set({.jium = JIUM_BINARY,
                                  .data = {},
                                  .config = {},
                                  .patrol = "1h",
                                  .lease = "9s",
                                  .look = "4s",
                                  .page = "200ms"}));
    JIUM_STEP(operators, Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}}));
    ASSERT_TRUE(place);
    canaries.plant_text("the pseudonym", "Quillfeather");
    canaries.plant_text("an address", "kestrelmoor");
    canaries.plant_text("the operator's words", "Brindlewick");
    canaries.plant_text("an officer's words", "Tawnywood");
    canaries.plant_text("a partner's name", "anderbloom-77");
    ASSERT_NO_FATAL_FAILURE(open_the_platform());
    Json opened;
    JIUM_STEP(opened, ask({"case", "open", "--pseudonym", "Quillfeather-6152", "--harm", "dissemination",
                           "--consent", "removal"}));
    the_case = text_at(opened, "/id");
    peers::ApiClient api(centre->server().url(), centre->officers_key());
    const auto registered = api.post("/cases/" + the_case + "/footage",
                                     {{"source", "officer"}, {"fingerprints", digest}}, "story-footage");
    ASSERT_TRUE(registered && registered->status == 201);
  }
  [[nodiscard]] std::string key(const std::string& who) const {
    return (place->path() / (who + ".key")).string();
  }
  [[nodiscard]] peers::CommandLine line(const std::string& who) const {
    std::map<std::string, std::string> words{{"HOME", place->path().string()},
                                             {"XDG_CONFIG_HOME", (place->path() / "config").string()},
                                             {"JIUM_SERVER", operators->server().url()}};
    if (fs::exists(key(who))) words["JIUM_KEY_FILE"] = key(who);
    return {JIUM_BINARY, words};
  }
  void open_the_platform() {
    std::string link;
    Json added;
    JIUM_STEP(link, operators->sign_in_link());
    JIUM_DONE(line("administrator").ask({"sign-in", link, "--save", key("administrator")}));
    JIUM_STEP(added, line("administrator")
                         .ask({"organisation", "add", "--kind", "platform", "--name", "Albums", "--mail",
                               "desk@albums.example"}));
    platform = text_at(added, "/id");
    JIUM_DONE(line("administrator")
                  .ask({"key", "add", "--organisation", platform, "--role", "platform_engineer", "--label",
                        "desk", "--save", key("engineer")}));
  }
  Result<Json> ask(std::vector<std::string> words) { return centre->officer().ask(std::move(words)); }
  Result<Json> engineer(std::vector<std::string> words) {
    words.insert(words.begin(), "platform");
    return line("engineer").ask(std::move(words));
  }
  std::string confirmed() {
    const std::string where = centre->english_site().address_of("/kestrelmoor/" + std::to_string(++places));
    peers::ApiClient api(centre->server().url(), centre->officers_key());
    const auto seen = api.post("/sightings", {{"address", where}, {"fingerprints", digest}},
                               "story-" + std::to_string(places));
    EXPECT_TRUE(seen && seen->status == 201);
    const auto drafted = ask({"request", "draft", seen ? text_at(seen->body, "/sighting/id") : ""});
    EXPECT_TRUE(drafted) << drafted.fault().what;
    const std::string id = drafted ? text_at(*drafted, "/id") : "";
    EXPECT_TRUE(ask({"request", "confirm", id}));
    return id;
  }
  Json shown(const std::string& request) { return ask({"request", "show", request}).value_or(Json()); }
  std::string state(const std::string& request) { return text_at(shown(request), "/request/state"); }
  template <class Sought>
  [[nodiscard]] static bool comes(Sought sought) {
    for (int tries = 0; tries < 600; ++tries, std::this_thread::sleep_for(100ms)) {
      if (sought()) return true;
    }
    return false;
  }
  // The officer asks at once, as the schedule would later.
  [[nodiscard]] bool becomes(const std::string& request, const std::string& wanted) {
    EXPECT_TRUE(ask({"request", "ask-operator", request}));
    return comes([&] { return state(request) == wanted; });
  }
  std::vector<Json> fetch() {
    const auto page = engineer({"inbox", "--after", std::to_string(cursor)});
    EXPECT_TRUE(page) << page.fault().what;
    if (!page) return {};
    cursor = number_at(*page, "/next").value_or(cursor);
    const auto& list = list_at(*page, "/requests");
    return {list.begin(), list.end()};
  }
  std::string fetched() {
    const std::string id = confirmed();
    EXPECT_TRUE(comes([&] { return state(id) == "sent"; })) << state(id);
    const auto news = fetch();
    EXPECT_EQ(news.size(), 1U);
    return id;
  }
  std::string task(const std::string& kind, const std::string& request) {
    const auto said = ask({"task", "list"});
    EXPECT_TRUE(said);
    for (const Json& one : said ? list_at(*said, "/tasks") : boost::json::array()) {
      if (text_at(one, "/kind") == kind && text_at(one, "/request") == request) return text_at(one, "/id");
    }
    return "";
  }
  int times(const std::string& event, const std::string& request) {
    const auto said = ask({"case", "show", the_case});
    EXPECT_TRUE(said);
    int count = 0;
    for (const Json& one : said ? list_at(*said, "/history") : boost::json::array())
      count += text_at(one, "/event") == event && text_at(one, "/subject") == request;
    return count;
  }

  void a_stranger_is_not_heard();
  void it_arrives_once_and_is_acknowledged();
  void it_asks_and_the_answer_goes_there();
  void it_says_no_and_it_says_yes();
  void its_user_is_right();
  void either_dies_and_nothing_is_doubled();
  void nothing_is_readable();

  std::unique_ptr<Stage> centre, operators;
  Result<peers::TemporaryFolder> place = peers::TemporaryFolder::make();
  Canaries canaries;
  const Json digest = boost::json::array{{{"algorithm", "sha256"}, {"value", std::string(64, 'a')}}};
  std::string platform, the_case;
  std::int64_t cursor = 0;
  int places = 0;
};

void OperatorStory::a_stranger_is_not_heard() {
  Json added, signer, named;
  JIUM_DONE(centre->name_signatory("Seo Ji-won"));  // US law wants a name
  const std::string base = operators->server().url() + "/api/v1/from-partners/" + platform;
  JIUM_STEP(added, ask({"operator", "add", "--name", "Albums", "--channel", "api=" + base, "--language", "en",
                        "--jurisdiction", "US"}));
  JIUM_DONE(ask({"site", "assign", centre->english_site().host(), "--operator", text_at(added, "/id")}));
  const std::string early = confirmed();
  ASSERT_TRUE(comes([&] { return state(early) == "refused"; })) << state(early);
  EXPECT_THAT(fetch(), IsEmpty()) << "nobody has named the centre yet";
  JIUM_STEP(signer, ask({"platform", "signer"}));
  JIUM_STEP(named, engineer({"take-from", "--name", "Zanderbloom-77 Centre", "--key",
                             text_at(signer, "/public_key")}));
  EXPECT_EQ(operators->server().url() + text_at(named, "/base"), base);
  peers::ApiClient nobody(operators->server().url(), centre->officers_key());
  const auto peeked = nobody.get("/from-partners/" + platform + "/requests/" + early);
  ASSERT_TRUE(peeked);
  EXPECT_EQ(peeked->status, 403) << "it is not signed";
}

void OperatorStory::it_arrives_once_and_is_acknowledged() {
  const std::string request = confirmed();
  ASSERT_TRUE(comes([&] { return state(request) == "sent"; })) << state(request);
  EXPECT_EQ(text_at(shown(request), "/request/channel"), "api");
  const auto news = fetch();
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(text_at(news.front(), "/reference"), request);
  EXPECT_EQ(text_at(news.front(), "/address"),
            centre->english_site().address_of("/kestrelmoor/" + std::to_string(places)));
  EXPECT_EQ(text_at(news.front(), "/contact"), "removal@centre.example");
  EXPECT_EQ(number_at(news.front(), "/clock_hours"), 48);
  const std::string all = boost::json::serialize(news.front());
  EXPECT_THAT(all, Not(HasSubstr("Quillfeather")));
  EXPECT_THAT(all, Not(HasSubstr(the_case)));
  JIUM_DONE(engineer({"acknowledge", request}));
  ASSERT_TRUE(becomes(request, "acknowledged")) << state(request);
  EXPECT_EQ(times("request_acknowledged", request), 1);
}

void OperatorStory::it_asks_and_the_answer_goes_there() {
  const std::string request = fetched();
  JIUM_DONE(engineer({"ask", request, "--words", "Brindlewick: which of the pictures?"}));
  JIUM_DONE(ask({"request", "ask-operator", request}));
  ASSERT_TRUE(comes([&] { return !task("answer_question", request).empty(); }));
  EXPECT_THAT(fetch(), IsEmpty());
  JIUM_DONE(ask({"task", "done", task("answer_question", request), "--words", "Tawnywood: the first one"}));
  std::vector<Json> news;
  ASSERT_TRUE(comes([&] {
    news = fetch();
    return !news.empty();
  }));
  EXPECT_EQ(text_at(news.front(), "/questions/0/answer"), "Tawnywood: the first one");
  JIUM_DONE(ask({"request", "ask-operator", request}));
  std::this_thread::sleep_for(3s);
  EXPECT_EQ(task("answer_question", request), "") << "what was answered is asked no more";
  EXPECT_THAT(fetch(), IsEmpty()) << "and told no more";
}

void OperatorStory::it_says_no_and_it_says_yes() {
  const std::string refused = fetched();
  JIUM_DONE(engineer({"answer", refused, "refused", "--reason", "not_ours", "--words", "Brindlewick"}));
  ASSERT_TRUE(becomes(refused, "refused")) << state(refused);
  // A word is a word: where jium never saw the footage, nothing proves that it is gone.
  const std::string removed = fetched();
  JIUM_DONE(engineer({"answer", removed, "removed"}));
  ASSERT_TRUE(becomes(removed, "removed")) << state(removed);
  EXPECT_EQ(times("removal_claimed", removed), 1);
}

void OperatorStory::its_user_is_right() {
  const std::string request = fetched();
  JIUM_DONE(engineer({"ask", request, "--counter-notice", "--words", "Brindlewick: it is a painting"}));
  JIUM_DONE(ask({"request", "ask-operator", request}));
  ASSERT_TRUE(comes([&] { return !task("weigh_counter_notice", request).empty(); }));
  JIUM_DONE(ask({"task", "done", task("weigh_counter_notice", request), "--words", "Tawnywood: so it is"}));
  EXPECT_EQ(state(request), "refused");
  std::vector<Json> news;
  ASSERT_TRUE(comes([&] {
    news = fetch();
    return !news.empty();
  }));
  EXPECT_EQ(text_at(news.front(), "/state"), "withdrawn");
}

void OperatorStory::either_dies_and_nothing_is_doubled() {
  const std::string request = fetched();
  JIUM_DONE(engineer({"acknowledge", request}));
  operators->server().kill();
  JIUM_DONE(ask({"request", "ask-operator", request}));
  std::this_thread::sleep_for(2s);
  EXPECT_EQ(state(request), "sent") << "nobody answers, and nothing follows from it";
  JIUM_DONE(operators->start_server());
  JIUM_DONE(ask({"request", "ask-operator", request}));
  centre->server().kill();
  JIUM_DONE(centre->start_server());
  ASSERT_TRUE(comes([&] { return state(request) == "acknowledged"; })) << state(request);
  EXPECT_EQ(times("request_acknowledged", request), 1);
  EXPECT_EQ(times("form_sent", request), 1);
  EXPECT_THAT(fetch(), IsEmpty());
}

void OperatorStory::nothing_is_readable() {
  for (int turn = 0; turn < 2; ++turn) {
    for (const Stage* stage : {centre.get(), operators.get()}) {
      for (const auto& where : {stage->data(), stage->log(), stage->server_temporary()}) {
        Canaries::Search search;
        JIUM_STEP(search, canaries.search(where));
        EXPECT_THAT(search.found, IsEmpty());
      }
    }
    if (turn > 0) continue;
    JIUM_DONE(centre->server().stop());
    JIUM_DONE(operators->server().stop());
  }
}

TEST_F(OperatorStory, ACentreAndAnOperatorElsewhereSpeakToEachOther) {
  ASSERT_NO_FATAL_FAILURE(a_stranger_is_not_heard());
  ASSERT_NO_FATAL_FAILURE(it_arrives_once_and_is_acknowledged());
  ASSERT_NO_FATAL_FAILURE(it_asks_and_the_answer_goes_there());
  ASSERT_NO_FATAL_FAILURE(it_says_no_and_it_says_yes());
  ASSERT_NO_FATAL_FAILURE(its_user_is_right());
  ASSERT_NO_FATAL_FAILURE(either_dies_and_nothing_is_doubled());
  ASSERT_NO_FATAL_FAILURE(nothing_is_readable());
}

}  // namespace
}  // namespace jium::story
