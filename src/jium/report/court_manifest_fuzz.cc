// A paper that a stranger hands in: whatever it holds, it is opened or refused.
#include "jium/report/court_manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto read = jium::report::read_manifest(text)) {
    if (jium::report::write_manifest(*read) != std::string(text) + "\n") __builtin_trap();
    auto figures = read->figures;
    jium::report::count_again(figures, read->records);
  }
  (void)jium::report::verify_paper(text, {});
  return 0;
}
