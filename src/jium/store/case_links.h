// Links between cases of two centres. Every function here sees both sides: it is called in the house's name
// (Transaction::for_the_house) by a verb that then shows each side no more than linkage/handshake.h lets it.
#pragma once

#include <optional>
#include <vector>

#include "jium/linkage/handshake.h"
#include "jium/linkage/related.h"
#include "jium/store/store.h"

namespace jium::store {

struct StoredEvidence {
  linkage::Evidence evidence;  // its standing is that of now, and is not stored
  std::optional<Bytes> token;  // the blind index
};

[[nodiscard]] Result<void> insert(Transaction& tx, const linkage::CaseLink& link);
// Everything but whose it is and since when.
[[nodiscard]] Result<void> update(Transaction& tx, const linkage::CaseLink& link);
// In place of what was there.
[[nodiscard]] Result<void> put_evidence(Transaction& tx, linkage::LinkId link,
                                        const std::vector<StoredEvidence>& evidence);
[[nodiscard]] Result<std::vector<StoredEvidence>> evidence_of(Transaction& tx, linkage::LinkId link);

[[nodiscard]] Result<linkage::CaseLink> load_link(Transaction& tx,
                                                  linkage::LinkId id);  // Missing when not there
[[nodiscard]] Result<std::vector<linkage::CaseLink>> links_of_case(
    Transaction& tx,
    casework::CaseId the_case);  // oldest first
[[nodiscard]] Result<std::vector<linkage::CaseLink>> links_of(Transaction& tx,
                                                              registry::OrganisationId organisation);

struct TokenLesson {
  Bytes token;
  linkage::LinkId link;
  registry::OrganisationId organisation;
  bool opened = false;
  Instant at{};
};
// In place of what this organisation taught by this link before.
[[nodiscard]] Result<void> put_lesson(Transaction& tx, const TokenLesson& lesson);

}  // namespace jium::store
