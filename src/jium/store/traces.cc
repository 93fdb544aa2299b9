#include "jium/store/traces.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

constexpr std::string_view kColumns =
    "select trace.id, trace.organisation, trace.the_case, trace.kind, trace.provenance, trace.confidence, "
    "trace.box,"
    " trace.recorded_by, trace.recorded_at, trace.withdrawn_at from trace";
constexpr int kBox = 6;

Result<StoredTrace> read_trace(Transaction&, const Row& row) {
  StoredTrace trace;
  Fields in(row);
  trace.id = in.id<linkage::TraceId>();
  trace.organisation = in.id<registry::OrganisationId>();
  trace.the_case = in.id<casework::CaseId>();
  trace.kind = in.word<linkage::TraceKind>();
  trace.provenance = in.word<linkage::Provenance>();
  trace.confidence = in.word<linkage::Confidence>();
  trace.box = in.maybe_blob();
  trace.recorded_by = in.text();
  trace.recorded_at = in.instant();
  trace.withdrawn_at = in.maybe_instant();
  return in.finish(std::move(trace));
}

Result<TokenHolder> read_holder(Transaction& tx, const Row& row) {
  JIUM_TRY(auto trace, read_trace(tx, row));
  JIUM_TRY(const auto closeness, stored(parse_enum<linkage::Closeness>("word", row.text(kBox + 4))));
  return TokenHolder{std::move(trace), closeness};
}

}  // namespace

Bytes blind(const Transaction& tx, const linkage::Token& token) {
  return tx.vault().blind_index(IndexPurpose::trace_token, text_of(token));
}

Result<void> insert(Transaction& tx, const StoredTrace& trace, const std::vector<TraceToken>& tokens) {
  JIUM_CHECK(tx.database().run(
      "insert into trace (id, organisation, the_case, kind, provenance, confidence, box, recorded_by, "
      "recorded_at,"
      " withdrawn_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {trace.id, trace.organisation, trace.the_case, to_text(trace.kind), to_text(trace.provenance),
       to_text(trace.confidence), trace.box, trace.recorded_by, trace.recorded_at, trace.withdrawn_at}));
  for (const TraceToken& token : tokens) {
    JIUM_CHECK(tx.database().run("insert into trace_key (trace, closeness, token) values (?, ?, ?)",
                                 {trace.id, to_text(token.closeness), token.token}));
  }
  return {};
}

Result<StoredTrace> load_trace(Transaction& tx, registry::OrganisationId organisation, linkage::TraceId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, "no such trace",
             read_trace);
}

Result<std::vector<StoredTrace>> traces_of_case(Transaction& tx, casework::CaseId the_case) {
  return all(tx, kColumns, "where the_case = ? order by recorded_at, id", {the_case}, read_trace);
}

Result<std::vector<TraceToken>> tokens_of(Transaction& tx, linkage::TraceId id) {
  return all(tx, "select closeness, token from trace_key", "where trace = ?", {id},
             [](Transaction&, const Row& row) -> Result<TraceToken> {
               Fields in(row);
               TraceToken token{in.word<linkage::Closeness>(), {}};
               token.token = row.blob(1);
               return in.finish(std::move(token));
             });
}

Result<void> withdraw(Transaction& tx, const StoredTrace& trace) {
  JIUM_CHECK(tx.database().run("delete from trace_key where trace = ?", {trace.id}));
  return change_one(tx, "update trace set withdrawn_at = ?, box = null where id = ? and organisation = ?",
                    {trace.withdrawn_at, trace.id, trace.organisation}, "no such trace");
}

Result<std::vector<TokenHolder>> holders_of(Transaction& tx, const Bytes& token) {
  return all(
      tx,
      "select trace.id, trace.organisation, trace.the_case, trace.kind, trace.provenance, trace.confidence,"
      " trace.box, trace.recorded_by, trace.recorded_at, trace.withdrawn_at, trace_key.closeness from trace"
      " join trace_key on trace_key.trace = trace.id",
      "where trace_key.token = ? order by trace.recorded_at, trace.id", {token}, read_holder);
}

Result<linkage::Standing> standing_of(Transaction& tx, const Bytes& token) {
  linkage::Standing standing;
  JIUM_CHECK(tx.database().query(
      "select count(distinct trace.the_case) from trace_key join trace on trace.id = trace_key.trace"
      " where trace_key.token = ?",
      {token}, [&](const Row& row) -> Result<void> {
        standing.cases = static_cast<int>(row.integer(0));
        return {};
      }));
  // Two centres open a link; it is one opening. A decline is of one.
  JIUM_CHECK(tx.database().query(
      "select count(distinct case when opened = 1 then link end), count(case when opened = 0 then 1 end),"
      " count(distinct case when opened = 0 then organisation end) from token_lesson where token = ?",
      {token}, [&](const Row& row) -> Result<void> {
        standing.opened = static_cast<int>(row.integer(0));
        standing.declined = static_cast<int>(row.integer(1));
        standing.declining_centres = static_cast<int>(row.integer(2));
        return {};
      }));
  return standing;
}

}  // namespace jium::store
