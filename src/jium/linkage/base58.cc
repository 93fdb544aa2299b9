#include "jium/linkage/base58.h"

#include <algorithm>
#include <array>

namespace jium::linkage {

namespace {

constexpr std::size_t kLongest = 128;
constexpr std::uint32_t kBase = 58;
constexpr std::uint32_t kByte = 256;

// Characters that hold a rest of so many bytes: ceil(8 n / log2 58).
constexpr std::array<std::size_t, 9> kBlockCharacters{0, 2, 3, 5, 6, 7, 9, 10, 11};

// `big` is a big-endian number in base `from`; returns its digits in base `to`, most significant first.
std::vector<std::uint8_t> change_base(std::vector<std::uint8_t> big, std::uint32_t from, std::uint32_t to) {
  std::vector<std::uint8_t> digits;
  std::size_t first = 0;
  while (first < big.size()) {
    std::uint32_t rest = 0;
    for (std::size_t i = first; i < big.size(); ++i) {
      const std::uint32_t value = rest * from + big[i];
      big[i] = static_cast<std::uint8_t>(value / to);
      rest = value % to;
    }
    digits.push_back(static_cast<std::uint8_t>(rest));
    while (first < big.size() && big[first] == 0) ++first;
  }
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::optional<std::vector<std::uint8_t>> digits_of(std::string_view text, std::string_view alphabet) {
  std::vector<std::uint8_t> digits;
  for (const char c : text) {
    const auto at = alphabet.find(c);
    if (at == std::string_view::npos) return std::nullopt;
    digits.push_back(static_cast<std::uint8_t>(at));
  }
  return digits;
}

std::size_t leading_zeros(const std::vector<std::uint8_t>& digits) {
  return static_cast<std::size_t>(
      std::find_if(digits.begin(), digits.end(), [](auto one) { return one != 0; }) - digits.begin());
}

// The number with exactly `width` digits of `to`; nothing when it needs more.
std::optional<std::vector<std::uint8_t>> in_width(std::vector<std::uint8_t> big, std::uint32_t from,
                                                  std::uint32_t to, std::size_t width) {
  auto digits = change_base(std::move(big), from, to);
  digits.erase(digits.begin(), digits.begin() + static_cast<std::ptrdiff_t>(leading_zeros(digits)));
  if (digits.size() > width) return std::nullopt;
  digits.insert(digits.begin(), width - digits.size(), 0);
  return digits;
}

}  // namespace

std::optional<Bytes> read_base58(std::string_view text, std::string_view alphabet) {
  if (text.size() > kLongest) return std::nullopt;
  auto digits = digits_of(text, alphabet);
  if (!digits) return std::nullopt;
  const std::size_t zeros = leading_zeros(*digits);
  digits->erase(digits->begin(), digits->begin() + static_cast<std::ptrdiff_t>(zeros));
  Bytes bytes(zeros, 0);
  const auto rest = change_base(std::move(*digits), kBase, kByte);
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  return bytes;
}

std::string write_base58(ByteView bytes, std::string_view alphabet) {
  std::vector<std::uint8_t> big(bytes.begin(), bytes.end());
  const std::size_t zeros = leading_zeros(big);
  big.erase(big.begin(), big.begin() + static_cast<std::ptrdiff_t>(zeros));
  std::string text(zeros, alphabet.front());
  for (const auto digit : change_base(std::move(big), kByte, kBase)) text += alphabet[digit];
  return text;
}

std::optional<Bytes> read_base58_blocks(std::string_view text) {
  if (text.size() > kLongest) return std::nullopt;
  Bytes bytes;
  while (!text.empty()) {
    const std::size_t take = std::min(text.size(), kBlockCharacters.back());
    const auto width = std::find(kBlockCharacters.begin(), kBlockCharacters.end(), take);
    auto digits = digits_of(text.substr(0, take), kBitcoinAlphabet);
    if (width == kBlockCharacters.end() || !digits) return std::nullopt;
    const auto block = in_width(std::move(*digits), kBase, kByte,
                                static_cast<std::size_t>(width - kBlockCharacters.begin()));
    if (!block) return std::nullopt;
    bytes.insert(bytes.end(), block->begin(), block->end());
    text.remove_prefix(take);
  }
  return bytes;
}

std::string write_base58_blocks(ByteView bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t take = std::min<std::size_t>(bytes.size(), kBlockCharacters.size() - 1);
    const auto digits = in_width({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(take)}, kByte,
                                 kBase, kBlockCharacters.at(take));
    for (const auto digit : *digits) text += kBitcoinAlphabet[digit];
    bytes = bytes.subspan(take);
  }
  return text;
}

}  // namespace jium::linkage
