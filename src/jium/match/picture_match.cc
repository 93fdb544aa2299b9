#include "jium/match/picture_match.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace jium::match {
namespace {

using fingerprint::Dihedral;
using fingerprint::kDihedrals;
using fingerprint::kPartUnit;
using fingerprint::Part;
using fingerprint::PdqForms;
using fingerprint::PicturePrint;
using fingerprint::PictureQuery;
using fingerprint::PrintView;
using fingerprint::QueryView;
using fingerprint::ViewKind;

constexpr int kFewestGuiding = 4;  // inliers that may say where to look
constexpr double kSamePart = 0.5;  // least fit of two views
constexpr double kSameFit = 0.04;  // fits this near are as good

using Value = std::array<std::uint8_t, 32>;

__attribute__((target_clones("popcnt", "default"))) int distance(const Value& a, const Value& b) {
  std::array<std::uint64_t, 4> x, y;
  std::memcpy(x.data(), a.data(), sizeof x);
  std::memcpy(y.data(), b.data(), sizeof y);
  int bits = 0;
  for (std::size_t i = 0; i < x.size(); ++i) bits += std::popcount(x[i] ^ y[i]);
  return bits;
}

// Which witness a pair of views is; nothing for pairs that would only add chances of error.
std::optional<Witness> witness_of(ViewKind known, ViewKind seen) {
  const bool known_is_all = known != ViewKind::region;
  switch (seen) {
    case ViewKind::whole:
    case ViewKind::canonical:
      if (!known_is_all) return Witness::region;
      return known == ViewKind::whole && seen == ViewKind::whole ? Witness::pdq : Witness::canonical;
    case ViewKind::inner_frame:
      return known_is_all ? std::optional(Witness::inner_frame) : std::nullopt;
    case ViewKind::cell:
      return known_is_all ? std::optional(Witness::cell) : std::nullopt;
    case ViewKind::region:
      return std::nullopt;
  }
  return std::nullopt;
}

void keep_nearer(HashEvidence& best, int bits, Dihedral turned, bool negative, const Part& in_query,
                 const Part& in_known) {
  if (bits < best.distance) best = {bits, turned, negative, in_query, in_known};
}

HashEvidence& slot(PictureEvidence& evidence, Witness witness) {
  return evidence.hashes[static_cast<std::size_t>(witness)];
}

void compare_views(PictureEvidence& evidence, const PrintView& known, const QueryView& seen) {
  const auto witness = witness_of(known.kind, seen.kind);
  if (!witness) return;
  if (known.pdq.quality < fingerprint::kQualityFloor || seen.pdq.quality < fingerprint::kQualityFloor) return;
  for (std::size_t form = 0; form < kDihedrals; ++form) {
    const auto turned = static_cast<Dihedral>(form);
    const int bits = distance(known.pdq.bits, seen.pdq.forms[form]);
    const Witness kind = *witness == Witness::pdq && form != 0 ? Witness::pdq_turned : *witness;
    keep_nearer(slot(evidence, kind), bits, turned, false, seen.part, known.part);
    // Crops and insets of negatives are left to chance: every further family is a further source of error.
    if (*witness == Witness::pdq || *witness == Witness::canonical) {
      keep_nearer(slot(evidence, Witness::complement), 256 - bits, turned, true, seen.part, known.part);
    }
  }
}

PrintView whole_of(const PicturePrint& print) {
  return {ViewKind::whole, {}, print.whole};
}
QueryView whole_of(const PictureQuery& query) {
  return {ViewKind::whole, {}, query.whole};
}

// A rectangle that may stick out of the picture, in parts of its width and height.
struct Place {
  double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
  void include(double x, double y) {
    left = std::min(left, x);
    right = std::max(right, x);
    top = std::min(top, y);
    bottom = std::max(bottom, y);
  }
  [[nodiscard]] double size() const { return std::max(0.0, right - left) * std::max(0.0, bottom - top); }
  [[nodiscard]] Place cut() const {
    return {std::clamp(left, 0.0, 1.0), std::clamp(top, 0.0, 1.0), std::clamp(right, 0.0, 1.0),
            std::clamp(bottom, 0.0, 1.0)};
  }
};

Place place_of(const Part& part) {
  const double unit = kPartUnit;
  return {part.left / unit, part.top / unit, part.right / unit, part.bottom / unit};
}
Part part_of(const Place& place) {
  const auto unit = [](double share) {
    return static_cast<std::uint16_t>(std::lround(std::clamp(share, 0.0, 1.0) * kPartUnit));
  };
  const Part part{unit(place.left), unit(place.top), unit(place.right), unit(place.bottom)};
  return part.is_sane() ? part : Part{};
}

// The share of the larger that both have in common, 0..1.
double likeness(const Place& a, const Place& b) {
  const Place both{std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
                   std::min(a.bottom, b.bottom)};
  if (both.right <= both.left || both.bottom <= both.top) return 0;
  return both.size() / std::max(a.size(), b.size());
}

// Between the known picture and the one that is asked about, as the features tell it.
class Alignment {
 public:
  Alignment(const PictureEvidence& evidence, const Shape& known, const Shape& seen)
      : map_(evidence.features.map), mirrored_(evidence.features_mirrored), known_(known), seen_(seen) {}

  [[nodiscard]] Place seen_of(const Place& place) const {
    Place to;
    for (const double px : {place.left, place.right}) {
      for (const double py : {place.top, place.bottom}) {
        const double x = px * known_.width, y = py * known_.height;
        const double u = (map_.xx * x + map_.xy * y + map_.x0) / seen_.width;
        to.include(mirrored_ ? 1 - u : u, (map_.yx * x + map_.yy * y + map_.y0) / seen_.height);
      }
    }
    return to;
  }
  [[nodiscard]] Place known_of(const Place& place) const {
    const double area = map_.xx * map_.yy - map_.xy * map_.yx;
    Place to;
    if (std::abs(area) < 1e-12) return to;
    for (const double pu : {place.left, place.right}) {
      for (const double pv : {place.top, place.bottom}) {
        const double u = (mirrored_ ? 1 - pu : pu) * seen_.width - map_.x0, v = pv * seen_.height - map_.y0;
        to.include((map_.yy * u - map_.xy * v) / area / known_.width,
                   (map_.xx * v - map_.yx * u) / area / known_.height);
      }
    }
    return to;
  }
  // Turned by quarters only, within three degrees, and not slanted: rectangles stay rectangles.
  [[nodiscard]] bool is_upright() const {
    const double straight = std::max(std::abs(map_.xx), std::abs(map_.yy));
    const double across = std::max(std::abs(map_.xy), std::abs(map_.yx));
    return std::min(straight, across) <= 0.052 * std::max(straight, across);
  }

 private:
  Affine map_;
  bool mirrored_;
  Shape known_;
  Shape seen_;
};

// The hash of the two views that best cover what both pictures show.
void look_for_support(PictureEvidence& evidence, const PicturePrint& known, const PictureQuery& query) {
  const Alignment alignment(evidence, shape_of(known.width, known.height),
                            shape_of(query.width, query.height));
  const Place shared = alignment.known_of(Place{0, 0, 1, 1}).cut();
  const auto look = [&](const PrintView& view) {
    const double covers = likeness(place_of(view.part), shared);
    if (covers < kSamePart) return;
    const Place place = alignment.seen_of(place_of(view.part));
    const auto look_at = [&](const QueryView& seen) {
      const double fit = covers * likeness(place, place_of(seen.part));
      if (fit < kSamePart || fit < evidence.alignment - kSameFit) return;
      if (view.pdq.quality < fingerprint::kQualityFloor || seen.pdq.quality < fingerprint::kQualityFloor)
        return;
      if (fit <= evidence.alignment + kSameFit && evidence.support.distance <= 256) {
        evidence.alignment = std::max(evidence.alignment, fit);
      } else {
        evidence.alignment = fit;
        evidence.support.distance = 257;
      }
      const Witness kind = witness_of(view.kind, seen.kind).value_or(Witness::region);
      for (std::size_t form = 0; form < kDihedrals; ++form) {
        const int bits = distance(view.pdq.bits, seen.pdq.forms[form]);
        if (bits >= evidence.support.distance) continue;
        evidence.support = {bits, static_cast<Dihedral>(form), false, seen.part, view.part};
        evidence.support_of = kind == Witness::pdq && form != 0 ? Witness::pdq_turned : kind;
      }
    };
    look_at(whole_of(query));
    for (const QueryView& seen : query.views) look_at(seen);
  };
  look(whole_of(known));
  for (const PrintView& view : known.views) look(view);
  evidence.upright = alignment.is_upright();
}

bool is_spread(const FeatureMatch& features) {
  const FeatureThreshold& t = kFeatureThreshold;
  return features.cells >= t.cells && features.spread >= t.spread && features.breadth >= t.breadth &&
         features.seen_breadth >= t.breadth;
}

// Inliers that decide by themselves; fewer do where a hash agrees a little.
int inliers_needed(const PictureEvidence& evidence) {
  const FeatureThreshold& t = kFeatureThreshold;
  if (evidence.support.distance <= t.hash) return t.with_hash;
  const auto share = static_cast<int>(std::ceil(t.density * evidence.features.visible));
  return std::clamp(share, t.fewest, t.most);
}

bool is_contradicted(const PictureEvidence& evidence) {
  const Contradiction& c = kContradiction;
  const FeatureMatch& features = evidence.features;
  if (features.inliers < c.fewest) return false;
  if (features.contradicted >= c.share) return true;
  if (features.contradicted >= c.doubtful && evidence.support.distance > c.near) return true;
  const bool overwhelming = features.inliers >= c.overwhelming && features.spread >= c.everywhere;
  return !overwhelming && evidence.upright && evidence.alignment >= c.aligned &&
         evidence.support.distance > c.unlike && evidence.support.distance <= 256;
}

PictureMatch hash_match(Witness witness, const HashEvidence& hash, bool supported) {
  const HashThreshold& threshold = threshold_of(witness);
  PictureMatch match;
  match.witness = witness;
  match.measure = hash.distance;
  match.threshold = supported ? threshold.supported : threshold.alone;
  match.supported = supported;
  const double margin = static_cast<double>(match.threshold - hash.distance) / match.threshold;
  match.sureness = supported ? 0.5 + 0.3 * margin : 0.8 + 0.2 * margin;
  match.turned = hash.turned;
  match.negative = hash.negative;
  match.in_query = hash.in_query;
  match.in_known = hash.in_known;
  return match;
}

PictureMatch feature_match(const PictureEvidence& evidence, const PicturePrint& known,
                           const PictureQuery& query) {
  PictureMatch match;
  match.witness = Witness::local_features;
  match.measure = evidence.features.inliers;
  match.threshold = inliers_needed(evidence);
  match.sureness = 1 - 0.2 * match.threshold / std::max(1, evidence.features.inliers);
  match.turned = evidence.features_mirrored ? Dihedral::mirrored : Dihedral::as_is;
  const Alignment alignment(evidence, shape_of(known.width, known.height),
                            shape_of(query.width, query.height));
  match.in_query = part_of(alignment.seen_of(Place{0, 0, 1, 1}));
  match.in_known = part_of(alignment.known_of(Place{0, 0, 1, 1}));
  return match;
}

}  // namespace

PictureEvidence hash_evidence(const PicturePrint& known, const PictureQuery& query) {
  PictureEvidence all;
  const auto against = [&](const QueryView& seen) {
    compare_views(all, whole_of(known), seen);
    for (const PrintView& view : known.views) compare_views(all, view, seen);
  };
  against(whole_of(query));
  for (const QueryView& view : query.views) against(view);
  return all;
}

PictureEvidence evidence(const PicturePrint& known, const PictureQuery& query) {
  PictureEvidence all = hash_evidence(known, query);
  const Shape known_shape = shape_of(known.width, known.height);
  const Shape seen_shape = shape_of(query.width, query.height);
  all.features = match_features(known.features, known_shape, query.features, seen_shape);
  const FeatureMatch mirrored =
      match_features(known.features, known_shape, query.mirrored_features, seen_shape);
  if (mirrored.inliers > all.features.inliers) {
    all.features = mirrored;
    all.features_mirrored = true;
  }
  if (all.features.inliers >= kFewestGuiding) look_for_support(all, known, query);
  return all;
}

std::optional<PictureMatch> verdict(const PictureEvidence& evidence, const PicturePrint& known,
                                    const PictureQuery& query) {
  const bool contradicted = is_contradicted(evidence);
  for (const HashThreshold& threshold : kHashThresholds) {
    const HashEvidence& hash = evidence.hashes[static_cast<std::size_t>(threshold.witness)];
    const bool is_near = hash.distance <= fingerprint::kPdqThreshold || !contradicted;
    if (is_near && hash.distance <= threshold.alone) return hash_match(threshold.witness, hash, false);
  }
  if (contradicted) return std::nullopt;
  const FeatureMatch& features = evidence.features;
  if (features.inliers >= inliers_needed(evidence) && is_spread(features)) {
    return feature_match(evidence, known, query);
  }
  if (features.inliers >= kFeatureThreshold.supported &&
      features.cells >= kFeatureThreshold.supported_cells &&
      evidence.support.distance <= threshold_of(evidence.support_of).supported) {
    return hash_match(evidence.support_of, evidence.support, true);
  }
  return std::nullopt;
}

std::optional<PictureMatch> compare(const PicturePrint& known, const PictureQuery& query) {
  return verdict(evidence(known, query), known, query);
}

}  // namespace jium::match
