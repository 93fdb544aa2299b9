#include "hash/grey_jpeg.h"

// jpeglib.h needs <cstdio> before it.
#include <cstdio>

#include <jpeglib.h>

#include <algorithm>

namespace jium::bench {
namespace {

int shrinking(const jpeg_decompress_struct& jpeg, int least_side) {
  if (least_side == 0) return 1;
  const int longest = static_cast<int>(std::max(jpeg.image_width, jpeg.image_height));
  for (const int by : {8, 4, 2}) {
    if (longest / by >= least_side) return by;
  }
  return 1;
}

}  // namespace

fingerprint::Luma grey_of_jpeg(ByteView file, int least_side) {
  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);  // ends the program on damage: our own files have none
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, file.data(), file.size());
  jpeg_read_header(&jpeg, TRUE);
  jpeg.out_color_space = JCS_GRAYSCALE;
  jpeg.scale_num = 1;
  jpeg.scale_denom = static_cast<unsigned>(shrinking(jpeg, least_side));
  jpeg_start_decompress(&jpeg);
  fingerprint::Luma luma{static_cast<int>(jpeg.output_width), static_cast<int>(jpeg.output_height), {}};
  luma.values.reserve(std::size_t{jpeg.output_width} * jpeg.output_height);
  std::vector<JSAMPLE> row(jpeg.output_width);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW rows[] = {row.data()};
    jpeg_read_scanlines(&jpeg, rows, 1);
    luma.values.insert(luma.values.end(), row.begin(), row.end());
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
  return luma;
}

}  // namespace jium::bench
