// The yearly figures of a centre, and the two things that only an officer can say about them: why there is
// support, and what a place shows of a person. Decoys are not counted. What was erased is not either: the
// tally of forgotten cases (count_work.h) has no ages and kinds.
#pragma once

#include "jium/desk/desk.h"
#include "jium/registry/sighting.h"
#include "jium/report/statistics.h"

namespace jium::desk {

[[nodiscard]] Result<void> note_ground(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                       casework::CaseId id, report::SupportGround ground);
[[nodiscard]] Result<void> note_identity_leak(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              registry::SightingId id, bool identity_data);

// Items are requests that were sent from `from` up to and without `to`; people, those of cases that were
// opened then or about whom something was sent then.
struct AskStatistics {
  Instant from{}, to{};
  std::string home = "KR";  // which jurisdiction is domestic
};
[[nodiscard]] Result<report::Statistics> count_statistics(const Desk& desk, store::Transaction& tx,
                                                          const Actor& actor, const AskStatistics& ask);

}  // namespace jium::desk
