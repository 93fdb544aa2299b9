// What requests cost, act by act; and what statistics need besides: why there is support, what a place shows
// of a person, and every item with where it stood.
#pragma once

#include <optional>
#include <vector>

#include "jium/casework/case.h"
#include "jium/removal/cost.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::CostEntry& entry);
// What was counted from then on for confirming this request: the confirmation was undone.
[[nodiscard]] Result<void> uncount_confirmation(Transaction& tx, removal::RequestId request,
                                                const std::string& actor, Instant since);
[[nodiscard]] Result<std::vector<removal::CostEntry>> costs_of_case(Transaction& tx,
                                                                    casework::CaseId the_case);

// Words of the statistics (report/statistics.h), which this room does not know.
// As keep_ground() was told; nothing before.
[[nodiscard]] Result<std::optional<std::string>> ground_of(Transaction& tx, casework::CaseId the_case);
[[nodiscard]] Result<void> keep_ground(Transaction& tx, registry::OrganisationId organisation,
                                       casework::CaseId the_case, std::string_view ground);
[[nodiscard]] Result<void> keep_leak(Transaction& tx, registry::OrganisationId organisation,
                                     registry::SightingId sighting, bool identity_data);

struct Leak {
  registry::SightingId sighting;
  bool identity_data = false;
};
[[nodiscard]] Result<std::vector<Leak>> leaks_of(Transaction& tx, casework::CaseId the_case);

// A request that was sent within a time, with what is known of its place; nothing is unsealed.
struct SentItem {
  casework::CaseId the_case;
  removal::RequestState state{};
  Instant sent_at{};
  std::optional<Instant> removed_at;
  removal::SiteKind site_kind{};
  std::string jurisdiction;           // of the operator
  std::optional<std::string> ground;  // none: nobody has said
  std::optional<bool> identity_data;
};
[[nodiscard]] Result<std::vector<SentItem>> items_sent(Transaction& tx, registry::OrganisationId organisation,
                                                       Instant from, Instant to);

}  // namespace jium::store
