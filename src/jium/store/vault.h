// Sealing at rest (libsodium). Envelope: the key file's key wraps one data key a case and one an
// organisation; a data key seals fields with XChaCha20-Poly1305-IETF, a random nonce, and table, column, row
// and organisation as associated data, so that a box moved to another place does not open. Lengths are padded
// to 64 bytes.
//
// The key file stands beside the database (jium.key, mode 0600). Whoever has the database without it has
// row counts, times and states; whoever loses it has lost the sealed data, for ever.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/base/id.h"
#include "jium/base/result.h"
#include "jium/base/secret.h"
#include "jium/registry/organisation.h"

namespace jium::store {

using KeyBytes = std::array<std::uint8_t, 32>;

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
enum class IndexPurpose : std::uint64_t { address = 1, site_name = 2, access_secret = 3, idempotency = 4 };

class Vault {
 public:
  // Reads the key file; makes it (0600, synced to disk) only when neither it nor the database exists: a
  // database without its key is Outside, with words that say so.
  [[nodiscard]] static Result<std::unique_ptr<Vault>> open(const std::string& key_path, bool database_exists);
  [[nodiscard]] static std::unique_ptr<Vault> for_tests();

  [[nodiscard]] static DataKey new_data_key(DataKeyId id, registry::OrganisationId organisation);
  [[nodiscard]] Bytes wrap(const DataKey& key) const;
  [[nodiscard]] Result<DataKey> unwrap(DataKeyId id, registry::OrganisationId organisation,
                                       ByteView wrapped) const;

  [[nodiscard]] static Bytes seal(const DataKey& key, const Place& place, std::string_view plain);
  // Internal when the box was not made with this key for this place.
  [[nodiscard]] static Result<std::string> open_box(const DataKey& key, const Place& place, ByteView box);

  // Keyed BLAKE2b, 16 bytes.
  [[nodiscard]] Bytes blind_index(IndexPurpose purpose, std::string_view plain) const;

 private:
  explicit Vault(const KeyBytes& master);
  [[nodiscard]] KeyBytes subkey(std::uint64_t number) const;
  Secret<KeyBytes> master_;
};

}  // namespace jium::store
