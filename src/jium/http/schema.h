// JSON Schema (draft 2020-12, as OpenAPI 3.1 has it) of wire types, from the same descriptions that read and
// write them.
#pragma once

#include <boost/json/value.hpp>
#include <string_view>

#include "jium/http/wire.h"

namespace jium::http {

namespace schema {
[[nodiscard]] boost::json::object of_type(std::string_view type);
[[nodiscard]] boost::json::object of_text(std::string_view format_or_description, bool is_format);
[[nodiscard]] boost::json::object of_id(char letter, std::string_view noun);
[[nodiscard]] boost::json::object or_null(boost::json::object schema);
[[nodiscard]] boost::json::object reference(std::string_view name);
}  // namespace schema

// Collects the structs that were asked for, each once, by name.
class SchemaBook {
 public:
  // The schema itself, or a reference to a struct's.
  template <class T>
  [[nodiscard]] boost::json::object of() {
    if constexpr (std::is_same_v<T, bool>) {
      return schema::of_type("boolean");
    } else if constexpr (std::is_integral_v<T>) {
      return schema::of_type("integer");
    } else if constexpr (std::is_same_v<T, double>) {
      return schema::of_type("number");
    } else if constexpr (std::is_same_v<T, std::string>) {
      return schema::of_type("string");
    } else if constexpr (std::is_same_v<T, wire::Exact>) {
      return schema::of_text("taken exactly as it is: a secret, a digest, a key or an address", false);
    } else if constexpr (std::is_same_v<T, Instant>) {
      return schema::of_text("date-time", true);
    } else if constexpr (std::is_same_v<T, fingerprint::Algorithm>) {
      return of_algorithm();
    } else if constexpr (wire::is_id<T>) {
      return of_id_type(T());
    } else if constexpr (DescribedEnum<T>) {
      return of_enum<T>();
    } else if constexpr (wire::is_optional<T>) {
      return schema::or_null(of<typename T::value_type>());
    } else if constexpr (wire::is_vector<T>) {
      boost::json::object array = schema::of_type("array");
      array["items"] = of<typename T::value_type>();
      return array;
    } else {
      return of_struct<T>();
    }
  }

  [[nodiscard]] const boost::json::object& structs() const { return structs_; }

 private:
  [[nodiscard]] static boost::json::object words(boost::json::array list);
  [[nodiscard]] static boost::json::object of_algorithm();

  template <class Tag>
  [[nodiscard]] static boost::json::object of_id_type(Id<Tag>) {
    return schema::of_id(Tag::letter, Tag::noun);
  }

  template <class E>
  [[nodiscard]] static boost::json::object of_enum() {
    boost::json::array list;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto described) { list.emplace_back(described.name); });
    return words(std::move(list));
  }

  template <wire::WireStruct T>
  [[nodiscard]] boost::json::object of_struct() {
    constexpr std::string_view type = wire_type_name(static_cast<const T*>(nullptr));
    const boost::json::string_view name(type.data(), type.size());
    if (structs_.contains(name)) return schema::reference(type);
    boost::json::object properties;
    boost::json::array required;
    boost::mp11::mp_for_each<wire::Members<T>>([&](auto described) {
      using Member = std::remove_cvref_t<decltype(std::declval<T>().*described.pointer)>;
      const std::string_view member = wire::member_name(described.name);
      properties[boost::json::string_view(member.data(), member.size())] = of<Member>();
      const bool may_be_left_out = wire::is_optional<Member> && is_ask(static_cast<const T*>(nullptr));
      if (!may_be_left_out) required.emplace_back(boost::json::string_view(member.data(), member.size()));
    });
    add_struct(type, std::move(properties), std::move(required));
    return schema::reference(type);
  }

  void add_struct(std::string_view name, boost::json::object properties, boost::json::array required);

  boost::json::object structs_;
};

// What a route holds of a type: how to describe it.
using SchemaOf = boost::json::object (*)(SchemaBook&);
template <wire::WireStruct T>
[[nodiscard]] boost::json::object schema_of(SchemaBook& book) {
  return book.of<T>();
}

}  // namespace jium::http
