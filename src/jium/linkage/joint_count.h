// Counting together without showing anybody: how many different people several centres support, and how many
// different deletions they brought about.
//
// People. Each centre makes tokens of what it knows of each survivor, on its own machine, through the group's
// own oblivious function (oblivious.h; a purpose of each group, so that tokens of two groups do not compare),
// and gives them under numbers that mean nothing elsewhere. Two records are one person when they share a
// token; the count is that of the connected pieces. The server sees how many records each centre has and
// which of them meet, and no name; the centres see the counts.
//
//   birth and name   YYYY-MM-DD and the name: NFKC, folded, without blanks; Hangul as it is
//   telephone        as in trace.h
//
// It can be wrong both ways, and says so: two people of one name and birthday count as one (about one pair in
// 365 x 50 x 400 for Korea: 1 / kPairsApart, with some 400 equally common full names after weighting), and a
// person whom two centres know by different words counts twice.
//
// Deletions. Two centres that had the same place removed did one deletion: it counts once, for whoever asked
// first.
//
// Outside the group small numbers would show people: cells below kSmallest are not shown, and never exactly
// one of several that add up to a shown total (Statistics Korea and others: primary and secondary
// suppression).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/linkage/oblivious.h"
#include "jium/registry/organisation.h"

namespace jium::linkage {

// What goes into the group's function, on a centre's machine. Empty where a centre does not know.
struct KnownOfPerson {
  std::string name;
  std::string birth_date;  // 2001-02-03
  std::string telephone;
};
// Malformed: nothing that a token can be made of, a date that is none, a number that is none.
[[nodiscard]] Result<std::vector<std::string>> person_keys(const KnownOfPerson& known);

struct PersonRecord {
  registry::OrganisationId centre;
  std::uint64_t number = 0;  // of this centre, random for each group
  std::vector<Token> tokens;
};

inline constexpr double kPairsApart = 365.0 * 50 * 400;

struct PeopleCount {
  std::int64_t people = 0;                                     // different ones
  std::int64_t records = 0;                                    // of all centres
  std::map<registry::OrganisationId, std::int64_t> by_centre;  // different ones that a centre supports
  std::int64_t shared = 0;                                     // supported by two centres or more
  double wrongly_one = 0;  // expected pairs of different people that count as one
  double wrongly_two = 0;  // expected people who count twice
};
// `miss_rate`: of people known to two centres, the share that they know by different words (0..1).
[[nodiscard]] PeopleCount count_people(const std::vector<PersonRecord>& records, double miss_rate = 0);

struct DeletionRecord {
  registry::OrganisationId centre;
  Token place{};  // of the address, keyed by the installation
  Instant asked_at{};
};
struct DeletionCount {
  std::int64_t deletions = 0;                                  // different places
  std::int64_t records = 0;                                    // as each centre counts by itself
  std::map<registry::OrganisationId, std::int64_t> by_centre;  // adds up to `deletions`
};
[[nodiscard]] DeletionCount count_deletions(const std::vector<DeletionRecord>& records);

inline constexpr std::int64_t kSmallest = 5;

// A number, or that it is too small to be shown.
struct Cell {
  std::optional<std::int64_t> number;
  friend bool operator==(const Cell&, const Cell&) = default;
};
struct SuppressedCounts {
  Cell total;
  std::vector<Cell> cells;  // in the order given
};
// Of cells that add up to their total. Zero is shown: nobody is nobody.
[[nodiscard]] SuppressedCounts suppress(const std::vector<std::int64_t>& cells);

}  // namespace jium::linkage
