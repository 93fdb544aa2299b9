#include <fmt/format.h>

#include <algorithm>

#include "sim/simulation.h"

namespace jium::sim {
namespace {

constexpr double kPatienceSeconds = 300;
constexpr int kSmallestCentre = 200;

Outcome lived(const Plan& plan) {
  return Simulation(plan).live();
}

}  // namespace

// Days first: what failed on day d fails in a life of d days, as each day knows nothing of those to come.
// Then the centre, halved as long as the failure stays; each try is another life, which may fail on another
// day or not at all.
Shrunk shrink(Plan plan, Outcome failed) {
  Shrunk smallest{plan, std::move(failed), {}};
  smallest.plan.days = smallest.outcome.days;
  double spent = 0;
  for (int size = plan.requests_a_year / 2; size >= kSmallestCentre && spent < kPatienceSeconds; size /= 2) {
    Plan smaller = smallest.plan;
    smaller.requests_a_year = size;
    smaller.days = std::min(plan.days, smallest.outcome.days * 2);
    Outcome outcome = lived(smaller);
    spent += outcome.seconds;
    if (outcome.complaints.empty()) break;
    smaller.days = outcome.days;
    smallest = {smaller, std::move(outcome), {}};
  }
  smallest.again = command_of(smallest.plan);
  return smallest;
}

std::string command_of(const Plan& plan) {
  return fmt::format("./dev sim {} --days {} --requests-a-year {}", plan.seed, plan.days,
                     plan.requests_a_year) +
         (plan.in_batches ? " --in-batches" : "") +
         (plan.vantages > 1 ? fmt::format(" --vantages {}", plan.vantages) : "") +
         (plan.strike ? fmt::format(" --strike {}:{}", plan.strike->first, to_text(plan.strike->second))
                      : "");
}

std::string report_of(const Plan& plan, const Outcome& outcome) {
  std::string report =
      fmt::format("seed {}, day {}: {} complaints\n", plan.seed, outcome.days, outcome.complaints.size());
  const auto shown = std::min<std::size_t>(outcome.complaints.size(), 12);
  for (std::size_t i = 0; i < shown; ++i) {
    const Complaint& complaint = outcome.complaints[i];
    report += fmt::format("{}: {} {}\n", to_text(complaint.law),
                          complaint.request == 0 ? "" : removal::RequestId(complaint.request).text(),
                          complaint.words);
  }
  return report + outcome.stories;
}

}  // namespace jium::sim
