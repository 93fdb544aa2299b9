// A table that is read can be written, and is read again as the same.
#include "jium/exchange/csv_table.h"

#include <cstdlib>

#include "jium/base/bytes.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::exchange;
  const auto read = read_csv(jium::text_of({data, size}));
  if (!read) {
    hold(read.fault().kind == jium::FaultKind::malformed);
    return 0;
  }
  std::vector<std::vector<std::string>> rows;
  for (const CsvRow& row : *read) rows.push_back(row.cells);
  const auto again = read_csv(write_csv(rows));
  hold(again.has_value() && again->size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) hold((*again)[i].cells == rows[i]);
  return 0;
}
