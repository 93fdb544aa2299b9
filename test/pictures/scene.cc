// Landscapes out of numbers. Everything is laid out in a unit square, so that one seed gives the same scene
// at every size; no sine or cosine is used, so that every C library draws the same pixels, and no call has
// two throws of the dice among its arguments, whose order each compiler chooses for itself.
#include <algorithm>
#include <array>
#include <cmath>

#include "pictures/pictures.h"

namespace jium::pictures {
namespace {

struct Colour {
  double red = 0;
  double green = 0;
  double blue = 0;
};

// SplitMix64 (Steele, Lea, Flood, 2014). The seed is spread by another constant than the one it steps by:
// by the same one, a seed's throws would be those of the seed before, one later, and the scenes alike.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_(seed * 0xD1342543DE82EF95ULL + 1) {}

  double unit() { return static_cast<double>(next() >> 11) / 9007199254740992.0; }
  double between(double low, double high) { return low + (high - low) * unit(); }
  int whole(int low, int high) {
    return low + static_cast<int>(next() % static_cast<unsigned>(high - low + 1));
  }
  Colour colour(double low, double high) {
    return {between(low, high), between(low, high), between(low, high)};
  }

 private:
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

// Paints shapes given in the unit square onto a canvas.
class Brush {
 public:
  Brush(int width, int height) : canvas_{width, height, {}} {
    canvas_.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  }

  // `inside(x, y)` says how much of the colour a pixel takes, 0..1.
  template <class Inside>
  void paint(const Colour& colour, double left, double top, double right, double bottom, Inside inside) {
    const int x_end = std::clamp(static_cast<int>(std::ceil(right * canvas_.width)), 0, canvas_.width);
    const int y_end = std::clamp(static_cast<int>(std::ceil(bottom * canvas_.height)), 0, canvas_.height);
    for (int y = std::max(0, static_cast<int>(top * canvas_.height)); y < y_end; ++y) {
      for (int x = std::max(0, static_cast<int>(left * canvas_.width)); x < x_end; ++x) {
        blend(x, y, colour, inside((x + 0.5) / canvas_.width, (y + 0.5) / canvas_.height));
      }
    }
  }

  void ellipse(const Colour& colour, double x0, double y0, double rx, double ry, double strength = 1) {
    paint(colour, x0 - rx, y0 - ry, x0 + rx, y0 + ry, [=](double x, double y) {
      const double dx = (x - x0) / rx;
      const double dy = (y - y0) / ry;
      return dx * dx + dy * dy <= 1 ? strength : 0.0;
    });
  }

  void box(const Colour& colour, double left, double top, double right, double bottom) {
    paint(colour, left, top, right, bottom,
          [=](double x, double y) { return x >= left && x < right && y >= top && y < bottom ? 1.0 : 0.0; });
  }

  void gable(const Colour& colour, double left, double top, double right, double bottom) {
    const double middle = (left + right) / 2;
    paint(colour, left, top, right, bottom, [=](double x, double y) {
      const double half = (right - left) / 2 * (y - top) / (bottom - top);
      return y >= top && y < bottom && std::abs(x - middle) <= half ? 1.0 : 0.0;
    });
  }

  Canvas take() { return std::move(canvas_); }

 private:
  void blend(int x, int y, const Colour& colour, double part) {
    if (part <= 0) return;
    std::uint8_t* pixel =
        &canvas_.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(canvas_.width) +
                      static_cast<std::size_t>(x)) *
                     3];
    const std::array<double, 3> goal{colour.red, colour.green, colour.blue};
    for (std::size_t i = 0; i < 3; ++i) {
      const double mixed = pixel[i] + (goal[i] - pixel[i]) * part;
      pixel[i] = static_cast<std::uint8_t>(std::clamp(mixed + 0.5, 0.0, 255.0));
    }
  }

  Canvas canvas_;
};

// A skyline: random heights joined by smooth steps, fine detail over coarse.
class Ridge {
 public:
  Ridge(Dice& dice, double base, double swing) : base_(base), swing_(swing) {
    for (double& knot : coarse_) knot = dice.between(-1, 1);
    for (double& knot : fine_) knot = dice.between(-1, 1);
  }
  [[nodiscard]] double at(double x) const {
    return base_ + swing_ * (0.75 * wave(coarse_, x) + 0.25 * wave(fine_, x));
  }

 private:
  template <std::size_t N>
  static double wave(const std::array<double, N>& knots, double x) {
    const double place = std::clamp(x, 0.0, 1.0) * (N - 1);
    const auto left = std::min(static_cast<std::size_t>(place), N - 2);
    const double part = place - static_cast<double>(left);
    const double smooth = part * part * (3 - 2 * part);
    return knots[left] + (knots[left + 1] - knots[left]) * smooth;
  }
  double base_;
  double swing_;
  std::array<double, 5> coarse_{};
  std::array<double, 17> fine_{};
};

void draw_sky(Brush& brush, Dice& dice) {
  const Colour high = dice.colour(20, 235);
  const Colour low = dice.colour(90, 250);
  brush.paint(high, 0, 0, 1, 1, [](double, double) { return 1.0; });
  const double slope = dice.between(-0.6, 0.6);
  brush.paint(low, 0, 0, 1, 1,
              [=](double x, double y) { return std::clamp(y * 1.4 + slope * (x - 0.5), 0.0, 1.0); });
  const double sun_x = dice.between(0.1, 0.9);
  const double sun_y = dice.between(0.08, 0.35);
  const double radius = dice.between(0.04, 0.11);
  brush.ellipse({255, 244, 214}, sun_x, sun_y, radius * 1.6, radius * 2.1, 0.35);
  brush.ellipse({255, 238, 150}, sun_x, sun_y, radius, radius * 4 / 3);
  for (int cloud = dice.whole(2, 5); cloud > 0; --cloud) {
    const double x = dice.unit();
    const double y = dice.between(0.04, 0.4);
    const Colour shade = dice.unit() < 0.5 ? Colour{250, 250, 252} : Colour{70, 76, 92};
    for (int puff = 0; puff < 4; ++puff) {
      const double tall = dice.between(0.02, 0.06);
      const double wide = dice.between(0.04, 0.09);
      const double rise = dice.between(-0.02, 0.02);
      brush.ellipse(shade, x + 0.05 * puff, y + rise, wide, tall, 0.85);
    }
  }
}

void draw_hill(Brush& brush, const Ridge& ridge, const Colour& colour) {
  brush.paint(colour, 0, 0, 1, 1, [&](double x, double y) { return y >= ridge.at(x) ? 1.0 : 0.0; });
}

void draw_house(Brush& brush, Dice& dice, double x, double ground) {
  const double width = dice.between(0.06, 0.17);
  const double height = dice.between(0.08, 0.24);
  const double top = ground - height;
  brush.box(dice.colour(20, 250), x, top, x + width, ground + 0.01);
  brush.gable(dice.colour(10, 200), x - 0.015, top - height * 0.6, x + width + 0.015, top);
  const Colour glass = dice.unit() < 0.5 ? Colour{255, 230, 140} : Colour{25, 35, 55};
  for (const double place : {0.15, 0.6}) {
    brush.box(glass, x + width * place, top + height * 0.2, x + width * (place + 0.25), top + height * 0.5);
  }
  brush.box(dice.colour(20, 120), x + width * 0.4, ground - height * 0.35, x + width * 0.6, ground + 0.01);
}

void draw_tree(Brush& brush, Dice& dice, double x, double ground) {
  const double size = dice.between(0.05, 0.13);
  brush.box({84, 58, 38}, x - 0.008, ground - size, x + 0.008, ground + 0.01);
  const Colour leaves{dice.between(10, 90), dice.between(60, 150), dice.between(20, 80)};
  brush.ellipse(leaves, x, ground - size * 1.3, size * 0.55, size * 0.9);
}

}  // namespace

Canvas draw_scene(std::uint32_t seed, int width, int height) {
  Dice dice(seed);
  Brush brush(width, height);
  draw_sky(brush, dice);
  const double horizon = dice.between(0.35, 0.65);
  const Colour far = dice.colour(40, 210);
  draw_hill(brush, Ridge(dice, horizon, 0.18), far);
  const Colour near = dice.colour(20, 190);
  draw_hill(brush, Ridge(dice, horizon + 0.12, 0.16), near);
  const Ridge front(dice, horizon + 0.25, 0.1);
  draw_hill(brush, front, {dice.between(20, 150), dice.between(70, 190), dice.between(20, 110)});
  for (int house = dice.whole(4, 7); house > 0; --house) {
    const double x = dice.between(-0.03, 0.92);
    draw_house(brush, dice, x, front.at(x + 0.05) + dice.between(0.02, 0.2));
  }
  for (int tree = dice.whole(5, 10); tree > 0; --tree) {
    const double x = dice.unit();
    draw_tree(brush, dice, x, front.at(x) + dice.between(0.02, 0.25));
  }
  return brush.take();
}

}  // namespace jium::pictures
