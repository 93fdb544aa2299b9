#include "jium/linkage/bech32.h"

#include <algorithm>
#include <array>

namespace jium::linkage {

namespace {

constexpr std::string_view kAlphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::uint32_t kBech32 = 1, kBech32m = 0x2bc830a3;
constexpr std::size_t kChecksum = 6, kLongest = 90, kShortest = 8;
constexpr std::array<std::uint32_t, 5> kGenerator{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

std::uint32_t remainder_of(const std::vector<std::uint8_t>& values) {
  std::uint32_t check = 1;
  for (const auto value : values) {
    const std::uint32_t top = check >> 25U;
    check = ((check & 0x1ffffffU) << 5U) ^ value;
    for (std::size_t i = 0; i < kGenerator.size(); ++i) {
      if (((top >> i) & 1U) != 0) check ^= kGenerator.at(i);
    }
  }
  return check;
}

std::vector<std::uint8_t> expanded(std::string_view prefix) {
  std::vector<std::uint8_t> values;
  for (const char c : prefix)
    values.push_back(static_cast<std::uint8_t>(static_cast<unsigned char>(c) >> 5U));
  values.push_back(0);
  for (const char c : prefix) values.push_back(static_cast<std::uint8_t>(c & 31));
  return values;
}

// Groups of `from` bits as groups of `to`. Reading drops a padding of zeros of less than a group, and gives
// nothing for any other rest.
std::optional<std::vector<std::uint8_t>> regroup(ByteView groups, unsigned from, unsigned to, bool pad) {
  std::uint32_t held = 0;
  unsigned bits = 0;
  std::vector<std::uint8_t> out;
  const std::uint32_t mask = (1U << to) - 1;
  for (const auto group : groups) {
    held = ((held << from) | group) & 0xfffU;
    bits += from;
    while (bits >= to) {
      bits -= to;
      out.push_back(static_cast<std::uint8_t>((held >> bits) & mask));
    }
  }
  if (pad) {
    if (bits > 0) out.push_back(static_cast<std::uint8_t>((held << (to - bits)) & mask));
  } else if (bits >= from || ((held << (to - bits)) & mask) != 0) {
    return std::nullopt;
  }
  return out;
}

bool fits(const WitnessProgramme& programme) {
  const std::size_t size = programme.programme.size();
  return programme.version <= 16 &&
         (programme.version == 0 ? size == 20 || size == 32 : size >= 2 && size <= 40);
}

}  // namespace

std::optional<WitnessProgramme> read_bech32(std::string_view text) {
  if (text.size() < kShortest || text.size() > kLongest) return std::nullopt;
  std::string lower;
  bool has_lower = false, has_upper = false;
  for (const char c : text) {
    if (c < '!' || c > '~') return std::nullopt;
    has_lower = has_lower || (c >= 'a' && c <= 'z');
    const bool upper = c >= 'A' && c <= 'Z';
    has_upper = has_upper || upper;
    lower += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (has_lower && has_upper) return std::nullopt;
  const auto one = lower.rfind('1');
  if (one == std::string::npos || one == 0 || lower.size() - one - 1 <= kChecksum) return std::nullopt;
  const std::string prefix = lower.substr(0, one);
  std::vector<std::uint8_t> values;
  for (const char c : lower.substr(one + 1)) {
    const auto at = kAlphabet.find(c);
    if (at == std::string_view::npos) return std::nullopt;
    values.push_back(static_cast<std::uint8_t>(at));
  }
  std::vector<std::uint8_t> all = expanded(prefix);
  all.insert(all.end(), values.begin(), values.end());
  WitnessProgramme read{prefix, values.front(), {}};
  if (remainder_of(all) != (read.version == 0 ? kBech32 : kBech32m)) return std::nullopt;
  const auto bytes = regroup(ByteView(values).subspan(1, values.size() - 1 - kChecksum), 5, 8, false);
  if (!bytes) return std::nullopt;
  read.programme = *bytes;
  if (!fits(read)) return std::nullopt;
  return read;
}

std::string write_bech32(const WitnessProgramme& programme) {
  std::vector<std::uint8_t> values{static_cast<std::uint8_t>(programme.version)};
  const auto groups = regroup(programme.programme, 8, 5, true);
  values.insert(values.end(), groups->begin(), groups->end());
  std::vector<std::uint8_t> all = expanded(programme.prefix);
  all.insert(all.end(), values.begin(), values.end());
  all.insert(all.end(), kChecksum, 0);
  const std::uint32_t check = remainder_of(all) ^ (programme.version == 0 ? kBech32 : kBech32m);
  std::string text = programme.prefix + '1';
  for (const auto value : values) text += kAlphabet[value];
  for (std::size_t i = 0; i < kChecksum; ++i) text += kAlphabet[(check >> (5 * (kChecksum - 1 - i))) & 31U];
  return text;
}

}  // namespace jium::linkage
