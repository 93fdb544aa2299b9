#include "jium/desk/record_trace.h"

#include <algorithm>

#include "jium/desk/reach.h"
#include "jium/desk/suggest_links.h"
#include "jium/linkage/trace_box.h"
#include "jium/store/cases.h"
#include "jium/store/quotas.h"

namespace jium::desk {
namespace {

using linkage::Closeness;
using store::StoredTrace;

constexpr std::size_t kTracesOfACase = 500;

linkage::TokenKey token_key(store::Transaction& tx, std::string_view purpose) {
  Bytes secret;
  for (const std::string_view half : {"first half", "second half"}) {
    const Bytes part = tx.vault().blind_index(store::IndexPurpose::linkage_key, half);
    secret.insert(secret.end(), part.begin(), part.end());
  }
  return linkage::TokenKey::derive(secret, purpose);
}

Result<void> check_keys(const RecordTrace& ask) {
  std::vector<Closeness> seen;
  for (const auto& key : ask.keys) {
    if (std::find(seen.begin(), seen.end(), key.closeness) != seen.end())
      return fault(FaultKind::malformed, "a trace has one key of each closeness");
    seen.push_back(key.closeness);
  }
  const bool has_exact = std::find(seen.begin(), seen.end(), Closeness::exact) != seen.end();
  if (!seen.empty() && !has_exact) return fault(FaultKind::malformed, "a trace with keys has the exact one");
  if (ask.box && ask.box->size() != linkage::kTraceBox)
    return fault(FaultKind::malformed, "a sealed trace has " + std::to_string(linkage::kTraceBox) + " bytes");
  return {};
}

bool same_exact(const std::vector<store::TraceToken>& one, const std::vector<store::TraceToken>& other) {
  const auto exact = [](const auto& tokens) {
    return std::find_if(tokens.begin(), tokens.end(),
                        [](const auto& token) { return token.closeness == Closeness::exact; });
  };
  const auto a = exact(one), b = exact(other);
  return a != one.end() && b != other.end() && a->token == b->token;
}

Result<std::optional<StoredTrace>> known_in(store::Transaction& tx, const std::vector<StoredTrace>& traces,
                                            const RecordTrace& ask,
                                            const std::vector<store::TraceToken>& tokens) {
  for (const StoredTrace& trace : traces) {
    if (trace.withdrawn_at || trace.kind != ask.kind) continue;
    JIUM_TRY(const auto its, store::tokens_of(tx, trace.id));
    if (same_exact(its, tokens)) return std::optional(trace);
  }
  return std::optional<StoredTrace>();
}

}  // namespace

Result<std::vector<linkage::Element>> make_tokens(const Desk& desk, store::Transaction& tx,
                                                  const Actor& actor,
                                                  const std::vector<linkage::Element>& blinded,
                                                  std::string_view purpose) {
  if (blinded.empty()) return fault(FaultKind::malformed, "there is no blinded word");
  JIUM_TRY(auto evaluated, token_key(tx, purpose).evaluate(blinded));
  const std::string day = to_text(desk.clock.now()).substr(0, 10);
  JIUM_TRY(const bool counted,
           store::count_words(tx, actor.organisation, day, static_cast<int>(blinded.size()), kWordsADay));
  if (!counted)
    return fault(FaultKind::busy, "your centre's words of this day are used up (" +
                                      std::to_string(kWordsADay) + "): go on tomorrow, UTC");
  return evaluated;
}

Result<RecordedTrace> record_trace(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                   const RecordTrace& ask) {
  JIUM_TRY(const auto the_case, reach_case(desk, tx, actor, ask.the_case));
  if (the_case.state == casework::CaseState::closed || the_case.state == casework::CaseState::forgotten)
    return fault(FaultKind::conflict,
                 "the case is " + std::string(to_text(the_case.state)) + ": reopen it first");
  JIUM_CHECK(check_keys(ask));
  std::vector<store::TraceToken> tokens;
  for (const auto& key : ask.keys) tokens.push_back({key.closeness, store::blind(tx, key.token)});
  JIUM_TRY(const auto traces, store::traces_of_case(tx, ask.the_case));
  JIUM_TRY(auto known, known_in(tx, traces, ask, tokens));
  if (known) return RecordedTrace{*std::move(known), true, 0};
  if (traces.size() >= kTracesOfACase) return fault(FaultKind::conflict, "a case has at most 500 traces");
  RecordedTrace made;
  made.trace = {.id = linkage::TraceId::random(),
                .organisation = actor.organisation,
                .the_case = ask.the_case,
                .kind = ask.kind,
                .provenance = ask.provenance,
                .confidence = ask.confidence,
                .box = ask.box,
                .recorded_by = actor.text(),
                .recorded_at = desk.clock.now(),
                .withdrawn_at = std::nullopt};
  JIUM_CHECK(store::insert(tx, made.trace, tokens));
  JIUM_CHECK(write_history(desk, tx, ask.the_case, actor.text(), casework::Event::trace_recorded,
                           made.trace.id.text(), std::string(to_text(ask.kind))));
  JIUM_TRY(made.suggested, suggest_links(desk, tx, the_case));
  return made;
}

Result<std::vector<StoredTrace>> list_traces(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             casework::CaseId the_case) {
  JIUM_CHECK(reach_case(desk, tx, actor, the_case));
  return store::traces_of_case(tx, the_case);
}

Result<StoredTrace> withdraw_trace(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                   linkage::TraceId id) {
  JIUM_TRY(auto trace, store::load_trace(tx, actor.organisation, id));
  const auto reached = reach_case(desk, tx, actor, trace.the_case);
  if (!reached && reached.fault().kind == FaultKind::missing)
    return fault(FaultKind::missing, "no such trace");
  if (!reached) return reached.fault();
  if (trace.withdrawn_at) return fault(FaultKind::conflict, "the trace has been taken back already");
  trace.withdrawn_at = desk.clock.now();
  trace.box.reset();
  JIUM_CHECK(store::withdraw(tx, trace));
  JIUM_CHECK(
      write_history(desk, tx, trace.the_case, actor.text(), casework::Event::trace_withdrawn, id.text()));
  JIUM_CHECK(suggest_links(desk, tx, *reached));
  return trace;
}

}  // namespace jium::desk
