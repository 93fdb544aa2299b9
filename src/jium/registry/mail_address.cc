#include "jium/registry/mail_address.h"

#include <algorithm>

namespace jium::registry {
namespace {

constexpr std::size_t kLongest = 254;         // RFC 5321, 4.5.3.1.3, without the angle brackets
constexpr std::size_t kLongestLocal = 64;     // 4.5.3.1.1
constexpr std::ptrdiff_t kLongestName = 120;  // characters
constexpr std::string_view kRefused = "<>()[]\\,;:\"@";

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

bool is_dotted(std::string_view part) {
  return !part.empty() && part.front() != '.' && part.back() != '.' &&
         part.find("..") == std::string_view::npos;
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (text.size() > kLongest || at == std::string_view::npos) return false;
  const std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
  const bool plain_local = std::all_of(local.begin(), local.end(), [](char c) {
    return c > 0x20 && c < 0x7f && kRefused.find(c) == std::string_view::npos;
  });
  const bool plain_domain = std::all_of(domain.begin(), domain.end(),
                                        [](char c) { return is_letter_or_digit(c) || c == '-' || c == '.'; });
  return local.size() <= kLongestLocal && plain_local && plain_domain && is_dotted(local) &&
         is_dotted(domain);
}

bool is_mail_name(std::string_view text) {
  const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return !text.empty() && std::count_if(text.begin(), text.end(), starts_character) <= kLongestName &&
         std::none_of(text.begin(), text.end(), is_control) && text.find("=?") == std::string_view::npos;
}

}  // namespace jium::registry
