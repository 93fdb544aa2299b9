// Lasting work is a row: claimed with a lease, so that a crash loses nothing, and finished in the same
// transaction as what it did.
#pragma once

#include <optional>
#include <string>

#include "jium/base/enum_text.h"
#include "jium/base/fault.h"
#include "jium/store/store.h"

namespace jium::store {

enum class JobKind {
  inspect,
  send_letter,
  check_place,
  end_clock,
  apply_retention,
  sweep,
  discover_contacts,
  write_batch,
  read_mail,
  send_post,
  end_offer,
  climb_ladder,
  deliver_webhook,
  poll_operator
};
BOOST_DESCRIBE_ENUM(JobKind, inspect, send_letter, check_place, end_clock, apply_retention, sweep,
                    discover_contacts, write_batch, read_mail, send_post, end_offer, climb_ladder,
                    deliver_webhook, poll_operator)

struct Job {
  std::int64_t id = 0;
  JobKind kind = JobKind::inspect;
  std::uint64_t subject = 0;  // the value of the id of what it is about
  Instant due_at{};
  int attempts = 0;  // claims so far, this one included
};

// One job a kind and subject: another call moves it to the new time, frees its lease and counts its claims
// anew.
[[nodiscard]] Result<void> schedule(Transaction& tx, JobKind kind, std::uint64_t subject, Instant due_at);
// The same, but a job that is there already stays as it is.
[[nodiscard]] Result<void> schedule_unless_there(Transaction& tx, JobKind kind, std::uint64_t subject,
                                                 Instant due_at);
// The earliest job that is due and not leased; it is leased to `owner` until now + lease.
[[nodiscard]] Result<std::optional<Job>> claim(Transaction& tx, std::string_view owner, Instant now,
                                               Duration lease);
// Does `owner` still hold it? Late when not: what was about to be written must not be.
[[nodiscard]] Result<void> still_held(Transaction& tx, const Job& job, std::string_view owner);
// Nothing happens to a job that was scheduled anew or claimed again since it was claimed as `job`: work may
// schedule its own next turn before it finishes.
[[nodiscard]] Result<void> finish(Transaction& tx, const Job& job);
// The same goes here. Gives it back, due again at `due_at`; the fault's kind is kept for an operator's eye.
[[nodiscard]] Result<void> retry(Transaction& tx, const Job& job, Instant due_at, FaultKind why);

struct JobCounts {
  std::int64_t waiting = 0;  // not due yet
  std::int64_t due = 0;
  std::int64_t leased = 0;
};
[[nodiscard]] Result<JobCounts> count_jobs(Transaction& tx, Instant now);
// When the next job can be claimed: when it is due, or when its lease ends.
[[nodiscard]] Result<std::optional<Instant>> next_due(Transaction& tx);

}  // namespace jium::store
