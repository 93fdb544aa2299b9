#include "jium/fingerprint/pdq_kernel.h"
#include "jium/fingerprint/pdq_stream.h"

namespace jium::fingerprint::pdq {
namespace {

// Eight floats that the compiler may or may not keep in vector registers: for every processor.
struct PlainLanes {
  static constexpr std::size_t kCount = 8;
  static constexpr std::size_t kRgbReach = kCount * 3;
  std::array<float, kCount> values;

  static PlainLanes zero() { return {}; }
  static PlainLanes load(const float* from) {
    PlainLanes lanes;
    std::copy_n(from, kCount, lanes.values.begin());
    return lanes;
  }
  static void store(float* to, const PlainLanes& lanes) { std::copy_n(lanes.values.begin(), kCount, to); }

  static PlainLanes add(PlainLanes a, const PlainLanes& b) {
    for (std::size_t k = 0; k < kCount; ++k) a.values[k] += b.values[k];
    return a;
  }
  static PlainLanes subtract(PlainLanes a, const PlainLanes& b) {
    for (std::size_t k = 0; k < kCount; ++k) a.values[k] -= b.values[k];
    return a;
  }
  static PlainLanes multiply(PlainLanes a, float by) {
    for (std::size_t k = 0; k < kCount; ++k) a.values[k] *= by;
    return a;
  }
  static PlainLanes divide(PlainLanes a, float by) {
    for (std::size_t k = 0; k < kCount; ++k) a.values[k] /= by;
    return a;
  }
  static PlainLanes divide_by_window(const PlainLanes& a, float window, float /*factor*/) {
    return divide(a, window);
  }

  static PlainLanes luma(const std::uint8_t* rgb) {
    PlainLanes lanes;
    for (std::size_t k = 0; k < kCount; ++k, rgb += 3) {
      lanes.values[k] = 0.299F * static_cast<float>(rgb[0]) + 0.587F * static_cast<float>(rgb[1]) +
                        0.114F * static_cast<float>(rgb[2]);
    }
    return lanes;
  }
  static void transpose(PlainLanes (&lines)[kCount]) {
    for (std::size_t i = 0; i < kCount; ++i) {
      for (std::size_t j = 0; j < i; ++j) std::swap(lines[i].values[j], lines[j].values[i]);
    }
  }
};

bool always() {
  return true;
}

}  // namespace

const Kernel kPlainKernel{"plain", &always, &stream_rgb<PlainLanes>, &stream_luma<PlainLanes>,
                          &lanes_of_frequencies<PlainLanes>};

}  // namespace jium::fingerprint::pdq
