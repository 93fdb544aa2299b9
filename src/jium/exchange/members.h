// Reads the members of one JSON object strictly: each that is needed is there, of its type and in its one
// spelling, and there is none besides.
#pragma once

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/base/enum_text.h"

namespace jium::exchange {

[[nodiscard]] inline boost::json::string_view name(std::string_view text) {
  return {text.data(), text.size()};
}
[[nodiscard]] inline boost::json::string text_value(std::string_view text) {
  return boost::json::string(text.data(), text.size());
}

// Reads the members of one object; the first that is not as it should be is told by finish().
class Members {
 public:
  explicit Members(const boost::json::value& value) : object_(value.if_object()) {
    if (object_ == nullptr) refuse("an object is needed");
  }

  // Null where the member is absent or null.
  const boost::json::value* find(std::string_view member) {
    ++known_;
    if (object_ == nullptr) return nullptr;
    const boost::json::value* value = object_->if_contains(name(member));
    if (value == nullptr) --known_;
    return value == nullptr || value->is_null() ? nullptr : value;
  }
  std::string text(std::string_view member) {
    const boost::json::value* value = find(member);
    if (value == nullptr || !value->is_string() || value->get_string().size() > kLongest) {
      refuse(member);
      return {};
    }
    return std::string(value->get_string());
  }
  std::uint64_t number(std::string_view member) {
    const boost::json::value* value = find(member);
    // Numbers that every reader of JSON can hold (RFC 8259, section 6).
    constexpr std::int64_t kMost = (std::int64_t{1} << 53) - 1;
    boost::json::error_code failed;
    const auto number = value == nullptr || !value->is_number() ? -1 : value->to_number<std::int64_t>(failed);
    if (failed || number < 0 || number > kMost || value->is_double()) {
      refuse(member);
      return 0;
    }
    return static_cast<std::uint64_t>(number);
  }
  template <class T, class Parse>
  T parsed(std::string_view member, Parse parse) {
    Result<T> value = parse(text(member));
    if (!value) {
      refuse(member);
      return T{};
    }
    return *std::move(value);
  }
  template <class Enum>
  Enum word(std::string_view member) {
    return parsed<Enum>(member, [](const std::string& text) { return parse_enum<Enum>("word", text); });
  }
  template <std::size_t Size>
  std::array<std::uint8_t, Size> hex(std::string_view member) {
    return parsed<std::array<std::uint8_t, Size>>(
        member, [](const std::string& text) -> Result<std::array<std::uint8_t, Size>> {
          JIUM_TRY(const Bytes bytes, from_hex(text));
          std::array<std::uint8_t, Size> value{};
          // One spelling only: what is hashed is written anew from the value.
          if (bytes.size() != Size || to_hex(bytes) != text)
            return fault(FaultKind::malformed, "lower-case hexadecimal of another length");
          std::copy(bytes.begin(), bytes.end(), value.begin());
          return value;
        });
  }
  void refuse(std::string_view member) {
    if (wrong_.empty()) wrong_ = member;
  }
  [[nodiscard]] Result<void> finish() const {
    if (!wrong_.empty())
      return fault(FaultKind::malformed, "a feed has another form: \"" + wrong_ + "\" is missing or wrong");
    if (object_->size() != known_) return fault(FaultKind::malformed, "a feed has a member too many");
    return {};
  }

 private:
  static constexpr std::size_t kLongest = 4U << 20U;
  const boost::json::object* object_;
  std::size_t known_ = 0;
  std::string wrong_;
};

}  // namespace jium::exchange
