#include "jium/match/segment_block.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <utility>

namespace jium::match {
namespace {

// Closes on every way out.
struct Descriptor {
  int number;
  explicit Descriptor(int opened) : number(opened) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

}  // namespace

Block Block::of_size(std::size_t size) {
  Block block;
  if (size == 0) return block;
  void* pages = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) throw std::bad_alloc();
  // A search touches hundreds of far-apart places: with pages of 2 MiB the processor keeps their addresses.
  if (size >= (std::size_t{2} << 20)) ::madvise(pages, size, MADV_HUGEPAGE);
  block.data_ = static_cast<std::uint8_t*>(pages);
  block.size_ = size;
  return block;
}

Result<Block> Block::of_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number < 0 && errno == ENOENT) return fault(FaultKind::missing, "the file is not there");
  if (file.number < 0) return fault(FaultKind::outside, "the file cannot be opened");
  struct stat facts {};
  if (::fstat(file.number, &facts) != 0 || !S_ISREG(facts.st_mode))
    return fault(FaultKind::outside, "not a plain file");
  Block block;
  if (facts.st_size == 0) return block;
  const auto size = static_cast<std::size_t>(facts.st_size);
  void* pages = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number, 0);
  if (pages == MAP_FAILED) return fault(FaultKind::outside, "the file cannot be mapped");
  block.data_ = static_cast<std::uint8_t*>(pages);
  block.size_ = size;
  return block;
}

Block::Block(Block&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Block& Block::operator=(Block&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

Block::~Block() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

Result<void> write_file(const std::string& path, ByteView bytes) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (file.number < 0) return fault(FaultKind::outside, "the index file cannot be made");
  while (!bytes.empty()) {
    const auto wrote = ::write(file.number, bytes.data(), std::min(bytes.size(), std::size_t{1} << 28));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return fault(FaultKind::outside, "the index file cannot be written");
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
  }
  if (::fsync(file.number) != 0) return fault(FaultKind::outside, "the index file does not reach the disk");
  return {};
}

Result<void> sync_folder(const std::string& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number < 0 || ::fsync(opened.number) != 0)
    return fault(FaultKind::outside, "the index folder does not reach the disk");
  return {};
}

}  // namespace jium::match
