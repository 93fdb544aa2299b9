// Somebody asks jium to look at a place. Asking is quick and lasting; a worker looks (work/look.h) and
// settles what was found.
#pragma once

#include <optional>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/desk/look.h"
#include "jium/desk/reach.h"
#include "jium/fingerprint/fingerprinter.h"
#include "jium/store/inspections.h"

namespace jium::desk {

[[nodiscard]] Result<store::Inspection> ask_inspection(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor,
                                                       const registry::WebAddress& address);

// Of a place that `actor` (as histories name one) has reported without jium having seen it: what goes before
// jium has looked could never be proved gone.
[[nodiscard]] Result<store::Inspection> look_at_reported(const Desk& desk, store::Transaction& tx,
                                                         registry::OrganisationId organisation,
                                                         std::string actor,
                                                         const registry::WebAddress& address);

// Of the organisation; to a person only their own, or one that found a sighting which they reach.
[[nodiscard]] Result<store::Inspection> show_inspection(const Desk& desk, store::Transaction& tx,
                                                        const Actor& actor, store::InspectionId id);
// What the inspection found, as far as the actor reaches it: its own sighting, or that of another case at the
// same place. Nothing, too, when the case was forgotten in the meantime.
[[nodiscard]] Result<std::optional<ReachedSighting>> found_by(const Desk& desk, store::Transaction& tx,
                                                              const Actor& actor,
                                                              const store::Inspection& inspection);

// Idempotent: a settled inspection stays as it is.
[[nodiscard]] Result<store::Inspection> settle_inspection(const Desk& desk, store::Transaction& tx,
                                                          store::InspectionId id, const Look& look);

}  // namespace jium::desk
