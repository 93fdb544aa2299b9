#include "jium/store/jobs.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

// The number of claims tells one holder of a job from the next; a lease that is gone means that the job was
// scheduled anew in the meantime.
constexpr std::string_view kAsClaimed = " where id = ? and attempts = ? and lease_owner is not null";

Result<Job> read_job(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Job{.id = in.integer(),
                       .kind = in.word<JobKind>(),
                       .subject = static_cast<std::uint64_t>(in.integer()),
                       .due_at = in.instant(),
                       .attempts = in.number()});
}

}  // namespace

Result<void> schedule(Transaction& tx, JobKind kind, std::uint64_t subject, Instant due_at) {
  return tx.database().run(
      "insert into job (kind, subject, due_at, lease_until, lease_owner, attempts, last_fault) values (?, ?, "
      "?, null, null, 0, null)"
      " on conflict (kind, subject) do update set due_at = excluded.due_at, lease_until = null, lease_owner "
      "= null, attempts = 0,"
      " last_fault = null",
      {to_text(kind), static_cast<std::int64_t>(subject), due_at});
}

Result<void> schedule_unless_there(Transaction& tx, JobKind kind, std::uint64_t subject, Instant due_at) {
  return tx.database().run(
      "insert into job (kind, subject, due_at, lease_until, lease_owner, attempts, last_fault)"
      " values (?, ?, ?, null, null, 0, null) on conflict (kind, subject) do nothing",
      {to_text(kind), static_cast<std::int64_t>(subject), due_at});
}

Result<std::optional<Job>> claim(Transaction& tx, std::string_view owner, Instant now, Duration lease) {
  // Writing transactions are alone, so that what is free here is free.
  return first(
      tx, "update job set lease_until = ?, lease_owner = ?, attempts = attempts + 1",
      "where id = (select id from job where due_at <= ? and (lease_until is null or lease_until <= ?)"
      " order by due_at, id limit 1) returning id, kind, subject, due_at, attempts",
      {now + lease, owner, now, now}, read_job);
}

Result<void> still_held(Transaction& tx, const Job& job, std::string_view owner) {
  bool held = false;
  JIUM_CHECK(tx.database().query(
      "select exists (select 1 from job where id = ? and attempts = ? and lease_owner = ?)",
      {job.id, job.attempts, owner}, [&](const Row& row) -> Result<void> {
        held = row.integer(0) != 0;
        return {};
      }));
  if (!held) return fault(FaultKind::late, "somebody else does this job now");
  return {};
}

Result<void> finish(Transaction& tx, const Job& job) {
  return tx.database().run(("delete from job" + std::string(kAsClaimed)).c_str(), {job.id, job.attempts});
}

Result<void> retry(Transaction& tx, const Job& job, Instant due_at, FaultKind why) {
  return tx.database().run(
      ("update job set due_at = ?, lease_until = null, lease_owner = null, last_fault = ?" +
       std::string(kAsClaimed))
          .c_str(),
      {due_at, name_of(why), job.id, job.attempts});
}

Result<JobCounts> count_jobs(Transaction& tx, Instant now) {
  return one(
      tx,
      "select count(*) filter (where not leased and due_at > moment), count(*) filter (where not leased "
      "and due_at <= moment),"
      " count(*) filter (where leased)",
      "from (select due_at, coalesce(lease_until > ?, false) as leased, ? as moment from job) as claims",
      {now, now}, "no count of jobs", [](Transaction&, const Row& row) {
        return Result<JobCounts>(
            JobCounts{.waiting = row.integer(0), .due = row.integer(1), .leased = row.integer(2)});
      });
}

// Asked before every piece of work, so that it may not read them all: in the order of their dates, the first
// that nobody holds, and those before it, which are held.
Result<std::optional<Instant>> next_due(Transaction& tx) {
  std::optional<Instant> at;
  JIUM_CHECK(tx.database().query("select due_at from job where lease_until is null order by due_at limit 1",
                                 {}, [&](const Row& row) -> Result<void> {
                                   at = row.maybe_instant(0);
                                   return {};
                                 }));
  JIUM_CHECK(tx.database().query(
      "select min(case when lease_until > due_at then lease_until else due_at end) from job"
      " where due_at < ? and lease_until is not null",
      {at.value_or(Instant::max())}, [&](const Row& row) -> Result<void> {
        const auto freed = row.maybe_instant(0);
        if (freed && (!at || *freed < *at)) at = freed;
        return {};
      }));
  return at;
}

}  // namespace jium::store
