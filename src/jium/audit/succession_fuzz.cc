#include "jium/audit/succession.h"

#include <cstdlib>

#include "jium/base/bytes.h"

// Whatever is read as the word of a key about the one that follows was signed by both.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const std::string text(text_of({data, size}));
  static const auto signer = audit::NoteSigner::generate("centre.example/audit", audit::KeyUse::sign);
  const auto read = audit::open_succession(text, signer->key());
  if (read) std::abort();  // this key has signed nothing
  if (audit::keys_after(signer->key(), std::span(&text, 1)).size() != 1) std::abort();
  return 0;
}
