// What all ways of signing in are answered with: the session's secret, once, in the body or as a cookie.
#pragma once

#include "jium/desk/sign_in.h"
#include "jium/http/present.h"
#include "jium/http/route.h"
#include "jium/http/session_cookie.h"

namespace jium::http {

[[nodiscard]] inline Reply session_reply(const Request& request, const desk::IssuedKey& session) {
  wire::Session view = present(session);
  const RawRequest* raw = request.raw();
  if (raw == nullptr || !wants_cookie(*raw)) return reply(200, view);
  view.session.reset();
  Reply told = reply(200, view);
  told.headers.emplace_back("Set-Cookie", session_cookie(session.secret.reveal()));
  return told;
}

}  // namespace jium::http
