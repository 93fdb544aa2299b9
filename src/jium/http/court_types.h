// Papers for courts, what courts decided, and the claim of costs for all cases of an offender.
#pragma once

#include "jium/casework/outcome.h"
#include "jium/http/statistics_types.h"
#include "jium/linkage/series_group.h"
#include "jium/report/court_papers.h"

namespace jium::http::wire {

struct MakeCourtPaper {
  std::vector<casework::CaseId> cases;
  std::optional<report::PaperKind> kind;
  std::optional<removal::Language> language;
  std::optional<std::string> offence, reference;
  std::optional<std::int64_t> per_hour;
  std::optional<bool> cosigned;
  std::optional<linkage::SeriesGroupId> series;
};
JIUM_WIRE_ASK(MakeCourtPaper, (cases, kind, language, offence, reference, per_hour, cosigned, series))

struct CosignPaper {
  linkage::SeriesGroupId series;
  Exact pdf;  // base 64
};
JIUM_WIRE_ASK(CosignPaper, (series, pdf))
struct CosignedPaper {
  std::string key, digest, pdf;
};
JIUM_WIRE_VIEW(CosignedPaper, (key, digest, pdf))

struct CourtPaper {
  casework::CourtPaperId id;
  std::vector<casework::CaseId> cases;
  std::string kind, language;
  Instant made_at{};
  std::int64_t log_size = 0;
  std::string digest;
};
JIUM_WIRE_VIEW(CourtPaper, (id, cases, kind, language, made_at, log_size, digest))

// pdf: base 64. values: the figures, as JSON in a text, in the one spelling that is signed.
struct CourtPaperMade {
  CourtPaper paper;
  std::string key, values, pdf;
};
JIUM_WIRE_VIEW(CourtPaperMade, (paper, key, values, pdf))

struct CourtPapers {
  std::string key;
  std::vector<CourtPaper> papers;
};
JIUM_WIRE_VIEW(CourtPapers, (key, papers))

struct AskRecovery {
  std::vector<casework::CaseId> cases;
  std::optional<removal::Language> language;
  std::optional<std::string> reference;
  std::optional<std::int64_t> per_hour;
};
JIUM_WIRE_ASK(AskRecovery, (cases, language, reference, per_hour))

// Times in months.
struct RecordOutcome {
  std::vector<casework::CaseId> cases;
  std::string charge, decided_on;
  std::optional<std::string> court, number, article, offence;
  std::optional<casework::Judgement> judgement;
  std::optional<int> demand, sentence, suspended, employment_restriction, range_from, range_to;
  std::optional<casework::Appealed> appealed;
};
JIUM_WIRE_ASK(RecordOutcome, (cases, charge, decided_on, court, number, article, offence, judgement, demand,
                              sentence, suspended, employment_restriction, range_from, range_to, appealed))

struct Outcome {
  casework::OutcomeId id;
  std::vector<casework::CaseId> cases;
  std::string court, number, charge, article, guideline, offence;
  casework::Judgement judgement{};
  std::optional<int> demand, sentence, suspended, employment_restriction, range_from, range_to;
  casework::Appealed appealed{};
  std::string decided_on;
  Instant recorded_at{};
};
JIUM_WIRE_VIEW(Outcome,
               (id, cases, court, number, charge, article, guideline, offence, judgement, demand, sentence,
                suspended, employment_restriction, range_from, range_to, appealed, decided_on, recorded_at))

struct Outcomes {
  std::vector<Outcome> outcomes;
};
JIUM_WIRE_VIEW(Outcomes, (outcomes))

struct OutcomeShare {
  std::int64_t of = 0, count = 0;
  std::optional<double> per_cent;
};
JIUM_WIRE_VIEW(OutcomeShare, (of, count, per_cent))

struct OutcomeGroup {
  std::string offence;
  std::int64_t outcomes = 0, imprisoned = 0, fined = 0, acquitted = 0, dismissed = 0, appealed = 0;
  OutcomeShare suspended, within_range, below_range, above_range, below_demand, at_demand, above_demand;
  std::optional<double> median_sentence, median_of_demand;
};
JIUM_WIRE_VIEW(OutcomeGroup, (offence, outcomes, imprisoned, fined, acquitted, dismissed, appealed, suspended,
                              within_range, below_range, above_range, below_demand, at_demand, above_demand,
                              median_sentence, median_of_demand))

struct QuotedFigure {
  std::string ko, en, value, source;
};
JIUM_WIRE_VIEW(QuotedFigure, (ko, en, value, source))

// quoted: of others, as they published them.
struct OutcomeStatistics {
  OutcomeGroup all;
  std::vector<OutcomeGroup> by_offence;
  std::vector<QuotedFigure> quoted;
};
JIUM_WIRE_VIEW(OutcomeStatistics, (all, by_offence, quoted))

}  // namespace jium::http::wire
