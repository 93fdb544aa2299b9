#include "jium/fingerprint/local_features.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <exception>
#include <map>
#include <opencv2/core.hpp>
#include <opencv2/core/ocl.hpp>
#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>

namespace jium::fingerprint {
namespace {

constexpr int kSmallestSide = 32;
constexpr float kLevelStep = 1.2F;
constexpr int kMostLevels = 10;
constexpr int kPatch = 31;         // pixels at the level of the feature
constexpr int kEdge = 16;          // no corner is nearer to the border than this, at its level
constexpr int kCornerStep = 5;     // luma between a corner and its ring, after the range was stretched
constexpr int kCandidates = 5000;  // corners before the choice
constexpr int kCells = 7;          // the choice is spread over kCells x kCells places

// Dark, pale and foggy copies have the corners of the original, only fainter: the range between the darkest
// and the lightest hundredth is stretched to all of it.
cv::Mat stretched(const LumaView& luma) {
  std::array<int, 256> counts{};
  for (int y = 0; y < luma.height; ++y) {
    for (int x = 0; x < luma.width; ++x) {
      ++counts[static_cast<std::size_t>(std::clamp(luma.row(y)[x], 0.0F, 255.0F))];
    }
  }
  const int margin = luma.width * luma.height / 100;
  const auto reach = [&](int from, int step) {
    int at = from;
    for (int sum = counts[static_cast<std::size_t>(at)];
         sum <= margin && at + step >= 0 && at + step < 256;) {
      at += step;
      sum += counts[static_cast<std::size_t>(at)];
    }
    return at;
  };
  const int dark = reach(0, 1);
  const int light = reach(255, -1);
  const float gain = std::min(6.0F, 255.0F / static_cast<float>(std::max(1, light - dark)));
  cv::Mat image(luma.height, luma.width, CV_8U);
  for (int y = 0; y < luma.height; ++y) {
    std::uint8_t* row = image.ptr<std::uint8_t>(y);
    for (int x = 0; x < luma.width; ++x) {
      row[x] = cv::saturate_cast<std::uint8_t>((luma.row(y)[x] - static_cast<float>(dark)) * gain);
    }
  }
  return image;
}

int levels_of(int shorter_side) {
  int levels = 1;
  float side = static_cast<float>(shorter_side) / kLevelStep;
  while (levels < kMostLevels && side >= 2 * kPatch) {
    side /= kLevelStep;
    ++levels;
  }
  return levels;
}

// The order in which corners are taken: the strongest of each place at each level first, then each second
// one...
std::vector<std::size_t> chosen(const std::vector<cv::KeyPoint>& points, const cv::Size& size,
                                std::size_t most) {
  std::vector<std::size_t> order(points.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return points[a].response > points[b].response; });
  std::map<int, int> taken;
  std::vector<std::pair<float, std::size_t>> ranked;
  for (const std::size_t i : order) {
    const int column = std::min(kCells - 1, static_cast<int>(points[i].pt.x * kCells) / size.width);
    const int row = std::min(kCells - 1, static_cast<int>(points[i].pt.y * kCells) / size.height);
    const int rank = taken[(points[i].octave * kCells + row) * kCells + column]++;
    ranked.emplace_back(static_cast<float>(rank), i);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  order.clear();
  for (const auto& [rank, i] : ranked) {
    if (order.size() >= most) break;
    order.push_back(i);
  }
  return order;
}

LocalFeature feature_of(const cv::KeyPoint& point, const std::uint8_t* bits, int longest_side) {
  const auto place = [&](float at) {
    return static_cast<std::uint16_t>(std::clamp(
        std::lround(at * kFeatureSpan / static_cast<float>(longest_side)), 0L, long{kFeatureSpan}));
  };
  LocalFeature feature;
  feature.x = place(point.pt.x);
  feature.y = place(point.pt.y);
  feature.angle = static_cast<std::uint8_t>(static_cast<unsigned>(std::lround(point.angle * 256 / 360)));
  const double width = static_cast<double>(point.size) * 4096 / longest_side;
  feature.size = static_cast<std::uint8_t>(std::clamp(std::lround(16 * std::log2(width)), 0L, 255L));
  std::memcpy(feature.bits.data(), bits, feature.bits.size());
  return feature;
}

std::vector<LocalFeature> features_of(const cv::Mat& image, std::size_t most) {
  const int levels = levels_of(std::min(image.cols, image.rows));
  const auto orb = cv::ORB::create(kCandidates, kLevelStep, levels, kEdge, 0, 2, cv::ORB::HARRIS_SCORE,
                                   kPatch, kCornerStep);
  std::vector<cv::KeyPoint> points;
  cv::Mat bits;
  orb->detectAndCompute(image, cv::noArray(), points, bits);
  std::vector<LocalFeature> features;
  for (const std::size_t i : chosen(points, image.size(), most)) {
    features.push_back(
        feature_of(points[i], bits.ptr<std::uint8_t>(static_cast<int>(i)), std::max(image.cols, image.rows)));
  }
  return features;
}

std::vector<LocalFeature> features_or_none(const LumaView& luma, std::size_t most, bool mirrored) {
  if (luma.width < kSmallestSide || luma.height < kSmallestSide) return {};
  prepare_local_features();
  try {
    cv::Mat image = stretched(luma);
    if (mirrored) cv::flip(cv::Mat(image), image, 1);
    return features_of(image, most);
  } catch (const std::exception&) {  // OpenCV's own and what memory limits throw
    return {};
  }
}

}  // namespace

void prepare_local_features() {
  static const bool once = [] {
    cv::setNumThreads(0);
    cv::redirectError([](int, const char*, const char*, const char*, int, void*) { return 0; });
    return true;
  }();
  static_cast<void>(once);
  cv::ocl::setUseOpenCL(false);  // a setting of each thread
}

std::vector<LocalFeature> local_features_of(const LumaView& luma, std::size_t most) {
  return features_or_none(luma, most, false);
}

std::vector<LocalFeature> mirrored_features_of(const LumaView& luma, std::size_t most) {
  return features_or_none(luma, most, true);
}

}  // namespace jium::fingerprint
