#include "jium/report/suppression.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <numeric>

namespace jium::report {
namespace {

using Cells = std::vector<std::int64_t>;
using Hidden = std::vector<bool>;

std::int64_t sum_of(const Cells& cells) {
  return std::accumulate(cells.begin(), cells.end(), std::int64_t{0});
}

TEST(Suppression, CellsThatAreLargeOrEmptyStay) {
  EXPECT_EQ(hidden_cells({5, 0, 100}), (Hidden{false, false, false}));
}

TEST(Suppression, OneSmallCellTakesTheSmallestOtherWithIt) {
  EXPECT_EQ(hidden_cells({3, 50, 9, 20}), (Hidden{true, false, true, false}));
}

TEST(Suppression, SmallCellsThatAddUpToLittleTakeAnotherWithThem) {
  EXPECT_EQ(hidden_cells({1, 1, 30, 40}), (Hidden{true, true, true, false}));
  EXPECT_EQ(hidden_cells({3, 4, 30}), (Hidden{true, true, false}));
}

TEST(Suppression, AnEmptyCellBesideAHiddenOneIsHiddenToo) {
  EXPECT_EQ(hidden_cells({0, 3, 4, 30}), (Hidden{true, true, true, false}));
}

TEST(Suppression, ATableOfLessThanFiveShowsNothing) {
  EXPECT_EQ(hidden_cells({4, 0, 0}), (Hidden{true, true, true}));
  EXPECT_EQ(hidden_cells({}), Hidden{});
}

// What a reader could do who knows the sum, the shown cells and how the hidden ones were chosen among small
// and empty ones: each hidden cell may be nothing, and may be as much as all hidden ones together.
TEST(Suppression, NoHiddenCellCanBeReckonedFromWhatIsShown) {
  rc::check("for tables of two cells and more", [] {
    const auto cells = *rc::gen::withSize([](int size) {
      return rc::gen::suchThat(rc::gen::container<Cells>(rc::gen::weightedOneOf<std::int64_t>(
                                   {{3, rc::gen::inRange<std::int64_t>(0, 7)},
                                    {1, rc::gen::inRange<std::int64_t>(0, size + 10)}})),
                               [](const Cells& some) { return some.size() >= 2; });
    });
    const Hidden hidden = hidden_cells(cells);
    RC_ASSERT(hidden.size() == cells.size());
    std::int64_t together = sum_of(cells), number = 0;
    bool shows_empty = false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (hidden[i]) {
        ++number;
        continue;
      }
      RC_ASSERT((cells[i] == 0 || cells[i] >= kSmallest));
      shows_empty = shows_empty || cells[i] == 0;
      together -= cells[i];
    }
    if (sum_of(cells) < kSmallest) {
      RC_ASSERT(number == static_cast<std::int64_t>(cells.size()));  // and the sum is not shown
      return;
    }
    if (number == 0) return;
    RC_ASSERT(!shows_empty);           // so a hidden one may be empty
    RC_ASSERT(number >= 2);            // so none is what is left of the sum
    RC_ASSERT(together >= kSmallest);  // so any of them may be large
  });
}

// Of rows whose count is shown: the least and the most that may have come about.
struct Range {
  std::int64_t least = 0, most = 0;
};
Range range_of(const std::vector<PartCell>& cells, const Hidden& hidden, std::size_t row) {
  std::int64_t parts = 0, others = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!hidden[i]) continue;
    parts += cells[i].part;
    if (i != row) others += cells[i].count;
  }
  return {std::max<std::int64_t>(0, parts - others), std::min(cells[row].count, parts)};
}

TEST(Suppression, NoHiddenPartCanBeReckonedFromWhatIsShown) {
  rc::check("for tables of outcomes", [] {
    const auto pairs = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 40), rc::gen::inRange(0, 40)));
    std::vector<PartCell> cells;
    Cells counts;
    for (const auto& [one, other] : pairs) {
      cells.push_back({std::max(one, other), std::min(one, other)});
      counts.push_back(std::max(one, other));
    }
    const Hidden rows = hidden_cells(counts);
    const Hidden hidden = hidden_parts(cells, rows);
    std::int64_t parts = 0, rest = 0;
    bool any = false, all = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      RC_ASSERT((!rows[i] || hidden[i]));
      parts += hidden[i] ? cells[i].part : 0;
      rest += hidden[i] ? cells[i].count - cells[i].part : 0;
      any = any || hidden[i];
      all = all && hidden[i];
    }
    if (!any) return;
    const bool sums_are_small = parts < kSmallest || rest < kSmallest;
    if (all && sums_are_small) return;  // then the sums are not shown (statistics.cc)
    RC_ASSERT((!sums_are_small || all));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!hidden[i] || rows[i]) continue;
      if (all) continue;
      const Range range = range_of(cells, hidden, i);
      RC_ASSERT(range.most - range.least >= std::min<std::int64_t>(kSmallest, cells[i].count));
    }
  });
}

TEST(Suppression, PartsOfAShownCountAreHiddenWhenTheyOrTheirRestAreSmall) {
  EXPECT_EQ(hidden_parts({{100, 60}, {50, 47}, {40, 20}}, {false, false, false}),
            (Hidden{false, true, true}));
  EXPECT_EQ(hidden_parts({{100, 60}, {50, 25}}, {false, false}), (Hidden{false, false}));
}

}  // namespace
}  // namespace jium::report
