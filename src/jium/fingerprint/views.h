// Views: the rectangles of a picture that are hashed beside the whole, so that a copy is known again when it
// was cropped, framed, put into another picture or laid beside others. A registered picture (or video frame)
// has the views of views_for_print(), a picture that is asked about has those of views_for_query(), each in
// the eight turned and mirrored forms; a negative (inverted colours) needs no view, its hash is the
// complement.
//
// Multi-crop hashing is as old as perceptual hashing itself; which rectangles pay was measured
// (docs/benchmarks/quality.md). All work is done on luma of at most kViewSide pixels, so that it costs the
// same for every size of picture.
#pragma once

#include <cstdint>
#include <vector>

#include "jium/fingerprint/pdq.h"

namespace jium::fingerprint {

// A rectangle in parts of the picture's width and height: 0 is left or top, kPartUnit right or bottom.
inline constexpr int kPartUnit = 65'535;
struct Part {
  std::uint16_t left = 0;
  std::uint16_t top = 0;
  std::uint16_t right = kPartUnit;
  std::uint16_t bottom = kPartUnit;

  [[nodiscard]] bool is_sane() const { return left < right && top < bottom; }
  friend bool operator==(const Part&, const Part&) = default;
};
[[nodiscard]] Area pixels_of(const Part& part, int width, int height);  // at least one pixel each way
[[nodiscard]] Part part_of(const Area& area, int width, int height);
// How much of the larger of both their intersection is, 0..1.
[[nodiscard]] double likeness(const Part& a, const Part& b);

enum class ViewKind : std::uint8_t {
  whole,
  canonical,    // without uniform borders, letterbox and caption bands (canonical.h)
  region,       // registered: a crop that a copy may have
  inner_frame,  // asked about: a rectangle with visible straight sides, as a picture in a picture has
  cell,         // asked about: a half, a quarter, a ninth, as collages have
};

inline constexpr int kViewSide = 512;  // longest side of the luma that views are cut from, pixels
inline constexpr std::size_t kMostInnerFrames = 10;
inline constexpr std::size_t kMostViews = 64;  // of one picture, whatever becomes of the lists above

struct PrintView {
  ViewKind kind = ViewKind::whole;
  Part part;
  Pdq pdq;
};
struct QueryView {
  ViewKind kind = ViewKind::whole;
  Part part;
  PdqForms pdq;
};

// `luma`: at most kViewSide on its longest side (downscale() in pdq.h). The whole picture is not among them:
// its standard hash is taken from every pixel. A canonical view comes first when it differs from the whole.
[[nodiscard]] std::vector<PrintView> views_for_print(const LumaView& luma);
[[nodiscard]] std::vector<QueryView> views_for_query(const LumaView& luma);

}  // namespace jium::fingerprint
