#include "jium/exchange/hash_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)jium::exchange::read_hash_list(jium::text_of({data, size}));
  return 0;
}
