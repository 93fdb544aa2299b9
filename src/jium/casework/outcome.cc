#include "jium/casework/outcome.h"

#include <algorithm>

#include "jium/casework/resident_number.h"

namespace jium::casework {
namespace {

constexpr int kMostMonths = 12 * 50, kMostSuspended = 12 * 5;
constexpr std::size_t kMostText = 300, kMostCases = 200;

Fault wrong(std::string words) {
  return fault(FaultKind::malformed, std::move(words));
}

Result<void> check_months(const Outcome& outcome) {
  for (const auto& months : {outcome.demand, outcome.sentence, outcome.suspended, outcome.range_from,
                             outcome.range_to, outcome.employment_restriction}) {
    if (months && (*months < 1 || *months > kMostMonths))
      return wrong("a time is one month to fifty years: leave out what was not told");
  }
  if (outcome.range_from.has_value() != outcome.range_to.has_value() ||
      (outcome.range_from && *outcome.range_from > *outcome.range_to))
    return wrong("a recommended range has a beginning and an end that is not before it");
  if (outcome.sentence && outcome.judgement != Judgement::imprisonment)
    return wrong("a sentence in months goes with imprisonment alone");
  if (outcome.suspended && (!outcome.sentence || *outcome.suspended > kMostSuspended))
    return wrong("what is suspended is a sentence, for five years at most");
  return {};
}

}  // namespace

Result<void> check(const Outcome& outcome) {
  if (outcome.cases.empty() || outcome.cases.size() > kMostCases)
    return wrong("an outcome is of one case at least, and of 200 at most");
  std::vector<CaseId> cases = outcome.cases;
  std::ranges::sort(cases);
  if (std::ranges::adjacent_find(cases) != cases.end()) return wrong("a case is named twice");
  if (outcome.charge.empty()) return wrong("an outcome has a charge");
  for (const std::string* text : {&outcome.court, &outcome.number, &outcome.charge, &outcome.article,
                                  &outcome.guideline, &outcome.offence}) {
    if (text->size() > kMostText) return wrong("a text of an outcome has 300 bytes at most");
    if (holds_resident_number(*text))
      return wrong("there is something like a resident registration number in it: leave that out");
  }
  const auto at = parse_instant(outcome.decided_on + "T00:00:00.000Z");
  if (!at || to_text(*at).substr(0, 10) != outcome.decided_on)
    return wrong("the day of the judgement is written as 2026-11-22");
  return check_months(outcome);
}

}  // namespace jium::casework
