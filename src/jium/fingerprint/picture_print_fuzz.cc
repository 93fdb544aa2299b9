// Any bytes at all: decoding refuses them, or gives what encodes to the same bytes again.
#include <cstdlib>

#include "jium/fingerprint/picture_print.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const Bytes bytes(data, data + size);
  if (const auto print = fingerprint::decode_print(bytes)) {
    if (fingerprint::encode(*print) != bytes) std::abort();
  }
  if (const auto query = fingerprint::decode_query(bytes)) {
    if (fingerprint::encode(*query) != bytes) std::abort();
  }
  return 0;
}
