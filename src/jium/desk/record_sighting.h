// Media was seen somewhere. If its fingerprints match registered footage, a Sighting is recorded; if the same
// footage was removed from the same site before, it is a recurrence and an alarm is raised.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/registry/sighting.h"

namespace jium::desk {

struct RecordSighting {
  registry::OrganisationId organisation;
  std::string actor;
  registry::WebAddress address;
  std::vector<fingerprint::Fingerprint> fingerprints;
  std::optional<registry::FetchEvidence> evidence;  // when jium itself looked
  // Of this footage alone: what somebody else reports about is no more than what is shared with them.
  std::optional<std::set<registry::FootageId>> only{};
};

struct RecordedSighting {
  registry::Sighting sighting;
  casework::CaseId the_case;
  bool was_live = false;  // it was known and live already: only last_seen moved
};

// Each case of the organisation whose footage it is gets a sighting of its own, by its best match; the best
// of all is returned. Nothing when the media matches no footage of the organisation.
[[nodiscard]] Result<std::optional<RecordedSighting>> record_sighting(const Desk& desk,
                                                                      store::Transaction& tx,
                                                                      const RecordSighting& ask);

// The very file of this footage, without asking what it matches.
[[nodiscard]] Result<RecordedSighting> record_sighting_of(const Desk& desk, store::Transaction& tx,
                                                          const Actor& actor,
                                                          const store::StoredFootage& stored,
                                                          const registry::WebAddress& address);

// Somebody tells where media was seen. All cases are served as above; the teller hears of the best match
// among those that they reach, and of nothing where that is none.
[[nodiscard]] Result<std::optional<RecordedSighting>> tell_sighting(
    const Desk& desk, store::Transaction& tx, const Actor& actor, const registry::WebAddress& address,
    const std::vector<fingerprint::Fingerprint>& of);

}  // namespace jium::desk
