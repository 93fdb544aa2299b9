#include "jium/fingerprint/pdq_kernel.h"

#include <algorithm>
#include <cstring>

namespace jium::fingerprint::pdq {
namespace {

class PictureRows final : public RgbRows {
 public:
  explicit PictureRows(const media::PixelView& pixels)
      : RgbRows(pixels.width, pixels.height), pixels_(pixels) {}

  const std::uint8_t* row(int y, std::size_t /*slot*/) override {
    return pixels_.rgb + static_cast<std::ptrdiff_t>(y) * pixels_.width * 3;
  }

 private:
  media::PixelView pixels_;
};

// Of every grid row and column the pixel at floor(i * side / 512), taken as it is.
class GridRows final : public RgbRows {
 public:
  explicit GridRows(const media::PixelView& pixels) : RgbRows(kGridSide, kGridSide), pixels_(pixels) {
    for (std::size_t i = 0; i < kGridSide; ++i) from_[i] = source(static_cast<int>(i), pixels.width) * 3;
  }

  const std::uint8_t* row(int y, std::size_t slot) override {
    const std::uint8_t* in = pixels_.rgb + source(y, pixels_.height) * pixels_.width * 3;
    std::uint8_t* out = rows_[slot].data();
    // Four bytes at once, of which the next pixel overwrites the last. Not a byte beyond the picture is read:
    // of a side above 512 the grid never has the last row or column.
    for (std::size_t i = 0; i < kGridSide; ++i) std::memcpy(out + 3 * i, in + from_[i], 4);
    return out;
  }

 private:
  static std::ptrdiff_t source(int i, int side) { return static_cast<std::ptrdiff_t>(i) * side / kGridSide; }

  media::PixelView pixels_;
  std::array<std::ptrdiff_t, kGridSide> from_{};
  std::array<std::array<std::uint8_t, kGridSide * 3 + 1>, kSlots> rows_;
};

// Already the size of the samples: the reference takes them as they are.
bool is_square(int width, int height) {
  return width == static_cast<int>(kSide) && height == static_cast<int>(kSide);
}

Square copy_of(const LumaView& luma) {
  Square square{};
  for (std::size_t y = 0; y < kSide; ++y) {
    std::copy_n(luma.row(static_cast<int>(y)), kSide, square[y].begin());
  }
  return square;
}

std::vector<const Kernel*> find_kernels() {
  std::vector<const Kernel*> found;
#if defined(__x86_64__)
  for (const Kernel* kernel : {&kAvx512Kernel, &kAvx2Kernel}) {
    if (kernel->runs_here()) found.push_back(kernel);
  }
#endif
  found.push_back(&kPlainKernel);
  return found;
}

}  // namespace

std::span<const Kernel* const> kernels() {
  static const std::vector<const Kernel*> found = find_kernels();
  return found;
}

Square square_of(const Kernel& kernel, const LumaView& luma) {
  return is_square(luma.width, luma.height) ? copy_of(luma) : kernel.square_of_luma(luma);
}

Square square_of(const Kernel& kernel, const media::PixelView& pixels) {
  if (is_square(pixels.width, pixels.height)) return copy_of(luma_of(pixels).view());
  PictureRows rows(pixels);
  return kernel.square_of_rgb(rows);
}

Square square_512_of(const Kernel& kernel, const media::PixelView& pixels) {
  if (std::max(pixels.width, pixels.height) <= kGridSide) return square_of(kernel, pixels);
  GridRows rows(pixels);
  return kernel.square_of_rgb(rows);
}

Pdq hash_of(const Kernel& kernel, const Square& square) {
  return hash_of(square, kernel.low_frequencies(square));
}

PdqForms forms_of(const Kernel& kernel, const Square& square) {
  return forms_of(square, kernel.low_frequencies(square));
}

}  // namespace jium::fingerprint::pdq
