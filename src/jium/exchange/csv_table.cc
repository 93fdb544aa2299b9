#include "jium/exchange/csv_table.h"

#include <csv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "jium/audit/note_key.h"

namespace jium::exchange {
namespace {

constexpr std::array<std::string_view, 10> kFormulaSigns{
    "=", "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

bool looks_like_formula(std::string_view cell) {
  while (cell.starts_with('\'')) cell.remove_prefix(1);
  return std::any_of(kFormulaSigns.begin(), kFormulaSigns.end(),
                     [&](std::string_view sign) { return cell.starts_with(sign); });
}

// What is read grows in here; libcsv calls back for each cell and each row.
struct Reading {
  std::vector<CsvRow> rows;
  CsvRow row;
  int line = 0;
  bool too_many_cells = false;
};

void take_cell(void* data, std::size_t size, void* reading) {
  auto& here = *static_cast<Reading*>(reading);
  if (here.row.cells.size() >= kMostCells) {
    here.too_many_cells = true;
    return;
  }
  std::string cell(static_cast<const char*>(data), size);
  if (cell.starts_with('\'') && looks_like_formula(cell)) cell.erase(0, 1);
  here.row.cells.push_back(std::move(cell));
}

void take_row(int, void* reading) {
  auto& here = *static_cast<Reading*>(reading);
  here.row.line = here.line;
  const bool is_empty = std::all_of(here.row.cells.begin(), here.row.cells.end(),
                                    [](const auto& cell) { return cell.empty(); });
  if (!is_empty) here.rows.push_back(std::move(here.row));
  here.row = {};
}

Fault wrong_at(int line, const char* why) {
  return fault(FaultKind::malformed, "line " + std::to_string(line) + ": " + why);
}

struct ParserEnd {
  void operator()(csv_parser* parser) const { csv_free(parser); }
};

}  // namespace

Result<std::vector<CsvRow>> read_csv(std::string_view text) {
  if (text.size() > kLongestCsv) return fault(FaultKind::malformed, "the table is longer than 16 MiB");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!audit::is_utf8(text))
    return fault(FaultKind::malformed, "the table is not UTF-8: save it as CSV UTF-8");
  csv_parser parser{};
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
    return fault(FaultKind::internal, "memory is out");
  const std::unique_ptr<csv_parser, ParserEnd> end(&parser);
  Reading reading;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
    ++reading.line;
    if (csv_parse(&parser, text.data(), length, &take_cell, &take_row, &reading) != length)
      return wrong_at(reading.line, "a quote stands where none may be; double it within a quoted cell");
    if (reading.too_many_cells) return wrong_at(reading.line, "more cells than any table here has");
    text.remove_prefix(length);
  }
  if (csv_fini(&parser, &take_cell, &take_row, &reading) != 0)
    return wrong_at(reading.line, "a quote is not closed");
  if (reading.too_many_cells) return wrong_at(reading.line, "more cells than any table here has");
  return std::move(reading.rows);
}

std::string write_csv(const std::vector<std::vector<std::string>>& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = looks_like_formula(row[i]) ? "'" + row[i] : row[i];
      std::string quoted(cell.size() * 2 + 2, '\0');
      quoted.resize(csv_write(quoted.data(), quoted.size(), cell.data(), cell.size()));
      if (i > 0) text += ',';
      text += quoted;
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace jium::exchange
