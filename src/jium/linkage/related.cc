#include "jium/linkage/related.h"

#include <algorithm>
#include <string>

namespace jium::linkage {

namespace {

constexpr double kSpelling = 0.40, kSound = 0.25;
constexpr double kPrior = 2;  // openings that every token is trusted with before anybody said anything
constexpr int kEndingDeclines = 3, kEndingCentres = 2;

double worth_of_kind(TraceKind kind) {
  switch (kind) {
    case TraceKind::payment_address:
      return 0.90;
    case TraceKind::channel:
    case TraceKind::phone:
      return 0.80;
    case TraceKind::site_account:
      return 0.75;
    case TraceKind::handle:
      return 0.70;
    case TraceKind::account_name:
      return 0.50;
    case TraceKind::phrase:
      return 0.45;
    case TraceKind::file_name:
      return 0.40;
  }
  return 0;
}

double worth_of_ground(const Evidence& evidence) {
  switch (evidence.ground) {
    case Ground::same_file:
      return 0.98;
    case Ground::same_footage:
      return 0.90;
    case Ground::shared_segment:
      return 0.85;
    case Ground::same_sound:
      return 0.25;
    case Ground::trace:
      break;
  }
  double worth = worth_of_kind(evidence.kind.value_or(TraceKind::file_name));
  if (evidence.closeness == Closeness::spelling) worth *= kSpelling;
  if (evidence.closeness == Closeness::sound) worth *= kSound;
  if (evidence.weaker_confidence == Confidence::likely) worth *= 0.85;
  if (evidence.weaker_confidence == Confidence::doubtful) worth *= 0.5;
  return worth;
}

bool ended_by_officers(const Standing& standing) {
  return standing.declined >= kEndingDeclines && standing.declining_centres >= kEndingCentres &&
         standing.declined > standing.opened;
}

bool same_source(const Evidence& one, const Evidence& other) {
  // All that footage says is one statement about two files, and its best way of saying it.
  if (one.ground != Ground::trace && other.ground != Ground::trace) return true;
  return one.ground == other.ground && one.kind == other.kind;
}

std::string name_of(TraceKind kind) {
  std::string name(to_text(kind));
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace

int cap_of(TraceKind kind, Closeness closeness) {
  if (closeness == Closeness::sound) return 6;
  if (closeness == Closeness::spelling) return 12;
  switch (kind) {
    case TraceKind::payment_address:
    case TraceKind::phone:
    case TraceKind::channel:
      return 2000;
    case TraceKind::handle:
    case TraceKind::site_account:
      return 500;
    case TraceKind::account_name:
    case TraceKind::phrase:
      return 40;
    case TraceKind::file_name:
      return 25;
  }
  return 0;
}

std::optional<double> worth_of(const Evidence& evidence) {
  double worth = worth_of_ground(evidence);
  if (evidence.ground != Ground::trace) return worth;
  const Standing& standing = evidence.standing;
  const int cap = cap_of(evidence.kind.value_or(TraceKind::file_name), evidence.closeness);
  if (standing.cases > cap || ended_by_officers(standing)) return std::nullopt;
  return worth * (standing.opened + kPrior) / (standing.opened + standing.declined + kPrior);
}

Strength Assessment::strength() const {
  if (worth >= kStrong) return Strength::strong;
  return worth >= kMiddle ? Strength::middle : Strength::weak;
}

Assessment assess(const std::vector<Evidence>& all) {
  struct Weighed {
    Evidence evidence;
    double worth;
  };
  Assessment made;
  std::vector<Weighed> weighed;
  for (const Evidence& evidence : all) {
    if (const auto worth = worth_of(evidence))
      weighed.push_back({evidence, *worth});
    else
      made.capped.push_back(evidence);
  }
  std::stable_sort(weighed.begin(), weighed.end(),
                   [](const auto& a, const auto& b) { return a.worth > b.worth; });
  double by_accident = 1;
  for (const Weighed& one : weighed) {
    const bool counted = std::any_of(made.counted.begin(), made.counted.end(),
                                     [&](const Evidence& other) { return same_source(one.evidence, other); });
    if (counted) continue;
    by_accident *= 1 - one.worth;
    made.since = made.counted.empty() ? one.evidence.since : std::max(made.since, one.evidence.since);
    made.counted.push_back(one.evidence);
  }
  made.worth = 1 - by_accident;
  return made;
}

bool ranks_before(const Assessment& one, const Assessment& other) {
  if (one.worth != other.worth) return one.worth > other.worth;
  return one.since > other.since;
}

std::string explain(const Evidence& evidence) {
  switch (evidence.ground) {
    case Ground::same_file:
      return "the same file";
    case Ground::same_footage:
      return "the same footage, edited";
    case Ground::shared_segment:
      return "a stretch of one video within the other";
    case Ground::same_sound:
      return "the same sound";
    case Ground::trace:
      break;
  }
  const std::string name = name_of(evidence.kind.value_or(TraceKind::file_name));
  switch (evidence.closeness) {
    case Closeness::exact:
      return "the same " + name;
    case Closeness::spelling:
      return "a " + name + " in another spelling or at another place";
    case Closeness::sound:
      return "a " + name + " that sounds the same";
  }
  return name;
}

}  // namespace jium::linkage
