// The closed list of what can be wrong with a video. Inside the sandbox a problem is a number, so that no
// text of a hostile child ever reaches an officer; its words are here.
#pragma once

#include <cstdint>
#include <optional>

#include "jium/base/result.h"

namespace jium::media {

enum class VideoProblem : std::uint8_t {
  empty,
  unknown_kind,
  still_picture,
  sound_only,
  flash,
  windows_media,
  ogg,
  mpeg_program,  // MPEG program streams (DVD) and bare MPEG video
  real_media,
  bare_stream,  // IVF, YUV4MPEG, bare H.264: no container
  studio,       // MXF, NUT and other containers of studios
  playlist,     // names other files instead of holding a video
  no_video,     // a known container without a video stream
  codec,        // a codec that is not on the list
  damaged,
  cut_short,
  too_large,
  too_hungry,  // needs more memory than one video may have
};

// Malformed, with what is wrong and what to do next.
[[nodiscard]] Fault fault_of(VideoProblem problem);
// The problem that fault_of() worded; nothing for any other fault.
[[nodiscard]] std::optional<VideoProblem> video_problem_of(const Fault& fault);
// Nothing unless the number is on the list.
[[nodiscard]] std::optional<VideoProblem> video_problem_of(std::uint8_t number);

}  // namespace jium::media
