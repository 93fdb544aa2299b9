// The pictures that are edited: free photographs, wallpapers and art from Debian packages, and drawn ones.
// Sources are split into two halves by package and by seed: thresholds are chosen on one and reported on the
// other.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "jium/media/picture.h"

namespace jium::bench {

enum class Half : std::uint8_t { calibration, report };

struct Source {
  std::string name;  // package and file, or what was drawn
  cv::Mat rgb;       // 8UC3, red first, longest side at most kSourceSide
};
inline constexpr int kSourceSide = 960;

[[nodiscard]] media::PixelView view_of(const cv::Mat& rgb);  // rgb must be continuous
[[nodiscard]] cv::Mat mat_of(const media::Picture& picture);
[[nodiscard]] cv::Mat shrunk(const cv::Mat& rgb, int longest_side);

// Photographs and art, no two of them near each other in any turned form, in a fixed shuffled order; then
// drawn scenes. JIUM_PICTURE_ROOT: where packages were unpacked, "" for where apt installs them.
[[nodiscard]] std::vector<Source> sources(Half half, std::size_t most_found, std::size_t drawn);
// Hard negatives: pages of text, screens of an application, charts, tables: all alike and none the same.
[[nodiscard]] std::vector<Source> lookalikes(Half half, std::size_t each);
// "package (files used)" of every package that gave pictures.
[[nodiscard]] std::vector<std::string> packages_used(Half half);

}  // namespace jium::bench
