// Tables as CSV (RFC 4180), for people with a spreadsheet; read and written with libcsv.
//
// A cell that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage return, or
// with the full-width twins of these signs) is written with an apostrophe before it, so that it is shown and
// not run (OWASP, CSV Injection); the apostrophe is taken away again when such a cell is read, so that a
// table survives the journey there and back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"

namespace jium::exchange {

struct CsvRow {
  int line = 0;  // where it ends, from 1
  std::vector<std::string> cells;
};

inline constexpr std::size_t kLongestCsv = std::size_t{16} << 20;  // bytes
inline constexpr std::size_t kMostCells = 64;                      // of a row

// Rows with anything in them. Malformed, naming the line, for quotes that are not closed or stand within a
// cell, rows of too many cells, what is not UTF-8, or a text that is too long.
[[nodiscard]] Result<std::vector<CsvRow>> read_csv(std::string_view text);

// Every cell in quotes, lines that end in CRLF.
[[nodiscard]] std::string write_csv(const std::vector<std::vector<std::string>>& rows);

}  // namespace jium::exchange
