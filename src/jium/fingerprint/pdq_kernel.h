// The quick ways to smooth a picture down to PDQ's 64x64 samples: one text (pdq_stream.h) compiled for
// several kinds of processor. Each gives the same bits as the plain twin (pdq_plain.h).
#pragma once

#include <span>
#include <string_view>

#include "jium/fingerprint/pdq_square.h"

namespace jium::fingerprint::pdq {

// Where a kernel gets its pixels: rows of width * 3 bytes. Both sides must have at least 5 pixels.
class RgbRows {
 public:
  RgbRows(int width, int height) : width_(width), height_(height) {}
  RgbRows(const RgbRows&) = delete;
  RgbRows& operator=(const RgbRows&) = delete;
  virtual ~RgbRows() = default;

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  // Rows are asked for from top to bottom. The answer is good until another row is asked for under the same
  // `slot`, 0 to kSlots - 1.
  static constexpr std::size_t kSlots = 16;
  [[nodiscard]] virtual const std::uint8_t* row(int y, std::size_t slot) = 0;

 private:
  int width_;
  int height_;
};

struct Kernel {
  std::string_view name;  // "plain", "avx2", "avx512"
  bool (*runs_here)();
  Square (*square_of_rgb)(RgbRows& rows);
  Square (*square_of_luma)(const LumaView& luma);
  Frequencies (*low_frequencies)(const Square& square);
};
extern const Kernel kPlainKernel;
#if defined(__x86_64__)  // elsewhere, as in WebAssembly, there is only the plain one
extern const Kernel kAvx2Kernel;
extern const Kernel kAvx512Kernel;
#endif

// Those that this processor can run, the quickest first; the plain one is always among them.
[[nodiscard]] std::span<const Kernel* const> kernels();

[[nodiscard]] Square square_of(const Kernel& kernel, const media::PixelView& pixels);
[[nodiscard]] Square square_of(const Kernel& kernel, const LumaView& luma);
// The size that the reference's command-line program brings larger pictures to.
inline constexpr int kGridSide = 512;
// As square_of(), of the 512x512 pixels nearest to a grid over the picture.
[[nodiscard]] Square square_512_of(const Kernel& kernel, const media::PixelView& pixels);

[[nodiscard]] Pdq hash_of(const Kernel& kernel, const Square& square);
[[nodiscard]] PdqForms forms_of(const Kernel& kernel, const Square& square);

}  // namespace jium::fingerprint::pdq
