// MD5, SHA-1 and SHA-256 of a file's bytes (OpenSSL), as other registries exchange them.
#pragma once

#include <memory>
#include <vector>

#include "jium/fingerprint/fingerprint.h"

namespace jium::fingerprint {

// Takes the bytes in pieces, so that a large file need not be in memory.
class Digester {
 public:
  Digester();
  Digester(const Digester&) = delete;
  Digester& operator=(const Digester&) = delete;
  ~Digester();
  void add(ByteView bytes);
  // In the order MD5, SHA-1, SHA-256. Once only.
  [[nodiscard]] Result<std::vector<Fingerprint>> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] Result<std::vector<Fingerprint>> digests_of(ByteView bytes);

}  // namespace jium::fingerprint
