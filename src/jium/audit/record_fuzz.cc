#include "jium/audit/record.h"

#include <cstdlib>

// What is read is written as it stood, byte for byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const std::string_view text = text_of({data, size});
  const auto record = audit::read_record(text);
  if (!record) return 0;
  const auto written = audit::write_record(*record);
  if (!written || *written != text) std::abort();
  if (audit::shape_of_record(text)->seq != record->seq) std::abort();
  return 0;
}
