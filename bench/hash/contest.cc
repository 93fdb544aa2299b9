#include "hash/contest.h"

#include <algorithm>

#include "table/machine.h"

namespace jium::bench {
namespace {

double turn(const Contestant& contestant, std::size_t picture, double least_seconds) {
  const double begin = cpu_seconds();
  double now = begin;
  int times = 0;
  while (times == 0 || now - begin < least_seconds) {
    contestant.work(picture);
    ++times;
    now = cpu_seconds();
  }
  return (now - begin) / times;
}

}  // namespace

std::vector<double> hold(const Contest& contest, const std::vector<Contestant>& contestants) {
  std::vector<std::vector<double>> turns(contestants.size());
  for (const Contestant& contestant : contestants) contestant.work(0);  // warm
  for (int round = 0; round < contest.rounds; ++round) {
    for (std::size_t i = 0; i < contestants.size(); ++i) {
      turns[i].push_back(
          turn(contestants[i], static_cast<std::size_t>(round) % contest.pictures, contest.least_seconds));
    }
  }
  std::vector<double> medians;
  for (auto& seconds : turns) {
    const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::nth_element(seconds.begin(), middle, seconds.end());
    medians.push_back(*middle);
  }
  return medians;
}

Spread spread_of(std::vector<int> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  return {values[values.size() / 2], values[values.size() * 9 / 10], values.back()};
}

}  // namespace jium::bench
