#include "peers/json_at.h"

namespace jium::peers {
namespace {

namespace json = boost::json;

const json::value* find(const json::value& value, std::string_view at) {
  boost::system::error_code problem;
  return value.find_pointer(at, problem);
}

}  // namespace

Result<json::value> parse_json(std::string_view text) {
  boost::system::error_code problem;
  json::value value = json::parse(text, problem);
  if (problem) return fault(FaultKind::malformed, "an answer is not one JSON document");
  return value;
}

std::string text_at(const json::value& value, std::string_view at) {
  const json::value* const found = find(value, at);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

std::optional<std::int64_t> number_at(const json::value& value, std::string_view at) {
  const json::value* const found = find(value, at);
  boost::system::error_code problem;
  if (found == nullptr || !found->is_number()) return std::nullopt;
  const auto number = found->to_number<std::int64_t>(problem);
  return problem ? std::nullopt : std::optional(number);
}

bool flag_at(const json::value& value, std::string_view at) {
  const json::value* const found = find(value, at);
  return found != nullptr && found->is_bool() && found->as_bool();
}

const json::array& list_at(const json::value& value, std::string_view at) {
  static const json::array kNone;
  const json::value* const found = find(value, at);
  return found != nullptr && found->is_array() ? found->as_array() : kNone;
}

}  // namespace jium::peers
