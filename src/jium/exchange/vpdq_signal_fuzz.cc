// Any JSON: refused, or it survives being written and read again.
#include <cstdlib>

#include "jium/exchange/vpdq_signal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::exchange;
  const auto frames = read_vpdq_signal(jium::text_of({data, size}));
  if (!frames) return 0;
  const std::string written = write_vpdq_signal(*frames);
  const auto again = read_vpdq_signal(written);
  if (!again || again->size() != frames->size() || write_vpdq_signal(*again) != written) std::abort();
  return 0;
}
