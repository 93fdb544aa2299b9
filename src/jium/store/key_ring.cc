#include "jium/store/key_ring.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>

#include "jium/base/bytes.h"

namespace jium::store {
namespace {

constexpr std::string_view kWords = "jium key ";
constexpr std::size_t kMostBytes = 4096;

Fault key_file_fault(std::string_view what) {
  return fault(FaultKind::outside, "the key file " + std::string(what));
}

Fault damaged() {
  return key_file_fault("is damaged: restore it from your copy");
}

Fault cannot_be_made() {
  return key_file_fault(
      "cannot be made: check that its folder belongs to this user and that the disk is not full");
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

KeyBytes random_key() {
  KeyBytes key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

std::string unnamed(const std::string& path) {
  return path + "." + to_hex(random_bytes(8));
}

Result<std::pair<Generation, Secret<KeyBytes>>> parse_line(std::string_view line) {
  if (!line.starts_with(kWords)) return key_file_fault("is not a key file of jium");
  line.remove_prefix(kWords.size());
  Generation generation = 0;
  const auto read = std::from_chars(line.data(), line.data() + line.size(), generation);
  const auto rest = line.substr(static_cast<std::size_t>(read.ptr - line.data()));
  if (read.ec != std::errc{} || generation < 1 || !rest.starts_with(' ')) return damaged();
  const auto bytes = from_hex(rest.substr(1));
  KeyBytes key{};
  if (!bytes || bytes->size() != key.size()) return damaged();
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return std::pair(generation, Secret<KeyBytes>(key));
}

}  // namespace

KeyRing KeyRing::random() {
  KeyRing ring;
  ring.keys_.emplace(1, Secret<KeyBytes>(random_key()));
  return ring;
}

Result<KeyRing> KeyRing::parse(std::string_view text) {
  KeyRing ring;
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    JIUM_TRY(auto line, parse_line(text.substr(0, end)));
    if (!ring.keys_.insert(std::move(line)).second) return damaged();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (ring.keys_.empty()) return key_file_fault("is not a key file of jium");
  return ring;
}

std::string KeyRing::text() const {
  std::string text;
  for (const auto& [generation, key] : keys_) {
    text += std::string(kWords) + std::to_string(generation) + ' ' +
            to_hex({key.reveal().data(), key.reveal().size()}) + '\n';
  }
  return text;
}

Result<KeyRing> KeyRing::read(const std::string& path) {
  struct stat status {};
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return key_file_fault("cannot be read: check its owner and mode");
  std::array<char, kMostBytes> buffer{};
  const ssize_t length = ::read(descriptor, buffer.data(), buffer.size());
  const int known = ::fstat(descriptor, &status);
  ::close(descriptor);
  if (known != 0 || (status.st_mode & 077) != 0) return key_file_fault("can be read by others: chmod 600 it");
  if (length < 0 || static_cast<std::size_t>(length) == buffer.size()) return damaged();
  auto ring = parse({buffer.data(), static_cast<std::size_t>(length)});
  sodium_memzero(buffer.data(), buffer.size());
  return ring;
}

Result<KeyRing> KeyRing::make(const std::string& path) {
  KeyRing ring = random();
  const std::string beside = unnamed(path);
  const bool written = write_synced(beside, ring.text());
  const bool named = written && ::link(beside.c_str(), path.c_str()) == 0;
  const bool was_second = written && !named && errno == EEXIST;
  ::unlink(beside.c_str());
  if (was_second) return read(path);
  if (!named || !sync_folder_of(path)) return cannot_be_made();
  return ring;
}

Result<void> KeyRing::replace(const std::string& path) const {
  const std::string beside = unnamed(path);
  if (write_synced(beside, text()) && ::rename(beside.c_str(), path.c_str()) == 0 && sync_folder_of(path))
    return {};
  ::unlink(beside.c_str());
  return cannot_be_made();
}

const KeyBytes* KeyRing::find(Generation generation) const {
  const auto found = keys_.find(generation);
  return found == keys_.end() ? nullptr : &found->second.reveal();
}

KeyRing KeyRing::with_next() const {
  KeyRing more = *this;
  more.keys_.emplace(newest() + 1, Secret<KeyBytes>(random_key()));
  return more;
}

KeyRing KeyRing::with_only(Generation generation) const {
  KeyRing one;
  if (const auto found = keys_.find(generation); found != keys_.end()) one.keys_.insert(*found);
  return one;
}

}  // namespace jium::store
