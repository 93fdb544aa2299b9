#include "linkage/trial.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <unordered_map>

#include "jium/linkage/related.h"
#include "table/machine.h"

namespace jium::bench {

namespace {

using linkage::Closeness;
using linkage::Evidence;
using linkage::Ground;
using linkage::TraceKind;

struct Key {
  std::string input;
  Closeness closeness = Closeness::exact;
  TraceKind kind = TraceKind::account_name;
  linkage::Confidence confidence = linkage::Confidence::likely;
};

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

struct Lessons {
  std::set<std::pair<std::size_t, std::size_t>> opened;
  int declined = 0;
  std::set<int> declining;
};

double worth_of_kind(TraceKind kind) {
  return linkage::worth_of({.ground = Ground::trace, .kind = kind}).value_or(0);
}

class Trial {
 public:
  Trial(const Country& country, Way way, double right, unsigned seed)
      : country_(country), way_(way), right_(right), random_(seed), pieces_(country.cases.size()) {}

  void run() {
    for (std::size_t i = 0; i < country_.cases.size(); ++i) register_case(i);
  }
  Found judge();

 private:
  struct Meeting {
    std::vector<Evidence> evidence;
    std::vector<std::string> tokens;  // of the evidence that is of traces
  };
  using Meetings = std::map<std::size_t, Meeting>;

  bool chance(double of) { return static_cast<double>(random_() % 1'000'000U) < of * 1e6; }

  std::vector<Key> keys_of(const DrawnCase& drawn) const {
    std::vector<Key> keys;
    for (const SeenTrace& trace : drawn.traces) {
      if (way_ == Way::exact_only) {
        keys.push_back({std::string(to_text(trace.kind)) + '\n' + trace.text, Closeness::exact, trace.kind,
                        linkage::Confidence::certain});
        continue;
      }
      const auto normal = linkage::normalise(trace.kind, trace.text);
      if (!normal) continue;
      auto made = linkage::keys_of(*normal);
      for (auto& key : made)
        keys.push_back({std::move(key.input), key.closeness, trace.kind, trace.confidence});
    }
    return keys;
  }

  void meet_traces(std::size_t number, Meetings& meetings) {
    const DrawnCase& drawn = country_.cases[number];
    std::set<std::string> own;
    for (const Key& key : keys_of(drawn)) {
      auto& holders = holders_[key.input];
      if (!own.insert(key.input).second) continue;
      for (const auto& [other, held] : holders) {
        if (country_.cases[other].centre == drawn.centre) continue;
        const TraceKind kind = worth_of_kind(key.kind) <= worth_of_kind(held.kind) ? key.kind : held.kind;
        meetings[other].evidence.push_back(
            {Ground::trace, kind, key.closeness, std::min(key.confidence, held.confidence), {}, Instant{}});
        meetings[other].tokens.push_back(key.input);
      }
      holders.emplace_back(number, key);
    }
  }

  void meet_footage(std::size_t number, Meetings& meetings) {
    const DrawnCase& drawn = country_.cases[number];
    for (const SeenFootage& footage : drawn.footage) {
      for (const auto& [other, held] : scenes_[footage.scene]) {
        if (country_.cases[other].centre == drawn.centre) continue;
        const bool same_file = held.file == footage.file;
        if (!same_file && (way_ == Way::exact_only || !footage.recognisable || !held.recognisable)) continue;
        meetings[other].evidence.push_back({same_file ? Ground::same_file : Ground::same_footage,
                                            std::nullopt,
                                            Closeness::exact,
                                            linkage::Confidence::certain,
                                            {},
                                            Instant{}});
      }
      scenes_[footage.scene].emplace_back(number, footage);
      if (footage.song == 0 || way_ == Way::exact_only) continue;
      for (const std::size_t other : songs_[footage.song]) {
        if (country_.cases[other].centre != drawn.centre)
          meetings[other].evidence.push_back({Ground::same_sound,
                                              std::nullopt,
                                              Closeness::exact,
                                              linkage::Confidence::certain,
                                              {},
                                              Instant{}});
      }
      songs_[footage.song].push_back(number);
    }
  }

  bool is_shown(Meeting& meeting) {
    if (way_ == Way::exact_only) return !meeting.evidence.empty();
    if (way_ == Way::normalised) return true;
    std::size_t token = 0;
    for (Evidence& evidence : meeting.evidence) {
      if (evidence.ground != Ground::trace) continue;
      const std::string& input = meeting.tokens[token++];
      evidence.standing.cases = static_cast<int>(holders_[input].size());
      if (way_ == Way::without_lessons) continue;
      const Lessons& lessons = lessons_[input];
      evidence.standing.opened = static_cast<int>(lessons.opened.size());
      evidence.standing.declined = lessons.declined;
      evidence.standing.declining_centres = static_cast<int>(lessons.declining.size());
    }
    return linkage::assess(meeting.evidence).is_shown();
  }

  void answer(std::size_t one, std::size_t other, const Meeting& meeting) {
    const DrawnCase &here = country_.cases[one], &there = country_.cases[other];
    const bool same = here.offender == there.offender;
    ++shown_;
    wrong_ += same ? 0 : 1;
    // It opens when both say yes.
    const bool yes_here = same == chance(right_), yes_there = same == chance(right_);
    const bool opens = yes_here && yes_there;
    for (const std::string& token : meeting.tokens) {
      Lessons& lessons = lessons_[token];
      if (opens) {
        lessons.opened.emplace(one, other);
      } else {
        ++lessons.declined;
        lessons.declining.insert(yes_here ? there.centre : here.centre);
      }
    }
    if (!opens) return;
    pieces_.join(one, other);
    if (same) first_.try_emplace(here.offender, registered_[here.offender]);
  }

  void register_case(std::size_t number) {
    ++registered_[country_.cases[number].offender];
    Meetings meetings;
    meet_traces(number, meetings);
    meet_footage(number, meetings);
    for (auto& [other, meeting] : meetings) {
      if (is_shown(meeting)) answer(number, other, meeting);
    }
  }

  const Country& country_;
  Way way_;
  double right_;
  std::mt19937 random_;
  Pieces pieces_;
  std::unordered_map<std::string, std::vector<std::pair<std::size_t, Key>>> holders_;
  std::unordered_map<std::uint64_t, std::vector<std::pair<std::size_t, SeenFootage>>> scenes_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> songs_;
  std::unordered_map<std::string, Lessons> lessons_;
  std::map<int, int> registered_, first_;
  std::int64_t shown_ = 0, wrong_ = 0;
};

Found Trial::judge() {
  Found found;
  found.shown = shown_;
  found.wrong = wrong_;
  // Cases of one centre are compared there openly: they are joined.
  std::map<std::pair<int, int>, std::size_t> at_centre;
  std::map<int, std::vector<std::size_t>> of;
  std::map<int, std::set<int>> centres;
  for (std::size_t i = 0; i < country_.cases.size(); ++i) {
    const DrawnCase& drawn = country_.cases[i];
    of[drawn.offender].push_back(i);
    centres[drawn.offender].insert(drawn.centre);
    const auto [first, added] = at_centre.try_emplace({drawn.offender, drawn.centre}, i);
    if (!added) pieces_.join(i, first->second);
  }
  std::map<std::size_t, std::set<int>> offenders;
  for (std::size_t i = 0; i < country_.cases.size(); ++i)
    offenders[pieces_.of(i)].insert(country_.cases[i].offender);
  std::int64_t cases = 0;
  double joined = 0;
  std::vector<int> when;
  for (const auto& [offender, list] : of) {
    if (centres[offender].size() < 2) continue;
    ++found.groups;
    std::map<std::size_t, std::int64_t> sizes;
    bool mixed = false;
    for (const std::size_t one : list) {
      ++sizes[pieces_.of(one)];
      mixed = mixed || offenders[pieces_.of(one)].size() > 1;
    }
    const auto largest = std::max_element(sizes.begin(), sizes.end(),
                                          [](const auto& a, const auto& b) { return a.second < b.second; });
    found.groups_whole += sizes.size() == 1 ? 1 : 0;
    found.mixed += mixed ? 1 : 0;
    cases += static_cast<std::int64_t>(list.size());
    joined += static_cast<double>(largest->second);
    if (const auto first = first_.find(offender); first != first_.end()) {
      ++found.groups_found;
      when.push_back(first->second);
    }
  }
  found.cases_joined = cases > 0 ? joined / static_cast<double>(cases) : 0;
  if (!when.empty()) {
    std::nth_element(when.begin(), when.begin() + static_cast<std::ptrdiff_t>(when.size() / 2), when.end());
    found.median_registrations = when[when.size() / 2];
  }
  return found;
}

std::string name_of(Way way) {
  switch (way) {
    case Way::exact_only:
      return "exact match only";
    case Way::normalised:
      return "jium's keys, all that meets is shown";
    case Way::without_lessons:
      return "jium, declines teach nothing";
    case Way::jium:
      return "jium";
  }
  return {};
}

}  // namespace

Found run_trial(const Country& country, Way way, double officer_is_right, unsigned seed) {
  Trial trial(country, way, officer_is_right, seed);
  const double start = cpu_seconds();
  trial.run();
  const double used = cpu_seconds() - start;
  Found found = trial.judge();
  found.way = name_of(way);
  found.microseconds = used * 1e6 / static_cast<double>(country.cases.size());
  return found;
}

}  // namespace jium::bench
