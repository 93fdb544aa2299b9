#include "jium/cli/list_file.h"

#include <algorithm>
#include <filesystem>
#include <istream>
#include <vector>

#include "jium/fingerprint/digests.h"

namespace jium::cli {
namespace {

constexpr std::size_t kAtOnce = std::size_t{1} << 18;

Fault cannot_read(const std::string& path) {
  return fault(FaultKind::outside, "the list cannot be read: " + path);
}

}  // namespace

// Hands the file's bytes on and digests them as they pass.
class ListFile::Buffer final : public std::streambuf {
 public:
  explicit Buffer(const std::string& path) : file_(path, std::ios::binary), chunk_(kAtOnce) {}

  [[nodiscard]] bool is_open() const { return file_.is_open(); }
  [[nodiscard]] bool is_bad() const { return file_.bad(); }
  [[nodiscard]] std::uint64_t read_so_far() const { return read_; }
  [[nodiscard]] Result<std::string> digest() {
    JIUM_TRY(const auto digests, digester_.finish());
    return digests.back().hex();
  }
  // The next bytes, none at the end.
  std::size_t fill() {
    file_.read(chunk_.data(), static_cast<std::streamsize>(chunk_.size()));
    const auto size = static_cast<std::size_t>(file_.gcount());
    digester_.add(bytes_of({chunk_.data(), size}));
    read_ += size;
    return size;
  }

 private:
  int_type underflow() override {
    const std::size_t size = fill();
    if (size == 0) return traits_type::eof();
    setg(chunk_.data(), chunk_.data(), chunk_.data() + size);
    return traits_type::to_int_type(*gptr());
  }

  std::ifstream file_;
  std::vector<char> chunk_;
  std::uint64_t read_ = 0;
  fingerprint::Digester digester_;
};

ListFile::ListFile(std::string path, std::uint64_t size, std::shared_ptr<Buffer> buffer)
    : path_(std::move(path)), size_(size), buffer_(std::move(buffer)) {}

Result<ListFile> ListFile::open(const std::string& path) {
  std::error_code failed;
  // A stream opens a folder happily and throws when it is read.
  if (!std::filesystem::is_regular_file(path, failed)) return cannot_read(path);
  const std::uintmax_t size = std::filesystem::file_size(path, failed);
  auto buffer = std::make_shared<Buffer>(path);
  if (failed || !buffer->is_open()) return cannot_read(path);
  return ListFile(path, size, std::move(buffer));
}

Result<void> ListFile::read(const Visit& visit) {
  std::istream lines(buffer_.get());
  Result<void> visited;
  auto read = exchange::read_hash_list(lines, [&](exchange::ListedFile file) {
    if (visited) visited = visit(std::move(file));
  });
  if (!visited) return visited;
  if (!read) return Fault(std::move(read).fault()).within(path_);
  if (buffer_->is_bad()) return cannot_read(path_);
  return {};
}

int ListFile::per_cent() const {
  return size_ == 0 ? 100 : static_cast<int>(std::min(buffer_->read_so_far(), size_) * 100 / size_);
}

Result<std::string> ListFile::digest() {
  while (buffer_->fill() > 0) {  // whatever was left unread
  }
  if (buffer_->is_bad()) return cannot_read(path_);
  return buffer_->digest();
}

Result<std::string> digest_of_list(const std::string& path) {
  JIUM_TRY(ListFile list, ListFile::open(path));
  return list.digest();
}

}  // namespace jium::cli
