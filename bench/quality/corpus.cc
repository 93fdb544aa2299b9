#include "quality/corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <opencv2/imgproc.hpp>
#include <random>

#include "jium/fingerprint/pdq.h"
#include "pictures/pictures.h"

namespace jium::bench {
namespace {

namespace fs = std::filesystem;

struct Shelf {
  const char* package;
  const char* folder;
  const char* only;  // part of the path that a file must have; "" for all
  Half half;
};

// Their licences are free ones: GPL and LGPL, CC-BY and CC-BY-SA, BSD; each package's copyright file has the
// words. What is not installed is left out, and the page says what was there.
constexpr Shelf kShelves[] = {
    {"mate-backgrounds", "usr/share/backgrounds/mate", "", Half::calibration},
    {"plasma-workspace-wallpapers", "usr/share/wallpapers", "contents/images/", Half::calibration},
    {"lomiri-wallpapers-20.04", "usr/share/backgrounds", "_by_", Half::calibration},
    {"gnome-backgrounds", "usr/share/backgrounds/gnome", "-l.", Half::calibration},
    {"opencv-doc", "usr/share/doc/opencv-doc/examples/data", "", Half::calibration},
    {"wesnoth-1.16-httt", "usr/share/games/wesnoth/1.16/data/campaigns", "/story/", Half::calibration},
    {"stellarium-data", "usr/share/stellarium/skycultures/arabic_al-sufi", "", Half::calibration},
    {"stellarium-data", "usr/share/stellarium/skycultures/babylonian_mulapin", "", Half::calibration},
    {"ukui-wallpapers", "usr/share/backgrounds", "", Half::report},
    {"lomiri-wallpapers-16.04", "usr/share/backgrounds", "_by_", Half::report},
    {"lxqt-themes", "usr/share/lxqt/wallpapers", "", Half::report},
    {"python3-skimage", "usr/lib/python3/dist-packages/skimage/data", "", Half::report},
    {"palapeli-data", "usr/share/palapeli/collection", "", Half::report},
    {"hugin-data", "usr/share/hugin/xrc/data/help_en_EN", ".jpg", Half::report},
    {"stellarium-data", "usr/share/stellarium/skycultures/greek_leidenAratea", "", Half::report},
    {"stellarium-data", "usr/share/stellarium/skycultures/greek_farnese", "", Half::report},
};

// Other views of a scene that is already there (stereo pairs, parts of a series, previews): neither a copy
// nor not.
// "aratea_small" are the plates of that package once more, uncut.
constexpr const char* kLeftOut[] = {
    "screenshot",  "left0",    "left1",        "right",        "aloeR",       "aloeGT",
    "leuvenB",     "graf3",    "rubberwhale2", "box_in_scene", "basketball2", "ela_modified",
    "aero3",       "Suzanne2", "templ",        "tmpl",         "mask",        "motorcycle_right",
    "imageText",   "text_",    "_2x",          "AliasingPS",   "detect_blob", "images_dark",
    "opencv-logo", "fluent",   "Sufi_FishA",   "ben_",         "Ben_",        "Medinet",
    "aratea_small"};

fs::path root() {
  const char* from = std::getenv("JIUM_PICTURE_ROOT");
  return from == nullptr ? "/" : from;
}

bool is_picture(const fs::path& file) {
  const std::string end = file.extension().string();
  return end == ".jpg" || end == ".jpeg" || end == ".png" || end == ".webp";
}

std::vector<fs::path> files_of(const Shelf& shelf) {
  std::vector<fs::path> files;
  // Unpacked packages lie beside each other, installed ones in each other.
  for (const fs::path& base : {root() / shelf.package, root()}) {
    const fs::path folder = base / shelf.folder;
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
      const std::string path = entry.path().string();
      if (!entry.is_regular_file() || !is_picture(entry.path()) || entry.file_size() < 12'000) continue;
      if (path.find(shelf.only) == std::string::npos) continue;
      const bool left_out = std::any_of(std::begin(kLeftOut), std::end(kLeftOut), [&](const char* word) {
        return path.find(word) != std::string::npos;
      });
      if (!left_out) files.push_back(entry.path());
    }
    break;
  }
  std::sort(files.begin(), files.end());
  return files;
}

cv::Mat read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const Bytes bytes{std::istreambuf_iterator<char>(in), {}};
  const auto picture = media::decode_picture(bytes);
  return picture ? shrunk(mat_of(*picture), kSourceSide) : cv::Mat();
}

cv::Mat mat_of(const pictures::Canvas& canvas) {
  cv::Mat rgb(canvas.height, canvas.width, CV_8UC3);
  std::copy(canvas.rgb.begin(), canvas.rgb.end(), rgb.data);
  return rgb;
}

int apart(const std::array<std::uint8_t, 32>& a, const std::array<std::uint8_t, 32>& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.size(); ++i) bits += std::popcount(static_cast<unsigned>(a[i] ^ b[i]));
  return bits;
}

// Files that packages hold twice, in other sizes or turned.
class SeenBefore {
 public:
  bool operator()(const cv::Mat& rgb) {
    const fingerprint::PdqForms pdq = fingerprint::pdq_forms_of(view_of(rgb));
    if (pdq.quality < fingerprint::kQualityFloor) return true;  // nothing to see: nobody can know it again
    for (const auto& value : values_) {
      for (const auto& form : pdq.forms) {
        if (apart(form, value) <= 64) return true;
      }
    }
    values_.push_back(pdq.forms[0]);
    return false;
  }

 private:
  std::vector<std::array<std::uint8_t, 32>> values_;
};

std::map<std::string, int>& used(Half half) {
  static std::map<std::string, int> calibration, report;
  return half == Half::calibration ? calibration : report;
}

// ---- drawn ----

const char* const kWords[] = {"the",   "river",  "north", "of",     "winter", "seven",  "report",
                              "table", "market", "and",   "line",   "water",  "school", "open",
                              "from",  "garden", "price", "letter", "is",     "number"};

std::string words(std::mt19937& dice, int count) {
  std::string line;
  for (int i = 0; i < count; ++i) line += std::string(kWords[dice() % std::size(kWords)]) + " ";
  return line;
}

cv::Scalar ink(std::mt19937& dice) {
  return {static_cast<double>(dice() % 90), static_cast<double>(dice() % 90),
          static_cast<double>(dice() % 90)};
}

cv::Mat page_of_text(std::mt19937& dice) {
  cv::Mat page(900, 680, CV_8UC3, cv::Scalar(250, 250, 246));
  const double size = 0.45 + 0.1 * static_cast<double>(dice() % 4);
  const int step = static_cast<int>(42 * size) + 8;
  cv::putText(page, words(dice, 3), {60, 90}, cv::FONT_HERSHEY_DUPLEX, 1.1, {20, 20, 20}, 2, cv::LINE_AA);
  for (int y = 140; y < 850; y += step) {
    if (dice() % 9 != 0) {
      cv::putText(page, words(dice, 9), {60, y}, cv::FONT_HERSHEY_SIMPLEX, size, {25, 25, 25}, 1,
                  cv::LINE_AA);
    }
  }
  cv::rectangle(page, {0, 0}, {59, 899}, {250, 250, 246}, cv::FILLED);
  cv::rectangle(page, {630, 0}, {679, 899}, {250, 250, 246}, cv::FILLED);
  return page;
}

// One application, another conversation each time.
cv::Mat screen(std::mt19937& dice) {
  cv::Mat page(900, 460, CV_8UC3, cv::Scalar(236, 240, 244));
  cv::rectangle(page, {0, 0}, {459, 70}, {32, 96, 160}, cv::FILLED);
  cv::putText(page, "Messages", {64, 46}, cv::FONT_HERSHEY_DUPLEX, 0.9, {255, 255, 255}, 1, cv::LINE_AA);
  cv::circle(page, {32, 36}, 14, {255, 255, 255}, 2, cv::LINE_AA);
  cv::putText(page, "12:4" + std::to_string(dice() % 10), {390, 20}, cv::FONT_HERSHEY_SIMPLEX, 0.45,
              {255, 255, 255});
  for (int y = 90; y < 800;) {
    const bool mine = dice() % 2 == 0;
    const int height = 36 + static_cast<int>(dice() % 3) * 22;
    const int width = 160 + static_cast<int>(dice() % 150);
    const int left = mine ? 450 - width : 10;
    cv::rectangle(page, {left, y}, {left + width, y + height},
                  mine ? cv::Scalar(190, 225, 190) : cv::Scalar(255, 255, 255), cv::FILLED);
    for (int line = y + 24; line < y + height; line += 22) {
      cv::putText(page, words(dice, width / 70), {left + 10, line}, cv::FONT_HERSHEY_SIMPLEX, 0.5,
                  {30, 30, 30}, 1, cv::LINE_AA);
    }
    y += height + 14;
  }
  cv::rectangle(page, {0, 840}, {459, 899}, {250, 250, 250}, cv::FILLED);
  cv::putText(page, "Type a message", {20, 876}, cv::FONT_HERSHEY_SIMPLEX, 0.6, {140, 140, 140}, 1,
              cv::LINE_AA);
  return page;
}

cv::Mat chart(std::mt19937& dice) {
  cv::Mat page(560, 800, CV_8UC3, cv::Scalar(255, 255, 255));
  cv::putText(page, "Sales by quarter", {240, 50}, cv::FONT_HERSHEY_DUPLEX, 0.9, {40, 40, 40}, 1,
              cv::LINE_AA);
  for (int y = 100; y <= 480; y += 76) {
    cv::line(page, {80, y}, {760, y}, {210, 210, 210});
    cv::putText(page, std::to_string((480 - y) / 4), {30, y + 6}, cv::FONT_HERSHEY_SIMPLEX, 0.5,
                {60, 60, 60});
  }
  for (int bar = 0; bar < 8; ++bar) {
    const int height = 40 + static_cast<int>(dice() % 320);
    cv::rectangle(page, {100 + bar * 82, 480 - height}, {150 + bar * 82, 480}, {60, 120, 200}, cv::FILLED);
    cv::putText(page, "Q" + std::to_string(bar + 1), {108 + bar * 82, 506}, cv::FONT_HERSHEY_SIMPLEX, 0.6,
                ink(dice));
  }
  return page;
}

// A plate of a book: the same border and title, another drawing inside.
cv::Mat plate(std::mt19937& dice) {
  cv::Mat page(840, 640, CV_8UC3, cv::Scalar(222, 205, 170));
  for (int i = 0; i < 3; ++i)
    cv::rectangle(page, {40 + i * 10, 60 + i * 10}, {600 - i * 10, 740 - i * 10}, {90, 60, 30}, 2);
  cv::putText(page, "ATLAS OF PLANTS", {150, 45}, cv::FONT_HERSHEY_TRIPLEX, 0.9, {70, 45, 25}, 1,
              cv::LINE_AA);
  cv::putText(page, "Plate " + std::to_string(dice() % 90), {270, 790}, cv::FONT_HERSHEY_TRIPLEX, 0.8,
              {70, 45, 25}, 1, cv::LINE_AA);
  cv::Point at(320, 700);
  for (int leaf = 0; leaf < 14; ++leaf) {
    const cv::Point next(std::clamp(at.x + static_cast<int>(dice() % 161) - 80, 110, 530), at.y - 38);
    cv::line(page, at, next, {40, 90, 40}, 3, cv::LINE_AA);
    cv::ellipse(page, next, {20 + static_cast<int>(dice() % 40), 8 + static_cast<int>(dice() % 18)},
                static_cast<double>(dice() % 180), 0, 360, {60.0 + dice() % 90, 110.0 + dice() % 80, 60},
                cv::FILLED, cv::LINE_AA);
    at = next;
  }
  return page;
}

}  // namespace

media::PixelView view_of(const cv::Mat& rgb) {
  return {rgb.data, rgb.cols, rgb.rows};
}

cv::Mat mat_of(const media::Picture& picture) {
  cv::Mat rgb(picture.height, picture.width, CV_8UC3);
  std::copy(picture.rgb.begin(), picture.rgb.end(), rgb.data);
  return rgb;
}

cv::Mat shrunk(const cv::Mat& rgb, int longest_side) {
  const double scale = static_cast<double>(longest_side) / std::max(rgb.cols, rgb.rows);
  if (scale >= 1) return rgb.clone();
  cv::Mat small;
  cv::resize(rgb, small, {}, scale, scale, cv::INTER_AREA);
  return small;
}

std::vector<Source> sources(Half half, std::size_t most_found, std::size_t drawn) {
  std::vector<std::pair<const Shelf*, fs::path>> files;
  for (const Shelf& shelf : kShelves) {
    if (shelf.half != half) continue;
    for (const fs::path& file : files_of(shelf)) files.emplace_back(&shelf, file);
  }
  std::mt19937 dice(half == Half::calibration ? 11 : 23);
  std::shuffle(files.begin(), files.end(), dice);
  std::vector<Source> all;
  SeenBefore seen_before;
  used(half).clear();
  for (const auto& [shelf, file] : files) {
    if (all.size() >= most_found) break;
    cv::Mat rgb = read(file);
    if (rgb.empty() || std::min(rgb.cols, rgb.rows) < 150 || seen_before(rgb)) continue;
    ++used(half)[shelf->package];
    all.push_back({fmt::format("{}/{}", shelf->package, file.filename().string()), rgb});
  }
  for (std::size_t i = 0; i < drawn; ++i) {
    const auto seed = static_cast<std::uint32_t>(2 * i + 1000 + (half == Half::report ? 1 : 0));
    all.push_back({fmt::format("scene {}", seed), mat_of(pictures::draw_scene(seed, 800, 600))});
  }
  std::shuffle(all.begin(), all.end(), dice);
  return all;
}

std::vector<Source> lookalikes(Half half, std::size_t each) {
  std::mt19937 dice(half == Half::calibration ? 5 : 6);
  std::vector<Source> all;
  for (std::size_t i = 0; i < each; ++i) {
    all.push_back({fmt::format("page of text {}", i), page_of_text(dice)});
    all.push_back({fmt::format("screen {}", i), screen(dice)});
    all.push_back({fmt::format("chart {}", i), chart(dice)});
    all.push_back({fmt::format("plate {}", i), plate(dice)});
  }
  return all;
}

std::vector<std::string> packages_used(Half half) {
  std::vector<std::string> lines;
  for (const auto& [package, count] : used(half)) lines.push_back(fmt::format("{} ({})", package, count));
  return lines;
}

}  // namespace jium::bench
