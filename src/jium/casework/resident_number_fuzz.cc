// Any bytes are read to their end; a number between blanks is found whatever stands around it; and what is
// found stays found when a letter is put before and after.
#include <cstdlib>
#include <string>

#include "jium/base/bytes.h"
#include "jium/casework/resident_number.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using jium::casework::holds_resident_number;
  const std::string text(jium::text_of({data, size}));
  const bool found = holds_resident_number(text);
  hold(holds_resident_number("x" + text + "x") == found);
  hold(holds_resident_number(text + "x900101-1234567x" + text));
  return 0;
}
