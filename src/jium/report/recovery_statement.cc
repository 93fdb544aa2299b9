#include "jium/report/recovery_statement.h"

#include <fmt/format.h>

#include <map>

#include "jium/removal/korean_day.h"

namespace jium::report {
namespace {

using removal::CostKind;
using removal::Language;

std::string name_of(CostKind kind, bool in_korean) {
  switch (kind) {
    case CostKind::request_prepared:
      return in_korean ? "삭제요청 작성·확정" : "removal request prepared and confirmed";
    case CostKind::item_in_batch:
      return in_korean ? "일괄 삭제요청의 나머지 건" : "further removal request of a batch";
    case CostKind::answer_handled:
      return in_korean ? "사업자 회신 처리" : "operator's answer handled";
    case CostKind::place_checked:
      return in_korean ? "삭제 여부 확인" : "place checked";
    case CostKind::escalated:
      return in_korean ? "상위 사업자·기관 요청" : "host, registrar or authority asked";
    case CostKind::translated:
      return in_korean ? "번역" : "translation";
    case CostKind::evidence_kept:
      return in_korean ? "채증" : "evidence recorded";
    case CostKind::other:
      break;
  }
  return in_korean ? "기타" : "other";
}

// 12,345,678
std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string money(std::int64_t amount, const std::string& currency, bool in_korean) {
  if (currency == "KRW") return in_korean ? grouped(amount) + "원" : "KRW " + grouped(amount);
  // Of other currencies the smallest unit is a hundredth, but for those that have none.
  const bool whole = currency == "JPY" || currency == "VND" || currency == "CLP" || currency == "ISK";
  if (whole) return currency + " " + grouped(amount);
  return fmt::format("{} {}.{:02}", currency, grouped(amount / 100), amount % 100);
}

// A notice of a Korean centre bears the date of its day, and its time to pay is reckoned from that.
std::string day_of(Instant at) {
  return to_text(Instant{removal::korean_day(at)}).substr(0, 10);
}

std::vector<Money> sums_of(const std::map<std::string, std::int64_t>& by_currency) {
  std::vector<Money> sums;
  for (const auto& [currency, amount] : by_currency) sums.push_back({currency, amount});
  return sums;
}

std::string sum_text(const std::vector<Money>& sums, bool in_korean) {
  std::string text;
  for (const auto& [currency, amount] : sums)
    text += (text.empty() ? "" : " + ") + money(amount, currency, in_korean);
  return text.empty() ? "0" : text;
}

std::string korean_text(const RecoveryAsk& ask, const RecoveryStatement& made,
                        const removal::CostNotice& notice) {
  std::string text =
      fmt::format("{}\n\n기관: {}\n문서번호: {}\n작성일: {}\n\n{}\n\n산정 근거\n", notice.title_ko,
                  ask.centre, ask.reference, day_of(made.written_at), notice.basis_ko);
  for (const RecoveryLine& line : made.lines) {
    text += fmt::format("- {}: {}건, {}분 × 시간당 {} = {}\n", name_of(line.kind, true), grouped(line.count),
                        grouped(line.minutes), money(line.per_hour, line.currency, true),
                        money(line.amount, line.currency, true));
  }
  if (!made.fees.empty()) text += fmt::format("- 지급 수수료: {}\n", sum_text(made.fees, true));
  text += fmt::format("\n합계: {}\n납부 기한: {} (통지일부터 {}일)\n단가 출처: {}\n시간 산정: {}\n",
                      sum_text(made.total, true), day_of(made.pay_by), notice.days_to_pay, made.source,
                      notice.minutes_ko);
  return text;
}

std::string english_text(const RecoveryAsk& ask, const RecoveryStatement& made,
                         const removal::CostNotice& notice) {
  std::string text =
      fmt::format("{}\n\nCentre: {}\nReference: {}\nWritten on: {}\n\n{}\n\nCalculation\n", notice.title_en,
                  ask.centre, ask.reference, day_of(made.written_at), notice.basis_en);
  for (const RecoveryLine& line : made.lines) {
    text += fmt::format("- {}, {} in all: {} minutes at {} an hour = {}\n", name_of(line.kind, false),
                        grouped(line.count), grouped(line.minutes),
                        money(line.per_hour, line.currency, false), money(line.amount, line.currency, false));
  }
  if (!made.fees.empty()) text += fmt::format("- fees paid: {}\n", sum_text(made.fees, false));
  text += fmt::format(
      "\nTotal: {}\nTo be paid by: {} ({} days from this notice)\nSource of the rate: {}\n"
      "How minutes are counted: {}\n",
      sum_text(made.total, false), day_of(made.pay_by), notice.days_to_pay, made.source, notice.minutes_en);
  return text;
}

}  // namespace

RecoveryStatement write_statement(const RecoveryAsk& ask, const removal::CostBook& book) {
  RecoveryStatement made;
  const bool in_korean = ask.language == Language::ko;
  made.written_at = ask.written_at;
  made.pay_by = ask.written_at + std::chrono::days{book.notice().days_to_pay};
  std::map<std::pair<CostKind, Instant>, RecoveryLine> lines;  // by kind and rate
  std::map<std::string, std::int64_t> fees, total;
  for (const removal::CostEntry& entry : ask.entries) {
    if (entry.fee > 0) fees[entry.currency] += entry.fee;
    if (entry.minutes == 0) continue;
    const removal::CostRate& rate = book.rate_at(entry.at);
    const Instant since = ask.per_hour ? Instant{} : rate.in_force_from;
    RecoveryLine& line = lines[{entry.kind, since}];
    line.kind = entry.kind;
    line.per_hour = ask.per_hour.value_or(rate.per_hour);
    line.currency = rate.currency;
    ++line.count;
    line.minutes += entry.minutes;
    const std::string& source = in_korean ? rate.source_ko : rate.source_en;
    if (!ask.per_hour && made.source.find(source) == std::string::npos)
      made.source += (made.source.empty() ? "" : "; ") + source;
  }
  if (made.source.empty()) made.source = in_korean ? "기관이 산정한 단가" : "the centre's own rate";
  for (auto& [key, line] : lines) {
    line.amount = line.minutes * line.per_hour / 60;
    total[line.currency] += line.amount;
    made.lines.push_back(line);
  }
  for (const auto& [currency, amount] : fees) total[currency] += amount;
  made.fees = sums_of(fees);
  made.total = sums_of(total);
  made.text = in_korean ? korean_text(ask, made, book.notice()) : english_text(ask, made, book.notice());
  return made;
}

}  // namespace jium::report
