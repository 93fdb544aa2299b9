// A rule file may be edited by hand.
#include "jium/casework/retention.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto book = jium::casework::RetentionBook::parse(text);
  if (!book) return 0;
  const jium::Instant now{std::chrono::hours{24 * 365 * 60}};
  const jium::casework::Record record{
      .classes = {jium::casework::RecordClass::other}, .begun = now - std::chrono::hours{24}, .ended = now};
  const auto term = book->term_of(record, now);
  if (term.over && !term.rules.empty()) __builtin_trap();
  return 0;
}
