// What a court decided about an offender (an outcome), as the centre was told: charge and article, the type
// of the guideline, what the prosecution asked for, the sentence, whether it is suspended, restrictions of
// employment, appeal. It names no person; who the offender is stands nowhere in jium. It belongs to the cases
// that it is about, and is sealed with the centre's own key, as it may be about several.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/casework/case.h"

namespace jium::casework {

struct OutcomeTag {
  static constexpr char letter = 'U';
  static constexpr std::string_view noun = "outcome";
};
using OutcomeId = Id<OutcomeTag>;

struct CourtPaperTag {
  static constexpr char letter = 'J';
  static constexpr std::string_view noun = "court paper";
};
using CourtPaperId = Id<CourtPaperTag>;

enum class Judgement { imprisonment, fine, acquittal, dismissal };
BOOST_DESCRIBE_ENUM(Judgement, imprisonment, fine, acquittal, dismissal)

enum class Appealed { no, by_defendant, by_prosecution, by_both };
BOOST_DESCRIBE_ENUM(Appealed, no, by_defendant, by_prosecution, by_both)

struct Outcome {
  OutcomeId id;
  registry::OrganisationId organisation;
  std::vector<CaseId> cases;
  std::string court, number;  // of the proceedings; may be empty
  std::string charge, article;
  std::string guideline, offence;  // of a guideline (report/guideline.h) and a type of it; may be empty
  Judgement judgement = Judgement::imprisonment;
  // In months; nothing where it was not told.
  std::optional<int> demand, sentence, suspended, employment_restriction;
  // The recommended range that the court named, where it named one.
  std::optional<int> range_from, range_to;
  Appealed appealed = Appealed::no;
  std::string decided_on;  // "2026-11-22"
  std::string recorded_by;
  Instant recorded_at{};
};

// Malformed, in words for an officer: no case or more than 200, no charge, a text that is too long or holds
// something like a resident registration number, a time beyond 50 years, a range that ends before it begins,
// a sentence where there was none, a suspension longer than five years (Criminal Act, article 62) or of no
// sentence, a day that is not one of the calendar.
[[nodiscard]] Result<void> check(const Outcome& outcome);

}  // namespace jium::casework
