// Series groups: seats, the board, what is counted jointly. Another centre's case has no member here, nor has
// anything of a survivor.
#pragma once

#include "jium/desk/count_jointly.h"
#include "jium/desk/keep_series.h"
#include "jium/http/linkage_types.h"

namespace jium::http::wire {

struct LinkOfOwn {
  linkage::LinkId related;
};
JIUM_WIRE_ASK(LinkOfOwn, (related))
struct SeatNumber {
  int seat = 0;
};
JIUM_WIRE_ASK(SeatNumber, (seat))
struct BringCases {
  std::vector<casework::CaseId> cases;
};
JIUM_WIRE_ASK(BringCases, (cases))

struct Seat {
  int seat = 0;
  desk::SeatState state{};
  std::string centre;
  std::optional<casework::CaseId> the_case;
  std::string proposed_by;
  Instant proposed_at{};
  std::optional<Instant> joined_at, left_at;
  std::vector<std::string> agreed;
};
JIUM_WIRE_VIEW(Seat, (seat, state, centre, the_case, proposed_by, proposed_at, joined_at, left_at, agreed))

struct BoardCentre {
  std::string centre;
  std::int64_t cases = 0, images = 0, videos = 0, live = 0, gone = 0, requested = 0, removed = 0;
  std::optional<Instant> first_seen, last_seen;
};
JIUM_WIRE_VIEW(BoardCentre,
               (centre, cases, images, videos, live, gone, requested, removed, first_seen, last_seen))
struct CentreAtSite {
  std::string centre;
  std::int64_t live = 0, gone = 0, out = 0, removed = 0;
  std::optional<Instant> first_seen, last_seen;
};
JIUM_WIRE_VIEW(CentreAtSite, (centre, live, gone, out, removed, first_seen, last_seen))
struct BoardSite {
  Exact site;
  std::int64_t live = 0;
  std::optional<std::string> waits_for, asks_next;
  std::vector<CentreAtSite> centres;
};
JIUM_WIRE_VIEW(BoardSite, (site, live, waits_for, asks_next, centres))

struct Series {
  linkage::SeriesGroupId id;
  Instant begun_at{};
  bool is_in = false;
  std::vector<Seat> seats;
  std::vector<BoardCentre> board;
  std::vector<BoardSite> sites;
};
JIUM_WIRE_VIEW(Series, (id, begun_at, is_in, seats, board, sites))
struct AllSeries {
  std::vector<Series> series;
};
JIUM_WIRE_VIEW(AllSeries, (series))

struct Leaving {
  std::vector<casework::CaseId> own_cases;
  std::vector<std::string> left_behind;
  bool group_ends = false, joint_counts_change = false;
};
JIUM_WIRE_VIEW(Leaving, (own_cases, left_behind, group_ends, joint_counts_change))

struct PersonTokens {
  casework::CaseId the_case;
  std::vector<Exact> tokens;  // 64 hexadecimal digits each
};
JIUM_WIRE_ASK(PersonTokens, (the_case, tokens))
struct GivePeople {
  std::vector<PersonTokens> people;
};
JIUM_WIRE_ASK(GivePeople, (people))
struct PeopleGiven {
  std::int64_t records = 0, people = 0;
};
JIUM_WIRE_VIEW(PeopleGiven, (records, people))

struct CountedCentre {
  std::string centre;
  bool has_given = false;
  std::int64_t people = 0, requested = 0, deletions = 0, verified = 0;
};
JIUM_WIRE_VIEW(CountedCentre, (centre, has_given, people, requested, deletions, verified))
// wrongly_one: pairs of different people who may count as one; wrongly_two: people who may count twice, once
// a share that is missed was given.
struct JointCount {
  std::int64_t people = 0, people_records = 0, people_shared = 0;
  std::int64_t deletions = 0, deletion_records = 0, verified = 0;
  double wrongly_one = 0;
  std::optional<double> missed, wrongly_two;
  std::vector<CountedCentre> counted;
};
JIUM_WIRE_VIEW(JointCount, (people, people_records, people_shared, deletions, deletion_records, verified,
                            wrongly_one, missed, wrongly_two, counted))

// A number that is too small to be shown is null.
struct OutsideGroup {
  std::int64_t centres = 0;
  std::optional<std::int64_t> people, deletions;
  std::vector<std::optional<std::int64_t>> deletions_by_centre;
};
JIUM_WIRE_VIEW(OutsideGroup, (centres, people, deletions, deletions_by_centre))
struct OutsideCounts {
  std::int64_t groups = 0;
  std::vector<OutsideGroup> counts;
};
JIUM_WIRE_VIEW(OutsideCounts, (groups, counts))

}  // namespace jium::http::wire
