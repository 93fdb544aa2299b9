// security.md R11: the clock of the machine is set an hour, a day, a year ahead or back while several write,
// and the process is killed in between. Nothing is lost, doubled or refused because of it; what was answered
// is answered in the same way again. What order and deadlines come from: desk/clock_steps_test.cc.
#include <array>
#include <fstream>
#include <iostream>
#include <random>

#include "peers/json_at.h"
#include "peers/temporary_folder.h"
#include "reliability/expectations.h"
#include "reliability/ground.h"
#include "reliability/writers.h"

namespace jium::reliability {
namespace {

using namespace std::chrono_literals;

constexpr std::array<Duration, 8> kSteps{0ms, 1h, -1h, 24h, -24h, 8760h, -8760h, -1s};

void set_clock(const std::filesystem::path& file, Duration offset) {
  const std::int64_t value = offset.count();
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  out.write(reinterpret_cast<const char*>(&value), sizeof(value));
}

TEST(Clock, SetAheadOrBackItLosesDoublesAndRefusesNothing) {
  const int steps = count_of(10, 120);
  auto folder = peers::TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const auto file = folder->path() / "clock";
  JIUM_DONE(peers::write_file(file, std::string(8, '\0')));
  std::unique_ptr<Ground> ground;
  JIUM_STEP(ground, Ground::lay({.data = {},
                                 .roles = "\"api\"",
                                 .environment = {{"LD_PRELOAD", JIUM_STEPPED_CLOCK_LIBRARY},
                                                 {"JIUM_STEPPED_CLOCK", file.string()}}}));
  JIUM_DONE(ground->start());
  auto ledger = Ledger::open(ground->folder() / "ledger");
  ASSERT_TRUE(ledger);
  Writers writers(ground->url(), ground->key(), *ledger, 2, 20261122);
  std::mt19937 random(20261122);
  int kills = 0;
  for (int i = 0; i < steps; ++i) {
    set_clock(file, kSteps.at(random() % kSteps.size()));
    if (i % 3 == 2) {
      ground->kill();
      JIUM_DONE(ground->start());
      ++kills;
    }
    const int before = ledger->acknowledged();
    ASSERT_TRUE(comes_true([&] { return ledger->acknowledged() > before + 4; })) << "it does not go on";
  }
  writers.stop();
  EXPECT_THAT(writers.complaints(), ::testing::IsEmpty());
  EXPECT_THAT(writers.refusals(), ::testing::IsEmpty());
  std::vector<std::pair<std::string, std::string>> some;
  JIUM_STEP(some, ledger->latest(20));
  peers::ApiClient api(ground->url(), ground->key());
  for (const auto& [key, id] : some) {
    const auto answer = api.post("/cases", case_named(key), key);
    ASSERT_TRUE(answer && answer->status == 201);
    EXPECT_EQ(peers::text_at(answer->body, "/id"), id);
  }
  std::multimap<std::string, std::string> there;
  JIUM_STEP(there, ground->cases());
  Judgement judgement;
  JIUM_STEP(judgement, ledger->judge(there));
  expect_kept_once(judgement);
  std::cout << "clock: " << steps << " steps of up to a year ahead and back, " << kills << " kills, "
            << judgement.acknowledged << " acknowledged, " << judgement.lost.size() << " lost, "
            << judgement.doubled.size() << " doubled, " << writers.counts().refused << " refused, "
            << some.size() << " asked again and answered as before" << std::endl;
}

// Without this the test above would show nothing.
TEST(Clock, OfTheServerReallyIsSet) {
  auto folder = peers::TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const auto file = folder->path() / "clock";
  JIUM_DONE(peers::write_file(file, std::string(8, '\0')));
  set_clock(file, 8760h);
  std::unique_ptr<Ground> ground;
  JIUM_STEP(ground, Ground::lay({.data = {},
                                 .roles = "\"api\"",
                                 .environment = {{"LD_PRELOAD", JIUM_STEPPED_CLOCK_LIBRARY},
                                                 {"JIUM_STEPPED_CLOCK", file.string()}}}));
  JIUM_DONE(ground->start());
  peers::ApiClient api(ground->url(), ground->key());
  const auto opened = api.post("/cases", case_named("a case of next year"), "next-year");
  ASSERT_TRUE(opened && opened->status == 201);
  const auto at = parse_instant(peers::text_at(opened->body, "/opened_at"));
  ASSERT_TRUE(at) << boost::json::serialize(opened->body);
  EXPECT_GT(*at, SystemClock().now() + 8000h);
}

}  // namespace
}  // namespace jium::reliability
