// vPDQ fingerprints as a signal of python-threatexchange (its extension "vpdq"): a JSON list of strings
//
//   ["pdqhex,quality,timestamp", ...]
//
// The stock writer gives timestamps three significant digits ("1.23e+03" after 999 seconds), so any form of
// number is read; plain decimals are written. A signal has no frame numbers: the place in the list, from 0,
// is read as one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/fingerprint/vpdq_frame.h"

namespace jium::exchange {

// Malformed, with the entry's place; nothing is returned of a list with a bad entry, nor of an empty one (the
// stock client divides by its length).
[[nodiscard]] Result<std::vector<fingerprint::FrameHash>> read_vpdq_signal(std::string_view json);
[[nodiscard]] std::string write_vpdq_signal(const std::vector<fingerprint::FrameHash>& frames);

}  // namespace jium::exchange
