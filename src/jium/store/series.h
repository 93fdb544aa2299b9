// Series groups, and what their centres give for counting together. Every function here sees all centres of
// a group: it is called in the house's name (Transaction::for_the_house) by a verb that then shows each of
// them what linkage/series_group.h lets it see.
#pragma once

#include <optional>
#include <vector>

#include "jium/linkage/joint_count.h"
#include "jium/linkage/series_group.h"
#include "jium/registry/footage.h"
#include "jium/registry/sighting.h"
#include "jium/removal/removal_request.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const linkage::SeriesGroup& group);
// New seats are added; of those that are there their yeses and times.
[[nodiscard]] Result<void> update(Transaction& tx, const linkage::SeriesGroup& group);
[[nodiscard]] Result<linkage::SeriesGroup> load_series(Transaction& tx,
                                                       linkage::SeriesGroupId id);  // Missing when not there
// In which this organisation has, or had, a seat; oldest first.
[[nodiscard]] Result<std::vector<linkage::SeriesGroup>> series_of(Transaction& tx,
                                                                  registry::OrganisationId organisation);
[[nodiscard]] Result<std::vector<linkage::SeriesGroup>> series_of_case(Transaction& tx,
                                                                       casework::CaseId the_case);
[[nodiscard]] Result<std::vector<linkage::SeriesGroup>> all_series(Transaction& tx);

// One survivor, as a centre knows them: blind indices of their tokens, under the case that is about them.
struct GivenPerson {
  casework::CaseId the_case;
  std::vector<linkage::Token> tokens;
};
// In place of what this centre gave before.
[[nodiscard]] Result<void> put_people(Transaction& tx, linkage::SeriesGroupId series,
                                      registry::OrganisationId organisation,
                                      const std::vector<GivenPerson>& people, Instant at);
[[nodiscard]] Result<void> forget_people_of_case(Transaction& tx, casework::CaseId the_case);
struct KeptPerson {
  linkage::PersonRecord record;  // its tokens are blind indices
  casework::CaseId the_case;
};
[[nodiscard]] Result<std::vector<KeptPerson>> people_of(Transaction& tx, linkage::SeriesGroupId series);

// The places of a case as a board counts them and a graph draws them: nothing is unsealed.
struct PlaceOfCase {
  registry::SightingId sighting;
  registry::FootageId footage;
  registry::SiteId site;
  linkage::Token place{};  // the blind index of its address
  bool live = false;
  Instant first_seen{}, last_seen{};
};
[[nodiscard]] Result<std::vector<PlaceOfCase>> places_of_case(Transaction& tx, casework::CaseId the_case);
// Requests that were sent.
struct SentRequest {
  registry::SightingId sighting;
  removal::RequestState state = removal::RequestState::sent;
  Instant sent_at{};
};
[[nodiscard]] Result<std::vector<SentRequest>> sent_requests_of_case(Transaction& tx,
                                                                     casework::CaseId the_case);

}  // namespace jium::store
