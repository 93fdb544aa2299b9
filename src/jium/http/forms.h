// The forms that a request has beside its route: target, query, body, and the two headers that the API reads.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/base/secret.h"
#include "jium/http/request.h"
#include "jium/http/route.h"

namespace jium::http {

struct Target {
  std::string path;  // as it was sent: ids and our own words need no escapes
  std::vector<std::pair<std::string, std::string>> query;  // decoded
};
// Malformed unless it is a path with an optional query (RFC 9112, section 3.2.1).
[[nodiscard]] Result<Target> read_target(std::string_view target);

// Malformed for a parameter that the route does not have, or one given twice.
[[nodiscard]] Result<Request::Values> read_query(const Target& target,
                                                 const std::vector<QueryParameter>& known);

// `takes_body` false: nothing, or an empty object, may be sent. Malformed for what is not JSON (RFC 8259).
[[nodiscard]] Result<boost::json::value> read_body(std::string_view body, bool takes_body);

// The key in "Bearer KEY" (RFC 6750); empty when it is not of that form.
[[nodiscard]] Secret<std::string> bearer_key(std::string_view authorization);

// 1 to 200 visible ASCII characters.
[[nodiscard]] bool is_idempotency_key(std::string_view text);
// SHA-256 over method, target and body.
[[nodiscard]] Bytes request_digest(const RawRequest& raw);

// The content types of bodies. Nothing when the body may be read; else why not, in words for its sender.
[[nodiscard]] std::optional<std::string> refuse_content_type(std::string_view content_type);

}  // namespace jium::http
