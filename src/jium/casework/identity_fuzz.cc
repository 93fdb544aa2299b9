// The files and boxes of strangers: read to their end, and what is a key is written as it was read.
#include <sodium.h>

#include <cstdlib>

#include "jium/casework/identity.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::casework;
  static const bool started = sodium_init() >= 0;
  if (!started) std::abort();
  static const IdentityKeyPair keys = make_identity_keys();
  const std::string_view text = jium::text_of({data, size});
  if (const auto key = read_public_key(text)) {
    if (read_public_key(write_public_key(*key)).value() != *key) std::abort();
  }
  if (const auto key = read_private_key(text)) {
    if (read_private_key(write_private_key(*key)).value().open != key->open) std::abort();
  }
  if (open_identity({data, size}, keys, jium::casework::CaseId(1))) std::abort();
  return 0;
}
