#include "jium/http/inspection_view.h"

#include "jium/desk/inspect_place.h"

namespace jium::http {

Result<wire::Inspection> show_inspection(const Call& call, const store::Inspection& inspection) {
  wire::Inspection shown{.id = inspection.id,
                         .state = inspection.state,
                         .place = inspection.address.folded(),
                         .finding = inspection.finding,
                         .sighting = std::nullopt,
                         .footage = std::nullopt,
                         .the_case = std::nullopt,
                         .algorithm = std::nullopt,
                         .distance = std::nullopt,
                         .witness = std::nullopt,
                         .sureness = std::nullopt,
                         .recurrence = false,
                         .note = inspection.note.reveal(),
                         .asked_at = inspection.asked_at,
                         .done_at = inspection.done_at};
  if (!inspection.sighting) return shown;
  JIUM_TRY(const auto found, desk::found_by(call.desk, call.tx, call.actor, inspection));
  if (!found) {
    if (call.actor.person) shown.finding = store::Finding::unknown;
    return shown;
  }
  const registry::Sighting* sighting = &found->sighting;
  shown.sighting = sighting->id;
  shown.footage = sighting->footage;
  shown.the_case = found->the_case;
  shown.distance = sighting->id == inspection.sighting ? inspection.distance : sighting->recognition.distance;
  shown.recurrence = sighting->recurrence_of.has_value();
  shown.algorithm = sighting->recognition.algorithm;
  shown.witness = sighting->recognition.witness;
  shown.sureness = sighting->recognition.sureness;
  return shown;
}

}  // namespace jium::http
