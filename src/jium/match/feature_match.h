// Do two sets of local features show the same thing? Similar descriptors are paired; each pair proposes how
// the one picture lies in the other (a similarity: shift, turn, size); the proposal with which most other
// pairs agree is refined to an affine map and its agreeing pairs, counted once a place, are the inliers.
// Voting of single matches for a pose is from D. Lowe, "Distinctive Image Features from Scale-Invariant
// Keypoints", IJCV 2004, section 7; taking every pair's own pose instead of random samples makes it
// deterministic.
//
// Words and logos are the same in unrelated pictures. So the inliers must be spread over what the pictures
// share, and not lie on one line (threshold.h says how far).
#pragma once

#include <vector>

#include "jium/fingerprint/local_features.h"

namespace jium::match {

// known -> seen, in parts of each picture's longest side: x' = xx*x + xy*y + x0, y' = yx*x + yy*y + y0.
struct Affine {
  double xx = 1;
  double xy = 0;
  double x0 = 0;
  double yx = 0;
  double yy = 1;
  double y0 = 0;
};

struct FeatureMatch {
  int inliers = 0;  // distinct places that agree
  int pairs = 0;    // similar descriptors before any geometry
  int guided = 0;   // distinct places that agree when looked for where the map says, with looser descriptors
  int visible = 0;  // features of the known picture that the seen one should show
  int cells = 0;    // of a 6x6 grid over what both show, those with an inlier
  double spread = 0;  // cells with an inlier, of those with features
  double breadth =
      0;  // standard deviation across the inliers' narrower direction, known picture's longest side
  double seen_breadth = 0;  // the same in the seen picture
  // The largest rectangle, as a share of what both show, in which hardly any of the features of one of the
  // two agree although seven or more should by the rate elsewhere: another picture under the same caption, in
  // the same application's screen.
  double contradicted = 0;
  Affine map;
};

// How wide and high each picture is in parts of its longest side.
struct Shape {
  double width = 1;
  double height = 1;
};
[[nodiscard]] Shape shape_of(int width, int height);

[[nodiscard]] FeatureMatch match_features(const std::vector<fingerprint::LocalFeature>& known,
                                          const Shape& known_shape,
                                          const std::vector<fingerprint::LocalFeature>& seen,
                                          const Shape& seen_shape);

}  // namespace jium::match
