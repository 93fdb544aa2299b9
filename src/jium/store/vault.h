// Sealing at rest (libsodium). Envelope: a master key of the key file (key_ring.h) wraps one data key a case
// and one an organisation; a data key seals fields with XChaCha20-Poly1305-IETF, a random nonce, and table,
// column, row and organisation as associated data, so that a box moved to another place does not open.
// Lengths are padded to 64 bytes.
//
// Blind indexes have a secret of their own, which lies in the database wrapped by the master key: a new
// master key changes no index. (docs/decisions/0014-operation.md)
//
// Whoever has the database without the key file has row counts, times and states; whoever loses the key file
// has lost the sealed data, for ever.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/base/id.h"
#include "jium/base/result.h"
#include "jium/base/secret.h"
#include "jium/registry/organisation.h"
#include "jium/store/key_ring.h"

namespace jium::store {

struct DataKeyTag {
  static constexpr char letter = 'D';
  static constexpr std::string_view noun = "data key";
};
using DataKeyId = Id<DataKeyTag>;

struct DataKey {
  DataKeyId id;
  registry::OrganisationId organisation;
  Secret<KeyBytes> key;
};

// Where a box stands.
struct Place {
  std::string_view table;
  std::string_view column;
  std::uint64_t row = 0;
};

// What a blind index is for; each has a key of its own.
enum class IndexPurpose : std::uint64_t {
  address = 1,
  site_name = 2,
  access_secret = 3,
  idempotency = 4,
  challenge = 20,
  host_turn = 27,
  pseudonym = 31,
  message = 41,  // the Message-ID of a reply
  trace_token = 51,
  linkage_key = 52,  // the secret that the tokens' keys are derived from
  series_person = 53
};

class Vault {
 public:
  // Reads the key file; makes it (0600, synced to disk) only when neither it nor the database exists: a
  // database without its key is Outside, with words that say so.
  [[nodiscard]] static Result<std::unique_ptr<Vault>> open(const std::string& key_path, bool database_exists);
  [[nodiscard]] static std::unique_ptr<Vault> for_tests();

  // The master keys. A transaction takes them before it begins and keeps them: what its snapshot holds was
  // wrapped by one of them, or by one that has been added to the file since, which ring_now() has.
  // ring() looks at the file again at most once a second.
  [[nodiscard]] std::shared_ptr<const KeyRing> ring() const;
  [[nodiscard]] std::shared_ptr<const KeyRing> ring_now() const;

  [[nodiscard]] static DataKey new_data_key(DataKeyId id, registry::OrganisationId organisation);
  [[nodiscard]] static Bytes wrap(const KeyBytes& master, const DataKey& key);
  [[nodiscard]] static Result<DataKey> unwrap(const KeyBytes& master, DataKeyId id,
                                              registry::OrganisationId organisation, ByteView wrapped);

  // The secret of the blind indexes: random until one is taken, which happens when a store is opened
  // (key_rotation.h).
  [[nodiscard]] Bytes wrap_index_secret(const KeyBytes& master) const;
  [[nodiscard]] Result<void> take_index_secret(const KeyBytes& master, ByteView wrapped);
  void take_index_secret(const KeyBytes& secret);

  [[nodiscard]] static Bytes seal(const DataKey& key, const Place& place, std::string_view plain);
  // Internal when the box was not made with this key for this place.
  [[nodiscard]] static Result<std::string> open_box(const DataKey& key, const Place& place, ByteView box);

  // Keyed BLAKE2b, 16 bytes.
  [[nodiscard]] Bytes blind_index(IndexPurpose purpose, std::string_view plain) const;

 private:
  // Of the key file when it was read last.
  struct Stamp {
    std::uint64_t inode = 0;
    std::int64_t size = 0, seconds = 0, nanoseconds = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  Vault(std::string key_path, std::shared_ptr<const KeyRing> ring, Stamp stamp);
  static Stamp stamp_of(const std::string& path);
  void look_again() const;  // with mutex_ held

  std::string key_path_;  // empty: the keys are in memory only
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const KeyRing> ring_;
  mutable Stamp stamp_;
  mutable std::chrono::steady_clock::time_point looked_;
  Secret<KeyBytes> index_secret_;
};

}  // namespace jium::store
