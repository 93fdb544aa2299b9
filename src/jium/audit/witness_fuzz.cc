#include "jium/audit/witness.h"

#include <cstdlib>

// What is read is written as it stood, byte for byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const std::string_view text = text_of({data, size});
  if (const auto request = audit::read_witness_request(text);
      request && audit::write_witness_request(*request) != text)
    std::abort();
  if (const auto state = audit::read_witness_state(text); state && audit::write_witness_state(*state) != text)
    std::abort();
  return 0;
}
