#include "jium/media/ffmpeg_frame.h"

extern "C" {
#include <libavutil/frame.h>
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <array>
#include <cstring>

namespace jium::media {
namespace {

bool has(const AVPixFmtDescriptor& kind, std::uint64_t flag) {
  return (kind.flags & flag) != 0;
}
bool is_grey(const AVPixFmtDescriptor& kind) {
  return kind.nb_components <= 2;
}

// Whole bytes in one plane: grey, RGB, BGR and their like, of 8 or 16 bits.
bool is_bytewise(const AVPixFmtDescriptor& kind) {
  if (has(kind, AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_PLANAR)) return false;
  for (int c = 0; c < kind.nb_components; ++c) {
    const int depth = kind.comp[c].depth;
    if ((depth != 8 && depth != 16) || kind.comp[c].shift != 0) return false;
  }
  return true;
}

void copy_bytewise(const AVFrame& frame, const AVPixFmtDescriptor& kind, std::uint8_t* out) {
  std::array<int, 3> places{};
  for (std::size_t c = 0; c < 3; ++c) {
    const AVComponentDescriptor& part = kind.comp[is_grey(kind) ? 0 : c];
    const bool low_byte_first = part.depth == 16 && !has(kind, AV_PIX_FMT_FLAG_BE);
    places[c] = part.offset + (low_byte_first ? 1 : 0);
  }
  const int step = kind.comp[0].step;
  for (int y = 0; y < frame.height; ++y) {
    const std::uint8_t* in = frame.data[0] + static_cast<std::ptrdiff_t>(y) * frame.linesize[0];
    for (int x = 0; x < frame.width; ++x, in += step) {
      for (const int place : places) *out++ = in[place];
    }
  }
}

void copy_palette(const AVFrame& frame, std::uint8_t* out) {
  std::array<std::uint32_t, 256> colours{};
  std::memcpy(colours.data(), frame.data[1], sizeof colours);
  for (int y = 0; y < frame.height; ++y) {
    const std::uint8_t* in = frame.data[0] + static_cast<std::ptrdiff_t>(y) * frame.linesize[0];
    for (int x = 0; x < frame.width; ++x) {
      const std::uint32_t colour = colours[in[x]];
      for (const int shift : {16, 8, 0}) *out++ = static_cast<std::uint8_t>(colour >> shift);
    }
  }
}

// The rare rest: 1 bit a pixel, 5 or 6 bits a colour.
void copy_packed_bits(const AVFrame& frame, const AVPixFmtDescriptor& kind, std::uint8_t* out) {
  std::vector<std::uint16_t> line(static_cast<std::size_t>(frame.width));
  const std::array<const std::uint8_t*, 4> planes{frame.data[0], frame.data[1], frame.data[2], frame.data[3]};
  for (int y = 0; y < frame.height; ++y) {
    for (int c = 0; c < 3; ++c) {
      const int part = is_grey(kind) ? 0 : c;
      const int most = (1 << kind.comp[part].depth) - 1;
      std::array<const std::uint8_t*, 4> from = planes;
      av_read_image_line(line.data(), from.data(), frame.linesize, &kind, 0, y, part, frame.width, 0);
      std::uint8_t* to = out + static_cast<std::ptrdiff_t>(y) * frame.width * 3 + c;
      for (const std::uint16_t value : line) {
        *to = static_cast<std::uint8_t>((value * 255 + most / 2) / most);
        to += 3;
      }
    }
  }
}

const std::uint8_t* row_of(const AVFrame& frame, int plane, int y) {
  return frame.data[plane] + static_cast<std::ptrdiff_t>(y) * frame.linesize[plane];
}

// The stored bytes of the last two rows.
Bytes last_rows(const AVFrame& frame) {
  const int length = av_image_get_linesize(static_cast<AVPixelFormat>(frame.format), frame.width, 0);
  Bytes rows;
  for (int y = std::max(0, frame.height - 2); y < frame.height; ++y) {
    const std::uint8_t* row = row_of(frame, 0, y);
    if (length > 0) rows.insert(rows.end(), row, row + length);
  }
  return rows;
}

bool last_pixel_may_be_untouched(const AVFrame& frame, const AVPixFmtDescriptor& kind, std::uint8_t fill) {
  const auto pixel = static_cast<std::ptrdiff_t>(std::max(1, av_get_padded_bits_per_pixel(&kind) / 8));
  const Bytes rows = last_rows(frame);
  for (auto at = rows.begin(); rows.end() - at >= pixel; at += pixel) {
    if (std::all_of(at, at + pixel, [fill](std::uint8_t byte) { return byte == fill; })) return true;
  }
  return false;
}

// The codecs of video code blocks of at least 8 by 8, of which a filter behind them may change the edges. One
// sample in each 4 by 4 is looked at, the others only when it fits.
bool block_may_be_untouched(const AVFrame& frame, const AVPixFmtDescriptor& kind, std::uint8_t fill) {
  constexpr int kBlock = 4;
  const int bytes = kind.comp[0].depth > 8 ? 2 : 1;
  const auto untouched = [&](int x, int y) {
    const int right = std::min(x + kBlock, frame.width);
    const int bottom = std::min(y + kBlock, frame.height);
    for (int line = y; line < bottom; ++line) {
      const std::uint8_t* row = row_of(frame, 0, line);
      if (!std::all_of(row + x * bytes, row + right * bytes,
                       [fill](std::uint8_t byte) { return byte == fill; }))
        return false;
    }
    return true;
  };
  for (int y = 0; y < frame.height; y += kBlock) {
    const std::uint8_t* row = row_of(frame, 0, y);
    for (int x = 0; x < frame.width; x += kBlock) {
      if (row[x * bytes] == fill && untouched(x, y)) return true;
    }
  }
  return false;
}

}  // namespace

std::optional<Picture> rgb_of(const AVFrame& frame, PictureFormat format) {
  const AVPixFmtDescriptor* kind = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  if (kind == nullptr || has(*kind, AV_PIX_FMT_FLAG_FLOAT | AV_PIX_FMT_FLAG_HWACCEL)) return std::nullopt;
  if (!is_grey(*kind) && !has(*kind, AV_PIX_FMT_FLAG_RGB)) return std::nullopt;
  Picture picture{format, frame.width, frame.height, {}};
  picture.rgb.resize(static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height) * 3);
  if (has(*kind, AV_PIX_FMT_FLAG_PAL)) {
    copy_palette(frame, picture.rgb.data());
  } else if (is_bytewise(*kind)) {
    copy_bytewise(frame, *kind, picture.rgb.data());
  } else {
    copy_packed_bits(frame, *kind, picture.rgb.data());
  }
  return picture;
}

bool may_be_untouched(const AVFrame& frame, std::uint8_t fill, Written written) {
  const AVPixFmtDescriptor* kind = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  if (kind == nullptr) return false;
  return written == Written::in_blocks ? block_may_be_untouched(frame, *kind, fill)
                                       : last_pixel_may_be_untouched(frame, *kind, fill);
}

bool same_pixels(const AVFrame& one, const AVFrame& other) {
  if (one.format != other.format || one.width != other.width || one.height != other.height) return false;
  const AVPixFmtDescriptor* kind = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(one.format));
  if (kind == nullptr) return false;
  const int planes =
      has(*kind, AV_PIX_FMT_FLAG_PAL) ? 1 : av_pix_fmt_count_planes(static_cast<AVPixelFormat>(one.format));
  for (int plane = 0; plane < planes; ++plane) {
    const int rows = plane == 1 || plane == 2 ? AV_CEIL_RSHIFT(one.height, kind->log2_chroma_h) : one.height;
    const int length = av_image_get_linesize(static_cast<AVPixelFormat>(one.format), one.width, plane);
    for (int y = 0; y < rows; ++y) {
      if (length <= 0 ||
          !std::equal(row_of(one, plane, y), row_of(one, plane, y) + length, row_of(other, plane, y)))
        return false;
    }
  }
  return true;
}

}  // namespace jium::media
