#include "jium/store/vault.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

namespace jium::store {
namespace {

constexpr std::string_view kHeader = "jium key 1 ";
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

Fault key_file_fault(std::string_view what) {
  return fault(FaultKind::outside, "the key file " + std::string(what));
}

Result<KeyBytes> read_key_file(const std::string& path) {
  struct stat status {};
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return key_file_fault("cannot be read: check its owner and mode");
  std::array<char, 128> buffer{};
  const ssize_t length = ::read(descriptor, buffer.data(), buffer.size());
  const int known = ::fstat(descriptor, &status);
  ::close(descriptor);
  if (known != 0 || (status.st_mode & 077) != 0) return key_file_fault("can be read by others: chmod 600 it");
  std::string_view text(buffer.data(), length < 0 ? 0 : static_cast<std::size_t>(length));
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (!text.starts_with(kHeader)) return key_file_fault("is not a key file of jium");
  const auto bytes = from_hex(text.substr(kHeader.size()));
  KeyBytes key{};
  if (!bytes || bytes->size() != key.size()) return key_file_fault("is damaged: restore it from your copy");
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return key;
}

bool write_synced(const std::string& path, std::string_view text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return false;
  const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(descriptor) == 0;
  ::close(descriptor);
  return written;
}

bool sync_folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  return synced;
}

// The key gets its name only when it is whole and on disk, so that another process that starts at the same
// moment reads all of it or none; whoever is second takes the first one's.
Result<KeyBytes> make_key_file(const std::string& path) {
  KeyBytes key{};
  randombytes_buf(key.data(), key.size());
  const std::string unnamed = path + "." + to_hex(random_bytes(8));
  const bool written = write_synced(unnamed, std::string(kHeader) + to_hex({key.data(), key.size()}) + "\n");
  const bool named = written && ::link(unnamed.c_str(), path.c_str()) == 0;
  const bool was_second = written && !named && errno == EEXIST;
  ::unlink(unnamed.c_str());
  if (was_second) return read_key_file(path);
  if (!named || !sync_folder_of(path)) {
    return key_file_fault(
        "cannot be made: check that the data folder belongs to this user and that the disk is not full");
  }
  return key;
}

}  // namespace

Vault::Vault(const KeyBytes& master) : master_(master) {}

Result<std::unique_ptr<Vault>> Vault::open(const std::string& key_path, bool database_exists) {
  if (sodium_init() < 0) return fault(FaultKind::internal, "libsodium cannot start");
  std::error_code ignored;
  const bool has_key = std::filesystem::exists(key_path, ignored);
  if (!has_key && database_exists) {
    return key_file_fault(
        "is missing beside its database: put your copy back; without it the sealed data cannot be read");
  }
  JIUM_TRY(const KeyBytes key, has_key ? read_key_file(key_path) : make_key_file(key_path));
  return std::unique_ptr<Vault>(new Vault(key));
}

std::unique_ptr<Vault> Vault::for_tests() {
  if (sodium_init() < 0) return nullptr;
  KeyBytes key{};
  randombytes_buf(key.data(), key.size());
  return std::unique_ptr<Vault>(new Vault(key));
}

KeyBytes Vault::subkey(std::uint64_t number) const {
  static_assert(crypto_kdf_KEYBYTES == std::tuple_size_v<KeyBytes>);
  KeyBytes key{};
  crypto_kdf_derive_from_key(key.data(), key.size(), number, "jiumkeys", master_.reveal().data());
  return key;
}

DataKey Vault::new_data_key(DataKeyId id, registry::OrganisationId organisation) {
  KeyBytes key{};
  randombytes_buf(key.data(), key.size());
  return {id, organisation, Secret<KeyBytes>(key)};
}

Bytes Vault::wrap(const DataKey& key) const {
  const KeyBytes& plain = key.key.reveal();
  return encrypt(subkey(kWrapKey), bound_to({"data_key", "wrapped", key.id.value()}, key.organisation),
                 {plain.data(), plain.size()});
}

Result<DataKey> Vault::unwrap(DataKeyId id, registry::OrganisationId organisation, ByteView wrapped) const {
  JIUM_TRY(const Bytes plain,
           decrypt(subkey(kWrapKey), bound_to({"data_key", "wrapped", id.value()}, organisation), wrapped));
  KeyBytes key{};
  if (plain.size() != key.size()) return fault(FaultKind::internal, "a data key has a wrong size");
  std::copy(plain.begin(), plain.end(), key.begin());
  return DataKey{id, organisation, Secret<KeyBytes>(key)};
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
  const KeyBytes key = subkey(static_cast<std::uint64_t>(purpose));
  Bytes index(16);
  crypto_generichash(index.data(), index.size(), bytes_of(plain).data(), plain.size(), key.data(),
                     key.size());
  return index;
}

}  // namespace jium::store
