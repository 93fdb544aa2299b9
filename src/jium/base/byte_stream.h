// Numbers to bytes and back, for records that cross a process border or lie in a file: little-endian, no
// padding. The reader takes bytes of strangers: it never reads past the end, and one question at the end
// tells whether all was well.
#pragma once

#include <array>
#include <cstdint>

#include "jium/base/bytes.h"

namespace jium {

class ByteWriter {
 public:
  // The lowest `width` bytes of it, 1 to 8.
  void number(std::uint64_t value, std::size_t width);
  void bytes(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  // Its length in four bytes, then the bytes.
  void section(ByteView bytes);
  [[nodiscard]] Bytes take() { return std::move(bytes_); }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

 private:
  Bytes bytes_;
};

// After the first thing that was wrong everything that is read is zero or empty.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : left_(bytes) {}

  [[nodiscard]] std::uint64_t number(std::size_t width);
  // From `least` to `most`, both included; anything else is wrong.
  [[nodiscard]] std::uint64_t number(std::size_t width, std::uint64_t least, std::uint64_t most);
  [[nodiscard]] ByteView bytes(std::size_t count);
  template <std::size_t Count>
  [[nodiscard]] std::array<std::uint8_t, Count> array() {
    std::array<std::uint8_t, Count> made{};
    const ByteView taken = bytes(Count);
    for (std::size_t i = 0; i < taken.size(); ++i) made[i] = taken[i];
    return made;
  }
  [[nodiscard]] ByteView section();
  // How many records of at least `each` bytes follow: wrong when there are more than `most`, or more than
  // what is left can hold, so that nobody makes room for what never comes.
  [[nodiscard]] std::size_t count(std::size_t width, std::size_t most, std::size_t each);

  void require(bool condition) { good_ = good_ && condition; }
  [[nodiscard]] bool good() const { return good_; }
  // All was well, and nothing is left.
  [[nodiscard]] bool finished() const { return good_ && left_.empty(); }

 private:
  ByteView left_;
  bool good_ = true;
};

}  // namespace jium
