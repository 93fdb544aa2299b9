// The graph of a series group (linkage/graph.h) as one of its centres may see it: its own records by their
// numbers, those of the others by running numbers ("footage 3 of Seoul"), sites by their domains. Every edge
// says whose record it stands on and since when. No address, no word of a trace, nothing of a survivor.
//
// Edges: a centre holds footage; footage was seen at a sighting, which is on a site; footage is the same as
// footage, where their fingerprints match; a centre's trace names the offender, and traces of two centres are
// the same where their tokens are.
#pragma once

#include "jium/desk/desk.h"
#include "jium/linkage/graph.h"
#include "jium/linkage/series_group.h"

namespace jium::desk {

// Missing, or Conflict, for whoever is not in the group.
[[nodiscard]] Result<linkage::Graph> draw_series(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                 linkage::SeriesGroupId id);

}  // namespace jium::desk
