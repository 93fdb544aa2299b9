// The memory that a segment lies in: pages of our own, large ones where the system has them, or a file's
// pages.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "jium/base/bytes.h"
#include "jium/base/result.h"

namespace jium::match {

class Block {
 public:
  Block() = default;
  // Zeroed and writable. Throws std::bad_alloc when there is no room.
  [[nodiscard]] static Block of_size(std::size_t size);
  // The whole file, to be read only. Outside when it cannot be opened or mapped, Missing when it is not
  // there.
  [[nodiscard]] static Result<Block> of_file(const std::string& path);

  Block(Block&& other) noexcept;
  Block& operator=(Block&& other) noexcept;
  ~Block();

  [[nodiscard]] std::uint8_t* data() const { return data_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] ByteView bytes() const { return {data_, size_}; }

 private:
  std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

// Writes the bytes as a new file (or over one of that name) and has them on the disk before it returns;
// Outside when that fails. The name itself is only lasting after sync_folder.
[[nodiscard]] Result<void> write_file(const std::string& path, ByteView bytes);
[[nodiscard]] Result<void> sync_folder(const std::string& folder);

}  // namespace jium::match
