// Filters of a list in the query: words with commas between, and yes or no.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/enum_text.h"
#include "jium/http/request.h"

namespace jium::http {

// Malformed for a word that is none of them. Empty when it was not given.
template <DescribedEnum E>
[[nodiscard]] Result<std::vector<E>> words_of(const Request& request, std::string_view name) {
  std::vector<E> words;
  const std::string* given = request.query(name);
  if (given == nullptr) return words;
  std::string_view rest = *given;
  for (;;) {
    const auto comma = rest.find(',');
    JIUM_TRY(const E word, parse_enum<E>(name, rest.substr(0, comma)));
    words.push_back(word);
    if (comma == std::string_view::npos) return words;
    rest.remove_prefix(comma + 1);
  }
}

// Nothing when it was not given.
[[nodiscard]] inline Result<std::optional<bool>> flag_of(const Request& request, std::string_view name) {
  const std::string* given = request.query(name);
  if (given == nullptr) return std::optional<bool>();
  if (*given == "true" || *given == "false") return std::optional<bool>(*given == "true");
  return fault(FaultKind::malformed, "the query parameter " + std::string(name) + " is true or false");
}

}  // namespace jium::http
