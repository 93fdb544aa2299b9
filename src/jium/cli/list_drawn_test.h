// For tests: a folder of its own for each, and hash lists that are drawn with a fixed seed.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/base/text_file.h"
#include "jium/cli/file_results.h"
#include "jium/fingerprint/picture_print.h"
#include "jium/fingerprint/vpdq_value.h"

namespace jium::cli {

class InAFolder : public testing::Test {
 protected:
  InAFolder() {
    std::string name = (std::filesystem::path(testing::TempDir()) / "jium-cli-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "no folder for the test";
    place_ = name;
  }
  ~InAFolder() override { std::filesystem::remove_all(place_); }

  void put(const std::string& name, std::string_view text) const {
    std::ofstream(place_ / name, std::ios::binary | std::ios::trunc) << text;
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream file(place_ / name, std::ios::binary);
    return (std::ostringstream() << file.rdbuf()).str();
  }
  [[nodiscard]] std::string at(const std::string& name) const { return (place_ / name).string(); }

  std::filesystem::path place_;
};

inline Bytes drawn_bytes(std::mt19937_64& random, std::size_t size) {
  Bytes bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

// The value with so many of its bits changed, each another.
inline Bytes changed(Bytes value, int bits) {
  for (int bit = 0; bit < bits; ++bit) {
    const auto at = static_cast<std::size_t>(bit * 7);
    value[at / 8 % value.size()] ^= static_cast<std::uint8_t>(1U << at % 8);
  }
  return value;
}

inline fingerprint::Fingerprint made(fingerprint::Algorithm algorithm, const Bytes& value) {
  return *fingerprint::Fingerprint::make(algorithm, value, 90);
}

inline FileResult file_with(std::vector<fingerprint::Fingerprint> fingerprints) {
  FileResult result{"a file", fingerprint::FileFingerprints{}, std::nullopt};
  result.fingerprints->fingerprints = std::move(fingerprints);
  return result;
}

inline Bytes drawn_video(std::mt19937_64& random, int frames) {
  std::vector<fingerprint::FrameHash> list;
  for (int i = 0; i < frames; ++i) {
    fingerprint::FrameHash& one = list.emplace_back();
    one.number = i;
    one.seconds = i;
    std::ranges::copy(drawn_bytes(random, 32), one.pdq.bits.begin());
    one.pdq.quality = 90;
  }
  return fingerprint::write_frames(list);
}

// A list and, item by item, what is in it.
struct DrawnList {
  std::string text;
  std::vector<std::vector<fingerprint::Fingerprint>> items;

  void add(const fingerprint::Fingerprint& one, bool same_item = false) {
    if (!same_item) items.emplace_back();
    text += fmt::format("image\t{}\t{}\t{}\titem called {}\n", fingerprint::name_of(one.algorithm()),
                        one.hex(), one.quality(), items.size() - 1);
    items.back().push_back(one);
  }
};

// Pictures with digests; `prints`: pictures with prints and videos with vPDQ among them, too.
inline DrawnList drawn_list(int items, bool prints, std::uint64_t seed = 20261122) {
  using fingerprint::Algorithm;
  std::mt19937_64 random(seed);
  DrawnList list;
  for (int item = 0; item < items; ++item) {
    if (prints && item % 5 == 1) {
      list.add(made(Algorithm::vpdq, drawn_video(random, 6)));
    } else if (prints && item % 5 == 2) {
      fingerprint::PicturePrint print{.width = 640, .height = 480, .whole = {}, .views = {}, .features = {}};
      std::ranges::copy(drawn_bytes(random, 32), print.whole.bits.begin());
      print.whole.quality = 90;
      list.add(made(Algorithm::picture_print, encode(print)));
    } else {
      list.add(made(Algorithm::pdq, drawn_bytes(random, 32)));
    }
    list.add(made(Algorithm::md5, drawn_bytes(random, 16)), true);
  }
  return list;
}

}  // namespace jium::cli
