// What re-uploaders do to a video, by class, with strengths of our own and fixed seeds, as words for ffmpeg.
#pragma once

#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "clips/clips.h"
#include "quality/video_films.h"

namespace jium::bench {

struct VideoRecipe {
  clips::Words words;          // between the clip and the output
  std::string ending = "mp4";  // of the output
  // Seconds to be added to a moment of the copy for the same moment of the film, where that is one number.
  std::optional<double> offset;
};

struct VideoHost {
  std::string file;
  double seconds = 0;
};

struct VideoEdit {
  std::string family;  // "codec", "crop", ...
  std::string name;    // "crf 40"
  std::function<VideoRecipe(const Film&, const VideoHost&, std::mt19937&)> recipe;
};

[[nodiscard]] std::vector<VideoEdit> video_edits();
// In the order in which the classes are told.
[[nodiscard]] const std::vector<std::string>& video_families();

}  // namespace jium::bench
