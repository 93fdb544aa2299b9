#include "jium/linkage/payment_address.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>

#include "jium/linkage/base58.h"
#include "jium/linkage/bech32.h"
#include "jium/linkage/keccak.h"

namespace jium::linkage {

namespace {

constexpr std::size_t kHash = 20, kCheck = 4, kMoneroKeys = 64, kPaymentId = 8, kEthereumDigits = 40;

struct Version {
  Chain chain;
  std::uint8_t number;
};
// The first one of a chain is the one that is written.
constexpr std::array<Version, 7> kVersions{{{Chain::bitcoin, 0},
                                            {Chain::bitcoin, 5},
                                            {Chain::litecoin, 48},
                                            {Chain::litecoin, 50},
                                            {Chain::dogecoin, 30},
                                            {Chain::dogecoin, 22},
                                            {Chain::tron, 65}}};
constexpr std::uint8_t kMoneroStandard = 18, kMoneroIntegrated = 19, kMoneroSubaddress = 42;

Bytes double_sha256(ByteView bytes) {
  Bytes digest(crypto_hash_sha256_BYTES);
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  crypto_hash_sha256(digest.data(), digest.data(), digest.size());
  return digest;
}

bool ends_with_check(ByteView bytes, ByteView digest) {
  return std::equal(bytes.end() - kCheck, bytes.end(), digest.begin());
}

// Version and hash, when the checksum holds.
std::optional<std::uint8_t> base58check(std::string_view text, std::string_view alphabet) {
  const auto bytes = read_base58(text, alphabet);
  if (!bytes || bytes->size() != 1 + kHash + kCheck) return std::nullopt;
  if (!ends_with_check(*bytes, double_sha256(ByteView(*bytes).first(1 + kHash)))) return std::nullopt;
  return bytes->front();
}

std::optional<PaymentAddress> read_base58_chains(std::string_view text) {
  if (const auto version = base58check(text, kBitcoinAlphabet)) {
    for (const Version& known : kVersions) {
      if (known.number == *version) return PaymentAddress{known.chain, std::string(text), true};
    }
  }
  if (const auto version = base58check(text, kRippleAlphabet); version && *version == 0) {
    return PaymentAddress{Chain::ripple, std::string(text), true};
  }
  return std::nullopt;
}

std::optional<PaymentAddress> read_segwit(std::string_view text) {
  const auto programme = read_bech32(text);
  if (!programme || (programme->prefix != "bc" && programme->prefix != "ltc")) return std::nullopt;
  return PaymentAddress{programme->prefix == "bc" ? Chain::bitcoin : Chain::litecoin,
                        write_bech32(*programme), true};
}

std::optional<PaymentAddress> read_monero(std::string_view text) {
  const auto bytes = read_base58_blocks(text);
  if (!bytes || bytes->size() < 1 + kMoneroKeys + kCheck) return std::nullopt;
  const std::uint8_t network = bytes->front();
  const bool integrated = network == kMoneroIntegrated;
  if (!integrated && network != kMoneroStandard && network != kMoneroSubaddress) return std::nullopt;
  const std::size_t expected = 1 + kMoneroKeys + (integrated ? kPaymentId : 0) + kCheck;
  if (bytes->size() != expected) return std::nullopt;
  const auto digest = keccak_256(ByteView(*bytes).first(expected - kCheck));
  if (!ends_with_check(*bytes, digest)) return std::nullopt;
  return PaymentAddress{Chain::monero, std::string(text), true};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// EIP-55: a letter is a capital where the Keccak-256 of the lower-case digits has a nibble of 8 or more.
std::string with_case_checksum(const std::string& lower) {
  const auto digest = keccak_256(bytes_of(lower));
  std::string text = lower;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned nibble = (digest.at(i / 2) >> (i % 2 == 0 ? 4U : 0U)) & 15U;
    if (!is_digit(text[i]) && nibble >= 8) text[i] = static_cast<char>(text[i] - 'a' + 'A');
  }
  return text;
}

std::optional<PaymentAddress> read_ethereum(std::string_view text) {
  if (text.size() != kEthereumDigits + 2 || text[0] != '0' || lowered(text[1]) != 'x') return std::nullopt;
  text.remove_prefix(2);
  std::string lower;
  bool has_lower = false, has_upper = false;
  for (const char c : text) {
    const char low = lowered(c);
    if (!is_digit(low) && (low < 'a' || low > 'f')) return std::nullopt;
    has_upper = has_upper || low != c;
    has_lower = has_lower || (low == c && !is_digit(c));
    lower += low;
  }
  const bool mixed = has_lower && has_upper;
  if (mixed && with_case_checksum(lower) != text) return std::nullopt;
  return PaymentAddress{Chain::ethereum, "0x" + lower, mixed};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
  if (const auto colon = text.find(':'); colon != std::string_view::npos) text.remove_prefix(colon + 1);
  return text.substr(0, text.find_first_of("?@"));
}

}  // namespace

Result<PaymentAddress> read_payment_address(std::string_view text) {
  const std::string_view plain = trimmed(text);
  for (const auto read : {&read_ethereum, &read_segwit, &read_base58_chains, &read_monero}) {
    if (auto found = read(plain)) return *found;
  }
  return fault(
      FaultKind::malformed,
      "this is no payment address that jium knows, or a character of it is wrong: its checksum does not "
      "hold. Copy it again; of a chain that is not listed record it as a phrase");
}

Result<std::string> write_payment_address(Chain chain, ByteView payload, Writing writing) {
  const auto wrong = fault(FaultKind::malformed, "the payload has not the length of this chain");
  if (chain == Chain::ethereum) {
    if (payload.size() != kHash) return wrong;
    return "0x" + with_case_checksum(to_hex(payload));
  }
  if (chain == Chain::monero) {
    if (payload.size() != kMoneroKeys) return wrong;
    Bytes bytes{kMoneroStandard};
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    const auto digest = keccak_256(bytes);
    bytes.insert(bytes.end(), digest.begin(), digest.begin() + kCheck);
    return write_base58_blocks(bytes);
  }
  if (writing == Writing::bech32) {
    if (payload.size() != kHash && payload.size() != 32) return wrong;
    if (chain != Chain::bitcoin && chain != Chain::litecoin) return wrong;
    return write_bech32({chain == Chain::bitcoin ? "bc" : "ltc", 0, Bytes(payload.begin(), payload.end())});
  }
  if (payload.size() != kHash) return wrong;
  const auto version =
      std::find_if(kVersions.begin(), kVersions.end(), [&](auto one) { return one.chain == chain; });
  Bytes bytes{version == kVersions.end() ? std::uint8_t{0} : version->number};
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  const Bytes digest = double_sha256(bytes);
  bytes.insert(bytes.end(), digest.begin(), digest.begin() + kCheck);
  return write_base58(bytes, chain == Chain::ripple ? kRippleAlphabet : kBitcoinAlphabet);
}

}  // namespace jium::linkage
