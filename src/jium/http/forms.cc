#include "jium/http/forms.h"

#include <openssl/evp.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace jium::http {
namespace {

constexpr std::size_t kLongestIdempotencyKey = 200;
constexpr std::size_t kLongestBearerKey = 200;

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '!' && c <= '~'; });
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

}  // namespace

Result<Target> read_target(std::string_view target) {
  const auto parsed = boost::urls::parse_origin_form(boost::urls::string_view(target.data(), target.size()));
  if (!parsed) return fault(FaultKind::malformed, "the request target is not a path with an optional query");
  const boost::urls::pct_string_view path = parsed->encoded_path();
  Target read{std::string(path.data(), path.size()), {}};
  for (const auto& parameter : parsed->params()) read.query.emplace_back(parameter.key, parameter.value);
  return read;
}

Result<Request::Values> read_query(const Target& target, const std::vector<QueryParameter>& known) {
  Request::Values values;
  for (const auto& [name, value] : target.query) {
    const bool is_known =
        std::any_of(known.begin(), known.end(), [&](const QueryParameter& one) { return one.name == name; });
    if (!is_known) {
      std::string names;
      for (const QueryParameter& one : known) names += (names.empty() ? "" : ", ") + std::string(one.name);
      return fault(FaultKind::malformed,
                   "an unknown query parameter; known are: " + (names.empty() ? "none" : names));
    }
    if (!values.emplace(name, value).second)
      return fault(FaultKind::malformed, "the query parameter " + name + " is given twice");
  }
  return values;
}

Result<boost::json::value> read_body(std::string_view body, bool takes_body) {
  if (body.empty() && !takes_body) return boost::json::value(nullptr);
  boost::json::error_code failed;
  boost::json::value value = boost::json::parse(boost::json::string_view(body.data(), body.size()), failed);
  if (failed) return fault(FaultKind::malformed, "the body is not JSON in UTF-8");
  const bool is_empty = value.is_object() && value.get_object().empty();
  if (!takes_body && !is_empty)
    return fault(FaultKind::malformed, "this takes no body: send none, or an empty object");
  return value;
}

Secret<std::string> bearer_key(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() > kScheme.size() + kLongestBearerKey) return {};
  if (lower(authorization.substr(0, kScheme.size())) != kScheme) return {};
  const std::string_view key = authorization.substr(kScheme.size());
  return is_visible_ascii(key) ? Secret<std::string>(std::string(key)) : Secret<std::string>();
}

bool is_idempotency_key(std::string_view text) {
  return !text.empty() && text.size() <= kLongestIdempotencyKey && is_visible_ascii(text);
}

Bytes request_digest(const RawRequest& raw) {
  // Neither method nor target can hold a line break.
  const std::string text = raw.method + '\n' + raw.target + '\n' + raw.body;
  Bytes digest(32);
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return digest;
}

std::optional<std::string> refuse_content_type(std::string_view content_type) {
  const std::string type = lower(content_type.substr(0, content_type.find(';')));
  const std::string trimmed = type.substr(0, type.find_last_not_of(" \t") + 1);
  if (trimmed == kJson) return std::nullopt;
  const auto is = [&](std::string_view family) { return trimmed.starts_with(family); };
  if (is("multipart/") || is("image/") || is("video/") || is("audio/")) {
    return "jium takes no media, only its fingerprints: make them where the file lies (`jium hash FILE`) and "
           "send those as "
           "application/json";
  }
  return "bodies are application/json";
}

}  // namespace jium::http
