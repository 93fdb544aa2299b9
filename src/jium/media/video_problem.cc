#include "jium/media/video_problem.h"

#include <array>
#include <string_view>

namespace jium::media {
namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 18> kWords{
    "the video file is empty: ask for it again",
    "not a video of a known kind: MP4, QuickTime, Matroska, WebM, MPEG-TS, AVI, GIF and WebP are supported",
    "a still picture, not a video",
    "a sound file without a picture",
    "a Flash video: not supported; convert it to MP4 first",
    "a Windows Media video: not supported; convert it to MP4 first",
    "an Ogg video: not supported; convert it to MP4 first",
    "an MPEG program stream (DVD): not supported; convert it to MP4 first",
    "a RealMedia video: not supported; convert it to MP4 first",
    "a bare video stream without a container: put it into an MP4 file first",
    "a video in a studio's container: not supported; convert it to MP4 first",
    "a playlist that names other files, not a video: give the video itself",
    "the file has no video stream in it",
    "the video uses a codec that is not supported: convert it to H.264 in an MP4 file first",
    "the video is damaged: ask for another copy of it",
    "the video is cut short before its first frame: ask for the complete file",
    "the video's frames are too large: make a copy of it with fewer pixels first",
    "the video needs more memory to read than one video may have: make a copy of it with fewer pixels",
};

}  // namespace

Fault fault_of(VideoProblem problem) {
  return fault(FaultKind::malformed, std::string(kWords[static_cast<std::size_t>(problem)]));
}

std::optional<VideoProblem> video_problem_of(const Fault& fault) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == fault.what) return static_cast<VideoProblem>(i);
  }
  return std::nullopt;
}

std::optional<VideoProblem> video_problem_of(std::uint8_t number) {
  if (number >= kWords.size()) return std::nullopt;
  return static_cast<VideoProblem>(number);
}

}  // namespace jium::media
