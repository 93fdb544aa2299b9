#include "jium/match/segment.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace jium::match {
namespace {

constexpr std::uint64_t kPage = 4'096;
constexpr std::uint64_t kBuckets = 65'536;
constexpr std::uint64_t kOffsetsSize = (kBuckets + 1) * sizeof(std::uint32_t);
constexpr std::array<char, 8> kMagic{'j', 'i', 'u', 'm', 'i', 'd', 'x', '1'};
constexpr std::size_t kParts = 5;

using Sum = std::array<std::uint8_t, 32>;

// The first page of the file, little-endian; what follows it up to 4,096 is zero.
struct Header {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t tables;
  std::uint64_t count;
  std::array<Sum, kParts> sums;  // of the parts
  Sum own;                       // of everything above
};
static_assert(sizeof(Header) == 24 + 32 * 6);

std::uint64_t whole_pages(std::uint64_t size) {
  return (size + kPage - 1) / kPage * kPage;
}

Sum sum_of(const std::uint8_t* from, std::size_t size) {
  Sum sum{};
  crypto_generichash(sum.data(), sum.size(), from, size, nullptr, 0);
  return sum;
}

Sum own_sum(const Header& header) {
  std::array<std::uint8_t, sizeof(Header)> bytes{};
  std::memcpy(bytes.data(), &header, sizeof header);
  return sum_of(bytes.data(), offsetof(Header, own));
}

Header header_of(const Block& block) {
  Header header{};
  std::memcpy(&header, block.data(), sizeof header);
  return header;
}

Sum part_sum(const Block& block, const SegmentLayout& layout, std::size_t part) {
  return sum_of(block.data() + layout.parts[part], layout.parts[part + 1] - layout.parts[part]);
}

// Every bucket starts where the one before it ended, so that no search is led out of the block.
bool offsets_hold(const Segment& segment) {
  if (!segment.has_tables()) return true;
  for (int i = 0; i < kChunks; ++i) {
    const std::uint32_t* offsets = segment.offsets(i);
    if (offsets[0] != 0 || offsets[kBuckets] != segment.count()) return false;
    bool rising = true;
    for (std::size_t bucket = 0; bucket < kBuckets; ++bucket)
      rising &= offsets[bucket] <= offsets[bucket + 1];
    if (!rising) return false;
  }
  return true;
}

}  // namespace

SegmentLayout layout_of(std::uint64_t count, bool tables) {
  SegmentLayout layout;
  layout.count = count;
  layout.tables = tables;
  layout.slot_bits = count < 2 ? 1U : static_cast<unsigned>(std::bit_width(count - 1));
  // Eight bytes more, as a slot is read out of a word of 64 bits that starts at its first byte.
  layout.slots_size = (count * layout.slot_bits + 63) / 64 * 8 + 8;
  layout.parts[0] = kPage;
  layout.parts[1] = layout.parts[0] + whole_pages(count * sizeof(Bits256));
  layout.parts[2] = layout.parts[1] + whole_pages(count * sizeof(std::uint64_t));
  const std::uint64_t chunks = tables ? kChunks : 0;
  layout.parts[3] = layout.parts[2] + whole_pages(chunks * kOffsetsSize);
  layout.parts[4] = layout.parts[3] + whole_pages(chunks * count * sizeof(std::uint16_t));
  layout.parts[5] = layout.parts[4] + whole_pages(chunks * layout.slots_size);
  return layout;
}

Segment::Segment(Block block, const SegmentLayout& layout)
    : block_(std::move(block)),
      layout_(layout),
      grave_(std::make_unique<std::atomic<std::uint64_t>[]>(layout.count / 64 + 1)) {}

Result<std::shared_ptr<Segment>> Segment::read(Block block, Check check) {
  if (block.size() < kPage) return fault(FaultKind::malformed, "too short for a segment");
  const Header header = header_of(block);
  if (header.magic != kMagic || header.version != 1) return fault(FaultKind::malformed, "not a segment");
  if (header.own != own_sum(header)) return fault(FaultKind::malformed, "the header is damaged");
  const std::uint8_t* rest = block.data() + sizeof header;
  if (!std::all_of(rest, rest + kPage - sizeof header, [](std::uint8_t byte) { return byte == 0; }))
    return fault(FaultKind::malformed, "the header is damaged");
  if (header.count > kMostInSegment || header.tables > 1)
    return fault(FaultKind::malformed, "the header is not one that jium writes");
  const SegmentLayout layout = layout_of(header.count, header.tables != 0);
  if (layout.parts[kParts] != block.size()) return fault(FaultKind::malformed, "cut short");
  std::shared_ptr<Segment> segment(new Segment(std::move(block), layout));
  if (!offsets_hold(*segment)) return fault(FaultKind::malformed, "its offsets lead outside");
  if (check == Check::whole && !segment->intact())
    return fault(FaultKind::malformed, "its bytes are not those that were written");
  return segment;
}

Result<std::shared_ptr<Segment>> Segment::open(const std::string& path, Check check, bool into_memory) {
  JIUM_TRY(Block block, Block::of_file(path));
  if (into_memory && block.size() > 0) {
    Block copy = Block::of_size(block.size());
    std::memcpy(copy.data(), block.data(), block.size());
    block = std::move(copy);
  }
  return read(std::move(block), check);
}

Result<void> Segment::write(const std::string& path) {
  Header header{kMagic, 1, layout_.tables ? 1U : 0U, layout_.count, {}, {}};
  for (std::size_t part = 0; part < kParts; ++part) header.sums[part] = part_sum(block_, layout_, part);
  header.own = own_sum(header);
  std::memcpy(block_.data(), &header, sizeof header);
  return write_file(path, block_.bytes());
}

bool Segment::intact() const {
  const Header header = header_of(block_);
  for (std::size_t part = 0; part < kParts; ++part) {
    if (part_sum(block_, layout_, part) != header.sums[part]) return false;
  }
  return header.own == own_sum(header);
}

const Bits256* Segment::values() const {
  return reinterpret_cast<const Bits256*>(block_.data() + layout_.parts[0]);
}

const std::uint64_t* Segment::keys() const {
  return reinterpret_cast<const std::uint64_t*>(block_.data() + layout_.parts[1]);
}

const std::uint32_t* Segment::offsets(int of_chunk) const {
  return reinterpret_cast<const std::uint32_t*>(block_.data() + layout_.parts[2] +
                                                static_cast<std::size_t>(of_chunk) * kOffsetsSize);
}

const std::uint16_t* Segment::sketches(int of_chunk) const {
  return reinterpret_cast<const std::uint16_t*>(block_.data() + layout_.parts[3]) +
         static_cast<std::size_t>(of_chunk) * layout_.count;
}

std::uint32_t Segment::slot_of(int of_chunk, std::uint32_t posting) const {
  const std::uint64_t bit = std::uint64_t{posting} * layout_.slot_bits;
  std::uint64_t word = 0;
  std::memcpy(
      &word,
      block_.data() + layout_.parts[4] + static_cast<std::size_t>(of_chunk) * layout_.slots_size + bit / 8,
      sizeof word);
  return static_cast<std::uint32_t>(word >> bit % 8 & ((std::uint64_t{1} << layout_.slot_bits) - 1));
}

std::size_t Segment::kill(std::uint64_t key) {
  const std::uint64_t* end = keys() + count();
  std::size_t killed = 0;
  for (const std::uint64_t* at = std::lower_bound(keys(), end, key); at != end && *at == key; ++at) {
    const auto slot = static_cast<std::uint64_t>(at - keys());
    const std::uint64_t bit = std::uint64_t{1} << slot % 64;
    killed +=
        static_cast<std::size_t>((grave_[slot / 64].fetch_or(bit, std::memory_order_relaxed) & bit) == 0);
  }
  dead_.fetch_add(killed, std::memory_order_relaxed);
  return killed;
}

bool Segment::holds(std::uint64_t key) const {
  const std::uint64_t* end = keys() + count();
  for (const std::uint64_t* at = std::lower_bound(keys(), end, key); at != end && *at == key; ++at) {
    if (!is_dead(static_cast<std::uint64_t>(at - keys()))) return true;
  }
  return false;
}

std::vector<std::uint64_t> Segment::grave() const {
  std::vector<std::uint64_t> words(layout_.count / 64 + 1);
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = grave_[i].load(std::memory_order_relaxed);
  return words;
}

void Segment::bury(std::span<const std::uint64_t> grave) {
  std::uint64_t dead = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(grave.size(), layout_.count / 64 + 1); ++i) {
    const std::uint64_t first = i * 64;
    const std::uint64_t left = layout_.count - first;
    const std::uint64_t here = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
    grave_[i].store(grave[i] & here, std::memory_order_relaxed);
    dead += static_cast<std::uint64_t>(std::popcount(grave[i] & here));
  }
  dead_.store(dead, std::memory_order_relaxed);
}

}  // namespace jium::match
