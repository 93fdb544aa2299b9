#include "jium/audit/exact_text.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>

#include "jium/audit/merkle.h"

namespace jium::audit {

bool ExactText::fail() {
  good_ = false;
  return false;
}

bool ExactText::skip(std::string_view expected) {
  if (!good_ || !rest_.starts_with(expected)) return fail();
  rest_.remove_prefix(expected.size());
  return true;
}

bool ExactText::number(std::uint64_t& value) {
  if (!good_) return false;
  const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
  const auto digits = static_cast<std::size_t>(end - rest_.data());
  if (error != std::errc{} || value > kLargestTree || (digits > 1 && rest_.front() == '0')) return fail();
  rest_.remove_prefix(digits);
  return true;
}

bool ExactText::hash(Hash& value) {
  const std::string_view digits = rest_.substr(0, 2 * value.size());
  if (!good_ || digits.size() != 2 * value.size() || !all_of(digits, "0123456789abcdef")) return fail();
  std::ranges::copy(*from_hex(digits), value.begin());
  rest_.remove_prefix(digits.size());
  return true;
}

bool ExactText::until(char end, std::string_view& value) {
  const std::size_t length = rest_.find(end);
  if (!good_ || length == std::string_view::npos || length == 0) return fail();
  value = rest_.substr(0, length);
  rest_.remove_prefix(length + 1);
  return true;
}

bool ExactText::all_but(std::string_view tail, std::string_view& value) {
  if (!good_ || !rest_.ends_with(tail) || rest_.size() == tail.size()) return fail();
  value = rest_.substr(0, rest_.size() - tail.size());
  rest_ = {};
  return true;
}

bool all_of(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

std::string to_base64(ByteView bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

Result<Bytes> from_base64(std::string_view text) {
  Bytes bytes(text.size() / 4 * 3 + 3);
  std::size_t length = 0;
  const int failed = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length,
                                       nullptr, sodium_base64_VARIANT_ORIGINAL);
  bytes.resize(failed == 0 ? length : 0);
  if (failed != 0 || to_base64(bytes) != text) return fault(FaultKind::malformed, "this is not base 64");
  return bytes;
}

}  // namespace jium::audit
