#include "jium/match/index_order.h"

#include <bit>

namespace jium::match {

KeyOrder::KeyOrder(std::span<const std::shared_ptr<Segment>> segments, std::span<const KeyedBits> young)
    : young_(young), count_(young.size()) {
  for (const auto& segment : segments) {
    sources_.push_back({segment.get(), segment->grave(), 0});
    count_ += segment->count();
    for (const std::uint64_t word : sources_.back().grave)
      count_ -= static_cast<std::uint64_t>(std::popcount(word));
  }
  restart();
}

void KeyOrder::restart() {
  young_at_ = 0;
  for (Source& source : sources_) {
    source.at = 0;
    pass_dead(source);
  }
}

void KeyOrder::pass_dead(Source& source) {
  while (source.at < source.segment->count() && (source.grave[source.at / 64] >> source.at % 64 & 1) != 0)
    ++source.at;
}

std::optional<KeyedBits> KeyOrder::next() {
  Source* least = nullptr;
  for (Source& source : sources_) {
    if (source.at == source.segment->count()) continue;
    if (least == nullptr || source.segment->keys()[source.at] < least->segment->keys()[least->at])
      least = &source;
  }
  const bool young = young_at_ < young_.size();
  if (least == nullptr && !young) return std::nullopt;
  if (least == nullptr || (young && young_[young_at_].key < least->segment->keys()[least->at]))
    return young_[young_at_++];
  const KeyedBits entry{least->segment->keys()[least->at], least->segment->values()[least->at]};
  ++least->at;
  pass_dead(*least);
  return entry;
}

std::shared_ptr<Segment> merged(std::span<const std::shared_ptr<Segment>> segments,
                                std::span<const KeyedBits> young, std::span<const KeyedBits> fresh) {
  KeyOrder order(segments, young);
  const std::uint64_t count = order.count() + fresh.size();
  if (count == 0) return nullptr;
  SegmentBuilder builder(count);
  std::size_t at = 0;
  const auto put = [&](std::uint64_t key, const Bits256& bits) {
    builder.keys()[at] = key;
    builder.values()[at++] = bits;
  };
  while (const auto entry = order.next()) put(entry->key, entry->bits);
  for (const KeyedBits& entry : fresh) put(entry.key, spread(entry.bits));
  return builder.finish();
}

}  // namespace jium::match
