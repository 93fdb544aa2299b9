#include "jium/registry/label.h"

#include <algorithm>
#include <stdexcept>

#include "jium/embedded/legal.h"

namespace jium::registry {

Result<SchemeBook> SchemeBook::parse(std::string_view tsv) {
  JIUM_TRY(const auto lines, read_table(tsv, 9));
  SchemeBook book;
  for (const TableLine& line : lines) {
    SchemeClass one;
    one.what = {line[0], line[1], line[5]};
    JIUM_TRY(one.use, parse_enum<SchemeUse>("use of a scheme", line[2]));
    JIUM_TRY(one.valid, read_validity(line[3], line[4]));
    one.ko = line[6];
    one.en = line[7];
    one.source = line[8];
    if (std::ranges::find(book.classes_, one.what, &SchemeClass::what) != book.classes_.end())
      return fault(FaultKind::malformed, one.what.scheme + " " + one.what.code + " stands there twice");
    book.classes_.push_back(std::move(one));
  }
  return book;
}

const SchemeBook& SchemeBook::built_in() {
  // Carried in the binary and read in a test: it cannot be wrong in the field.
  static const SchemeBook book = [] {
    auto parsed = parse(embedded::kLegalClasses);
    if (!parsed) throw std::logic_error(parsed.fault().what);
    return *std::move(parsed);
  }();
  return book;
}

Result<void> SchemeBook::check(const SchemeCode& what, SchemeUse use, Instant at) const {
  std::string known;
  for (const SchemeClass& one : classes_) {
    if (one.use != use || !one.valid.holds(at)) continue;
    if (one.what == what) return {};
    known += (known.empty() ? "" : "; ") + one.what.scheme + " " + one.what.version + " " + one.what.code;
  }
  return fault(FaultKind::malformed,
               "no scheme in force has this class: give scheme, version and code as in: " + known);
}

SchemeCode self_registered() {
  return {"jium-on-device", "2026-11-01", "self_registered"};
}

}  // namespace jium::registry
