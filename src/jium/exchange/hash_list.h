// A list of fingerprints as a text file, one a line, for matching without a server. Read are:
//
//   image TAB pdq TAB <hex> TAB <quality> TAB <label>     what `jium hash` prints ("none" lines are passed
//   over) pdq TAB <hex> [TAB <quality> [TAB <label>]]           a plain table; quality 100 when left out pdq
//   <hex>                                             python-threatexchange's local_file
//
// Empty lines and lines that start with # are passed over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/fingerprint/fingerprint.h"

namespace jium::exchange {

struct ListedFingerprint {
  fingerprint::Fingerprint fingerprint;
  std::string label;  // what the list calls it, or "line 12"
};

// Malformed, with the line's number; nothing is returned of a list with a bad line.
[[nodiscard]] Result<std::vector<ListedFingerprint>> read_hash_list(std::string_view text);

}  // namespace jium::exchange
