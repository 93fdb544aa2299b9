#include "jium/report/suppression.h"

#include <algorithm>
#include <numeric>

namespace jium::report {
namespace {

bool is_small(std::int64_t count) {
  return count > 0 && count < kSmallest;
}

// The smallest cell that is shown; cells.size() when all are hidden.
template <class Cells, class CountOf>
std::size_t smallest_shown(const Cells& cells, const std::vector<bool>& hidden, CountOf count_of) {
  std::size_t smallest = cells.size();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (hidden[i]) continue;
    if (smallest == cells.size() || count_of(cells[i]) < count_of(cells[smallest])) smallest = i;
  }
  return smallest;
}

bool are_safe(const std::vector<std::int64_t>& cells, const std::vector<bool>& hidden) {
  std::int64_t number = 0, sum = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!hidden[i]) continue;
    ++number;
    sum += cells[i];
  }
  return number == 0 || (number >= 2 && sum >= kSmallest);
}

bool are_safe(const std::vector<PartCell>& cells, const std::vector<bool>& hidden) {
  std::int64_t count = 0, part = 0, largest = 0;
  bool any = false;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!hidden[i]) continue;
    any = true;
    count += cells[i].count;
    part += cells[i].part;
    largest = std::max(largest, cells[i].count);
  }
  return !any || (part >= kSmallest && count - part >= kSmallest && count - largest >= kSmallest);
}

}  // namespace

std::vector<bool> hidden_cells(const std::vector<std::int64_t>& cells) {
  std::vector<bool> hidden(cells.size(), false);
  if (std::accumulate(cells.begin(), cells.end(), std::int64_t{0}) < kSmallest) {
    hidden.assign(cells.size(), true);
    return hidden;
  }
  const bool has_small = std::any_of(cells.begin(), cells.end(), is_small);
  if (!has_small) return hidden;
  for (std::size_t i = 0; i < cells.size(); ++i) hidden[i] = cells[i] < kSmallest;
  while (!are_safe(cells, hidden)) {
    const std::size_t next = smallest_shown(cells, hidden, [](std::int64_t count) { return count; });
    if (next == cells.size()) break;
    hidden[next] = true;
  }
  return hidden;
}

std::vector<bool> hidden_parts(const std::vector<PartCell>& cells, const std::vector<bool>& rows_hidden) {
  std::vector<bool> hidden = rows_hidden;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& [count, part] = cells[i];
    hidden[i] = hidden[i] || is_small(part) || is_small(count - part);
  }
  if (std::none_of(hidden.begin(), hidden.end(), [](bool one) { return one; })) return hidden;
  // With a row hidden, one of which nothing or everything came about would say too much of the others.
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& [count, part] = cells[i];
    hidden[i] = hidden[i] || part == 0 || part == count;
  }
  while (!are_safe(cells, hidden)) {
    const std::size_t next = smallest_shown(cells, hidden, [](const PartCell& one) { return one.count; });
    if (next == cells.size()) break;
    hidden[next] = true;
  }
  return hidden;
}

}  // namespace jium::report
