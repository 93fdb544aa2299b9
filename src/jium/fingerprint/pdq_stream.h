// PDQ's four passes over a picture in one: rows, columns, rows, columns, without ever holding a plane of
// floats. A file that compiles a kernel brings the lanes (a vector of floats, see pdq_kernel_plain.cc) and
// names its processor in JIUM_PDQ_TARGET.
//
// Tiles of kCount x kCount values go through, from left to right, and the next rows after that. A box filter
// is a chain: sum + value that enters, - value that leaves, / count; every chain does its operations in the
// order of the published program, and only chains that know nothing of each other lie side by side in one
// vector. Rows are filtered with a row in each lane, columns with a column in each lane; between the two a
// tile is transposed. A chain's result lags its input by `lead`; nobody moves values back into place, the
// places are counted instead. The second pass over the columns is done for the 64 sampled columns only.
//
// Held at a time: a window of rows of the first pass (width x (height / 128 + 16) floats), a window of
// columns, and 64 values a row of a window.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "jium/fingerprint/pdq_kernel.h"

#ifndef JIUM_PDQ_TARGET
#define JIUM_PDQ_TARGET
#endif
#define JIUM_PDQ_INLINE __attribute__((always_inline)) JIUM_PDQ_TARGET

namespace jium::fingerprint::pdq {

// One direction of filtering, in steps: step i takes value i in (below `length`), lets value i - window go
// (from `window` on) and then has the sum of output i - lead.
struct Steps {
  explicit Steps(std::size_t values)
      : length(static_cast<std::ptrdiff_t>(values)),
        window(static_cast<std::ptrdiff_t>(window_of(values))),
        lead((window + 2) / 2 - 1),
        factor(1.0F / static_cast<float>(window)) {}

  std::ptrdiff_t length;
  std::ptrdiff_t window;
  std::ptrdiff_t lead;
  float factor;  // 1 / window, rounded

  // All of these steps take one value in and let one go.
  [[nodiscard]] bool steady(std::ptrdiff_t first, std::ptrdiff_t steps) const {
    return first >= window && first + steps <= length;
  }
  // How many values the sum holds after step i, which is not before the first.
  [[nodiscard]] float count_after(std::ptrdiff_t i) const {
    const std::ptrdiff_t gone = std::max<std::ptrdiff_t>(i - window + 1, 0);
    return static_cast<float>(std::max<std::ptrdiff_t>(std::min(i + 1, length) - gone, 1));
  }
};

// Floats where vectors may be read and written without crossing a cache line.
class AlignedFloats {
 public:
  explicit AlignedFloats(std::size_t count) : lines_(count / kLine + 1) {}
  float* at(std::size_t i) { return lines_.front().values.data() + i; }

 private:
  static constexpr std::size_t kLine = 16;
  struct alignas(64) Line {
    std::array<float, kLine> values{};
  };
  std::vector<Line> lines_;
};

// The rows of a tile lie far apart in memory, and the processor foresees only some of so many streams. Beyond
// the picture's end nothing happens.
__attribute__((always_inline)) inline void foresee(const void* place) {
  constexpr std::ptrdiff_t kAhead = 768;  // bytes, measured: 12 megapixels in 60 % of the time without
  __builtin_prefetch(static_cast<const std::uint8_t*>(place) + kAhead);
}

template <class Lanes>
struct Tile {
  static constexpr std::size_t kCount = Lanes::kCount;
  Lanes line[kCount];
};

// A pass over rows: each lane is a row, each line of a tile a column.
template <class Lanes>
class RowPass {
 public:
  explicit RowPass(const Steps& steps)
      : steps_(steps), mask_(ring_size(steps.window) - 1), ring_((mask_ + 1) * Lanes::kCount) {}

  void restart() { started_ = false; }

  // Values in, sums or means out; line k is step first + k. Steps before the first and after the last are
  // allowed.
  template <bool kMeans>
  JIUM_PDQ_INLINE void push(std::ptrdiff_t first, Tile<Lanes>& tile) {
    Lanes sum = started_ ? Lanes::load(sum_.data()) : Lanes::zero();
    if (steps_.steady(first, kCount)) {
      const auto window = static_cast<float>(steps_.window);
#pragma GCC unroll 16
      for (std::ptrdiff_t k = 0; k < kCount; ++k) {
        Lanes::store(place(first + k), tile.line[k]);
        sum = Lanes::subtract(Lanes::add(sum, tile.line[k]), Lanes::load(place(first + k - steps_.window)));
        tile.line[k] = kMeans ? Lanes::divide_by_window(sum, window, steps_.factor) : sum;
      }
    } else {
      for (std::ptrdiff_t k = 0; k < kCount; ++k) {
        const std::ptrdiff_t i = first + k;
        if (i >= 0 && i < steps_.length) {
          Lanes::store(place(i), tile.line[k]);
          sum = Lanes::add(sum, tile.line[k]);
        }
        if (i >= steps_.window) sum = Lanes::subtract(sum, Lanes::load(place(i - steps_.window)));
        tile.line[k] = kMeans ? Lanes::divide(sum, steps_.count_after(i)) : sum;
      }
    }
    Lanes::store(sum_.data(), sum);
    started_ = true;
  }

 private:
  static constexpr auto kCount = static_cast<std::ptrdiff_t>(Lanes::kCount);

  static std::size_t ring_size(std::ptrdiff_t window) {
    std::size_t size = 1;
    while (size < static_cast<std::size_t>(window + kCount)) size *= 2;
    return size;
  }
  JIUM_PDQ_INLINE float* place(std::ptrdiff_t i) {
    return ring_.at((static_cast<std::size_t>(i) & mask_) * Lanes::kCount);
  }

  const Steps& steps_;
  std::size_t mask_;
  AlignedFloats ring_;  // the last values that came in
  alignas(64) std::array<float, Lanes::kCount> sum_{};
  bool started_ = false;
};

// A pass over columns: each lane is a column, each line of a tile a row. Strips of kCount columns.
template <class Lanes>
class ColumnPass {
 public:
  ColumnPass(const Steps& steps, std::size_t strips)
      : steps_(steps),
        rows_(static_cast<std::size_t>(steps.window + 2 * kCount - 1) / Lanes::kCount * Lanes::kCount),
        ring_(strips * rows_ * Lanes::kCount),
        sums_(strips * Lanes::kCount) {}

  // The next tiles begin at row `first`, a multiple of kCount.
  void begin_rows(std::ptrdiff_t first) {
    first_ = first;
    steady_ = steps_.steady(first, kCount);
    const auto rows = static_cast<std::ptrdiff_t>(rows_);
    new_row_ = static_cast<std::size_t>(first % rows);
    for (std::ptrdiff_t k = 0; k < kCount; ++k) {
      old_row_[static_cast<std::size_t>(k)] =
          static_cast<std::size_t>((first + k - steps_.window + rows) % rows) * Lanes::kCount;
    }
  }

  // Values in, means out.
  JIUM_PDQ_INLINE void push(std::size_t strip, Tile<Lanes>& tile) {
    float* ring = ring_.at(strip * rows_ * Lanes::kCount);
    float* entering = ring + new_row_ * Lanes::kCount;
    Lanes sum = Lanes::load(sums_.at(strip * Lanes::kCount));
    if (steady_) {
      const auto window = static_cast<float>(steps_.window);
#pragma GCC unroll 16
      for (std::size_t k = 0; k < Lanes::kCount; ++k) {
        Lanes::store(entering + k * Lanes::kCount, tile.line[k]);
        sum = Lanes::subtract(Lanes::add(sum, tile.line[k]), Lanes::load(ring + old_row_[k]));
        tile.line[k] = Lanes::divide_by_window(sum, window, steps_.factor);
      }
    } else {
      for (std::size_t k = 0; k < Lanes::kCount; ++k) {
        const std::ptrdiff_t i = first_ + static_cast<std::ptrdiff_t>(k);
        if (i < steps_.length) {
          Lanes::store(entering + k * Lanes::kCount, tile.line[k]);
          sum = Lanes::add(sum, tile.line[k]);
        }
        if (i >= steps_.window) sum = Lanes::subtract(sum, Lanes::load(ring + old_row_[k]));
        tile.line[k] = Lanes::divide(sum, steps_.count_after(i));
      }
    }
    Lanes::store(sums_.at(strip * Lanes::kCount), sum);
  }

 private:
  static constexpr auto kCount = static_cast<std::ptrdiff_t>(Lanes::kCount);

  const Steps& steps_;
  std::size_t rows_;    // of the ring: a window and a tile, in whole tiles
  AlignedFloats ring_;  // strip after strip, the last rows that came in
  AlignedFloats sums_;
  std::ptrdiff_t first_ = 0;
  bool steady_ = false;
  std::size_t new_row_ = 0;
  std::array<std::size_t, Lanes::kCount> old_row_{};
};

// The last pass over the columns: only 64 of them are left, and only 64 rows are asked for.
template <class Lanes>
class LastPass {
 public:
  LastPass(const Steps& steps, Square& square)
      : steps_(steps),
        rows_(static_cast<std::size_t>(steps.window) + 1),
        ring_(rows_ * kSide),
        square_(square) {}

  // The next row of 64 values, or none when all have come.
  JIUM_PDQ_TARGET void push(const float* row) {
    const bool leaves = step_ >= steps_.window;
    float* entering = place(step_);
    const float* leaving = place(leaves ? step_ - steps_.window : step_);
    for (std::size_t j = 0; j < kSide; j += Lanes::kCount) {
      Lanes sum = Lanes::load(&sums_[j]);
      if (row != nullptr) {
        const Lanes value = Lanes::load(row + j);
        Lanes::store(entering + j, value);
        sum = Lanes::add(sum, value);
      }
      if (leaves) sum = Lanes::subtract(sum, Lanes::load(leaving + j));
      Lanes::store(&sums_[j], sum);
    }
    give();
    ++step_;
  }
  JIUM_PDQ_TARGET void finish() {
    while (step_ < steps_.length + steps_.lead) push(nullptr);
  }

 private:
  JIUM_PDQ_TARGET void give() {
    const auto length = static_cast<std::size_t>(steps_.length);
    while (sample_ < kSide &&
           static_cast<std::ptrdiff_t>(sample_at(sample_, length)) == step_ - steps_.lead) {
      for (std::size_t j = 0; j < kSide; j += Lanes::kCount) {
        Lanes::store(&square_[sample_][j], Lanes::divide(Lanes::load(&sums_[j]), steps_.count_after(step_)));
      }
      ++sample_;
    }
  }
  float* place(std::ptrdiff_t i) { return ring_.at(static_cast<std::size_t>(i) % rows_ * kSide); }

  const Steps& steps_;
  std::size_t rows_;
  AlignedFloats ring_;
  Square& square_;
  alignas(64) std::array<float, kSide> sums_{};
  std::ptrdiff_t step_ = 0;
  std::size_t sample_ = 0;
};

// RGB bytes as tiles of luma: each line is a row.
template <class Lanes>
class RgbTiles {
 public:
  explicit RgbTiles(RgbRows& rows) : rows_(rows) {}
  [[nodiscard]] std::size_t width() const { return static_cast<std::size_t>(rows_.width()); }
  [[nodiscard]] std::size_t height() const { return static_cast<std::size_t>(rows_.height()); }

  // Rows below the last one are the last one again; nobody asks for what is made of them.
  void begin_rows(std::size_t first) {
    for (std::size_t k = 0; k < Lanes::kCount; ++k) {
      row_[k] = rows_.row(static_cast<int>(std::min(first + k, height() - 1)), k);
    }
  }
  JIUM_PDQ_INLINE void load(std::size_t strip, Tile<Lanes>& tile) {
    const std::size_t at = strip * kBytes;
    if (at + Lanes::kRgbReach <= width() * 3) {
#pragma GCC unroll 16
      for (std::size_t k = 0; k < Lanes::kCount; ++k) {
        foresee(row_[k] + at);
        tile.line[k] = Lanes::luma(row_[k] + at);
      }
      return;
    }
    const std::size_t left = std::min(width() * 3 - at, kBytes);
    for (std::size_t k = 0; k < Lanes::kCount; ++k) {
      std::array<std::uint8_t, Lanes::kRgbReach> padded{};
      std::memcpy(padded.data(), row_[k] + at, left);
      tile.line[k] = Lanes::luma(padded.data());
    }
  }

 private:
  static constexpr std::size_t kBytes = Lanes::kCount * 3;
  static_assert(Lanes::kCount <= RgbRows::kSlots);

  RgbRows& rows_;
  std::array<const std::uint8_t*, Lanes::kCount> row_{};
};

// The same of luma that is there already.
template <class Lanes>
class LumaTiles {
 public:
  explicit LumaTiles(const LumaView& luma) : luma_(luma) {}
  [[nodiscard]] std::size_t width() const { return static_cast<std::size_t>(luma_.width); }
  [[nodiscard]] std::size_t height() const { return static_cast<std::size_t>(luma_.height); }

  void begin_rows(std::size_t first) {
    for (std::size_t k = 0; k < Lanes::kCount; ++k) {
      row_[k] = luma_.row(static_cast<int>(std::min(first + k, height() - 1)));
    }
  }
  JIUM_PDQ_INLINE void load(std::size_t strip, Tile<Lanes>& tile) {
    const std::size_t at = strip * Lanes::kCount;
    if (at + Lanes::kCount <= width()) {
#pragma GCC unroll 16
      for (std::size_t k = 0; k < Lanes::kCount; ++k) {
        foresee(row_[k] + at);
        tile.line[k] = Lanes::load(row_[k] + at);
      }
      return;
    }
    for (std::size_t k = 0; k < Lanes::kCount; ++k) {
      alignas(64) std::array<float, Lanes::kCount> padded{};
      std::memcpy(padded.data(), row_[k] + at, (width() - at) * sizeof(float));
      tile.line[k] = Lanes::load(padded.data());
    }
  }

 private:
  const LumaView& luma_;
  std::array<const float*, Lanes::kCount> row_{};
};

template <class Lanes, class Tiles>
class Stream {
 public:
  Stream(Tiles& tiles, Square& square)
      : tiles_(tiles),
        across_(tiles.width()),
        down_(tiles.height()),
        strips_(tiles_for(across_.length + across_.lead)),
        first_rows_(across_),
        second_rows_(across_),
        columns_(down_, strips_),
        last_(down_, square) {
    for (std::size_t j = 0; j < kSide; ++j) {
      const std::size_t step = sample_at(j, tiles.width()) + 2 * static_cast<std::size_t>(across_.lead);
      samples_[j] = {step / Lanes::kCount, step % Lanes::kCount,
                     across_.count_after(static_cast<std::ptrdiff_t>(step) - across_.lead)};
    }
  }

  JIUM_PDQ_TARGET void run() {
    const std::size_t blocks = tiles_for(down_.length + down_.lead);
    for (std::size_t block = 0; block < blocks; ++block) {
      const std::size_t first = block * Lanes::kCount;
      filter_rows(first);
      take_columns(static_cast<std::ptrdiff_t>(first) - down_.lead);
    }
    last_.finish();
  }

 private:
  struct Sample {
    std::size_t strip = 0;
    std::size_t line = 0;
    float count = 1;
  };

  static std::size_t tiles_for(std::ptrdiff_t steps) {
    return (static_cast<std::size_t>(steps) + Lanes::kCount - 1) / Lanes::kCount;
  }

  // The first three passes over kCount rows; what they leave at the sampled columns goes to sampled_.
  JIUM_PDQ_TARGET void filter_rows(std::size_t first_row) {
    const bool rows_left = first_row < tiles_.height();
    if (rows_left) tiles_.begin_rows(first_row);
    columns_.begin_rows(static_cast<std::ptrdiff_t>(first_row));
    first_rows_.restart();
    second_rows_.restart();
    std::size_t sample = 0;
    Tile<Lanes> tile;
    for (std::size_t k = 0; k < Lanes::kCount; ++k) tile.line[k] = Lanes::zero();
    for (std::size_t strip = 0; sample < kSide; ++strip) {
      const auto step = static_cast<std::ptrdiff_t>(strip * Lanes::kCount);
      if (strip < strips_) {
        if (rows_left) first_pass(strip, tile);
        columns_.push(strip, tile);
        Lanes::transpose(tile.line);
      }
      second_rows_.template push<false>(step - across_.lead, tile);
      for (; sample < kSide && samples_[sample].strip == strip; ++sample) {
        const Sample& at = samples_[sample];
        Lanes::store(&sampled_[sample * Lanes::kCount], Lanes::divide(tile.line[at.line], at.count));
      }
    }
  }

  JIUM_PDQ_INLINE void first_pass(std::size_t strip, Tile<Lanes>& tile) {
    const auto step = static_cast<std::ptrdiff_t>(strip * Lanes::kCount);
    if (step < across_.length) {
      tiles_.load(strip, tile);
      Lanes::transpose(tile.line);
    }
    first_rows_.template push<true>(step, tile);
    Lanes::transpose(tile.line);
  }

  // sampled_ holds 64 columns of kCount rows, of which the first is `first`; some may lie outside.
  JIUM_PDQ_TARGET void take_columns(std::ptrdiff_t first) {
    alignas(64) std::array<float, Lanes::kCount * kSide> rows;
    for (std::size_t j = 0; j < kSide; j += Lanes::kCount) {
      Tile<Lanes> tile;
      for (std::size_t k = 0; k < Lanes::kCount; ++k) {
        tile.line[k] = Lanes::load(&sampled_[(j + k) * Lanes::kCount]);
      }
      Lanes::transpose(tile.line);
      for (std::size_t k = 0; k < Lanes::kCount; ++k) Lanes::store(&rows[k * kSide + j], tile.line[k]);
    }
    for (std::size_t k = 0; k < Lanes::kCount; ++k) {
      const std::ptrdiff_t y = first + static_cast<std::ptrdiff_t>(k);
      if (y >= 0 && y < down_.length) last_.push(&rows[k * kSide]);
    }
  }

  Tiles& tiles_;
  Steps across_;
  Steps down_;
  std::size_t strips_;
  RowPass<Lanes> first_rows_;
  RowPass<Lanes> second_rows_;
  ColumnPass<Lanes> columns_;
  LastPass<Lanes> last_;
  std::array<Sample, kSide> samples_{};
  alignas(64) std::array<float, Lanes::kCount * kSide> sampled_{};
};

// The twin of plain_low_frequencies: the same sums, kCount of them side by side and four rows at once.
template <class Lanes>
JIUM_PDQ_TARGET Frequencies lanes_of_frequencies(const Square& square) {
  constexpr std::size_t kRows = 4;
  const DctMatrix& dct = dct_matrix();
  Frequencies made;
  for (std::size_t first = 0; first < kFrequencies; first += kRows) {
    alignas(64) std::array<std::array<float, kSide>, kRows> down;  // rows of dct * square
    for (std::size_t j = 0; j < kSide; j += Lanes::kCount) {
      Lanes sum[kRows] = {Lanes::zero(), Lanes::zero(), Lanes::zero(), Lanes::zero()};
      for (std::size_t k = 0; k < kSide; ++k) {
        const Lanes value = Lanes::load(&square[k][j]);
#pragma GCC unroll 4
        for (std::size_t i = 0; i < kRows; ++i) {
          sum[i] = Lanes::add(sum[i], Lanes::multiply(value, dct.by_frequency[first + i][k]));
        }
      }
      for (std::size_t i = 0; i < kRows; ++i) Lanes::store(&down[i][j], sum[i]);
    }
    for (std::size_t j = 0; j < kFrequencies; j += Lanes::kCount) {
      Lanes sum[kRows] = {Lanes::zero(), Lanes::zero(), Lanes::zero(), Lanes::zero()};
      for (std::size_t k = 0; k < kSide; ++k) {
        const Lanes value = Lanes::load(&dct.by_place[k][j]);
#pragma GCC unroll 4
        for (std::size_t i = 0; i < kRows; ++i)
          sum[i] = Lanes::add(sum[i], Lanes::multiply(value, down[i][k]));
      }
      for (std::size_t i = 0; i < kRows; ++i) Lanes::store(&made[first + i][j], sum[i]);
    }
  }
  return made;
}

template <class Lanes>
JIUM_PDQ_TARGET Square stream_rgb(RgbRows& rows) {
  Square square{};
  RgbTiles<Lanes> tiles(rows);
  Stream<Lanes, RgbTiles<Lanes>>(tiles, square).run();
  return square;
}

template <class Lanes>
JIUM_PDQ_TARGET Square stream_luma(const LumaView& luma) {
  Square square{};
  LumaTiles<Lanes> tiles(luma);
  Stream<Lanes, LumaTiles<Lanes>>(tiles, square).run();
  return square;
}

}  // namespace jium::fingerprint::pdq
