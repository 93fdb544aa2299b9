// Whatever is typed in is an address that reads as itself, or refused.
#include <cstdlib>

#include "jium/linkage/payment_address.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = jium::linkage::read_payment_address(jium::text_of({data, size}));
  if (!read) return 0;
  const auto again = jium::linkage::read_payment_address(read->text);
  if (!again || again->text != read->text || again->chain != read->chain) std::abort();
  return 0;
}
