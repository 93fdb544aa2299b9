// The guideline is data that a centre may replace: whatever stands in the file, the parser answers.
#include "jium/report/guideline.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)jium::report::parse_guideline(text);
  if (const auto range = jium::report::parse_range(text)) {
    const auto again = jium::report::parse_range(jium::report::text_of(*range));
    if (!again || !(*again == *range)) __builtin_trap();
  }
  return 0;
}
