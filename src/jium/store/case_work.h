// Lists for who works in cases: pages of cases and of sightings, and how much work lies in a case.
#pragma once

#include <optional>
#include <vector>

#include "jium/casework/case.h"
#include "jium/registry/sighting.h"
#include "jium/store/list_page.h"
#include "jium/store/store.h"

namespace jium::store {

struct CaseQuery {
  std::vector<casework::CaseState> states{};  // none: all
  bool oldest_first = false;
};
// `page.after` is the place of the last of the page before, in this order; of the first page it is empty.
[[nodiscard]] Result<std::vector<casework::Case>> cases_page(Transaction& tx,
                                                             registry::OrganisationId organisation,
                                                             const CaseQuery& query,
                                                             const std::optional<ListPlace>& after,
                                                             const ListPage& page);

struct CaseWork {
  std::int64_t footage = 0;  // registered, not withdrawn
  std::int64_t live_sightings = 0;
  std::int64_t unasked = 0;        // of these, about which nobody was ever asked
  std::int64_t drafted = 0;        // requests that no officer has confirmed
  std::int64_t open_requests = 0;  // neither proved removed nor refused
  std::int64_t overdue = 0;
};
[[nodiscard]] Result<CaseWork> work_of_case(Transaction& tx, casework::CaseId the_case);

struct SightingQuery {
  std::optional<casework::CaseId> the_case{};
  std::vector<registry::SightingState> states{};  // none: all
  std::optional<bool> asked{};                    // was anybody ever asked about it?
};
struct SightingOfCase {
  registry::Sighting sighting;
  casework::CaseId the_case;
};
// Oldest first.
[[nodiscard]] Result<std::vector<SightingOfCase>> sightings_page(Transaction& tx,
                                                                 registry::OrganisationId organisation,
                                                                 const SightingQuery& query,
                                                                 const ListPage& page);

}  // namespace jium::store
