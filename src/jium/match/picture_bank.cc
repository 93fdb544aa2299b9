#include "jium/match/picture_bank.h"

#include <algorithm>
#include <cstring>
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

Bits256 bits_of(const std::array<std::uint8_t, 32>& value) {
  Bits256 bits{};
  std::memcpy(bits.data(), value.data(), sizeof bits);
  return bits;
}

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

std::map<std::uint64_t, int> feature_votes(const HammingIndex& index,
                                           const std::vector<LocalFeature>& features, std::size_t asked,
                                           int radius, std::size_t common) {
  std::map<std::uint64_t, int> votes;
  for (std::size_t i = 0; i < std::min(asked, features.size()); ++i) {
    std::set<std::uint64_t> items;  // a feature votes once for a picture
    for (const Hit& hit : index.search(bits_of(features[i].bits), radius)) items.insert(hit.key);
    if (items.size() > common) continue;
    for (const std::uint64_t item : items) ++votes[item];
  }
  return votes;
}

void ask_hashes(Ballot& ballot, const HammingIndex& index, const fingerprint::PdqForms& pdq, int radius,
                bool negative) {
  if (pdq.quality < kQualityFloor) return;
  for (const auto& form : pdq.forms) {
    const Bits256 bits = negative ? complement_of(bits_of(form)) : bits_of(form);
    for (const Hit& hit : index.search(bits, radius)) ballot.hash(hit.key, hit.distance);
  }
}

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
  Ballot ballot;
  const auto ask_all = [&](const fingerprint::PdqForms& pdq, Witness witness) {
    ask_hashes(ballot, wholes_, pdq, radius(witness), false);
    ask_hashes(ballot, wholes_, pdq, radius(Witness::complement), true);
    ask_hashes(ballot, regions_, pdq, radius(Witness::region), false);
  };
  ask_all(query.whole, Witness::pdq);
  for (const QueryView& view : query.views) {
    switch (view.kind) {
      case ViewKind::canonical:
        ask_all(view.pdq, Witness::canonical);
        break;
      case ViewKind::inner_frame:
        ask_hashes(ballot, wholes_, view.pdq, radius(Witness::inner_frame), false);
        break;
      case ViewKind::cell:
        ask_hashes(ballot, wholes_, view.pdq, radius(Witness::cell), false);
        break;
      default:
        break;
    }
  }
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
