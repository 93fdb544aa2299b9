#include "jium/desk/challenge.h"

#include <sodium.h>

#include "jium/store/people.h"

namespace jium::desk {
namespace {

constexpr std::size_t kRandom = 16;
constexpr std::size_t kEnd = 8;
constexpr std::size_t kDigest = 16;
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

Bytes digest_of(store::Transaction& tx, ChallengeFor purpose, std::string_view whom, ByteView made) {
  const std::string text =
      "made " + std::string(to_text(purpose)) + ' ' + to_hex(made) + ' ' + std::string(whom);
  return tx.vault().blind_index(store::IndexPurpose::challenge, text);
}

Instant end_in(ByteView made) {
  std::uint64_t number = 0;
  for (const std::uint8_t byte : made.subspan(kRandom, kEnd)) number = number << 8U | byte;
  return Instant{Duration{static_cast<Duration::rep>(number)}};
}

Fault not_ours() {
  return fault(FaultKind::forbidden, "this took too long or was done before: begin again");
}

}  // namespace

std::string make_challenge(const Desk& desk, store::Transaction& tx, ChallengeFor purpose,
                           std::string_view whom) {
  Bytes made = random_bytes(kRandom);
  const auto end = static_cast<std::uint64_t>((desk.clock.now() + kChallengeLife).time_since_epoch().count());
  for (std::size_t i = 0; i < kEnd; ++i) made.push_back(static_cast<std::uint8_t>(end >> (56 - 8 * i)));
  const Bytes digest = digest_of(tx, purpose, whom, made);
  made.insert(made.end(), digest.begin(), digest.end());
  return to_base64url(made);
}

Result<void> use_challenge(const Desk& desk, store::Transaction& tx, ChallengeFor purpose,
                           std::string_view whom, std::string_view challenge) {
  const auto bytes = from_base64url(challenge);
  if (!bytes || bytes->size() != kRandom + kEnd + kDigest) return not_ours();
  const ByteView made = ByteView(*bytes).first(kRandom + kEnd);
  const Bytes digest = digest_of(tx, purpose, whom, made);
  const bool ours = sodium_memcmp(digest.data(), bytes->data() + kRandom + kEnd, kDigest) == 0;
  const Instant now = desk.clock.now();
  if (!ours || now >= end_in(made)) return not_ours();
  JIUM_TRY(const bool first_time, store::spend(tx, "challenge " + to_hex(made), end_in(made), now));
  if (!first_time) return not_ours();
  return {};
}

std::string to_base64url(ByteView bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  text.pop_back();  // the NUL that is counted
  return text;
}

Result<Bytes> from_base64url(std::string_view text) {
  Bytes bytes(text.size() * 3 / 4 + 1);
  std::size_t length = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr,
                        kVariant) != 0)
    return fault(FaultKind::malformed, "that is not base64url without padding");
  bytes.resize(length);
  // libsodium takes some bytes beyond ASCII for letters.
  if (to_base64url(bytes) != text) return fault(FaultKind::malformed, "that is not base64url without padding");
  return bytes;
}

}  // namespace jium::desk
