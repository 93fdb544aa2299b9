// The text forms that other registries send: what is taken is written back the same. And pixels of any size
// have a value that is a fingerprint, the same from every kernel and from the plain twin.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string_view>

#include "jium/fingerprint/fingerprint.h"
#include "jium/fingerprint/pdq_kernel.h"
#include "jium/fingerprint/pdq_plain.h"

namespace {

using namespace jium::fingerprint;
namespace media = jium::media;

void parse(std::string_view algorithm, std::string_view hex, int quality) {
  const auto parsed = Fingerprint::parse(algorithm, hex, quality);
  if (!parsed) return;
  const auto same_letter = [](unsigned char a, unsigned char b) { return std::tolower(a) == b; };
  const std::string written = parsed->hex();
  if (!std::equal(hex.begin(), hex.end(), written.begin(), written.end(), same_letter)) std::abort();
  if (distance(*parsed, *parsed) != 0) std::abort();
}

// The first two bytes are the sides, the rest is the pixels, over and over.
void hash_pixels(jium::ByteView bytes) {
  if (bytes.size() < 3) return;
  const int width = bytes[0] % 160;
  const int height = bytes[1] % 24;
  jium::Bytes rgb(static_cast<std::size_t>(width * height * 3));
  for (std::size_t i = 0; i < rgb.size(); ++i) rgb[i] = bytes[2 + i % (bytes.size() - 2)];
  const Pdq made = pdq_of({rgb.data(), width, height});
  if (!Fingerprint::make(Algorithm::pdq, made.bits, made.quality)) std::abort();
  if (width < pdq::kSmallestSide || height < pdq::kSmallestSide) return;
  const media::PixelView view{rgb.data(), width, height};
  const Pdq expected = pdq::plain_pdq_of(view);
  for (const pdq::Kernel* kernel : pdq::kernels()) {
    if (pdq::hash_of(*kernel, pdq::square_of(*kernel, view)) != expected) std::abort();
  }
}

}  // namespace

// "algorithm hex", with the quality in the first byte; then the same bytes as pixels.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const jium::ByteView bytes(data, size);
  const std::string_view text = jium::text_of(bytes.subspan(1));
  const std::size_t space = std::min(text.find(' '), text.size());
  parse(text.substr(0, space), text.substr(std::min(space + 1, text.size())), data[0]);
  hash_pixels(bytes);
  return 0;
}
