#include "jium/fingerprint/views.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pictures/pictures.h"

namespace jium::fingerprint {
namespace {

Luma scene(std::uint32_t seed, int width, int height) {
  const pictures::Canvas canvas = pictures::draw_scene(seed, width, height);
  return luma_of({canvas.rgb.data(), canvas.width, canvas.height});
}

std::size_t count(const auto& views, ViewKind kind) {
  return static_cast<std::size_t>(
      std::count_if(views.begin(), views.end(), [&](const auto& view) { return view.kind == kind; }));
}

TEST(Views, of_a_print_are_thirty_three_regions_and_of_a_query_twenty_two_cells) {
  const Luma luma = scene(1, 400, 300);
  EXPECT_EQ(count(views_for_print(luma.view()), ViewKind::region), 33U);
  const auto query = views_for_query(luma.view());
  EXPECT_EQ(count(query, ViewKind::cell), 22U);
  EXPECT_LE(count(query, ViewKind::inner_frame), kMostInnerFrames);
  EXPECT_LE(query.size(), kMostViews);
}

TEST(Views, are_hashes_of_the_rectangles_that_they_name) {
  const Luma luma = scene(2, 320, 320);
  for (const PrintView& view : views_for_print(luma.view())) {
    EXPECT_EQ(view.pdq, pdq_of(luma.view(pixels_of(view.part, 320, 320))));
  }
  for (const QueryView& view : views_for_query(luma.view())) {
    EXPECT_EQ(view.pdq.forms, pdq_forms_of(luma.view(pixels_of(view.part, 320, 320))).forms);
  }
}

TEST(Views, of_a_tiny_picture_are_only_those_that_have_pixels) {
  EXPECT_TRUE(views_for_print(scene(1, 12, 12).view()).empty());
  for (const PrintView& view : views_for_print(scene(1, 20, 20).view())) {
    EXPECT_GE(pixels_of(view.part, 20, 20).width, 16);
  }
}

TEST(Part, goes_to_pixels_and_back) {
  for (const Area& area : {Area{0, 0, 100, 80}, Area{3, 7, 50, 20}, Area{99, 79, 1, 1}}) {
    const Area back = pixels_of(part_of(area, 100, 80), 100, 80);
    EXPECT_EQ(back.left, area.left);
    EXPECT_EQ(back.top, area.top);
    EXPECT_EQ(back.width, area.width);
    EXPECT_EQ(back.height, area.height);
  }
}

TEST(Part, likeness_is_one_for_the_same_and_nothing_for_what_does_not_meet) {
  const Part left{0, 0, kPartUnit / 2, kPartUnit};
  const Part right{kPartUnit / 2 + 1, 0, kPartUnit, kPartUnit};
  EXPECT_DOUBLE_EQ(likeness(left, left), 1);
  EXPECT_DOUBLE_EQ(likeness(left, right), 0);
  EXPECT_NEAR(likeness(left, Part{}), 0.5, 0.001);
}

}  // namespace
}  // namespace jium::fingerprint
