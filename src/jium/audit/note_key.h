// Keys that sign notes, as C2SP signed-note has them: Ed25519 (RFC 8032, libsodium) under a name. The same
// kinds of key in two uses, which cannot be mistaken for one another because the use is part of the key's id:
// a log signs the note's text, a witness signs "cosignature/v1", a time and the text (C2SP tlog-cosignature).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/base/clock.h"
#include "jium/base/secret.h"

namespace jium::audit {

enum class KeyUse : std::uint8_t { sign = 0x01, cosign = 0x04 };

// The part that everybody may know. Text form ("vkey"): NAME+<8 hex of the id>+<base64 of use and key>.
class NoteKey {
 public:
  using Public = std::array<std::uint8_t, 32>;

  // Malformed for a name that is empty or has blanks, '+' or control characters.
  [[nodiscard]] static Result<NoteKey> make(std::string name, KeyUse use, const Public& key);
  // Malformed for another text, a wrong id, and uses other than the two above.
  [[nodiscard]] static Result<NoteKey> parse(std::string_view text);

  [[nodiscard]] const std::string& name() const { return name_; }
  // The first four bytes of SHA-256(name || 0x0A || use || key), big end first.
  [[nodiscard]] std::uint32_t id() const { return id_; }
  [[nodiscard]] KeyUse use() const { return use_; }
  [[nodiscard]] std::string text() const;
  // A signature of a cosigning key has 72 bytes: 8 of the time before the 64.
  [[nodiscard]] bool verifies(std::string_view note_text, ByteView signature) const;

  friend bool operator==(const NoteKey&, const NoteKey&) = default;

 private:
  NoteKey() = default;

  std::string name_;
  std::uint32_t id_ = 0;
  KeyUse use_ = KeyUse::sign;
  Public key_{};
};

// The part that only its owner may know. Text form: PRIVATE+KEY+NAME+<8 hex of the id>+<base64 of 0x01 and
// the 32-byte seed>, as Go's sumdb/note writes it; the use is told when it is read.
class NoteSigner {
 public:
  using Seed = std::array<std::uint8_t, 32>;

  [[nodiscard]] static Result<NoteSigner> make(const std::string& name, KeyUse use, const Secret<Seed>& seed);
  [[nodiscard]] static Result<NoteSigner> generate(const std::string& name, KeyUse use);
  [[nodiscard]] static Result<NoteSigner> parse(const Secret<std::string>& text, KeyUse use);

  [[nodiscard]] const NoteKey& key() const { return key_; }
  [[nodiscard]] Secret<std::string> text() const;
  // `at` counts for a cosigning key only, in whole seconds.
  [[nodiscard]] Bytes sign(std::string_view note_text, Instant at = Instant{}) const;

 private:
  NoteSigner(NoteKey key, Secret<Seed> seed, Secret<Bytes> pair)
      : key_(std::move(key)), seed_(std::move(seed)), pair_(std::move(pair)) {}

  NoteKey key_;
  Secret<Seed> seed_;
  Secret<Bytes> pair_;
};

// The time in a cosignature; malformed when it is not one.
[[nodiscard]] Result<Instant> time_of_cosignature(ByteView signature);

// May this stand as a key's name in a note?
[[nodiscard]] bool is_key_name(std::string_view name);
// UTF-8 in its shortest form, without surrogates (RFC 3629).
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace jium::audit
