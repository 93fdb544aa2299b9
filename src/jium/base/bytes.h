// Bytes and their two text forms: hexadecimal (fingerprints, digests) and Crockford's base 32 (ids).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"

namespace jium {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

[[nodiscard]] ByteView bytes_of(std::string_view text);
[[nodiscard]] std::string_view text_of(ByteView bytes);

// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(ByteView bytes);
// Malformed unless every character is a hexadecimal digit of either case and their number is even.
[[nodiscard]] Result<Bytes> from_hex(std::string_view text);

// From the operating system's generator (libsodium).
[[nodiscard]] Bytes random_bytes(std::size_t count);

}  // namespace jium
