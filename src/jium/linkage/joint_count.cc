#include "jium/linkage/joint_count.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

#include "jium/linkage/trace.h"
#include "jium/linkage/trace_text.h"

namespace jium::linkage {

namespace {

constexpr std::string_view kVersion = "jium person 1\n";

class Pieces {
 public:
  explicit Pieces(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t of(std::size_t one) {
    while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
    return one;
  }
  void join(std::size_t one, std::size_t other) { parent_[of(one)] = of(other); }

 private:
  std::vector<std::size_t> parent_;
};

}  // namespace

Result<std::vector<std::string>> person_keys(const KnownOfPerson& known) {
  std::vector<std::string> keys;
  if (!known.name.empty() && !known.birth_date.empty()) {
    if (known.birth_date.size() != 10 || !parse_instant(known.birth_date + "T00:00:00.000Z"))
      return fault(FaultKind::malformed, "a day of birth is written 2001-02-03");
    JIUM_TRY(std::string name, folded(known.name));
    std::erase(name, ' ');
    keys.push_back(std::string(kVersion) + "birth and name\n" + known.birth_date + '\n' + name);
  }
  if (!known.telephone.empty()) {
    JIUM_TRY(const auto telephone, normalise(TraceKind::phone, known.telephone));
    keys.push_back(std::string(kVersion) + "telephone\n" + telephone.word);
  }
  if (keys.empty())
    return fault(FaultKind::malformed,
                 "to count somebody, a name with the day of birth is needed, or a telephone number");
  return keys;
}

PeopleCount count_people(const std::vector<PersonRecord>& records, double miss_rate) {
  Pieces pieces(records.size());
  std::map<Token, std::size_t> first;
  std::map<std::pair<registry::OrganisationId, std::uint64_t>, std::size_t> numbers;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto [same, is_new] = numbers.try_emplace({records[i].centre, records[i].number}, i);
    if (!is_new) pieces.join(i, same->second);
    for (const Token& token : records[i].tokens) {
      const auto [at, added] = first.try_emplace(token, i);
      if (!added) pieces.join(i, at->second);
    }
  }
  std::map<std::size_t, std::set<registry::OrganisationId>> people;
  for (std::size_t i = 0; i < records.size(); ++i) people[pieces.of(i)].insert(records[i].centre);
  PeopleCount count;
  count.records = static_cast<std::int64_t>(numbers.size());
  count.people = static_cast<std::int64_t>(people.size());
  for (const auto& [piece, centres] : people) {
    if (centres.size() > 1) ++count.shared;
    for (const auto centre : centres) ++count.by_centre[centre];
  }
  const auto n = static_cast<double>(count.people);
  count.wrongly_one = n * (n - 1) / 2 / kPairsApart;
  // Of those whom two centres know, the share 1 - miss was found; as many more as miss/(1 - miss) of these
  // were not.
  if (miss_rate > 0 && miss_rate < 1)
    count.wrongly_two = static_cast<double>(count.shared) * miss_rate / (1 - miss_rate);
  return count;
}

DeletionCount count_deletions(const std::vector<DeletionRecord>& records) {
  struct First {
    Instant at;
    registry::OrganisationId centre;
  };
  std::map<Token, First> firsts;
  for (const DeletionRecord& record : records) {
    const auto [at, added] = firsts.try_emplace(record.place, First{record.asked_at, record.centre});
    First& first = at->second;
    if (std::tie(record.asked_at, record.centre) < std::tie(first.at, first.centre))
      first = {record.asked_at, record.centre};
  }
  DeletionCount count;
  count.records = static_cast<std::int64_t>(records.size());
  count.deletions = static_cast<std::int64_t>(firsts.size());
  for (const auto& [place, first] : firsts) ++count.by_centre[first.centre];
  return count;
}

SuppressedCounts suppress(const std::vector<std::int64_t>& cells) {
  SuppressedCounts shown;
  std::int64_t total = 0;
  std::size_t hidden = 0;
  for (const auto number : cells) {
    total += number;
    const bool small = number > 0 && number < kSmallest;
    hidden += small ? 1 : 0;
    shown.cells.push_back(small ? Cell{} : Cell{number});
  }
  shown.total.number = total;
  if (total > 0 && total < kSmallest) {
    shown.total.number.reset();
    for (Cell& cell : shown.cells) cell.number.reset();  // the zeros would tell where the few are
    return shown;
  }
  // One hidden cell is the total less the others: a second goes with it, the smallest that says something.
  if (hidden == 1) {
    std::size_t second = cells.size();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool candidate = shown.cells[i].number.value_or(0) > 0;
      if (candidate && (second == cells.size() || cells[i] < cells[second])) second = i;
    }
    if (second < cells.size())
      shown.cells[second].number.reset();
    else
      shown.total.number.reset();
  }
  return shown;
}

}  // namespace jium::linkage
