#include "sim/simulation.h"

#include <fmt/format.h>
#include <malloc.h>
#include <sodium.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <stdexcept>

#include "jium/base/log.h"
#include "jium/embedded/holidays.h"
#include "jium/embedded/removal_rules.h"
#include "jium/store/jobs.h"
#include "jium/store/migrations.h"
#include "jium/store/postgres.h"
#include "jium/store/sqlite.h"
#include "jium/store/table_contents.h"
#include "sim/calendar.h"
#include "sim/committee.h"
#include "sim/needed.h"
#include "sim/platforms.h"

namespace jium::sim {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using Wall = std::chrono::steady_clock;

constexpr int kRequestsAnOfficer = 18'000;
constexpr double kMailOutagesADay = 0.05;
// A worker asks again by itself after that.
constexpr Duration kAskAgain = std::chrono::seconds{1};

std::uint64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t all = 0, resident = 0;
  statm >> all >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

double seconds_since(Wall::time_point began) {
  return std::chrono::duration<double>(Wall::now() - began).count();
}

std::size_t sites_for(int requests_a_year) {
  return std::clamp<std::size_t>(static_cast<std::size_t>(requests_a_year) / 2000, 10, 200);
}

// What all migrations add up to, written down once: most of a short life would be migrations otherwise.
struct FinishedSchema {
  std::string sql;
  std::int64_t number = 0;
  static const FinishedSchema& get() {
    static const FinishedSchema finished = [] {
      const auto database = needed(store::open_sqlite(":memory:"));
      needed(store::migrate(*database));
      return FinishedSchema{needed(database->dump_schema()), needed(database->schema_number())};
    }();
    return finished;
  }
};

std::unique_ptr<store::Database> open_database(const std::string& postgres) {
  if (!postgres.empty()) return needed(store::open_postgres(postgres));
  const FinishedSchema& schema = FinishedSchema::get();
  auto database = needed(store::open_sqlite(":memory:"));
  needed(database->apply_migration(schema.sql, schema.number));
  return database;
}

}  // namespace

struct Simulation::Stage {
  explicit Stage(const Plan& plan)
      : dice(plan.seed),
        mischief(clock, dice.other(1), plan.blows),
        database(open_database(plan.postgres)),
        rules(needed(removal::built_in_rules())),
        twin(embedded::kRemovalRules, {embedded::kHolidaysKr, embedded::kHolidaysUs, embedded::kHolidaysAu,
                                       embedded::kHolidaysDe, embedded::kHolidaysJp}),
        world(clock, dice.other(2), sites_for(plan.requests_a_year)),
        centre(clock, world, dice.other(3),
               {plan.requests_a_year, 1 + plan.requests_a_year / kRequestsAnOfficer, plan.in_batches}),
        committee(clock, dice.other(4), without_quorum(plan)),
        platforms(clock, world, dice.other(5)),
        auditor({world, centre.notes(), committee.quorum(), mischief, twin, plan.vantages}),
        fetcher(world, Standpoint::plain, [this] { others_work(); }),
        elsewhere(world, Standpoint::elsewhere, [this] { others_work(); }),
        courier(world, [this] { others_work(); }),
        form_sender(world, [this] { others_work(); }),
        fingerprinter(world) {
    store = needed(store::Store::on(
        [this, plan]() -> Result<std::unique_ptr<store::Database>> {
          return make_mischievous(*database, mischief, plan.time_queries ? &times : nullptr);
        },
        store::Vault::for_tests(), 1));
    for (auto& house : houses) house = std::make_unique<House>(clock, *store, rules, ports(), plan.vantages);
  }

  work::Ports ports() {
    work::Ports ports{fetcher, fingerprinter, courier, contacts};
    ports.form_sender = &form_sender;
    ports.other_vantages = {{kElsewhere, &elsewhere}};
    return ports;
  }
  Quorum without_quorum(const Plan& plan) const {
    const auto at = [&](double share) {
      return clock.now() + hours{static_cast<int>(24 * plan.days * share)};
    };
    return {at(plan.quorum_lost), at(plan.quorum_back)};
  }

  // While one waits for the network, the other goes on: two workers, in every order that the dice know.
  void others_work() {
    if (!dice.chance(0.05)) return;
    for (auto& house : houses) {
      if (house && !house->busy()) house->work();
    }
  }

  FakeClock clock;
  Dice dice;
  Mischief mischief;
  QueryTimes times;
  std::unique_ptr<store::Database> database;
  removal::RuleBook rules;
  RuleTwin twin;
  World world;
  Centre centre;
  Committee committee;
  Platforms platforms;
  Auditor auditor;
  WorldFetcher fetcher, elsewhere;
  WorldCourier courier;
  WorldFormSender form_sender;
  WorldFingerprinter fingerprinter;
  removal::FakeContactSource contacts;
  WorldMailbox mailbox{world};
  std::unique_ptr<store::Store> store;
  std::array<std::unique_ptr<House>, 2> houses;
  Instant ask_again{};  // a worker was struck: when the next one looks
  Wall::time_point day_began = Wall::now();
  std::uint64_t looks = 0;
  std::vector<Bytes> leaked;
};

BlowRates usual_blows(int requests_a_year) {
  // About three blows a day of a big centre, and as many by the request of a small one.
  const double one = std::min(0.004, 200.0 / std::max(requests_a_year, 1));
  return {.dies = one, .refused = one / 4, .word_lost = one / 4};
}

std::uint64_t memory_allowed(const Tally& tally) {
  return (std::uint64_t{96} << 20U) + tally.requests * 1500;
}

Simulation::Simulation(Plan plan)
    : plan_(std::move(plan)), entropy_(plan_.seed), stage_(std::make_unique<Stage>(plan_)) {
  log::set_level(log::Level::error);
  Stage& s = *stage_;
  s.mischief.hold(true);
  s.centre.found(*s.houses[0]);
  s.committee.found(*s.houses[0]);
  s.platforms.found(*s.houses[0], s.centre.officer());
  for (const auto& house : s.houses) house->read_mail_of(s.centre.organisation(), s.mailbox);
  // As the housekeeping of a worker that runs by itself does.
  needed(s.store->write([&](store::Transaction& tx) -> Result<void> {
    JIUM_CHECK(
        store::schedule(tx, store::JobKind::read_mail, s.centre.organisation().value(), s.clock.now()));
    return store::schedule(tx, store::JobKind::apply_retention, 0, s.clock.now() + hours{3});
  }));
  s.mischief.hold(false);
  if (plan_.strike) s.mischief.strike_once(plan_.strike->first, plan_.strike->second);
  const Instant start = s.clock.now();
  s.world.agenda.plan(start + minutes{7}, Happening::hour);
  s.world.agenda.plan(start + minutes{30}, Happening::officers_turn);
  s.world.agenda.plan(start + minutes{12}, Happening::platforms_fetch);
  s.world.agenda.plan(start + hours{5}, Happening::committee_sits);  // 14:00 in Seoul
  s.world.agenda.plan(start + days{1}, Happening::day_end);
}

Simulation::~Simulation() = default;

store::Database& Simulation::database() {
  return *stage_->database;
}
World& Simulation::world() {
  return stage_->world;
}
OfficersNotes& Simulation::notes() {
  return stage_->centre.notes();
}

Quorum Simulation::quorum() const {
  return stage_->committee.quorum();
}

Outcome Simulation::live() {
  Stage& s = *stage_;
  const auto began = Wall::now();
  outcome_.memory_start = resident_bytes() - static_cast<std::uint64_t>(sqlite3_memory_used());
  while (outcome_.days < plan_.days && outcome_.complaints.empty()) {
    Instant next = s.world.agenda.next_at();
    if (s.ask_again != Instant{}) next = std::min(next, s.ask_again);
    const auto job = needed(s.store->read([](store::Transaction& tx) { return store::next_due(tx); }));
    if (job && s.ask_again == Instant{}) next = std::min(next, *job);
    if (next > s.clock.now()) s.clock.tick(next - s.clock.now());
    while (s.world.agenda.next_at() <= s.clock.now() && outcome_.complaints.empty())
      happen(s.world.agenda.take());
    work();
  }
  outcome_.seconds = seconds_since(began);
  outcome_.tally = s.auditor.tally();
  outcome_.letters = s.world.arrivals.size();
  outcome_.commits = s.mischief.commits();
  outcome_.blows = s.mischief.blows();
  outcome_.deaths = s.houses[0]->deaths() + s.houses[1]->deaths();
  outcome_.looks = s.looks;
  outcome_.database = static_cast<std::uint64_t>(sqlite3_memory_used());
  if (plan_.time_queries) outcome_.queries = s.times.table(30);
  outcome_.digest = digest();
  return outcome_;
}

void Simulation::work() {
  Stage& s = *stage_;
  House& first = *s.houses[s.dice.below(2)];
  House& second = &first == s.houses[0].get() ? *s.houses[1] : *s.houses[0];
  const bool went_well = first.work() && second.work();
  s.ask_again = went_well ? Instant{} : s.clock.now() + kAskAgain;
}

void Simulation::happen(const Event& event) {
  Stage& s = *stage_;
  Agenda& agenda = s.world.agenda;
  House& house = *s.houses[s.dice.below(2)];
  switch (event.what) {
    case Happening::hour:
      s.centre.live_an_hour(house);
      if (s.dice.chance(kMailOutagesADay / 24)) {
        agenda.plan(event.at, Happening::mail_stops);
        agenda.plan(event.at + s.dice.between(minutes{10}, hours{9}), Happening::mail_goes);
      }
      agenda.plan(event.at + hours{1}, Happening::hour);
      return;
    case Happening::officers_turn:
      if (is_office_hour(event.at)) s.centre.work_a_turn(house);
      agenda.plan(event.at + kOfficersTurn, Happening::officers_turn);
      return;
    case Happening::day_end:
      end_day();
      agenda.plan(event.at + days{1}, Happening::day_end);
      return;
    case Happening::place_cleared:
    case Happening::place_returns:
    case Happening::site_moves:
      return s.world.happen(event);
    case Happening::platforms_fetch:
      s.platforms.fetch(house);
      agenda.plan(event.at + hours{1}, Happening::platforms_fetch);
      return;
    case Happening::committee_sits:
      if (is_office_hour(event.at)) s.committee.sit(house);
      agenda.plan(event.at + days{1}, Happening::committee_sits);
      return;
    case Happening::reply:
      if (s.platforms.take_answer(event)) return;
      if (!plan_.in_batches || !s.world.answer_by_mail(event)) s.centre.take_reply(event);
      return;
    case Happening::asked_again:
      return s.centre.ask_again(event.subject);
    case Happening::mail_stops:
    case Happening::mail_goes:
      s.world.mail_is_down = event.what == Happening::mail_stops;
      return;
  }
}

std::vector<Complaint> Simulation::audit() {
  Stage& s = *stage_;
  auto complaints = needed(s.store->read(
      [&](store::Transaction& tx) { return s.auditor.look(tx, s.clock.now(), s.world.looks); }));
  s.looks += s.world.looks.size();
  s.world.looks.clear();
  return complaints;
}

void Simulation::end_day() {
  Stage& s = *stage_;
  if (plan_.leaks_a_day > 0) s.leaked.emplace_back(plan_.leaks_a_day, std::uint8_t{1});
  outcome_.worst_day = std::max(outcome_.worst_day, seconds_since(s.day_began));
  const auto asked = Wall::now();
  outcome_.complaints = audit();
  outcome_.auditing += seconds_since(asked);
  const std::uint64_t memory =
      resident_bytes() - std::min(resident_bytes(), static_cast<std::uint64_t>(sqlite3_memory_used()));
  outcome_.memory_most = std::max(outcome_.memory_most, memory);
  if (memory > outcome_.memory_start + memory_allowed(s.auditor.tally())) {
    outcome_.complaints.push_back({Law::memory, 0, fmt::format("{} MB besides the database", memory >> 20U)});
  }
  ++outcome_.days;
  for (std::size_t i = 0; i < std::min<std::size_t>(outcome_.complaints.size(), 3); ++i) {
    const std::uint64_t request = outcome_.complaints[i].request;
    outcome_.stories += needed(s.store->read([&](store::Transaction& tx) { return story_of(tx, request); }));
  }
  if (plan_.tell && outcome_.days % 30 == 0) tell(s.clock.now());
  s.day_began = Wall::now();
}

void Simulation::tell(Instant now) const {
  const Tally& tally = stage_->auditor.tally();
  fmt::print(stderr,
             "sim: day {} ({}): {} requests, {} verified, {} checks, {} jobs, {} blows; worst day {:.1f} s; "
             "{} MB of memory, {} MB of database\n",
             outcome_.days, to_text(now), tally.requests, tally.verified, tally.checks, tally.jobs,
             stage_->mischief.blows(), outcome_.worst_day, outcome_.memory_most >> 20U,
             static_cast<std::uint64_t>(sqlite3_memory_used()) >> 20U);
}

// Every row of every table, as it is sealed: ids, nonces, keys and all.
std::string Simulation::digest() {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const auto add = [&](const std::string& text) {
    crypto_hash_sha256_update(&state, bytes_of(text).data(), text.size());
  };
  for (const store::TableShape& table : needed(stage_->database->tables())) {
    const auto contents = needed(store::contents_of(*stage_->database, table));
    add(fmt::format("{} {} {}\n", table.name, contents.rows,
                    to_hex(Bytes(contents.digests.begin(), contents.digests.end()))));
  }
  for (const auto& [message, arrival] : stage_->world.arrivals)
    add(fmt::format("{} {} {}\n", message, arrival.times, arrival.to));
  Bytes digest(crypto_hash_sha256_BYTES);
  crypto_hash_sha256_final(&state, digest.data());
  return to_hex(digest);
}

}  // namespace jium::sim
