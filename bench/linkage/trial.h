// One way of linking, run over a synthetic country in the order of registration: who meets whom, what
// officers see and answer, what of the truth is found.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linkage/country.h"

namespace jium::bench {

enum class Way {
  exact_only,       // the same file, or a trace that is written the same, byte for byte
  normalised,       // jium's forms and keys, every match shown, nothing capped
  without_lessons,  // jium, but for what declines teach
  jium
};

struct Found {
  std::string way;
  std::int64_t groups = 0;        // offenders with cases at two centres or more
  std::int64_t groups_found = 0;  // of which some link of two centres was opened
  std::int64_t groups_whole = 0;  // of which all cases are joined
  double cases_joined = 0;        // of all cases of these groups, the share in their group's largest piece
  std::int64_t shown = 0;         // suggestions an officer saw
  std::int64_t wrong = 0;         // of two offenders
  std::int64_t mixed = 0;         // groups that were joined with another's by wrongly opened links
  double median_registrations =
      0;                    // of a found group: with which of its cases that are registered it was found
  double microseconds = 0;  // CPU, of one registration
};

// An officer answers a suggestion rightly with this chance.
[[nodiscard]] Found run_trial(const Country& country, Way way, double officer_is_right, unsigned seed);

}  // namespace jium::bench
