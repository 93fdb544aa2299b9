#include "jium/cli/vpdq_share.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "jium/fingerprint/vpdq_value.h"

namespace jium::cli {
namespace {

using fingerprint::Fingerprint;

double rounded(double per_cent) {
  return std::round(per_cent * 100) / 100;
}

}  // namespace

std::vector<match::Bits256> vpdq_frames_of(const std::vector<Fingerprint>& fingerprints) {
  const auto at = std::ranges::find(fingerprints, fingerprint::Algorithm::vpdq, &Fingerprint::algorithm);
  if (at == fingerprints.end()) return {};
  const auto frames = fingerprint::read_frames(at->value());
  if (!frames) return {};
  std::vector<match::VpdqFrame> all;
  for (const fingerprint::FrameHash& frame : *frames) {
    match::VpdqFrame& one = all.emplace_back();
    std::memcpy(one.bits.data(), frame.pdq.bits.data(), sizeof one.bits);
    one.quality = frame.pdq.quality;
  }
  return match::vpdq_values(all, match::VpdqPractice::index);
}

std::optional<match::VpdqPercentages> vpdq_shares(const std::vector<match::Bits256>& query,
                                                  const std::vector<match::Bits256>& known) {
  if (query.empty() || known.empty()) return std::nullopt;
  return match::vpdq_percentages(query, known, match::kVpdqRule.distance);
}

boost::json::object vpdq_json(const match::VpdqPercentages& shares) {
  return {{"query_percent", rounded(shares.query)},
          {"known_percent", rounded(shares.reference)},
          {"distance", match::kVpdqRule.distance},
          {"quality", match::kVpdqRule.quality}};
}

}  // namespace jium::cli
