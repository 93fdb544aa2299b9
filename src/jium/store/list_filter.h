// A filter of a list by words of a closed set, for a `where`: the words are enumerators, so that they can
// stand in the statement as they are.
#pragma once

#include <string>
#include <vector>

#include "jium/base/enum_text.h"

namespace jium::store {

// " and COLUMN in ('one', 'two')"; nothing when no word is given.
template <DescribedEnum E>
[[nodiscard]] std::string one_of(const char* column, const std::vector<E>& words) {
  std::string list;
  for (const E word : words) list += (list.empty() ? "'" : ", '") + std::string(to_text(word)) + "'";
  return list.empty() ? list : " and " + std::string(column) + " in (" + list + ")";
}

}  // namespace jium::store
