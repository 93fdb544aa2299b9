// Drawn films for tests: hashes that wander as those of real frames do, without any picture behind them. A
// film is a row of scenes; within a scene neighbouring frames differ by a few bits, scenes have nothing in
// common.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "jium/match/sound_print.h"
#include "jium/match/video_frames.h"

namespace jium::match::drawn {

using Random = std::mt19937_64;
inline constexpr double kGrid = 8;  // moments a second

inline Bits256 any_bits(Random& random) {
  return {random(), random(), random(), random()};
}

// `count` different bits turned.
inline Bits256 noisy(Bits256 bits, int count, Random& random) {
  Bits256 turned{};
  for (int done = 0; done < count;) {
    const auto bit = static_cast<std::size_t>(random() % 256);
    const std::uint64_t mask = std::uint64_t{1} << (bit % 64);
    if ((turned[bit / 64] & mask) != 0) continue;
    turned[bit / 64] |= mask;
    bits[bit / 64] ^= mask;
    ++done;
  }
  return bits;
}

struct Film {
  std::vector<Bits256> moments;  // kGrid a second
  [[nodiscard]] double seconds() const { return static_cast<double>(moments.size()) / kGrid; }
  [[nodiscard]] const Bits256& at(double second) const {
    const auto i = static_cast<std::ptrdiff_t>(std::lround(second * kGrid));
    return moments[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, std::ssize(moments) - 1))];
  }
};

// Scenes of 2 to 7 seconds; a frame an eighth of a second later differs by up to `most_moved` bits.
inline Film film(std::uint64_t seed, double seconds, int most_moved = 5) {
  Random random(seed);
  Film film;
  const auto moments = static_cast<std::size_t>(seconds * kGrid);
  std::size_t scene_end = 0;
  Bits256 bits{};
  while (film.moments.size() < moments) {
    if (film.moments.size() >= scene_end) {
      bits = any_bits(random);
      scene_end = film.moments.size() + 16 + random() % 40;
    }
    bits = noisy(bits, static_cast<int>(random() % static_cast<std::uint64_t>(most_moved + 1)), random);
    film.moments.push_back(bits);
  }
  return film;
}

// A fixed camera: one picture, of which every frame differs by `low` to `high` bits on its own, slowly
// changing.
inline Film camera(const Bits256& place, std::uint64_t seed, double seconds, int low, int high) {
  Random random(seed);
  Film film;
  Bits256 now = place;
  const auto moments = static_cast<std::size_t>(seconds * kGrid);
  while (film.moments.size() < moments) {
    if (film.moments.size() % 12 == 0)
      now =
          noisy(place, low + static_cast<int>(random() % static_cast<std::uint64_t>(high - low + 1)), random);
    film.moments.push_back(noisy(now, static_cast<int>(random() % 3), random));
  }
  return film;
}

struct Edit {
  double from = 0;  // of the film, seconds
  double to = 1e9;
  double speed = 1;    // film seconds in a second of the copy; below 0 backwards
  int noise = 0;       // bits turned in every frame
  double dropped = 0;  // share of the frames that is missing
  std::uint8_t form = 0;
  VideoView view = VideoView::whole;
};

inline void append(std::vector<VideoFrame>& frames, const Film& film, const Edit& edit, double per_second,
                   std::uint64_t seed = 1) {
  Random random(seed * 977 + 5);
  const double start = frames.empty() ? 0 : frames.back().seconds + 1 / per_second;
  const double to = std::min(edit.to, film.seconds());
  const double length = (to - edit.from) / std::abs(edit.speed);
  for (int i = 0; i / per_second < length - 1e-9; ++i) {
    const double copied = i / per_second;
    const double source = edit.speed > 0 ? edit.from + copied * edit.speed : to + copied * edit.speed;
    if (std::uniform_real_distribution<>(0, 1)(random) < edit.dropped) continue;
    VideoFrame frame;
    frame.seconds = start + copied;
    frame.quality = 90;
    frame.standard = std::abs(frame.seconds - std::round(frame.seconds)) < 1e-6;
    frame.hashes.push_back({edit.view, edit.form, noisy(film.at(source), edit.noise, random)});
    frames.push_back(std::move(frame));
  }
}

inline std::vector<VideoFrame> frames_of(const Film& film, const Edit& edit = {}, double per_second = 2,
                                         std::uint64_t seed = 1) {
  std::vector<VideoFrame> frames;
  append(frames, film, edit, per_second, seed);
  return frames;
}

inline constexpr double kItemsPerSecond = 8;

// Sound whose items wander by a few bits.
inline SoundPrint sound(std::uint64_t seed, double seconds) {
  Random random(seed * 31 + 7);
  SoundPrint print;
  print.items_per_second = kItemsPerSecond;
  auto item = static_cast<std::uint32_t>(random());
  for (int i = 0; i < static_cast<int>(seconds * kItemsPerSecond); ++i) {
    for (int flip = 0; flip < 6; ++flip) item ^= 1U << (random() % 32);
    print.items.push_back(item);
    print.usable.push_back(true);
  }
  return print;
}

inline SoundPrint part(const SoundPrint& whole, double from, double to, int noise = 0,
                       std::uint64_t seed = 1) {
  Random random(seed * 13 + 3);
  SoundPrint print;
  print.items_per_second = whole.items_per_second;
  const auto first = static_cast<std::size_t>(from * kItemsPerSecond);
  const auto last = std::min(whole.items.size(), static_cast<std::size_t>(to * kItemsPerSecond));
  for (std::size_t i = first; i < last; ++i) {
    std::uint32_t item = whole.items[i];
    for (int flip = 0; flip < noise; ++flip) item ^= 1U << (random() % 32);
    print.items.push_back(item);
    print.usable.push_back(whole.usable[i]);
  }
  return print;
}

inline void append(SoundPrint& print, const SoundPrint& more) {
  print.items_per_second = more.items_per_second;
  print.items.insert(print.items.end(), more.items.begin(), more.items.end());
  print.usable.insert(print.usable.end(), more.usable.begin(), more.usable.end());
}

}  // namespace jium::match::drawn
