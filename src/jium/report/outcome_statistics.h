// Statistics of what courts decided, in the shape in which press and guideline commission quote them: how
// many sentences stayed within the recommended range (compliance), how many were suspended, how a sentence
// stands beside what the prosecution asked for. Each share says of how many it is; figures of others stand
// beside as quoted (guideline.h) and are never mixed in.
#pragma once

#include "jium/casework/outcome.h"
#include "jium/report/guideline.h"

namespace jium::report {

struct Share {
  std::int64_t of = 0, count = 0;
  std::optional<double> per_cent;  // with one decimal; none of none
};

struct OutcomeGroup {
  std::string offence;  // a type of the guideline; empty: all of them
  std::int64_t outcomes = 0, imprisoned = 0, fined = 0, acquitted = 0, dismissed = 0, appealed = 0;
  Share suspended;     // of sentences of imprisonment
  Share within_range;  // of sentences for which the court named a range
  Share below_range, above_range;
  Share below_demand, at_demand, above_demand;  // of sentences for which the demand was told
  std::optional<double> median_sentence;        // in months
  std::optional<double> median_of_demand;       // sentence as a share of the demand, in per cent
};

struct OutcomeStatistics {
  OutcomeGroup all;
  std::vector<OutcomeGroup> by_offence;  // in the order of the guideline; what names no type last, as "-"
};
[[nodiscard]] OutcomeStatistics count_outcomes(const std::vector<casework::Outcome>& outcomes,
                                               const Guideline& guideline);

}  // namespace jium::report
