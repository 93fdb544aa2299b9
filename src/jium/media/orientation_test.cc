#include "jium/media/orientation.h"

#include <gtest/gtest.h>

#include <string_view>

#include "pictures/pictures.h"

namespace jium::media {
namespace {

using pictures::Canvas;

const std::uint8_t* pixel(const Canvas& canvas, int x, int y) {
  return &canvas.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(canvas.width) +
                      static_cast<std::size_t>(x)) *
                     3];
}

Canvas mirrored(const Canvas& from) {
  Canvas made{from.width, from.height, {}};
  for (int y = 0; y < from.height; ++y) {
    for (int x = from.width - 1; x >= 0; --x) {
      made.rgb.insert(made.rgb.end(), pixel(from, x, y), pixel(from, x, y) + 3);
    }
  }
  return made;
}

Canvas turned_left(const Canvas& from) {  // a quarter, against the clock
  Canvas made{from.height, from.width, {}};
  for (int x = from.width - 1; x >= 0; --x) {
    for (int y = 0; y < from.height; ++y) {
      made.rgb.insert(made.rgb.end(), pixel(from, x, y), pixel(from, x, y) + 3);
    }
  }
  return made;
}

// How a camera stores an upright view under each orientation (Exif 2.3, tag 274): the value says what has to
// be done to it, so the stored one is turned the other way.
Canvas stored_as(const Canvas& upright, int orientation) {
  const Canvas half = turned_left(turned_left(upright));
  switch (orientation) {
    case 2:
      return mirrored(upright);
    case 3:
      return half;
    case 4:
      return mirrored(half);
    case 5:
      return turned_left(mirrored(upright));
    case 6:
      return turned_left(upright);
    case 7:
      return turned_left(mirrored(half));
    case 8:
      return turned_left(half);
    default:
      return upright;
  }
}

double mean_difference(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(int{a[i]} - int{b[i]});
  return sum / static_cast<double>(a.size());
}

TEST(Orientation, each_of_the_eight_values_is_turned_upright) {
  const Canvas upright = pictures::draw_scene(7, 96, 64);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    SCOPED_TRACE(orientation);
    const Canvas stored = stored_as(upright, orientation);
    const auto picture = decode_picture(pictures::to_jpeg_with_orientation(stored, orientation));
    ASSERT_TRUE(picture) << picture.fault().what;
    EXPECT_EQ(picture->width, upright.width);
    EXPECT_EQ(picture->height, upright.height);
    EXPECT_LT(mean_difference(picture->rgb, upright.rgb), 12);
    const Picture exact =
        turn_upright({PictureFormat::jpeg, stored.width, stored.height, stored.rgb}, orientation);
    EXPECT_EQ(exact.rgb, upright.rgb);
  }
}

TEST(Orientation, values_beyond_eight_leave_the_picture_as_it_is) {
  const Canvas scene = pictures::draw_scene(8, 48, 32);
  for (const int orientation : {0, 9, 255}) {
    const auto picture = decode_picture(pictures::to_jpeg_with_orientation(scene, orientation));
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->width, scene.width);
    EXPECT_LT(mean_difference(picture->rgb, scene.rgb), 12);
  }
}

TEST(Orientation, a_block_that_makes_no_sense_is_upright) {
  EXPECT_EQ(read_orientation({}), 1);
  EXPECT_EQ(read_orientation(bytes_of("Exif")), 1);
  EXPECT_EQ(read_orientation(bytes_of(std::string_view("Exif\0\0MM\0*\xFF\xFF\xFF\xFF", 14))), 1);
  EXPECT_EQ(read_orientation(bytes_of("not a block at all, but long enough to be one")), 1);
}

}  // namespace
}  // namespace jium::media
