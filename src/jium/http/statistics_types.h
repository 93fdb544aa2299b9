// What requests cost, and the figures of the yearly report.
#pragma once

#include "jium/http/wire.h"
#include "jium/removal/cost.h"
#include "jium/report/statistics.h"

namespace jium::http::wire {

struct RecordCost {
  removal::CostKind kind{};
  std::optional<int> minutes;
  std::optional<std::int64_t> fee;
  std::optional<std::string> currency;
};
JIUM_WIRE_ASK(RecordCost, (kind, minutes, fee, currency))

struct Cost {
  removal::CostId id;
  casework::CaseId the_case;
  removal::RequestId request;
  removal::CostKind kind{};
  std::int64_t minutes = 0, fee = 0;
  std::string currency;
  Instant at{};
};
JIUM_WIRE_VIEW(Cost, (id, the_case, request, kind, minutes, fee, currency, at))

struct Costs {
  std::vector<Cost> costs;
};
JIUM_WIRE_VIEW(Costs, (costs))

struct RecoveryLine {
  removal::CostKind kind{};
  std::int64_t count = 0, minutes = 0, per_hour = 0;
  std::string currency;
  std::int64_t amount = 0;
};
JIUM_WIRE_VIEW(RecoveryLine, (kind, count, minutes, per_hour, currency, amount))

struct Money {
  std::string currency;
  std::int64_t amount = 0;
};
JIUM_WIRE_VIEW(Money, (currency, amount))

struct RecoveryStatement {
  std::vector<RecoveryLine> lines;
  std::vector<Money> fees, total;
  Instant written_at{}, pay_by{};
  std::string source, text;
};
JIUM_WIRE_VIEW(RecoveryStatement, (lines, fees, total, written_at, pay_by, source, text))

struct NoteGround {
  report::SupportGround ground{};
};
JIUM_WIRE_ASK(NoteGround, (ground))

struct NoteLeak {
  bool identity_data = false;
};
JIUM_WIRE_ASK(NoteLeak, (identity_data))

struct StatisticsRow {
  std::string key;
  std::optional<std::int64_t> count;
};
JIUM_WIRE_VIEW(StatisticsRow, (key, count))

struct StatisticsTable {
  std::string name;
  std::optional<std::int64_t> total;
  std::vector<StatisticsRow> rows;
};
JIUM_WIRE_VIEW(StatisticsTable, (name, total, rows))

struct OutcomeRow {
  std::string key;
  std::optional<std::int64_t> count, removed;
  std::optional<double> median_hours, p90_hours;
};
JIUM_WIRE_VIEW(OutcomeRow, (key, count, removed, median_hours, p90_hours))

// null: hidden, as it is less than five or would give away what is.
struct Statistics {
  Instant from{}, to{};
  std::vector<StatisticsTable> tables;
  std::vector<OutcomeRow> outcomes;
  std::optional<std::int64_t> removed, gone_by_word;
  std::optional<double> median_hours, p90_hours;
};
JIUM_WIRE_VIEW(Statistics, (from, to, tables, outcomes, removed, gone_by_word, median_hours, p90_hours))

}  // namespace jium::http::wire
