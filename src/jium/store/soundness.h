// Is the database still what jium wrote? the database's own checks of its pages, indexes and references, and
// every sealed field opened with its key in its place, so that a record that rotted, was swapped with another
// or was edited by hand is named.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "jium/store/store.h"

namespace jium::store {

struct Soundness {
  std::uint64_t rows = 0;       // with sealed fields
  std::uint64_t opened = 0;     // sealed fields
  std::uint64_t forgotten = 0;  // rows whose key has been destroyed on purpose
  // In words, with table, row and column, never what stands there. SQLite's own checks name at most 100.
  std::vector<std::string> faults;
  [[nodiscard]] bool good() const { return faults.empty(); }
};

// `step` is called for each row. A fault is only what kept the check from going on.
[[nodiscard]] Result<Soundness> check_soundness(Transaction& tx, const std::function<void()>& step = {});

}  // namespace jium::store
