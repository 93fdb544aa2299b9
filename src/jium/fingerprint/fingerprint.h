// A Fingerprint: what footage is known by. It compares only with its own kind.
//
// PDQ (256 bits and a quality of 0..100) is a perceptual hash: near pictures have near values; source:
// "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", Meta, 2019. The dialect
// here is the full-resolution one (no nearest-neighbour step to 512 pixels first), as python pdqhash and
// vPDQ have it. MD5, SHA-1 and SHA-256 of the file's bytes are what other registries exchange; they are
// equal or not, and their quality is always 100.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/base/result.h"

namespace jium::fingerprint {

enum class Algorithm { pdq, md5, sha1, sha256 };

[[nodiscard]] std::string_view name_of(Algorithm algorithm);  // "pdq", "md5", ...
[[nodiscard]] Result<Algorithm> parse_algorithm(std::string_view name);
[[nodiscard]] std::size_t value_size(Algorithm algorithm);  // bytes: 32, 16, 20, 32
[[nodiscard]] constexpr bool is_perceptual(Algorithm algorithm) {
  return algorithm == Algorithm::pdq;
}

// Which decoder and which arithmetic made a perceptual value; stored with it, so that values made by
// different pipelines can be told apart. Digests of bytes carry it too and ignore it.
inline constexpr std::uint16_t kPipeline = 1;

// Below this PDQ quality a picture has too little structure: it never matches perceptually.
inline constexpr int kQualityFloor = 50;
// Two PDQ values at most this many bits apart (of 256) are the same picture.
inline constexpr int kPdqThreshold = 31;

class Fingerprint {
 public:
  // Malformed when the value's size is not the algorithm's or the quality is not 0..100.
  [[nodiscard]] static Result<Fingerprint> make(Algorithm algorithm, ByteView value, int quality,
                                                std::uint16_t pipeline = kPipeline);
  // `hex`: both letter cases, as other registries write either.
  [[nodiscard]] static Result<Fingerprint> parse(std::string_view algorithm, std::string_view hex,
                                                 int quality);

  [[nodiscard]] Algorithm algorithm() const { return algorithm_; }
  [[nodiscard]] std::uint16_t pipeline() const { return pipeline_; }
  [[nodiscard]] int quality() const { return quality_; }
  [[nodiscard]] ByteView value() const { return {value_.data(), value_size(algorithm_)}; }
  [[nodiscard]] std::string hex() const { return to_hex(value()); }
  // May it be compared by distance? False for digests and for pictures below the floor.
  [[nodiscard]] bool matches_perceptually() const {
    return is_perceptual(algorithm_) && quality_ >= kQualityFloor;
  }

  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;

 private:
  Fingerprint() = default;
  Algorithm algorithm_ = Algorithm::pdq;
  std::uint16_t pipeline_ = kPipeline;
  int quality_ = 0;
  std::array<std::uint8_t, 32> value_{};  // the first value_size() bytes count, the rest are zero
};

// The number of differing bits; nothing for two different algorithms.
[[nodiscard]] std::optional<int> distance(const Fingerprint& a, const Fingerprint& b);

}  // namespace jium::fingerprint
