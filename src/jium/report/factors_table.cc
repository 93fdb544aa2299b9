#include <algorithm>
#include <array>

#include "jium/report/court_papers.h"
#include "jium/report/court_words.h"

namespace jium::report {
namespace {

std::int64_t count_of(const std::vector<Tally>& tallies, std::string_view key) {
  const auto found = std::ranges::find(tallies, key, &Tally::key);
  return found == tallies.end() ? 0 : found->count;
}

std::string shown(Measure measure, const CourtFigures& figures, const Says& says) {
  const std::string number = says.number(value_of(measure, figures));
  return says.measure(measure) + " " + number;
}

std::string records_of(const Factor& factor, const CourtFigures& figures, const Says& says) {
  if (factor.measures.empty())
    return says("이 기관의 기록에는 해당하는 것이 없습니다.", "No record of this centre bears on it.");
  std::string text;
  for (const Measure measure : factor.measures)
    text += (text.empty() ? "" : " · ") + shown(measure, figures, says);
  return text;
}

std::string meaning_of(const Factor& factor, const CourtFigures& figures, const Says& says) {
  if (factor.measures.empty()) return says("판단 자료 없음", "nothing to weigh here");
  const bool any =
      std::ranges::any_of(factor.measures, [&](Measure measure) { return value_of(measure, figures) > 0; });
  std::string text;
  if (factor.side == FactorSide::aggravating)
    text =
        any ? says("판단에 참고할 기록 있음", "records bear on it") : says("해당 기록 0건", "no such record");
  else
    text = any ? says("주장과 대조할 기록 있음", "records to hold the claim against")
               : says("대조할 기록 0건", "no record to hold it against");
  const std::string& bars = says.of(factor.bars_ko, factor.bars_en);
  return bars.empty() ? text : text + ". " + bars;
}

paper::Table table_for(FactorSide side, const CourtFigures& figures, const Guideline& guideline,
                       const Says& says) {
  const bool against = side == FactorSide::aggravating;
  paper::Table table{.caption = against ? says("가중 요소와 기록", "Aggravating factors and the records")
                                        : says("감경 주장과 기록", "Mitigating claims and the records"),
                     .columns = {{against ? says("양형인자", "Factor") : says("주장", "Claim"), 30, false},
                                 {says("관련 기록의 수치", "What the records count"), 42, false},
                                 {says("기록의 의미", "What that means"), 28, false}},
                     .rows = {},
                     .last_is_sum = false};
  for (const Factor& factor : guideline.factors) {
    if (factor.side != side) continue;
    table.rows.push_back({says.of(factor.ko, factor.en) + (factor.named_by_reports ? " *" : ""),
                          records_of(factor, figures, says), meaning_of(factor, figures, says)});
  }
  return table;
}

}  // namespace

std::int64_t value_of(Measure measure, const CourtFigures& figures) {
  const bool joint = figures.joint.has_value();
  switch (measure) {
    case Measure::victims:
      return joint ? figures.joint->victims : figures.victims;
    case Measure::minors: {
      const auto& bands =
          joint && !figures.joint->age_bands.empty() ? figures.joint->age_bands : figures.age_bands;
      return count_of(bands, "under_14") + count_of(bands, "teens");
    }
    case Measure::footage:
      return figures.images + figures.videos;
    case Measure::places:
      return figures.places;
    case Measure::sites:
      return figures.sites;
    case Measure::countries:
      return figures.countries;
    case Measure::days:
      return figures.days;
    case Measure::requested:
      return joint ? figures.joint->requested : figures.requested;
    case Measure::verified:
      return joint ? figures.joint->verified : figures.verified;
    case Measure::returned:
      return figures.returned;
    case Measure::live:
      return figures.live;
    case Measure::identity_leaks:
      return figures.identity_leaks;
    case Measure::threatened:
      return count_of(figures.harm_types, "threat_to_disseminate");
  }
  return 0;
}

std::vector<paper::Block> factors_table(const CourtFigures& figures, const Guideline& guideline,
                                        paper::Tongue tongue) {
  const Says says(tongue);
  return {
      paper::Paragraph{
          says(
              "아래 표는 양형기준의 각 요소에 관하여 이 기관의 기록에 있는 수치를 옮긴 것입니다. 어느 요소가 "
              "인정되는지는 법원이 판단하며, 이 표는 의견을 담고 있지 않습니다. *는 2025년 사건에 관한 "
              "보도에 "
              "나온 요소입니다.",
              "For each factor of the guideline this table gives the numbers that the records of this centre "
              "hold. Whether a factor is present is for the court to find; the table argues nothing. Factors "
              "with * were named in press reports about the case of 2025."),
          paper::Weight::body},
      table_for(FactorSide::aggravating, figures, guideline, says),
      table_for(FactorSide::mitigating, figures, guideline, says)};
}

std::vector<paper::Block> range_table(const Guideline& guideline, paper::Tongue tongue,
                                      const std::optional<std::string>& offence) {
  static constexpr std::array kShown{Zone::mitigated,        Zone::basic,
                                     Zone::aggravated,       Zone::special_aggravated,
                                     Zone::several_offences, Zone::habitual};
  const Says says(tongue);
  paper::Table table{.caption = says.of(guideline.ko, guideline.en),
                     .columns = {{says("유형", "Type"), 20, false}},
                     .rows = {},
                     .last_is_sum = false};
  for (const Zone zone : kShown) table.columns.push_back({says.zone(zone), 16, false});
  for (const OffenceType& type : guideline.types) {
    std::vector<std::string> row{(offence && *offence == type.code ? "▶ " : "") + says.of(type.ko, type.en)};
    for (const Zone zone : kShown) row.push_back(says.range(type.ranges.at(zone)));
    table.rows.push_back(std::move(row));
  }
  std::vector<paper::Block> blocks{std::move(table)};
  if (offence)
    blocks.emplace_back(paper::Paragraph{says("▶ 표시는 공소사실의 유형으로 기록된 행입니다.",
                                              "▶ marks the row that was recorded as the type of the charge."),
                                         paper::Weight::small});
  blocks.emplace_back(
      paper::Paragraph{says.of(guideline.caution_ko, guideline.caution_en), paper::Weight::note});
  blocks.emplace_back(
      paper::Paragraph{says("출처: ", "Source: ") + says.of(guideline.source_ko, guideline.source_en) + " (" +
                           guideline.id + ", " + says("확인일 ", "checked on ") + guideline.checked_on + ")",
                       paper::Weight::small});
  paper::Table quoted{.caption = says("참고 수치 (보도 인용)", "Reference figures (as quoted)"),
                      .columns = {{says("항목", "Figure"), 62, false}, {says("값", "Value"), 12, true}},
                      .rows = {},
                      .last_is_sum = false};
  for (const QuotedFigure& one : guideline.quoted)
    quoted.rows.push_back({says.of(one.ko, one.en), one.value});
  blocks.emplace_back(std::move(quoted));
  if (!guideline.quoted.empty())
    blocks.emplace_back(
        paper::Paragraph{says("출처: ", "Source: ") +
                             says.of(guideline.quoted.front().source_ko, guideline.quoted.front().source_en),
                         paper::Weight::small});
  return blocks;
}

}  // namespace jium::report
