// A Fingerprint: what footage is known by. It compares only with its own kind.
//
//   pdq, pdq-512   256 bits and a quality of 0..100, compared by distance: near pictures have near values.
//                  Source: "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", Meta,
//                  2019. Two dialects are in use and differ by up to 30 bits: pdq hashes every pixel, as
//                  python's pdqhash, HMA and vPDQ do; pdq-512 takes a step to 512 pixels first, as the
//                  published C++ tool does.
//   md5, sha1, sha256   digests of the file's bytes, as other registries exchange them: equal or not.
//   vpdq           a video's frames, one PDQ each (vpdq.h), as peers exchange them.
//   picture-print, video-print   what jium itself keeps of footage, so that edited copies are recognised too
//                  (picture_print.h, video_print.h): some kilobytes.
//   picture-query, video-query   what a look-up asks with, made of the file that is looked up: never kept.
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

enum class Algorithm : std::uint8_t {
  pdq,
  md5,
  sha1,
  sha256,
  pdq_512,
  vpdq,
  picture_print,
  picture_query,
  video_print,
  video_query
};
inline constexpr std::size_t kAlgorithmCount = 10;

[[nodiscard]] std::string_view name_of(Algorithm algorithm);  // "pdq", "md5", "picture-print", ...
[[nodiscard]] Result<Algorithm> parse_algorithm(std::string_view name);

struct ValueSize {  // bytes
  std::size_t least = 0;
  std::size_t most = 0;
};
[[nodiscard]] ValueSize value_size(Algorithm algorithm);

// Compared by the number of differing bits.
[[nodiscard]] constexpr bool is_perceptual(Algorithm algorithm) {
  return algorithm == Algorithm::pdq || algorithm == Algorithm::pdq_512;
}
// Equal or not.
[[nodiscard]] constexpr bool is_digest(Algorithm algorithm) {
  return algorithm == Algorithm::md5 || algorithm == Algorithm::sha1 || algorithm == Algorithm::sha256;
}
// Only asked with: a registry does not keep it.
[[nodiscard]] constexpr bool is_query(Algorithm algorithm) {
  return algorithm == Algorithm::picture_query || algorithm == Algorithm::video_query;
}

// Which decoder and which arithmetic made a perceptual value; stored with it, so that values made by
// different pipelines can be told apart. Digests of bytes carry it too and ignore it.
inline constexpr std::uint16_t kPipeline = 1;

// Below this PDQ quality a picture has too little structure: it never matches perceptually.
inline constexpr int kQualityFloor = 50;
// Two PDQ values of one dialect at most this many bits apart (of 256) are the same picture.
inline constexpr int kPdqThreshold = 31;

class Fingerprint {
 public:
  // Malformed when the value's size is not the algorithm's or the quality is not 0..100. Whether the bytes of
  // a print or a query mean something is found out by whoever reads them (check_value() in value_check.h).
  [[nodiscard]] static Result<Fingerprint> make(Algorithm algorithm, ByteView value, int quality,
                                                std::uint16_t pipeline = kPipeline);
  // `hex`: both letter cases, as other registries write either.
  [[nodiscard]] static Result<Fingerprint> parse(std::string_view algorithm, std::string_view hex,
                                                 int quality);

  [[nodiscard]] Algorithm algorithm() const { return algorithm_; }
  [[nodiscard]] std::uint16_t pipeline() const { return pipeline_; }
  [[nodiscard]] int quality() const { return quality_; }
  [[nodiscard]] ByteView value() const { return value_; }
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
  Bytes value_;
};

// The number of differing bits; nothing for two different algorithms and for those that are not compared so.
[[nodiscard]] std::optional<int> distance(const Fingerprint& a, const Fingerprint& b);

}  // namespace jium::fingerprint
