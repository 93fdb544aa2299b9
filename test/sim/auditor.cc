#include "sim/auditor.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace jium::sim {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// What removal/watch.h promises, said again.
constexpr int kAgreeing = 3;
constexpr Duration kApart = hours{6};
// To the minute; after a crash the lease of a job must end first, and a fault may be waited out for an hour.
constexpr Duration kMinute = minutes{1};
constexpr Duration kAfterABlow = hours{2};
constexpr Duration kDayOfALateWord = hours{24};
// How long a draft may wait for an officer: over a long weekend and a bad week, not longer.
constexpr Duration kPatience = std::chrono::days{12};

Instant at_of(const store::Row& row, int column) {
  return row.maybe_instant(column).value_or(Instant{});
}

std::uint64_t id_of(const store::Row& row, int column) {
  return static_cast<std::uint64_t>(row.integer(column));
}

std::uint64_t look_key(PlaceNumber place, Instant at, Standpoint from) {
  return (static_cast<std::uint64_t>(place) << 40U) ^
         static_cast<std::uint64_t>(at.time_since_epoch().count() * 2) ^ static_cast<std::uint64_t>(from);
}

// A centre with more requests than that has those that are at their end looked at again a thirtieth a day.
constexpr std::uint64_t kAllAtOnce = 20'000;

}  // namespace

struct Auditor::Looks {
  std::unordered_map<std::uint64_t, const LookTruth*> by_key;
  [[nodiscard]] const LookTruth* find(PlaceNumber place, Instant at, Standpoint from) const {
    const auto there = by_key.find(look_key(place, at, from));
    return there == by_key.end() ? nullptr : there->second;
  }
};

struct Auditor::Checked {
  std::uint64_t request = 0;
  Instant at{};
  std::string outcome, reason, vantage;
};

struct Auditor::Subject {
  std::uint64_t id = 0;
  std::string state, rule, letter_state;
  Instant confirmed_at{}, sent_at{}, due_at{}, claimed_at{}, removed_at{}, verified_at{}, to_be_asked_since{};
  std::uint64_t site_operator = 0;
  bool letter = false, letter_job = false, check_job = false, clock_job = false;
  // By another way than a letter: a post with its job, an offer with its job, a task of an officer.
  std::string post_state, offer_state;
  bool post_job = false, offer_job = false, task = false;
  bool to_be_asked = true, place_gone = false;
};

void Auditor::complain(Law law, std::uint64_t request, std::string words) {
  complaints_.push_back({law, request, std::move(words)});
}

Result<std::vector<Complaint>> Auditor::look(store::Transaction& tx, Instant now,
                                             const std::vector<LookTruth>& looks) {
  complaints_.clear();
  JIUM_CHECK(count(tx));
  JIUM_CHECK(read_checks(tx, looks));
  JIUM_CHECK(read_history(tx));
  JIUM_CHECK(read_requests(tx, now));
  JIUM_CHECK(read_late_jobs(tx, now));
  JIUM_CHECK(read_ended_watches(tx));
  JIUM_CHECK(read_ladders(tx));
  JIUM_CHECK(read_hosts(tx));
  JIUM_CHECK(read_block_requests(tx));
  JIUM_CHECK(read_answers(tx, now));
  judge_arrivals();
  return std::move(complaints_);
}

Result<void> Auditor::count(store::Transaction& tx) {
  const auto number = [&](const char* sql, std::uint64_t& into) {
    return tx.database().query(sql, {}, [&](const store::Row& row) -> Result<void> {
      into = id_of(row, 0);
      return {};
    });
  };
  JIUM_CHECK(number("select count(*) from job", tally_.jobs));
  JIUM_CHECK(number("select count(*) from sighting where recurrence_of is not null", tally_.recurrences));
  JIUM_CHECK(number("select count(*) from block_request where filed_at is not null", tally_.blocks_filed));
  JIUM_CHECK(
      number("select count(*) from block_request where decided_at is not null", tally_.blocks_decided));
  tally_.requests = tally_.verified = tally_.refused = tally_.overdue = tally_.climbed = 0;
  tally_.by_form = tally_.by_inbox = tally_.by_hand = 0;
  tally_.hosts_settled = notes_.hosts_settled.size();
  return tx.database().query(
      "select state, channel, rung, count(*) from removal_request group by state, channel, rung", {},
      [&](const store::Row& row) -> Result<void> {
        const std::uint64_t many = id_of(row, 3);
        const std::string state = row.text(0), channel = row.text(1);
        tally_.requests += many;
        tally_.verified += state == "verified" ? many : 0;
        tally_.refused += state == "refused" ? many : 0;
        tally_.overdue += state == "overdue" ? many : 0;
        tally_.by_form += channel == "web_form" ? many : 0;
        tally_.by_inbox += channel == "inbox" ? many : 0;
        tally_.by_hand += channel == "by_hand" ? many : 0;
        tally_.climbed += row.text(2) == "site_operator" ? 0 : many;
        return {};
      });
}

Result<void> Auditor::read_checks(store::Transaction& tx, const std::vector<LookTruth>& looks) {
  Looks shown;
  for (const LookTruth& look : looks) {
    shown.by_key[look_key(look.place, look.at, look.from)] = &look;
    if (look.shown == Shown::media) shown_media_.insert(look.place);
  }
  return tx.database().query(
      "select id, request, at, outcome, reason, vantage from place_check where id > ? order by id",
      {last_check_}, [&](const store::Row& row) -> Result<void> {
        last_check_ = row.integer(0);
        ++tally_.checks;
        judge_check({id_of(row, 1), row.instant(2), row.text(3), row.text(4), row.text(5)}, shown);
        return {};
      });
}

void Auditor::judge_check(const Checked& check, const Looks& looks) {
  const auto place = notes_.place_of.find(check.request);
  const Standpoint from = check.vantage == kElsewhere ? Standpoint::elsewhere : Standpoint::plain;
  const LookTruth* const look =
      place == notes_.place_of.end() ? nullptr : looks.find(place->second, check.at, from);
  if (look == nullptr) {
    return complain(Law::evidence, check.request,
                    "a check is recorded, and nobody looked: " + to_text(check.at));
  }
  const Standpoint other = from == Standpoint::plain ? Standpoint::elsewhere : Standpoint::plain;
  const LookTruth* const beside = looks.find(place->second, check.at, other);
  const bool cloaked = look->shown == Shown::nothing && beside != nullptr && beside->shown == Shown::media;
  const std::string_view wanted = look->shown == Shown::media                 ? "still_there"
                                  : look->shown == Shown::nothing && !cloaked ? "gone"
                                                                              : "inconclusive";
  // Nothing is gone from where jium never saw it: then an empty place says nothing.
  const bool never_seen =
      look->shown == Shown::nothing && check.reason == "unseen" && !seen_there(check.request);
  if (check.outcome == "gone" && !shown_media_.contains(look->place))
    complain(Law::evidence, check.request, "gone from where it was never seen: " + to_text(check.at));
  if (check.outcome != wanted && !(never_seen && check.outcome == "inconclusive")) {
    complain(Law::evidence, check.request,
             fmt::format("recorded as {}, and the place showed something else: {}", check.outcome,
                         to_text(check.at)));
  }
  tally_.cloaked += check.reason == "cloaked" ? 1 : 0;
  tally_.walled += check.reason == "geo_block" ? 1 : 0;
  if (from == Standpoint::plain && look->move > 0) note_host(*look);
  Proof& proof = proofs_[check.request];
  if (check.outcome == "still_there") {
    proof.all = {};
    proof.by_standpoint = {};
    proof.last_seen_there = check.at;
  } else if (check.outcome == "gone") {
    proof.all.add(check.at);
    proof.by_standpoint[static_cast<std::size_t>(from)].add(check.at);
    if (proves(proof) && proof.proved_at == Instant{}) proof.proved_at = check.at;
  }
}

bool Auditor::seen_there(std::uint64_t request) const {
  const auto proof = proofs_.find(request);
  return proof != proofs_.end() && proof->second.last_seen_there != Instant{};
}

void Auditor::Row::add(Instant at) {
  if (agreeing > 0 && at - last_counted < kApart) return;
  last_counted = at;
  ++agreeing;
}

bool Auditor::proves(const Proof& proof) const {
  const auto agree =
      std::ranges::count_if(proof.by_standpoint, [](const Row& one) { return one.agreeing >= 2; });
  return proof.all.agreeing >= kAgreeing && agree >= vantages_;
}

void Auditor::note_host(const LookTruth& look) {
  SeenHost& seen = hosts_seen_[world_.places[look.place].site];
  if (seen.first == 0) seen.first = look.move;
  seen.newest = std::max(seen.newest, look.move);
}

// What the house was shown to have moved, it knows; while an officer has not looked, nothing climbs.
Result<void> Auditor::read_hosts(store::Transaction& tx) {
  std::unordered_map<std::uint64_t, bool> unsettled;
  JIUM_CHECK(tx.database().query("select id, host_changed_at from site", {},
                                 [&](const store::Row& row) -> Result<void> {
                                   unsettled[id_of(row, 0)] = !row.is_null(1);
                                   return {};
                                 }));
  for (const auto& [number, seen] : hosts_seen_) {
    const std::uint64_t site = world_.sites[number].id.value();
    const auto settled = notes_.hosts_settled.find(site);
    const bool looked = settled != notes_.hosts_settled.end() && settled->second >= seen.newest;
    if (seen.newest > seen.first && !unsettled[site] && !looked)
      complain(Law::host, 0, fmt::format("{} has moved, and nobody was told", world_.sites[number].name));
  }
  JIUM_CHECK(tx.database().query(
      "select l.id, l.state, t.host_changed_at from ladder l join sighting s on s.id = l.sighting join site t"
      " on t.id = s.site where l.state <> 'ended' and ((t.host_changed_at is null and l.state = 'halted')"
      " or (t.host_changed_at > l.begun_at and l.state <> 'halted'))",
      {}, [&](const store::Row& row) -> Result<void> {
        complain(Law::host, 0,
                 fmt::format("a ladder is {} {} a change of host waits for an officer", row.text(1),
                             row.is_null(2) ? "though no" : "while"));
        return {};
      }));
  return tx.database().query(
      "select r.id from removal_request r join sighting s on s.id = r.sighting join site t on t.id = s.site"
      " where r.rung <> 'site_operator' and r.drafted_at > t.host_changed_at",
      {}, [&](const store::Row& row) -> Result<void> {
        complain(Law::host, id_of(row, 0), "drafted while a change of host waits for an officer");
        return {};
      });
}

// A ladder that has not ended knows what comes next, and a worker will come for it.
Result<void> Auditor::read_ladders(store::Transaction& tx) {
  return tx.database().query(
      "select r.id, l.state, l.next_at is null from ladder l join removal_request r on r.sighting = "
      "l.sighting"
      " and r.rung = 'site_operator' left join job j on j.kind = 'climb_ladder' and j.subject = l.id"
      " where l.state <> 'ended' and (l.next_at is null or j.id is null)",
      {}, [&](const store::Row& row) -> Result<void> {
        complain(Law::next_action, id_of(row, 0),
                 fmt::format("its ladder is {} and {}", row.text(1),
                             row.integer(2) != 0 ? "has no next date" : "nobody will climb it"));
        return {};
      });
}

// Reckoned from the votes: the second that says the same decides, at its moment.
Result<void> Auditor::read_block_requests(store::Transaction& tx) {
  struct Reached {
    std::string verdict;
    Instant at{};
  };
  std::unordered_map<std::uint64_t, Reached> reached;
  std::map<std::pair<std::uint64_t, std::string>, int> said;
  JIUM_CHECK(tx.database().query(
      "select block_request, verdict, voted_at from block_vote where verdict <> 'lift' order by voted_at", {},
      [&](const store::Row& row) -> Result<void> {
        if (++said[{id_of(row, 0), row.text(1)}] == 2 && !reached.contains(id_of(row, 0)))
          reached[id_of(row, 0)] = {row.text(1), row.instant(2)};
        return {};
      }));
  return tx.database().query(
      "select id, state, measure, filed_at, decided_at from block_request", {},
      [&](const store::Row& row) -> Result<void> {
        const std::uint64_t id = id_of(row, 0);
        const std::string state = row.text(1), name = removal::BlockRequestId(id).text();
        const auto word = reached.find(id);
        if (!row.is_null(3) && !notes_.filed.contains(id))
          complain(Law::confirmed, 0, name + " was filed, and no officer did that");
        const bool decided = !row.is_null(4);
        if (decided != (word != reached.end()))
          complain(Law::committee, 0, fmt::format("{} is {}, and the votes say otherwise", name, state));
        if (!decided || word == reached.end()) return {};
        if (row.instant(4) != word->second.at || (state == "granted" && row.text(2) != word->second.verdict))
          complain(Law::committee, 0, name + " was decided at another time, or otherwise, than they voted");
        if (!quorum_.holds(row.instant(4)))
          complain(Law::committee, 0, name + " was decided while there was no quorum");
        return {};
      });
}

Result<void> Auditor::read_history(store::Transaction& tx) {
  return tx.database().query("select id, at, event, subject from history where id > ? order by id",
                             {last_history_}, [&](const store::Row& row) -> Result<void> {
                               last_history_ = row.integer(0);
                               ++tally_.history;
                               if (row.text(2) != "request_overdue") return {};
                               if (const auto id = removal::RequestId::parse(row.text(3)))
                                 overdue_at_[id->value()] = row.instant(1);
                               return {};
                             });
}

Result<void> Auditor::read_requests(store::Transaction& tx, Instant now) {
  const bool all = tally_.requests < kAllAtOnce;
  const auto day = std::chrono::duration_cast<std::chrono::days>(now.time_since_epoch()).count();
  return tx.database().query(
      "select r.id, r.state, r.rule,"
      " case when h.at > r.drafted_at then h.at else r.drafted_at end, r.confirmed_at, r.sent_at, r.due_at,"
      " r.removed_at, r.verified_at,"
      " r.site_operator, l.id, l.state, send.due_at, look.due_at, clock.due_at,"
      " c.consent_removal = 1, (select s.state from sighting s where s.id = r.sighting) = 'gone',"
      " p.state, post.due_at, o.state, offer.due_at,"
      " exists (select 1 from task t where t.request = r.id and t.state = 'open'), r.claimed_at"
      " from removal_request r join case_file c on c.id = r.the_case left join letter_item i on i.request = "
      "r.id left join letter l on l.request = r.id or l.id = i.letter"
      " left join (select the_case, max(at) as at from history where event = 'consent_given' group by "
      "the_case) h"
      " on h.the_case = r.the_case"
      " left join job send on send.kind = 'send_letter' and send.subject = l.id"
      " left join job look on look.kind = 'check_place' and look.subject = r.id"
      " left join job clock on clock.kind = 'end_clock' and clock.subject = r.id"
      " left join outgoing_post p on p.request = r.id"
      " left join job post on post.kind = 'send_post' and post.subject = p.id"
      " left join platform_request o on o.request = r.id"
      " left join job offer on offer.kind = 'end_offer' and offer.subject = r.id"
      " where ? = 1 or r.state not in ('verified', 'gone_by_word', 'refused') or r.verified_at > ? or "
      "abs(r.id % 30) = ?",
      {all ? 1 : 0, now - std::chrono::days{3}, day % 30}, [&](const store::Row& row) -> Result<void> {
        judge({.id = id_of(row, 0),
               .state = row.text(1),
               .rule = row.text(2),
               .letter_state = row.text(11),
               .confirmed_at = at_of(row, 4),
               .sent_at = at_of(row, 5),
               .due_at = at_of(row, 6),
               .claimed_at = at_of(row, 22),
               .removed_at = at_of(row, 7),
               .verified_at = at_of(row, 8),
               .to_be_asked_since = at_of(row, 3),
               .site_operator = id_of(row, 9),
               .letter = !row.is_null(10),
               .letter_job = !row.is_null(12),
               .check_job = !row.is_null(13),
               .clock_job = !row.is_null(14),
               .post_state = row.text(17),
               .offer_state = row.text(19),
               .post_job = !row.is_null(18),
               .offer_job = !row.is_null(20),
               .task = row.integer(21) != 0,
               .to_be_asked = row.integer(15) != 0,
               .place_gone = row.integer(16) != 0},
              now);
        return {};
      });
}

void Auditor::judge(const Subject& subject, Instant now) {
  judge_next_action(subject, now);
  judge_clock(subject, now);
  judge_evidence(subject);
  if (subject.confirmed_at != Instant{} && !notes_.confirmed.contains(subject.id))
    complain(Law::confirmed, subject.id, "it counts as confirmed, and no officer did that");
  const bool leaves = subject.letter || !subject.post_state.empty() || !subject.offer_state.empty();
  if (leaves && subject.confirmed_at == Instant{})
    complain(Law::confirmed, subject.id, "it has a letter, a post or an offer, and was never confirmed");
}

void Auditor::judge_next_action(const Subject& subject, Instant now) {
  const auto missing = [&](std::string_view what) {
    complain(Law::next_action, subject.id, fmt::format("{} and {}", subject.state, what));
  };
  if (subject.state == "drafted") {
    // An officer's turn. Without consent it rests until it is given again; where nothing is to be seen any
    // more nobody is to be asked, and no draft says otherwise.
    if (subject.place_gone) missing("its place is gone");
    if (subject.to_be_asked && now - subject.to_be_asked_since > kPatience)
      missing("no officer has come to it for days");
  } else if (subject.state == "confirmed") {
    // A doubted letter is an officer's turn as well: its alarm (read_late_jobs).
    const bool is_sent = subject.letter_job || subject.letter_state == "unconfirmed" || subject.post_job ||
                         (subject.offer_state == "waiting" && subject.offer_job);
    if (!is_sent && !subject.task) missing("nobody will send it");
  } else if (subject.state == "sent" || subject.state == "acknowledged") {
    if (!subject.check_job) missing("nobody will look at its place");
    if (!subject.clock_job) missing("nobody will notice the end of its clock");
  } else if (subject.state == "removed" || subject.state == "overdue") {
    if (!subject.check_job) missing("nobody will look at its place");
  } else if (subject.state != "refused" && subject.state != "verified" && subject.state != "gone_by_word") {
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
  Instant from = proof == nullptr ? due : std::max(due, proof->last_seen_there);
  // A word that came after the end has a day to be borne out.
  if (subject.claimed_at >= due) from = std::max(from, subject.claimed_at + kDayOfALateWord);
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

// Two times, days apart, and nothing else said in between.
bool Auditor::seen_gone_by_officers(std::uint64_t request) const {
  const auto seen = notes_.seen.find(request);
  if (seen == notes_.seen.end() || seen->second.size() < 2) return false;
  const auto& last = seen->second.back();
  const auto& before = seen->second[seen->second.size() - 2];
  return !last.still_there && !before.still_there && last.at - before.at >= std::chrono::hours{72};
}

void Auditor::judge_evidence(const Subject& subject) {
  if (subject.state == "gone_by_word" && !seen_gone_by_officers(subject.id))
    complain(Law::evidence, subject.id, "gone by an officer's word, and no officer gave it twice");
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
  JIUM_CHECK(tx.database().query(
      "select subject, kind, due_at from job where due_at < ? and coalesce(lease_until, 0) < ?",
      {now - kAfterABlow, now}, [&](const store::Row& row) -> Result<void> {
        complain(Law::on_time, id_of(row, 0),
                 fmt::format("{} was due {}", row.text(1), to_text(row.instant(2))));
        return {};
      }));
  std::unordered_map<std::string, bool> told;
  JIUM_CHECK(tx.database().query("select subject from alarm where kind = 'letter_unconfirmed'", {},
                                 [&](const store::Row& row) -> Result<void> {
                                   told[row.text(0)] = true;
                                   return {};
                                 }));
  return tx.database().query("select request from letter where state = 'unconfirmed'", {},
                             [&](const store::Row& row) -> Result<void> {
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
      {}, [&](const store::Row& row) -> Result<void> {
        complain(Law::next_action, id_of(row, 0), "verified, and nobody watches its place");
        return {};
      });
}

Result<void> Auditor::read_answers(store::Transaction& tx, Instant now) {
  std::uint64_t kept = 0;
  JIUM_CHECK(
      tx.database().query("select count(*) from reply", {}, [&](const store::Row& row) -> Result<void> {
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

// Its operator, by mail or by its own form or inbox; whoever carries or carried it; the search engine.
bool Auditor::has_to_do_with(const std::string& to, const SiteTruth& site) const {
  return to == site.mail || to == site.name || to == world_.search_mail ||
         std::ranges::any_of(site.hosts, [&](std::uint32_t host) { return world_.hosts[host].mail == to; });
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
      if (!has_to_do_with(arrival.to, world_.sites[world_.places[place].site]))
        complain(Law::right_address, request,
                 "its letter went to somebody who has nothing to do with the site");
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
      [&](const store::Row& row) -> Result<void> {
        story += fmt::format("  {}  {} ({})\n", to_text(row.instant(0)), row.text(1), row.text(2));
        return {};
      }));
  JIUM_CHECK(tx.database().query("select at, outcome from place_check where request = ? order by id",
                                 {removal::RequestId(request)}, [&](const store::Row& row) -> Result<void> {
                                   story += fmt::format("  {}  looked: {}\n", to_text(row.instant(0)),
                                                        row.text(1));
                                   return {};
                                 }));
  JIUM_CHECK(tx.database().query("select kind, due_at, attempts from job where subject = ?",
                                 {removal::RequestId(request)}, [&](const store::Row& row) -> Result<void> {
                                   story += fmt::format("  {}  to come: {} (tried {} times)\n",
                                                        to_text(row.instant(1)), row.text(0), row.integer(2));
                                   return {};
                                 }));
  return name + "\n" + story;
}

}  // namespace jium::sim
