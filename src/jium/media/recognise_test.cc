#include <gtest/gtest.h>

#include <string>

#include "jium/media/picture.h"
#include "jium/media/picture_problem.h"
#include "pictures/pictures.h"

namespace jium::media {
namespace {

using namespace std::string_literals;

TEST(Recognise, a_file_is_what_its_first_bytes_say) {
  const auto canvas = pictures::draw_scene(1, 16, 16);
  EXPECT_EQ(*recognise(pictures::to_jpeg(canvas)), PictureFormat::jpeg);
  EXPECT_EQ(*recognise(pictures::to_png(canvas)), PictureFormat::png);
  EXPECT_EQ(*recognise(pictures::to_webp(canvas)), PictureFormat::webp);
  EXPECT_EQ(*recognise(pictures::to_gif(canvas)), PictureFormat::gif);
  EXPECT_EQ(*recognise(pictures::to_bmp(canvas)), PictureFormat::bmp);
}

TEST(Recognise, other_known_kinds_are_named) {
  const std::string brand = "\0\0\0\x18"s + "ftyp";
  const std::vector<std::pair<std::string, PictureProblem>> table{
      {"", PictureProblem::empty},
      {"plain words", PictureProblem::unknown_kind},
      {"BM begins many a word, this one too", PictureProblem::unknown_kind},
      {"RIFF\1\1\1\1WAVEfmt ", PictureProblem::unknown_kind},
      {brand + "heic", PictureProblem::heic},
      {brand + "mif1", PictureProblem::heic},
      {brand + "avif", PictureProblem::avif},
      {brand + "isom", PictureProblem::mp4},
      {brand + "qt  ", PictureProblem::mp4},
      {brand, PictureProblem::mp4},
      {"II*\0"s, PictureProblem::tiff},
      {"MM\0*"s, PictureProblem::tiff},
      {"\x1A\x45\xDF\xA3webm", PictureProblem::matroska},
      {"%PDF-1.7", PictureProblem::pdf},
      {"PK\3\4", PictureProblem::zip},
      {"\n <!DOCTYPE HTML><html>", PictureProblem::html},
      {"\xEF\xBB\xBF<HTML>", PictureProblem::html},
      {"<?xml version='1.0'?><html xmlns=''>", PictureProblem::html},
      {"<svg xmlns=''>", PictureProblem::svg},
      {"<?xml version='1.0'?><!-- made --><svg>", PictureProblem::svg},
  };
  for (const auto& [text, problem] : table) {
    SCOPED_TRACE(text);
    const auto refused = recognise(bytes_of(text));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.fault().kind, FaultKind::malformed);
    EXPECT_EQ(problem_of(refused.fault()), problem);
  }
}

TEST(Recognise, every_problem_has_its_own_words_and_finds_its_way_back) {
  int known = 0;
  for (int number = 0; number < 256; ++number) {
    const auto problem = problem_of(static_cast<std::uint8_t>(number));
    if (!problem) continue;
    ++known;
    EXPECT_EQ(problem_of(fault_of(*problem)), problem);
    EXPECT_FALSE(fault_of(*problem).what.empty());
  }
  EXPECT_EQ(known, static_cast<int>(PictureProblem::too_hungry) + 1);
  EXPECT_FALSE(problem_of(fault(FaultKind::internal, "something else")));
}

}  // namespace
}  // namespace jium::media
