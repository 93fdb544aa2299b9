// Small counts tell on people: a cell of one to four could be somebody whom a reader knows. Such a cell is
// hidden, and so many others with it that the sums beside them do not give it away (complementary
// suppression; Hundepool et al., Statistical Disclosure Control, 2012, chapter 4).
//
// What holds afterwards, whatever the reader reckons from all that is shown: each hidden cell may still be
// anything from nothing to k or more. For that,
//   - once a cell of a table is hidden, its empty cells are hidden with it, so that a hidden cell may be
//     empty;
//   - at least two are hidden, and together they hold k or more;
//   - a table that holds less than k in all shows nothing, not even its sum.
#pragma once

#include <cstdint>
#include <vector>

namespace jium::report {

inline constexpr std::int64_t kSmallest = 5;  // of what is told

// Of a table whose cells add up to a sum that is shown too: which are hidden. All of them when `cells` hold
// less than kSmallest together; the sum is hidden then as well.
[[nodiscard]] std::vector<bool> hidden_cells(const std::vector<std::int64_t>& cells);

// Of a table that tells of each count how many came about, both with sums: of which rows `part` is hidden.
// `rows_hidden` are rows whose count itself is hidden. Both what came about and what did not stay unknown:
// the hidden parts may lie k apart in either direction.
struct PartCell {
  std::int64_t count = 0, part = 0;  // part <= count
};
[[nodiscard]] std::vector<bool> hidden_parts(const std::vector<PartCell>& cells,
                                             const std::vector<bool>& rows_hidden);

}  // namespace jium::report
