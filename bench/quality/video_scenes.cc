#include "quality/video_scenes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "pictures/pictures.h"

namespace jium::bench {
namespace {

double between(std::mt19937& dice, double low, double high) {
  return low + (high - low) * static_cast<double>(dice() % 10'001) / 10'000;
}

// What the camera sees of a picture: the centre in parts of the room that there is, the width in parts of the
// widest window that fits.
struct Window {
  double x = 0.5;
  double y = 0.5;
  double zoom = 0.8;
};

Window mixed(const Window& a, const Window& b, double part) {
  return {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part, a.zoom + (b.zoom - a.zoom) * part};
}

// Large enough for every window and not much larger, so that straight sampling is smooth.
cv::Mat prepared(const cv::Mat& picture, cv::Size size) {
  const double scale = 1.5 * std::max(static_cast<double>(size.width) / picture.cols,
                                      static_cast<double>(size.height) / picture.rows);
  cv::Mat to;
  cv::resize(picture, to, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return to;
}

cv::Mat look(const cv::Mat& picture, const Window& window, cv::Size size) {
  const double widest =
      std::min<double>(picture.cols, static_cast<double>(picture.rows) * size.width / size.height);
  const double width = widest * window.zoom;
  const double height = width * size.height / size.width;
  const double left = (picture.cols - width) * window.x;
  const double top = (picture.rows - height) * window.y;
  const double scale = width / size.width;
  const cv::Matx23d to_picture(scale, 0, left, 0, scale, top);
  cv::Mat seen;
  cv::warpAffine(picture, seen, to_picture, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  return seen;
}

cv::Scalar paint(std::mt19937& dice) {
  return {between(dice, 30, 250), between(dice, 30, 250), between(dice, 30, 250)};
}

// Something that flies across and comes back.
struct Mover {
  cv::Scalar colour;
  double size, x, y, quick_x, quick_y, phase;
  bool round;
};

std::vector<Mover> movers(std::mt19937& dice, int count) {
  std::vector<Mover> all;
  for (int i = 0; i < count; ++i) {
    all.push_back({paint(dice), between(dice, 0.05, 0.16), between(dice, 0.1, 0.9), between(dice, 0.1, 0.9),
                   between(dice, 0.3, 1.4), between(dice, 0.3, 1.4), between(dice, 0, 6), dice() % 2 == 0});
  }
  return all;
}

void draw(cv::Mat& frame, const Mover& mover, double seconds) {
  const double x = mover.x + 0.4 * std::sin(mover.quick_x * seconds + mover.phase);
  const double y = mover.y + 0.3 * std::cos(mover.quick_y * seconds + mover.phase);
  const int size = std::max(3, static_cast<int>(mover.size * frame.rows));
  const cv::Point at(static_cast<int>(x * frame.cols), static_cast<int>(y * frame.rows));
  if (mover.round) cv::circle(frame, at, size, mover.colour, cv::FILLED, cv::LINE_AA);
  if (!mover.round) cv::rectangle(frame, at, at + cv::Point(size * 2, size), mover.colour, cv::FILLED);
}

// A movement between -1 and 1 that never repeats and that no change of speed turns into another one's.
class Wander {
 public:
  explicit Wander(std::mt19937& dice) {
    for (Wave& wave : waves_) wave = {between(dice, 0.2, 1.7), between(dice, 0, 6.3), between(dice, 0.3, 1)};
  }
  double operator()(double at) const {
    double sum = 0;
    double most = 0;
    for (const Wave& wave : waves_) {
      sum += wave.size * std::sin(wave.quick * at + wave.phase);
      most += wave.size;
    }
    return sum / most;
  }

 private:
  struct Wave {
    double quick = 1;
    double phase = 0;
    double size = 1;
  };
  std::array<Wave, 5> waves_;
};

const char* const kNames[] = {"Ada", "Bela", "Chiara", "Dov", "Emre", "Fatou", "Goran", "Hana",
                              "Ivo", "Jun",  "Kofi",   "Lea", "Mina", "Nils",  "Olga",  "Paz"};
const char* const kTrades[] = {"light", "sound", "cut", "music", "script", "camera", "paint", "maps"};

std::string a_line(std::mt19937& dice) {
  return std::string(kTrades[dice() % std::size(kTrades)]) + "  " + kNames[dice() % std::size(kNames)] + " " +
         kNames[dice() % std::size(kNames)];
}

void write_line(cv::Mat& frame, const std::string& line, double y, double size) {
  const double scale = size * frame.cols / 400.0;
  const cv::Size box = cv::getTextSize(line, cv::FONT_HERSHEY_DUPLEX, scale, 1, nullptr);
  const cv::Point at((frame.cols - box.width) / 2, static_cast<int>(y));
  cv::putText(frame, line, at, cv::FONT_HERSHEY_DUPLEX, scale, {235, 235, 235}, 1, cv::LINE_AA);
}

}  // namespace

Scene pan(const cv::Mat& picture, cv::Size size, double seconds, std::mt19937& dice) {
  const Window from{between(dice, 0, 1), between(dice, 0, 1), between(dice, 0.55, 0.95)};
  const Window to{between(dice, 0, 1), between(dice, 0, 1), between(dice, 0.55, 0.95)};
  return [=, ready = prepared(picture, size)](double at) {
    return look(ready, mixed(from, to, std::clamp(at / seconds, 0.0, 1.0)), size);
  };
}

Scene walk(const cv::Mat& picture, cv::Size size, std::mt19937& dice) {
  const double phase = between(dice, 0, 6);
  return [=, ready = prepared(picture, size)](double at) {
    const double shake = 0.012 * std::sin(at * 9 + phase);
    const Window window{0.5 + 0.48 * std::sin(at * 0.37 + phase) + shake,
                        0.5 + 0.45 * std::cos(at * 0.23 + phase * 2) - shake,
                        0.6 + 0.15 * std::sin(at * 0.31)};
    return look(ready, {std::clamp(window.x, 0.0, 1.0), std::clamp(window.y, 0.0, 1.0), window.zoom}, size);
  };
}

Scene room(const cv::Mat& picture, cv::Size size, std::mt19937& dice) {
  const cv::Mat wall = look(prepared(picture, size), {0.5, 0.5, 0.95}, size);
  const std::vector<Mover> others = movers(dice, 2);
  const Wander aside(dice);
  const Wander nod(dice);
  const double phase = between(dice, 0, 6);
  return [=](double at) {
    cv::Mat frame = wall.clone();
    for (const Mover& mover : others) draw(frame, mover, at * 0.6);
    const int head = size.height / 7;
    const cv::Point neck(static_cast<int>((0.5 + 0.3 * aside(at)) * size.width), size.height * 6 / 10);
    cv::ellipse(frame, neck + cv::Point(0, head * 2), {head * 2, head * 2}, 0, 0, 360, {60, 70, 110},
                cv::FILLED);
    const cv::Point face = neck - cv::Point(0, head + static_cast<int>(head * 0.5 * nod(at * 2)));
    cv::ellipse(frame, face, {head * 8 / 10, head}, 0, 0, 360, {224, 182, 150}, cv::FILLED, cv::LINE_AA);
    const int mouth = 2 + static_cast<int>(head * 0.2 * std::abs(std::sin(at * 7 + phase)));
    cv::ellipse(frame, face + cv::Point(0, head / 2), {head / 4, mouth}, 0, 0, 360, {120, 30, 40},
                cv::FILLED);
    return frame;
  };
}

Scene flight(std::uint32_t landscape, cv::Size size, std::mt19937& dice) {
  const auto drawn = pictures::draw_scene(landscape, size.width * 2, size.height * 2);
  cv::Mat picture(drawn.height, drawn.width, CV_8UC3);
  std::copy(drawn.rgb.begin(), drawn.rgb.end(), picture.data);
  const double phase = between(dice, 0, 6);
  const std::vector<Mover> all = movers(dice, 6);
  return [=](double at) {
    const Window window{0.5 + 0.5 * std::sin(at * 0.6 + phase), 0.5 + 0.5 * std::cos(at * 0.41 + phase), 0.6};
    cv::Mat frame = look(picture, window, size);
    for (const Mover& mover : all) draw(frame, mover, at);
    return frame;
  };
}

Scene lecture(const cv::Mat& page, cv::Size size, std::mt19937& dice) {
  cv::Mat shown(size, CV_8UC3, cv::Scalar(58, 64, 72));
  const double scale = 0.94 * std::min(static_cast<double>(size.width) / page.cols,
                                       static_cast<double>(size.height) / page.rows);
  cv::Mat small;
  cv::resize(page, small, {}, scale, scale, cv::INTER_AREA);
  small.copyTo(
      shown(cv::Rect((size.width - small.cols) / 2, (size.height - small.rows) / 2, small.cols, small.rows)));
  const double phase = between(dice, 0, 6);
  return [=](double at) {
    cv::Mat frame = shown.clone();
    const cv::Point tip(static_cast<int>(size.width * (0.5 + 0.3 * std::sin(at + phase))),
                        static_cast<int>(size.height * (0.5 + 0.3 * std::cos(at * 1.7 + phase))));
    cv::circle(frame, tip, size.height / 40 + 2, {230, 30, 30}, cv::FILLED, cv::LINE_AA);
    return frame;
  };
}

Scene card(cv::Size size, std::mt19937& dice) {
  cv::Mat frame(size, CV_8UC3, cv::Scalar(14, 16, 22));
  for (int i = 0; i < 3; ++i) write_line(frame, a_line(dice), size.height * (0.3 + 0.2 * i), 0.8);
  return [frame](double) { return frame.clone(); };
}

Scene credits(cv::Size size, std::mt19937& dice) {
  std::vector<std::string> lines;
  for (int i = 0; i < 60; ++i) lines.push_back(a_line(dice));
  return [=](double at) {
    cv::Mat frame(size, CV_8UC3, cv::Scalar(8, 8, 8));
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const double y = size.height * (0.9 + 0.11 * static_cast<double>(i) - 0.2 * at);
      if (y > 0 && y < size.height + 30) write_line(frame, lines[i], y, 0.6);
    }
    return frame;
  };
}

Scene black(cv::Size size) {
  return [size](double) { return cv::Mat(size, CV_8UC3, cv::Scalar(0, 0, 0)); };
}

Scene cut(std::vector<Shot> shots, double fade) {
  return [=](double at) {
    std::size_t i = 0;
    double from = 0;
    while (i + 1 < shots.size() && at >= from + shots[i].seconds) from += shots[i++].seconds;
    cv::Mat frame = shots[i].scene(at - from);
    const double left = shots[i].seconds - (at - from);
    if (left >= fade || i + 1 == shots.size()) return frame;
    cv::addWeighted(frame, left / fade, shots[i + 1].scene(0), 1 - left / fade, 0, frame);
    return frame;
  };
}

}  // namespace jium::bench
