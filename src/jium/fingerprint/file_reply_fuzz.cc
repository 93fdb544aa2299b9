// What a hostile child might answer: a reply that could have been written, or a fault.
#include <algorithm>
#include <cstdlib>

#include "jium/fingerprint/file_reply.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const auto reply = fingerprint::read_reply({data, size});
  if (!reply) {
    if (reply.fault().what.empty()) std::abort();
    return 0;
  }
  const auto again = fingerprint::read_reply(fingerprint::write_reply(*reply));
  if (!again || again->fingerprints != reply->fingerprints || again->format() != reply->format())
    std::abort();
  return 0;
}
