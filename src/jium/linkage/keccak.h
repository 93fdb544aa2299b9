// Keccak-256 as Ethereum and Monero use it: the padding of before FIPS 202, so not SHA3-256. By Crypto++.
#pragma once

#include <array>

#include "jium/base/bytes.h"

namespace jium::linkage {

[[nodiscard]] std::array<std::uint8_t, 32> keccak_256(ByteView bytes);

}  // namespace jium::linkage
