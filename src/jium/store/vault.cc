#include "jium/store/vault.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "jium/base/log.h"

namespace jium::store {
namespace {

constexpr std::size_t kPadding = 64;
constexpr std::uint64_t kWrapKey = 100;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

Bytes encrypt(const KeyBytes& key, std::string_view bound_to, ByteView plain) {
  Bytes box(kNonce + plain.size() + kTag);
  randombytes_buf(box.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(box.data() + kNonce, nullptr, plain.data(), plain.size(),
                                             bytes_of(bound_to).data(), bound_to.size(), nullptr, box.data(),
                                             key.data());
  return box;
}

Result<Bytes> decrypt(const KeyBytes& key, std::string_view bound_to, ByteView box) {
  if (box.size() < kNonce + kTag) return fault(FaultKind::internal, "a sealed value is cut short");
  Bytes plain(box.size() - kNonce - kTag);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, box.data() + kNonce,
                                                 box.size() - kNonce, bytes_of(bound_to).data(),
                                                 bound_to.size(), box.data(), key.data()) != 0) {
    return fault(FaultKind::internal,
                 "a sealed value does not open: it was moved, changed or sealed by another key file");
  }
  return plain;
}

std::string bound_to(const Place& place, registry::OrganisationId organisation) {
  return std::string(place.table) + '|' + std::string(place.column) + '|' + std::to_string(place.row) + '|' +
         std::to_string(organisation.value()) + "|1";
}

}  // namespace

namespace {

// How often the key file is looked at again, for a generation that came or went.
constexpr std::chrono::seconds kLookAgain{1};

KeyBytes subkey(const KeyBytes& root, std::uint64_t number) {
  static_assert(crypto_kdf_KEYBYTES == std::tuple_size_v<KeyBytes>);
  KeyBytes key{};
  crypto_kdf_derive_from_key(key.data(), key.size(), number, "jiumkeys", root.data());
  return key;
}

KeyBytes random_key() {
  KeyBytes key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

Result<KeyBytes> unwrap_key(const KeyBytes& master, const Place& place, registry::OrganisationId organisation,
                            ByteView wrapped) {
  JIUM_TRY(const Bytes plain, decrypt(subkey(master, kWrapKey), bound_to(place, organisation), wrapped));
  KeyBytes key{};
  if (plain.size() != key.size()) return fault(FaultKind::internal, "a wrapped key has a wrong size");
  std::copy(plain.begin(), plain.end(), key.begin());
  return key;
}

Bytes wrap_key(const KeyBytes& master, const Place& place, registry::OrganisationId organisation,
               const KeyBytes& plain) {
  return encrypt(subkey(master, kWrapKey), bound_to(place, organisation), {plain.data(), plain.size()});
}

constexpr Place kIndexSecretPlace{"vault_state", "index_secret", 1};

}  // namespace

Vault::Vault(std::string key_path, std::shared_ptr<const KeyRing> ring, Stamp stamp)
    : key_path_(std::move(key_path)),
      ring_(std::move(ring)),
      stamp_(stamp),
      looked_(std::chrono::steady_clock::now()),
      index_secret_(random_key()) {}

// What tells one state of the key file from another without reading it.
Vault::Stamp Vault::stamp_of(const std::string& path) {
  struct stat status {};
  if (path.empty() || ::stat(path.c_str(), &status) != 0) return {};
  return {status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

Result<std::unique_ptr<Vault>> Vault::open(const std::string& key_path, bool database_exists) {
  if (sodium_init() < 0) return fault(FaultKind::internal, "libsodium cannot start");
  std::error_code ignored;
  const bool has_key = std::filesystem::exists(key_path, ignored);
  if (!has_key && database_exists) {
    return fault(
        FaultKind::outside,
        "the key file is missing beside its database: put your copy back; without it the sealed data cannot "
        "be read");
  }
  // Taken before the file is read: what changes in between is read again.
  const Stamp stamp = stamp_of(key_path);
  JIUM_TRY(KeyRing ring, has_key ? KeyRing::read(key_path) : KeyRing::make(key_path));
  return std::unique_ptr<Vault>(new Vault(key_path, std::make_shared<const KeyRing>(std::move(ring)), stamp));
}

std::unique_ptr<Vault> Vault::for_tests() {
  if (sodium_init() < 0) return nullptr;
  return std::unique_ptr<Vault>(new Vault({}, std::make_shared<const KeyRing>(KeyRing::random()), {}));
}

std::shared_ptr<const KeyRing> Vault::ring() const {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (key_path_.empty() || now - looked_ < kLookAgain) return ring_;
  looked_ = now;
  look_again();
  return ring_;
}

std::shared_ptr<const KeyRing> Vault::ring_now() const {
  const std::lock_guard lock(mutex_);
  if (!key_path_.empty()) look_again();
  return ring_;
}

// A file that cannot be read at this moment leaves the keys that are known: better than none.
void Vault::look_again() const {
  const Stamp stamp = stamp_of(key_path_);
  if (stamp == stamp_) return;
  auto read = KeyRing::read(key_path_);
  if (!read) {
    log::warning("key_file_not_read", {{"kind", read.fault().kind}});
    return;
  }
  stamp_ = stamp;
  ring_ = std::make_shared<const KeyRing>(std::move(*read));
  log::info("key_file_read", {{"generation", ring_->newest()}, {"keys", ring_->size()}});
}

DataKey Vault::new_data_key(DataKeyId id, registry::OrganisationId organisation) {
  return {id, organisation, Secret<KeyBytes>(random_key())};
}

Bytes Vault::wrap(const KeyBytes& master, const DataKey& key) {
  return wrap_key(master, {"data_key", "wrapped", key.id.value()}, key.organisation, key.key.reveal());
}

Result<DataKey> Vault::unwrap(const KeyBytes& master, DataKeyId id, registry::OrganisationId organisation,
                              ByteView wrapped) {
  JIUM_TRY(const KeyBytes key,
           unwrap_key(master, {"data_key", "wrapped", id.value()}, organisation, wrapped));
  return DataKey{id, organisation, Secret<KeyBytes>(key)};
}

Bytes Vault::wrap_index_secret(const KeyBytes& master) const {
  return wrap_key(master, kIndexSecretPlace, {}, index_secret_.reveal());
}

Result<void> Vault::take_index_secret(const KeyBytes& master, ByteView wrapped) {
  JIUM_TRY(const KeyBytes key, unwrap_key(master, kIndexSecretPlace, {}, wrapped));
  index_secret_ = Secret<KeyBytes>(key);
  return {};
}

void Vault::take_index_secret(const KeyBytes& secret) {
  index_secret_ = Secret<KeyBytes>(secret);
}

Bytes Vault::seal(const DataKey& key, const Place& place, std::string_view plain) {
  const std::size_t room = (plain.size() / kPadding + 1) * kPadding;
  Bytes padded(room);
  std::copy(plain.begin(), plain.end(), padded.begin());
  std::size_t length = 0;
  sodium_pad(&length, padded.data(), plain.size(), kPadding, padded.size());
  Bytes box = encrypt(key.key.reveal(), bound_to(place, key.organisation), padded);
  sodium_memzero(padded.data(), padded.size());
  return box;
}

Result<std::string> Vault::open_box(const DataKey& key, const Place& place, ByteView box) {
  JIUM_TRY(Bytes padded, decrypt(key.key.reveal(), bound_to(place, key.organisation), box));
  std::size_t length = 0;
  if (sodium_unpad(&length, padded.data(), padded.size(), kPadding) != 0) {
    return fault(FaultKind::internal, "a sealed value is damaged");
  }
  std::string plain(text_of({padded.data(), length}));
  sodium_memzero(padded.data(), padded.size());
  return plain;
}

Bytes Vault::blind_index(IndexPurpose purpose, std::string_view plain) const {
  const KeyBytes key = subkey(index_secret_.reveal(), static_cast<std::uint64_t>(purpose));
  Bytes index(16);
  crypto_generichash(index.data(), index.size(), bytes_of(plain).data(), plain.size(), key.data(),
                     key.size());
  return index;
}

}  // namespace jium::store
