#include "jium/media/picture_problem.h"

#include <array>
#include <string_view>

namespace jium::media {
namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 19> kWords{
    "the file is empty: ask for it again",
    "neither a picture nor a video of a known kind: jium reads JPEG, PNG, WebP, GIF, BMP, TIFF, AVIF and "
    "HEIC, and MP4, MOV, Matroska, WebM, MPEG-TS and AVI",
    "an MP4 or QuickTime video, not a picture",
    "a Matroska or WebM video, not a picture",
    "a JPEG XL picture: not supported; save it as PNG in its full size first",
    "a JPEG 2000 picture: not supported; save it as PNG in its full size first",
    "a Photoshop document: not supported; save it as PNG in its full size first",
    "an icon of many sizes: not supported; save the largest as PNG first",
    "a camera's raw file: not supported; save it as JPEG in its full size first",
    "a PostScript drawing: not supported; save it as PNG first",
    "a PDF document, not a picture: save its pictures one by one first",
    "a web page, not a picture: save the picture itself",
    "an SVG drawing: not supported; save it as PNG first",
    "a ZIP archive, not a picture: unpack it first",
    "a variant of its format that is not supported: save it as an ordinary JPEG or PNG first",
    "the picture is damaged: ask for another copy of it",
    "the picture is cut short: ask for the complete file",
    "the picture is too large: make a copy of it with fewer pixels first",
    "the picture needs more memory to read than one picture may have: make a copy of it with fewer pixels",
};

}  // namespace

Fault fault_of(PictureProblem problem) {
  return fault(FaultKind::malformed, std::string(kWords[static_cast<std::size_t>(problem)]));
}

std::optional<PictureProblem> problem_of(const Fault& fault) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == fault.what) return static_cast<PictureProblem>(i);
  }
  return std::nullopt;
}

std::optional<PictureProblem> problem_of(std::uint8_t number) {
  if (number >= kWords.size()) return std::nullopt;
  return static_cast<PictureProblem>(number);
}

}  // namespace jium::media
