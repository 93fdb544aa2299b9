#include "jium/desk/one_time_code.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace jium::desk {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::uint32_t kDigits = 1'000'000;

}  // namespace

std::int64_t code_step_at(Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count() / kCodeStepSeconds;
}

// RFC 4226, section 5.3.
std::string code_of(ByteView secret, std::int64_t step) {
  std::array<std::uint8_t, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(),
       digest.data(), &length);
  const std::size_t at = digest.at(length - 1) & 0x0FU;
  const std::uint32_t number = (std::uint32_t{digest.at(at)} & 0x7FU) << 24U |
                               std::uint32_t{digest.at(at + 1)} << 16U |
                               std::uint32_t{digest.at(at + 2)} << 8U | std::uint32_t{digest.at(at + 3)};
  return fmt::format("{:06}", number % kDigits);
}

std::optional<std::int64_t> accepted_step(ByteView secret, std::string_view code, Instant now,
                                          std::int64_t used) {
  std::optional<std::int64_t> accepted;
  const std::int64_t middle = code_step_at(now);
  for (std::int64_t step = middle - 1; step <= middle + 1; ++step) {
    const std::string right = code_of(secret, step);
    const bool same =
        code.size() == right.size() && CRYPTO_memcmp(code.data(), right.data(), right.size()) == 0;
    if (same && step > used) accepted = step;
  }
  return accepted;
}

std::string code_secret_text(ByteView secret) {
  std::string text;
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (const std::uint8_t byte : secret) {
    pending = pending << 8U | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += kBase32[pending >> (bits - 5) & 31U];
  }
  if (bits > 0) text += kBase32[pending << (5 - bits) & 31U];
  return text;
}

Result<Bytes> parse_code_secret(std::string_view text) {
  Bytes secret;
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (const char one : text) {
    if (one == ' ') continue;
    const char upper = one >= 'a' && one <= 'z' ? static_cast<char>(one - 'a' + 'A') : one;
    const auto digit = kBase32.find(upper);
    if (digit == std::string_view::npos) return fault(FaultKind::malformed, "that is not base 32");
    pending = pending << 5U | static_cast<std::uint32_t>(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    secret.push_back(static_cast<std::uint8_t>(pending >> bits));
  }
  if (secret.size() != kCodeSecretBytes)
    return fault(FaultKind::malformed, "a secret of one-time codes is 32 characters of base 32");
  return secret;
}

std::string otpauth_uri(ByteView secret, std::string_view account) {
  return fmt::format("otpauth://totp/jium:{}?secret={}&issuer=jium&algorithm=SHA1&digits=6&period={}",
                     account, code_secret_text(secret), kCodeStepSeconds);
}

}  // namespace jium::desk
