#include "jium/http/list_page.h"

#include <charconv>
#include <string_view>

namespace jium::http {
namespace {

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<store::ListPage> list_page(const Request& request) {
  store::ListPage page;
  if (const std::string* given = request.query("limit")) {
    const auto limit = number_in(*given);
    if (!limit || *limit < 1 || *limit > store::kLongestPage)
      return fault(FaultKind::malformed, "a page has 1 to 1,000 entries");
    page.limit = static_cast<int>(*limit);
  }
  ++page.limit;
  if (const std::string* given = request.query("after")) {
    const std::string_view cursor = *given;
    const auto dot = cursor.find('.');
    const auto at = number_in(cursor.substr(0, dot));
    const auto id = dot == std::string_view::npos ? std::nullopt : number_in(cursor.substr(dot + 1));
    if (!at || !id)
      return fault(FaultKind::malformed,
                   "the query parameter after is the `next` of the page before, as it was given");
    page.after = {*at, *id};
  }
  return page;
}

std::string cursor_of(const store::ListPlace& place) {
  return std::to_string(place.at) + "." + std::to_string(place.id);
}

}  // namespace jium::http
