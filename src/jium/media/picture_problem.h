// The closed list of what can be wrong with a picture. Inside the sandbox a problem is a number, so that no
// text of a hostile child ever reaches an officer; its words are here.
#pragma once

#include <cstdint>
#include <optional>

#include "jium/base/result.h"

namespace jium::media {

enum class PictureProblem : std::uint8_t {
  empty,
  unknown_kind,
  mp4,
  matroska,
  jpeg_xl,
  jpeg_2000,
  photoshop,
  icon,
  raw,  // as a camera's sensor saw it
  postscript,
  pdf,
  html,
  svg,
  zip,
  variant,  // of a known format, that its decoder does not know
  damaged,
  cut_short,
  too_large,
  too_hungry,  // needs more memory than one picture may have
};

// Malformed, with what is wrong and what to do next.
[[nodiscard]] Fault fault_of(PictureProblem problem);
// The problem that fault_of() worded; nothing for any other fault.
[[nodiscard]] std::optional<PictureProblem> problem_of(const Fault& fault);
// Nothing unless the number is on the list.
[[nodiscard]] std::optional<PictureProblem> problem_of(std::uint8_t number);

}  // namespace jium::media
