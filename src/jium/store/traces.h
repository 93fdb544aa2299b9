// Traces and their tokens. A token is kept as a blind index of itself: whoever has the database without the
// key file cannot even compare it with a token that they made.
#pragma once

#include <optional>
#include <vector>

#include "jium/linkage/oblivious.h"
#include "jium/linkage/related.h"
#include "jium/linkage/trace.h"
#include "jium/store/store.h"

namespace jium::store {

struct StoredTrace {
  linkage::TraceId id;
  registry::OrganisationId organisation;
  casework::CaseId the_case;
  linkage::TraceKind kind = linkage::TraceKind::account_name;
  linkage::Provenance provenance = linkage::Provenance::officer;
  linkage::Confidence confidence = linkage::Confidence::likely;
  std::optional<Bytes> box;  // the words, sealed to the centre's own key
  std::string recorded_by;
  Instant recorded_at{};
  std::optional<Instant> withdrawn_at;
};

struct TraceToken {
  linkage::Closeness closeness = linkage::Closeness::exact;
  Bytes token;  // the blind index
};

[[nodiscard]] Bytes blind(const Transaction& tx, const linkage::Token& token);

[[nodiscard]] Result<void> insert(Transaction& tx, const StoredTrace& trace,
                                  const std::vector<TraceToken>& tokens);
[[nodiscard]] Result<StoredTrace> load_trace(Transaction& tx, registry::OrganisationId organisation,
                                             linkage::TraceId id);
[[nodiscard]] Result<std::vector<StoredTrace>> traces_of_case(Transaction& tx,
                                                              casework::CaseId the_case);  // oldest first
[[nodiscard]] Result<std::vector<TraceToken>> tokens_of(Transaction& tx, linkage::TraceId id);
// Its tokens go at once; that it was recorded and taken back stays.
[[nodiscard]] Result<void> withdraw(Transaction& tx, const StoredTrace& trace);

// Who else holds this token: in the house's name alone.
struct TokenHolder {
  StoredTrace trace;
  linkage::Closeness closeness = linkage::Closeness::exact;
};
[[nodiscard]] Result<std::vector<TokenHolder>> holders_of(Transaction& tx, const Bytes& token);
// In how many cases it stands and what officers made of it: in the house's name alone.
[[nodiscard]] Result<linkage::Standing> standing_of(Transaction& tx, const Bytes& token);

}  // namespace jium::store
