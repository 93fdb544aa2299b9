// Reading answers without exceptions: what is not there reads as nothing, which no expectation accepts.
// `at` is a JSON pointer (RFC 6901): "/request/state".
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "jium/base/result.h"

namespace jium::peers {

[[nodiscard]] Result<boost::json::value> parse_json(std::string_view text);

[[nodiscard]] std::string text_at(const boost::json::value& value, std::string_view at);  // "" when none
[[nodiscard]] std::optional<std::int64_t> number_at(const boost::json::value& value, std::string_view at);
[[nodiscard]] bool flag_at(const boost::json::value& value, std::string_view at);  // false when none
[[nodiscard]] const boost::json::array& list_at(const boost::json::value& value,
                                                std::string_view at);  // empty

}  // namespace jium::peers
