#include "jium/desk/keep_partner.h"
#include "jium/desk/organisation_signer.h"
#include "jium/desk/receive_request.h"
#include "jium/http/partner_types.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

using registry::OrganisationId;
using removal::RequestId;

wire::Partner present(const removal::Partner& one) {
  return {one.id,
          one.name,
          to_hex(one.public_key),
          "/api/v1/from-partners/" + one.platform.text(),
          one.named_by,
          one.named_at,
          one.ended_at};
}

wire::SentStatus present(const desk::ReceivedView& view) {
  const auto& offered = view.received.offered;
  wire::SentStatus status{
      offered.request,  offered.state,           offered.reason,      offered.words.reveal(),
      offered.filed_at, offered.acknowledged_at, offered.answered_at, {}};
  for (const auto& one : view.questions)
    status.questions.push_back(
        {one.id, one.kind, one.words.reveal(), one.asked_at, one.answer.reveal(), one.answered_at});
  return status;
}

Result<removal::Partner> partner_of(const Call& call) {
  JIUM_TRY(const auto platform, call.request.id<OrganisationId>("organisation"));
  const RawRequest* const raw = call.request.raw();
  if (raw == nullptr) return fault(FaultKind::internal, "a request without its header");
  return desk::recognise_partner(call.desk, call.tx, platform,
                                 {.method = raw->method,
                                  .target = raw->target,
                                  .body = raw->body,
                                  .content_digest = raw->content_digest,
                                  .signature_input = raw->signature_input,
                                  .signature = raw->signature,
                                  .idempotency_key = raw->idempotency_key},
                                 raw->signer);
}

Result<Reply> show_signer(const Call& call) {
  JIUM_TRY(const auto key, desk::signer_of(call.desk, call.tx, call.actor.organisation));
  return reply(200, wire::Signer{to_hex(key.public_key)});
}

Result<Reply> name_partner(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::NamePartner>());
  JIUM_TRY(const auto partner,
           desk::name_partner(call.desk, call.tx, call.actor, ask.name, ask.public_key.text));
  call.about(partner.id);
  return reply(201, present(partner));
}

Result<Reply> list_partners(const Call& call) {
  JIUM_TRY(const auto partners, desk::list_partners(call.tx, call.actor));
  wire::Partners shown;
  for (const auto& one : partners) shown.partners.push_back(present(one));
  return reply(200, shown);
}

Result<Reply> end_partner(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<removal::PartnerId>("link"));
  JIUM_TRY(const auto partner, desk::end_partner(call.desk, call.tx, call.actor, id));
  return reply(200, present(partner));
}

Result<Reply> receive_request(const Call& call) {
  JIUM_TRY(const auto partner, partner_of(call));
  JIUM_TRY(const auto ask, call.body<wire::SendRequest>());
  desk::PlatformMessage message{.reference = ask.reference.text(),
                                .centre = ask.centre,
                                .contact = ask.contact,
                                .address = ask.address.text,
                                .rule = ask.rule,
                                .legal_basis = ask.legal_basis,
                                .legal_text = ask.legal_text,
                                .clock_hours = ask.clock_hours,
                                .clock_is_statutory = ask.clock_is_statutory,
                                .category = ask.category,
                                .fingerprints = {}};
  for (const auto& one : ask.fingerprints)
    message.fingerprints.push_back({one.algorithm.text, one.value.text});
  JIUM_TRY(const auto view, desk::receive_request(call.desk, call.tx, partner, message));
  call.about(view.received.offered.request);
  return reply(view.is_new ? 201 : 200, present(view));
}

Result<Reply> show_received(const Call& call) {
  JIUM_TRY(const auto partner, partner_of(call));
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  JIUM_TRY(const auto view, desk::show_received(call.tx, partner, id));
  return reply(200, present(view));
}

Result<Reply> take_answer(const Call& call) {
  JIUM_TRY(const auto partner, partner_of(call));
  JIUM_TRY(const auto id, call.request.id<RequestId>("request"));
  JIUM_TRY(auto ask, call.body<wire::SendAnswer>());
  JIUM_TRY(const auto view, desk::take_centres_answer(
                                call.desk, call.tx, partner, id,
                                {ask.question, Secret<std::string>(std::move(ask.words)), ask.taken_back}));
  return reply(200, present(view));
}

void add_routes_of_partners(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/from-partners/{organisation}/requests",
                    .operation = "receive_request",
                    .summary = "A removal request of another installation's centre, signed by it.",
                    .asks = &schema_of<wire::SendRequest>,
                    .gives = &schema_of<wire::SentStatus>,
                    .success = {200, 201},
                    .takes_idempotency_key = false,
                    .handle = &receive_request});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/from-partners/{organisation}/requests/{request}",
                    .operation = "show_received_request",
                    .summary = "What has become of it, for who sent it; signed.",
                    .gives = &schema_of<wire::SentStatus>,
                    .handle = &show_received});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/from-partners/{organisation}/requests/{request}/answers",
                    .operation = "answer_from_partner",
                    .summary = "What the centre's officer answers to the platform's question; signed.",
                    .asks = &schema_of<wire::SendAnswer>,
                    .gives = &schema_of<wire::SentStatus>,
                    .takes_idempotency_key = false,
                    .handle = &take_answer});
}

}  // namespace

void add_partner_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/signer",
                    .operation = "show_signer",
                    .summary = "The public key by which operators know the centre's messages.",
                    .gives = &schema_of<wire::Signer>,
                    .handle = &show_signer});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/partners",
                    .operation = "name_partner",
                    .summary = "The platform takes messages that are signed with this key from now on.",
                    .asks = &schema_of<wire::NamePartner>,
                    .gives = &schema_of<wire::Partner>,
                    .success = {201},
                    .handle = &name_partner});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/partners",
                    .operation = "list_partners",
                    .summary = "Whose messages the platform takes, and took.",
                    .gives = &schema_of<wire::Partners>,
                    .handle = &list_partners});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/partners/{link}/end",
                    .operation = "end_partner",
                    .summary = "Nothing of theirs is taken any more; what they sent stays.",
                    .gives = &schema_of<wire::Partner>,
                    .handle = &end_partner});
  add_routes_of_partners(routes);
}

}  // namespace jium::http
