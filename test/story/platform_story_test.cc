// An operator is a platform that uses jium here: both sides say so, and from then on requests lie in its
// inbox. It fetches, which starts the clock; acknowledges, asks, says no or yes, and says on behalf of its
// user that a request is wrong. The desk sees each, and answers. The server dies again and again, and nothing
// is lost or done twice. To another platform none of it is there. Told to the real program by everybody's own
// key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <set>
#include <thread>

#include "peers/api_client.h"
#include "pictures/pictures.h"
#include "story/canaries.h"
#include "story/errands.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using peers::list_at;
using peers::number_at;
using peers::text_at;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Json = boost::json::value;

constexpr int kMany = 12, kKills = 5;

class PlatformStory : public ::testing::Test {
 protected:
  void SetUp() override {
    JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY,
                                 .data = {},
                                 .config = {},
                                 .patrol = "1h",
                                 .lease = "9s",
                                 .look = "4s",
                                 .page = "200ms"}));
    ASSERT_TRUE(place);
    std::string sign_in;
    JIUM_STEP(sign_in, stage->sign_in_link());
    JIUM_DONE(line("").ask({"sign-in", sign_in, "--save", key("administrator")}));
    canaries.plant_text("the pseudonym", "Quillfeather");
    canaries.plant_text("an address", "kestrelmoor");
    canaries.plant_text("an operator's words", "Brindlewick");
    canaries.plant_text("an officer's words", "Tawnywood");
    canaries.plant_text("an operator's name", "anderbloom-77");
    canaries.plant_text("a site's name", stage->english_site().host());
    JIUM_STEP(platform, add_platform("Imaginary Platform", "engineer"));
    JIUM_STEP(other, add_platform("Another Platform", "stranger"));
    ASSERT_NO_FATAL_FAILURE(register_picture());
  }
  [[nodiscard]] std::string key(const std::string& who) const {
    return (place->path() / (who + ".key")).string();
  }
  // Whoever types with this key; nobody yet when it is empty.
  [[nodiscard]] peers::CommandLine line(const std::string& who) const {
    std::map<std::string, std::string> words{{"HOME", place->path().string()},
                                             {"XDG_CONFIG_HOME", (place->path() / "config").string()},
                                             {"JIUM_SERVER", stage->server().url()}};
    if (!who.empty()) words["JIUM_KEY_FILE"] = key(who);
    return {JIUM_BINARY, words};
  }
  Result<Json> ask(std::vector<std::string> words) { return stage->officer().ask(std::move(words)); }
  Result<Json> engineer(std::vector<std::string> words) {
    words.insert(words.begin(), "platform");
    return line("engineer").ask(std::move(words));
  }
  Result<std::string> add_platform(const std::string& name, const std::string& who) {
    JIUM_TRY(const Json added, line("administrator")
                                   .ask({"organisation", "add", "--kind", "platform", "--name", name,
                                         "--mail", who + "@platform.example"}));
    const std::string id = text_at(added, "/id");
    JIUM_CHECK(line("administrator")
                   .ask({"key", "add", "--organisation", id, "--role", "platform_engineer", "--label", who,
                         "--save", key(who)}));
    return id;
  }
  void register_picture() {
    bytes = pictures::to_png(pictures::draw_scene(7, 640, 480));
    const fs::path picture = stage->officers_folder() / "picture.png";
    JIUM_DONE(peers::write_file(picture, text_of(bytes)));
    Json opened, hashed;
    JIUM_STEP(opened, ask({"case", "open", "--pseudonym", "Quillfeather-6152", "--harm", "dissemination",
                           "--consent", "removal"}));
    the_case = text_at(opened, "/id");
    JIUM_DONE(ask({"register", picture.string(), "--case", the_case}));
    JIUM_STEP(hashed, ask({"hash", picture.string()}));
    fingerprints = hashed.at("files").at(0).at("fingerprints");
  }
  // It stands at a place of its own on the platform's site; the draft of a request about it.
  std::string draft() {
    where = "/kestrelmoor/" + std::to_string(++places);
    stage->english_site().put(where, bytes, "image/png");
    peers::ApiClient api(stage->officers_server().url(), stage->officers_key());
    const auto seen = api.post(
        "/sightings", {{"address", stage->english_site().address_of(where)}, {"fingerprints", fingerprints}},
        "story-" + std::to_string(places));
    EXPECT_TRUE(seen && seen->status == 201);
    const auto drafted = ask({"request", "draft", seen ? text_at(seen->body, "/sighting/id") : ""});
    EXPECT_TRUE(drafted) << drafted.fault().what;
    return drafted ? text_at(*drafted, "/id") : "";
  }
  std::string confirmed() {
    const std::string id = draft();
    const auto said = ask({"request", "confirm", id});
    EXPECT_TRUE(said) << said.fault().what;
    return id;
  }
  // What is new in the inbox since it was read last.
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
    const auto news = fetch();
    EXPECT_EQ(news.size(), 1U);
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
  std::string task(const std::string& kind, const std::string& request, Json* whole = nullptr) {
    const auto said = ask({"task", "list"});
    EXPECT_TRUE(said);
    for (const Json& one : said ? list_at(*said, "/tasks") : boost::json::array()) {
      if (text_at(one, "/kind") != kind || text_at(one, "/request") != request) continue;
      if (whole != nullptr) *whole = one;
      return text_at(one, "/id");
    }
    return "";
  }
  // How often each event was written about each record of the case, and the words of the last one.
  std::map<std::string, int> events() {
    const auto said = ask({"case", "show", the_case});
    EXPECT_TRUE(said);
    std::map<std::string, int> counts;
    for (const Json& one : said ? list_at(*said, "/history") : boost::json::array()) {
      const std::string what = text_at(one, "/event") + " " + text_at(one, "/subject");
      ++counts[what];
      notes[what] = text_at(one, "/note");
    }
    return counts;
  }
  // Exactly what the command said, but for the reference that it named.
  std::string refusal(const std::string& who, const std::string& what, const std::string& request) {
    std::vector<std::string> words{"platform", what, request};
    if (what == "answer") words.emplace_back("removed");
    if (what == "ask") words.insert(words.end(), {"--words", "Which one?"});
    const auto said = line(who).type(words);
    EXPECT_TRUE(said);
    EXPECT_NE(said->exit_code, 0);
    std::string text = std::to_string(said->exit_code) + said->errors;
    while (text.find(request) != std::string::npos) text.replace(text.find(request), request.size(), "R");
    return text;
  }

  void both_sides_say_so();
  void the_clock_starts_when_it_is_fetched();
  void it_asks_and_is_answered();
  void a_word_is_not_a_proof();
  void it_refuses_with_a_reason();
  void its_user_objects_and_an_officer_weighs();
  void to_others_none_of_it_is_there();
  void the_platforms_program(ErrandGround& ground, std::set<std::string>& done);
  void it_dies_and_nothing_is_lost_or_doubled();
  void the_link_ends();
  void nothing_is_readable();

  Result<peers::TemporaryFolder> place = peers::TemporaryFolder::make();
  std::unique_ptr<Stage> stage;
  Canaries canaries;
  std::string platform, other, link, the_case, where;
  Json fingerprints;
  Bytes bytes;
  std::map<std::string, std::string> notes;
  std::int64_t cursor = 0;
  int places = 0;
};

void PlatformStory::both_sides_say_so() {
  Json added, named, accepted;
  JIUM_DONE(stage->name_signatory("Seo Ji-won"));  // US law wants a name
  JIUM_STEP(added, ask({"operator", "add", "--name", "Operator-Zanderbloom-77", "--mail",
                        "desk@zanderbloom-77.example", "--language", "en", "--jurisdiction", "US"}));
  JIUM_DONE(ask({"site", "assign", stage->english_site().host(), "--operator", text_at(added, "/id")}));
  JIUM_STEP(named, ask({"platform", "name", text_at(added, "/id"), platform}));
  link = text_at(named, "/id");
  const std::string early = draft();
  EXPECT_EQ(text_at(shown(early), "/request/channel"), "letter") << "the platform has not said so yet";
  EXPECT_FALSE(line("stranger").ask({"platform", "accept", link})) << "it is not theirs to accept";
  JIUM_STEP(accepted, engineer({"accept", link}));
  EXPECT_THAT(boost::json::serialize(accepted), Not(HasSubstr("Operator-"))) << "nothing of the directory";
  JIUM_DONE(ask({"request", "confirm", early}));
  EXPECT_EQ(text_at(shown(early), "/request/channel"), "inbox") << "chosen anew when it is confirmed";
  ASSERT_EQ(fetch().size(), 1U);
}

void PlatformStory::the_clock_starts_when_it_is_fetched() {
  const std::string request = confirmed();
  std::this_thread::sleep_for(300ms);
  EXPECT_EQ(state(request), "confirmed") << "nobody has fetched it";
  EXPECT_THAT(refusal("engineer", "acknowledge", request), HasSubstr("no such removal request"));
  const auto news = fetch();
  ASSERT_EQ(news.size(), 1U);
  const Json& served = news.front();
  EXPECT_EQ(text_at(served, "/reference"), request);
  EXPECT_EQ(text_at(served, "/address"), stage->english_site().address_of(where));
  EXPECT_EQ(number_at(served, "/clock_hours"), 48);
  EXPECT_EQ(text_at(served, "/contact"), "removal@centre.example");
  const std::string all = boost::json::serialize(served);
  EXPECT_THAT(all, Not(HasSubstr("C-"))) << "no case";
  EXPECT_THAT(all, Not(HasSubstr("Quillfeather")));
  EXPECT_THAT(all, Not(HasSubstr("\"K-"))) << "nor who at the centre asks";
  EXPECT_EQ(state(request), "sent");
  EXPECT_EQ(text_at(shown(request), "/request/due_at"), text_at(served, "/due_at"));
  EXPECT_THAT(stage->sink().letters().value_or(std::vector<peers::ReceivedLetter>()), IsEmpty());
  EXPECT_THAT(fetch(), IsEmpty());
  JIUM_DONE(engineer({"acknowledge", request}));
  JIUM_DONE(engineer({"acknowledge", request}));
  EXPECT_EQ(state(request), "acknowledged");
  EXPECT_EQ(events()["request_acknowledged " + request], 1);
  EXPECT_EQ(text_at(shown(request), "/request/due_at"), text_at(served, "/due_at"))
      << "acknowledging stops no clock";
}

void PlatformStory::it_asks_and_is_answered() {
  const std::string request = fetched();
  Json asked, whole;
  JIUM_STEP(asked, engineer({"ask", request, "--words", "Brindlewick: which of the pictures?"}));
  EXPECT_EQ(text_at(asked, "/state"), "needs_more");
  const std::string id = task("answer_question", request, &whole);
  ASSERT_NE(id, "");
  EXPECT_EQ(text_at(whole, "/note"), "Brindlewick: which of the pictures?");
  EXPECT_THAT(fetch(), IsEmpty()) << "their own question is no news to them";
  JIUM_DONE(ask({"task", "done", id, "--words", "Tawnywood: the first one."}));
  const auto news = fetch();
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(text_at(news.front(), "/reference"), request);
  EXPECT_EQ(text_at(news.front(), "/questions/0/answer"), "Tawnywood: the first one.");
  EXPECT_EQ(text_at(news.front(), "/state"), "served");
}

void PlatformStory::a_word_is_not_a_proof() {
  const std::string request = fetched();
  JIUM_DONE(engineer({"answer", request, "removed"}));
  ASSERT_TRUE(comes([&] { return number_at(shown(request), "/request/false_claims") == 1; }))
      << "it is still there";
  const std::string honest = fetched();
  stage->english_site().remove(where);
  JIUM_DONE(engineer({"answer", honest, "removed"}));
  ASSERT_TRUE(comes([&] { return state(honest) == "verified"; })) << state(honest);
  EXPECT_EQ(events()["removal_claimed " + honest], 1);
}

void PlatformStory::it_refuses_with_a_reason() {
  const std::string request = fetched();
  EXPECT_FALSE(engineer({"answer", request, "refused"})) << "why?";
  JIUM_DONE(engineer(
      {"answer", request, "refused", "--reason", "not_ours", "--words", "Brindlewick: ask the host"}));
  EXPECT_EQ(state(request), "refused");
  EXPECT_EQ(events()["request_refused " + request], 1);
  EXPECT_THAT(notes["request_refused " + request], HasSubstr("not_ours: Brindlewick"));
  const auto other_word = engineer({"answer", request, "removed"});
  ASSERT_FALSE(other_word);
  EXPECT_EQ(other_word.fault().kind, FaultKind::conflict) << "an answer is given once";
}

void PlatformStory::its_user_objects_and_an_officer_weighs() {
  const std::string stands = fetched();
  JIUM_DONE(
      engineer({"ask", stands, "--counter-notice", "--words", "Brindlewick: our user says it is theirs"}));
  JIUM_DONE(ask({"task", "done", task("weigh_counter_notice", stands), "--declined", "--words",
                 "Tawnywood: it is not"}));
  auto news = fetch();
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(text_at(news.front(), "/questions/0/answer"), "Tawnywood: it is not");
  EXPECT_EQ(state(stands), "sent") << "the request stands, and its clock runs";
  const std::string falls = fetched();
  JIUM_DONE(engineer({"ask", falls, "--counter-notice", "--words", "Brindlewick: this is a painting"}));
  JIUM_DONE(ask({"task", "done", task("weigh_counter_notice", falls), "--words", "Tawnywood: so it is"}));
  news = fetch();
  ASSERT_EQ(news.size(), 1U);
  EXPECT_EQ(text_at(news.front(), "/state"), "withdrawn");
  EXPECT_EQ(state(falls), "refused") << "nothing more is asked about it";
  const auto counts = events();
  for (const auto& one : {stands, falls}) EXPECT_EQ(counts.contains("request_served " + one), true);
}

void PlatformStory::to_others_none_of_it_is_there() {
  const std::string request = fetched();
  Json inbox;
  JIUM_STEP(inbox, line("stranger").ask({"platform", "inbox"}));
  EXPECT_TRUE(list_at(inbox, "/requests").empty());
  for (const char* what : {"acknowledge", "answer", "ask"}) {
    EXPECT_EQ(refusal("stranger", what, request), refusal("stranger", what, "R-2222-2222-2222"))
        << "a request of another platform answers like a missing one";
  }
  EXPECT_EQ(state(request), "sent");
}

// Reads on from its cursor and acknowledges what it reads, whatever becomes of the server.
void PlatformStory::the_platforms_program(ErrandGround& ground, std::set<std::string>& done) {
  peers::ApiClient api(ground.server, ground.key);
  std::int64_t after = cursor;
  const auto end = std::chrono::steady_clock::now() + 2min;
  while (done.size() < kMany && std::chrono::steady_clock::now() < end) {
    Json page;
    JIUM_STEP(page,
              insist_on_reading(ground, api, "/platform/requests?limit=3&after=" + std::to_string(after)));
    for (const Json& one : list_at(page, "/requests")) {
      const std::string reference = text_at(one, "/reference");
      EXPECT_GT(number_at(one, "/seq").value_or(0), after) << "in order, and none twice";
      JIUM_DONE(insist(ground, api, "/platform/requests/" + reference + "/acknowledge", boost::json::object{},
                       reference + "-acknowledge"));
      EXPECT_TRUE(done.insert(reference).second);
      after = number_at(one, "/seq").value_or(after);
    }
    after = number_at(page, "/next").value_or(after);
  }
  cursor = after;
}

void PlatformStory::it_dies_and_nothing_is_lost_or_doubled() {
  std::set<std::string> asked, done;
  ErrandGround ground;
  ground.server = stage->server().url();
  const auto secret = peers::read_file(key("engineer"));
  ASSERT_TRUE(secret);
  ground.key = secret->substr(0, secret->find('\n'));
  for (int i = 0; i < kMany; ++i) asked.insert(confirmed());
  std::thread program([&] { the_platforms_program(ground, done); });
  for (int kill = 0; kill < kKills; ++kill) {
    std::this_thread::sleep_for(Duration{40 + 60 * kill});
    stage->server().kill();
    const auto revived = stage->start_server();
    EXPECT_TRUE(revived);
  }
  program.join();
  EXPECT_THAT(*ground.broken.lock(), IsEmpty());
  EXPECT_EQ(done, asked) << "each was read, and none but these";
  const auto counts = events();
  for (const std::string& request : asked) {
    for (const std::string event : {"request_offered ", "request_served ", "request_acknowledged "})
      EXPECT_EQ(counts.contains(event + request) ? counts.at(event + request) : 0, 1) << event << request;
    EXPECT_EQ(state(request), "acknowledged");
  }
}

void PlatformStory::the_link_ends() {
  const std::string waiting = confirmed();
  JIUM_DONE(engineer({"end", link}));
  EXPECT_THAT(fetch(), IsEmpty()) << "nothing more is offered";
  EXPECT_NE(task("send_otherwise", waiting), "") << "an officer sends it another way";
  const std::string later = draft();
  EXPECT_EQ(text_at(shown(later), "/request/channel"), "letter");
}

void PlatformStory::nothing_is_readable() {
  for (int turn = 0; turn < 2; ++turn) {
    for (const auto& where_to : {stage->data(), stage->log(), stage->server_temporary()}) {
      Canaries::Search search;
      JIUM_STEP(search, canaries.search(where_to));
      EXPECT_THAT(search.found, IsEmpty());
    }
    if (turn == 0) {
      JIUM_DONE(stage->server().stop());
    }
  }
}

TEST_F(PlatformStory, APlatformAnswersForItselfAndTheDeskSeesEachWord) {
  ASSERT_NO_FATAL_FAILURE(both_sides_say_so());
  ASSERT_NO_FATAL_FAILURE(the_clock_starts_when_it_is_fetched());
  ASSERT_NO_FATAL_FAILURE(it_asks_and_is_answered());
  ASSERT_NO_FATAL_FAILURE(a_word_is_not_a_proof());
  ASSERT_NO_FATAL_FAILURE(it_refuses_with_a_reason());
  ASSERT_NO_FATAL_FAILURE(its_user_objects_and_an_officer_weighs());
  ASSERT_NO_FATAL_FAILURE(to_others_none_of_it_is_there());
  ASSERT_NO_FATAL_FAILURE(it_dies_and_nothing_is_lost_or_doubled());
  ASSERT_NO_FATAL_FAILURE(the_link_ends());
  ASSERT_NO_FATAL_FAILURE(nothing_is_readable());
}

}  // namespace
}  // namespace jium::story
