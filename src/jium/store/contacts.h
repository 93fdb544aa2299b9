// The history of contacts with operators (removal/contact.h).
#pragma once

#include <optional>
#include <vector>

#include "jium/removal/contact.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::Contact& contact);
[[nodiscard]] Result<void> update(Transaction& tx, const removal::Contact& contact);  // its outcome
// The latest about this request with this operator.
[[nodiscard]] Result<std::optional<removal::Contact>> latest_contact(Transaction& tx,
                                                                     removal::RequestId request,
                                                                     removal::OperatorId site_operator);
// Newest first, `most` of them.
[[nodiscard]] Result<std::vector<removal::Contact>> contacts_with(Transaction& tx,
                                                                  registry::OrganisationId organisation,
                                                                  removal::OperatorId site_operator,
                                                                  int most);
[[nodiscard]] Result<std::vector<removal::Contact>> contacts_about(Transaction& tx,
                                                                   registry::OrganisationId organisation,
                                                                   registry::SiteId site, int most);

}  // namespace jium::store
