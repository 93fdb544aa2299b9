// An operator takes reports by a web form only. A recipe is declared, rehearsed and confirmed by a second
// person; from then on jium fills the form in, once for each request, however the operator answers and
// however often the server dies while a form is on its way. What nobody can know is shown to a person and is
// never posted again by itself; a form that no recipe fits is a person's task. Told to the real program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <iostream>
#include <mutex>
#include <random>
#include <thread>

#include "peers/api_client.h"
#include "peers/form_site.h"
#include "story/canaries.h"
#include "story/someone.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using namespace std::chrono_literals;
using peers::FormSite;
using peers::list_at;
using peers::text_at;
using ::testing::Contains;
using ::testing::IsEmpty;
using Json = boost::json::value;

constexpr std::uint32_t kSeed = 20261122;
constexpr int kRandomKills = 8;

// Holds whoever comes first, until it is opened; whoever comes later passes.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    if (somebody_stands_) return;
    somebody_stands_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }
  [[nodiscard]] bool wait_for_somebody() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 60s, [&] { return somebody_stands_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool somebody_stands_ = false, open_ = false;
};

class WebFormStory : public ::testing::Test {
 protected:
  void SetUp() override {
    // Leases end soon, so that work whose worker died is taken up again within the test.
    JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY,
                                 .data = {},
                                 .config = {},
                                 .patrol = "1h",
                                 .lease = "9s",
                                 .look = "4s",
                                 .page = "200ms"}));
    JIUM_STEP(form, FormSite::open());
    JIUM_STEP(colleague, stage->colleague("centre_administrator"));
    canaries.plant_text("the pseudonym", "Quillfeather");
    canaries.plant_text("an address", "kestrelmoor");
    canaries.plant_text("an operator's name", "anderbloom-77");
    canaries.plant_text("a form's address", "abuse/send");
    canaries.plant_text("a token of a form's page", "token-of-");
    canaries.plant_text("what a form answered", FormSite::kThanks);
    canaries.plant_text("a receipt", "tawny-4711");
    canaries.plant_text("a site's name", stage->english_site().host());
    canaries.plant_text("the officer's key", stage->officers_key());
    register_footage();
  }
  void register_footage() {
    Json opened;
    JIUM_STEP(opened, ask({"case", "open", "--pseudonym", "Quillfeather-6152", "--harm", "dissemination",
                           "--consent", "removal"}));
    the_case = text_at(opened, "/id");
    ASSERT_EQ(post("/cases/" + the_case + "/footage", {{"source", "officer"}, {"fingerprints", digest}}),
              201);
  }
  Result<Json> ask(std::vector<std::string> words) { return stage->officer().ask(std::move(words)); }
  // The status.
  int post(const std::string& path, const Json& body) {
    peers::ApiClient api(stage->officers_server().url(), stage->officers_key());
    const auto answer = api.post(path, body, "story-" + std::to_string(++calls));
    last = answer ? answer->body : Json();
    return answer ? answer->status : 0;
  }
  // Something was seen at a place of its own on this site: the draft of a request about it.
  std::string draft(peers::LyingSite& site) {
    const std::string address = site.address_of("/kestrelmoor/" + std::to_string(++places));
    EXPECT_EQ(post("/sightings", {{"address", address}, {"fingerprints", digest}}), 201);
    const auto drafted = ask({"request", "draft", text_at(last, "/sighting/id")});
    EXPECT_TRUE(drafted) << drafted.fault().what;
    return drafted ? text_at(*drafted, "/id") : "";
  }
  std::string confirmed(peers::LyingSite& site) {
    const std::string id = draft(site);
    const auto said = ask({"request", "confirm", id});
    EXPECT_TRUE(said) << said.fault().what;
    return id;
  }
  std::string confirmed() { return confirmed(stage->english_site()); }
  Json shown(const std::string& request) { return ask({"request", "show", request}).value_or(Json()); }
  std::string state(const std::string& request) { return text_at(shown(request), "/request/state"); }
  // How far what was to leave has come.
  std::string delivery(const std::string& request) { return text_at(shown(request), "/letter"); }
  template <class Sought>
  [[nodiscard]] static bool comes(Sought sought) {
    for (int tries = 0; tries < 600; ++tries, std::this_thread::sleep_for(100ms)) {
      if (sought()) return true;
    }
    return false;
  }
  // The open task of this kind about the request; empty when there is none.
  std::string task(const std::string& kind, const std::string& request) {
    const auto said = ask({"task", "list"});
    EXPECT_TRUE(said);
    for (const Json& one : said ? list_at(*said, "/tasks") : boost::json::array()) {
      if (text_at(one, "/kind") == kind && text_at(one, "/request") == request) return text_at(one, "/id");
    }
    return "";
  }
  std::vector<std::string> alarms_about(const std::string& request) {
    std::vector<std::string> kinds;
    const auto said = ask({"alarms", "--all"});
    EXPECT_TRUE(said);
    for (const Json& one : said ? list_at(*said, "/alarms") : boost::json::array()) {
      if (text_at(one, "/subject") == request) kinds.push_back(text_at(one, "/kind"));
    }
    return kinds;
  }
  // How often this was written about the request.
  int times(const std::string& event, const std::string& request) {
    const auto said = ask({"case", "show", the_case});
    EXPECT_TRUE(said);
    int count = 0;
    for (const Json& one : said ? list_at(*said, "/history") : boost::json::array())
      count += text_at(one, "/event") == event && text_at(one, "/subject") == request;
    return count;
  }
  [[nodiscard]] std::string recipe_text() const {
    return "id = \"story-form\"\npage = \"" + form->page() + "\"\naction = \"" + form->action() +
           "\"\nmethod = \"POST\"\nspacing = \"1s\"\ntokens = [\"csrf\"]\nconfirmation = [\"" +
           FormSite::kThanks + "\"]\nrefusal = [\"" + FormSite::kRefusal +
           "\"]\n[[field]]\nname = \"url\"\nfill = \"item_address\"\n"
           "[[field]]\nname = \"reference\"\nfill = \"reference\"\n"
           "[[field]]\nname = \"who\"\nfill = \"contact_mail\"\n"
           "[[field]]\nname = \"kind\"\nvalue = \"ncii\"\n";
  }
  void expect_doubt(FormSite::Mood mood, std::string& request);
  void kill_and_revive(Gate* gate, Duration after);
  void settle_as_it_is(const std::string& request);
  void die_at_the_page();
  void die_with_the_form_handed_over();
  void die_at_any_moment();

  void a_recipe_needs_two_people();
  void it_is_posted_once_and_the_confirmation_is_kept();
  void a_no_is_a_no();
  void what_nobody_knows_is_shown_to_a_person();
  void a_person_says_what_became_of_it();
  void a_captcha_is_for_a_person();
  void a_form_without_a_recipe_is_a_task_with_all_values();
  void it_dies_and_posts_nothing_twice();
  void nothing_is_readable();

  std::unique_ptr<Stage> stage;
  std::unique_ptr<FormSite> form;
  std::optional<peers::CommandLine> colleague;
  Canaries canaries;
  const Json digest = boost::json::array{{{"algorithm", "sha256"}, {"value", std::string(64, 'a')}}};
  Json last;
  std::string the_case, arrived, lost;
  std::vector<std::string> by_machine;  // requests whose form jium posts, each to arrive once
  std::mt19937 random{kSeed};
  int calls = 0, places = 0, doubts = 0;
};

void WebFormStory::a_recipe_needs_two_people() {
  Json added, kept, tried, said;
  JIUM_DONE(stage->name_signatory("Seo Ji-won"));  // US law wants a name
  JIUM_STEP(added, ask({"operator", "add", "--name", "Operator-Zanderbloom-77", "--channel",
                        "web_form=" + form->page(), "--language", "en", "--jurisdiction", "US"}));
  JIUM_DONE(ask({"site", "assign", stage->english_site().host(), "--operator", text_at(added, "/id")}));
  const auto file = stage->officers_folder() / "recipe.toml";
  JIUM_DONE(peers::write_file(file, recipe_text()));
  JIUM_DONE(ask({"form", "check", file.string()}));
  JIUM_STEP(kept, ask({"form", "keep", file.string(), "--operator", text_at(added, "/id")}));
  const std::string recipe = text_at(kept, "/id");
  const std::string request = draft(stage->english_site());
  EXPECT_EQ(text_at(shown(request), "/request/channel"), "by_hand") << "nobody has confirmed the recipe";
  EXPECT_FALSE(colleague->ask({"form", "confirm", recipe})) << "it was never tried";
  JIUM_STEP(tried, ask({"form", "dry-run", recipe, "--request", request}));
  EXPECT_EQ(text_at(tried, "/fields/0/value"), stage->english_site().address_of("/kestrelmoor/1"));
  EXPECT_EQ(text_at(tried, "/fields/1/value"), request);
  EXPECT_EQ(form->pages_shown(), 0) << "a rehearsal leaves the house";
  EXPECT_THAT(form->posted(), IsEmpty());
  EXPECT_FALSE(ask({"form", "confirm", recipe})) << "who declared it has no second word";
  JIUM_STEP(said, colleague->ask({"form", "confirm", recipe}));
  EXPECT_EQ(text_at(said, "/state"), "confirmed");
  std::this_thread::sleep_for(500ms);
  EXPECT_THAT(form->posted(), IsEmpty()) << "a draft waits for the officer's word";
  JIUM_DONE(ask({"request", "confirm", request}));
  by_machine.push_back(request);
}

void WebFormStory::it_is_posted_once_and_the_confirmation_is_kept() {
  const std::string request = by_machine.front();
  ASSERT_TRUE(comes([&] { return state(request) == "sent"; })) << state(request);
  EXPECT_EQ(delivery(request), "delivered");
  EXPECT_EQ(text_at(shown(request), "/request/channel"), "web_form");
  EXPECT_NE(text_at(shown(request), "/request/due_at"), "") << "its clock runs";
  ASSERT_EQ(form->posted().size(), 1U);
  auto fields = form->posted().front().fields;
  EXPECT_EQ(fields["url"], stage->english_site().address_of("/kestrelmoor/1"));
  EXPECT_EQ(fields["reference"], request);
  EXPECT_EQ(fields["who"], "removal@centre.example");
  EXPECT_EQ(fields["kind"], "ncii");
  EXPECT_EQ(fields.size(), 5U) << "and the token";
  EXPECT_TRUE(form->posted().front().in_session) << "the token is that of the page, and of this session";
  EXPECT_EQ(times("form_handed_over", request), 1);
  EXPECT_EQ(times("form_sent", request), 1);
  // Said twice, or on a second page: it is one confirmation of one post.
  for (const FormSite::Mood mood : {FormSite::Mood::thanks_twice, FormSite::Mood::redirects}) {
    form->set_mood(mood);
    by_machine.push_back(confirmed());
    ASSERT_TRUE(comes([&] { return state(by_machine.back()) == "sent"; })) << state(by_machine.back());
    EXPECT_EQ(times("form_sent", by_machine.back()), 1);
    EXPECT_EQ(form->posted_about(by_machine.back()), 1);
  }
}

void WebFormStory::a_no_is_a_no() {
  form->set_mood(FormSite::Mood::refuses);
  const std::string request = confirmed();
  by_machine.push_back(request);
  ASSERT_TRUE(comes([&] { return state(request) == "refused"; })) << state(request);
  EXPECT_THAT(alarms_about(request), Contains("letter_refused"));
  EXPECT_EQ(times("form_refused", request), 1);
  form->set_mood(FormSite::Mood::thanks);
}

void WebFormStory::expect_doubt(FormSite::Mood mood, std::string& request) {
  form->set_mood(mood);
  request = confirmed();
  ASSERT_TRUE(comes([&] { return delivery(request) == "unconfirmed"; })) << delivery(request);
  EXPECT_EQ(state(request), "confirmed") << "no clock runs on a guess";
  EXPECT_THAT(alarms_about(request), Contains("letter_unconfirmed"));
  EXPECT_NE(task("look_at_doubt", request), "");
  form->set_mood(FormSite::Mood::thanks);
}

void WebFormStory::what_nobody_knows_is_shown_to_a_person() {
  std::vector<std::string> doubted;
  for (const FormSite::Mood mood :
       {FormSite::Mood::fails, FormSite::Mood::says_neither, FormSite::Mood::says_both,
        FormSite::Mood::breaks_off, FormSite::Mood::silent}) {
    ASSERT_NO_FATAL_FAILURE(expect_doubt(mood, doubted.emplace_back()));
  }
  arrived = doubted.front();
  lost = doubted.back();
  // The form is there again, time goes by, the server comes back: nobody has said that it did not arrive.
  stage->server().kill();
  JIUM_DONE(stage->start_server());
  std::this_thread::sleep_for(2s);
  for (const std::string& request : doubted) {
    EXPECT_EQ(form->posted_about(request), 1);
    EXPECT_EQ(delivery(request), "unconfirmed");
    EXPECT_THAT(alarms_about(request), testing::SizeIs(1));
  }
}

void WebFormStory::a_person_says_what_became_of_it() {
  JIUM_DONE(ask({"task", "done", task("look_at_doubt", arrived), "--receipt", "tawny-4711"}));
  EXPECT_EQ(state(arrived), "sent");
  EXPECT_EQ(form->posted_about(arrived), 1);
  JIUM_DONE(ask({"task", "done", task("look_at_doubt", lost), "--declined", "--words", "they have nothing"}));
  ASSERT_TRUE(comes([&] { return state(lost) == "sent"; })) << state(lost);
  EXPECT_EQ(form->posted_about(lost), 2) << "a person said that it did not arrive: it was sent again, once";
}

void WebFormStory::a_captcha_is_for_a_person() {
  form->set_mood(FormSite::Mood::asks_a_person);
  const std::string request = confirmed();
  ASSERT_TRUE(comes([&] { return !task("fill_form", request).empty(); }));
  form->set_mood(FormSite::Mood::thanks);
  EXPECT_EQ(form->posted_about(request), 0);
  EXPECT_EQ(state(request), "confirmed");
  JIUM_DONE(ask({"task", "done", task("fill_form", request), "--receipt", "tawny-4711"}));
  EXPECT_EQ(state(request), "sent");
  EXPECT_EQ(form->posted_about(request), 0) << "a person has sent it";
}

// Another operator has a form, and nobody has written a recipe.
void WebFormStory::a_form_without_a_recipe_is_a_task_with_all_values() {
  Json added, view, taken, invited;
  JIUM_STEP(added, ask({"operator", "add", "--name", "Operator-Zanderbloom-77 Board", "--channel",
                        "web_form=" + form->address_of("/another/form"), "--language", "ko", "--jurisdiction",
                        "KR"}));
  JIUM_DONE(ask({"site", "assign", stage->korean_site().host(), "--operator", text_at(added, "/id")}));
  const std::string request = confirmed(stage->korean_site());
  const std::string id = task("fill_form", request);
  ASSERT_NE(id, "");
  JIUM_STEP(view, ask({"task", "show", id, "--address"}));
  std::map<std::string, std::string> values;
  for (const Json& one : list_at(view, "/values")) values[text_at(one, "/what")] = text_at(one, "/value");
  EXPECT_EQ(values["reference"], request);
  EXPECT_EQ(values["form"], form->address_of("/another/form"));
  EXPECT_EQ(values["operator"], "Operator-Zanderbloom-77 Board");
  EXPECT_EQ(values["contact_mail"], "removal@centre.example");
  for (const char* what : {"legal_basis", "legal_text", "contact_name", "signature", "category"})
    EXPECT_NE(values[what], "") << what;
  EXPECT_EQ(text_at(view, "/revealed/address"),
            stage->korean_site().address_of("/kestrelmoor/" + std::to_string(places)));
  JIUM_STEP(invited,
            colleague->ask({"person", "invite", "--name", "Seo-yeon Han", "--role", "deletion_officer"}));
  leave_some_of_this_step();
  Someone person(stage->officers_folder() / "person", JIUM_BINARY, stage->officers_server().url());
  person.join(text_at(invited, "/link"));
  JIUM_STEP(taken, ask({"task", "take", id, "--person", person.id()}));
  EXPECT_EQ(text_at(taken, "/assigned_to"), person.id());
  EXPECT_FALSE(ask({"task", "done", id, "--declined"})) << "what is declined needs words that say why";
  JIUM_DONE(ask({"task", "done", id, "--receipt", "tawny-4711"}));
  EXPECT_EQ(state(request), "sent");
  EXPECT_EQ(form->posted_about(request), 0);
}

void WebFormStory::kill_and_revive(Gate* gate, Duration after) {
  if (gate != nullptr) {
    ASSERT_TRUE(gate->wait_for_somebody());
  }
  std::this_thread::sleep_for(after);
  stage->server().kill();
  if (gate != nullptr) gate->open();
  JIUM_DONE(stage->start_server());
}

void WebFormStory::die_at_the_page() {
  Gate gate;
  form->on_page([&] { gate.pass(); });
  const std::string request = confirmed();
  ASSERT_NO_FATAL_FAILURE(kill_and_revive(&gate, 0ms));
  form->on_page({});
  by_machine.push_back(request);
  ASSERT_TRUE(comes([&] { return state(request) == "sent"; })) << delivery(request);
  EXPECT_EQ(form->posted_about(request), 1) << "nothing had been handed over: it was sent again";
  EXPECT_THAT(alarms_about(request), IsEmpty());
}

void WebFormStory::die_with_the_form_handed_over() {
  Gate gate;
  form->on_post([&] { gate.pass(); });
  const std::string request = confirmed();
  ASSERT_NO_FATAL_FAILURE(kill_and_revive(&gate, 0ms));
  form->on_post({});
  by_machine.push_back(request);
  ASSERT_TRUE(comes([&] { return delivery(request) == "unconfirmed"; })) << delivery(request);
  EXPECT_EQ(form->posted_about(request), 1) << "it may have arrived: nobody posts it again";
  EXPECT_THAT(alarms_about(request), testing::ElementsAre("letter_unconfirmed"));
  ASSERT_NO_FATAL_FAILURE(settle_as_it_is(request));
}

// The test is the officer who asks the operator.
void WebFormStory::settle_as_it_is(const std::string& request) {
  ASSERT_TRUE(comes([&] { return delivery(request) == "unconfirmed" || delivery(request) == "delivered"; }))
      << delivery(request);
  EXPECT_LE(form->posted_about(request), 1);
  if (delivery(request) == "unconfirmed") {
    ++doubts;
    const std::string id = task("look_at_doubt", request);
    ASSERT_NE(id, "");
    if (form->posted_about(request) == 1) {
      JIUM_DONE(ask({"task", "done", id}));
    } else {
      JIUM_DONE(ask({"task", "done", id, "--declined", "--words", "they have nothing"}));
    }
  }
  ASSERT_TRUE(comes([&] { return state(request) == "sent"; })) << state(request);
}

void WebFormStory::die_at_any_moment() {
  for (int kill = 0; kill < kRandomKills; ++kill) {
    by_machine.push_back(confirmed());
    ASSERT_NO_FATAL_FAILURE(
        kill_and_revive(nullptr, Duration{std::uniform_int_distribution<int>(0, 250)(random)}));
  }
  for (const std::string& request : by_machine) {
    if (state(request) != "confirmed") continue;
    ASSERT_NO_FATAL_FAILURE(settle_as_it_is(request));
  }
}

void WebFormStory::it_dies_and_posts_nothing_twice() {
  ASSERT_NO_FATAL_FAILURE(die_at_the_page());
  ASSERT_NO_FATAL_FAILURE(die_with_the_form_handed_over());
  ASSERT_NO_FATAL_FAILURE(die_at_any_moment());
  for (const std::string& request : by_machine) {
    EXPECT_EQ(form->posted_about(request), 1) << request;
    EXPECT_LE(times("form_sent", request), 1) << request;
  }
  std::cout << "seed " << kSeed << ", " << kRandomKills + 2 << " kills, " << doubts << " in doubt, "
            << form->posted().size() << " forms posted" << std::endl;
}

void WebFormStory::nothing_is_readable() {
  for (int turn = 0; turn < 2; ++turn) {
    for (const auto& where : {stage->data(), stage->log(), stage->server_temporary()}) {
      Canaries::Search search;
      JIUM_STEP(search, canaries.search(where));
      EXPECT_THAT(search.found, IsEmpty());
    }
    if (turn == 0) {
      JIUM_DONE(stage->server().stop());
    }
  }
}

TEST_F(WebFormStory, AFormIsPostedOnceOrInDoubtAndWhatNoRecipeFitsIsAPersonsTask) {
  ASSERT_NO_FATAL_FAILURE(a_recipe_needs_two_people());
  ASSERT_NO_FATAL_FAILURE(it_is_posted_once_and_the_confirmation_is_kept());
  ASSERT_NO_FATAL_FAILURE(a_no_is_a_no());
  ASSERT_NO_FATAL_FAILURE(what_nobody_knows_is_shown_to_a_person());
  ASSERT_NO_FATAL_FAILURE(a_person_says_what_became_of_it());
  ASSERT_NO_FATAL_FAILURE(a_captcha_is_for_a_person());
  ASSERT_NO_FATAL_FAILURE(a_form_without_a_recipe_is_a_task_with_all_values());
  ASSERT_NO_FATAL_FAILURE(it_dies_and_posts_nothing_twice());
  ASSERT_NO_FATAL_FAILURE(nothing_is_readable());
}

}  // namespace
}  // namespace jium::story
