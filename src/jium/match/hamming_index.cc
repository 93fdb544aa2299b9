#include "jium/match/hamming_index.h"

#include <algorithm>

#include "jium/match/index_comparison.h"
#include "jium/match/index_tree.h"

namespace jium::match {
namespace {

void sort_hits(std::vector<Hit>& hits) {
  std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.key < b.key;
  });
}

// Gives what was found to the queries that found it and empties the list; `key_of` names a slot.
template <class KeyOf>
void hand_out(std::vector<Found>& found, const KeyOf& key_of, std::vector<std::vector<Hit>>& hits) {
  for (const Found& one : found)
    hits[one.query].push_back({key_of(one.slot), static_cast<int>(one.distance)});
  found.clear();
}

std::vector<Bits256> all_spread(std::span<const Bits256> bits) {
  std::vector<Bits256> asked(bits.size());
  std::ranges::transform(bits, asked.begin(), &spread);
  return asked;
}

// A part that `search_part` searches, and then every list.
template <class SearchPart>
std::vector<std::vector<Hit>> search_all(const Snapshot& snapshot, std::span<const Bits256> bits, int radius,
                                         const SearchPart& search_part) {
  std::vector<std::vector<Hit>> hits(bits.size());
  if (radius < 0 || bits.empty()) return hits;
  const std::vector<Bits256> asked = all_spread(bits);
  std::vector<Found> found;
  for (const Snapshot::Part& part : snapshot.parts) {
    search_part(part, asked, found);
    hand_out(
        found, [&](std::uint32_t slot) { return part.segment->keys()[slot]; }, hits);
  }
  for (const Snapshot::List& list : snapshot.lists) {
    list.delta->search(asked, radius, found);
    hand_out(
        found, [&](std::uint32_t slot) { return list.delta->key(slot); }, hits);
  }
  for (std::vector<Hit>& one : hits) sort_hits(one);
  return hits;
}

std::vector<std::shared_ptr<Segment>> segments_of(const Snapshot& snapshot) {
  std::vector<std::shared_ptr<Segment>> segments;
  for (const Snapshot::Part& part : snapshot.parts) segments.push_back(part.segment);
  return segments;
}

std::vector<KeyedBits> young_of(const Snapshot& snapshot) {
  std::vector<KeyedBits> young;
  for (const Snapshot::List& list : snapshot.lists) {
    const std::vector<KeyedBits> living = list.delta->living();
    young.insert(young.end(), living.begin(), living.end());
  }
  std::ranges::stable_sort(young, {}, &KeyedBits::key);
  return young;
}

Result<Comparison> compare_snapshot(const Snapshot& snapshot, const RegistrySource& registry,
                                    Correction* correction) {
  const auto segments = segments_of(snapshot);
  const auto young = young_of(snapshot);
  KeyOrder order(segments, young);
  return compare(order, registry, correction);
}

}  // namespace

HammingIndex::HammingIndex() : HammingIndex(IndexSettings{}) {}

HammingIndex::HammingIndex(const IndexSettings& settings)
    : tree_(std::make_unique<Tree>(settings, nullptr)) {}

HammingIndex::HammingIndex(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}

HammingIndex::~HammingIndex() = default;

Result<std::unique_ptr<HammingIndex>> HammingIndex::open(const std::string& folder,
                                                         const IndexSettings& settings) {
  JIUM_TRY(auto taken, settings.read_only ? IndexFolder::share(folder) : IndexFolder::take(folder));
  auto tree = std::make_unique<Tree>(settings, std::move(taken));
  JIUM_CHECK(tree->load());
  return std::unique_ptr<HammingIndex>(new HammingIndex(std::move(tree)));
}

void HammingIndex::add(std::uint64_t key, const Bits256& bits) {
  tree_->add({key, spread(bits)});
}

void HammingIndex::add_many(std::span<const KeyedBits> entries) {
  tree_->add_many(entries);
}

void HammingIndex::remove(std::uint64_t key) {
  tree_->remove(key);
}

std::vector<Hit> HammingIndex::search(const Bits256& bits, int radius) const {
  std::vector<Hit> hits;
  if (radius < 0) return hits;
  const auto snapshot = tree_->snapshot();
  const Bits256 asked = spread(bits);
  const Plan plan = plan_for(radius);
  static thread_local std::vector<Found> found;
  const auto hand_on = [&](const auto& key_of) {
    for (const Found& one : found) hits.push_back({key_of(one.slot), static_cast<int>(one.distance)});
  };
  for (const Snapshot::Part& part : snapshot->parts) {
    found.clear();
    part.segment->search(plan, asked, found);
    hand_on([&](std::uint32_t slot) { return part.segment->keys()[slot]; });
  }
  for (const Snapshot::List& list : snapshot->lists) {
    found.clear();
    list.delta->search({&asked, 1}, radius, found);
    hand_on([&](std::uint32_t slot) { return list.delta->key(slot); });
  }
  sort_hits(hits);
  return hits;
}

std::vector<std::vector<Hit>> HammingIndex::search_batch(std::span<const Bits256> bits, int radius) const {
  const auto snapshot = tree_->snapshot();
  const Plan plan = plan_for(radius);
  return search_all(*snapshot, bits, radius,
                    [&](const Snapshot::Part& part, std::span<const Bits256> asked,
                        std::vector<Found>& found) { part.segment->search_batch(plan, asked, found); });
}

Answers HammingIndex::search_loose(std::span<const Bits256> bits, int radius, Guarantee least) const {
  const auto snapshot = tree_->snapshot();
  const Plan plan = plan_for(radius);
  Answers answers;
  answers.hits =
      search_all(*snapshot, bits, radius,
                 [&](const Snapshot::Part& part, std::span<const Bits256> asked, std::vector<Found>& found) {
                   if (least == Guarantee::exact || part.loose == nullptr || !part.loose->serves(radius))
                     return part.segment->search_batch(plan, asked, found);
                   answers.guarantee = Guarantee::measured;
                   part.loose->search_batch(radius, asked, found);
                 });
  return answers;
}

std::size_t HammingIndex::size() const {
  const auto snapshot = tree_->snapshot();
  std::size_t size = 0;
  for (const Snapshot::Part& part : snapshot->parts) size += part.segment->alive();
  for (const Snapshot::List& list : snapshot->lists) size += list.delta->alive();
  return size;
}

std::size_t HammingIndex::segments() const {
  return tree_->snapshot()->parts.size();
}

std::size_t HammingIndex::bytes() const {
  std::size_t bytes = 0;
  const auto snapshot = tree_->snapshot();
  for (const Snapshot::Part& part : snapshot->parts) {
    bytes += part.segment->bytes();
    if (part.loose != nullptr) bytes += part.loose->bytes();
  }
  return bytes;
}

std::vector<std::string> HammingIndex::refused() const {
  return tree_->refused();
}

std::optional<Fault> HammingIndex::trouble() const {
  return tree_->trouble();
}

Result<void> HammingIndex::sync() {
  return tree_->sync();
}

void HammingIndex::settle(bool lists) {
  tree_->settle(lists);
}

std::vector<std::string> HammingIndex::damaged() const {
  std::vector<std::string> names;
  const auto snapshot = tree_->snapshot();
  for (const Snapshot::Part& part : snapshot->parts) {
    if (part.number != 0 && !part.segment->intact())
      names.push_back("segment-" + std::to_string(part.number));
  }
  return names;
}

Result<Comparison> HammingIndex::compare_with(const RegistrySource& registry) const {
  return compare_snapshot(*tree_->snapshot(), registry, nullptr);
}

Result<Comparison> HammingIndex::mend(const RegistrySource& registry) {
  Correction correction;
  JIUM_TRY(Comparison result, compare_snapshot(*tree_->snapshot(), registry, &correction));
  for (const std::uint64_t key : correction.remove) tree_->remove(key);
  add_many(correction.add);
  JIUM_CHECK(tree_->say_complete());
  return result;
}

}  // namespace jium::match
