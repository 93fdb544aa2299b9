#include "jium/fingerprint/picture_reply.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "jium/media/picture_problem.h"

namespace jium::fingerprint {
namespace {

PictureReply sample() {
  PictureReply reply{media::PictureFormat::webp, 640, 480, {}};
  for (std::size_t i = 0; i < reply.pdq.bits.size(); ++i)
    reply.pdq.bits[i] = static_cast<std::uint8_t>(i * 7);
  reply.pdq.quality = 88;
  return reply;
}

// Whatever was read is something that could have been written.
bool is_sane(const PictureReply& reply) {
  return reply.width > 0 && reply.height > 0 && reply.pdq.quality >= 0 && reply.pdq.quality <= 100 &&
         reply.format <= media::PictureFormat::bmp;
}

TEST(PictureReply, comes_back_as_it_was_written) {
  const auto read = read_reply(write_reply(sample()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->format, media::PictureFormat::webp);
  EXPECT_EQ(read->width, 640);
  EXPECT_EQ(read->height, 480);
  EXPECT_EQ(read->pdq.quality, 88);
  EXPECT_EQ(read->pdq.bits, sample().pdq.bits);
}

TEST(PictureReply, every_problem_comes_back_in_its_own_words) {
  for (std::uint8_t number = 0; media::problem_of(number); ++number) {
    const Fault fault = media::fault_of(*media::problem_of(number));
    const auto read = read_reply(write_fault(fault));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.fault().kind, FaultKind::malformed);
    EXPECT_EQ(read.fault().what, fault.what);
  }
}

TEST(PictureReply, a_fault_that_no_picture_has_never_carries_its_text) {
  const Bytes written = write_fault(fault(FaultKind::internal, "words of a hostile child"));
  EXPECT_TRUE(written.empty());
  EXPECT_EQ(read_reply(written).fault().kind, FaultKind::internal);
}

TEST(PictureReply, a_change_of_any_one_byte_gives_a_fault_or_a_sane_reply) {
  const Bytes good = write_reply(sample());
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int value = 0; value < 256; ++value) {
      Bytes bad = good;
      bad[at] = static_cast<std::uint8_t>(value);
      const auto read = read_reply(bad);
      if (read) {
        EXPECT_TRUE(is_sane(*read));
        EXPECT_EQ(write_reply(*read), bad);
      } else {
        EXPECT_EQ(read.fault().kind, FaultKind::internal);
      }
    }
  }
}

TEST(PictureReply, another_length_is_never_a_reply) {
  const Bytes good = write_reply(sample());
  for (std::size_t length = 0; length < good.size(); ++length)
    EXPECT_FALSE(read_reply(ByteView(good).first(length)));
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_FALSE(read_reply(longer));
}

TEST(PictureReply, sides_that_no_picture_has_and_an_unknown_format_are_refused) {
  for (const int side : {0, -1, (1 << 20) + 1, std::numeric_limits<int>::min()}) {
    PictureReply wide = sample(), high = sample();
    wide.width = high.height = side;
    EXPECT_FALSE(read_reply(write_reply(wide)));
    EXPECT_FALSE(read_reply(write_reply(high)));
  }
  Bytes unknown = write_reply(sample());
  unknown[1] = 5;
  EXPECT_FALSE(read_reply(unknown));
}

RC_GTEST_PROP(PictureReplyOfAnyBytes, is_a_fault_or_sane, (const Bytes& bytes)) {
  const auto read = read_reply(bytes);
  const bool good = read ? is_sane(*read) : !read.fault().what.empty();
  RC_ASSERT(good);
}

}  // namespace
}  // namespace jium::fingerprint
