#include "jium/fingerprint/pdq_kernel.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>
#include <random>

#include "jium/fingerprint/pdq_plain.h"
#include "pictures/pictures.h"

namespace jium::fingerprint::pdq {
namespace {

using pictures::Canvas;

// Bytes without any order, or few values with long runs: sums that rise and fall back to nothing.
Canvas noise(int width, int height, std::uint32_t seed) {
  Canvas canvas{width, height, {}};
  std::minstd_rand engine(seed % 65'521 + 1);
  const auto random = [&] { return engine() >> 7; };
  const bool runs = seed % 2 == 1;
  std::uint8_t value = 0;
  for (int i = 0; i < width * height * 3; ++i) {
    if (!runs || random() % 50 == 0) value = static_cast<std::uint8_t>(random());
    canvas.rgb.push_back(runs && value < 128 ? 0 : value);
  }
  return canvas;
}

media::PixelView view_of(const Canvas& canvas) {
  return {canvas.rgb.data(), canvas.width, canvas.height};
}

// The samples themselves, bit for bit: stricter than the hash, whose bits forgive small errors.
void expect_same(const Square& made, const Square& expected, const std::string& what) {
  for (std::size_t i = 0; i < kSide; ++i) {
    for (std::size_t j = 0; j < kSide; ++j) {
      ASSERT_EQ(std::memcmp(&made[i][j], &expected[i][j], sizeof(float)), 0)
          << what << ": sample " << i << ", " << j << " is " << made[i][j] << ", not " << expected[i][j];
    }
  }
}

void expect_all_kernels_agree(const Canvas& canvas) {
  const Luma luma = luma_of(view_of(canvas));
  const Square expected = plain_square_of(luma.view());
  for (const Kernel* kernel : kernels()) {
    const std::string what =
        std::string(kernel->name) + ", " + std::to_string(canvas.width) + "x" + std::to_string(canvas.height);
    // A copy without a byte to spare, so that the address sanitizer sees every byte read beyond it.
    const std::vector<std::uint8_t> exact(canvas.rgb.begin(), canvas.rgb.end());
    expect_same(square_of(*kernel, {exact.data(), canvas.width, canvas.height}), expected, what + ", rgb");
    expect_same(square_of(*kernel, luma.view()), expected, what + ", luma");
  }
}

TEST(PdqKernel, the_plain_kernel_is_always_there_and_comes_last) {
  ASSERT_FALSE(kernels().empty());
  EXPECT_EQ(kernels().back(), &kPlainKernel);
  for (const Kernel* kernel : kernels()) EXPECT_TRUE(kernel->runs_here()) << kernel->name;
}

// Around every size where a tile, a window or the sampling changes its shape.
TEST(PdqKernel, every_kernel_has_the_plain_twins_samples_at_every_side_up_to_140) {
  for (int side = kSmallestSide; side <= 140; ++side) {
    expect_all_kernels_agree(noise(side, 70, static_cast<std::uint32_t>(side)));
    expect_all_kernels_agree(noise(70, side, static_cast<std::uint32_t>(side)));
    if (HasFatalFailure()) return;
  }
}

TEST(PdqKernel, every_kernel_has_the_plain_twins_samples_of_thin_and_very_long_pictures) {
  for (const auto& [width, height] : std::vector<std::pair<int, int>>{
           {5, 5}, {65'600, 5}, {5, 65'600}, {32'768, 7}, {9, 4097}, {2049, 6}}) {
    expect_all_kernels_agree(noise(width, height, 7));
    expect_all_kernels_agree(noise(width, height, 8));
    if (HasFatalFailure()) return;
  }
}

TEST(PdqKernel, every_kernel_has_the_plain_twins_samples_of_scenes) {
  for (const auto& [width, height] :
       std::vector<std::pair<int, int>>{{640, 480}, {1920, 1080}, {1023, 769}, {513, 511}}) {
    expect_all_kernels_agree(pictures::draw_scene(3, width, height));
    if (HasFatalFailure()) return;
  }
}

RC_GTEST_PROP(PdqKernel, every_kernel_has_the_plain_twins_samples_of_any_size, ()) {
  const int width = *rc::gen::inRange(kSmallestSide, 700);
  const int height = *rc::gen::inRange(kSmallestSide, 500);
  const Canvas canvas = noise(width, height, *rc::gen::arbitrary<std::uint32_t>());
  expect_all_kernels_agree(canvas);
  RC_ASSERT(!::testing::Test::HasFatalFailure());
}

RC_GTEST_PROP(PdqKernel, every_kernel_has_the_plain_twins_frequencies, ()) {
  std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
  Square square{};
  for (auto& row : square) {
    for (float& value : row) value = static_cast<float>(random() % 65536) / 257.0F;
  }
  const Frequencies expected = plain_low_frequencies(square);
  for (const Kernel* kernel : kernels()) {
    const Frequencies made = kernel->low_frequencies(square);
    RC_ASSERT(std::memcmp(&made, &expected, sizeof made) == 0);
  }
}

RC_GTEST_PROP(PdqKernel, a_rectangle_of_a_picture_is_hashed_as_if_it_were_cut_out, ()) {
  const Canvas canvas = noise(211, 167, *rc::gen::arbitrary<std::uint32_t>());
  const Luma luma = luma_of(view_of(canvas));
  const Area area{*rc::gen::inRange(0, 100), *rc::gen::inRange(0, 80), *rc::gen::inRange(5, 111),
                  *rc::gen::inRange(5, 87)};
  Luma cut{area.width, area.height, {}};
  for (int y = 0; y < area.height; ++y) {
    const float* row = luma.view().row(area.top + y) + area.left;
    cut.values.insert(cut.values.end(), row, row + area.width);
  }
  for (const Kernel* kernel : kernels()) {
    RC_ASSERT(square_of(*kernel, luma.view(area)) == plain_square_of(cut.view()));
  }
}

// The grid by its definition: pixel floor(i * side / 512), of either side, enlarging the shorter one if need
// be.
Canvas grid_of(const Canvas& canvas) {
  Canvas grid{512, 512, {}};
  for (int y = 0; y < 512; ++y) {
    for (int x = 0; x < 512; ++x) {
      const int at = (y * canvas.height / 512 * canvas.width + x * canvas.width / 512) * 3;
      grid.rgb.insert(grid.rgb.end(), canvas.rgb.begin() + at, canvas.rgb.begin() + at + 3);
    }
  }
  return grid;
}

RC_GTEST_PROP(PdqKernel, the_grid_dialect_hashes_the_nearest_pixels_of_512_by_512, ()) {
  const int width = *rc::gen::inRange(3, 1000);
  const int height = width > 512 ? *rc::gen::inRange(3, 300) : *rc::gen::inRange(513, 700);
  const Canvas canvas = noise(width, height, *rc::gen::arbitrary<std::uint32_t>());
  const Canvas grid = grid_of(canvas);
  for (const Kernel* kernel : kernels()) {
    RC_ASSERT(square_512_of(*kernel, view_of(canvas)) == plain_square_of(luma_of(view_of(grid)).view()));
  }
  RC_ASSERT(pdq_512_of(view_of(canvas)) == plain_pdq_of(view_of(grid)));
  RC_ASSERT(plain_pdq_512_of(view_of(canvas)) == plain_pdq_of(view_of(grid)));
}

#if defined(__x86_64__)
// The correction after an estimate (pdq_kernel_avx512.cc) is exact: every mantissa, every window of pictures
// up to 131072 pixels a side. Where the fused operation is not built in, the library's would take hours.
__attribute__((target("avx2,fma"))) int wrong_quotients(float window) {
  const float factor = 1.0F / window;
  int wrong = 0;
  for (std::uint32_t mantissa = 0; mantissa < (1U << 23); ++mantissa) {
    const std::uint32_t bits = 0x3F800000U + mantissa;
    float sum = 0;
    std::memcpy(&sum, &bits, sizeof sum);
    const float near = sum * factor;
    const float rest = __builtin_fmaf(-near, window, sum);
    wrong += static_cast<int>(__builtin_fmaf(rest, factor, near) != sum / window);
  }
  return wrong;
}

TEST(PdqKernel, a_corrected_estimate_is_the_quotient_for_every_mantissa) {
  if (__builtin_cpu_supports("fma") == 0) GTEST_SKIP() << "SKIPPED: this processor has no fused operation";
  for (int window = 1; window <= 1024; window += window < 64 ? 1 : 37) {
    ASSERT_EQ(wrong_quotients(static_cast<float>(window)), 0) << window;
  }
}
#endif

}  // namespace
}  // namespace jium::fingerprint::pdq
