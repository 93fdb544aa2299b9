#include "jium/registry/dated_table.h"

#include <algorithm>

namespace jium::registry {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

Result<Instant> day(const std::string& text) {
  const auto midnight = parse_instant(text + "T00:00:00.000Z");
  if (!midnight) return fault(FaultKind::malformed, "a day is written 2026-11-22");
  return *midnight;
}

}  // namespace

Result<std::vector<TableLine>> read_table(std::string_view tsv, std::size_t columns) {
  std::vector<TableLine> lines;
  int number = 0;
  for (const std::string_view line : split(tsv, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const auto cells = split(line, '\t');
    const bool whole = cells.size() == columns &&
                       std::none_of(cells.begin(), cells.end(), [](auto cell) { return cell.empty(); });
    if (!whole) {
      return fault(FaultKind::malformed, "line " + std::to_string(number) + ": " + std::to_string(columns) +
                                             " cells are needed, none of them empty");
    }
    lines.emplace_back(cells.begin(), cells.end());
  }
  return lines;
}

Result<Validity> read_validity(const std::string& from, const std::string& to) {
  Validity validity;
  JIUM_TRY(validity.from, day(from));
  if (to == "-") return validity;
  JIUM_TRY(validity.to, day(to));
  if (*validity.to <= validity.from) return fault(FaultKind::malformed, "it would end before it begins");
  return validity;
}

}  // namespace jium::registry
