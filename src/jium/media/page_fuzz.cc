// Any bytes are a page, and what is told of it can be told again; what a hostile child might answer is a
// record that could have been written, or a fault.
#include <cstdlib>

#include "jium/media/page.h"
#include "jium/media/page_signs.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const media::Page page = media::read_page({data, size}, media::built_in_page_signs());
  if (page.media.size() > media::kMostMedia) std::abort();
  const auto again = media::read_page_record(media::write_page(page));
  if (!again || *again != page) std::abort();
  if (const auto record = media::read_page_record({data, size})) {
    if (media::read_page_record(media::write_page(*record))->media != record->media) std::abort();
  }
  return 0;
}
