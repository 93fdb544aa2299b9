#include "jium/cli/witness_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "jium/base/text_file.h"

namespace jium::cli {
namespace {

Fault cannot_write() {
  return fault(FaultKind::outside, "the witness's state cannot be written: check its folder, mode and disk");
}

bool write_through(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0;
}

// The name of a file lasts only when its folder is on the disk too.
bool sync_folder_of(const std::string& path) {
  const std::string folder = std::filesystem::absolute(path).parent_path().string();
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return synced;
}

Result<void> write_new(const std::string& path, std::string_view text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor < 0) return cannot_write();
  const bool written = write_through(descriptor, text);
  ::close(descriptor);
  if (!written) return cannot_write();
  return {};
}

}  // namespace

Result<void> WitnessFile::begin(const std::string& path, const audit::WitnessState& state) {
  if (std::filesystem::exists(path))
    return fault(FaultKind::conflict, path + " is there already: a witness begins once and does not forget");
  JIUM_CHECK(write_new(path, write_witness_state(state)));
  if (!sync_folder_of(path)) return cannot_write();
  return {};
}

Result<WitnessFile> WitnessFile::open(const std::string& path) {
  // Beside the state, which is another file after each change.
  const std::string lock_path = path + ".lock";
  const int lock = ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return cannot_write();
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return fault(FaultKind::busy, "another jium is cosigning with this state: try again");
  }
  auto text = read_text_file(path);
  auto state = text ? audit::read_witness_state(*text) : Result<audit::WitnessState>(std::move(text).fault());
  if (!state) {
    ::close(lock);
    return Fault(std::move(state).fault()).within("reading the witness's state");
  }
  return WitnessFile(path, lock, std::move(*state));
}

WitnessFile::WitnessFile(WitnessFile&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)), state_(std::move(other.state_)) {}

WitnessFile::~WitnessFile() {
  if (lock_ >= 0) ::close(lock_);
}

Result<void> WitnessFile::replace(const audit::WitnessState& state) {
  const std::string next = path_ + ".new";
  // What a killed process left behind was never the state.
  std::error_code ignored;
  std::filesystem::remove(next, ignored);
  JIUM_CHECK(write_new(next, write_witness_state(state)));
  if (std::rename(next.c_str(), path_.c_str()) != 0 || !sync_folder_of(path_)) return cannot_write();
  state_ = state;
  return {};
}

}  // namespace jium::cli
