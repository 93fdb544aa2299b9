// PDQ of upright pixels: a perceptual hash of 256 bits, and how much there was to see (0..100).
// Source: "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", Meta, 2019. The same
// float operations in the same order as the published program, so that every bit and every quality agrees.
//
// The way: luma -> two box filters in each direction (near a tent filter: Wojciech Jarosz, "Fast Image
// Convolutions", 2001) -> 64x64 samples -> DCT, of which 16x16 low frequencies stay -> bit k says whether
// frequency k lies above the median.
//
// Two dialects are in use and must not be mixed: pdq_of (every pixel counts) and pdq_512_of.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "jium/fingerprint/fingerprint.h"
#include "jium/media/picture.h"

namespace jium::fingerprint {

struct Pdq {
  std::array<std::uint8_t, 32> bits{};  // most significant word first, as the reference prints it
  int quality = 0;                      // 0..100

  friend bool operator==(const Pdq&, const Pdq&) = default;
};

// The full-resolution dialect, as python pdqhash, HMA and vPDQ have it. A picture with a side below 5 pixels
// has the zero hash and quality 0, as in the reference.
[[nodiscard]] Pdq pdq_of(const media::PixelView& pixels);

// The dialect of the reference's command-line program: a picture with a side above 512 pixels is first
// brought to 512x512 by taking, of each row and column i, the pixel at floor(i * side / 512). Up to 512
// pixels it is pdq_of(). The two may lie 30 bits apart, nearly the whole threshold, so that they are two
// algorithms.
[[nodiscard]] Pdq pdq_512_of(const media::PixelView& pixels);

// --- Several hashes of one picture: take its luma once, then hash rectangles of it. ---

struct Area {  // pixels
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
};

// A rectangle of somebody's luma values, which must outlive it. `stride`: values from one row to the next.
struct LumaView {
  const float* values = nullptr;
  int width = 0;
  int height = 0;
  std::ptrdiff_t stride = 0;

  [[nodiscard]] const float* row(int y) const { return values + y * stride; }
  // What of `area` lies outside is cut off; nothing may be left.
  [[nodiscard]] LumaView view(const Area& area) const;
};

// One value a pixel, 0..255: 0.299 red + 0.587 green + 0.114 blue.
struct Luma {
  int width = 0;
  int height = 0;
  std::vector<float> values;  // rows of `width`

  [[nodiscard]] LumaView view() const { return {values.data(), width, height, width}; }
  [[nodiscard]] LumaView view(const Area& area) const { return view().view(area); }
};
[[nodiscard]] Luma luma_of(const media::PixelView& pixels);

// The mean of the area that each new pixel covers, edges counted by their share; the longer side becomes
// `longest_side` (at least 1), the shorter one follows, rounded, at least 1. Nothing is ever enlarged: a
// view that is small enough is copied as it is.
[[nodiscard]] Luma downscale(const LumaView& luma, int longest_side);

// pdq_of(pixels) and pdq_of(luma_of(pixels).view()) are the same.
[[nodiscard]] Pdq pdq_of(const LumaView& luma);

// The eight ways to turn and mirror a picture. The turns go against the clock, as the reference counts them.
enum class Dihedral : std::uint8_t {
  as_is,
  rotated_90,      // a quarter turn against the clock: the right side becomes the top
  rotated_180,     // upside down
  rotated_270,     // a quarter turn with the clock: the left side becomes the top
  mirrored,        // left and right change places (the reference's flipY)
  flipped,         // top and bottom change places (the reference's flipX)
  transposed,      // over the diagonal from the upper left: rows become columns
  antitransposed,  // over the other diagonal
};
inline constexpr std::size_t kDihedrals = 8;

// What the eight forms of a picture hash to, made from one set of frequencies: a mirrored picture has the
// same frequencies with some signs changed, a transposed one has them in transposed order. At medians and
// rounding a form may differ by a few bits from the hash of pixels that were really turned.
struct PdqForms {
  std::array<std::array<std::uint8_t, 32>, kDihedrals> forms{};  // by Dihedral; as_is is pdq_of's
  int quality = 0;                                               // the same for all

  [[nodiscard]] const std::array<std::uint8_t, 32>& of(Dihedral way) const {
    return forms[static_cast<std::size_t>(way)];
  }
};
[[nodiscard]] PdqForms pdq_forms_of(const LumaView& luma);
[[nodiscard]] PdqForms pdq_forms_of(const media::PixelView& pixels);

}  // namespace jium::fingerprint
