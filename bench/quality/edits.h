// What re-uploaders do to a picture, by class, with strengths of our own and fixed seeds.
#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <random>
#include <string>
#include <vector>

namespace jium::bench {

using Dice = std::mt19937;

struct Edit {
  std::string family;  // "codec", "crop", ...
  std::string name;    // "jpeg 20"
  std::function<cv::Mat(const cv::Mat&, Dice&)> apply;
};

// `hosts`: unrelated pictures for composites; they must outlive the edits.
[[nodiscard]] std::vector<Edit> all_edits(const std::vector<cv::Mat>& hosts);
// In the order in which the classes are told.
[[nodiscard]] const std::vector<std::string>& families();

}  // namespace jium::bench
