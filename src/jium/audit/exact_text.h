// Reads a text that can be written in one way only. Each step says whether it succeeded; after the first that
// did not, nothing more is read. For formats in which a byte that may vary would be a byte that nobody
// checks.
#pragma once

#include <cstdint>
#include <string_view>

#include "jium/audit/sha256.h"

namespace jium::audit {

class ExactText {
 public:
  explicit ExactText(std::string_view text) : rest_(text) {}

  // Exactly these characters.
  bool skip(std::string_view expected);
  // Decimal, without a sign or leading zeros, up to kLargestTree.
  bool number(std::uint64_t& value);
  // 64 lower-case hexadecimal digits.
  bool hash(Hash& value);
  // Up to `end`, which is passed over; not empty.
  bool until(char end, std::string_view& value);
  // The rest but for `tail`, with which it must end; not empty.
  bool all_but(std::string_view tail, std::string_view& value);

  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] bool ended() const { return good_ && rest_.empty(); }

 private:
  bool fail();

  std::string_view rest_;
  bool good_ = true;
};

[[nodiscard]] bool all_of(std::string_view text, std::string_view characters);

// The standard base 64 of RFC 4648 section 4, with padding. Malformed for any other spelling of the bytes.
[[nodiscard]] std::string to_base64(ByteView bytes);
[[nodiscard]] Result<Bytes> from_base64(std::string_view text);

}  // namespace jium::audit
