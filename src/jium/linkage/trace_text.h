// How words are made equal that a person would call the same (ICU).
//
//   folded     NFKC and case folding in one (Unicode Standard, 5.18, NFKC_Casefold: full-width and half-width
//              forms, ligatures, invisible characters), blanks collapsed
//   spelling   then without separators, in Latin letters (Unicode CLDR transliteration), digits that stand
//   for
//              letters as letters
//   sound      then by Korean sound: whatever romanisation writes differently (k/g, t/d, p/b, ch/j, r/l,
//   eo/o,
//              eu/u, oo/u, ee/i) is one; for names that somebody heard or wrote in Hangul
//
// Each is idempotent, and each later one agrees wherever an earlier one does.
#pragma once

#include <string>
#include <string_view>

#include "jium/base/result.h"

namespace jium::linkage {

// Malformed: not UTF-8, nothing in it, a control character, or more than 500 bytes.
[[nodiscard]] Result<std::string> folded(std::string_view text);
// Of something folded.
[[nodiscard]] std::string spelling_of(std::string_view folded);
[[nodiscard]] std::string sound_of(std::string_view folded);
// Letters and digits of any script, one blank for each run of anything else; of something folded.
[[nodiscard]] std::string words_of(std::string_view folded);
[[nodiscard]] std::size_t characters_of(std::string_view utf8);

}  // namespace jium::linkage
