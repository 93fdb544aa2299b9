#include "jium/http/problem.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace jium::http {
namespace {

constexpr const char* kRetryAfterSeconds = "1";

int status_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::malformed:
      return 400;
    case FaultKind::forbidden:
      return 403;
    case FaultKind::missing:
      return 404;
    case FaultKind::conflict:
      return 409;
    case FaultKind::busy:
      return 503;
    case FaultKind::late:
      return 503;
    case FaultKind::outside:
      // Of a request that is the disk beneath the store: it may be asked for again.
      return 503;
    case FaultKind::internal:
      return 500;
  }
  return 500;
}

// The phrases of RFC 9110, section 15, and RFC 6585.
std::string_view phrase_of(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

Reply typed_reply(std::string_view type, int status, std::string_view detail) {
  const auto text = [](std::string_view from) { return boost::json::string_view(from.data(), from.size()); };
  const boost::json::value document = {
      {"type", text(type)}, {"title", text(phrase_of(status))}, {"status", status}, {"detail", text(detail)}};
  return {status, std::string(kProblemJson), boost::json::serialize(document), {}};
}

}  // namespace

Reply problem_reply(int status, std::string_view detail) {
  return typed_reply("about:blank", status, detail);
}

Reply step_up_reply() {
  return typed_reply(kStepUpType, 403,
                     "prove anew who you are, then ask again: jium step-up, or POST /api/v1/step-up");
}

Reply problem_reply(const Fault& fault) {
  const bool keep_inside = fault.kind == FaultKind::internal;
  Reply reply = problem_reply(
      status_of(fault.kind),
      keep_inside ? "something is wrong inside jium: tell whoever runs it at what time this happened"
                  : fault.what);
  if (reply.status == 503) reply.headers.emplace_back("Retry-After", kRetryAfterSeconds);
  return reply;
}

}  // namespace jium::http
