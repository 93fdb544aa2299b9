// The file of a backup (docs/formats/backup.md): a preamble with two sealed boxes, then one encrypted stream.
//
//   "jium backup 1\n"
//   box   the key of the stream, sealed to the recipient          (crypto_box_seal: X25519)
//   box   the text of the key file, sealed to its own recipient   (empty: left out)
//   24    the header of the stream                                (crypto_secretstream: XChaCha20-Poly1305)
//   chunks of 65,536 + 17 bytes, the last one shorter or equal and marked as the last
//
// A box is its length in four bytes and its bytes. Every chunk is bound to a BLAKE2b of the preamble, so that
// no box can be exchanged for another. What the stream holds:
//
//   section   the manifest, JSON
//   8         how many bytes the database has
//   ...       the database (SQLite), as it was at one moment
//   32        BLAKE2b of all that went before
//
// Sources: libsodium's documentation of sealed boxes and of secretstream.
#pragma once

#include <sodium.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <string>

#include "jium/base/bytes.h"
#include "jium/base/result.h"
#include "jium/base/secret.h"

namespace jium::store {

using RecipientKey = std::array<std::uint8_t, crypto_box_PUBLICKEYBYTES>;

// Who can open a backup. The text of the private half is one line, "jium backup identity 1 HEX".
struct BackupIdentity {
  RecipientKey recipient{};
  Secret<std::array<std::uint8_t, crypto_box_SECRETKEYBYTES>> secret;

  [[nodiscard]] static BackupIdentity random();
  [[nodiscard]] static Result<BackupIdentity> parse(std::string_view text);
  [[nodiscard]] std::string text() const;  // secret
};

// "jium-recipient-" and 72 hexadecimal digits: the key, and four bytes of its BLAKE2b, so that a typing
// mistake does not seal a backup to nobody.
[[nodiscard]] std::string recipient_text(const RecipientKey& recipient);
[[nodiscard]] Result<RecipientKey> parse_recipient(std::string_view text);

class BackupWriter {
 public:
  // Writes to PATH.new until it is finished; Conflict when PATH is there already. `key_file` empty: left out.
  [[nodiscard]] static Result<BackupWriter> create(const std::string& path, const RecipientKey& recipient,
                                                   const RecipientKey& key_recipient,
                                                   const Secret<std::string>& key_file);
  BackupWriter(BackupWriter&&) noexcept;
  BackupWriter& operator=(BackupWriter&&) = delete;
  ~BackupWriter();

  [[nodiscard]] Result<void> begin(std::string_view manifest, std::uint64_t database_bytes);
  [[nodiscard]] Result<void> add(ByteView database);
  // On the disk and under its name when it returns; how many bytes it has. Once only.
  [[nodiscard]] Result<std::uint64_t> finish();

 private:
  struct File;
  explicit BackupWriter(std::unique_ptr<File> file);
  std::unique_ptr<File> file_;
};

// What the stream holds, taken in pieces of any size. A stranger's until the end.
class BackupBody {
 public:
  using Sink = std::function<Result<void>(ByteView database)>;
  explicit BackupBody(Sink sink);

  [[nodiscard]] Result<void> take(ByteView piece);
  // All was there, nothing more was, and the sum is right: the manifest.
  [[nodiscard]] Result<std::string> finish();

 private:
  enum class Part { manifest_size, manifest, database_size, database, sum, over };
  [[nodiscard]] Result<void> take_fixed(ByteView& piece);
  void next(Part part, std::uint64_t size);

  Sink sink_;
  Part part_ = Part::manifest_size;
  std::uint64_t wanted_ = 4;
  Bytes held_;
  std::string manifest_;
  crypto_generichash_state sum_{};
};

struct ReadBackup {
  std::string manifest;
  std::uint64_t database_bytes = 0;
  // Of the key file; empty when it was left out, or is sealed to somebody else.
  Secret<std::string> key_file;
  bool has_key_file = false;
};

// Reads all of it, and hands the database on as it comes: what `sink` was given is good only when this
// returns without a fault. Forbidden when it is sealed to another identity, Malformed when a byte was changed
// or is missing.
[[nodiscard]] Result<ReadBackup> read_backup(std::FILE* file, const BackupIdentity& identity,
                                             const BackupIdentity* key_identity,
                                             const BackupBody::Sink& sink);

}  // namespace jium::store
