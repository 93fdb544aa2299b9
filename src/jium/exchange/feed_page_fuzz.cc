#include "jium/exchange/feed_copy.h"

// Whatever is read is written and read again as the same; a copy that is read verifies.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const std::string_view text = text_of({data, size});
  if (const auto json = exchange::parse_feed_json(text)) {
    if (const auto page = exchange::read_feed_page(*json)) {
      const auto again = exchange::read_feed_page(exchange::to_json(*page));
      if (!again || exchange::statement_of(*again) != exchange::statement_of(*page)) __builtin_trap();
      if (const auto key = audit::NoteKey::parse(page->key)) (void)exchange::check_page(*page, *key);
    }
  }
  if (const auto copy = exchange::FeedCopy::read(text)) {
    const auto again = exchange::FeedCopy::read(copy->write());
    if (!again || again->hash_list() != copy->hash_list()) __builtin_trap();
  }
  return 0;
}
