#include "jium/fingerprint/pdq.h"

#include <algorithm>

#include "jium/fingerprint/pdq_kernel.h"
#include "jium/fingerprint/pdq_square.h"

namespace jium::fingerprint {
namespace {

template <class View>
bool too_small(const View& view) {
  return view.width < pdq::kSmallestSide || view.height < pdq::kSmallestSide;
}

const pdq::Kernel& quickest() {
  return *pdq::kernels().front();
}

}  // namespace

Pdq pdq_of(const LumaView& luma) {
  if (too_small(luma)) return {};
  return pdq::hash_of(quickest(), pdq::square_of(quickest(), luma));
}

Pdq pdq_of(const media::PixelView& pixels) {
  if (too_small(pixels)) return {};
  return pdq::hash_of(quickest(), pdq::square_of(quickest(), pixels));
}

Pdq pdq_512_of(const media::PixelView& pixels) {
  if (pixels.width < 1 || pixels.height < 1) return {};
  if (std::max(pixels.width, pixels.height) <= pdq::kGridSide && too_small(pixels)) return {};
  return pdq::hash_of(quickest(), pdq::square_512_of(quickest(), pixels));
}

PdqForms pdq_forms_of(const LumaView& luma) {
  if (too_small(luma)) return {};
  return pdq::forms_of(quickest(), pdq::square_of(quickest(), luma));
}

PdqForms pdq_forms_of(const media::PixelView& pixels) {
  if (too_small(pixels)) return {};
  return pdq::forms_of(quickest(), pdq::square_of(quickest(), pixels));
}

}  // namespace jium::fingerprint
