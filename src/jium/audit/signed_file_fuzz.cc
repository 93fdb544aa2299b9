// A file that a stranger hands in: whatever it holds, it is opened or refused.
#include "jium/audit/signed_file.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)jium::audit::open_signed_file(text);
  // The same, past the marks.
  std::string with = jium::audit::place_for_signature();
  with.replace(with.find(' ', 40), std::min<std::size_t>(size, 2000), text.substr(0, 2000));
  (void)jium::audit::open_signed_file(with);
  return 0;
}
