// vPDQ fingerprints as text, as the reference's C++ tools write and read them (Meta, ThreatExchange,
// vpdq/cpp/io): one frame a line,
//
//   frame,quality,pdqhex,timestamp
//   30,68,c8feb0fc73910f830fc6307cf039e7030fc61b9cf8717cf00fce00070003fffe,1.000
//
// frame counts from 0, quality is 0..100, pdqhex 64 hexadecimal digits, timestamp seconds with 3 decimals.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/fingerprint/vpdq_frame.h"

namespace jium::exchange {

// Malformed, with the line's number; nothing is returned of a text with a bad line, nor of an empty one.
// Either letter case, either line end, timestamps in any plain or exponent form.
[[nodiscard]] Result<std::vector<fingerprint::FrameHash>> read_vpdq_text(std::string_view text);
[[nodiscard]] std::string write_vpdq_text(const std::vector<fingerprint::FrameHash>& frames);

}  // namespace jium::exchange
