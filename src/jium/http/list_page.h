// The pages of a list in a request and in its answer: ?after= and ?limit=, and `next`, which is the cursor of
// the page that follows, or nothing when there is none. A cursor is not to be read by anybody.
#pragma once

#include <optional>
#include <string>

#include "jium/http/route.h"
#include "jium/store/list_page.h"

namespace jium::http {

// Malformed for a cursor that is none, and unless the limit is 1 to 1,000. One more row than was asked for is
// looked for, which says whether there is another page.
[[nodiscard]] Result<store::ListPage> list_page(const Request& request);
[[nodiscard]] std::string cursor_of(const store::ListPlace& place);

// Cuts the row too many off; the cursor when there was one.
template <class List, class PlaceOf>
[[nodiscard]] std::optional<std::string> cut_page(List& list, const store::ListPage& page, PlaceOf place_of) {
  const auto asked = static_cast<std::size_t>(page.limit - 1);
  if (list.size() <= asked) return std::nullopt;
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(asked), list.end());
  return cursor_of(place_of(list.back()));
}

}  // namespace jium::http
