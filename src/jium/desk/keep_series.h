// Series groups (linkage/series_group.h), as each centre may see them: who is in and who waits, to whoever
// has a seat; the board with everybody's counts, sites and dates to whoever is in. A person reaches a group
// by a case of their own centre in it that they are assigned to; to everybody else there is no such group.
//
// A seat is called by its number: nobody learns the number of another centre's case. To join is to agree that
// the other members read the board's counts of this case, and in turn to read theirs. Nothing of a survivor
// is on it, and no address.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/linkage/handshake.h"
#include "jium/linkage/series_board.h"
#include "jium/linkage/series_group.h"

namespace jium::desk {

enum class SeatState { waits, in, gone };
BOOST_DESCRIBE_ENUM(SeatState, waits, in, gone)

struct SeenSeat {
  int number = 0;  // from 1 on
  SeatState state = SeatState::waits;
  std::string centre;
  std::optional<casework::CaseId> the_case;  // of the viewer's own
  std::string proposed_by;
  Instant proposed_at{};
  std::optional<Instant> joined_at, left_at;
  std::vector<std::string> agreed;
};

// What one centre brings to the group.
struct BoardCentre {
  std::string centre;
  std::int64_t cases = 0, images = 0, videos = 0;
  std::int64_t live = 0, gone = 0;
  std::int64_t requested = 0, removed = 0;
  std::optional<Instant> first_seen, last_seen;
};

struct SeenSeries {
  linkage::SeriesGroupId id;
  Instant begun_at{};
  bool is_in = false;
  std::vector<SeenSeat> seats;
  // Only for whoever is in; by name.
  std::vector<BoardCentre> centres;
  std::vector<linkage::SiteLine> sites;
};

// Begins a group with an opened link (Conflict otherwise); the other side joins by its yes. For this and what
// follows: Conflict when the survivor of an own case has not agreed that other centres know.
[[nodiscard]] Result<SeenSeries> open_series(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             linkage::LinkId link);
// Without boards; oldest first.
[[nodiscard]] Result<std::vector<SeenSeries>> list_series(const Desk& desk, store::Transaction& tx,
                                                          const Actor& actor);
[[nodiscard]] Result<SeenSeries> show_series(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             linkage::SeriesGroupId id);

// The case on the other side of an opened link of one's own.
[[nodiscard]] Result<SeenSeries> propose_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              linkage::SeriesGroupId id, linkage::LinkId link);
enum class SeatAnswer { yes, no };
// Missing for a seat that does not wait.
[[nodiscard]] Result<SeenSeries> answer_seat(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             linkage::SeriesGroupId id, int seat, SeatAnswer answer);
// Further cases of one's own; at most kMostBrought at once.
inline constexpr std::size_t kMostBrought = 200;
[[nodiscard]] Result<SeenSeries> bring_cases(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             linkage::SeriesGroupId id,
                                             const std::vector<casework::CaseId>& cases);

struct Leaving {
  std::vector<casework::CaseId> own_cases;
  std::vector<std::string> left_behind;
  bool group_ends = false;
  bool joint_counts_change = false;
};
// What leaving would change, and leaving; what the centre gave for counting is erased with it.
[[nodiscard]] Result<Leaving> show_leaving(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           linkage::SeriesGroupId id);
[[nodiscard]] Result<Leaving> leave_series(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           linkage::SeriesGroupId id);

// jium's own: a case leaves every group, and what was given of its survivor is erased. The others are told.
[[nodiscard]] Result<void> take_out_of_series(const Desk& desk, store::Transaction& tx,
                                              const casework::Case& the_case);

// For the verbs beside this one (count_jointly.h, draw_series.h): the group, when the actor is in it.
[[nodiscard]] Result<linkage::SeriesGroup> reach_series(const Desk& desk, store::Transaction& tx,
                                                        const Actor& actor, linkage::SeriesGroupId id);
// How the centres of a group are called, each by a name of its own.
[[nodiscard]] Result<std::map<registry::OrganisationId, std::string>> names_in(
    store::Transaction& tx, const linkage::SeriesGroup& group);

}  // namespace jium::desk
