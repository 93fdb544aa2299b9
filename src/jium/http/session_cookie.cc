#include "jium/http/session_cookie.h"

#include <boost/algorithm/string/predicate.hpp>

namespace jium::http {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// SameSite=Strict: a link from elsewhere opens the console signed out for that one load, and no more.
constexpr const char* kAttributes = "; Path=/; Secure; HttpOnly; SameSite=Strict";

// "https://desk.example" is at "desk.example" (RFC 6454, section 7). "null" is at nothing.
bool is_at(std::string_view origin, std::string_view host) {
  const auto scheme = origin.find("://");
  return scheme != std::string_view::npos && !host.empty() &&
         boost::algorithm::iequals(origin.substr(scheme + 3), host);
}

}  // namespace

Secret<std::string> cookie_session(std::string_view cookie_header) {
  std::string found;
  int times = 0;
  while (!cookie_header.empty()) {
    const auto end = cookie_header.find(';');
    const std::string_view one = trimmed(cookie_header.substr(0, end));
    cookie_header = end == std::string_view::npos ? std::string_view() : cookie_header.substr(end + 1);
    const auto equals = one.find('=');
    if (equals == std::string_view::npos || one.substr(0, equals) != kSessionCookie) continue;
    found = one.substr(equals + 1);
    ++times;
  }
  return Secret<std::string>(times == 1 ? std::move(found) : std::string());
}

bool wants_cookie(const RawRequest& raw) {
  return raw.session_as == "cookie";
}

std::string session_cookie(std::string_view secret) {
  return std::string(kSessionCookie) + "=" + std::string(secret) + kAttributes;
}

std::string ended_session_cookie() {
  return session_cookie("") + "; Max-Age=0";
}

std::optional<std::string> why_foreign_origin(const RawRequest& raw, std::string_view origin) {
  const bool same_origin = raw.origin.empty() || raw.origin == origin || is_at(raw.origin, raw.host);
  const bool same_site = raw.fetch_site.empty() || raw.fetch_site == "same-origin";
  if (same_origin && same_site) return std::nullopt;
  return "this was asked by a page that is not the console's: nothing was done. If it was the console, the "
         "proxy before jium changes the Host header, and people.origin is not set "
         "(docs/operating/console.md)";
}

std::optional<std::string> why_foreign(const RawRequest& raw, std::string_view origin) {
  if (raw.console != "1")
    return "a session in a cookie is taken only with the header Jium-Console: 1, which only the console's "
           "own "
           "pages can send: nothing was done";
  return why_foreign_origin(raw, origin);
}

}  // namespace jium::http
