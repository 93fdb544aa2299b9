#include "jium/report/court_figures.h"

#include <algorithm>
#include <map>
#include <set>

namespace jium::report {
namespace {

template <class Key>
std::vector<Tally> tallies_of(const std::map<Key, std::int64_t>& counts) {
  std::vector<Tally> tallies;
  for (const auto& [key, count] : counts) tallies.push_back({std::string(to_text(key)), count});
  return tallies;
}

void see_day(CourtFigures& figures, const Day& day) {
  if (!figures.first || day < *figures.first) figures.first = day;
  if (!figures.last || day > *figures.last) figures.last = day;
}

// The busiest first, and the unknown country where its number puts it: nothing is hidden at the end.
std::vector<Work> in_order(std::map<std::string, Work> work,
                           const std::map<std::string, std::set<std::string>>& sites) {
  std::vector<Work> rows;
  for (auto& [key, row] : work) {
    row.key = key;
    if (const auto found = sites.find(key); found != sites.end())
      row.sites = static_cast<std::int64_t>(found->second.size());
    rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(rows, [](const Work& a, const Work& b) {
    return std::pair(a.places, a.requested) > std::pair(b.places, b.requested);
  });
  return rows;
}

void add(Work& row, const CountedPlace& place) {
  ++row.places;
  row.returned += place.returned ? 1 : 0;
}

void add(Work& row, const CountedRequest& request) {
  ++row.requested;
  row.done += request.done ? 1 : 0;
  row.verified += request.verified ? 1 : 0;
  row.refused += request.refused ? 1 : 0;
}

std::string next_month(const std::string& month) {
  int year = std::stoi(month.substr(0, 4)), number = std::stoi(month.substr(5, 2));
  if (++number > 12) {
    number = 1;
    ++year;
  }
  const std::string tail = std::to_string(number);
  return std::to_string(year) + (tail.size() == 1 ? "-0" : "-") + tail;
}

std::vector<Month> months_of(const CourtRecords& records) {
  std::map<std::string, Month> months;
  const auto at = [&](const Day& day) -> Month& { return months[day.substr(0, 7)]; };
  for (const CountedPlace& place : records.places) {
    ++at(place.seen).found;
    if (place.returned) ++at(place.seen).returned;
  }
  for (const CountedRequest& request : records.requests) {
    ++at(request.sent).requested;
    if (request.verified) ++at(*request.verified).verified;
  }
  std::vector<Month> line;
  if (months.empty()) return line;
  const std::string last = months.rbegin()->first;
  for (std::string month = months.begin()->first; month <= last; month = next_month(month)) {
    Month& one = months[month];
    one.month = month;
    line.push_back(one);
  }
  return line;
}

void count_footage(CourtFigures& figures, const std::vector<CountedFootage>& footage) {
  figures.images = figures.videos = 0;
  std::map<std::string, std::int64_t> classes;
  for (const CountedFootage& one : footage) {
    ++(one.medium == registry::FootageKind::video ? figures.videos : figures.images);
    ++classes[one.legal_class];
  }
  figures.classes.clear();
  for (const auto& [code, count] : classes) {
    if (!code.empty()) figures.classes.push_back({code, count});
  }
  if (const auto open = classes.find(""); open != classes.end())
    figures.classes.push_back({"", open->second});
}

}  // namespace

Day day_of(Instant at) {
  return to_text(at).substr(0, 10);
}

Result<std::int64_t> number_of(const Day& day) {
  const auto at = parse_instant(day + "T00:00:00.000Z");
  if (!at || day_of(*at) != day) return fault(FaultKind::malformed, "a day is 2026-11-22");
  return std::chrono::floor<std::chrono::days>(*at).time_since_epoch().count();
}

void count_again(CourtFigures& figures, const CourtRecords& records) {
  count_footage(figures, records.footage);
  std::set<std::string> sites, countries;
  std::map<std::string, Work> kinds, lands;
  std::map<std::string, std::set<std::string>> sites_of_kind, sites_of_land;
  figures.live = figures.returned = figures.identity_leaks = 0;
  figures.first = figures.last = std::nullopt;
  for (const CountedPlace& place : records.places) {
    const std::string kind(to_text(place.site_kind));
    sites.insert(place.site);
    sites_of_kind[kind].insert(place.site);
    sites_of_land[place.country].insert(place.site);
    if (place.country != "*") countries.insert(place.country);
    add(kinds[kind], place);
    add(lands[place.country], place);
    figures.live += place.gone ? 0 : 1;
    figures.returned += place.returned ? 1 : 0;
    figures.identity_leaks += place.identity_data == IdentityData::yes ? 1 : 0;
    see_day(figures, place.seen);
  }
  figures.requested = static_cast<std::int64_t>(records.requests.size());
  figures.done = figures.verified = figures.by_word = figures.refused = figures.false_claims = 0;
  for (const CountedRequest& request : records.requests) {
    add(kinds[std::string(to_text(request.site_kind))], request);
    add(lands[request.country], request);
    figures.done += request.done ? 1 : 0;
    figures.verified += request.verified ? 1 : 0;
    figures.by_word += request.by_word ? 1 : 0;
    figures.refused += request.refused ? 1 : 0;
    figures.false_claims += request.false_claims;
  }
  figures.places = static_cast<std::int64_t>(records.places.size());
  figures.sites = static_cast<std::int64_t>(sites.size());
  figures.countries = static_cast<std::int64_t>(countries.size());
  figures.by_kind = in_order(std::move(kinds), sites_of_kind);
  figures.by_country = in_order(std::move(lands), sites_of_land);
  figures.months = months_of(records);
  figures.days = 0;
  if (figures.first) {
    const auto first = number_of(*figures.first), last = number_of(*figures.last);
    if (first && last) figures.days = *last - *first + 1;
  }
}

CourtFigures count_figures(const CourtRecords& records, const CourtPeople& people) {
  CourtFigures figures;
  std::map<casework::AgeBand, std::int64_t> bands;
  std::map<casework::HarmType, std::int64_t> harms;
  std::map<SupportGround, std::int64_t> grounds;
  for (const CountedPerson& person : people.people) {
    ++bands[person.age_band];
    for (const casework::HarmType harm : person.harm_types) ++harms[harm];
  }
  for (const SupportGround ground : people.grounds) ++grounds[ground];
  figures.victims = static_cast<std::int64_t>(people.people.size());
  figures.age_bands = tallies_of(bands);
  figures.harm_types = tallies_of(harms);
  figures.grounds = tallies_of(grounds);
  count_again(figures, records);
  return figures;
}

}  // namespace jium::report
