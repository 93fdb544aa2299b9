#include "jium/match/catalogue.h"

#include <algorithm>
#include <cstring>
#include <mutex>

namespace jium::match {
namespace {

using fingerprint::Fingerprint;

Bits256 bits_of(const Fingerprint& fingerprint) {
  Bits256 bits{};
  std::memcpy(bits.data(), fingerprint.value().data(), sizeof bits);
  return bits;
}

Bytes value_of(const Fingerprint& fingerprint) {
  return {fingerprint.value().begin(), fingerprint.value().end()};
}

// Keeps the better of two: a digest says more than a distance, a smaller distance more than a larger.
void offer(std::map<std::uint64_t, Match>& best, const Match& match) {
  const auto rank = [](const Match& m) {
    return std::pair(fingerprint::is_perceptual(m.algorithm), m.distance);
  };
  const auto [at, fresh] = best.emplace(match.item, match);
  if (!fresh && rank(match) < rank(at->second)) at->second = match;
}

}  // namespace

void Catalogue::put(std::uint64_t item, const std::vector<Fingerprint>& fingerprints) {
  const std::unique_lock lock(mutex_);
  forget(item);
  std::vector<Digest>& digests = items_[item];
  for (const Fingerprint& fingerprint : fingerprints) {
    if (fingerprint.matches_perceptually()) perceptual_.add(item, bits_of(fingerprint));
    if (fingerprint::is_perceptual(fingerprint.algorithm())) continue;
    digests.push_back({fingerprint.algorithm(), value_of(fingerprint)});
    digests_.emplace(digests.back(), item);
  }
}

void Catalogue::remove(std::uint64_t item) {
  const std::unique_lock lock(mutex_);
  forget(item);
}

void Catalogue::forget(std::uint64_t item) {
  const auto known = items_.find(item);
  if (known == items_.end()) return;
  for (const Digest& digest : known->second) {
    auto [from, to] = digests_.equal_range(digest);
    while (from != to) from = from->second == item ? digests_.erase(from) : std::next(from);
  }
  perceptual_.remove(item);
  items_.erase(known);
}

std::vector<Match> Catalogue::find(const std::vector<Fingerprint>& fingerprints) const {
  std::map<std::uint64_t, Match> best;
  const std::shared_lock lock(mutex_);
  for (const Fingerprint& fingerprint : fingerprints) {
    if (!fingerprint::is_perceptual(fingerprint.algorithm())) {
      const auto [from, to] = digests_.equal_range({fingerprint.algorithm(), value_of(fingerprint)});
      for (auto at = from; at != to; ++at) offer(best, {at->second, fingerprint.algorithm(), 0});
    } else if (fingerprint.matches_perceptually()) {
      for (const Hit& hit : perceptual_.search(bits_of(fingerprint), radius_))
        offer(best, {hit.key, fingerprint.algorithm(), hit.distance});
    }
  }
  std::vector<Match> matches;
  for (const auto& [item, match] : best) matches.push_back(match);
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return std::tuple(fingerprint::is_perceptual(a.algorithm), a.distance, a.item) <
           std::tuple(fingerprint::is_perceptual(b.algorithm), b.distance, b.item);
  });
  return matches;
}

std::size_t Catalogue::items() const {
  const std::shared_lock lock(mutex_);
  return items_.size();
}

std::optional<Match> same_footage(const std::vector<Fingerprint>& a, const std::vector<Fingerprint>& b) {
  Catalogue one;
  one.put(1, a);
  const std::vector<Match> found = one.find(b);
  if (found.empty()) return std::nullopt;
  return found.front();
}

}  // namespace jium::match
