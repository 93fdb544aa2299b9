// Addresses that were shown in full: each is kept, and counted against what its viewer may see in a day.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "jium/casework/reveal.h"
#include "jium/store/store.h"

namespace jium::store {

// Counts `more` for `holder` (an actor's text) on `day`, unless that would pass `limit`: then false, and
// nothing is counted. One statement, so that of any number at once exactly as many succeed as are left.
[[nodiscard]] Result<bool> count_reveals(Transaction& tx, registry::OrganisationId organisation,
                                         std::string_view holder, std::string_view day, int more, int limit);
// How many were counted for `holder` on `day`.
[[nodiscard]] Result<int> reveals_counted(Transaction& tx, registry::OrganisationId organisation,
                                          std::string_view holder, std::string_view day);
// One.
[[nodiscard]] Result<bool> count_reveal(Transaction& tx, registry::OrganisationId organisation,
                                        std::string_view holder, std::string_view day, int limit);

// Blinded words that were answered for a centre on `day`: counts `words` more, unless that goes beyond
// `limit`.
[[nodiscard]] Result<bool> count_words(Transaction& tx, registry::OrganisationId organisation,
                                       std::string_view day, int words, int limit);

[[nodiscard]] Result<void> insert(Transaction& tx, const casework::Reveal& reveal);
// From `from` on; newest first.
[[nodiscard]] Result<std::vector<casework::Reveal>> reveals_of(Transaction& tx,
                                                               registry::OrganisationId organisation,
                                                               Instant from);

}  // namespace jium::store
