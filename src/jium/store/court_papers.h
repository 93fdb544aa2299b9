// Papers that were made for courts, by their digest; the bytes were handed out and are not kept.
#pragma once

#include <string>
#include <vector>

#include "jium/casework/outcome.h"
#include "jium/store/store.h"

namespace jium::store {

struct CourtPaper {
  casework::CourtPaperId id;
  registry::OrganisationId organisation;
  std::vector<casework::CaseId> cases;
  std::string kind, language;  // words of report/court_papers.h, which this room does not know
  std::string made_by;
  Instant made_at{};
  std::int64_t log_size = 0;
  std::string digest;  // SHA-256, hexadecimal
};

[[nodiscard]] Result<void> insert(Transaction& tx, const CourtPaper& paper);
// The newest first. Cases that were erased since are not named any more.
[[nodiscard]] Result<std::vector<CourtPaper>> court_papers_of(Transaction& tx,
                                                              registry::OrganisationId organisation);

}  // namespace jium::store
