// The session of a browser: a cookie that scripts cannot read, in place of a bearer token that they hold.
//
// Who signs in with the header `Jium-Session: cookie` gets the session's secret as __Host-jium (RFC 6265bis,
// section 4.1.3: of this host alone, over TLS alone, never in a script's hands, never with a request that
// another site began) and not in the answer's body. A request that comes with the cookie and without a bearer
// token must prove that our own page sent it: it carries `Jium-Console: 1`, which no other origin's page can
// send without asking first (and nobody here answers that), and what the browser says of its origin, if it
// says anything, is ours (OWASP, Cross-Site Request Forgery Prevention; Fetch Metadata). A key that is given
// in the header Authorization stands above the cookie: then no browser added anything by itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jium/base/secret.h"
#include "jium/http/request.h"

namespace jium::http {

inline constexpr std::string_view kSessionCookie = "__Host-jium";

// Of a Cookie header; empty when it has none, or more than one of this name.
[[nodiscard]] Secret<std::string> cookie_session(std::string_view cookie_header);

// Does it ask for its session as a cookie?
[[nodiscard]] bool wants_cookie(const RawRequest& raw);
// The value of Set-Cookie. It ends with the browser; the session ends as desk/sign_in.h says.
[[nodiscard]] std::string session_cookie(std::string_view secret);
[[nodiscard]] std::string ended_session_cookie();

// Why this request is not taken for one of our own page, in words for its sender; nothing when it is.
// `origin` is where browsers reach this installation (people.origin), which counts besides the Host header.
[[nodiscard]] std::optional<std::string> why_foreign(const RawRequest& raw, std::string_view origin);
// The same without Jium-Console, for who has no session yet.
[[nodiscard]] std::optional<std::string> why_foreign_origin(const RawRequest& raw, std::string_view origin);

}  // namespace jium::http
