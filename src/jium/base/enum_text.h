// Enumerators and their text, from Boost.Describe: the name in the code is the word in the database, in the
// API and on the command line, so there is no second list to keep in step.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <string>
#include <string_view>

#include "jium/base/result.h"

namespace jium {

template <class E>
concept DescribedEnum = boost::describe::has_describe_enumerators<E>::value;

template <DescribedEnum E>
[[nodiscard]] std::string_view to_text(E value) {
  return boost::describe::enum_to_string(value, "unknown");
}

// "a, b, c": for messages and --help.
template <DescribedEnum E>
[[nodiscard]] std::string choices_of() {
  std::string list;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (!list.empty()) list += ", ";
    list += d.name;
  });
  return list;
}

template <DescribedEnum E>
[[nodiscard]] Result<E> parse_enum(std::string_view noun, std::string_view text) {
  Result<E> found =
      fault(FaultKind::malformed, "unknown " + std::string(noun) + ": use one of " + choices_of<E>());
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (text == d.name) found = d.value;
  });
  return found;
}

}  // namespace jium
