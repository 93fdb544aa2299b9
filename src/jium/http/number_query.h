// A number of the query: a cursor, a limit.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "jium/http/request.h"

namespace jium::http {

// `otherwise` when it was not given. Malformed, naming it, when it is not a number from 0 on.
[[nodiscard]] inline Result<std::int64_t> number_of(const Request& request, std::string_view name,
                                                    std::int64_t otherwise) {
  const std::string* text = request.query(name);
  if (text == nullptr) return otherwise;
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (failed != std::errc() || end != text->data() + text->size() || number < 0)
    return fault(FaultKind::malformed, "the query parameter " + std::string(name) + " is a number");
  return number;
}

}  // namespace jium::http
