#include "jium/report/outcome_statistics.h"

#include <cmath>

#include "jium/removal/response_record.h"

namespace jium::report {
namespace {

using casework::Judgement;
using casework::Outcome;

double rounded(double value) {
  return std::round(value * 10) / 10;
}

class Group {
 public:
  explicit Group(std::string offence) { group_.offence = std::move(offence); }

  void add(const Outcome& outcome) {
    ++group_.outcomes;
    group_.appealed += outcome.appealed == casework::Appealed::no ? 0 : 1;
    switch (outcome.judgement) {
      case Judgement::imprisonment:
        ++group_.imprisoned;
        break;
      case Judgement::fine:
        ++group_.fined;
        break;
      case Judgement::acquittal:
        ++group_.acquitted;
        break;
      case Judgement::dismissal:
        ++group_.dismissed;
        break;
    }
    if (outcome.sentence) add_sentence(outcome, *outcome.sentence);
  }
  [[nodiscard]] OutcomeGroup finish() {
    for (Share* share : {&group_.suspended, &group_.within_range, &group_.below_range, &group_.above_range,
                         &group_.below_demand, &group_.at_demand, &group_.above_demand}) {
      if (share->of > 0)
        share->per_cent = rounded(100.0 * static_cast<double>(share->count) / static_cast<double>(share->of));
    }
    group_.median_sentence = removal::quantile_of(sentences_, 0.5);
    group_.median_of_demand = removal::quantile_of(of_demand_, 0.5);
    if (group_.median_of_demand) group_.median_of_demand = rounded(*group_.median_of_demand);
    return group_;
  }

 private:
  static void note(Share& share, bool counts) {
    ++share.of;
    share.count += counts ? 1 : 0;
  }
  void add_sentence(const Outcome& outcome, int sentence) {
    sentences_.push_back(sentence);
    note(group_.suspended, outcome.suspended.has_value());
    if (outcome.range_from && outcome.range_to) {
      note(group_.below_range, sentence < *outcome.range_from);
      note(group_.above_range, sentence > *outcome.range_to);
      note(group_.within_range, sentence >= *outcome.range_from && sentence <= *outcome.range_to);
    }
    if (outcome.demand) {
      note(group_.below_demand, sentence < *outcome.demand);
      note(group_.at_demand, sentence == *outcome.demand);
      note(group_.above_demand, sentence > *outcome.demand);
      of_demand_.push_back(100.0 * sentence / *outcome.demand);
    }
  }

  OutcomeGroup group_;
  std::vector<double> sentences_, of_demand_;
};

}  // namespace

OutcomeStatistics count_outcomes(const std::vector<Outcome>& outcomes, const Guideline& guideline) {
  Group all("");
  for (const Outcome& one : outcomes) all.add(one);
  OutcomeStatistics made{all.finish(), {}};
  const auto add_group = [&](const std::string& name, const auto& belongs) {
    Group group(name);
    for (const Outcome& one : outcomes) {
      if (belongs(one)) group.add(one);
    }
    if (OutcomeGroup finished = group.finish(); finished.outcomes > 0)
      made.by_offence.push_back(std::move(finished));
  };
  for (const OffenceType& type : guideline.types)
    add_group(type.code, [&](const Outcome& one) { return one.offence == type.code; });
  add_group("-", [&](const Outcome& one) { return guideline.find(one.offence) == nullptr; });
  return made;
}

}  // namespace jium::report
