#include "jium/desk/inspect_place.h"
#include "jium/desk/record_sighting.h"
#include "jium/http/fingerprints.h"
#include "jium/http/present.h"
#include "jium/http/routes.h"
#include "jium/store/sightings.h"

namespace jium::http {
namespace {

Result<registry::Sighting> load_sighting(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::SightingId>("sighting"));
  return store::load_sighting(call.tx, call.actor.organisation, id);
}

Result<Reply> report_sighting(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::ReportSighting>());
  JIUM_TRY(const auto address, registry::WebAddress::parse(ask.address));
  JIUM_TRY(const auto fingerprints, fingerprints_of(ask.fingerprints));
  if (fingerprints.empty())
    return fault(FaultKind::malformed, "media is known by its fingerprints: give at least one");
  JIUM_TRY(const auto recorded, desk::record_sighting(call.desk, call.tx,
                                                      {.organisation = call.actor.organisation,
                                                       .actor = call.actor.text(),
                                                       .address = address,
                                                       .fingerprints = fingerprints,
                                                       .evidence = std::nullopt}));
  if (!recorded) return reply(200, wire::ReportedSighting{});
  call.about(recorded->sighting.id);
  return reply(201,
               wire::ReportedSighting{present(recorded->sighting), recorded->the_case, recorded->was_live});
}

Result<Reply> show_sighting(const Call& call) {
  JIUM_TRY(const auto sighting, load_sighting(call));
  return reply(200, present(sighting));
}

Result<Reply> reveal_address(const Call& call) {
  JIUM_TRY(const auto sighting, load_sighting(call));
  return reply(200, wire::RevealedAddress{sighting.address.canonical().reveal()});
}

// With what was recognised, which stands with the sighting.
Result<wire::Inspection> show(const Call& call, const store::Inspection& inspection) {
  wire::Inspection shown{.id = inspection.id,
                         .state = inspection.state,
                         .place = inspection.address.folded(),
                         .finding = inspection.finding,
                         .sighting = inspection.sighting,
                         .footage = std::nullopt,
                         .the_case = std::nullopt,
                         .algorithm = std::nullopt,
                         .distance = inspection.distance,
                         .witness = std::nullopt,
                         .sureness = std::nullopt,
                         .recurrence = inspection.recurrence,
                         .note = inspection.note.reveal(),
                         .asked_at = inspection.asked_at,
                         .done_at = inspection.done_at};
  if (!inspection.sighting) return shown;
  const auto sighting = store::load_sighting(call.tx, call.actor.organisation, *inspection.sighting);
  // Of a case that was forgotten in the meantime: the inspection stays, what it found does not.
  if (!sighting && sighting.fault().kind == FaultKind::missing) return shown;
  if (!sighting) return sighting.fault();
  JIUM_TRY(const auto stored, store::load_footage(call.tx, call.actor.organisation, sighting->footage));
  shown.footage = sighting->footage;
  shown.the_case = stored.the_case;
  shown.algorithm = sighting->recognition.algorithm;
  shown.witness = sighting->recognition.witness;
  shown.sureness = sighting->recognition.sureness;
  return shown;
}

Result<Reply> ask_inspection(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::AskInspection>());
  JIUM_TRY(const auto address, registry::WebAddress::parse(ask.address));
  JIUM_TRY(const auto inspection, desk::ask_inspection(call.desk, call.tx, call.actor, address));
  call.about(inspection.id);
  JIUM_TRY(const auto shown, show(call, inspection));
  return reply(202, shown);
}

Result<Reply> show_inspection(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<store::InspectionId>("inspection"));
  JIUM_TRY(const auto inspection, store::load_inspection(call.tx, call.actor.organisation, id));
  JIUM_TRY(const auto shown, show(call, inspection));
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
       .handle = &ask_inspection});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/inspections/{inspection}",
                    .operation = "show_inspection",
                    .summary = "An inspection and, once it is done, what was found.",
                    .gives = &schema_of<wire::Inspection>,
                    .handle = &show_inspection});
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
  routes.push_back({.method = "GET",
                    .path = "/api/v1/sightings/{sighting}",
                    .operation = "show_sighting",
                    .summary = "A sighting, its address folded.",
                    .gives = &schema_of<wire::Sighting>,
                    .handle = &show_sighting});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sightings/{sighting}/reveal",
                    .operation = "reveal_address",
                    .summary = "The full address of a sighting.",
                    .gives = &schema_of<wire::RevealedAddress>,
                    .handle = &reveal_address});
}

}  // namespace jium::http
