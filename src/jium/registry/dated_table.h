// Tables of law and of schemes that jium carries as data (data/legal/*.tsv): lines of cells with tabs
// between, # for comments, dates as 2026-11-22 and "-" for none. Read once; a table that cannot be read stops
// the start.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"

namespace jium::registry {

// The days on which something may be said anew: from the first, up to and without the last.
struct Validity {
  Instant from{};
  std::optional<Instant> to;

  [[nodiscard]] bool holds(Instant at) const { return at >= from && (!to || at < *to); }
};

using TableLine = std::vector<std::string>;

// Malformed, with the line's number, unless every line has `columns` cells and none is empty.
[[nodiscard]] Result<std::vector<TableLine>> read_table(std::string_view tsv, std::size_t columns);
[[nodiscard]] Result<Validity> read_validity(const std::string& from, const std::string& to);

}  // namespace jium::registry
