#include "jium/removal/security_txt.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace jium::removal {
namespace {

struct Field {
  std::string name;  // in lower case
  std::string_view value;
};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::optional<Field> field_of(std::string_view line) {
  line = trimmed(line);
  if (line.starts_with("- ")) line.remove_prefix(2);  // dash-escaped, within a signature (RFC 9580, 7.2)
  const auto colon = line.find(':');
  if (line.starts_with('#') || colon == std::string_view::npos) return std::nullopt;
  std::string name(trimmed(line.substr(0, colon)));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return Field{std::move(name), trimmed(line.substr(colon + 1))};
}

template <class Visit>
void each_field(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (const auto field = field_of(text.substr(0, end))) visit(*field);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// The first of "Preferred-Languages: ko, en" that letters are written in.
Language first_language(std::string_view list) {
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    const std::string_view word = trimmed(list.substr(0, comma));
    if (const auto language = parse_enum<Language>("language", word.substr(0, word.find('-'))))
      return *language;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return Language::en;
}

std::optional<Channel> channel_of(std::string_view uri, Language language) {
  if (uri.starts_with("mailto:")) {
    const std::string_view mail = uri.substr(7, uri.find('?') - 7);
    return Channel{ChannelKind::mail, Secret<std::string>(std::string(mail)), language};
  }
  if (uri.starts_with("https://"))
    return Channel{ChannelKind::web_form, Secret<std::string>(std::string(uri)), language};
  return std::nullopt;  // telephones are for people, http is not for reports
}

}  // namespace

Result<Published> read_security_txt(std::string_view text, Instant now) {
  if (text.size() > kLongestSource) return fault(FaultKind::malformed, "the site's security.txt is too long");
  if (trimmed(text.substr(0, 200)).starts_with('<'))
    return fault(FaultKind::malformed, "the site has a page where its security.txt should be");
  Language language = Language::en;
  bool is_expired = false;
  each_field(text, [&](const Field& field) {
    if (field.name == "preferred-languages") language = first_language(field.value);
    if (field.name != "expires") return;
    // Hours from UTC are left away: a file that ends within the day is of no use anyway.
    const auto until = parse_instant(std::string(field.value.substr(0, 19)) + "Z");
    is_expired = is_expired || (until && *until < now);
  });
  Published published;
  if (is_expired) return published;
  each_field(text, [&](const Field& field) {
    if (field.name != "contact") return;
    if (auto channel = channel_of(field.value, language))
      add_contact(published, {Party::site_operator, *std::move(channel), ""});
  });
  return published;
}

}  // namespace jium::removal
