// Base58: numbers in 58 letters and digits that are not mistaken for each other, as payment addresses are
// written ("Base58Check encoding", Bitcoin wiki). A leading zero byte is the alphabet's first letter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jium/base/bytes.h"

namespace jium::linkage {

inline constexpr std::string_view kBitcoinAlphabet =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
inline constexpr std::string_view kRippleAlphabet =
    "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

// Nothing for a character outside the alphabet or a text of more than 128.
[[nodiscard]] std::optional<Bytes> read_base58(std::string_view text, std::string_view alphabet);
[[nodiscard]] std::string write_base58(ByteView bytes, std::string_view alphabet);

// Monero's: each 8 bytes are 11 characters by themselves, a shorter rest the fewest that can hold it.
[[nodiscard]] std::optional<Bytes> read_base58_blocks(std::string_view text);
[[nodiscard]] std::string write_base58_blocks(ByteView bytes);

}  // namespace jium::linkage
