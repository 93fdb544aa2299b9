// Prints and queries of videos as a stranger may send them: what is read is written back the same, unless it
// was of the first version, which nobody writes any more.
#include <algorithm>
#include <cstdlib>

#include "jium/fingerprint/video_print.h"
#include "jium/fingerprint/vpdq_value.h"

namespace {

template <class Read>
void try_out(jium::ByteView bytes, Read read) {
  using jium::fingerprint::encode;
  const auto print = read(bytes);
  if (!print) return;
  const jium::Bytes written = encode(*print);
  if (bytes[1] == 1) {
    const auto again = read(written);
    if (!again || !(*again == *print)) std::abort();
    return;
  }
  if (!std::ranges::equal(written, bytes)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::fingerprint;
  const jium::ByteView bytes{data, size};
  try_out(bytes, [](jium::ByteView b) { return decode_video_print(b); });
  try_out(bytes, [](jium::ByteView b) { return decode_video_query(b); });
  if (const auto frames = read_frames(bytes)) {
    if (!std::ranges::equal(write_frames(*frames), bytes)) std::abort();
  }
  return 0;
}
