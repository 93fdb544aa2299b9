#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "sim/simulation.h"

namespace jium::sim {
namespace {

constexpr int kShards = 4;
constexpr int kSeedsAShard = 60;

Outcome live(const Plan& plan) {
  return Simulation(plan).live();
}

void expect_sound(const Plan& plan, const Outcome& outcome) {
  if (outcome.complaints.empty()) return;
  const Shrunk shrunk = shrink(plan, outcome);
  ADD_FAILURE() << report_of(plan, outcome) << "\nto run it again: " << command_of(plan)
                << "\nthe smallest life that fails: " << shrunk.again << '\n'
                << report_of(shrunk.plan, shrunk.outcome);
}

// As `./dev sim` lives it.
std::string digest_in_another_process(const Plan& plan) {
  const std::string command =
      fmt::format("'{}' {} --days {} --requests-a-year {} --json{} 2>/dev/null", JIUM_SIM_PROGRAM, plan.seed,
                  plan.days, plan.requests_a_year, plan.in_batches ? " --in-batches" : "");
  const std::unique_ptr<FILE, int (*)(FILE*)> output(::popen(command.c_str(), "r"), ::pclose);
  if (output == nullptr) return "no process";
  std::string text(1 << 16, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), output.get()));
  boost::system::error_code failed;
  const auto figures = boost::json::parse(text, failed);
  if (failed || !figures.is_object()) return "no figures";
  return std::string(figures.as_object().at("digest").as_string());
}

// Small centres of many kinds: a few days, or a few weeks of a very small one.
Plan short_life(std::uint64_t seed) {
  Plan plan{.seed = seed};
  plan.days = 2 + static_cast<int>(seed % 4) * 3;
  plan.requests_a_year = 5'000 / plan.days;
  plan.blows = usual_blows(plan.requests_a_year);
  plan.in_batches = seed % 3 == 0;
  plan.vantages = seed % 5 == 0 ? 2 : 1;
  return plan;
}

// What the world can do happens in these lives.
struct Met {
  Tally sum;
  void add(const Tally& one) {
    sum.requests += one.requests;
    sum.recurrences += one.recurrences;
    sum.cloaked += one.cloaked;
    sum.walled += one.walled;
    sum.by_form += one.by_form;
    sum.by_inbox += one.by_inbox;
    sum.by_hand += one.by_hand;
    sum.climbed += one.climbed;
    sum.blocks_filed += one.blocks_filed;
    sum.blocks_decided += one.blocks_decided;
    sum.hosts_settled += one.hosts_settled;
  }
  void expect_much() const {
    EXPECT_GT(sum.cloaked, 0U);
    EXPECT_GT(sum.walled, 0U);
    EXPECT_GT(sum.by_form, 0U);
    EXPECT_GT(sum.by_inbox, 0U);
    EXPECT_GT(sum.by_hand, 0U);
    EXPECT_GT(sum.climbed, 0U);
    EXPECT_GT(sum.blocks_filed, 0U);
    EXPECT_GT(sum.hosts_settled, 0U);
  }
  // These need weeks.
  void expect_everything() const {
    expect_much();
    EXPECT_GT(sum.recurrences, 0U);
    EXPECT_GT(sum.blocks_decided, 0U);
  }
};

// Every row of every table, nonces and all: whatever failed once can be looked at again.
TEST(ASeed, IsTheSameLifeWheneverItIsLived) {
  for (const bool in_batches : {false, true}) {
    Plan plan{.seed = 41, .days = 9, .requests_a_year = 3000, .in_batches = in_batches};
    plan.blows = usual_blows(plan.requests_a_year);
    const Outcome first = live(plan);
    ASSERT_GT(first.blows, 0U);
    EXPECT_EQ(live(plan).digest, first.digest);
    EXPECT_EQ(digest_in_another_process(plan), first.digest);
    ++plan.seed;
    EXPECT_NE(live(plan).digest, first.digest);
  }
}

class ShortLives : public ::testing::TestWithParam<int> {};

TEST_P(ShortLives, BreakNoPromise) {
  Met met;
  std::uint64_t blows = 0, days = 0;
  for (int i = 0; i < kSeedsAShard; ++i) {
    const Plan plan = short_life(static_cast<std::uint64_t>(GetParam() * kSeedsAShard + i + 1));
    const Outcome outcome = live(plan);
    expect_sound(plan, outcome);
    if (HasFailure()) return;
    met.add(outcome.tally);
    blows += outcome.blows;
    days += static_cast<std::uint64_t>(outcome.days);
  }
  EXPECT_GT(blows, 0U);
  met.expect_much();
  fmt::print("sim: {} lives, {} days, {} requests, {} blows: no promise broken\n", kSeedsAShard, days,
             met.sum.requests, blows);
}

INSTANTIATE_TEST_SUITE_P(Shard, ShortLives, ::testing::Range(0, kShards));

// Between two commits a crash has nothing to lose: so these are all the moments at which a process can die.
class EveryCommit : public ::testing::TestWithParam<Blow> {};

TEST_P(EveryCommit, MayBeTheLast) {
  Plan plan{.seed = 3, .days = 3, .requests_a_year = 400};
  const std::uint64_t commits = live(plan).commits;
  ASSERT_GT(commits, 100U);
  std::uint64_t struck = 0;
  // Every fourth of them, each blow at others; all of them with JIUM_LONG=1.
  const std::uint64_t step = std::getenv("JIUM_LONG") != nullptr ? 1 : 4;
  const auto first = 1 + static_cast<std::uint64_t>(GetParam()) % step;
  std::uint64_t tried = 0;
  for (std::uint64_t commit = first; commit <= commits; commit += step, ++tried) {
    plan.strike = {commit, GetParam()};
    const Outcome outcome = live(plan);
    struck += outcome.blows;
    expect_sound(plan, outcome);
    if (HasFailure()) return;
  }
  // What a blow puts off may come after the last day.
  EXPECT_GE(struck + 3, tried);
  fmt::print("sim: {} at {} of {} commits: no promise broken\n", to_text(GetParam()), tried, commits);
}

INSTANTIATE_TEST_SUITE_P(Blow, EveryCommit,
                         ::testing::Values(Blow::dies_before, Blow::dies_after, Blow::refused,
                                           Blow::word_lost),
                         [](const auto& blow) { return std::string(to_text(blow.param)); });

// The same centre beside a committee that sits, and beside one that has no quorum for all of its days.
TEST(TheCommittee, WithoutAQuorumHoldsNothingElseUp) {
  Plan plan{.seed = 77, .days = 30, .requests_a_year = 3000, .quorum_lost = 1, .quorum_back = 1};
  const Outcome sits = live(plan);
  expect_sound(plan, sits);
  plan.quorum_lost = 0;
  const Outcome silent = live(plan);
  expect_sound(plan, silent);
  EXPECT_GT(sits.tally.blocks_decided, 2U);
  EXPECT_GT(silent.tally.blocks_filed, 2U);
  EXPECT_EQ(silent.tally.blocks_decided, 0U);
  // The two lives part ways by chance from the first decision on.
  EXPECT_GT(silent.tally.climbed * 4, sits.tally.climbed * 3);
  EXPECT_GT(silent.tally.verified * 4, sits.tally.verified * 3);
}

// The usual one is two months of a middling centre; JIUM_LONG=1 (./dev test --long) a whole year of a big
// one.
TEST(ALongLife, BreaksNoPromiseAndStaysWithinItsMemory) {
  Plan plan{.seed = 20261122, .days = 60, .requests_a_year = 8'000};
  if (std::getenv("JIUM_LONG") != nullptr) {
    plan.days = 365;
    plan.requests_a_year = 300'000;
    plan.tell = true;
  }
  plan.blows = usual_blows(plan.requests_a_year);
  const Outcome outcome = live(plan);
  expect_sound(plan, outcome);
  EXPECT_EQ(outcome.days, plan.days);
  EXPECT_GT(outcome.tally.verified, outcome.tally.requests / 5);
  Met met;
  met.add(outcome.tally);
  met.expect_everything();
  fmt::print(
      "sim: {} days, {} requests, {} checks, {} blows, {} deaths; {:.0f} s, the worst day {:.1f} s; {} MB at "
      "most besides {} MB of database\n",
      outcome.days, outcome.tally.requests, outcome.tally.checks, outcome.blows, outcome.deaths,
      outcome.seconds, outcome.worst_day, outcome.memory_most >> 20U, outcome.database >> 20U);
}

// The tool itself: what fails is lived again, smaller, and the command that is printed fails as well.
TEST(Shrinking, EndsWithASmallerLifeThatStillFails) {
  Plan plan{.seed = 9, .days = 4, .requests_a_year = 2000};
  Outcome failed = live(plan);
  failed.complaints.push_back({Law::clock, 0, "so the test says"});
  const Shrunk shrunk = shrink(plan, failed);
  EXPECT_LE(shrunk.plan.days, plan.days);
  EXPECT_EQ(shrunk.again, command_of(shrunk.plan));
  EXPECT_NE(shrunk.again.find("./dev sim 9 --days"), std::string::npos);
}

}  // namespace
}  // namespace jium::sim
