#include "jium/removal/form_recipe.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <charconv>

namespace jium::removal {
namespace {

constexpr std::size_t kLongest = std::size_t{64} << 10;  // of a recipe, bytes
constexpr std::size_t kMostFields = 40, kMostWords = 20, kLongestName = 100, kLongestWords = 200;
constexpr Duration kLeastSpacing = std::chrono::seconds{1}, kMostSpacing = std::chrono::hours{24};
constexpr std::array<std::string_view, 9> kKeys{"id",     "page",         "action",  "method", "field",
                                                "tokens", "confirmation", "refusal", "spacing"};
constexpr std::array<std::string_view, 3> kFieldKeys{"name", "fill", "value"};

Fault wrong(std::string_view key, std::string_view what) {
  return fault(FaultKind::malformed, "form recipe: " + std::string(key) + " " + std::string(what));
}

template <std::size_t N>
Result<void> knows(const toml::table& table, const std::array<std::string_view, N>& keys) {
  for (const auto& [key, node] : table) {
    if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
      return wrong(key.str(), "is not a part of a form recipe");
  }
  return {};
}

bool is_plain(std::string_view text, std::size_t most) {
  const auto is_control = [](char one) { return static_cast<unsigned char>(one) < 0x20 || one == 0x7f; };
  return !text.empty() && text.size() <= most && std::none_of(text.begin(), text.end(), is_control);
}

bool is_slug(std::string_view text) {
  const auto fits = [](char one) {
    return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '-';
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

Result<std::string> text(const toml::table& table, std::string_view key) {
  const auto value = table[key].value_exact<std::string>();
  if (!value || value->empty()) return wrong(key, "is missing");
  return *value;
}

Result<registry::WebAddress> address(const toml::table& table, std::string_view key) {
  JIUM_TRY(const std::string written, text(table, key));
  const auto parsed = registry::WebAddress::parse(written);
  if (!parsed) return wrong(key, "is not a web address");
  const bool here = parsed->host() == "127.0.0.1" || parsed->host() == "::1";
  if (parsed->scheme() != "https" && !here)
    return wrong(key, "must be https: it carries the address of footage");
  return *parsed;
}

Result<std::vector<std::string>> list(const toml::table& table, std::string_view key, std::size_t longest) {
  std::vector<std::string> values;
  if (!table.contains(key)) return values;
  const toml::array* array = table[key].as_array();
  if (array == nullptr || array->empty() || array->size() > kMostWords)
    return wrong(key, "is a list of 1 to 20 texts");
  for (const toml::node& node : *array) {
    const auto value = node.value_exact<std::string>();
    if (!value || !is_plain(*value, longest)) return wrong(key, "holds something that is no short text");
    if (std::find(values.begin(), values.end(), *value) != values.end())
      return wrong(key, "says a thing twice");
    values.push_back(*value);
  }
  return values;
}

Result<FormField> read_field(const toml::table& table) {
  JIUM_CHECK(knows(table, kFieldKeys));
  FormField field;
  JIUM_TRY(field.name, text(table, "name"));
  if (!is_plain(field.name, kLongestName)) return wrong("name", "of a field is too long, or not one line");
  if (table.contains("fill") == table.contains("value"))
    return wrong("field " + field.name, "is filled (fill) or has the same words each time (value): say one");
  if (table.contains("value")) {
    const auto value = table["value"].value_exact<std::string>();
    if (!value || value->size() > 2000)
      return wrong("field " + field.name, "has a value that is no short text");
    field.fixed = *value;
    return field;
  }
  JIUM_TRY(const std::string word, text(table, "fill"));
  const auto fill = parse_enum<FormValue>("fill", word);
  if (!fill) return wrong("field " + field.name, "is filled with " + fill.fault().what);
  field.fill = *fill;
  return field;
}

Result<std::vector<FormField>> read_fields(const toml::table& table) {
  const toml::array* array = table["field"].as_array();
  if (array == nullptr || array->empty() || array->size() > kMostFields)
    return wrong("field", "must stand there 1 to 40 times, as [[field]]");
  std::vector<FormField> fields;
  for (const toml::node& node : *array) {
    const toml::table* one = node.as_table();
    if (one == nullptr) return wrong("field", "is a table, [[field]]");
    JIUM_TRY(FormField field, read_field(*one));
    const bool twice =
        std::ranges::any_of(fields, [&](const FormField& other) { return other.name == field.name; });
    if (twice) return wrong("field " + field.name, "is there twice");
    fields.push_back(std::move(field));
  }
  const auto addresses = std::ranges::count_if(
      fields, [](const FormField& field) { return field.fill == FormValue::item_address; });
  if (addresses != 1) return wrong("field", "must take item_address exactly once");
  return fields;
}

Result<void> check_whole(const FormRecipe& recipe) {
  if (recipe.confirmation.empty())
    return wrong("confirmation", "is missing: by what is a report known to have been taken?");
  if (recipe.tokens.empty() != !recipe.page)
    return wrong("page", "and tokens go together: the page is only read for its tokens");
  if (recipe.page &&
      (recipe.page->host() != recipe.action.host() || recipe.page->port() != recipe.action.port() ||
       recipe.page->scheme() != recipe.action.scheme()))
    return wrong("page", "and action must be on one host");
  for (const std::string& token : recipe.tokens) {
    const bool twice =
        std::ranges::any_of(recipe.fields, [&](const FormField& field) { return field.name == token; });
    if (twice) return wrong("tokens", "names a field that is filled already: " + token);
  }
  for (const std::string& words : recipe.confirmation) {
    if (std::find(recipe.refusal.begin(), recipe.refusal.end(), words) != recipe.refusal.end())
      return wrong("refusal", "says what confirmation says");
  }
  return {};
}

Result<FormRecipe> read_recipe(const toml::table& table) {
  JIUM_CHECK(knows(table, kKeys));
  JIUM_TRY(const std::string id, text(table, "id"));
  if (!is_slug(id)) return wrong("id", "is 1 to 64 small letters, digits and dashes");
  JIUM_TRY(const std::string method, text(table, "method"));
  if (method != "POST") return wrong("method", "is POST and nothing else");
  JIUM_TRY(const auto action, address(table, "action"));
  FormRecipe recipe{id, std::nullopt, action, {}, {}, {}, {}, {}};
  if (table.contains("page")) {
    JIUM_TRY(const auto page, address(table, "page"));
    recipe.page = page;
  }
  JIUM_TRY(recipe.fields, read_fields(table));
  JIUM_TRY(recipe.tokens, list(table, "tokens", kLongestName));
  JIUM_TRY(recipe.confirmation, list(table, "confirmation", kLongestWords));
  JIUM_TRY(recipe.refusal, list(table, "refusal", kLongestWords));
  JIUM_TRY(const std::string spacing, text(table, "spacing"));
  const auto duration = parse_duration(spacing);
  if (!duration || *duration < kLeastSpacing || *duration > kMostSpacing)
    return wrong("spacing", "is 1s to 24h: the time between two posts");
  recipe.spacing = *duration;
  JIUM_CHECK(check_whole(recipe));
  return recipe;
}

char lower(char one) {
  return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
}

bool is_blank(char one) {
  return one == ' ' || one == '\t' || one == '\n' || one == '\r' || one == '\f';
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

// The few references that a token can hold; nothing for any other, as a wrong token is worse than none.
std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.front() != '&') {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto end = text.find(';');
    if (end == std::string_view::npos || end > 8) return std::nullopt;
    const std::string_view name = text.substr(1, end - 1);
    constexpr std::array<std::pair<std::string_view, char>, 5> kNamed{
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
    const auto named = std::ranges::find(kNamed, name, &std::pair<std::string_view, char>::first);
    if (named != kNamed.end()) {
      out += named->second;
    } else {
      if (name.size() < 2 || name.front() != '#') return std::nullopt;
      const bool hexadecimal = name[1] == 'x' || name[1] == 'X';
      const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
      int code = 0;
      const auto read =
          std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
      if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || code < 0x20 || code > 0x7e)
        return std::nullopt;
      out += static_cast<char>(code);
    }
    text.remove_prefix(end + 1);
  }
  return out;
}

struct Attribute {
  std::string name;
  std::string_view value;
};

void skip_blanks(std::string_view& rest) {
  while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
}

// The next attribute of a tag, and `rest` after it; nothing at the tag's end.
std::optional<Attribute> next_attribute(std::string_view& rest) {
  while (!rest.empty() && (is_blank(rest.front()) || rest.front() == '/')) rest.remove_prefix(1);
  if (rest.empty() || rest.front() == '>') return std::nullopt;
  std::size_t end = 1;
  while (end < rest.size() && !is_blank(rest[end]) && rest[end] != '=' && rest[end] != '>' &&
         rest[end] != '/')
    ++end;
  Attribute attribute{lowered(rest.substr(0, end)), {}};
  rest.remove_prefix(end);
  std::string_view after = rest;
  skip_blanks(after);
  if (after.empty() || after.front() != '=') return attribute;
  after.remove_prefix(1);
  skip_blanks(after);
  if (!after.empty() && (after.front() == '"' || after.front() == '\'')) {
    const auto close = std::min(after.find(after.front(), 1), after.size());
    attribute.value = after.substr(1, close - 1);
    rest = after.substr(std::min(close + 1, after.size()));
    return attribute;
  }
  end = 0;
  while (end < after.size() && !is_blank(after[end]) && after[end] != '>') ++end;
  attribute.value = after.substr(0, end);
  rest = after.substr(end);
  return attribute;
}

bool is_comment(std::string_view rest) {
  return rest.starts_with("!--");
}

// Text between tags, with one blank for any number of them.
std::string words_of(std::string_view html) {
  std::string out;
  bool inside = false, blank = true;
  for (const char one : html) {
    if (one == '<') inside = true;
    const bool separates = inside || is_blank(one);
    if (one == '>') inside = false;
    if (!separates) out += one;
    if (separates && !blank) out += ' ';
    blank = separates;
  }
  return out;
}

}  // namespace

Result<FormRecipe> FormRecipe::parse(std::string_view toml) {
  if (toml.size() > kLongest) return wrong("text", "is longer than 64 KiB");
  try {
    const toml::table table = toml::parse(toml);
    return read_recipe(table);
  } catch (const toml::parse_error& error) {
    return wrong("line " + std::to_string(error.source().begin.line), "is not TOML");
  }
}

const std::string& FormWords::of(FormValue value) const {
  switch (value) {
    case FormValue::item_address:
      return item_address.reveal();
    case FormValue::reference:
      return reference;
    case FormValue::legal_basis:
      return legal_basis;
    case FormValue::legal_text:
      return legal_text;
    case FormValue::contact_name:
      return contact_name;
    case FormValue::contact_mail:
      return contact_mail;
    case FormValue::signature:
      return signature;
    case FormValue::category:
      return category;
    case FormValue::operator_name:
      return operator_name;
  }
  return reference;
}

std::vector<FilledField> fill_in(const FormRecipe& recipe, const FormWords& words) {
  std::vector<FilledField> filled;
  for (const FormField& field : recipe.fields)
    filled.push_back({field.name, Secret<std::string>(field.fill ? words.of(*field.fill) : field.fixed)});
  return filled;
}

std::string url_encoded(const std::vector<FilledField>& fields) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  const auto add = [&](std::string_view text) {
    for (const char one : text) {
      const auto byte = static_cast<unsigned char>(one);
      const bool plain = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
                         (one >= '0' && one <= '9') || one == '*' || one == '-' || one == '.' || one == '_';
      if (plain) {
        out += one;
      } else if (one == ' ') {
        out += '+';
      } else {
        out += '%';
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 15U];
      }
    }
  };
  for (const FilledField& field : fields) {
    if (!out.empty()) out += '&';
    add(field.name);
    out += '=';
    add(field.value.reveal());
  }
  return out;
}

std::optional<std::string> token_in(std::string_view html, std::string_view name) {
  std::optional<std::string> found;
  for (auto open = html.find('<'); open != std::string_view::npos; open = html.find('<')) {
    html.remove_prefix(open + 1);
    if (is_comment(html)) {
      const auto end = html.find("-->", 3);
      if (end == std::string_view::npos) return found;
      html.remove_prefix(end);
      continue;
    }
    if (html.size() < 6 || lowered(html.substr(0, 5)) != "input" || !(is_blank(html[5]) || html[5] == '/'))
      continue;
    html.remove_prefix(5);
    std::string_view its_name, its_value;
    bool valued = false;
    while (const auto attribute = next_attribute(html)) {
      if (attribute->name == "name" && its_name.empty()) its_name = attribute->value;
      if (attribute->name == "value" && !valued) {
        its_value = attribute->value;
        valued = true;
      }
    }
    if (its_name != name || !valued) continue;
    const auto value = unescaped(its_value);
    if (!value || (found && *found != *value)) return std::nullopt;
    found = value;
  }
  return found;
}

bool asks_for_a_person(std::string_view html) {
  const std::string text = lowered(html);
  constexpr std::array<std::string_view, 3> kSigns{"captcha", "cf-turnstile", "challenges.cloudflare.com"};
  return std::ranges::any_of(kSigns,
                             [&](std::string_view sign) { return text.find(sign) != std::string::npos; });
}

bool says(std::string_view html, std::string_view words) {
  const std::string looked_for = words_of(words);
  return !looked_for.empty() && words_of(html).find(looked_for) != std::string::npos;
}

}  // namespace jium::removal
