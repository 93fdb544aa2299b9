#include "jium/intake/form_body.h"

#include <algorithm>
#include <boost/url/parse_query.hpp>

#include "jium/audit/note_key.h"

namespace jium::intake {
namespace {

constexpr std::string_view kType = "application/x-www-form-urlencoded";

bool is_text(std::string_view value) {
  const bool controls = std::any_of(value.begin(), value.end(), [](char one) {
    const auto byte = static_cast<unsigned char>(one);
    return (byte < 0x20 && one != '\t' && one != '\n') || byte == 0x7F;
  });
  return !controls && audit::is_utf8(value);
}

std::string plain(boost::urls::pct_string_view encoded) {
  std::string text = encoded.decode(boost::urls::encoding_opts(true));
  for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos;) text.erase(at, 1);
  return text;
}

}  // namespace

Result<Form> Form::read(std::string_view body) {
  const auto unreadable = fault(FaultKind::malformed, "this is not a form as this page sends it");
  if (body.size() > kFormBytes) return unreadable;
  // Boost.URL 1.81 reads on to a zero behind the query: it gets a text that ends with one.
  const std::string ended(body);
  const auto parsed = boost::urls::parse_query(boost::urls::string_view(ended.data(), ended.size()));
  if (!parsed || parsed->size() > kFormFields) return unreadable;
  Form form;
  for (const auto& field : *parsed) {
    std::string name = plain(field.key), value = plain(field.value);
    if (!is_text(name) || !is_text(value)) return unreadable;
    form.fields_[std::move(name)].push_back(std::move(value));
  }
  return form;
}

const std::string& Form::one(std::string_view name) const {
  static const std::string none;
  const auto& values = all(name);
  return values.empty() ? none : values.front();
}

const std::vector<std::string>& Form::all(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = fields_.find(name);
  return found == fields_.end() ? none : found->second;
}

bool is_form_type(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  const std::string_view trimmed = type.substr(0, type.find_last_not_of(" \t") + 1);
  return std::equal(trimmed.begin(), trimmed.end(), kType.begin(), kType.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

}  // namespace jium::intake
