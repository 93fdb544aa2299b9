// Contestants that do the same work, taking turns, so that what disturbs the machine disturbs them all.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace jium::bench {

struct Contestant {
  std::string name;
  std::function<void(std::size_t)> work;  // on picture i
};

struct Contest {
  std::size_t pictures = 1;
  int rounds = 9;
  double least_seconds = 0.004;  // a contestant's turn; short works are repeated within it
};

// CPU seconds of one piece of work, the median over the rounds, by contestant. A round is a turn of each; the
// picture changes from round to round.
[[nodiscard]] std::vector<double> hold(const Contest& contest, const std::vector<Contestant>& contestants);

struct Spread {
  int half = 0;   // p50
  int most = 0;   // p90
  int worst = 0;  // max
};
[[nodiscard]] Spread spread_of(std::vector<int> values);

}  // namespace jium::bench
