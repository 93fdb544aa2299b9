// JSON to described structs and back, strictly: an unknown member, a missing one or one of another type is
// Malformed, in words that name the member's place and never repeat its value.
//
// A wire type is a struct of bool, int, std::int64_t, double, std::string, Exact, ids, described enums,
// Algorithm, Instant, other wire types, and std::optional and std::vector of these. JIUM_WIRE_ASK is for what
// comes in: its optional members may be left out. JIUM_WIRE_VIEW is for what goes out: absent optionals are
// null.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11.hpp>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/base/result.h"
#include "jium/fingerprint/fingerprint.h"

#define JIUM_WIRE_VIEW(Type, members)                      \
  BOOST_DESCRIBE_STRUCT(Type, (), members)                 \
  constexpr std::string_view wire_type_name(const Type*) { \
    return #Type;                                          \
  }                                                        \
  constexpr bool is_ask(const Type*) {                     \
    return false;                                          \
  }

#define JIUM_WIRE_ASK(Type, members)                       \
  BOOST_DESCRIBE_STRUCT(Type, (), members)                 \
  constexpr std::string_view wire_type_name(const Type*) { \
    return #Type;                                          \
  }                                                        \
  constexpr bool is_ask(const Type*) {                     \
    return true;                                           \
  }

namespace jium::http::wire {

// A text that is no free text: a secret, a digest, a key, an address. Whatever else is a std::string and
// comes in is refused when it holds something like a resident registration number, which nobody needs to
// remember to ask (casework/resident_number.h); such a number may stand by chance in 64 hexadecimal digits,
// and by intent in an address that has to be removed.
struct Exact {
  std::string text;
  operator const std::string&() const { return text; }
  operator std::string_view() const { return text; }
  friend bool operator==(const Exact&, const Exact&) = default;
};

template <class T>
concept WireStruct = requires(const T* type) { wire_type_name(type); };

template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

template <WireStruct T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

// `case` and `operator` are keywords of C++: such members are called the_case and site_operator.
[[nodiscard]] std::string_view member_name(std::string_view in_cpp);

// Why a value could not be read, and where it stands: "files[3].fingerprints[0].value". The place is put
// together on the way out of a failure only.
struct Unread {
  std::string place;
  std::string why;
};
template <class T>
using Read = tl::expected<T, Unread>;
[[nodiscard]] tl::unexpected<Unread> unread(std::string why);
[[nodiscard]] tl::unexpected<Unread> unread_in(const std::string& outer, Unread inner);
[[nodiscard]] Fault fault_of(const Unread& unread);

[[nodiscard]] Read<bool> read_bool(const boost::json::value& value);
[[nodiscard]] Read<std::int64_t> read_integer(const boost::json::value& value, std::int64_t least,
                                              std::int64_t most);
[[nodiscard]] Read<double> read_number(const boost::json::value& value);
// One line: no control character (U+0000 to U+001F, U+007F) has a place in anything that jium is told.
[[nodiscard]] Read<std::string> read_text(const boost::json::value& value);
// The same, and nothing like a resident registration number in it.
[[nodiscard]] Read<std::string> read_free_text(const boost::json::value& value);
[[nodiscard]] tl::unexpected<Unread> unknown_member(std::string_view name, const std::string& known);

template <class T>
[[nodiscard]] Read<T> read(const boost::json::value& value);

template <class T, class Parse>
[[nodiscard]] Read<T> read_word(const boost::json::value& value, Parse parse) {
  auto text = read_text(value);
  if (!text) return tl::unexpected(std::move(text).error());
  Result<T> parsed = parse(*text);
  if (!parsed) return unread(parsed.fault().what);
  return *std::move(parsed);
}

template <class Element>
[[nodiscard]] Read<std::vector<Element>> read_array(const boost::json::value& value) {
  if (!value.is_array()) return unread("an array is needed");
  std::vector<Element> elements;
  elements.reserve(value.get_array().size());
  for (const boost::json::value& one : value.get_array()) {
    auto element = read<Element>(one);
    if (!element) return unread_in("[" + std::to_string(elements.size()) + "]", std::move(element).error());
    elements.push_back(*std::move(element));
  }
  return elements;
}

template <class Member>
[[nodiscard]] std::optional<Unread> read_member(const boost::json::object& object, std::string_view name,
                                                Member& into) {
  const boost::json::value* found = object.if_contains(boost::json::string_view(name.data(), name.size()));
  if (found == nullptr) {
    if constexpr (is_optional<Member>) return std::nullopt;
    return unread_in("." + std::string(name), Unread{"", "this member is missing"}).value();
  }
  auto member = read<Member>(*found);
  if (!member) return unread_in("." + std::string(name), std::move(member).error()).value();
  into = *std::move(member);
  return std::nullopt;
}

template <WireStruct T>
[[nodiscard]] std::optional<Unread> find_unknown_member(const boost::json::object& object) {
  for (const auto& pair : object) {
    bool known = false;
    std::string names;
    boost::mp11::mp_for_each<Members<T>>([&](auto described) {
      const std::string_view name = member_name(described.name);
      known = known || name == std::string_view(pair.key().data(), pair.key().size());
      names += (names.empty() ? "" : ", ") + std::string(name);
    });
    if (!known) return unknown_member({pair.key().data(), pair.key().size()}, names).value();
  }
  return std::nullopt;
}

template <WireStruct T>
[[nodiscard]] Read<T> read_struct(const boost::json::value& value) {
  if (!value.is_object()) return unread("an object is needed");
  const boost::json::object& object = value.get_object();
  if (auto unknown = find_unknown_member<T>(object)) return tl::unexpected(*std::move(unknown));
  T result;
  std::optional<Unread> failed;
  boost::mp11::mp_for_each<Members<T>>([&](auto described) {
    if (!failed) failed = read_member(object, member_name(described.name), result.*described.pointer);
  });
  if (failed) return tl::unexpected(*std::move(failed));
  return result;
}

template <class T>
Read<T> read(const boost::json::value& value) {
  if constexpr (std::is_same_v<T, bool>) {
    return read_bool(value);
  } else if constexpr (std::is_integral_v<T>) {
    return read_integer(value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max())
        .map([](std::int64_t number) { return static_cast<T>(number); });
  } else if constexpr (std::is_same_v<T, double>) {
    return read_number(value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return read_free_text(value);
  } else if constexpr (std::is_same_v<T, Exact>) {
    return read_text(value).map([](std::string text) { return Exact{std::move(text)}; });
  } else if constexpr (std::is_same_v<T, fingerprint::Algorithm>) {
    return read_word<T>(value, [](std::string_view text) { return fingerprint::parse_algorithm(text); });
  } else if constexpr (std::is_same_v<T, Instant>) {
    return read_word<T>(value, [](std::string_view text) { return parse_instant(text); });
  } else if constexpr (is_id<T>) {
    return read_word<T>(value, [](std::string_view text) { return T::parse(text); });
  } else if constexpr (DescribedEnum<T>) {
    return read_word<T>(value, [](std::string_view text) { return parse_enum<T>("word", text); });
  } else if constexpr (is_optional<T>) {
    if (value.is_null()) return T();
    return read<typename T::value_type>(value).map([](auto inner) { return T(std::move(inner)); });
  } else if constexpr (is_vector<T>) {
    return read_array<typename T::value_type>(value);
  } else {
    return read_struct<T>(value);
  }
}

// What a handler calls. Malformed, naming the member.
template <WireStruct T>
[[nodiscard]] Result<T> from_json(const boost::json::value& value) {
  auto result = read<T>(value);
  if (!result) return fault_of(result.error());
  return *std::move(result);
}

[[nodiscard]] boost::json::value text_value(std::string_view text);

template <class T>
[[nodiscard]] boost::json::value to_json(const T& value) {
  if constexpr (std::is_arithmetic_v<T>) {
    return boost::json::value(value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return text_value(value);
  } else if constexpr (std::is_same_v<T, Exact>) {
    return text_value(value.text);
  } else if constexpr (std::is_same_v<T, fingerprint::Algorithm>) {
    return text_value(fingerprint::name_of(value));
  } else if constexpr (std::is_same_v<T, Instant> || DescribedEnum<T>) {
    return text_value(to_text(value));
  } else if constexpr (is_id<T>) {
    return text_value(value.text());
  } else if constexpr (is_optional<T>) {
    return value ? to_json(*value) : boost::json::value(nullptr);
  } else if constexpr (is_vector<T>) {
    boost::json::array array;
    array.reserve(value.size());
    for (const auto& element : value) array.push_back(to_json(element));
    return array;
  } else {
    boost::json::object object;
    boost::mp11::mp_for_each<Members<T>>([&](auto described) {
      const std::string_view name = member_name(described.name);
      object[boost::json::string_view(name.data(), name.size())] = to_json(value.*described.pointer);
    });
    return object;
  }
}

}  // namespace jium::http::wire
