#include "quality/edits.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "jium/media/picture.h"
#include "pictures/pictures.h"
#include "quality/corpus.h"

namespace jium::bench {
namespace {

using cv::Mat;
using cv::Point;
using cv::Rect;
using cv::Scalar;
using cv::Size;

double between(Dice& dice, double low, double high) {
  return low + (high - low) * (static_cast<double>(dice()) / 4294967296.0);
}

Scalar colour(Dice& dice) {
  const double r = between(dice, 0, 255), g = between(dice, 0, 255), b = between(dice, 0, 255);
  return {r, g, b};
}

Mat resized(const Mat& from, int width, int height) {
  Mat to;
  const bool smaller = width < from.cols;
  cv::resize(from, to, {std::max(16, width), std::max(16, height)}, 0, 0,
             smaller ? cv::INTER_AREA : cv::INTER_CUBIC);
  return to;
}
Mat scaled(const Mat& from, double by) {
  return resized(from, static_cast<int>(from.cols * by), static_cast<int>(from.rows * by));
}

// ---- codec ----

pictures::Canvas canvas_of(const Mat& rgb) {
  const Mat whole = rgb.isContinuous() ? rgb : rgb.clone();
  return {whole.cols, whole.rows, {whole.data, whole.data + whole.total() * 3}};
}
Mat decoded(const Bytes& file) {
  const auto picture = media::decode_picture(file);
  return picture ? mat_of(*picture) : Mat(64, 64, CV_8UC3, Scalar(0, 0, 0));
}
Mat jpeg(const Mat& from, int quality) {
  return decoded(pictures::to_jpeg(canvas_of(from), quality));
}

void add_codec(std::vector<Edit>& edits) {
  const auto add = [&](const char* name, auto apply) { edits.push_back({"codec", name, apply}); };
  add("jpeg 70", [](const Mat& m, Dice&) { return jpeg(m, 70); });
  add("jpeg 35", [](const Mat& m, Dice&) { return jpeg(m, 35); });
  add("jpeg 12", [](const Mat& m, Dice&) { return jpeg(m, 12); });
  add("webp", [](const Mat& m, Dice&) { return decoded(pictures::to_webp(canvas_of(m), false)); });
  add("gif palette", [](const Mat& m, Dice&) { return decoded(pictures::to_gif(canvas_of(m))); });
  add("downscale 0.6", [](const Mat& m, Dice&) { return scaled(m, 0.6); });
  add("downscale 0.33", [](const Mat& m, Dice&) { return scaled(m, 0.33); });
  add("downscale 0.17", [](const Mat& m, Dice&) { return scaled(m, 0.17); });
  add("upscale 1.8", [](const Mat& m, Dice&) { return scaled(m, 1.8); });
}

// ---- photometric ----

Mat through(const Mat& from, const std::function<double(double)>& curve) {
  Mat table(1, 256, CV_8U);
  for (int i = 0; i < 256; ++i)
    table.at<std::uint8_t>(i) = cv::saturate_cast<std::uint8_t>(255 * curve(i / 255.0));
  Mat to;
  cv::LUT(from, table, to);
  return to;
}
Mat shifted_hue(const Mat& from, int degrees, double saturation) {
  Mat hsv;
  cv::cvtColor(from, hsv, cv::COLOR_RGB2HSV);
  for (int y = 0; y < hsv.rows; ++y) {
    for (int x = 0; x < hsv.cols; ++x) {
      auto& pixel = hsv.at<cv::Vec3b>(y, x);
      pixel[0] = static_cast<std::uint8_t>((pixel[0] + degrees / 2) % 180);
      pixel[1] = cv::saturate_cast<std::uint8_t>(pixel[1] * saturation);
    }
  }
  Mat to;
  cv::cvtColor(hsv, to, cv::COLOR_HSV2RGB);
  return to;
}
Mat toned(const Mat& from, const cv::Matx33f& mix) {
  Mat to;
  cv::transform(from, to, mix);
  return to;
}

void add_photometric(std::vector<Edit>& edits) {
  const auto add = [&](const char* name, auto apply) { edits.push_back({"photometric", name, apply}); };
  for (const double gamma : {0.45, 0.7, 1.5, 2.4}) {
    add("gamma",
        [=](const Mat& m, Dice&) { return through(m, [=](double v) { return std::pow(v, gamma); }); });
  }
  add("contrast down",
      [](const Mat& m, Dice&) { return through(m, [](double v) { return 0.5 + 0.45 * (v - 0.5); }); });
  add("contrast up",
      [](const Mat& m, Dice&) { return through(m, [](double v) { return 0.5 + 1.7 * (v - 0.5); }); });
  add("brighter", [](const Mat& m, Dice&) { return through(m, [](double v) { return v + 0.22; }); });
  add("darker", [](const Mat& m, Dice&) { return through(m, [](double v) { return v * 0.4; }); });
  add("hue 50", [](const Mat& m, Dice&) { return shifted_hue(m, 50, 1.1); });
  add("hue 170", [](const Mat& m, Dice&) { return shifted_hue(m, 170, 1.0); });
  add("saturated", [](const Mat& m, Dice&) { return shifted_hue(m, 0, 1.8); });
  add("grey", [](const Mat& m, Dice&) {
    return toned(m, {.3F, .59F, .11F, .3F, .59F, .11F, .3F, .59F, .11F});
  });
  add("sepia", [](const Mat& m, Dice&) {
    return toned(m, {.393F, .769F, .189F, .349F, .686F, .168F, .272F, .534F, .131F});
  });
  add("negative", [](const Mat& m, Dice&) { return through(m, [](double v) { return 1 - v; }); });
}

// ---- degrade ----

Mat noisy(const Mat& from, double sigma, Dice& dice) {
  cv::RNG rng(dice());
  Mat noise(from.size(), CV_16SC3), wide;
  rng.fill(noise, cv::RNG::NORMAL, 0, sigma);
  from.convertTo(wide, CV_16SC3);
  wide += noise;
  Mat to;
  wide.convertTo(to, CV_8UC3);
  return to;
}
Mat blurred(const Mat& from, double share) {
  Mat to;
  cv::GaussianBlur(from, to, {}, std::max(0.6, share * std::max(from.cols, from.rows)));
  return to;
}

void add_degrade(std::vector<Edit>& edits) {
  const auto add = [&](const char* name, auto apply) { edits.push_back({"degrade", name, apply}); };
  add("blur 0.2%", [](const Mat& m, Dice&) { return blurred(m, 0.002); });
  add("blur 0.4%", [](const Mat& m, Dice&) { return blurred(m, 0.004); });
  add("blur 0.8%", [](const Mat& m, Dice&) { return blurred(m, 0.008); });
  add("noise 12", [](const Mat& m, Dice& dice) { return noisy(m, 12, dice); });
  add("noise 28", [](const Mat& m, Dice& dice) { return noisy(m, 28, dice); });
  add("noise 50", [](const Mat& m, Dice& dice) { return noisy(m, 50, dice); });
  add("sharpen", [](const Mat& m, Dice&) {
    Mat to;
    cv::addWeighted(m, 2.2, blurred(m, 0.003), -1.2, 0, to);
    return to;
  });
  add("pixelate", [](const Mat& m, Dice&) {
    Mat to;
    cv::resize(scaled(m, 0.16), to, m.size(), 0, 0, cv::INTER_NEAREST);
    return to;
  });
  add("motion blur", [](const Mat& m, Dice&) {
    Mat to;
    const int length = std::max(3, m.cols / 90);
    cv::filter2D(m, to, -1, Mat(1, length, CV_32F, Scalar(1.0 / length)));
    return to;
  });
}

// ---- overlay ----

void write(Mat& on, const std::string& text, const Point& at, double height, const Scalar& ink, int face) {
  const double size = height / 22;
  cv::putText(on, text, at, face, size, ink, std::max(1, static_cast<int>(size * 2)), cv::LINE_AA);
}
Mat watermarked(const Mat& from, double strength, double height) {
  Mat text = from.clone();
  const int step = static_cast<int>(from.rows * height * 3);
  for (int y = step / 2; y < from.rows + step; y += step) {
    for (int x = -(y % (2 * step)); x < from.cols; x += step * 4) {
      write(text, "www.share.example", {x, y}, from.rows * height, {255, 255, 255}, cv::FONT_HERSHEY_DUPLEX);
    }
  }
  Mat to;
  cv::addWeighted(text, strength, from, 1 - strength, 0, to);
  return to;
}
void face(Mat& on, const Point& at, int radius) {
  cv::circle(on, at, radius, {255, 208, 60}, cv::FILLED, cv::LINE_AA);
  cv::circle(on, at - Point(radius / 3, radius / 4), radius / 7, {60, 40, 20}, cv::FILLED, cv::LINE_AA);
  cv::circle(on, at + Point(radius / 3, -radius / 4), radius / 7, {60, 40, 20}, cv::FILLED, cv::LINE_AA);
  cv::ellipse(on, at, {radius / 2, radius / 2}, 0, 20, 160, {60, 40, 20}, std::max(2, radius / 10),
              cv::LINE_AA);
}
Mat with_faces(const Mat& from, int count, double size, Dice& dice) {
  Mat to = from.clone();
  const int radius = static_cast<int>(size * std::min(from.cols, from.rows));
  for (int i = 0; i < count; ++i) {
    const int x = static_cast<int>(between(dice, 0.1, 0.9) * from.cols);
    const int y = static_cast<int>(between(dice, 0.1, 0.9) * from.rows);
    face(to, {x, y}, radius);
  }
  return to;
}
Mat with_box(const Mat& from, double share, bool mosaic, Dice& dice) {
  Mat to = from.clone();
  const int width = static_cast<int>(from.cols * std::sqrt(share)),
            height = static_cast<int>(from.rows * std::sqrt(share));
  const int x = static_cast<int>(between(dice, 0, 1) * (from.cols - width));
  const int y = static_cast<int>(between(dice, 0, 1) * (from.rows - height));
  Mat place = to(Rect(x, y, width, height));
  if (mosaic) {
    cv::resize(scaled(place, 0.05), place, place.size(), 0, 0, cv::INTER_NEAREST);
  } else {
    place.setTo(colour(dice));
  }
  return to;
}

void add_overlay(std::vector<Edit>& edits) {
  const auto add = [&](const char* name, auto apply) { edits.push_back({"overlay", name, apply}); };
  add("watermark faint", [](const Mat& m, Dice&) { return watermarked(m, 0.35, 0.06); });
  add("watermark strong", [](const Mat& m, Dice&) { return watermarked(m, 0.8, 0.05); });
  add("watermark huge", [](const Mat& m, Dice&) { return watermarked(m, 0.6, 0.14); });
  add("logo in a corner", [](const Mat& m, Dice&) {
    Mat to = m.clone();
    const int side = m.cols / 5;
    cv::rectangle(to, {m.cols - side, 0}, {m.cols, side / 2}, {200, 20, 40}, cv::FILLED);
    write(to, "NEWS", {m.cols - side + 6, side / 2 - 8}, side / 4.0, {255, 255, 255},
          cv::FONT_HERSHEY_TRIPLEX);
    return to;
  });
  add("face", [](const Mat& m, Dice& dice) { return with_faces(m, 1, 0.12, dice); });
  add("faces", [](const Mat& m, Dice& dice) { return with_faces(m, 3, 0.13, dice); });
  add("great face", [](const Mat& m, Dice& dice) { return with_faces(m, 1, 0.25, dice); });
  add("box 8%", [](const Mat& m, Dice& dice) { return with_box(m, 0.08, false, dice); });
  add("box 25%", [](const Mat& m, Dice& dice) { return with_box(m, 0.25, false, dice); });
  add("mosaic 15%", [](const Mat& m, Dice& dice) { return with_box(m, 0.15, true, dice); });
  add("subtitle", [](const Mat& m, Dice&) {
    Mat to = m.clone();
    write(to, "then we went down to the sea", {m.cols / 10, m.rows * 9 / 10}, m.rows * 0.05, {0, 0, 0},
          cv::FONT_HERSHEY_DUPLEX);
    write(to, "then we went down to the sea", {m.cols / 10 - 2, m.rows * 9 / 10 - 2}, m.rows * 0.05,
          {255, 240, 60}, cv::FONT_HERSHEY_DUPLEX);
    return to;
  });
  add("scribble", [](const Mat& m, Dice& dice) {
    Mat to = m.clone();
    Point at(m.cols / 2, m.rows / 2);
    for (int i = 0; i < 9; ++i) {
      const int x = static_cast<int>(between(dice, 0, 1) * m.cols),
                y = static_cast<int>(between(dice, 0, 1) * m.rows);
      cv::line(to, at, {x, y}, {230, 30, 30}, std::max(3, m.cols / 90), cv::LINE_AA);
      at = {x, y};
    }
    return to;
  });
}

// ---- frame ----

Mat padded(const Mat& from, int x, int y, const Scalar& shade) {
  Mat to;
  cv::copyMakeBorder(from, to, y, y, x, x, cv::BORDER_CONSTANT, shade);
  return to;
}
Mat captioned(const Mat& from, double share, bool both) {
  const int band = static_cast<int>(from.rows * share);
  Mat to;
  cv::copyMakeBorder(from, to, band, both ? band : 0, 0, 0, cv::BORDER_CONSTANT, Scalar(255, 255, 255));
  write(to, "WHEN YOU FINALLY SEE IT", {to.cols / 20, band * 3 / 5}, band * 0.3, {0, 0, 0},
        cv::FONT_HERSHEY_DUPLEX);
  if (both) {
    write(to, "and it sees you too", {to.cols / 8, to.rows - band / 3}, band * 0.3, {0, 0, 0},
          cv::FONT_HERSHEY_DUPLEX);
  }
  return to;
}
// A landscape picture filling the middle of an upright screen, its own blurred image behind.
Mat with_blurred_fill(const Mat& from) {
  const int width = from.cols, height = std::max(from.rows * 7 / 4, width);
  Mat to = blurred(resized(from, width, height), 0.03);
  from.copyTo(to(Rect(0, (height - from.rows) / 2, width, from.rows)));
  return to;
}
Mat screenshot(const Mat& from, bool dark) {
  const Mat picture = resized(from, 720, 720 * from.rows / from.cols);
  const Scalar back = dark ? Scalar(18, 18, 20) : Scalar(250, 250, 252),
               ink = dark ? Scalar(230, 230, 230) : Scalar(30, 30, 30);
  Mat to(std::max(1280, picture.rows + 420), 720, CV_8UC3, back);
  write(to, "9:41", {30, 44}, 26, ink, cv::FONT_HERSHEY_DUPLEX);
  cv::rectangle(to, {650, 22}, {694, 44}, ink, 2);
  cv::circle(to, {60, 130}, 34, {90, 140, 210}, cv::FILLED, cv::LINE_AA);
  write(to, "somebody_new", {110, 138}, 24, ink, cv::FONT_HERSHEY_SIMPLEX);
  picture.copyTo(to(Rect(0, 190, 720, picture.rows)));
  for (int i = 0; i < 3; ++i) cv::circle(to, {50 + 70 * i, 235 + picture.rows}, 20, ink, 3, cv::LINE_AA);
  write(to, "1,204 likes", {30, 300 + picture.rows}, 22, ink, cv::FONT_HERSHEY_DUPLEX);
  write(to, "view all comments", {30, 340 + picture.rows}, 20, ink, cv::FONT_HERSHEY_SIMPLEX);
  return to;
}

void add_frame(std::vector<Edit>& edits) {
  const auto add = [&](const char* name, auto apply) { edits.push_back({"frame", name, apply}); };
  for (const double share : {0.04, 0.12, 0.25}) {
    add("border", [=](const Mat& m, Dice& dice) {
      const int width = static_cast<int>(m.cols * share);
      return padded(m, width, width, share < 0.1 ? Scalar(255, 255, 255) : colour(dice));
    });
  }
  add("letterbox", [](const Mat& m, Dice&) { return padded(m, 0, m.rows / 6, {0, 0, 0}); });
  add("pillarbox", [](const Mat& m, Dice&) { return padded(m, m.cols / 4, 0, {0, 0, 0}); });
  add("caption above", [](const Mat& m, Dice&) { return captioned(m, 0.22, false); });
  add("captions", [](const Mat& m, Dice&) { return captioned(m, 0.18, true); });
  add("blurred fill", [](const Mat& m, Dice&) { return with_blurred_fill(m); });
  add("screenshot", [](const Mat& m, Dice&) { return screenshot(m, false); });
  add("dark screenshot", [](const Mat& m, Dice&) { return screenshot(m, true); });
  add("instant photo", [](const Mat& m, Dice&) {
    Mat to;
    cv::copyMakeBorder(m, to, m.rows / 20, m.rows / 4, m.cols / 20, m.cols / 20, cv::BORDER_CONSTANT,
                       Scalar(244, 240, 232));
    return to;
  });
}

// ---- dihedral, crop, geometry ----

void add_dihedral(std::vector<Edit>& edits) {
  const auto add = [&](const char* name, auto apply) { edits.push_back({"dihedral", name, apply}); };
  const auto flipped = [](int way) {
    return [way](const Mat& m, Dice&) {
      Mat to;
      cv::flip(m, to, way);
      return to;
    };
  };
  add("mirror", flipped(1));
  add("flip", flipped(0));
  for (const int turn : {cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180, cv::ROTATE_90_COUNTERCLOCKWISE}) {
    add("turn", [turn](const Mat& m, Dice&) {
      Mat to;
      cv::rotate(m, to, turn);
      return to;
    });
  }
  add("mirror, jpeg 40", [](const Mat& m, Dice&) {
    Mat to;
    cv::flip(m, to, 1);
    return jpeg(to, 40);
  });
}

Mat cropped(const Mat& from, double side, Dice& dice) {
  const int width = static_cast<int>(from.cols * side), height = static_cast<int>(from.rows * side);
  const int x = static_cast<int>(between(dice, 0, 1) * (from.cols - width));
  const int y = static_cast<int>(between(dice, 0, 1) * (from.rows - height));
  return from(Rect(x, y, width, height)).clone();
}

void add_crop(std::vector<Edit>& edits) {
  for (const double side : {0.93, 0.8, 0.68, 0.55, 0.42}) {
    edits.push_back({"crop", "to " + std::to_string(static_cast<int>(side * 100)) + "% of each side",
                     [=](const Mat& m, Dice& dice) { return cropped(m, side, dice); }});
  }
  edits.push_back({"crop", "square", [](const Mat& m, Dice&) {
                     const int side = std::min(m.cols, m.rows);
                     return m(Rect((m.cols - side) / 2, (m.rows - side) / 2, side, side)).clone();
                   }});
  edits.push_back({"crop", "a half", [](const Mat& m, Dice& dice) {
                     return m(Rect(dice() % 2 == 0 ? 0 : m.cols / 2, 0, m.cols / 2, m.rows)).clone();
                   }});
}

Mat turned(const Mat& from, double degrees, bool inside) {
  const cv::Point2f middle(static_cast<float>(from.cols) / 2, static_cast<float>(from.rows) / 2);
  Mat way = cv::getRotationMatrix2D(middle, degrees, 1), to;
  cv::warpAffine(from, to, way, from.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, Scalar(0, 0, 0));
  if (!inside) return to;
  const double keep = 1 - std::abs(degrees) / 60;
  const int width = static_cast<int>(from.cols * keep), height = static_cast<int>(from.rows * keep);
  return to(Rect((from.cols - width) / 2, (from.rows - height) / 2, width, height)).clone();
}
Mat slanted(const Mat& from, float by) {
  const float w = static_cast<float>(from.cols), h = static_cast<float>(from.rows);
  const cv::Point2f was[] = {{0, 0}, {w, 0}, {w, h}, {0, h}};
  const cv::Point2f is[] = {
      {w * by, h * by * 0.6F}, {w * (1 - by * 0.3F), 0}, {w, h}, {0, h * (1 - by * 0.5F)}};
  Mat to;
  cv::warpPerspective(from, to, cv::getPerspectiveTransform(was, is), from.size(), cv::INTER_LINEAR,
                      cv::BORDER_CONSTANT, Scalar(40, 40, 40));
  return to;
}

void add_geometry(std::vector<Edit>& edits) {
  const auto add = [&](const char* name, auto apply) { edits.push_back({"geometry", name, apply}); };
  add("stretch wide", [](const Mat& m, Dice&) { return resized(m, m.cols * 14 / 10, m.rows); });
  add("stretch high", [](const Mat& m, Dice&) { return resized(m, m.cols * 7 / 10, m.rows); });
  for (const double degrees : {2.5, -6.0, 12.0, 27.0}) {
    add("rotate", [=](const Mat& m, Dice&) { return turned(m, degrees, false); });
  }
  for (const double degrees : {4.0, -9.0}) {
    add("rotate, cut", [=](const Mat& m, Dice&) { return turned(m, degrees, true); });
  }
  add("perspective 8%", [](const Mat& m, Dice&) { return slanted(m, 0.08F); });
  add("perspective 16%", [](const Mat& m, Dice&) { return slanted(m, 0.16F); });
  add("shear", [](const Mat& m, Dice&) {
    const Mat way = (cv::Mat_<double>(2, 3) << 1, 0.15, 0, 0, 1, 0);
    Mat to;
    cv::warpAffine(m, to, way, {static_cast<int>(m.cols + 0.15 * m.rows), m.rows});
    return to;
  });
}

// ---- composite, combo ----

const Mat& host(const std::vector<Mat>& hosts, Dice& dice) {
  return hosts[dice() % hosts.size()];
}
Mat inset(const Mat& from, const Mat& around, double share, Dice& dice) {
  Mat to = resized(around, 1000, 1000 * around.rows / around.cols);
  const double fit = std::min(share * to.cols / from.cols, 0.95 * to.rows / from.rows);
  const Mat small = scaled(from, fit);
  const int x = static_cast<int>(between(dice, 0, 1) * (to.cols - small.cols));
  const int y = static_cast<int>(between(dice, 0, 1) * (to.rows - small.rows));
  small.copyTo(to(Rect(x, y, small.cols, small.rows)));
  return to;
}
Mat grid(const Mat& from, const std::vector<Mat>& hosts, int columns, int rows, Dice& dice) {
  const int width = 960 / columns, height = width * from.rows / from.cols;
  Mat to(height * rows, width * columns, CV_8UC3);
  const int mine = static_cast<int>(dice() % static_cast<unsigned>(columns * rows));
  for (int i = 0; i < columns * rows; ++i) {
    const Mat& picture = i == mine ? from : host(hosts, dice);
    resized(picture, width, height)
        .copyTo(to(Rect(i % columns * width, i / columns * height, width, height)));
  }
  return to;
}

void add_composite(std::vector<Edit>& edits, const std::vector<Mat>& hosts) {
  const auto add = [&](const char* name, auto apply) { edits.push_back({"composite", name, apply}); };
  for (const double share : {0.3, 0.42, 0.6, 0.75}) {
    add("picture in picture",
        [=, &hosts](const Mat& m, Dice& dice) { return inset(m, host(hosts, dice), share, dice); });
  }
  add("side by side", [&hosts](const Mat& m, Dice& dice) { return grid(m, hosts, 2, 1, dice); });
  add("one above the other", [&hosts](const Mat& m, Dice& dice) { return grid(m, hosts, 1, 2, dice); });
  add("two by two", [&hosts](const Mat& m, Dice& dice) { return grid(m, hosts, 2, 2, dice); });
  add("three by three", [&hosts](const Mat& m, Dice& dice) { return grid(m, hosts, 3, 3, dice); });
  add("shining through", [&hosts](const Mat& m, Dice& dice) {
    Mat to;
    cv::addWeighted(m, 0.7, resized(host(hosts, dice), m.cols, m.rows), 0.3, 0, to);
    return to;
  });
}

Mat several(const Mat& from, const std::vector<Edit>& edits, int count, Dice& dice) {
  Mat to = from;
  std::string last;
  for (int i = 0; i < count;) {
    const Edit& edit = edits[dice() % edits.size()];
    if (edit.family == last || edit.name == "negative" || edit.name == "pixelate") continue;
    last = edit.family;
    to = edit.apply(to, dice);
    if (std::max(to.cols, to.rows) > 1400) to = shrunk(to, 1400);
    ++i;
  }
  return to;
}

}  // namespace

std::vector<Edit> all_edits(const std::vector<Mat>& hosts) {
  std::vector<Edit> edits{{"identity", "none", [](const Mat& m, Dice&) { return m.clone(); }}};
  add_codec(edits);
  add_photometric(edits);
  add_degrade(edits);
  add_overlay(edits);
  add_dihedral(edits);
  add_frame(edits);
  add_crop(edits);
  add_geometry(edits);
  add_composite(edits, hosts);
  std::vector<Edit> single(edits.begin() + 1, edits.end());
  for (const int count : {2, 3, 4}) {
    edits.push_back({"combo", "of " + std::to_string(count),
                     [=](const Mat& m, Dice& dice) { return several(m, single, count, dice); }});
  }
  return edits;
}

const std::vector<std::string>& families() {
  static const std::vector<std::string> all{"identity", "codec",     "photometric", "degrade",
                                            "overlay",  "dihedral",  "frame",       "crop",
                                            "geometry", "composite", "combo"};
  return all;
}

}  // namespace jium::bench
