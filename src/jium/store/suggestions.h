// Contacts that were found and wait for an officer; and where a site lies, as it was seen.
#pragma once

#include <optional>
#include <vector>

#include "jium/casework/case.h"
#include "jium/removal/contact_suggestion.h"
#include "jium/removal/site_hosts.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::ContactSuggestion& suggestion);
[[nodiscard]] Result<void> update(Transaction& tx,
                                  const removal::ContactSuggestion& suggestion);  // what was decided
[[nodiscard]] Result<removal::ContactSuggestion> load_suggestion(Transaction& tx,
                                                                 registry::OrganisationId organisation,
                                                                 removal::SuggestionId id);
[[nodiscard]] Result<std::vector<removal::ContactSuggestion>> suggestions_for(
    Transaction& tx, registry::OrganisationId organisation, registry::SiteId site);  // newest first

// Those that wait to be decided, of all sites; newest first.
[[nodiscard]] Result<std::vector<removal::ContactSuggestion>> open_suggestions(
    Transaction& tx, registry::OrganisationId organisation);

[[nodiscard]] Result<removal::SiteHosts> load_hosts(Transaction& tx, registry::OrganisationId organisation,
                                                    registry::SiteId site);
[[nodiscard]] Result<void> keep_hosts(Transaction& tx, registry::OrganisationId organisation,
                                      registry::SiteId site, const removal::SiteHosts& hosts);

// Of jium's own work, which belongs to no organisation.
[[nodiscard]] Result<registry::OrganisationId> organisation_of(Transaction& tx, registry::SiteId site);
// Cases whose footage stands on this site now.
[[nodiscard]] Result<std::vector<casework::CaseId>> cases_live_at(Transaction& tx,
                                                                  registry::OrganisationId organisation,
                                                                  registry::SiteId site);

}  // namespace jium::store
