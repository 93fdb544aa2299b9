// A synthetic country with known truth: centres, offenders who change their accounts and keep some,
// survivors' cases, footage that is encoded again, noise, names that everybody uses and names that are nearly
// another's. Nothing in it is of a real person or place; words are drawn from syllables.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jium/linkage/trace.h"

namespace jium::bench {

struct SeenTrace {
  linkage::TraceKind kind = linkage::TraceKind::account_name;
  std::string text;  // as this officer wrote it down
  linkage::Confidence confidence = linkage::Confidence::likely;
};

struct SeenFootage {
  std::uint64_t scene = 0;   // what is truly to be seen: equal for copies and edits
  std::uint64_t file = 0;    // equal for the same bytes
  std::uint64_t song = 0;    // 0: none that others have
  bool recognisable = true;  // as an edit, by its fingerprints
};

struct DrawnCase {
  int centre = 0;
  int offender = 0;  // the truth
  std::vector<SeenTrace> traces;
  std::vector<SeenFootage> footage;
};

struct CountryTerms {
  int cases = 6000;
  int centres = 17;
  unsigned seed = 7;
  double recall_of_edits = 0.95;  // docs/benchmarks/quality.md
};

struct Country {
  std::vector<DrawnCase> cases;  // in the order of their registration
  int offenders = 0;
};

[[nodiscard]] Country draw_country(const CountryTerms& terms);

}  // namespace jium::bench
