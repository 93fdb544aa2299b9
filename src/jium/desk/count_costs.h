// The log of what requests cost, and the statement by which it is claimed back.
#pragma once

#include <optional>

#include "jium/desk/desk.h"
#include "jium/removal/cost.h"
#include "jium/report/recovery_statement.h"

namespace jium::desk {

struct RecordCost {
  removal::RequestId request;
  removal::CostKind kind{};
  std::optional<int> minutes{};  // none: the usual ones of the kind
  std::int64_t fee = 0;          // in the smallest unit of its currency
  std::string currency{};        // empty: that of the rate
};
[[nodiscard]] Result<removal::CostEntry> record_cost(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor, const RecordCost& ask);
// Of what an officer has just done, named as the history names them: the usual minutes.
[[nodiscard]] Result<void> note_cost(const Desk& desk, store::Transaction& tx, const std::string& actor,
                                     const removal::RemovalRequest& request, removal::CostKind kind);

[[nodiscard]] Result<std::vector<removal::CostEntry>> costs_of(const Desk& desk, store::Transaction& tx,
                                                               const Actor& actor, casework::CaseId id);

struct AskStatement {
  casework::CaseId the_case;
  removal::Language language = removal::Language::ko;
  std::optional<std::int64_t> per_hour{};
};
[[nodiscard]] Result<report::RecoveryStatement> recovery_statement(const Desk& desk, store::Transaction& tx,
                                                                   const Actor& actor,
                                                                   const AskStatement& ask);

}  // namespace jium::desk
