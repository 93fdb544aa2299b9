#include "jium/audit/exact_text.h"
#include "jium/desk/make_court_paper.h"
#include "jium/desk/record_outcome.h"
#include "jium/http/court_types.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

wire::CourtPaper shown_of(const store::CourtPaper& paper) {
  return {.id = paper.id,
          .cases = paper.cases,
          .kind = paper.kind,
          .language = paper.language,
          .made_at = paper.made_at,
          .log_size = paper.log_size,
          .digest = paper.digest};
}

// Papers are written in these two.
Result<removal::Language> language_of(const std::optional<removal::Language>& asked) {
  const removal::Language language = asked.value_or(removal::Language::ko);
  if (language == removal::Language::ko || language == removal::Language::en) return language;
  return fault(FaultKind::malformed, "papers for a court are written in ko or en");
}

Result<Reply> make_paper(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::MakeCourtPaper>());
  JIUM_TRY(const auto language, language_of(ask.language));
  desk::MakeCourtPaper wanted;
  wanted.cases = ask.cases;
  wanted.kind = ask.kind.value_or(report::PaperKind::support_performance);
  wanted.tongue = language == removal::Language::ko ? paper::Tongue::ko : paper::Tongue::en;
  wanted.offence = ask.offence;
  wanted.reference = ask.reference.value_or("");
  wanted.per_hour = ask.per_hour;
  wanted.cosigned = ask.cosigned.value_or(false);
  wanted.series = ask.series;
  JIUM_TRY(const auto made, desk::make_court_paper(call.desk, call.tx, call.actor, wanted));
  call.about(made.paper.id);
  return reply(201, wire::CourtPaperMade{.paper = shown_of(made.paper),
                                         .key = made.key,
                                         .values = made.values,
                                         .pdf = audit::to_base64(bytes_of(made.pdf))});
}

Result<Reply> cosign_paper(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::CosignPaper>());
  JIUM_TRY(const Bytes pdf, audit::from_base64(ask.pdf.text));
  JIUM_TRY(const auto made,
           desk::cosign_court_paper(call.desk, call.tx, call.actor, ask.series, std::string(text_of(pdf))));
  call.about(made.id);
  return reply(200, wire::CosignedPaper{made.key, made.digest, audit::to_base64(bytes_of(made.pdf))});
}

Result<Reply> list_papers(const Call& call) {
  JIUM_TRY(const auto papers, desk::court_papers(call.desk, call.tx, call.actor));
  wire::CourtPapers shown;
  JIUM_TRY(shown.key, desk::court_key(call.desk, call.tx, call.actor));
  for (const auto& paper : papers) shown.papers.push_back(shown_of(paper));
  return reply(200, shown);
}

std::vector<wire::Money> shown_of(const std::vector<report::Money>& sums) {
  std::vector<wire::Money> shown;
  for (const auto& [currency, amount] : sums) shown.push_back({currency, amount});
  return shown;
}

Result<Reply> claim_costs(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::AskRecovery>());
  JIUM_TRY(const auto language, language_of(ask.language));
  JIUM_TRY(const auto made, desk::recovery_of_group(call.desk, call.tx, call.actor,
                                                    {.cases = ask.cases,
                                                     .language = language,
                                                     .reference = ask.reference.value_or(""),
                                                     .per_hour = ask.per_hour}));
  wire::RecoveryStatement shown{.lines = {},
                                .fees = shown_of(made.fees),
                                .total = shown_of(made.total),
                                .written_at = made.written_at,
                                .pay_by = made.pay_by,
                                .source = made.source,
                                .text = made.text};
  for (const auto& [kind, count, minutes, per_hour, currency, amount] : made.lines)
    shown.lines.push_back({kind, count, minutes, per_hour, currency, amount});
  return reply(200, shown);
}

wire::Outcome shown_of(const casework::Outcome& one) {
  return {.id = one.id,
          .cases = one.cases,
          .court = one.court,
          .number = one.number,
          .charge = one.charge,
          .article = one.article,
          .guideline = one.guideline,
          .offence = one.offence,
          .judgement = one.judgement,
          .demand = one.demand,
          .sentence = one.sentence,
          .suspended = one.suspended,
          .employment_restriction = one.employment_restriction,
          .range_from = one.range_from,
          .range_to = one.range_to,
          .appealed = one.appealed,
          .decided_on = one.decided_on,
          .recorded_at = one.recorded_at};
}

Result<Reply> record_outcome(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::RecordOutcome>());
  casework::Outcome wanted;
  wanted.cases = ask.cases;
  wanted.court = ask.court.value_or("");
  wanted.number = ask.number.value_or("");
  wanted.charge = ask.charge;
  wanted.article = ask.article.value_or("");
  wanted.offence = ask.offence.value_or("");
  wanted.judgement = ask.judgement.value_or(casework::Judgement::imprisonment);
  wanted.demand = ask.demand;
  wanted.sentence = ask.sentence;
  wanted.suspended = ask.suspended;
  wanted.employment_restriction = ask.employment_restriction;
  wanted.range_from = ask.range_from;
  wanted.range_to = ask.range_to;
  wanted.appealed = ask.appealed.value_or(casework::Appealed::no);
  wanted.decided_on = ask.decided_on;
  JIUM_TRY(const auto recorded, desk::record_outcome(call.desk, call.tx, call.actor, std::move(wanted)));
  call.about(recorded.id);
  return reply(201, shown_of(recorded));
}

Result<Reply> list_outcomes(const Call& call) {
  JIUM_TRY(const auto outcomes, desk::outcomes(call.desk, call.tx, call.actor));
  wire::Outcomes shown;
  for (const auto& one : outcomes) shown.outcomes.push_back(shown_of(one));
  return reply(200, shown);
}

wire::OutcomeShare shown_of(const report::Share& share) {
  return {share.of, share.count, share.per_cent};
}

wire::OutcomeGroup shown_of(const report::OutcomeGroup& group) {
  return {.offence = group.offence,
          .outcomes = group.outcomes,
          .imprisoned = group.imprisoned,
          .fined = group.fined,
          .acquitted = group.acquitted,
          .dismissed = group.dismissed,
          .appealed = group.appealed,
          .suspended = shown_of(group.suspended),
          .within_range = shown_of(group.within_range),
          .below_range = shown_of(group.below_range),
          .above_range = shown_of(group.above_range),
          .below_demand = shown_of(group.below_demand),
          .at_demand = shown_of(group.at_demand),
          .above_demand = shown_of(group.above_demand),
          .median_sentence = group.median_sentence,
          .median_of_demand = group.median_of_demand};
}

Result<Reply> show_outcome_statistics(const Call& call) {
  JIUM_TRY(const auto* guideline, report::built_in_guideline());
  JIUM_TRY(const auto made, desk::outcome_statistics(call.tx, call.actor));
  wire::OutcomeStatistics shown{.all = shown_of(made.all), .by_offence = {}, .quoted = {}};
  for (const auto& group : made.by_offence) shown.by_offence.push_back(shown_of(group));
  for (const auto& one : guideline->quoted)
    shown.quoted.push_back({one.ko, one.en, one.value, one.source_en});
  return reply(200, shown);
}

}  // namespace

void add_court_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/court-papers",
                    .operation = "make_court_paper",
                    .summary = "Makes a paper for a court about these cases; it is handed out once.",
                    .asks = &schema_of<wire::MakeCourtPaper>,
                    .gives = &schema_of<wire::CourtPaperMade>,
                    .success = {201},
                    .handle = &make_paper});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/court-papers/cosign",
                    .operation = "cosign_court_paper",
                    .summary = "A further centre's signature on a report with the joint count of its group.",
                    .asks = &schema_of<wire::CosignPaper>,
                    .gives = &schema_of<wire::CosignedPaper>,
                    .handle = &cosign_paper});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/court-papers",
                    .operation = "list_court_papers",
                    .summary = "Which papers were made, by their digests, and the key that signs them.",
                    .gives = &schema_of<wire::CourtPapers>,
                    .handle = &list_papers});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/recovery",
                    .operation = "claim_costs",
                    .summary = "One statement of cost for all cases of an offender.",
                    .asks = &schema_of<wire::AskRecovery>,
                    .gives = &schema_of<wire::RecoveryStatement>,
                    .handle = &claim_costs,
                    .costly = true});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/outcomes",
                    .operation = "record_outcome",
                    .summary = "Records what a court decided about these cases.",
                    .asks = &schema_of<wire::RecordOutcome>,
                    .gives = &schema_of<wire::Outcome>,
                    .success = {201},
                    .handle = &record_outcome});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/outcomes",
                    .operation = "list_outcomes",
                    .summary = "What courts decided, as it was recorded.",
                    .gives = &schema_of<wire::Outcomes>,
                    .handle = &list_outcomes});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/outcomes/statistics",
                    .operation = "show_outcome_statistics",
                    .summary = "Compliance with the guideline, suspended sentences, sentence beside demand.",
                    .gives = &schema_of<wire::OutcomeStatistics>,
                    .handle = &show_outcome_statistics,
                    .costly = true});
}

}  // namespace jium::http
