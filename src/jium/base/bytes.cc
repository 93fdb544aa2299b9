#include "jium/base/bytes.h"

#include <sodium.h>

namespace jium {

ByteView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view text_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string to_hex(ByteView bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

Result<Bytes> from_hex(std::string_view text) {
  Bytes bytes(text.size() / 2);
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed =
      sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &end);
  if (failed != 0 || text.size() % 2 != 0 || end != text.data() + text.size()) {
    return fault(FaultKind::malformed, "not hexadecimal digits in pairs");
  }
  return bytes;
}

Bytes random_bytes(std::size_t count) {
  Bytes bytes(count);
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

}  // namespace jium
