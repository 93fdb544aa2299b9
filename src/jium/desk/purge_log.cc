#include "jium/desk/purge_log.h"

#include <algorithm>
#include <set>

#include "jium/casework/retention.h"
#include "jium/desk/write_log.h"
#include "jium/store/audit_log.h"
#include "jium/store/holds.h"
#include "jium/store/jobs.h"

namespace jium::desk {
namespace {

constexpr std::uint64_t kEntriesATime = 1000;

// The keyed ids of all that belongs to cases under a hold that holds now.
Result<std::set<std::string>> held_subjects(const Desk& desk, store::Transaction& tx) {
  std::set<std::string> held;
  JIUM_TRY(const auto cases, store::cases_with_holds(tx));
  for (const casework::CaseId id : cases) {
    JIUM_TRY(const auto holds, store::holds_of(tx, id));
    if (std::ranges::none_of(holds, [&](const auto& hold) { return hold.holds(desk.clock.now()); })) continue;
    JIUM_TRY(const auto subjects, store::log_subjects_of(tx, id));
    for (const store::LogSubject& subject : subjects) {
      JIUM_TRY(std::string keyed, store::log_id_of(tx, subject));
      held.insert(std::move(keyed));
    }
  }
  return held;
}

bool is_over(Instant written, Instant now) {
  const auto term =
      casework::built_in_retention().term_of({{casework::RecordClass::audit}, written, written}, now);
  return term.over && term.when_over == casework::WhenOver::destroy;
}

struct Part {
  std::uint64_t next = 0;
  std::uint64_t purged = 0;
  bool last = false;
};

Result<Part> purge_part(const Desk& desk, store::Transaction& tx, Instant before, std::uint64_t from) {
  const Instant now = desk.clock.now();
  // Looked up where it is acted upon: a hold may have come in the meantime.
  JIUM_TRY(const auto entries, store::old_log_entries(tx, before, from, kEntriesATime));
  Part part{from, 0, entries.size() < kEntriesATime};
  if (entries.empty()) return part;
  part.next = entries.back().seq + 1;
  JIUM_TRY(const auto held, held_subjects(desk, tx));
  std::set<std::optional<registry::OrganisationId>> whose;
  for (const store::OldLogEntry& entry : entries) {
    if (!is_over(entry.at, now) || (entry.subject && held.contains(*entry.subject))) continue;
    JIUM_CHECK(store::erase_log_entry(tx, entry.seq));
    whose.insert(entry.organisation);
    ++part.purged;
  }
  for (const auto& organisation : whose)
    JIUM_CHECK(write_log_of_house(desk, tx, organisation, audit::Act::log_purged, {}));
  if (part.purged > 0) JIUM_CHECK(store::schedule(tx, store::JobKind::sweep, 0, now));
  return part;
}

}  // namespace

Result<std::uint64_t> purge_log(const Desk& desk, store::Store& store) {
  const auto before =
      casework::built_in_retention().none_over_after(casework::RecordClass::audit, desk.clock.now());
  std::uint64_t purged = 0;
  Part part;
  while (before && !part.last) {
    JIUM_TRY(part,
             store.write([&](store::Transaction& tx) { return purge_part(desk, tx, *before, part.next); }));
    purged += part.purged;
  }
  return purged;
}

}  // namespace jium::desk
