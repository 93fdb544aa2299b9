// The only map from faults to status codes. An answer that says no is a problem document (RFC 9457):
// {"type":"about:blank","title":...,"status":...,"detail":...}.
#pragma once

#include <string_view>

#include "jium/base/fault.h"
#include "jium/http/reply.h"

namespace jium::http {

// malformed 400, forbidden 403, missing 404, conflict 409; busy, late and outside 503 with Retry-After;
// internal 500. What an internal fault says stays inside.
[[nodiscard]] Reply problem_reply(const Fault& fault);

// A person has to prove anew who they are: 403 with a type of its own, kStepUpType, so that a client can ask
// for it and repeat the request.
inline constexpr std::string_view kStepUpType = "/api/v1/problems/step-up";
[[nodiscard]] Reply step_up_reply();

// For what is refused before any verb is called (401, 405, 415, ...).
[[nodiscard]] Reply problem_reply(int status, std::string_view detail);

}  // namespace jium::http
