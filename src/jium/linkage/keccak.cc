#include "jium/linkage/keccak.h"

#include <cryptopp/keccak.h>

namespace jium::linkage {

std::array<std::uint8_t, 32> keccak_256(ByteView bytes) {
  std::array<std::uint8_t, 32> digest{};
  CryptoPP::Keccak_256().CalculateDigest(digest.data(), bytes.data(), bytes.size());
  return digest;
}

}  // namespace jium::linkage
