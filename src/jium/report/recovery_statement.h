// The statement of what a case's deletion support has cost, with its calculation basis: what an offender is
// asked to pay back, in writing, with thirty days to pay (removal/cost.h has the law and the figures). It
// goes to the offender: it has no name, no pseudonym, no address and no site, only acts, minutes and money.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/removal/cost.h"

namespace jium::report {

struct RecoveryAsk {
  std::string centre;
  std::string reference;                               // of the case, by which the centre finds it again
  removal::Language language = removal::Language::ko;  // Korean, or English for every other
  Instant written_at{};
  std::vector<removal::CostEntry> entries;
  std::optional<std::int64_t> per_hour;  // the centre's own, in the smallest unit; none: the dated floor
};

// All acts of one kind at one rate.
struct RecoveryLine {
  removal::CostKind kind{};
  std::int64_t count = 0, minutes = 0;
  std::int64_t per_hour = 0;
  std::string currency;
  std::int64_t amount = 0;  // minutes * per_hour / 60, without the broken unit
};

struct Money {
  std::string currency;
  std::int64_t amount = 0;  // in the smallest unit
};

struct RecoveryStatement {
  std::vector<RecoveryLine> lines;
  std::vector<Money> fees, total;  // by currency, in its order
  Instant written_at{}, pay_by{};
  std::string source;  // of the rates
  std::string text;
};

[[nodiscard]] RecoveryStatement write_statement(const RecoveryAsk& ask, const removal::CostBook& book);

}  // namespace jium::report
