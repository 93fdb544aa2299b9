#include "jium/store/outcomes.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"
#include "jium/store/sealed_json.h"

namespace jium::store {
namespace {

using casework::CaseId;
using casework::Outcome;

constexpr std::string_view kTable = "outcome", kBody = "body_sealed";

struct Body {
  std::string court, number, charge, article, guideline, offence, judgement, appealed, decided_on;
  std::optional<int> demand, sentence, suspended, employment_restriction, range_from, range_to;
};
BOOST_DESCRIBE_STRUCT(Body, (),
                      (court, number, charge, article, guideline, offence, judgement, appealed, decided_on,
                       demand, sentence, suspended, employment_restriction, range_from, range_to))

Body body_of(const Outcome& outcome) {
  return {.court = outcome.court,
          .number = outcome.number,
          .charge = outcome.charge,
          .article = outcome.article,
          .guideline = outcome.guideline,
          .offence = outcome.offence,
          .judgement = std::string(to_text(outcome.judgement)),
          .appealed = std::string(to_text(outcome.appealed)),
          .decided_on = outcome.decided_on,
          .demand = outcome.demand,
          .sentence = outcome.sentence,
          .suspended = outcome.suspended,
          .employment_restriction = outcome.employment_restriction,
          .range_from = outcome.range_from,
          .range_to = outcome.range_to};
}

Result<CaseId> read_case_of(Transaction&, const Row& row) {
  return row.id<CaseId>(0);
}

Result<Outcome> read_outcome(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<casework::OutcomeId>();
  const auto organisation = in.id<registry::OrganisationId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string text, in.open({key, kTable, id.value()}, kBody));
  JIUM_TRY(Body body, read_json<Body>(text));
  JIUM_TRY(const auto judgement, stored(parse_enum<casework::Judgement>("word", body.judgement)));
  JIUM_TRY(const auto appealed, stored(parse_enum<casework::Appealed>("word", body.appealed)));
  return in.finish(Outcome{.id = id,
                           .organisation = organisation,
                           .cases = {},
                           .court = std::move(body.court),
                           .number = std::move(body.number),
                           .charge = std::move(body.charge),
                           .article = std::move(body.article),
                           .guideline = std::move(body.guideline),
                           .offence = std::move(body.offence),
                           .judgement = judgement,
                           .demand = body.demand,
                           .sentence = body.sentence,
                           .suspended = body.suspended,
                           .employment_restriction = body.employment_restriction,
                           .range_from = body.range_from,
                           .range_to = body.range_to,
                           .appealed = appealed,
                           .decided_on = std::move(body.decided_on),
                           .recorded_by = in.text(),
                           .recorded_at = in.instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const Outcome& outcome) {
  JIUM_TRY(const DataKey key, tx.organisation_key(outcome.organisation));
  const SealedRow sealed{key, kTable, outcome.id.value()};
  JIUM_CHECK(tx.database().run(
      "insert into outcome (id, organisation, data_key, body_sealed, recorded_by, recorded_at) values "
      "(?, ?, ?, ?, ?, ?)",
      {outcome.id, outcome.organisation, key.id, sealed.seal(kBody, write_json(body_of(outcome))),
       outcome.recorded_by, outcome.recorded_at}));
  for (const CaseId the_case : outcome.cases) {
    JIUM_CHECK(tx.database().run("insert into outcome_case (outcome, the_case) values (?, ?)",
                                 {outcome.id, the_case}));
  }
  return {};
}

Result<std::vector<Outcome>> outcomes_of(Transaction& tx, registry::OrganisationId organisation) {
  JIUM_TRY(auto outcomes,
           all(tx, "select id, organisation, data_key, body_sealed, recorded_by, recorded_at from outcome",
               "where organisation = ? order by recorded_at, id", {organisation}, read_outcome));
  for (Outcome& one : outcomes) {
    JIUM_TRY(one.cases, all(tx, "select the_case from outcome_case", "where outcome = ? order by the_case",
                            {one.id}, read_case_of));
  }
  return outcomes;
}

}  // namespace jium::store
