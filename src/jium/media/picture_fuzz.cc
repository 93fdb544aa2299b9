// Any bytes at all: they are refused in words from the closed list, or they are a picture whose pixels are
// as many as its sides say.
#include <cstdlib>

#include "jium/media/picture.h"
#include "jium/media/picture_problem.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::media;
  // Small limits keep one input within a fraction of a second.
  constexpr PictureLimits kLimits{1'000'000, 4'096};
  const auto format = recognise({data, size});
  const auto picture = decode_picture({data, size}, kLimits);
  if (!picture) {
    if (!problem_of(picture.fault())) std::abort();
    return 0;
  }
  const auto pixels = std::int64_t{picture->width} * picture->height;
  if (!format || *format != picture->format || pixels <= 0 || pixels > kLimits.pixels) std::abort();
  if (picture->rgb.size() != static_cast<std::size_t>(pixels) * 3) std::abort();
  // Nothing is left to chance: no pixel may come from memory that the decoder never wrote.
  const auto again = decode_picture({data, size}, kLimits);
  if (!again || again->rgb != picture->rgb) std::abort();
  return 0;
}
