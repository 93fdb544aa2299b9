#include "jium/media/container.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

#include "jium/media/video_problem.h"
#include "pictures/pictures.h"

namespace jium::media {
namespace {

using namespace std::string_literals;

std::optional<VideoProblem> refusal_of(const std::string& start) {
  const auto container = recognise_container(bytes_of(start));
  return container ? std::nullopt : video_problem_of(container.fault());
}

std::string packets(std::size_t size, std::size_t first, std::size_t count) {
  std::string text(size * count, '\xFF');
  for (std::size_t i = 0; i < count; ++i) text[i * size + first] = 'G';
  return text;
}

std::string webp(char flags) {
  return "RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0"s + flags + std::string(9, '\0');
}

TEST(Container, each_kind_is_known_by_its_first_bytes) {
  const std::vector<std::pair<std::string, Container>> known{
      {"\0\0\0\x20"s + "ftypisom" + std::string(20, '\0'), Container::mp4},
      {"\0\0\0\x14"s + "ftypqt  " + std::string(8, '\0'), Container::mp4},
      {"\0\0\0\x08"s + "wide\0\0\0\x08mdat"s, Container::mp4},
      {"\x1A\x45\xDF\xA3\x9F\x42"s, Container::matroska},
      {packets(188, 0, 6), Container::mpeg_ts},
      {packets(192, 4, 6), Container::mpeg_ts},
      {packets(204, 0, 6), Container::mpeg_ts},
      {"RIFF\x10\0\0\0AVI LIST"s, Container::avi},
      {"GIF87a"s, Container::gif},
      {"GIF89a"s, Container::gif},
      {webp('\x02'), Container::webp}};
  for (const auto& [start, container] : known) {
    SCOPED_TRACE(name_of(container));
    const auto seen = recognise_container(bytes_of(start));
    ASSERT_TRUE(seen) << seen.fault().what;
    EXPECT_EQ(*seen, container);
  }
}

TEST(Container, everything_else_is_refused_by_name) {
  const std::vector<std::pair<std::string, VideoProblem>> refused{
      {"", VideoProblem::empty},
      {"hello", VideoProblem::unknown_kind},
      {"<!doctype html>", VideoProblem::unknown_kind},
      {"FLV\x01\x05"s, VideoProblem::flash},
      {"CWS\x0A"s, VideoProblem::flash},
      {"\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9"s, VideoProblem::windows_media},
      {"OggS\0\x02"s, VideoProblem::ogg},
      {"\0\0\1\xBA\x44"s, VideoProblem::mpeg_program},
      {"\0\0\1\xB3\x14"s, VideoProblem::mpeg_program},
      {".RMF\0"s, VideoProblem::real_media},
      {"DKIF\0\0"s, VideoProblem::bare_stream},
      {"YUV4MPEG2 W160"s, VideoProblem::bare_stream},
      {"\0\0\0\1\x67\x42"s, VideoProblem::bare_stream},
      {"\x06\x0E\x2B\x34\x02\x05"s, VideoProblem::studio},
      {"nut/multimedia container\0"s, VideoProblem::studio},
      {"\xFF\xD8\xFF\xE0"s, VideoProblem::still_picture},
      {"\0\0\0\x18"s + "ftypheic", VideoProblem::still_picture},
      {"\0\0\0\x18"s + "ftypavif", VideoProblem::still_picture},
      {webp('\x10'), VideoProblem::still_picture},
      {"RIFF\x10\0\0\0WAVEfmt "s, VideoProblem::sound_only},
      {"RIFF\x10\0\0\0RMIDdata"s, VideoProblem::unknown_kind},
      {"ID3\x04"s, VideoProblem::sound_only},
      {"fLaC\0"s, VideoProblem::sound_only}};
  for (const auto& [start, problem] : refused) {
    SCOPED_TRACE(start);
    EXPECT_EQ(refusal_of(start), problem);
  }
}

TEST(Container, texts_that_name_other_files_are_playlists_whatever_stands_before_their_first_word) {
  for (const std::string text :
       {"#EXTM3U\n#EXT-X-TARGETDURATION:2\nfile:///etc/passwd\n", "\xEF\xBB\xBF#EXTM3U\nhttp://a/b.ts\n",
        "ffconcat version 1.0\nfile '/etc/passwd'\n", "file '/etc/passwd'\n", "  \n[playlist]\nFile1=a.mp4\n",
        "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash\"/>", "<ASX version=\"3.0\"/>", "<smil/>",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\n"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(refusal_of(text), VideoProblem::playlist);
  }
}

TEST(Container, one_letter_G_or_a_broken_rhythm_is_no_transport_stream) {
  EXPECT_EQ(refusal_of("G" + std::string(100, 'x')), VideoProblem::unknown_kind);
  std::string broken = packets(188, 0, 6);
  broken[2 * 188] = 'H';
  EXPECT_EQ(refusal_of(broken), VideoProblem::unknown_kind);
}

TEST(Container, a_file_that_ends_before_its_outermost_lengths_do_is_noticed) {
  const auto holds = [](const std::string& text, Container container) {
    return holds_all_it_promises(bytes_of(text), container);
  };
  const std::string mp4 = "\0\0\0\x10"s + "ftypisom\0\0\0\0"s + "\0\0\0\x10mdat12345678"s;
  EXPECT_TRUE(holds(mp4, Container::mp4));
  EXPECT_FALSE(holds(mp4.substr(0, mp4.size() - 1), Container::mp4));
  const std::string wide = "\0\0\0\x01mdat\0\0\0\0\0\0\0\x14"s + "1234";
  EXPECT_TRUE(holds(wide, Container::mp4));
  EXPECT_FALSE(holds(wide.substr(0, 19), Container::mp4));
  EXPECT_FALSE(holds(wide.substr(0, 10), Container::mp4));
  EXPECT_TRUE(holds("\0\0\0\0mdat12"s, Container::mp4));  // length 0: up to the end
  EXPECT_TRUE(holds("RIFF\x04\0\0\0AVI "s, Container::avi));
  EXPECT_FALSE(holds("RIFF\x05\0\0\0AVI "s, Container::avi));
  const std::string head = "\x1A\x45\xDF\xA3\x81x\x18\x53\x80\x67"s;
  EXPECT_TRUE(holds(head + "\x82yz", Container::matroska));
  EXPECT_FALSE(holds(head + "\x83yz", Container::matroska));
  EXPECT_TRUE(holds(head + "\xFFyz", Container::matroska));  // live: length not known
  EXPECT_FALSE(holds(head, Container::matroska));
  EXPECT_TRUE(holds("GIF89a;", Container::gif));
  EXPECT_TRUE(holds("GIF89a;\0\0\n"s, Container::gif));
  EXPECT_FALSE(holds("GIF89a,", Container::gif));
}

TEST(VideoProblem, every_number_has_words_of_its_own_and_comes_back_from_them) {
  std::set<std::string> words;
  for (std::uint8_t number = 0; number <= static_cast<std::uint8_t>(VideoProblem::too_hungry); ++number) {
    const auto problem = video_problem_of(number);
    ASSERT_TRUE(problem);
    const Fault fault = fault_of(*problem);
    EXPECT_EQ(fault.kind, FaultKind::malformed);
    EXPECT_TRUE(words.insert(fault.what).second) << fault.what;
    EXPECT_EQ(video_problem_of(fault), problem);
  }
  EXPECT_FALSE(video_problem_of(static_cast<std::uint8_t>(VideoProblem::too_hungry) + 1));
  EXPECT_FALSE(video_problem_of(fault(FaultKind::internal, "something else")));
}

}  // namespace
}  // namespace jium::media
