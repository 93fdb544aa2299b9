#include "jium/registry/folded_text.h"

#include <algorithm>

#include "jium/registry/web_address.h"

namespace jium::registry {
namespace {

constexpr std::string_view kAfterScheme = "://";
constexpr std::string_view kUnread = "(an address)";

bool ends_address(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>' || c == '\x7f';
}

bool is_scheme_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
         c == '.';
}

}  // namespace

std::string folded_text(std::string_view text) {
  std::string folded;
  for (std::size_t at = text.find(kAfterScheme); at != std::string_view::npos; at = text.find(kAfterScheme)) {
    std::size_t begin = at;
    while (begin > 0 && is_scheme_letter(text[begin - 1])) --begin;
    const auto stop = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), ends_address);
    const auto end = static_cast<std::size_t>(stop - text.begin());
    const auto address = WebAddress::parse(text.substr(begin, end - begin));
    folded += text.substr(0, begin);
    folded += address ? address->folded() : std::string(kUnread);
    text.remove_prefix(end);
  }
  return folded += text;
}

}  // namespace jium::registry
