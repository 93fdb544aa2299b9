#include "jium/audit/note_key.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "jium/audit/exact_text.h"

namespace jium::audit {
namespace {

constexpr std::size_t kTimeBytes = 8;
constexpr std::string_view kPrivate = "PRIVATE+KEY+";
// The last second whose milliseconds an Instant holds with room to spare: 31 December 9999.
constexpr std::uint64_t kLastSecond = 253'402'300'799;

std::uint64_t big_endian(ByteView bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8U | byte;
  return value;
}

std::uint32_t id_of(std::string_view name, KeyUse use, ByteView key) {
  const std::array<std::uint8_t, 2> mark{'\n', static_cast<std::uint8_t>(use)};
  return static_cast<std::uint32_t>(big_endian(ByteView(sha256({bytes_of(name), mark, key})).first(4)));
}

std::string cosigned_text(std::string_view note_text, std::uint64_t seconds) {
  return fmt::format("cosignature/v1\ntime {}\n{}", seconds, note_text);
}

std::string key_text(std::string_view name, std::uint32_t id, std::uint8_t mark, ByteView key) {
  Bytes marked{mark};
  marked.insert(marked.end(), key.begin(), key.end());
  return fmt::format("{}+{:08x}+{}", name, id, to_base64(marked));
}

// NAME+ID+BASE64, of which only the last may have a plus in it.
struct KeyCells {
  std::string name;
  Bytes marked;
};
Result<KeyCells> read_key_cells(std::string_view text) {
  ExactText exact(text);
  std::string_view name, id;
  if (!exact.until('+', name) || !exact.until('+', id))
    return fault(FaultKind::malformed, "a key is written NAME+ID+KEY");
  JIUM_TRY(Bytes marked, from_base64(exact.rest()));
  if (marked.size() != 33) return fault(FaultKind::malformed, "this is not an Ed25519 key");
  return KeyCells{std::string(name), std::move(marked)};
}

std::uint32_t code_point_at(std::string_view text, std::size_t at, std::size_t length) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[at + i]); };
  std::uint32_t point = length == 1 ? byte(0) : byte(0) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) point = point << 6U | (byte(i) & 0x3FU);
  return point;
}

// 0 where no character of UTF-8 begins.
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto first = static_cast<std::uint8_t>(text[at]);
  const std::size_t length = first < 0x80   ? 1
                             : first < 0xC2 ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<std::uint8_t>(text[at + i]) & 0xC0U) != 0x80) return 0;
  }
  const std::uint32_t point = code_point_at(text, at, length);
  const bool shortest = length < 3 || (length == 3 ? point >= 0x800 : point >= 0x10000);
  return shortest && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF) ? length : 0;
}

// White_Space of the Unicode Character Database, beyond ASCII.
bool is_unicode_space(std::uint32_t point) {
  return point == 0x85 || point == 0xA0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200A) ||
         point == 0x2028 || point == 0x2029 || point == 0x202F || point == 0x205F || point == 0x3000;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

bool is_key_name(std::string_view name) {
  if (name.empty() || !is_utf8(name)) return false;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t length = character_length(name, at);
    const std::uint32_t point = code_point_at(name, at, length);
    if (point <= 0x20 || point == '+' || point == 0x7F || is_unicode_space(point)) return false;
    at += length;
  }
  return true;
}

Result<NoteKey> NoteKey::make(std::string name, KeyUse use, const Public& key) {
  if (!is_key_name(name))
    return fault(FaultKind::malformed, "the name of a key has no blanks and no plus: try your.domain/log");
  NoteKey made;
  made.id_ = id_of(name, use, key);
  made.name_ = std::move(name);
  made.use_ = use;
  made.key_ = key;
  return made;
}

Result<NoteKey> NoteKey::parse(std::string_view text) {
  JIUM_TRY(const KeyCells cells, read_key_cells(text));
  const auto use = static_cast<KeyUse>(cells.marked.front());
  if (use != KeyUse::sign && use != KeyUse::cosign)
    return fault(FaultKind::malformed, "a key of this kind is not known here: Ed25519 is");
  Public key{};
  std::copy(cells.marked.begin() + 1, cells.marked.end(), key.begin());
  JIUM_TRY(NoteKey made, make(cells.name, use, key));
  if (made.text() != text)
    return fault(FaultKind::malformed, "the id of this key does not fit it: copy it again");
  return made;
}

std::string NoteKey::text() const {
  return key_text(name_, id_, static_cast<std::uint8_t>(use_), key_);
}

bool NoteKey::verifies(std::string_view note_text, ByteView signature) const {
  std::string message(note_text);
  if (use_ == KeyUse::cosign) {
    if (!time_of_cosignature(signature)) return false;
    message = cosigned_text(note_text, big_endian(signature.first(kTimeBytes)));
    signature = signature.subspan(kTimeBytes);
  }
  if (signature.size() != crypto_sign_BYTES) return false;
  const ByteView bytes = bytes_of(message);
  return crypto_sign_verify_detached(signature.data(), bytes.data(), bytes.size(), key_.data()) == 0;
}

Result<NoteSigner> NoteSigner::make(const std::string& name, KeyUse use, const Secret<Seed>& seed) {
  NoteKey::Public open{};
  Bytes pair(crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair(open.data(), pair.data(), seed.reveal().data());
  JIUM_TRY(NoteKey key, NoteKey::make(name, use, open));
  return NoteSigner(std::move(key), seed, Secret<Bytes>(std::move(pair)));
}

Result<NoteSigner> NoteSigner::generate(const std::string& name, KeyUse use) {
  Seed seed{};
  randombytes_buf(seed.data(), seed.size());
  return make(name, use, Secret<Seed>(seed));
}

Result<NoteSigner> NoteSigner::parse(const Secret<std::string>& text, KeyUse use) {
  const Fault wrong = fault(FaultKind::malformed, "this is not the private key of a note: PRIVATE+KEY+...");
  ExactText exact(text.reveal());
  if (!exact.skip(kPrivate)) return wrong;
  const auto cells = read_key_cells(exact.rest());
  if (!cells || cells->marked.front() != static_cast<std::uint8_t>(KeyUse::sign)) return wrong;
  Seed seed{};
  std::copy(cells->marked.begin() + 1, cells->marked.end(), seed.begin());
  JIUM_TRY(NoteSigner signer, make(cells->name, use, Secret<Seed>(seed)));
  if (signer.text() != text) return wrong;
  return signer;
}

Secret<std::string> NoteSigner::text() const {
  // The id is always that of the signing use, so that one file serves every program.
  const NoteKey::Public open = [&] {
    NoteKey::Public bytes{};
    std::copy(pair_.reveal().begin() + 32, pair_.reveal().end(), bytes.begin());
    return bytes;
  }();
  const std::uint32_t id = id_of(key_.name(), KeyUse::sign, open);
  return Secret<std::string>(std::string(kPrivate) + key_text(key_.name(), id,
                                                              static_cast<std::uint8_t>(KeyUse::sign),
                                                              seed_.reveal()));
}

Bytes NoteSigner::sign(std::string_view note_text, Instant at) const {
  Bytes signature;
  std::string message(note_text);
  if (key_.use() == KeyUse::cosign) {
    const auto seconds = static_cast<std::uint64_t>(
        std::max<std::int64_t>(0, std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count()));
    for (unsigned shift = 8 * kTimeBytes; shift > 0; shift -= 8)
      signature.push_back(static_cast<std::uint8_t>(seconds >> (shift - 8)));
    message = cosigned_text(note_text, seconds);
  }
  std::array<std::uint8_t, crypto_sign_BYTES> signed_bytes{};
  const ByteView bytes = bytes_of(message);
  crypto_sign_detached(signed_bytes.data(), nullptr, bytes.data(), bytes.size(), pair_.reveal().data());
  signature.insert(signature.end(), signed_bytes.begin(), signed_bytes.end());
  return signature;
}

Result<Instant> time_of_cosignature(ByteView signature) {
  const std::uint64_t seconds =
      signature.size() == kTimeBytes + crypto_sign_BYTES ? big_endian(signature.first(kTimeBytes)) : ~0ULL;
  if (seconds > kLastSecond) return fault(FaultKind::malformed, "this is not a cosignature with its time");
  return Instant{std::chrono::seconds{seconds}};
}

}  // namespace jium::audit
