#include "jium/base/byte_stream.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium {
namespace {

RC_GTEST_PROP(ByteStream, what_is_written_is_read_back_the_same, (std::uint64_t value, const Bytes& bytes)) {
  ByteWriter writer;
  writer.number(value, 8);
  writer.section(bytes);
  writer.number(value & 0xffff, 2);
  const Bytes written = writer.take();
  RC_ASSERT(written.size() == 8 + 4 + bytes.size() + 2);
  ByteReader reader(written);
  RC_ASSERT(reader.number(8) == value);
  const ByteView section = reader.section();
  RC_ASSERT(Bytes(section.begin(), section.end()) == bytes);
  RC_ASSERT(!reader.finished());
  RC_ASSERT(reader.number(2) == (value & 0xffff));
  RC_ASSERT(reader.finished());
}

RC_GTEST_PROP(ByteStream, whatever_is_cut_off_is_noticed, (const Bytes& bytes)) {
  ByteWriter writer;
  writer.section(bytes);
  const Bytes written = writer.take();
  const auto size = *rc::gen::inRange<std::size_t>(0, written.size());
  ByteReader reader(ByteView(written).first(size));
  RC_ASSERT(reader.section().empty());
  RC_ASSERT(!reader.good());
}

TEST(ByteStream, the_lowest_byte_comes_first) {
  ByteWriter writer;
  writer.number(0x0102, 2);
  EXPECT_EQ(writer.take(), (Bytes{2, 1}));
}

TEST(ByteStream, a_number_out_of_its_range_spoils_all_that_follows) {
  const Bytes bytes{7, 7, 7};
  ByteReader reader(bytes);
  EXPECT_EQ(reader.number(1, 0, 7), 7U);
  EXPECT_EQ(reader.number(1, 8, 9), 0U);
  EXPECT_EQ(reader.number(1), 0U);
  EXPECT_FALSE(reader.good());
}

TEST(ByteStream, no_room_is_made_for_records_that_cannot_be_there) {
  const Bytes bytes{3, 0, 0, 1, 1, 1, 1, 1, 1};
  EXPECT_EQ(ByteReader(bytes).count(1, 10, 2), 3U);
  EXPECT_EQ(ByteReader(bytes).count(1, 10, 3), 0U) << "eight bytes do not hold three records of three";
  EXPECT_EQ(ByteReader(bytes).count(1, 2, 1), 0U) << "more than there may be";
  const Bytes lies{255, 255, 255, 255, 1};
  EXPECT_EQ(ByteReader(lies).count(4, SIZE_MAX, 1), 0U);
}

}  // namespace
}  // namespace jium
