// Looks, in the house's own name, whether a case is related to cases of other centres, and suggests links to
// both sides at once: what raised it, a trace, footage or a consent, is still being recorded in the same
// transaction.
//
// Only between cases whose survivors both let other centres know (casework::Purpose::other_centres).
#pragma once

#include <vector>

#include "jium/desk/desk.h"
#include "jium/linkage/handshake.h"
#include "jium/store/footages.h"

namespace jium::desk {

// What footage of other centres this footage matches. Call it before the transaction changes any footage
// (desk/known_footage.h).
struct RelatedFootage {
  casework::CaseId the_case;
  registry::OrganisationId organisation;
  linkage::Ground ground = linkage::Ground::same_footage;
  Instant since{};
};
[[nodiscard]] Result<std::vector<RelatedFootage>> related_footage(
    const Desk& desk, store::Transaction& tx, registry::OrganisationId organisation,
    const std::vector<fingerprint::Fingerprint>& fingerprints);

// Footage that is withdrawn was a ground: `all` says that the matches given are all that the case's footage
// has now, and what is not among them is said no more. Otherwise they come on top of what was said before.
enum class FootageSaid { more, all };

// Weighs anew every link of the case, makes those that are missing, ends suggestions that have lost their
// ground. How many were made.
[[nodiscard]] Result<int> suggest_links(const Desk& desk, store::Transaction& tx,
                                        const casework::Case& the_case,
                                        const std::vector<RelatedFootage>& footage = {},
                                        FootageSaid said = FootageSaid::more);

// What the case's footage matches at other centres, but for this one. As related_footage: before any change.
[[nodiscard]] Result<std::vector<RelatedFootage>> related_to_the_rest(const Desk& desk,
                                                                      store::Transaction& tx,
                                                                      const casework::Case& the_case,
                                                                      registry::FootageId without);

// The same for footage that the case has already: after a consent was given.
[[nodiscard]] Result<int> suggest_links_anew(const Desk& desk, store::Transaction& tx,
                                             const casework::Case& the_case);

// Every link of the case ends, and it leaves its series groups: the survivor took back consent, or the case
// is erased.
[[nodiscard]] Result<void> end_links(const Desk& desk, store::Transaction& tx, const casework::Case& the_case,
                                     linkage::LinkEnd why);

}  // namespace jium::desk
