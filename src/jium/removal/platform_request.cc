#include "jium/removal/platform_request.h"

namespace jium::removal {
namespace {

using enum OfferState;

bool is_open(OfferState state) {
  return state == served || state == acknowledged || state == needs_more;
}

Fault not_now(std::string_view verb, const PlatformRequest& request) {
  return fault(FaultKind::conflict, "the request is " + std::string(to_text(request.state)) +
                                        ": it cannot be " + std::string(verb));
}

}  // namespace

Result<void> accept(PlatformLink& link, std::string by, Instant at) {
  if (link.ended_at) return fault(FaultKind::conflict, "this link has ended: the centre must name it anew");
  if (link.accepted_at) return fault(FaultKind::conflict, "this link is accepted already");
  link.accepted_by = std::move(by);
  link.accepted_at = at;
  return {};
}

Result<void> end(PlatformLink& link, std::string by, Instant at) {
  if (link.ended_at) return fault(FaultKind::conflict, "this link has ended already");
  link.ended_by = std::move(by);
  link.ended_at = at;
  return {};
}

Result<bool> acknowledge(PlatformRequest& request, Instant at) {
  if (request.acknowledged_at && request.state != withdrawn) return false;
  if (!is_open(request.state)) return not_now("acknowledged", request);
  if (request.state == served) request.state = acknowledged;
  request.acknowledged_at = at;
  return true;
}

Result<bool> answer(PlatformRequest& request, const OfferAnswer& ask, Instant at) {
  if (ask.outcome != removed && ask.outcome != refused)
    return fault(FaultKind::malformed, "an answer is removed or refused; to know more, ask a question");
  if ((ask.outcome == refused) != ask.reason.has_value())
    return fault(FaultKind::malformed, "a refusal needs a reason, and nothing else has one");
  if (request.state == ask.outcome && request.reason == ask.reason) return false;
  if (!is_open(request.state)) return not_now("answered", request);
  request.state = ask.outcome;
  request.reason = ask.reason;
  request.words = ask.words;
  request.answered_at = at;
  return true;
}

Result<void> ask_more(PlatformRequest& request) {
  if (!is_open(request.state)) return not_now("asked about", request);
  request.state = needs_more;
  return {};
}

void take_back(PlatformRequest& request) {
  request.state = withdrawn;
}

}  // namespace jium::removal
