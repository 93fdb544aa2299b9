// PicturePrint: what jium keeps of a registered picture, so that edited copies are known again: its standard
// PDQ, hashes of its views (views.h) and local features (local_features.h); at most kMostPrintBytes encoded.
// PictureQuery: the same of a picture that is asked about, richer, since it is not kept: every view in eight
// turned and mirrored forms, more features, and those of the mirrored picture.
//
// Both are pure functions of pixels that run inside the sandbox: one thread, no files, no exceptions. What
// they give crosses the process border as bytes; decoding treats these bytes as hostile.
#pragma once

#include <vector>

#include "jium/base/bytes.h"
#include "jium/base/result.h"
#include "jium/fingerprint/local_features.h"
#include "jium/fingerprint/views.h"

namespace jium::fingerprint {

inline constexpr std::size_t kMostPrintBytes = 16 * 1024;

struct PicturePrint {
  int width = 0;  // pixels, upright
  int height = 0;
  Pdq whole;                     // pdq_of() every pixel: what other registries have too
  std::vector<PrintView> views;  // canonical first when there is one, then regions
  std::vector<LocalFeature> features;
};

struct PictureQuery {
  int width = 0;
  int height = 0;
  PdqForms whole;
  std::vector<QueryView> views;
  std::vector<LocalFeature> features;
  std::vector<LocalFeature> mirrored_features;  // coordinates of the mirrored picture
};

[[nodiscard]] PicturePrint print_of(const media::PixelView& pixels);
[[nodiscard]] PictureQuery query_of(const media::PixelView& pixels);

// A version byte leads; numbers are little-endian. Malformed: another kind or version, cut short, too long, a
// value out of its range.
[[nodiscard]] Bytes encode(const PicturePrint& print);
[[nodiscard]] Bytes encode(const PictureQuery& query);
[[nodiscard]] Result<PicturePrint> decode_print(ByteView bytes);
[[nodiscard]] Result<PictureQuery> decode_query(ByteView bytes);

}  // namespace jium::fingerprint
