// What a file is, by its first bytes.
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <span>
#include <string_view>

#include "jium/media/picture.h"
#include "jium/media/picture_problem.h"

namespace jium::media {
namespace {

using namespace std::string_view_literals;

constexpr std::array kNames{"jpeg"sv, "png"sv, "webp"sv, "gif"sv, "bmp"sv, "tiff"sv, "avif"sv, "heic"sv};

std::string_view part(std::string_view text, std::size_t at, std::size_t count) {
  return at < text.size() ? text.substr(at, count) : std::string_view();
}

// "BM" alone begins many a text, so the size of the header that follows must be one that was ever in use.
bool looks_like_bmp(std::string_view text) {
  constexpr std::array kHeaderSizes{12, 16, 40, 52, 56, 64, 108, 124};
  if (!text.starts_with("BM") || text.size() < 18 || part(text, 15, 3) != "\0\0\0"sv) return false;
  return std::find(kHeaderSizes.begin(), kHeaderSizes.end(), static_cast<unsigned char>(text[14])) !=
         kHeaderSizes.end();
}

bool one_of(std::span<const std::string_view> all, std::string_view text) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

// ISO base media files name their brand after "ftyp", and behind a version all that they agree with (ISO/IEC
// 14496-12, section 4.3).
bool agrees_with(std::string_view text, std::string_view brand) {
  const auto size = static_cast<std::size_t>(static_cast<unsigned char>(part(text, 3, 1).front()));
  for (std::size_t at = 16; at + 4 <= std::min(size, text.size()); at += 4) {
    if (part(text, at, 4) == brand) return true;
  }
  return false;
}

// The brands of HEIF (ISO/IEC 23008-12, annex B and D) and of AVIF. "mif1" and "msf1" leave open what the
// picture is coded in; libheif finds out, here it is only a name.
std::optional<PictureFormat> still_of_brand(std::string_view text) {
  constexpr std::array kHeic{"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv};
  constexpr std::array kAvif{"avif"sv, "avis"sv};
  constexpr std::array kEither{"mif1"sv, "msf1"sv, "miaf"sv};
  const std::string_view brand = part(text, 8, 4);
  if (one_of(kAvif, brand)) return PictureFormat::avif;
  if (one_of(kHeic, brand)) return PictureFormat::heic;
  if (!one_of(kEither, brand)) return std::nullopt;
  return agrees_with(text, "avif") || agrees_with(text, "avis") ? PictureFormat::avif : PictureFormat::heic;
}

PictureProblem problem_of_brand(std::string_view brand) {
  if (brand == "crx ") return PictureProblem::raw;  // Canon's
  if (brand == "jxl ") return PictureProblem::jpeg_xl;
  if (brand == "jp2 " || brand == "jpx ") return PictureProblem::jpeg_2000;
  return PictureProblem::mp4;
}

// A plain TIFF by its beginning, and Canon's that only looks like one.
bool looks_like_tiff(std::string_view text) {
  const bool small = text.starts_with("II*\0"sv) || text.starts_with("MM\0*"sv);
  const bool large = text.starts_with("II+\0"sv) || text.starts_with("MM\0+"sv);
  return large || (small && part(text, 8, 2) != "CR");
}

// Signatures of what is refused by its name. (Most cameras' raw files are TIFFs to their first bytes: their
// decoder finds out.)
struct Signature {
  std::string_view start;
  PictureProblem problem;
};
constexpr std::array kSignatures{Signature{"\x1A\x45\xDF\xA3"sv, PictureProblem::matroska},
                                 Signature{"\xFF\x0A"sv, PictureProblem::jpeg_xl},
                                 Signature{"\0\0\0\x0CJXL \r\n\x87\n"sv, PictureProblem::jpeg_xl},
                                 Signature{"\0\0\0\x0CjP  \r\n\x87\n"sv, PictureProblem::jpeg_2000},
                                 Signature{"\xFF\x4F\xFF\x51"sv, PictureProblem::jpeg_2000},
                                 Signature{"8BPS"sv, PictureProblem::photoshop},
                                 Signature{"\0\0\1\0"sv, PictureProblem::icon},
                                 Signature{"II*\0"sv, PictureProblem::raw},
                                 Signature{"MM\0*"sv, PictureProblem::raw},
                                 Signature{"FUJIFILMCCD-RAW"sv, PictureProblem::raw},
                                 Signature{"IIRO"sv, PictureProblem::raw},
                                 Signature{"IIRS"sv, PictureProblem::raw},
                                 Signature{"MMOR"sv, PictureProblem::raw},
                                 Signature{"IIU\0"sv, PictureProblem::raw},
                                 Signature{"FOVb"sv, PictureProblem::raw},
                                 Signature{"\0MRM"sv, PictureProblem::raw},
                                 Signature{"%!PS"sv, PictureProblem::postscript},
                                 Signature{"\xC5\xD0\xD3\xC6"sv, PictureProblem::postscript},
                                 Signature{"%PDF-"sv, PictureProblem::pdf},
                                 Signature{"PK\x03\x04"sv, PictureProblem::zip}};

std::string lower_start(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  std::string start(text.substr(begin, 1024));
  std::transform(start.begin(), start.end(), start.begin(), [](unsigned char c) { return std::tolower(c); });
  return start;
}

PictureProblem problem_of_text(std::string_view text) {
  const std::string start = lower_start(text);
  const bool xml = start.starts_with("<?xml") || start.starts_with("<!--");
  if (start.starts_with("<svg") || (xml && start.find("<svg") != std::string::npos))
    return PictureProblem::svg;
  if (start.starts_with("<!doctype svg")) return PictureProblem::svg;
  if (start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head") ||
      (xml && start.find("<html") != std::string::npos)) {
    return PictureProblem::html;
  }
  return PictureProblem::unknown_kind;
}

// Why a file that is none of the known pictures is refused.
PictureProblem refuse(std::string_view text) {
  if (text.empty()) return PictureProblem::empty;
  if (part(text, 4, 4) == "ftyp") return problem_of_brand(part(text, 8, 4));
  for (const Signature& signature : kSignatures) {
    if (text.starts_with(signature.start)) return signature.problem;
  }
  return problem_of_text(text);
}

}  // namespace

std::string_view name_of(PictureFormat format) {
  return kNames[static_cast<std::size_t>(format)];
}

std::optional<PictureFormat> format_of(std::uint8_t number) {
  if (number >= kNames.size()) return std::nullopt;
  return static_cast<PictureFormat>(number);
}

Result<PictureFormat> recognise(ByteView bytes) {
  const std::string_view text = text_of(bytes);
  if (text.starts_with("\xFF\xD8\xFF")) return PictureFormat::jpeg;
  if (text.starts_with("\x89PNG\r\n\x1A\n")) return PictureFormat::png;
  if (text.starts_with("RIFF") && part(text, 8, 4) == "WEBP") return PictureFormat::webp;
  if (text.starts_with("GIF87a") || text.starts_with("GIF89a")) return PictureFormat::gif;
  if (looks_like_bmp(text)) return PictureFormat::bmp;
  if (looks_like_tiff(text)) return PictureFormat::tiff;
  if (part(text, 4, 4) == "ftyp") {
    if (const auto still = still_of_brand(text)) return *still;
  }
  return fault_of(refuse(text));
}

}  // namespace jium::media
