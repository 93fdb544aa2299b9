// Operators of the directory that were the same: what was moved from one to the other, so that it can be
// moved back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/removal/contact.h"
#include "jium/removal/form_recipe.h"
#include "jium/removal/platform_request.h"
#include "jium/store/store.h"

namespace jium::store {

struct MovedParty {
  registry::SiteId site;
  removal::Party party{};
};

struct OperatorMerge {
  removal::OperatorId merged, kept;
  registry::OrganisationId organisation;
  std::vector<removal::RequestId> requests;
  std::vector<removal::ContactId> contacts;
  std::vector<MovedParty> parties;
  std::vector<std::string> channels;  // addresses that came to the kept one
  std::vector<removal::RecipeId> recipes;
  std::vector<removal::LinkId> links;
  std::string actor;
  Instant at{};
  std::optional<Instant> undone_at;
};

[[nodiscard]] Result<void> insert(Transaction& tx, const OperatorMerge& merge);
[[nodiscard]] Result<void> note_undone(Transaction& tx, const OperatorMerge& merge, Instant at);
// Missing when it was never merged, or the merge was undone.
[[nodiscard]] Result<OperatorMerge> load_merge(Transaction& tx, registry::OrganisationId organisation,
                                               removal::OperatorId merged);

// Requests and contacts of one operator become another's; which ones those were. Where both were asked about
// the same sighting on the same rung, each keeps its own request: that is what happened.
[[nodiscard]] Result<std::vector<removal::RequestId>> move_requests(Transaction& tx,
                                                                    registry::OrganisationId organisation,
                                                                    removal::OperatorId from,
                                                                    removal::OperatorId to);
[[nodiscard]] Result<std::vector<removal::ContactId>> move_contacts(Transaction& tx,
                                                                    registry::OrganisationId organisation,
                                                                    removal::OperatorId from,
                                                                    removal::OperatorId to);
// A draft of `from` about what `to` was asked about on the same rung, if there is one: once they are one
// operator it would be asked a second time.
[[nodiscard]] Result<std::optional<removal::RequestId>> draft_in_the_way(
    Transaction& tx, registry::OrganisationId organisation, removal::OperatorId from, removal::OperatorId to);
// The way by which `from` is asked goes along where `to` has none of that sort in use: form recipes, and the
// link with a platform.
[[nodiscard]] Result<std::vector<removal::RecipeId>> move_recipes(Transaction& tx,
                                                                  registry::OrganisationId organisation,
                                                                  removal::OperatorId from,
                                                                  removal::OperatorId to);
[[nodiscard]] Result<std::vector<removal::LinkId>> move_links(Transaction& tx,
                                                              registry::OrganisationId organisation,
                                                              removal::OperatorId from,
                                                              removal::OperatorId to);
// One of them, if it is still `from`'s.
[[nodiscard]] Result<void> move_recipe(Transaction& tx, registry::OrganisationId organisation,
                                       removal::RecipeId id, removal::OperatorId from,
                                       removal::OperatorId to);
[[nodiscard]] Result<void> move_link(Transaction& tx, registry::OrganisationId organisation,
                                     removal::LinkId id, removal::OperatorId from, removal::OperatorId to);
[[nodiscard]] Result<void> move_request(Transaction& tx, registry::OrganisationId organisation,
                                        removal::RequestId id, removal::OperatorId from,
                                        removal::OperatorId to);
[[nodiscard]] Result<void> move_contact(Transaction& tx, registry::OrganisationId organisation,
                                        removal::ContactId id, removal::OperatorId from,
                                        removal::OperatorId to);

}  // namespace jium::store
