#include "jium/audit/bundle.h"

#include <cstdlib>

// A bundle that holds ends with a seal of its log; whatever is added to it does not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const std::string_view text = text_of({data, size});
  const auto report = audit::verify_bundle(text, {});
  if (!report) {
    if (report.error().what.empty()) std::abort();
    return 0;
  }
  if (report->entries + report->erased + report->withheld != report->size) std::abort();
  if (audit::verify_bundle(std::string(text) + "\n", {})) std::abort();
  return 0;
}
