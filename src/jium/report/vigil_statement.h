// The calm statement of a vigil: what was compared, since when, and what that cannot show. Its input has no field
// for anything of the person or of the footage.
#pragma once

#include <string>

#include "jium/casework/vigil.h"

namespace jium::report {

struct VigilStatement {
  casework::VigilLanguage language = casework::VigilLanguage::ko;
  Instant from{}, to{}, opened{}, next{};
  std::int64_t matches = 0;    // files that officers asked about
  std::int64_t looks = 0;      // reported places that were looked at
  std::int64_t reports = 0;    // posts that were reported by others
  std::int64_t platforms = 0;  // that were served a feed
  bool shared = false;         // the fingerprints are in the feeds
  std::string centre, centre_mail;
};

// From the wording in data/letters/vigil.toml. Internal when the wording is at fault (its test shows it first).
[[nodiscard]] Result<std::string> write_statement(const VigilStatement& about);

}  // namespace jium::report
