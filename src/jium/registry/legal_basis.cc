#include "jium/registry/legal_basis.h"

#include <algorithm>
#include <stdexcept>

#include "jium/embedded/legal.h"

namespace jium::registry {

Result<LegalBook> LegalBook::parse(std::string_view tsv) {
  JIUM_TRY(const auto lines, read_table(tsv, 7));
  LegalBook book;
  for (const TableLine& line : lines) {
    LegalBasis one;
    one.code = line[0];
    JIUM_TRY(one.valid, read_validity(line[1], line[2]));
    if (line[3] != "needed" && line[3] != "not_needed")
      return fault(FaultKind::malformed, one.code + ": consent is needed or not_needed");
    one.needs_consent = line[3] == "needed";
    one.ko = line[4];
    one.en = line[5];
    one.article = line[6];
    if (std::ranges::find(book.bases_, one.code, &LegalBasis::code) != book.bases_.end())
      return fault(FaultKind::malformed, one.code + " stands there twice");
    book.bases_.push_back(std::move(one));
  }
  return book;
}

const LegalBook& LegalBook::built_in() {
  static const LegalBook book = [] {
    auto parsed = parse(embedded::kLegalBases);
    if (!parsed) throw std::logic_error(parsed.fault().what);
    return *std::move(parsed);
  }();
  return book;
}

Result<LegalBasis> LegalBook::in_force(std::string_view code, Instant at) const {
  std::string known;
  for (const LegalBasis& one : bases_) {
    if (!one.valid.holds(at)) continue;
    if (one.code == code) return one;
    known += (known.empty() ? "" : ", ") + one.code;
  }
  return fault(FaultKind::malformed, "nothing leaves a centre without a legal basis: give one of " + known);
}

bool LegalBook::needs_consent(std::string_view code) const {
  const auto found = std::ranges::find(bases_, code, &LegalBasis::code);
  return found == bases_.end() || found->needs_consent;
}

}  // namespace jium::registry
