// Whatever the bytes are, the words of them are bounded and are read to the end.
#include <cstdlib>

#include "jium/base/bytes.h"
#include "jium/media/html_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = 4096;
  // Each byte may begin a line of its own, with its quotes before it.
  const std::string words = jium::media::html_text(jium::text_of({data, size}), kMost);
  if (words.size() > 18 * kMost || words.find('\0') != std::string::npos) std::abort();
  return 0;
}
