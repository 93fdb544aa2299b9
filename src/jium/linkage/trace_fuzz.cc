// Whatever an officer pastes is a trace that reads as itself, or refused. The first byte chooses the kind.
#include <cstdlib>

#include "jium/base/bytes.h"
#include "jium/linkage/trace.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::linkage;
  if (size == 0) return 0;
  const auto kind = static_cast<TraceKind>(data[0] % 8);
  const auto once = normalise(kind, jium::text_of({data + 1, size - 1}));
  if (!once) return 0;
  const auto twice = normalise(kind, once->word);
  if (!twice || *twice != *once || keys_of(*twice) != keys_of(*once)) std::abort();
  return 0;
}
