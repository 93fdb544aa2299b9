// Vigils, the statements that were made of them, and how often the registry was asked in a day.
#pragma once

#include <optional>
#include <vector>

#include "jium/casework/vigil.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const casework::Vigil& vigil);
[[nodiscard]] Result<void> update(Transaction& tx, const casework::Vigil& vigil);
[[nodiscard]] Result<casework::Vigil> load_vigil(Transaction& tx, registry::OrganisationId organisation,
                                                 casework::VigilId id);
[[nodiscard]] Result<std::vector<casework::Vigil>> vigils_of(Transaction& tx,
                                                             registry::OrganisationId organisation);
[[nodiscard]] Result<std::vector<casework::Vigil>> vigils_of_case(Transaction& tx, casework::CaseId the_case);

struct StoredStatement {
  casework::VigilId vigil;
  Instant made_at{}, counted_from{};
  std::string made_by;
  Secret<std::string> text;
};
[[nodiscard]] Result<void> insert(Transaction& tx, const casework::Vigil& vigil,
                                  const StoredStatement& statement);
[[nodiscard]] Result<std::vector<StoredStatement>> statements_of(Transaction& tx,
                                                                 const casework::Vigil& vigil);

// What was compared with the registry, by whose doing. Words in the database.
enum class LookupKind {
  match,   // files that somebody of the organisation asked about
  look,    // places that were looked at for it
  report,  // posts that were reported to it, by its own people or by others
  feed     // pages of its feed that a platform was served
};
BOOST_DESCRIBE_ENUM(LookupKind, match, look, report, feed)
[[nodiscard]] Result<void> count_lookup(Transaction& tx, registry::OrganisationId organisation,
                                        LookupKind kind, Instant at, std::int64_t count = 1);

// From the Korean day of `from` to that of `to`, both whole. What the organisation's own registry was
// compared with; of platforms, how many were served a feed, whosever.
struct LookupCounts {
  std::int64_t matches = 0, looks = 0, reports = 0, platforms = 0;
};
[[nodiscard]] Result<LookupCounts> lookups_between(Transaction& tx, registry::OrganisationId organisation,
                                                   Instant from, Instant to);

}  // namespace jium::store
