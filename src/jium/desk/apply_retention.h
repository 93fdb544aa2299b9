// What the rules of retention say must happen: the nightly job, and the list that an administrator sees.
#pragma once

#include "jium/desk/forget_case.h"

namespace jium::desk {

enum class DueFor { destruction, decision };
BOOST_DESCRIBE_ENUM(DueFor, destruction, decision)

// Why a case stands on the list: its term is over and the rule asks for a person (or a hold is in force), or
// its survivor asked and something is in the way.
struct DueCase {
  casework::CaseId the_case;
  casework::ErasureReason reason = casework::ErasureReason::term_over;
  DueFor due_for = DueFor::decision;  // destruction: the nightly job will do it
  std::optional<Instant> since;       // the end of the term, or the survivor's ask
  std::vector<std::string> hindered_by;
};

// Of the organisation's cases, the longest due first.
[[nodiscard]] Result<std::vector<DueCase>> due_cases(const Desk& desk, store::Transaction& tx,
                                                     registry::OrganisationId organisation);

// One turn over all organisations and then the audit log, a case a transaction: destroys what its rule says, does what a survivor
// asked for once nothing is in the way any more, and raises an alarm, once, for what waits for a person.
struct RetentionTurn {
  int destroyed = 0;
  int waiting = 0;
  std::uint64_t purged = 0;  // entries of the log that say nothing any more (desk/purge_log.h)
};
[[nodiscard]] Result<RetentionTurn> apply_retention(const Desk& desk, store::Store& store);

// The next 03:00 in Korea (18:00 UTC) after `now`.
[[nodiscard]] Instant next_night(Instant now);

}  // namespace jium::desk
