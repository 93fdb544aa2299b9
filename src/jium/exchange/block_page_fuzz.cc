#include "jium/exchange/block_page.h"

#include "jium/exchange/feed_page.h"

// Whatever is read is written and read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const auto json = exchange::parse_feed_json(text_of({data, size}));
  if (!json) return 0;
  const auto page = exchange::read_block_page(*json);
  if (!page) return 0;
  const auto again = exchange::read_block_page(exchange::to_json(*page));
  if (!again || exchange::statement_of(*again) != exchange::statement_of(*page)) __builtin_trap();
  if (const auto key = audit::NoteKey::parse(page->key)) (void)exchange::check_page(*page, *key);
  return 0;
}
