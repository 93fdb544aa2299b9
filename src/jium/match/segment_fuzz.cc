// Any bytes at all as the files of an index: they are refused, or what is read from them can be searched
// without leaving it. The first byte says which file the rest is; with an odd one the checksums are made
// right, so that what lies behind them is reached too.
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "jium/match/index_log.h"
#include "jium/match/index_manifest.h"
#include "jium/match/segment.h"

namespace {

using namespace jium;
using namespace jium::match;

// As docs/formats/fingerprint_index.md has it: 24 bytes, five sums of parts, one sum of all that.
void put_header_sum_right(Block& block) {
  if (block.size() < 216) return;
  crypto_generichash(block.data() + 184, 32, block.data(), 184, nullptr, 0);
}

void search(const Segment& segment, bool many) {
  std::vector<Found> found;
  const std::vector<Bits256> asked(520, Bits256{0x0123'4567'89AB'CDEF, 0, ~0ULL, 1});
  segment.search(plan_for(31), asked[0], found);
  // As many as go through the buckets in order; it takes a while under the sanitizers.
  if (many) segment.search_batch(plan_for(31), asked, found);
  segment.scan_batch(60, std::span(asked).first(3), found);
  for (const Found& one : found) {
    if (one.slot >= segment.count() || one.distance > 60) std::abort();
  }
}

// The file of a real segment of a few values, made once.
const Bytes& sample() {
  static const Bytes bytes = [] {
    SegmentBuilder builder(20, true);
    for (std::uint64_t i = 0; i < 20; ++i) {
      builder.keys()[i] = i;
      builder.values()[i] = {i * 0x9E37'79B9'7F4A'7C15ULL, i, i << 40, 7};
    }
    const std::string path = "/dev/shm/jium_segment_fuzz_" + std::to_string(::getpid());
    if (!builder.finish()->write(path)) std::abort();
    const auto made = Block::of_file(path);
    ::unlink(path.c_str());
    if (!made) std::abort();
    return Bytes(made->bytes().begin(), made->bytes().end());
  }();
  return bytes;
}

// Two of three such runs have a real segment, into which the input is strewn.
void as_segment(ByteView input, bool strewn) {
  Block block;
  if (strewn) {
    block = Block::of_size(sample().size());
    std::copy(sample().begin(), sample().end(), block.data());
    for (std::size_t i = 0; i + 5 <= input.size(); i += 5) {
      std::uint32_t at = 0;
      std::memcpy(&at, input.data() + i, sizeof at);
      block.data()[at % block.size()] ^= input[i + 4];
    }
  } else {
    block = Block::of_size(input.size());
    std::copy(input.begin(), input.end(), block.data());
  }
  put_header_sum_right(block);
  const auto opened = Segment::read(std::move(block), Segment::Check::shape);
  if (opened) search(**opened, !input.empty() && input[0] % 16 == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ByteView input(data + 1, size - 1);
  const unsigned kind = data[0] % 6U;
  if (kind < 3) {
    as_segment(input, kind > 0);
  } else if (kind == 3) {
    const auto log = decode_log(1, input);
    Bytes again = encode_log_head(1);
    for (const LogRecord& record : log.records) encode_record(1, record, again);
    // Seven bytes of a record are not looked at but by its checksum, so sizes are compared.
    if (log.held != 0 && again.size() != log.held) std::abort();
  } else if (kind == 4) {
    if (const auto manifest = decode_manifest(input)) {
      const Bytes again = encode_manifest(*manifest);
      if (!std::equal(again.begin(), again.end(), input.begin(), input.end())) std::abort();
    }
  } else {
    (void)decode_grave(1, input);
  }
  return 0;
}
