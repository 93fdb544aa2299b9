// Bech32 (BIP 173) and Bech32m (BIP 350): a prefix, a version and a witness programme with a checksum that
// finds any four wrong characters.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jium/base/bytes.h"

namespace jium::linkage {

struct WitnessProgramme {
  std::string prefix;  // "bc"
  int version = 0;     // 0 is written in Bech32, all later ones in Bech32m
  Bytes programme;     // 20 or 32 bytes in version 0, otherwise 2 to 40
};

// Nothing unless all of it holds: one case, length, alphabet, checksum of the version's kind, padding.
[[nodiscard]] std::optional<WitnessProgramme> read_bech32(std::string_view text);
[[nodiscard]] std::string write_bech32(const WitnessProgramme& programme);  // in lower case

}  // namespace jium::linkage
