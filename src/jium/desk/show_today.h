// The first page of an officer's day: what waits for them, each with its number and what to do next, the most
// urgent first; and the day's dose, that is how many addresses they have seen in full of how many they may.
//
// Numbers only: nothing is shown of any case, so that the page can lie open on a screen. There is nobody
// else's number to compare with (security.md 4.2: no leaderboards).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "jium/desk/desk.h"

namespace jium::desk {

enum class DueKind {
  reports_waiting,  // first: somebody waits to be answered
  letters_in_doubt,
  places_back,
  replies_to_sort,
  requests_overdue,
  tasks_due,
  drafts_to_confirm,
  batches_to_confirm,
  batches_to_undo,
  sightings_to_ask_about,
  alarms_unseen,
  links_to_answer,
  consent_missing,
  footage_missing,
  retention_due
};
BOOST_DESCRIBE_ENUM(DueKind, reports_waiting, letters_in_doubt, places_back, replies_to_sort,
                    requests_overdue, tasks_due, drafts_to_confirm, batches_to_confirm, batches_to_undo,
                    sightings_to_ask_about, alarms_unseen, links_to_answer, consent_missing, footage_missing,
                    retention_due)

// What to do about it: the ability of each of the records (abilities.h), and where they are listed.
struct NextStep {
  std::string_view action;
  std::string_view list;
};
[[nodiscard]] NextStep next_step_of(DueKind kind);

struct DueWork {
  DueKind kind{};
  std::int64_t count = 0;
  std::optional<Instant> oldest;
};

struct Today {
  Instant at{};
  Instant since{};  // what came back is counted from then on: the last sign-in before this
  std::optional<Instant> signed_in_at;  // of this session
  std::vector<DueWork> due;             // what waits, the most urgent kind first; nothing that is zero
  int revealed = 0, per_day = 0;
  Instant day_ends_at{};  // when the day's dose begins anew, in Korea
};
[[nodiscard]] Result<Today> show_today(const Desk& desk, store::Transaction& tx, const Actor& actor);

}  // namespace jium::desk
