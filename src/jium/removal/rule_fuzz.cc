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
  static const HolidayBook kHolidays = *built_in_holidays();
  const auto book = RuleBook::parse(jium::text_of({data, size}), kHolidays);
  if (!book) {
    hold(book.fault().kind == jium::FaultKind::malformed && !book.fault().what.empty());
    return 0;
  }
  for (const Rule& rule : book->rules()) {
    hold(!rule.id.empty() && !rule.jurisdictions.empty() && !rule.needs.empty());
    hold((rule.clock >= std::chrono::hours{1}) != (rule.working_days > 0 && rule.calendar != nullptr));
    for (const Language language : {Language::ko, Language::en, Language::vi})
      hold(!rule.title(language).empty() && !rule.basis(language).empty());
    hold(book->rule_by_id(rule.id).has_value());
    for (const std::string& jurisdiction : rule.jurisdictions) {
      hold(is_jurisdiction(jurisdiction));
      if (rule.planned) continue;
      const auto chosen = book->rule_for(jurisdiction, rule.in_force_from, rule.variant);
      hold(chosen->in_force_from == rule.in_force_from && chosen->variant == rule.variant);
    }
  }
  return 0;
}
