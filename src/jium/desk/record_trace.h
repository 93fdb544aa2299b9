// Traces of a case: the tokens are made with the centre's machine (linkage/oblivious.h), recorded, listed and
// taken back. What a trace says is never here.
#pragma once

#include <optional>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/linkage/oblivious.h"
#include "jium/store/traces.h"

namespace jium::desk {

// A day of one centre: enough for its work, and no dictionary.
inline constexpr int kWordsADay = 2000;

// The installation's part of the oblivious function, for blinded words that it cannot read. Busy, with when
// to come back, when the centre's words of the day are used up.
// What it is for decides the key: traces have one, each series group another (count_jointly.h).
inline constexpr std::string_view kTokensOfTraces = "jium traces 1";
[[nodiscard]] Result<std::vector<linkage::Element>> make_tokens(const Desk& desk, store::Transaction& tx,
                                                                const Actor& actor,
                                                                const std::vector<linkage::Element>& blinded,
                                                                std::string_view purpose = kTokensOfTraces);

struct RecordTrace {
  struct Key {
    linkage::Closeness closeness = linkage::Closeness::exact;
    linkage::Token token{};
  };
  casework::CaseId the_case;
  linkage::TraceKind kind = linkage::TraceKind::account_name;
  linkage::Provenance provenance = linkage::Provenance::officer;
  linkage::Confidence confidence = linkage::Confidence::likely;
  std::vector<Key> keys;  // none: it is too common to link anything
  std::optional<Bytes> box{};
};
struct RecordedTrace {
  store::StoredTrace trace;
  bool was_known = false;  // this case had it already: nothing was added
  int suggested = 0;       // links that it raised
};
// Malformed: a closeness twice, keys without the exact one, a box of another length.
[[nodiscard]] Result<RecordedTrace> record_trace(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                 const RecordTrace& ask);
[[nodiscard]] Result<std::vector<store::StoredTrace>> list_traces(const Desk& desk, store::Transaction& tx,
                                                                  const Actor& actor,
                                                                  casework::CaseId the_case);
// It links nothing from now on: suggestions that stood on it alone end.
[[nodiscard]] Result<store::StoredTrace> withdraw_trace(const Desk& desk, store::Transaction& tx,
                                                        const Actor& actor, linkage::TraceId id);

}  // namespace jium::desk
