#include <algorithm>

#include "jium/http/linkage_types.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

using casework::CaseId;
using linkage::LinkId;
using linkage::SharedField;

Result<linkage::Token> read_32(const wire::Exact& hex) {
  JIUM_TRY(const Bytes bytes, from_hex(hex.text));
  linkage::Token value{};
  if (bytes.size() != value.size())
    return fault(FaultKind::malformed, "64 hexadecimal digits are needed here");
  std::copy(bytes.begin(), bytes.end(), value.begin());
  return value;
}

wire::Trace present(const store::StoredTrace& trace) {
  wire::Trace shown{trace.id,     trace.the_case,    trace.kind,        trace.provenance,  trace.confidence,
                    std::nullopt, trace.recorded_by, trace.recorded_at, trace.withdrawn_at};
  if (trace.box) shown.box = wire::Exact{to_hex(*trace.box)};
  return shown;
}

std::vector<SharedField> in_order(const linkage::SharedFields& fields) {
  return {fields.begin(), fields.end()};
}
linkage::SharedFields as_set(const std::vector<SharedField>& fields) {
  return {fields.begin(), fields.end()};
}

wire::CaseLink present(const desk::SeenLink& link) {
  wire::CaseLink shown;
  shown.id = link.id;
  shown.the_case = link.the_case;
  shown.state = link.state;
  shown.strength = link.strength;
  shown.suggested_at = link.suggested_at;
  for (const auto& ground : link.grounds)
    shown.grounds.push_back(
        {ground.ground, ground.kind, ground.closeness, ground.explanation, ground.since, ground.capped});
  if (!link.other_centre.empty()) shown.other_centre = link.other_centre;
  shown.own_yes = link.own_yes;
  shown.purpose = link.purpose;
  shown.until = link.until;
  shown.own_fields = in_order(link.own_fields);
  shown.offered_fields = in_order(link.offered_fields);
  shown.readable = in_order(link.readable);
  shown.own_decline = link.own_decline;
  shown.ended_by = link.ended_by;
  return shown;
}

wire::CaseLinks present(const std::vector<desk::SeenLink>& links) {
  wire::CaseLinks shown;
  for (const auto& link : links) shown.links.push_back(present(link));
  return shown;
}

wire::LinkedView present(const desk::SharedView& view) {
  wire::LinkedView shown;
  shown.centre = view.centre;
  shown.fields = in_order(view.fields);
  shown.officer_contact = view.officer_contact;
  shown.investigation_number = view.investigation_number;
  if (view.footage) shown.footage = {view.footage->images, view.footage->videos, view.footage->decided};
  if (view.sightings)
    shown.sightings = {view.sightings->live, view.sightings->gone, view.sightings->first_seen,
                       view.sightings->last_seen};
  if (view.sites) {
    shown.sites.emplace();
    for (const auto& [site, count] : *view.sites) shown.sites->push_back({wire::Exact{site}, count});
  }
  if (view.removals)
    shown.removals = {view.removals->requests,       view.removals->sent,    view.removals->removed,
                      view.removals->awaiting_proof, view.removals->refused, view.removals->overdue,
                      view.removals->recurrences};
  if (view.traces) {
    shown.traces.emplace();
    for (const auto& [kind, count] : *view.traces) shown.traces->push_back({kind, count});
  }
  return shown;
}

Result<Reply> make_tokens(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::BlindedWords>());
  std::vector<linkage::Element> blinded;
  for (const auto& one : ask.elements) {
    JIUM_TRY(const auto element, read_32(one));
    blinded.push_back(element);
  }
  JIUM_TRY(const auto evaluated, desk::make_tokens(call.desk, call.tx, call.actor, blinded));
  wire::EvaluatedWords shown;
  for (const auto& one : evaluated) shown.elements.push_back({to_hex(one)});
  return reply(200, shown);
}

Result<Reply> record_trace(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto ask, call.body<wire::RecordTrace>());
  desk::RecordTrace wanted{id, ask.kind, ask.provenance, ask.confidence, {}, std::nullopt};
  for (const auto& key : ask.keys) {
    JIUM_TRY(const auto token, read_32(key.token));
    wanted.keys.push_back({key.closeness, token});
  }
  if (ask.box) {
    JIUM_TRY(wanted.box, from_hex(ask.box->text));
  }
  JIUM_TRY(const auto recorded, desk::record_trace(call.desk, call.tx, call.actor, wanted));
  call.about(recorded.trace.id);
  return reply(recorded.was_known ? 200 : 201,
               wire::RecordedTrace{present(recorded.trace), recorded.was_known, recorded.suggested});
}

Result<Reply> list_traces(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto traces, desk::list_traces(call.desk, call.tx, call.actor, id));
  wire::Traces shown;
  for (const auto& trace : traces) shown.traces.push_back(present(trace));
  return reply(200, shown);
}

Result<Reply> withdraw_trace(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<linkage::TraceId>("trace"));
  JIUM_TRY(const auto trace, desk::withdraw_trace(call.desk, call.tx, call.actor, id));
  return reply(200, present(trace));
}

Result<Reply> list_links(const Call& call) {
  std::optional<CaseId> the_case;
  if (const std::string* text = call.request.query("case")) {
    JIUM_TRY(the_case, CaseId::parse(*text));
  }
  JIUM_TRY(const auto links, desk::list_links(call.desk, call.tx, call.actor, the_case));
  return reply(200, present(links));
}

Result<Reply> show_link(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<LinkId>("related"));
  JIUM_TRY(const auto link, desk::show_link(call.desk, call.tx, call.actor, id));
  return reply(200, present(link));
}

Result<Reply> offer_link(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<LinkId>("related"));
  JIUM_TRY(const auto ask, call.body<wire::OfferLink>());
  JIUM_TRY(const auto link, desk::offer_link(call.desk, call.tx, call.actor, id,
                                             {ask.purpose, ask.until, as_set(ask.fields)}));
  return reply(200, present(link));
}

Result<Reply> accept_link(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<LinkId>("related"));
  JIUM_TRY(const auto ask, call.body<wire::AcceptLink>());
  JIUM_TRY(const auto link,
           desk::accept_link(call.desk, call.tx, call.actor, {id, as_set(ask.fields), ask.until}));
  return reply(200, present(link));
}

Result<Reply> decline_link(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<LinkId>("related"));
  JIUM_TRY(const auto ask, call.body<wire::DeclineLink>());
  JIUM_TRY(const auto link, desk::decline_link(call.desk, call.tx, call.actor, id, ask.reason));
  return reply(200, present(link));
}

Result<Reply> change_link(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<LinkId>("related"));
  JIUM_TRY(const auto ask, call.body<wire::ChangeLink>());
  JIUM_TRY(const auto link, desk::change_link(call.desk, call.tx, call.actor, id, as_set(ask.fields)));
  return reply(200, present(link));
}

Result<Reply> revoke_link(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<LinkId>("related"));
  JIUM_TRY(const auto link, desk::revoke_link(call.desk, call.tx, call.actor, id));
  return reply(200, present(link));
}

Result<Reply> read_link(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<LinkId>("related"));
  JIUM_TRY(const auto view, desk::read_link(call.desk, call.tx, call.actor, id));
  return reply(200, present(view));
}

Result<Reply> ask_holders(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto ask, call.body<wire::AskHolders>());
  JIUM_TRY(const auto links, desk::ask_holders(call.desk, call.tx, call.actor, id, ask.until));
  return reply(200, present(links));
}

void add_trace_routes(Routes& routes) {
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/trace-tokens",
       .operation = "make_trace_tokens",
       .summary =
           "The installation's part of the oblivious function (RFC 9497) for blinded words, which it cannot"
           " read. A centre has so many a day.",
       .asks = &schema_of<wire::BlindedWords>,
       .gives = &schema_of<wire::EvaluatedWords>,
       .handle = &make_tokens,
       .costly = true});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/traces",
                    .operation = "record_trace",
                    .summary = "A trace of the offender, by tokens alone; 200 when the case had it already.",
                    .asks = &schema_of<wire::RecordTrace>,
                    .gives = &schema_of<wire::RecordedTrace>,
                    .success = {200, 201},
                    .handle = &record_trace});
  routes.push_back(
      {.method = "GET",
       .path = "/api/v1/cases/{case}/traces",
       .operation = "list_traces",
       .summary = "The traces of a case, oldest first; their words are sealed to the centre's own key.",
       .gives = &schema_of<wire::Traces>,
       .handle = &list_traces});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/traces/{trace}/withdraw",
                    .operation = "withdraw_trace",
                    .summary = "A trace that was wrong: it links nothing from now on.",
                    .gives = &schema_of<wire::Trace>,
                    .handle = &withdraw_trace});
}

void add_answer_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/related/{related}/offer",
                    .operation = "offer_link",
                    .summary = "This side's yes, for a purpose and a time, with what it would share.",
                    .asks = &schema_of<wire::OfferLink>,
                    .gives = &schema_of<wire::CaseLink>,
                    .handle = &offer_link});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/related/{related}/accept",
                    .operation = "accept_link",
                    .summary = "The other side's yes: each reads from now on what both ticked.",
                    .asks = &schema_of<wire::AcceptLink>,
                    .gives = &schema_of<wire::CaseLink>,
                    .handle = &accept_link});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/related/{related}/decline",
                    .operation = "decline_link",
                    .summary = "A no with a reason that is a code and stays on this side.",
                    .asks = &schema_of<wire::DeclineLink>,
                    .gives = &schema_of<wire::CaseLink>,
                    .handle = &decline_link});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/related/{related}/fields",
                    .operation = "change_link",
                    .summary = "This side's own ticks on an opened link.",
                    .asks = &schema_of<wire::ChangeLink>,
                    .gives = &schema_of<wire::CaseLink>,
                    .handle = &change_link});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/related/{related}/revoke",
                    .operation = "revoke_link",
                    .summary = "Takes this side's yes back: nothing more is read over the link.",
                    .gives = &schema_of<wire::CaseLink>,
                    .handle = &revoke_link});
}

}  // namespace

void add_linkage_routes(Routes& routes) {
  add_trace_routes(routes);
  routes.push_back(
      {.method = "GET",
       .path = "/api/v1/related",
       .operation = "list_links",
       .summary = "That other centres hold related cases: on what grounds, how strong, since when.",
       .gives = &schema_of<wire::CaseLinks>,
       .query = {{"case", "only of this case"}},
       .handle = &list_links});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/related/{related}",
                    .operation = "show_link",
                    .summary = "A link as this side may see it.",
                    .gives = &schema_of<wire::CaseLink>,
                    .handle = &show_link});
  add_answer_routes(routes);
  routes.push_back(
      {.method = "GET",
       .path = "/api/v1/related/{related}/shared",
       .operation = "read_link",
       .summary = "What the other side shares: the fields that both ticked, and nothing of a survivor.",
       .gives = &schema_of<wire::LinkedView>,
       .handle = &read_link});
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/cases/{case}/ask-holders",
       .operation = "ask_holders",
       .summary = "Offers every suggested link of a case at once, under its investigation number.",
       .asks = &schema_of<wire::AskHolders>,
       .gives = &schema_of<wire::CaseLinks>,
       .handle = &ask_holders,
       .costly = true});
}

}  // namespace jium::http
