#include "jium/match/picture_bank.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

namespace jium::match {
namespace {

using fingerprint::kQualityFloor;
using fingerprint::LocalFeature;
using fingerprint::PicturePrint;
using fingerprint::PictureQuery;
using fingerprint::QueryView;
using fingerprint::ViewKind;

Bits256 complement_of(const Bits256& bits) {
  return {~bits[0], ~bits[1], ~bits[2], ~bits[3]};
}

// Pictures by how likely they are; a hash within its threshold outweighs any vote of features.
class Ballot {
 public:
  void hash(std::uint64_t item, int bits) {
    double& best = hashes_[item];
    best = std::max(best, 1000.0 + 256 - bits);
  }
  void votes(const std::map<std::uint64_t, int>& features) {
    for (const auto& [item, count] : features) {
      if (count >= kFewestVotes) votes_[item] += count;
    }
  }
  [[nodiscard]] std::vector<std::uint64_t> best(std::size_t most) const {
    std::map<std::uint64_t, double> all = hashes_;
    for (const auto& [item, count] : votes_) all[item] += count;
    std::vector<std::pair<double, std::uint64_t>> order;
    for (const auto& [item, weight] : all) order.emplace_back(-weight, item);
    std::sort(order.begin(), order.end());
    std::vector<std::uint64_t> items;
    for (const auto& [weight, item] : order) {
      if (items.size() >= most) break;
      items.push_back(item);
    }
    return items;
  }

 private:
  static constexpr int kFewestVotes = 2;
  std::map<std::uint64_t, double> hashes_;
  std::map<std::uint64_t, int> votes_;
};

// A feature votes once for a picture; one that more than `common` pictures have says nothing.
std::map<std::uint64_t, int> feature_votes(const HammingIndex& index,
                                           const std::vector<LocalFeature>& features, std::size_t asked,
                                           int radius, std::size_t common) {
  std::vector<Bits256> bits;
  for (std::size_t i = 0; i < std::min(asked, features.size()); ++i)
    bits.push_back(bits_of(features[i].bits));
  std::map<std::uint64_t, int> votes;
  for (const std::vector<Hit>& hits : index.search_batch(bits, radius)) {
    std::set<std::uint64_t> items;
    for (const Hit& hit : hits) items.insert(hit.key);
    if (items.size() > common) continue;
    for (const std::uint64_t item : items) ++votes[item];
  }
  return votes;
}

// All that a query asks of the indexes of hashes, put together by index and radius: one search of many costs
// a fraction of many searches.
class HashAsks {
 public:
  void add(const HammingIndex& index, int radius, const fingerprint::PdqForms& pdq, bool negative = false) {
    if (pdq.quality < kQualityFloor) return;
    std::vector<Bits256>& bits = asks_[{&index, radius}];
    for (const auto& form : pdq.forms)
      bits.push_back(negative ? complement_of(bits_of(form)) : bits_of(form));
  }
  void put_to_vote(Ballot& ballot) const {
    for (const auto& [where, bits] : asks_) {
      for (const std::vector<Hit>& hits : where.first->search_batch(bits, where.second)) {
        for (const Hit& hit : hits) ballot.hash(hit.key, hit.distance);
      }
    }
  }

 private:
  std::map<std::pair<const HammingIndex*, int>, std::vector<Bits256>> asks_;
};

}  // namespace

void PictureBank::put(std::uint64_t item, PicturePrint print) {
  const std::unique_lock lock(mutex_);
  forget(item);
  if (print.whole.quality >= kQualityFloor) wholes_.add(item, bits_of(print.whole.bits));
  for (const fingerprint::PrintView& view : print.views) {
    if (view.pdq.quality < kQualityFloor) continue;
    (view.kind == ViewKind::region ? regions_ : wholes_).add(item, bits_of(view.pdq.bits));
  }
  for (std::size_t i = 0; i < std::min(limits_.features_indexed, print.features.size()); ++i) {
    features_.add(item, bits_of(print.features[i].bits));
  }
  prints_.insert_or_assign(item, std::move(print));
}

void PictureBank::remove(std::uint64_t item) {
  const std::unique_lock lock(mutex_);
  forget(item);
}

void PictureBank::forget(std::uint64_t item) {
  if (prints_.erase(item) == 0) return;
  wholes_.remove(item);
  regions_.remove(item);
  features_.remove(item);
}

std::vector<std::uint64_t> PictureBank::candidates(const PictureQuery& query) const {
  const std::shared_lock lock(mutex_);
  const bool wide = prints_.size() <= limits_.wide_items;
  const auto radius = [&](Witness witness) {
    return wide ? threshold_of(witness).alone : std::min(limits_.narrow_radius, threshold_of(witness).alone);
  };
  HashAsks asks;
  const auto ask_all = [&](const fingerprint::PdqForms& pdq, Witness witness) {
    asks.add(wholes_, radius(witness), pdq);
    asks.add(wholes_, radius(Witness::complement), pdq, true);
    asks.add(regions_, radius(Witness::region), pdq);
  };
  ask_all(query.whole, Witness::pdq);
  for (const QueryView& view : query.views) {
    if (view.kind == ViewKind::canonical) ask_all(view.pdq, Witness::canonical);
    if (view.kind == ViewKind::inner_frame) asks.add(wholes_, radius(Witness::inner_frame), view.pdq);
    if (view.kind == ViewKind::cell) asks.add(wholes_, radius(Witness::cell), view.pdq);
  }
  Ballot ballot;
  asks.put_to_vote(ballot);
  const std::size_t common = std::max(limits_.common_items, prints_.size() / 50);
  const int feature_radius =
      wide ? limits_.feature_radius : std::min(limits_.narrow_radius, limits_.feature_radius);
  for (const auto* features : {&query.features, &query.mirrored_features}) {
    ballot.votes(feature_votes(features_, *features, limits_.features_asked, feature_radius, common));
  }
  return ballot.best(limits_.candidates);
}

std::vector<PictureMatch> PictureBank::find(const PictureQuery& query) const {
  std::vector<PictureMatch> matches;
  for (const std::uint64_t item : candidates(query)) {
    const std::shared_lock lock(mutex_);
    const auto print = prints_.find(item);
    if (print == prints_.end()) continue;
    if (auto match = compare(print->second, query)) {
      match->item = item;
      matches.push_back(*match);
    }
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const PictureMatch& a, const PictureMatch& b) { return a.sureness > b.sureness; });
  return matches;
}

std::size_t PictureBank::items() const {
  const std::shared_lock lock(mutex_);
  return prints_.size();
}

}  // namespace jium::match
