// The server is killed, without a warning, a hundred times and more, while officers work. Nothing that was
// acknowledged may be lost, nothing may happen twice, and no operator may get a letter twice.
//
// The one thing that nobody can know is whether a letter arrived when the server died between the last byte
// of the letter and the mail server's answer. jium says so ("unconfirmed") instead of guessing; here the test
// is the officer who looks into the mail and settles it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "pictures/pictures.h"
#include "story/errands.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::list_at;
using peers::text_at;
using Json = boost::json::value;
using Clockwork = std::chrono::steady_clock;

constexpr std::uint32_t kSeed = 20261122;
constexpr int kRunners = 3;
constexpr Duration kRevivalPatience = std::chrono::seconds{20};
// After which looks have stopped: several times what one takes with all that may come before it.
constexpr Duration kSilence = std::chrono::seconds{20};

int wanted_kills() {
  const char* const wish = std::getenv("JIUM_KILLS");
  return wish == nullptr ? 40 : std::max(1, std::atoi(wish));
}

class KillStory : public ::testing::Test {
 protected:
  void SetUp() override {
    // Leases end soon, so that work whose worker died is taken up again within the test.
    JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY,
                                 .data = {},
                                 .config = {},
                                 .patrol = "10m",
                                 .lease = "3s",
                                 .look = "1s",
                                 .page = "200ms"}));
    ASSERT_NO_FATAL_FAILURE(register_footage());
    ground.server = stage->server().url();
    ground.key = stage->officers_key();
    ground.site = stage->korean_site().address_of("/");
  }
  void TearDown() override {
    ground.stopping = true;
    for (std::thread& runner : runners) runner.join();
  }

  void register_footage();
  void kill_again_and_again(int kills);
  void wait_for_work();
  void kill_while_starting();
  void revive();
  void let_the_errands_end();
  void settle_as_an_officer_would(peers::ApiClient& api, Errand& errand);
  void settle_doubts();
  void expect_the_case_to_hold_every_errand_once();
  void expect_one_letter_each();
  void look_around(std::vector<std::string>& unseen, std::size_t& looks);
  void expect_every_place_to_be_looked_at();

  std::unique_ptr<Stage> stage;
  ErrandGround ground;
  std::vector<std::thread> runners;
  std::vector<Errand> errands;
  std::string the_case;
  std::mt19937 random{kSeed};
  std::vector<Duration> revivals;
  std::map<std::string, std::size_t> looks_at;
  int doubts = 0, doubts_delivered = 0;
};

void KillStory::register_footage() {
  const auto picture = stage->officers_folder() / "picture.jpg";
  JIUM_DONE(peers::write_file(picture, text_of(pictures::to_jpeg(pictures::draw_scene(kSeed)))));
  Json opened, hashed, added;
  JIUM_STEP(opened, stage->officer().ask({"case", "open", "--pseudonym", "Maple", "--harm", "dissemination",
                                          "--consent", "removal"}));
  the_case = text_at(opened, "/id");
  JIUM_DONE(stage->officer().ask({"register", picture.string(), "--case", the_case}));
  JIUM_STEP(hashed, stage->officer().ask({"hash", picture.string()}));
  ground.fingerprints = hashed.at("files").at(0).at("fingerprints");
  JIUM_STEP(added,
            stage->officer().ask({"operator", "add", "--name", "Board", "--mail", "delete@board.example",
                                  "--language", "ko", "--jurisdiction", "KR"}));
  JIUM_DONE(stage->officer().ask(
      {"site", "assign", stage->korean_site().host(), "--operator", text_at(added, "/id")}));
}

// A cycle in which nothing was acknowledged would prove nothing: after each return of the server the killer
// waits until it has answered somebody.
void KillStory::wait_for_work() {
  const std::int64_t before = ground.acknowledged;
  std::this_thread::sleep_for(Duration{std::uniform_int_distribution<int>(5, 400)(random)});
  const auto end = Clockwork::now() + kRevivalPatience;
  while (ground.acknowledged == before && ground.broken.lock()->empty() && Clockwork::now() < end) {
    std::this_thread::sleep_for(Duration{1});
  }
  ASSERT_EQ(*ground.broken.lock(), std::vector<std::string>());
  ASSERT_GT(ground.acknowledged, before) << "the server came back and acknowledged nothing";
}

void KillStory::revive() {
  const auto begun = Clockwork::now();
  JIUM_DONE(stage->start_server());
  revivals.push_back(std::chrono::duration_cast<Duration>(Clockwork::now() - begun));
  ASSERT_EQ(stage->server().url(), ground.server);
}

// Dying while it gets up again is part of dying.
void KillStory::kill_while_starting() {
  JIUM_DONE(stage->start_and_kill_server(Duration{std::uniform_int_distribution<int>(1, 60)(random)}));
}

void KillStory::kill_again_and_again(int kills) {
  for (int i = 0; i < kRunners; ++i) {
    runners.emplace_back([this, i] { run_errands(ground, "runner" + std::to_string(i)); });
  }
  for (int kill = 1; kill <= kills; ++kill) {
    ASSERT_NO_FATAL_FAILURE(wait_for_work());
    stage->server().kill();
    if (kill % 10 == 0) {
      ASSERT_NO_FATAL_FAILURE(kill_while_starting());
    }
    ASSERT_NO_FATAL_FAILURE(revive());
  }
}

void KillStory::let_the_errands_end() {
  ground.stopping = true;
  for (std::thread& runner : runners) runner.join();
  runners.clear();
  ASSERT_EQ(*ground.broken.lock(), std::vector<std::string>());
  errands = *ground.done.lock();
}

// The test looks into the mail that the operator got, and says what is true.
void KillStory::settle_as_an_officer_would(peers::ApiClient& api, Errand& errand) {
  Json shown;
  JIUM_STEP(shown, insist_on_reading(ground, api, "/requests/" + errand.request));
  if (text_at(shown, "/letter") == "unconfirmed") {
    ++doubts;
    std::vector<peers::ReceivedLetter> found;
    JIUM_STEP(found, stage->sink().letters_about(errand.request));
    if (!found.empty()) ++doubts_delivered;
    JIUM_DONE(insist(ground, api, "/requests/" + errand.request + "/settle-letter",
                     {{"delivered", !found.empty()}}, errand.request + "-settle"));
  }
  for (const auto end = Clockwork::now() + kRevivalPatience; Clockwork::now() < end;) {
    JIUM_STEP(shown, insist_on_reading(ground, api, "/requests/" + errand.request));
    if (text_at(shown, "/letter") == "delivered") break;
    std::this_thread::sleep_for(Duration{20});
  }
  JIUM_DONE(record_words(ground, api, errand));
}

void KillStory::settle_doubts() {
  peers::ApiClient api(ground.server, ground.key);
  for (Errand& errand : errands) {
    if (!errand.doubted) continue;
    ASSERT_NO_FATAL_FAILURE(settle_as_an_officer_would(api, errand));
  }
  // jium has told the officer about each of them, once.
  Json said;
  JIUM_STEP(said, stage->officer().ask({"alarms", "--all"}));
  std::multiset<std::string> raised, expected;
  for (const Json& alarm : list_at(said, "/alarms")) {
    if (text_at(alarm, "/kind") == "letter_unconfirmed") raised.insert(text_at(alarm, "/subject"));
  }
  for (const Errand& errand : errands) {
    if (errand.doubted) expected.insert(errand.request);
  }
  EXPECT_EQ(raised, expected);
}

// How often each event was written about each record.
std::map<std::string, int> count_events(const Json& view) {
  std::map<std::string, int> counts;
  for (const Json& entry : list_at(view, "/history")) {
    ++counts[text_at(entry, "/event") + " " + text_at(entry, "/subject")];
  }
  return counts;
}

void KillStory::expect_the_case_to_hold_every_errand_once() {
  Json view;
  JIUM_STEP(view, stage->officer().ask({"case", "show", the_case}));
  std::map<std::string, Json> requests, sightings;
  for (const Json& request : list_at(view, "/requests")) requests.emplace(text_at(request, "/id"), request);
  for (const Json& sighting : list_at(view, "/sightings"))
    sightings.emplace(text_at(sighting, "/id"), sighting);
  EXPECT_EQ(list_at(view, "/requests").size(), errands.size()) << "no request is lost, none is there twice";
  EXPECT_EQ(list_at(view, "/sightings").size(), errands.size()) << "no sighting is lost, none is there twice";
  auto events = count_events(view);
  for (const Errand& errand : errands) {
    ASSERT_TRUE(sightings.contains(errand.sighting)) << "an acknowledged sighting is lost";
    ASSERT_TRUE(requests.contains(errand.request)) << "an acknowledged request is lost";
    const Json& request = requests.at(errand.request);
    EXPECT_EQ(text_at(request, "/sighting"), errand.sighting);
    EXPECT_EQ(text_at(request, "/confirmed_at"), errand.confirmed_at);
    // What comes to a site that removed it before is recorded as a return; which of the two is the story's
    // business.
    EXPECT_EQ(
        events["sighting_recorded " + errand.sighting] + events["recurrence_recorded " + errand.sighting], 1);
    for (const std::string event : {"request_drafted ", "request_confirmed ", "letter_sent ",
                                    "request_acknowledged ", "removal_claimed "}) {
      EXPECT_EQ(events[event + errand.request], 1) << event << "is written once";
    }
  }
}

void KillStory::expect_one_letter_each() {
  std::vector<peers::ReceivedLetter> letters;
  JIUM_STEP(letters, stage->sink().letters());
  std::map<std::string, int> by_reference;
  for (const auto& letter : letters) ++by_reference[letter.reference];
  EXPECT_EQ(letters.size(), errands.size());
  for (const Errand& errand : errands) EXPECT_EQ(by_reference[errand.request], 1);
}

// The requests whose places nobody has looked at yet, and how many looks at the places of all are kept.
void KillStory::look_around(std::vector<std::string>& unseen, std::size_t& looks) {
  peers::ApiClient api(ground.server, ground.key);
  std::vector<std::string> still;
  for (const std::string& request : unseen) {
    Json shown;
    JIUM_STEP(shown, insist_on_reading(ground, api, "/requests/" + request));
    std::size_t& known = looks_at[request];
    looks += list_at(shown, "/checks").size() - known;
    known = list_at(shown, "/checks").size();
    if (known == 0) still.push_back(request);
  }
  unseen = std::move(still);
}

// The background work, too, goes on where it was interrupted. The places were reported and never seen, so
// that no look at them proves anything; but each is looked at. All are at one host, which is looked at by one
// worker at a time: how long that takes is up to the number of errands and the machine. What a lost job would
// show is that the looks stop: one lasts a second at most, a dead worker's turn and its jobs end after three,
// and whoever has to wait for the host asks again after a fifth of a second for each that waits.
void KillStory::expect_every_place_to_be_looked_at() {
  std::vector<std::string> unseen;
  for (const Errand& errand : errands) unseen.push_back(errand.request);
  const Duration longest = kSilence + Duration{200} * static_cast<Duration::rep>(errands.size());
  std::size_t looks = 0;
  for (auto last_look = Clockwork::now(); !unseen.empty();) {
    const std::size_t before = looks;
    ASSERT_NO_FATAL_FAILURE(look_around(unseen, looks));
    if (looks > before) last_look = Clockwork::now();
    ASSERT_LT(Clockwork::now() - last_look, longest)
        << unseen.size() << " places are not looked at, that of " << unseen.front() << " among them";
    std::this_thread::sleep_for(Duration{100});
  }
}

TEST_F(KillStory, NothingAcknowledgedIsLostOrDoneTwice) {
  const int kills = wanted_kills();
  std::cout << "seed " << kSeed << ", " << kills << " kills (JIUM_KILLS)" << std::endl;
  ASSERT_NO_FATAL_FAILURE(kill_again_and_again(kills));
  ASSERT_NO_FATAL_FAILURE(let_the_errands_end());
  ASSERT_NO_FATAL_FAILURE(settle_doubts());
  ASSERT_NO_FATAL_FAILURE(expect_every_place_to_be_looked_at());
  ASSERT_NO_FATAL_FAILURE(expect_one_letter_each());
  ASSERT_NO_FATAL_FAILURE(expect_the_case_to_hold_every_errand_once());
  std::sort(revivals.begin(), revivals.end());
  std::cout << kills << " kills and " << kills / 10 << " while starting, " << errands.size() << " errands, "
            << ground.acknowledged << " changes acknowledged, " << ground.repeated << " calls made again, "
            << doubts << " letters in doubt (" << doubts_delivered << " had arrived); ready again after "
            << to_text(revivals[revivals.size() / 2]) << " (median), " << to_text(revivals.back())
            << " (longest)" << std::endl;
}

}  // namespace
}  // namespace jium::story
