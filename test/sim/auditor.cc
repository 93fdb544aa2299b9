#include "sim/auditor.h"

#include <fmt/format.h>

#include <algorithm>

namespace jium::sim {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using store::Row;

// What removal/watch.h promises, said again.
constexpr int kAgreeing = 3;
constexpr Duration kApart = hours{6};
// To the minute; after a crash the lease of a job must end first, and a fault may be waited out for an hour.
constexpr Duration kMinute = minutes{1};
constexpr Duration kAfterABlow = hours{2};
// How long a draft may wait for an officer: over a long weekend and a bad week, not longer.
constexpr Duration kPatience = std::chrono::days{12};

Instant at_of(const Row& row, int column) {
  return row.maybe_instant(column).value_or(Instant{});
}

std::uint64_t id_of(const Row& row, int column) {
  return static_cast<std::uint64_t>(row.integer(column));
}

std::uint64_t look_key(PlaceNumber place, Instant at) {
  return (static_cast<std::uint64_t>(place) << 40U) ^
         static_cast<std::uint64_t>(at.time_since_epoch().count());
}

}  // namespace

struct Auditor::Subject {
  std::uint64_t id = 0;
  std::string state, rule, letter_state;
  Instant confirmed_at{}, sent_at{}, due_at{}, removed_at{}, verified_at{}, drafted_at{};
  std::uint64_t site_operator = 0;
  bool letter = false, letter_job = false, check_job = false, clock_job = false, alarm = false;
  bool consents = true;
};

void Auditor::complain(Law law, std::uint64_t request, std::string words) {
  complaints_.push_back({law, request, std::move(words)});
}

Result<std::vector<Complaint>> Auditor::look(store::Transaction& tx, Instant now,
                                             const std::vector<LookTruth>& looks) {
  complaints_.clear();
  tally_ = {.checks = tally_.checks, .history = tally_.history};
  JIUM_CHECK(read_checks(tx, looks));
  JIUM_CHECK(read_history(tx));
  JIUM_CHECK(read_requests(tx, now));
  JIUM_CHECK(read_late_jobs(tx, now));
  JIUM_CHECK(read_ended_watches(tx));
  JIUM_CHECK(read_answers(tx, now));
  judge_arrivals();
  return std::move(complaints_);
}

Result<void> Auditor::read_checks(store::Transaction& tx, const std::vector<LookTruth>& looks) {
  std::unordered_map<std::uint64_t, Shown> shown;
  for (const LookTruth& look : looks) shown[look_key(look.place, look.at)] = look.shown;
  return tx.database().query("select id, request, at, outcome from place_check where id > ? order by id",
                             {last_check_}, [&](const Row& row) -> Result<void> {
                               last_check_ = row.integer(0);
                               ++tally_.checks;
                               judge_check(id_of(row, 1), row.instant(2), row.text(3), shown);
                               return {};
                             });
}

void Auditor::judge_check(std::uint64_t request, Instant at, std::string_view outcome,
                          const std::unordered_map<std::uint64_t, Shown>& shown) {
  const auto place = notes_.place_of.find(request);
  const auto look = place == notes_.place_of.end() ? shown.end() : shown.find(look_key(place->second, at));
  if (look == shown.end()) {
    return complain(Law::evidence, request, "a check is recorded, and nobody looked: " + to_text(at));
  }
  const Shown wanted = outcome == "gone"          ? Shown::nothing
                       : outcome == "still_there" ? Shown::media
                                                  : Shown::no_answer;
  if (look->second != wanted) {
    complain(Law::evidence, request,
             fmt::format("recorded as {}, and the place showed something else: {}", outcome, to_text(at)));
  }
  Proof& proof = proofs_[request];
  if (outcome == "still_there") {
    proof.agreeing = 0;
    proof.last_seen_there = at;
  } else if (outcome == "gone" && (proof.agreeing == 0 || at - proof.last_counted >= kApart)) {
    proof.last_counted = at;
    if (++proof.agreeing == kAgreeing && proof.proved_at == Instant{}) proof.proved_at = at;
  }
}

Result<void> Auditor::read_history(store::Transaction& tx) {
  return tx.database().query("select id, at, event, subject from history where id > ? order by id",
                             {last_history_}, [&](const Row& row) -> Result<void> {
                               last_history_ = row.integer(0);
                               ++tally_.history;
                               if (row.text(2) != "request_overdue") return {};
                               if (const auto id = removal::RequestId::parse(row.text(3)))
                                 overdue_at_[id->value()] = row.instant(1);
                               return {};
                             });
}

Result<void> Auditor::read_requests(store::Transaction& tx, Instant now) {
  return tx.database().query(
      "select r.id, r.state, r.rule, r.drafted_at, r.confirmed_at, r.sent_at, r.due_at, r.removed_at, "
      "r.verified_at,"
      " r.site_operator, l.id, l.state, send.due_at, look.due_at, clock.due_at, c.consent_removal"
      " from removal_request r join case_file c on c.id = r.the_case left join letter_item i on i.request = "
      "r.id left join letter l on l.request = r.id or l.id = i.letter"
      " left join job send on send.kind = 'send_letter' and send.subject = l.id"
      " left join job look on look.kind = 'check_place' and look.subject = r.id"
      " left join job clock on clock.kind = 'end_clock' and clock.subject = r.id",
      {}, [&](const Row& row) -> Result<void> {
        judge({.id = id_of(row, 0),
               .state = row.text(1),
               .rule = row.text(2),
               .letter_state = row.text(11),
               .confirmed_at = at_of(row, 4),
               .sent_at = at_of(row, 5),
               .due_at = at_of(row, 6),
               .removed_at = at_of(row, 7),
               .verified_at = at_of(row, 8),
               .drafted_at = at_of(row, 3),
               .site_operator = id_of(row, 9),
               .letter = !row.is_null(10),
               .letter_job = !row.is_null(12),
               .check_job = !row.is_null(13),
               .clock_job = !row.is_null(14),
               .consents = row.integer(15) != 0},
              now);
        return {};
      });
}

void Auditor::judge(const Subject& subject, Instant now) {
  ++tally_.requests;
  if (subject.state == "verified") ++tally_.verified;
  if (subject.state == "refused") ++tally_.refused;
  if (subject.state == "overdue") ++tally_.overdue;
  judge_next_action(subject, now);
  judge_clock(subject, now);
  judge_evidence(subject);
  if (subject.confirmed_at != Instant{} && !notes_.confirmed.contains(subject.id))
    complain(Law::confirmed, subject.id, "it counts as confirmed, and no officer did that");
  if (subject.letter && subject.confirmed_at == Instant{})
    complain(Law::confirmed, subject.id, "it has a letter and was never confirmed");
}

void Auditor::judge_next_action(const Subject& subject, Instant now) {
  const auto missing = [&](std::string_view what) {
    complain(Law::next_action, subject.id, fmt::format("{} and {}", subject.state, what));
  };
  if (subject.state == "drafted") {
    // An officer's turn. Without consent it rests until it is given again.
    if (subject.consents && now - subject.drafted_at > kPatience)
      missing("no officer has come to it for days");
  } else if (subject.state == "confirmed") {
    // A doubted letter is an officer's turn as well: its alarm (read_late_jobs).
    if (!subject.letter_job && subject.letter_state != "unconfirmed") missing("nobody will send its letter");
  } else if (subject.state == "sent" || subject.state == "acknowledged") {
    if (!subject.check_job) missing("nobody will look at its place");
    if (!subject.clock_job) missing("nobody will notice the end of its clock");
  } else if (subject.state == "removed" || subject.state == "overdue") {
    if (!subject.check_job) missing("nobody will look at its place");
  } else if (subject.state != "refused" && subject.state != "verified") {
    missing("no such state is known here");
  }
}

void Auditor::judge_clock(const Subject& subject, Instant now) {
  if (subject.sent_at == Instant{}) return;
  Due& reckoned = dues_[subject.id];
  if (reckoned.sent != subject.sent_at)
    reckoned = {subject.sent_at, twin_.due(subject.rule, subject.sent_at)};
  const Instant due = reckoned.due;
  if (due != subject.due_at) {
    complain(Law::clock, subject.id,
             fmt::format("due {}, and the twin says {}", to_text(subject.due_at), to_text(due)));
  }
  const Proof* const proof = proofs_.contains(subject.id) ? &proofs_.at(subject.id) : nullptr;
  // Whoever was believed to be gone and is back is overdue from that look on.
  const Instant from = proof == nullptr ? due : std::max(due, proof->last_seen_there);
  const auto noted = overdue_at_.find(subject.id);
  if (noted != overdue_at_.end() && noted->second != Instant{}) {
    const Instant at = std::exchange(overdue_at_[subject.id], Instant{});
    const bool is_late = at > from + kMinute && at > due + kMinute;
    if (at < due) complain(Law::clock, subject.id, "overdue before its time, at " + to_text(at));
    if (is_late && (at > from + kAfterABlow || !mischief_.struck_between(due, at)))
      complain(Law::clock, subject.id, fmt::format("due {}, overdue only at {}", to_text(due), to_text(at)));
  }
  const bool only_claimed = subject.state == "removed" && subject.removed_at == Instant{};
  const bool waits = subject.state == "sent" || subject.state == "acknowledged" || only_claimed;
  if (waits && now > from + kAfterABlow)
    complain(Law::clock, subject.id, fmt::format("its clock ended {}, and nobody noticed", to_text(due)));
}

void Auditor::judge_evidence(const Subject& subject) {
  if (subject.verified_at == Instant{}) {
    if (subject.state == "verified") complain(Law::evidence, subject.id, "verified at no time");
    return;
  }
  const auto proof = proofs_.find(subject.id);
  if (proof == proofs_.end() || proof->second.proved_at != subject.verified_at) {
    complain(Law::evidence, subject.id,
             fmt::format("verified {}, and its checks do not prove it", to_text(subject.verified_at)));
  }
}

// Work that is due and that nobody takes; a doubt that nobody was told of.
Result<void> Auditor::read_late_jobs(store::Transaction& tx, Instant now) {
  JIUM_CHECK(tx.database().query("select count(*) from job", {}, [&](const Row& row) -> Result<void> {
    tally_.jobs = id_of(row, 0);
    return {};
  }));
  JIUM_CHECK(tx.database().query(
      "select subject, kind, due_at from job where due_at < ? and coalesce(lease_until, 0) < ?",
      {now - kAfterABlow, now}, [&](const Row& row) -> Result<void> {
        complain(Law::on_time, id_of(row, 0),
                 fmt::format("{} was due {}", row.text(1), to_text(row.instant(2))));
        return {};
      }));
  std::unordered_map<std::string, bool> told;
  JIUM_CHECK(tx.database().query("select subject from alarm where kind = 'letter_unconfirmed'", {},
                                 [&](const Row& row) -> Result<void> {
                                   told[row.text(0)] = true;
                                   return {};
                                 }));
  return tx.database().query("select request from letter where state = 'unconfirmed'", {},
                             [&](const Row& row) -> Result<void> {
                               if (!told.contains(row.id<removal::RequestId>(0).text()))
                                 complain(Law::next_action, id_of(row, 0),
                                          "nobody knows whether its letter arrived, and nobody was told");
                               return {};
                             });
}

// A verified place is watched until it comes back, which is a new sighting at the same address.
Result<void> Auditor::read_ended_watches(store::Transaction& tx) {
  return tx.database().query(
      "select r.id from removal_request r join sighting s on s.id = r.sighting where r.state = 'verified'"
      " and not exists (select 1 from job j where j.kind = 'check_place' and j.subject = r.id)"
      " and not exists (select 1 from sighting n where n.organisation = s.organisation"
      " and n.address_index = s.address_index and n.id <> s.id and n.last_seen >= r.verified_at)",
      {}, [&](const Row& row) -> Result<void> {
        complain(Law::next_action, id_of(row, 0), "verified, and nobody watches its place");
        return {};
      });
}

Result<void> Auditor::read_answers(store::Transaction& tx, Instant now) {
  std::uint64_t kept = 0;
  JIUM_CHECK(tx.database().query("select count(*) from reply", {}, [&](const Row& row) -> Result<void> {
    kept = id_of(row, 0);
    return {};
  }));
  std::uint64_t came = 0, long_ago = 0, last = 0;
  for (const AnswerMail& mail : world_.mailbox) {
    if (mail.number == last) continue;  // the same mail again
    last = mail.number;
    ++came;
    if (mail.at < now - kAfterABlow) ++long_ago;
  }
  if (kept > came) complain(Law::answers, 0, fmt::format("{} answers came, and {} are kept", came, kept));
  if (kept < long_ago)
    complain(Law::answers, 0, fmt::format("of {} answers only {} are kept", long_ago, kept));
  return {};
}

void Auditor::judge_arrivals() {
  std::unordered_map<std::uint64_t, int> asked;  // letters about one request
  for (const auto& [message, arrival] : world_.arrivals) {
    if (arrival.items.empty()) complain(Law::right_address, 0, "a letter names no place");
    for (const auto& [place, request] : arrival.items) {
      if (arrival.times > 1)
        complain(Law::sent_once, request, fmt::format("its letter came {} times", arrival.times));
      if (++asked[request] > 1) complain(Law::sent_once, request, "two letters are about it");
      if (!notes_.confirmed.contains(request))
        complain(Law::confirmed, request, "its letter went out, and no officer confirmed it");
      if (world_.sites[world_.places[place].site].mail != arrival.to)
        complain(Law::right_address, request, "its letter went to somebody who does not run the site");
      const auto known = notes_.place_of.find(request);
      if (known != notes_.place_of.end() && known->second != place)
        complain(Law::right_address, request, "its letter names another place");
    }
  }
}

Result<std::string> story_of(store::Transaction& tx, std::uint64_t request) {
  std::string story;
  const std::string name = removal::RequestId(request).text();
  JIUM_CHECK(tx.database().query(
      "select h.at, h.event, h.actor from history h where h.subject = ? order by h.id", {name},
      [&](const Row& row) -> Result<void> {
        story += fmt::format("  {}  {} ({})\n", to_text(row.instant(0)), row.text(1), row.text(2));
        return {};
      }));
  JIUM_CHECK(tx.database().query("select at, outcome from place_check where request = ? order by id",
                                 {removal::RequestId(request)}, [&](const Row& row) -> Result<void> {
                                   story += fmt::format("  {}  looked: {}\n", to_text(row.instant(0)),
                                                        row.text(1));
                                   return {};
                                 }));
  JIUM_CHECK(tx.database().query("select kind, due_at, attempts from job where subject = ?",
                                 {removal::RequestId(request)}, [&](const Row& row) -> Result<void> {
                                   story += fmt::format("  {}  to come: {} (tried {} times)\n",
                                                        to_text(row.instant(1)), row.text(0), row.integer(2));
                                   return {};
                                 }));
  return name + "\n" + story;
}

}  // namespace jium::sim
