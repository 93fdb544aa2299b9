#include "jium/desk/find_case.h"
#include "jium/desk/inspect_place.h"
#include "jium/desk/reach.h"
#include "jium/desk/record_sighting.h"
#include "jium/desk/reveal_address.h"
#include "jium/http/fingerprints.h"
#include "jium/http/inspection_view.h"
#include "jium/http/present.h"
#include "jium/http/problem.h"
#include "jium/http/routes.h"
#include "jium/store/quotas.h"

namespace jium::http {
namespace {

Result<Reply> report_sighting(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::ReportSighting>());
  JIUM_TRY(const auto address, registry::WebAddress::parse(ask.address.text));
  JIUM_TRY(const auto fingerprints, fingerprints_of(ask.fingerprints));
  if (fingerprints.empty())
    return fault(FaultKind::malformed, "media is known by its fingerprints: give at least one");
  JIUM_TRY(const auto recorded, desk::tell_sighting(call.desk, call.tx, call.actor, address, fingerprints));
  if (!recorded) return reply(200, wire::ReportedSighting{});
  call.about(recorded->sighting.id);
  return reply(201, wire::ReportedSighting{present(recorded->sighting, &call.actor), recorded->the_case,
                                           recorded->was_live});
}

Result<Reply> show_sighting(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::SightingId>("sighting"));
  JIUM_TRY(const auto reached, desk::reach_sighting(call.desk, call.tx, call.actor, id));
  return reply(200, present(reached.sighting, &call.actor));
}

Result<Reply> find_sightings(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::FindSightings>());
  JIUM_TRY(const auto address, registry::WebAddress::parse(ask.address.text));
  JIUM_TRY(const auto found, desk::find_sightings(call.desk, call.tx, call.actor, address));
  wire::FoundSightings shown;
  for (const auto& one : found) shown.sightings.push_back({one.the_case, present(one.sighting, &call.actor)});
  return reply(200, shown);
}

Result<Reply> reveal_address(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::SightingId>("sighting"));
  JIUM_TRY(const auto ask, call.body<wire::RevealAddress>());
  JIUM_TRY(const auto shown, desk::reveal_address(call.desk, call.tx, call.actor, id, ask.task));
  if (!shown.address) return problem_reply(429, shown.refusal);
  return reply(200, wire::RevealedAddress{shown.address->canonical().reveal()});
}

Result<Reply> list_reveals(const Call& call) {
  Instant from{};
  if (const std::string* given = call.request.query("from")) {
    JIUM_TRY(from, parse_instant(*given));
  }
  JIUM_TRY(const auto reveals, store::reveals_of(call.tx, call.actor.organisation, from));
  return reply(200, wire::Reveals{present_all(reveals)});
}

Result<Reply> ask_inspection(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::AskInspection>());
  JIUM_TRY(const auto address, registry::WebAddress::parse(ask.address.text));
  JIUM_TRY(const auto inspection, desk::ask_inspection(call.desk, call.tx, call.actor, address));
  call.about(inspection.id);
  JIUM_TRY(const auto shown, show_inspection(call, inspection));
  return reply(202, shown);
}

Result<Reply> show_one_inspection(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<store::InspectionId>("inspection"));
  JIUM_TRY(const auto inspection, desk::show_inspection(call.desk, call.tx, call.actor, id));
  JIUM_TRY(const auto shown, show_inspection(call, inspection));
  return reply(200, shown);
}

void add_inspection_routes(Routes& routes) {
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/inspections",
       .operation = "ask_inspection",
       .summary = "Asks jium to look at a place; the look happens soon after, ask for the inspection again.",
       .asks = &schema_of<wire::AskInspection>,
       .gives = &schema_of<wire::Inspection>,
       .success = {202},
       .handle = &ask_inspection,
       .costly = true});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/inspections/{inspection}",
                    .operation = "show_inspection",
                    .summary = "An inspection and, once it is done, what was found.",
                    .gives = &schema_of<wire::Inspection>,
                    .handle = &show_one_inspection});
}

void add_finding_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sightings/find",
                    .operation = "find_sightings",
                    .summary = "The sightings at exactly this address.",
                    .asks = &schema_of<wire::FindSightings>,
                    .gives = &schema_of<wire::FoundSightings>,
                    .handle = &find_sightings,
                    .costly = true});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/reveals",
                    .operation = "list_reveals",
                    .summary = "Every address that was shown in full: to whom, when and on which task; the "
                               "newest first.",
                    .gives = &schema_of<wire::Reveals>,
                    .query = {{"from", "a time: those from then on"}},
                    .handle = &list_reveals});
}

}  // namespace

void add_sighting_routes(Routes& routes) {
  add_inspection_routes(routes);
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/sightings",
       .operation = "report_sighting",
       .summary = "Reports where media was seen (201); sighting is null when it matches nothing (200).",
       .asks = &schema_of<wire::ReportSighting>,
       .gives = &schema_of<wire::ReportedSighting>,
       .success = {201, 200},
       .handle = &report_sighting});
  add_finding_routes(routes);
  routes.push_back({.method = "GET",
                    .path = "/api/v1/sightings/{sighting}",
                    .operation = "show_sighting",
                    .summary = "A sighting, its address folded.",
                    .gives = &schema_of<wire::Sighting>,
                    .handle = &show_sighting});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sightings/{sighting}/reveal",
                    .operation = "reveal_address",
                    .summary = "The full address of a sighting, for a task that the case has. Counts against "
                               "what the person or key may see in a day.",
                    .asks = &schema_of<wire::RevealAddress>,
                    .gives = &schema_of<wire::RevealedAddress>,
                    .handle = &reveal_address});
}

}  // namespace jium::http
