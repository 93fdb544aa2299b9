// What a hostile child might answer: a reply that could have been written, or a fault.
#include <algorithm>
#include <cstdlib>

#include "jium/fingerprint/fingerprint.h"
#include "jium/fingerprint/picture_reply.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const ByteView bytes{data, size};
  const auto reply = fingerprint::read_reply(bytes);
  if (!reply) {
    if (reply.fault().what.empty()) std::abort();
    return 0;
  }
  if (!std::ranges::equal(fingerprint::write_reply(*reply), bytes)) std::abort();
  if (!fingerprint::Fingerprint::make(fingerprint::Algorithm::pdq, reply->pdq.bits, reply->pdq.quality))
    std::abort();
  return 0;
}
