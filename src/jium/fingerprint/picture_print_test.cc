#include "jium/fingerprint/picture_print.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "pictures/pictures.h"

namespace jium::fingerprint {
namespace {

using pictures::Canvas;

media::PixelView view_of(const Canvas& canvas) {
  return {canvas.rgb.data(), canvas.width, canvas.height};
}

Bytes some_print() {
  static const Bytes bytes = encode(print_of(view_of(pictures::draw_scene(7, 320, 240))));
  return bytes;
}
Bytes some_query() {
  static const Bytes bytes = encode(query_of(view_of(pictures::draw_scene(8, 200, 150))));
  return bytes;
}

TEST(PicturePrint, keeps_the_standard_hash_untouched) {
  const Canvas scene = pictures::draw_scene(3);
  const PicturePrint print = print_of(view_of(scene));
  EXPECT_EQ(print.whole, pdq_of(view_of(scene)));
  EXPECT_EQ(print.width, 640);
  EXPECT_EQ(print.height, 480);
}

TEST(PicturePrint, a_query_has_the_standard_hash_in_eight_forms) {
  const Canvas scene = pictures::draw_scene(4);
  EXPECT_EQ(query_of(view_of(scene)).whole.forms, pdq_forms_of(view_of(scene)).forms);
}

TEST(PicturePrint, has_thirty_three_regions_and_local_features_within_its_size) {
  const PicturePrint print = print_of(view_of(pictures::draw_scene(5, 1200, 900)));
  EXPECT_GE(print.views.size(), 33U);
  EXPECT_LE(print.views.size(), 34U);
  EXPECT_GT(print.features.size(), 200U);
  EXPECT_LE(print.features.size(), kMostPrintFeatures);
  EXPECT_LE(encode(print).size(), kMostPrintBytes);
}

TEST(PicturePrint, the_fullest_print_fits_its_size) {
  PicturePrint full{1, 1, {}, {}, {}};
  full.views.resize(kMostViews);
  full.features.resize(kMostPrintFeatures);
  EXPECT_LE(encode(full).size(), kMostPrintBytes);
}

TEST(PicturePrint, pictures_without_anything_to_see_have_prints_without_features) {
  for (const int side : {1, 4, 31, 300}) {
    const Canvas plain{
        side, side,
        std::vector<std::uint8_t>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 3, 90)};
    EXPECT_TRUE(print_of(view_of(plain)).features.empty()) << side;
    EXPECT_TRUE(query_of(view_of(plain)).mirrored_features.empty()) << side;
    EXPECT_TRUE(decode_print(encode(print_of(view_of(plain))))) << side;
  }
}

TEST(PicturePrint, comes_back_as_it_was_written) {
  const auto print = decode_print(some_print());
  ASSERT_TRUE(print);
  EXPECT_EQ(encode(*print), some_print());
  EXPECT_FALSE(print->features.empty());
  const auto query = decode_query(some_query());
  ASSERT_TRUE(query);
  EXPECT_EQ(encode(*query), some_query());
  EXPECT_FALSE(query->features.empty());
  EXPECT_FALSE(query->mirrored_features.empty());
}

TEST(PicturePrint, one_picture_has_one_print) {
  const Canvas scene = pictures::draw_scene(11, 300, 200);
  EXPECT_EQ(encode(print_of(view_of(scene))), encode(print_of(view_of(scene))));
  EXPECT_EQ(encode(query_of(view_of(scene))), encode(query_of(view_of(scene))));
}

TEST(PicturePrint, every_truncation_is_refused) {
  const Bytes print = some_print();
  for (std::size_t length = 0; length < print.size(); ++length) {
    ASSERT_FALSE(decode_print(ByteView(print).first(length))) << length;
  }
  const Bytes query = some_query();
  for (std::size_t length = 0; length < query.size(); length += length < 400 ? 1 : 37) {
    ASSERT_FALSE(decode_query(ByteView(query).first(length))) << length;
  }
}

TEST(PicturePrint, longer_bytes_and_another_kind_or_version_are_refused) {
  Bytes longer = some_print();
  longer.push_back(0);
  EXPECT_FALSE(decode_print(longer));
  EXPECT_FALSE(decode_print(some_query()));
  EXPECT_FALSE(decode_query(some_print()));
  Bytes newer = some_print();
  newer[1] = 2;
  EXPECT_FALSE(decode_print(newer));
}

TEST(PicturePrint, values_out_of_their_range_are_refused) {
  const auto refused = [](std::size_t at, std::uint8_t value) {
    Bytes bytes = some_print();
    bytes[at] = value;
    return !decode_print(bytes);
  };
  EXPECT_TRUE(refused(5, 0x80));             // width
  EXPECT_TRUE(refused(10, 101));             // quality
  EXPECT_TRUE(refused(43, kMostViews + 1));  // views
  EXPECT_TRUE(refused(44, 5));               // kind of the first view
  EXPECT_TRUE(refused(44 + 9, 101));         // its quality
}

RC_GTEST_PROP(PicturePrintOfAnyBytes, is_refused_or_the_same_again, (const Bytes& tail, std::uint16_t cut)) {
  Bytes bytes = some_print();
  bytes.resize(cut % bytes.size());
  bytes.insert(bytes.end(), tail.begin(), tail.end());
  const auto print = decode_print(bytes);
  const bool good = !print || encode(*print) == bytes;
  RC_ASSERT(good);
}

}  // namespace
}  // namespace jium::fingerprint
