// An inspection: somebody asked to look at a place. The answer stays with it until it is read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/registry/sighting.h"
#include "jium/store/store.h"

namespace jium::store {

struct InspectionTag {
  static constexpr char letter = 'I';
  static constexpr std::string_view noun = "inspection";
};
using InspectionId = Id<InspectionTag>;

enum class InspectionState { waiting, done };
BOOST_DESCRIBE_ENUM(InspectionState, waiting, done)

enum class Finding {
  recognised,     // a sighting was recorded (or an earlier live one seen again)
  unknown,        // a picture or a video that matches nothing
  not_a_picture,  // something else was there, or nothing (note says which)
  unreachable,    // no answer (note says why)
  refused,        // the address is not one that jium may visit
};
BOOST_DESCRIBE_ENUM(Finding, recognised, unknown, not_a_picture, unreachable, refused)

struct Inspection {
  InspectionId id;
  registry::OrganisationId organisation;
  std::string actor;
  registry::WebAddress address;
  InspectionState state = InspectionState::waiting;
  std::optional<Finding> finding;
  std::optional<registry::SightingId> sighting;
  std::optional<int> distance;
  bool recurrence = false;
  Secret<std::string> note;  // one line for the officer
  Instant asked_at{};
  std::optional<Instant> done_at;
};

[[nodiscard]] Result<void> insert(Transaction& tx, const Inspection& inspection);
[[nodiscard]] Result<void> update(Transaction& tx, const Inspection& inspection);
[[nodiscard]] Result<Inspection> load_inspection(Transaction& tx, registry::OrganisationId organisation,
                                                 InspectionId id);
[[nodiscard]] Result<Inspection> load_inspection(Transaction& tx, InspectionId id);  // for jium's own work

// Those that recorded nothing, oldest first.
[[nodiscard]] Result<std::vector<Inspection>> inspections_without_sighting(
    Transaction& tx, registry::OrganisationId organisation);

}  // namespace jium::store
