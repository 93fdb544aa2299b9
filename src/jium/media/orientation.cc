#include "jium/media/orientation.h"

#include <libexif/exif-data.h>

#include <cstring>
#include <memory>

namespace jium::media {
namespace {

// Where the upright picture's pixel (x, y) lies in the stored one: corner + x * across + y * down, counted
// in pixels from the stored picture's first.
struct Turn {
  std::ptrdiff_t corner;
  std::ptrdiff_t across;
  std::ptrdiff_t down;
};

Turn turn_of(int orientation, std::ptrdiff_t width, std::ptrdiff_t height) {
  const std::ptrdiff_t right = width - 1;
  const std::ptrdiff_t bottom = (height - 1) * width;
  switch (orientation) {
    case 2:
      return {right, -1, width};
    case 3:
      return {right + bottom, -1, -width};
    case 4:
      return {bottom, 1, -width};
    case 5:
      return {0, width, 1};
    case 6:
      return {bottom, -width, 1};
    case 7:
      return {right + bottom, -width, -1};
    case 8:
      return {right, width, -1};
    default:
      return {0, 1, width};
  }
}

}  // namespace

int read_orientation(ByteView exif) {
  const std::unique_ptr<ExifData, decltype(&exif_data_unref)> data(exif_data_new(), &exif_data_unref);
  if (data == nullptr) return 1;
  exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_load_data(data.get(), exif.data(), static_cast<unsigned>(exif.size()));
  const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->components < 1 || entry->size < 2)
    return 1;
  const int value = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return value >= 1 && value <= 8 ? value : 1;
}

Picture turn_upright(Picture stored, int orientation) {
  if (orientation <= 1 || orientation > 8) return stored;
  const bool sideways = orientation >= 5;
  Picture upright{
      stored.format, sideways ? stored.height : stored.width, sideways ? stored.width : stored.height, {}};
  upright.rgb.resize(stored.rgb.size());
  const Turn turn = turn_of(orientation, stored.width, stored.height);
  std::uint8_t* out = upright.rgb.data();
  for (int y = 0; y < upright.height; ++y) {
    for (int x = 0; x < upright.width; ++x, out += 3) {
      std::memcpy(out, stored.rgb.data() + (turn.corner + x * turn.across + y * turn.down) * 3, 3);
    }
  }
  return upright;
}

}  // namespace jium::media
