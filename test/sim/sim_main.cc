// ./dev sim SEED: one life, told in figures; ends with 1 and all that is needed when the house broke a
// promise.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <iostream>

#include "sim/simulation.h"

namespace jium::sim {
namespace {

boost::json::object figures(const Plan& plan, const Outcome& outcome) {
  return {{"seed", plan.seed},
          {"days", outcome.days},
          {"requests_a_year", plan.requests_a_year},
          {"complaints", outcome.complaints.size()},
          {"requests", outcome.tally.requests},
          {"letters", outcome.letters},
          {"looks", outcome.looks},
          {"checks", outcome.tally.checks},
          {"verified", outcome.tally.verified},
          {"refused", outcome.tally.refused},
          {"overdue", outcome.tally.overdue},
          {"history", outcome.tally.history},
          {"commits", outcome.commits},
          {"blows", outcome.blows},
          {"deaths", outcome.deaths},
          {"seconds", outcome.seconds},
          {"seconds_auditing", outcome.auditing},
          {"worst_day_seconds", outcome.worst_day},
          {"memory_start", outcome.memory_start},
          {"memory_most", outcome.memory_most},
          {"database", outcome.database},
          {"digest", outcome.digest}};
}

void print(const Plan& plan, const Outcome& outcome) {
  fmt::print(
      "seed {}: {} days, {} requests ({} verified, {} refused, {} overdue), {} letters, {} looks, {} checks "
      "recorded, "
      "{} lines of history\n",
      plan.seed, outcome.days, outcome.tally.requests, outcome.tally.verified, outcome.tally.refused,
      outcome.tally.overdue, outcome.letters, outcome.looks, outcome.tally.checks, outcome.tally.history);
  fmt::print(
      "{} commits, {} blows, {} deaths; {:.1f} s ({:.1f} s of them the auditor's), the worst day {:.2f} s\n",
      outcome.commits, outcome.blows, outcome.deaths, outcome.seconds, outcome.auditing, outcome.worst_day);
  fmt::print("memory besides the database: {} MB at first, {} MB at most, {} MB allowed; database {} MB\n",
             outcome.memory_start >> 20U, outcome.memory_most >> 20U,
             (outcome.memory_start + memory_allowed(outcome.tally)) >> 20U, outcome.database >> 20U);
  fmt::print("history {}\n", outcome.digest);
}

int run(int count, char** words) {
  Plan plan;
  plan.tell = true;
  bool json = false, calm = false;
  std::string strike;
  CLI::App app("Lives a year of a centre with a fake clock: ./dev sim SEED");
  app.add_option("seed", plan.seed, "the life to live")->required();
  app.add_option("--days", plan.days, "how long")->capture_default_str();
  app.add_option("--requests-a-year", plan.requests_a_year, "how big the centre is")->capture_default_str();
  app.add_option("--postgres", plan.postgres, "a prepared, empty database instead of SQLite in memory");
  app.add_option("--strike", strike, "COMMIT:BLOW, one blow instead of many (dies_before, dies_after, ...)");
  app.add_flag("--in-batches", plan.in_batches, "many requests in one confirmed act, and answers by mail");
  app.add_option("--vantages", plan.vantages, "so many must have seen that a place is gone: 1 or 2")
      ->capture_default_str();
  app.add_flag("--calm", calm, "no crash and no failing commit");
  app.add_flag("--queries", plan.time_queries, "what was asked of the database, the costliest first");
  app.add_flag("--json", json, "the figures as one object");
  CLI11_PARSE(app, count, words);
  if (!calm) plan.blows = usual_blows(plan.requests_a_year);
  if (!strike.empty()) {
    const auto colon = strike.find(':');
    const auto blow =
        parse_enum<Blow>("blow", std::string_view(strike).substr(std::min(colon, strike.size() - 1) + 1));
    if (!blow) return fmt::print(stderr, "sim: --strike is COMMIT:BLOW\n"), 2;
    plan.strike = {std::stoull(strike), *blow};
  }
  const Outcome outcome = Simulation(plan).live();
  if (json) std::cout << boost::json::serialize(figures(plan, outcome)) << '\n';
  if (!json) print(plan, outcome);
  if (!json) std::cout << outcome.queries;
  if (outcome.complaints.empty()) return 0;
  std::cerr << report_of(plan, outcome);
  const Shrunk shrunk = shrink(plan, outcome);
  std::cerr << "\nthe smallest life that fails: " << shrunk.again << '\n'
            << report_of(shrunk.plan, shrunk.outcome);
  return 1;
}

}  // namespace
}  // namespace jium::sim

int main(int count, char** words) {
  return jium::sim::run(count, words);
}
