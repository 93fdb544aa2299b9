// The directory of sites and operators of one organisation. Names and addresses are sealed: a list of sites
// is a directory of abuse.
#pragma once

#include <optional>
#include <vector>

#include "jium/removal/operator.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::SiteOperator& site_operator);
[[nodiscard]] Result<removal::SiteOperator> load_operator(Transaction& tx,
                                                          registry::OrganisationId organisation,
                                                          removal::OperatorId id);
// Without those that were merged into others.
[[nodiscard]] Result<std::vector<removal::SiteOperator>> operators_of(Transaction& tx,
                                                                      registry::OrganisationId organisation);
// Everything but its organisation and the time it was added.
[[nodiscard]] Result<void> update(Transaction& tx, const removal::SiteOperator& site_operator);

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::Site& site);
// Everything but its name, its organisation and the time it was added.
[[nodiscard]] Result<void> update(Transaction& tx, const removal::Site& site);
[[nodiscard]] Result<removal::Site> load_site(Transaction& tx, registry::OrganisationId organisation,
                                              registry::SiteId id);
// By exact name, through the blind index.
[[nodiscard]] Result<std::optional<removal::Site>> find_site(Transaction& tx,
                                                             registry::OrganisationId organisation,
                                                             const std::string& name);
// Who runs the sites of this kind, each once; nothing is unsealed.
[[nodiscard]] Result<std::vector<removal::OperatorId>> operators_of_kind(
    Transaction& tx, registry::OrganisationId organisation, removal::SiteKind kind);
[[nodiscard]] Result<std::vector<removal::Site>> sites_of(Transaction& tx,
                                                          registry::OrganisationId organisation);

}  // namespace jium::store
