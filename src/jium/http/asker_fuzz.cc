// What a proxy, or whoever plays one, hands on as X-Forwarded-For: an address comes of it, or nothing.
#include <cstdint>
#include <cstdlib>

#include "jium/base/bytes.h"
#include "jium/http/asker.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto askers = jium::http::Askers::behind({"127.0.0.1", "::1"}).value();
  const std::string_view text = jium::text_of({data, size});
  const std::string asker = askers.of("127.0.0.1", text);
  if (asker.size() != 4 && asker.size() != 8) std::abort();
  // Nobody who is no proxy is believed a word.
  if (askers.of("192.0.2.1", text) != askers.of("192.0.2.1", "")) std::abort();
  return 0;
}
