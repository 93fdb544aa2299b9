// Moving pictures drawn from numbers and from pictures: what a camera would see at each moment.
#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <random>
#include <string>
#include <vector>

namespace jium::bench {

using Scene = std::function<cv::Mat(double seconds)>;  // 8UC3, red first, of the wished size

// A slow pan and zoom over a picture.
[[nodiscard]] Scene pan(const cv::Mat& picture, cv::Size size, double seconds, std::mt19937& dice);
// A hand-held walk over a picture, without an end.
[[nodiscard]] Scene walk(const cv::Mat& picture, cv::Size size, std::mt19937& dice);
// A room filmed by a fixed camera: somebody moves in front of the picture. Other dice, other times.
[[nodiscard]] Scene room(const cv::Mat& picture, cv::Size size, std::mt19937& dice);
// A drawn landscape that passes by, with things that fly across.
[[nodiscard]] Scene flight(std::uint32_t landscape, cv::Size size, std::mt19937& dice);
// A page that is held still while a pointer wanders.
[[nodiscard]] Scene lecture(const cv::Mat& page, cv::Size size, std::mt19937& dice);
// A dark card with some lines of words.
[[nodiscard]] Scene card(cv::Size size, std::mt19937& dice);
// Names that roll upwards.
[[nodiscard]] Scene credits(cv::Size size, std::mt19937& dice);
[[nodiscard]] Scene black(cv::Size size);

struct Shot {
  Scene scene;
  double seconds = 3;
};
// One after the other, each with `fade` seconds of cross-fade into the next.
[[nodiscard]] Scene cut(std::vector<Shot> shots, double fade);

}  // namespace jium::bench
