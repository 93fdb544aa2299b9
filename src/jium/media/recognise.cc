// What a file is, by its first bytes.
#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "jium/media/picture.h"
#include "jium/media/picture_problem.h"

namespace jium::media {
namespace {

using namespace std::string_view_literals;

constexpr std::array kNames{"jpeg"sv, "png"sv, "webp"sv, "gif"sv, "bmp"sv};

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

// ISO base media files name their brand after "ftyp" (ISO/IEC 14496-12; the HEIF brands: 23008-12).
PictureProblem problem_of_brand(std::string_view brand) {
  constexpr std::array kHeic{"heic"sv, "heix"sv, "hevc"sv, "hevx"sv, "heim"sv, "heis"sv, "mif1"sv, "msf1"sv};
  if (brand == "avif" || brand == "avis") return PictureProblem::avif;
  return std::find(kHeic.begin(), kHeic.end(), brand) != kHeic.end() ? PictureProblem::heic
                                                                     : PictureProblem::mp4;
}

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
  if (text.starts_with("II*\0"sv) || text.starts_with("MM\0*"sv)) return PictureProblem::tiff;
  if (text.starts_with("\x1A\x45\xDF\xA3"sv)) return PictureProblem::matroska;
  if (text.starts_with("%PDF-")) return PictureProblem::pdf;
  if (text.starts_with("PK\x03\x04")) return PictureProblem::zip;
  return problem_of_text(text);
}

}  // namespace

std::string_view name_of(PictureFormat format) {
  return kNames[static_cast<std::size_t>(format)];
}

Result<PictureFormat> recognise(ByteView bytes) {
  const std::string_view text = text_of(bytes);
  if (text.starts_with("\xFF\xD8\xFF")) return PictureFormat::jpeg;
  if (text.starts_with("\x89PNG\r\n\x1A\n")) return PictureFormat::png;
  if (text.starts_with("RIFF") && part(text, 8, 4) == "WEBP") return PictureFormat::webp;
  if (text.starts_with("GIF87a") || text.starts_with("GIF89a")) return PictureFormat::gif;
  if (looks_like_bmp(text)) return PictureFormat::bmp;
  return fault_of(refuse(text));
}

}  // namespace jium::media
