// A rule book that is understood has what every letter and clock needs of it.
#include <cstdlib>
#include <string>

#include "jium/base/bytes.h"
#include "jium/removal/rule.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::removal;
  const auto book = RuleBook::parse(jium::text_of({data, size}));
  if (!book) {
    hold(book.fault().kind == jium::FaultKind::malformed && !book.fault().what.empty());
    return 0;
  }
  for (const Rule& rule : book->rules()) {
    hold(!rule.id.empty() && !rule.jurisdictions.empty() && rule.clock >= std::chrono::hours{1});
    hold(!rule.title_ko.empty() && !rule.title_en.empty() && !rule.basis_ko.empty() &&
         !rule.basis_en.empty());
    hold(book->rule_by_id(rule.id).has_value());
    for (const std::string& jurisdiction : rule.jurisdictions) {
      hold(is_jurisdiction(jurisdiction));
      hold(book->rule_for(jurisdiction, rule.in_force_from)->in_force_from == rule.in_force_from);
    }
  }
  return 0;
}
