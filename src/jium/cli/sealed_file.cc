#include "jium/cli/sealed_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <utility>

namespace jium::cli {
namespace {

constexpr std::size_t kSum = 32;
constexpr std::size_t kAtOnce = std::size_t{1} << 20;

void begin(crypto_generichash_state& sum) {
  crypto_generichash_init(&sum, nullptr, 0, kSum);
}

void count(crypto_generichash_state& sum, std::string_view bytes) {
  crypto_generichash_update(&sum, bytes_of(bytes).data(), bytes.size());
}

std::string text_of_sum(crypto_generichash_state& sum) {
  std::array<std::uint8_t, kSum> made{};
  crypto_generichash_final(&sum, made.data(), made.size());
  return to_hex(made);
}

Fault cannot_write(const std::string& path) {
  return fault(FaultKind::outside, path + " cannot be written: is the disk full?");
}

}  // namespace

Seal seal_of_text(std::string_view text) {
  crypto_generichash_state sum;
  begin(sum);
  count(sum, text);
  return {text.size(), text_of_sum(sum)};
}

Result<Seal> seal_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fault(FaultKind::outside, path + " is not there, or cannot be read");
  std::string chunk(kAtOnce, '\0');
  Seal seal;
  crypto_generichash_state sum;
  begin(sum);
  while (file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || file.gcount() > 0) {
    const std::string_view read(chunk.data(), static_cast<std::size_t>(file.gcount()));
    count(sum, read);
    seal.size += read.size();
  }
  if (file.bad()) return fault(FaultKind::outside, path + " cannot be read to its end");
  seal.sum = text_of_sum(sum);
  return seal;
}

SealedFile::SealedFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {
  begin(sum_);
}

Result<SealedFile> SealedFile::create(const std::string& path) {
  const int descriptor =
      ::open((path + ".new").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return cannot_write(path);
  return SealedFile(path, descriptor);
}

SealedFile::SealedFile(SealedFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      waiting_(std::move(other.waiting_)),
      size_(other.size_),
      sum_(other.sum_) {}

SealedFile::~SealedFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> SealedFile::add(std::string_view bytes) {
  waiting_ += bytes;
  if (waiting_.size() >= kAtOnce) return flush();
  return {};
}

Result<void> SealedFile::flush() {
  count(sum_, waiting_);
  size_ += waiting_.size();
  ByteView rest = bytes_of(waiting_);
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return cannot_write(path_);
    rest = rest.subspan(static_cast<std::size_t>(written));
  }
  waiting_.clear();
  return {};
}

Result<Seal> SealedFile::finish() {
  JIUM_CHECK(flush());
  if (::fsync(descriptor_) != 0) return cannot_write(path_);
  if (std::rename((path_ + ".new").c_str(), path_.c_str()) != 0) return cannot_write(path_);
  return Seal{size_, text_of_sum(sum_)};
}

Result<Seal> write_sealed(const std::string& path, std::string_view text) {
  JIUM_TRY(SealedFile file, SealedFile::create(path));
  JIUM_CHECK(file.add(text));
  return file.finish();
}

}  // namespace jium::cli
