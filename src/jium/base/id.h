// Ids: 60 random bits, one type a noun, so that a case can never be handed where footage is meant.
// Text form: the noun's letter and three groups of Crockford's base 32, "F-7K3M-9QX2-PD4T": short
// enough to read over the telephone, without I, L, O, U; either case and no dashes are accepted.
// Random, so that an id says nothing about how many there are or when it was given.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "jium/base/result.h"

namespace jium {

namespace id_text {
[[nodiscard]] std::string write(char letter, std::uint64_t value);
[[nodiscard]] Result<std::uint64_t> read(char letter, std::string_view noun, std::string_view text);
[[nodiscard]] std::uint64_t random_value();
}  // namespace id_text

// Tag: struct with `static constexpr char letter` and `static constexpr std::string_view noun`.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::uint64_t value) : value_(value) {}

  [[nodiscard]] static Id random() { return Id(id_text::random_value()); }
  [[nodiscard]] static Result<Id> parse(std::string_view text) {
    JIUM_TRY(const std::uint64_t value, id_text::read(Tag::letter, Tag::noun, text));
    return Id(value);
  }

  [[nodiscard]] constexpr std::uint64_t value() const { return value_; }
  [[nodiscard]] constexpr bool empty() const { return value_ == 0; }
  [[nodiscard]] std::string text() const { return id_text::write(Tag::letter, value_); }

  friend constexpr auto operator<=>(const Id&, const Id&) = default;

 private:
  std::uint64_t value_ = 0;
};

}  // namespace jium

template <class Tag>
struct std::hash<jium::Id<Tag>> {
  std::size_t operator()(const jium::Id<Tag>& id) const noexcept {
    return std::hash<std::uint64_t>{}(id.value());
  }
};
