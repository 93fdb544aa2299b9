// On what legal basis fingerprints leave the centre that registered them, and on what grounds the committee
// decides: dated data (data/legal/bases.tsv), never code. Nothing leaves a centre without one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/registry/dated_table.h"

namespace jium::registry {

struct LegalBasis {
  std::string code;
  Validity valid;
  bool needs_consent = true;  // false: the law lets it be done without anybody's request
  std::string ko, en, article;
};

class LegalBook {
 public:
  [[nodiscard]] static Result<LegalBook> parse(std::string_view tsv);
  [[nodiscard]] static const LegalBook& built_in();

  // Malformed, naming the codes in force, for one that is not.
  [[nodiscard]] Result<LegalBasis> in_force(std::string_view code, Instant at) const;
  // Whatever its dates: for what was said earlier. An unknown code needs consent.
  [[nodiscard]] bool needs_consent(std::string_view code) const;
  [[nodiscard]] const std::vector<LegalBasis>& bases() const { return bases_; }

 private:
  std::vector<LegalBasis> bases_;
};

}  // namespace jium::registry
