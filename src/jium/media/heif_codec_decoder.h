// The two codecs that HEIC and AVIF stills may be coded in, as decoders that libheif calls: HEVC by FFmpeg's
// own decoder, AV1 by dav1d through FFmpeg. libheif's own choice, libde265, hands out pictures of which a
// part was never written, and knows no limits.
#pragma once

#include <optional>

#include "jium/media/picture.h"
#include "jium/media/picture_problem.h"

namespace jium::media {

// For heif_decoding_options::decoder_id. The decoders are known to libheif from the first call on.
[[nodiscard]] const char* our_heif_decoders();

// While it lives, the decoders of this thread hold these limits and note the first problem that they meet.
class HeifDecoding {
 public:
  explicit HeifDecoding(const PictureLimits& limits);
  ~HeifDecoding();
  HeifDecoding(const HeifDecoding&) = delete;
  HeifDecoding& operator=(const HeifDecoding&) = delete;

  [[nodiscard]] std::optional<PictureProblem> problem() const;
};

}  // namespace jium::media
