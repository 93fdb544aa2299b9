#include "jium/base/byte_stream.h"

namespace jium {

void ByteWriter::number(std::uint64_t value, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i) bytes_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void ByteWriter::section(ByteView section) {
  number(section.size(), 4);
  bytes(section);
}

ByteView ByteReader::bytes(std::size_t count) {
  require(count <= left_.size());
  if (!good_) return {};
  const ByteView taken = left_.first(count);
  left_ = left_.subspan(count);
  return taken;
}

std::uint64_t ByteReader::number(std::size_t width) {
  const ByteView taken = bytes(width);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < taken.size(); ++i) value |= std::uint64_t{taken[i]} << (8 * i);
  return value;
}

std::uint64_t ByteReader::number(std::size_t width, std::uint64_t least, std::uint64_t most) {
  const std::uint64_t value = number(width);
  require(value >= least && value <= most);
  return good_ ? value : 0;
}

ByteView ByteReader::section() {
  return bytes(static_cast<std::size_t>(number(4)));
}

std::size_t ByteReader::count(std::size_t width, std::size_t most, std::size_t each) {
  const std::uint64_t value = number(width);
  require(value <= most && value <= left_.size() / each);
  return good_ ? static_cast<std::size_t>(value) : 0;
}

}  // namespace jium
