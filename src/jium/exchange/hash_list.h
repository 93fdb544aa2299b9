// A list of fingerprints as a text file, for matching without a server. Each line is one of:
//
//   image TAB pdq TAB <hex> TAB <quality> TAB <label>   what `jium hash` prints, of any algorithm and for
//                                                      videos too; "none" lines are passed over
//   pdq TAB <hex> [TAB <quality> [TAB <label>]]         a plain table; quality 100 when left out
//   pdq <hex>   vpdq ["<hex>,<quality>,<time>", ...]    python-threatexchange's local_file
//   {"file": ..., "fingerprints": [...]}                what `jium hash --out` writes (result_file.md)
//
// Empty lines and lines that start with # are passed over. docs/formats/hash_list.md.
#pragma once

#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "jium/fingerprint/fingerprint.h"

namespace jium::exchange {

// One file or, of a list that does not say which lines belong together, one line.
struct ListedFile {
  std::string label;  // what the list calls it, or "line 12"
  std::vector<fingerprint::Fingerprint> fingerprints;
};

// Line by line, so that a list may be larger than memory: `visit` is handed a file when all its lines, which
// follow one another and bear one label, are read. Malformed, with the line's number, for a line that cannot
// be read; whoever was told part of such a list drops it all.
[[nodiscard]] Result<void> read_hash_list(std::istream& lines, const std::function<void(ListedFile)>& visit);
[[nodiscard]] Result<std::vector<ListedFile>> read_hash_list(std::string_view text);

}  // namespace jium::exchange
