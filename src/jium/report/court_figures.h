// What a support-performance report (지원실적보고서) counts, as plain values: who supports and on what basis,
// footage by class, people by age, the time from the first posting to the last, deletions asked for, done and
// verified, by kind of place and country, what came back after it was removed, month by month.
//
// Figures are a function of records and of nothing else, so that whoever is given the records counts again
// (court_manifest.h). A record has no address, no name and no case: it is called by its keyed id in the audit
// log (audit/record.h), which says nothing to whoever lacks the key, and has days instead of times.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/casework/case.h"
#include "jium/registry/footage.h"
#include "jium/removal/operator.h"
#include "jium/report/recovery_statement.h"
#include "jium/report/statistics.h"

namespace jium::report {

// "2026-11-22", of UTC: texts of this form are in the order of time.
using Day = std::string;
[[nodiscard]] Day day_of(Instant at);

struct CountedFootage {
  std::string record;
  registry::FootageKind medium = registry::FootageKind::image;
  std::string legal_class;  // a code of data/legal/classes.tsv that was decided; empty: not decided yet
  Day registered;
  friend bool operator==(const CountedFootage&, const CountedFootage&) = default;
};

// A sighting: one place where the footage was seen.
struct CountedPlace {
  std::string record;
  std::string site;  // keyed, for telling sites apart
  removal::SiteKind site_kind = removal::SiteKind::other;
  std::string country;  // of the operator; "*": not known
  Day seen;
  std::optional<Day> gone;
  bool returned = false;  // on a site from which it had been removed before
  IdentityData identity_data = IdentityData::unknown;
  friend bool operator==(const CountedPlace&, const CountedPlace&) = default;
};

// A request for deletion that was sent.
struct CountedRequest {
  std::string record;
  removal::SiteKind site_kind = removal::SiteKind::other;
  std::string country;
  Day sent;
  std::optional<Day> done;       // the operator removed it, or it was seen to be gone
  std::optional<Day> verified;   // independent looks over time agree that it is gone
  std::optional<Day> by_word{};  // an officer's two looks agree that it is gone, where no machine can look
  bool refused = false;
  int false_claims = 0;  // "removed" that a look disproved
  friend bool operator==(const CountedRequest&, const CountedRequest&) = default;
};

struct CountedPerson {
  casework::AgeBand age_band = casework::AgeBand::unknown;
  std::vector<casework::HarmType> harm_types;
};

struct CourtRecords {
  std::vector<CountedFootage> footage;
  std::vector<CountedPlace> places;
  std::vector<CountedRequest> requests;
};

struct Tally {
  std::string key;
  std::int64_t count = 0;
};
// Of one kind of place, or one country.
struct Work {
  std::string key;
  std::int64_t sites = 0, places = 0, returned = 0;
  std::int64_t requested = 0, done = 0, verified = 0, refused = 0;
};
struct Month {
  std::string month;  // "2026-11"
  std::int64_t found = 0, requested = 0, verified = 0, returned = 0;
};

// Of several centres together, counted without anybody's identity: whoever links centres fills this in.
struct JointCount {
  std::int64_t victims = 0;
  std::vector<Tally> age_bands;  // may be empty: not every centre tells them
  std::int64_t requested = 0, verified = 0;
  struct Centre {
    std::string name;
    std::int64_t victims = 0, requested = 0;
    std::string key = {};  // by which it may sign the report too: a vkey
  };
  std::vector<Centre> centres;
  std::string method_ko, method_en;  // how it was counted and how it can be wrong, in one sentence
};

struct CourtFigures {
  std::int64_t victims = 0;  // of this centre: cases
  std::vector<Tally> age_bands, harm_types, grounds;
  std::optional<JointCount> joint;
  std::int64_t images = 0, videos = 0;
  std::vector<Tally> classes;  // "" last: not decided
  std::int64_t places = 0, sites = 0, countries = 0, live = 0, returned = 0, identity_leaks = 0;
  std::optional<Day> first, last;  // posting
  std::int64_t days = 0;           // from the first to the last, both counted
  std::int64_t requested = 0, done = 0, verified = 0, by_word = 0, refused = 0, false_claims = 0;
  std::vector<Work> by_kind, by_country;  // the most places first
  std::vector<Month> months;              // each from the first to the last, also those without anything
};

// People and why they are supported cannot be counted from records of places: they are given as they are.
struct CourtPeople {
  std::vector<CountedPerson> people;
  std::vector<SupportGround> grounds;  // of each case
};
[[nodiscard]] CourtFigures count_figures(const CourtRecords& records, const CourtPeople& people);

// Of records alone, for whoever counts again. What follows from them is put in place of what is there.
void count_again(CourtFigures& figures, const CourtRecords& records);

// The number of days from 1970-01-01. Malformed unless it is a day of the calendar in the form above.
[[nodiscard]] Result<std::int64_t> number_of(const Day& day);

}  // namespace jium::report
