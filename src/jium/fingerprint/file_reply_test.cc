#include "jium/fingerprint/file_reply.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "jium/fingerprint/vpdq_value.h"
#include "jium/media/picture_problem.h"
#include "jium/media/video_problem.h"

namespace jium::fingerprint {
namespace {

FileReply a_picture() {
  Bytes bits(32);
  for (std::size_t i = 0; i < bits.size(); ++i) bits[i] = static_cast<std::uint8_t>(i * 7);
  return {.picture = media::PictureFormat::webp,
          .width = 640,
          .height = 480,
          .fingerprints = {*Fingerprint::make(Algorithm::pdq, bits, 88)}};
}

FileReply a_video() {
  const Bytes frames = write_frames({{0, 0, {{}, 100}}, {30, 1, {{}, 50}}});
  return {.kind = FileKind::video,
          .container = media::Container::avi,
          .width = 320,
          .height = 240,
          .duration_ms = 2'000,
          .cut_short = true,
          .fingerprints = {*Fingerprint::make(Algorithm::vpdq, frames, 100)}};
}

// Whatever was read is something that could have been written.
bool is_sane(const FileReply& reply) {
  return reply.width > 0 && reply.height > 0 && !reply.fingerprints.empty() && !reply.format().empty();
}

TEST(FileReply, comes_back_as_it_was_written) {
  for (const FileReply& sample : {a_picture(), a_video()}) {
    const auto read = read_reply(write_reply(sample));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->kind, sample.kind);
    EXPECT_EQ(read->format(), sample.format());
    EXPECT_EQ(read->width, sample.width);
    EXPECT_EQ(read->height, sample.height);
    EXPECT_EQ(read->duration_ms, sample.duration_ms);
    EXPECT_EQ(read->cut_short, sample.cut_short);
    EXPECT_EQ(read->fingerprints, sample.fingerprints);
  }
  EXPECT_EQ(a_picture().format(), "webp");
  EXPECT_EQ(a_video().format(), "avi");
}

TEST(FileReply, every_problem_comes_back_in_its_own_words) {
  std::vector<Fault> faults;
  for (std::uint8_t number = 0; media::problem_of(number); ++number)
    faults.push_back(media::fault_of(*media::problem_of(number)));
  for (std::uint8_t number = 0; media::video_problem_of(number); ++number)
    faults.push_back(media::fault_of(*media::video_problem_of(number)));
  ASSERT_GT(faults.size(), 20U);
  for (const Fault& fault : faults) {
    const auto read = read_reply(write_fault(fault));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.fault().kind, FaultKind::malformed);
    EXPECT_EQ(read.fault().what, fault.what);
  }
}

TEST(FileReply, a_fault_that_no_file_has_never_carries_its_text) {
  const Bytes written = write_fault(fault(FaultKind::internal, "words of a hostile child"));
  EXPECT_TRUE(written.empty());
  EXPECT_EQ(read_reply(written).fault().kind, FaultKind::internal);
}

TEST(FileReply, a_change_of_any_one_byte_gives_a_fault_or_a_sane_reply) {
  for (const Bytes& good : {write_reply(a_picture()), write_reply(a_video())}) {
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (int value = 0; value < 256; ++value) {
        Bytes bad = good;
        bad[at] = static_cast<std::uint8_t>(value);
        const auto read = read_reply(bad);
        if (read) {
          EXPECT_TRUE(is_sane(*read));
        } else {
          EXPECT_EQ(read.fault().kind, FaultKind::internal);
        }
      }
    }
  }
}

TEST(FileReply, another_length_is_never_a_reply) {
  const Bytes good = write_reply(a_video());
  for (std::size_t length = 0; length < good.size(); ++length)
    EXPECT_FALSE(read_reply(ByteView(good).first(length)));
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_FALSE(read_reply(longer));
}

TEST(FileReply, sides_that_no_picture_has_are_refused) {
  for (const int side : {0, -1, (1 << 20) + 1, std::numeric_limits<int>::min()}) {
    FileReply wide = a_picture(), high = a_picture();
    wide.width = high.height = side;
    EXPECT_FALSE(read_reply(write_reply(wide)));
    EXPECT_FALSE(read_reply(write_reply(high)));
  }
}

TEST(FileReply, a_child_makes_no_digests_and_no_prints_that_cannot_be_read) {
  for (const auto& [algorithm, size] :
       {std::pair(Algorithm::md5, 16), std::pair(Algorithm::picture_print, 100),
        std::pair(Algorithm::vpdq, 42), std::pair(Algorithm::video_query, 9)}) {
    FileReply reply = a_picture();
    reply.fingerprints.push_back(*Fingerprint::make(algorithm, Bytes(static_cast<std::size_t>(size)), 100));
    EXPECT_FALSE(read_reply(write_reply(reply))) << name_of(algorithm);
  }
}

RC_GTEST_PROP(FileReplyOfAnyBytes, is_a_fault_or_sane, (const Bytes& bytes)) {
  const auto read = read_reply(bytes);
  const bool good = read ? is_sane(*read) : !read.fault().what.empty();
  RC_ASSERT(good);
}

}  // namespace
}  // namespace jium::fingerprint
