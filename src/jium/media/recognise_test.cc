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
  EXPECT_EQ(*recognise(pictures::to_tiff(canvas)), PictureFormat::tiff);
  EXPECT_EQ(*recognise(pictures::to_tiff(canvas, {.big_endian = true})), PictureFormat::tiff);
  EXPECT_EQ(*recognise(pictures::to_heic(canvas)), PictureFormat::heic);
  EXPECT_EQ(*recognise(pictures::to_avif(canvas)), PictureFormat::avif);
}

TEST(Recognise, a_heif_file_is_what_its_brands_say) {
  const auto brands = [](const std::string& major, const std::string& others) {
    return std::string(3, '\0') + static_cast<char>(16 + others.size()) + "ftyp" + major + "\0\0\0\0"s +
           others;
  };
  for (const std::string brand : {"heic", "heix", "heim", "heis", "hevc", "hevx"})
    EXPECT_EQ(*recognise(bytes_of(brands(brand, "mif1"))), PictureFormat::heic) << brand;
  for (const std::string brand : {"avif", "avis"})
    EXPECT_EQ(*recognise(bytes_of(brands(brand, "mif1heic"))), PictureFormat::avif) << brand;
  EXPECT_EQ(*recognise(bytes_of(brands("mif1", "miafavif"))), PictureFormat::avif);
  EXPECT_EQ(*recognise(bytes_of(brands("msf1", "heic"))), PictureFormat::heic);
  EXPECT_EQ(*recognise(bytes_of(brands("mif1", ""))), PictureFormat::heic);
  // A brand behind the box is none of the file's, and one named beside a video's does not make it a picture.
  EXPECT_EQ(*recognise(bytes_of(brands("mif1", "heic") + "avif")), PictureFormat::heic);
  EXPECT_EQ(problem_of(recognise(bytes_of(brands("isom", "heicavif"))).fault()), PictureProblem::mp4);
}

TEST(Recognise, every_format_finds_its_way_back_from_its_number) {
  for (int number = 0; number < 256; ++number) {
    const auto format = format_of(static_cast<std::uint8_t>(number));
    EXPECT_EQ(format.has_value(), number <= static_cast<int>(PictureFormat::heic));
    if (format) {
      EXPECT_EQ(static_cast<int>(*format), number);
      EXPECT_FALSE(name_of(*format).empty());
    }
  }
}

TEST(Recognise, other_known_kinds_are_named) {
  const std::string brand = "\0\0\0\x18"s + "ftyp";
  const std::vector<std::pair<std::string, PictureProblem>> table{
      {"", PictureProblem::empty},
      {"plain words", PictureProblem::unknown_kind},
      {"BM begins many a word, this one too", PictureProblem::unknown_kind},
      {"RIFF\1\1\1\1WAVEfmt ", PictureProblem::unknown_kind},
      {brand + "crx ", PictureProblem::raw},
      {brand + "jxl ", PictureProblem::jpeg_xl},
      {brand + "jp2 ", PictureProblem::jpeg_2000},
      {brand + "isom", PictureProblem::mp4},
      {brand + "qt  ", PictureProblem::mp4},
      {brand, PictureProblem::mp4},
      {"\xFF\x0A\x80", PictureProblem::jpeg_xl},
      {"\0\0\0\x0CJXL \r\n\x87\n"s, PictureProblem::jpeg_xl},
      {"\0\0\0\x0CjP  \r\n\x87\n"s, PictureProblem::jpeg_2000},
      {"\xFF\x4F\xFF\x51", PictureProblem::jpeg_2000},
      {"8BPS\0\1"s, PictureProblem::photoshop},
      {"\0\0\1\0\3\0"s, PictureProblem::icon},
      {"II*\0\x10\0\0\0CR\2\0"s, PictureProblem::raw},
      {"FUJIFILMCCD-RAW 0201", PictureProblem::raw},
      {"IIRO\x08\0\0\0"s, PictureProblem::raw},
      {"IIU\0"s, PictureProblem::raw},
      {"%!PS-Adobe-3.0 EPSF-3.0", PictureProblem::postscript},
      {"\xC5\xD0\xD3\xC6", PictureProblem::postscript},
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
