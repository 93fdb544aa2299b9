#include "jium/media/video_services.h"

#include <gtest/gtest.h>

namespace jium::media {
namespace {

// Packets of 188 bytes; the second one is of the table.
Bytes stream() {
  Bytes file(4 * 188, 0x55);
  for (std::size_t i = 0; i < 4; ++i) {
    file[i * 188] = 'G';
    file[i * 188 + 1] = 0x41;
  }
  file[189] = 0x40;
  file[190] = 0x11;
  return file;
}

TEST(ServiceNames, a_packet_of_the_table_becomes_an_empty_one_however_the_file_is_read) {
  const Bytes file = stream();
  Bytes wanted = file;
  wanted[189] = 0x5F;
  wanted[190] = 0xFF;
  for (const std::size_t piece : {1, 2, 3, 100, 189, 190, 752}) {
    SCOPED_TRACE(piece);
    Bytes out = file;
    for (std::size_t at = 0; at < file.size(); at += piece) {
      const std::size_t count = std::min(piece, file.size() - at);
      hide_service_names(file, at, {out.data() + at, count});
    }
    EXPECT_EQ(out, wanted);
  }
}

TEST(ServiceNames, other_packets_and_bytes_that_only_look_like_one_stay) {
  Bytes file = stream();
  file[190] = 0x12;
  file[300] = 'G';  // within a packet, and nothing where its neighbour would be
  file[301] = 0x40;
  file[302] = 0x11;
  Bytes out = file;
  hide_service_names(file, 0, out);
  EXPECT_EQ(out, file);
}

TEST(ServiceNames, the_last_packet_needs_no_neighbour) {
  Bytes file = stream();
  file.resize(2 * 188);
  Bytes out = file;
  hide_service_names(file, 0, out);
  EXPECT_EQ(out[190], 0xFF);
}

}  // namespace
}  // namespace jium::media
