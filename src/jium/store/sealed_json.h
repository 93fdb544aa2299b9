// Composite values that are sealed as one text: JSON objects by the names of a described struct's members.
// Read back strictly: every member there, of its type, and none besides.
#pragma once

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "jium/base/result.h"

namespace jium::store {

template <class Described>
[[nodiscard]] std::string write_json(const Described& value) {
  return boost::json::serialize(boost::json::value_from(value));
}

template <class Described>
[[nodiscard]] Result<Described> read_json(std::string_view text) {
  boost::json::error_code failed;
  const boost::json::value parsed =
      boost::json::parse(boost::json::string_view(text.data(), text.size()), failed);
  if (!failed) {
    if (auto value = boost::json::try_value_to<Described>(parsed)) return std::move(*value);
  }
  return fault(FaultKind::internal, "a sealed record has another form than this version of jium writes");
}

}  // namespace jium::store
