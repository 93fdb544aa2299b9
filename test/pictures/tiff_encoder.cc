// Canvas -> TIFF, by libtiff into memory.
#include <tiffio.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "pictures/pictures.h"

namespace jium::pictures {
namespace {

void require(bool good) {
  if (!good) std::abort();
}

struct Memory {
  Bytes bytes;
  std::size_t at = 0;
};

Memory& memory_of(thandle_t handle) {
  return *static_cast<Memory*>(handle);
}

tmsize_t read_memory(thandle_t handle, void* out, tmsize_t size) {
  Memory& memory = memory_of(handle);
  if (memory.at >= memory.bytes.size()) return 0;
  const auto got = std::min(static_cast<std::size_t>(size), memory.bytes.size() - memory.at);
  std::memcpy(out, memory.bytes.data() + memory.at, got);
  memory.at += got;
  return static_cast<tmsize_t>(got);
}

tmsize_t write_memory(thandle_t handle, void* data, tmsize_t size) {
  Memory& memory = memory_of(handle);
  const auto count = static_cast<std::size_t>(size);
  if (memory.bytes.size() < memory.at + count) memory.bytes.resize(memory.at + count);
  std::memcpy(memory.bytes.data() + memory.at, data, count);
  memory.at += count;
  return size;
}

toff_t seek_memory(thandle_t handle, toff_t offset, int whence) {
  Memory& memory = memory_of(handle);
  const std::size_t from = whence == SEEK_CUR ? memory.at : whence == SEEK_END ? memory.bytes.size() : 0;
  memory.at = from + static_cast<std::size_t>(offset);
  return memory.at;
}

using Tiff = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

Tiff open_memory(Memory& memory, const TiffKind& kind) {
  Tiff tiff(TIFFClientOpen(
                "memory", kind.big_endian ? "wb" : "wl", &memory, &read_memory, &write_memory, &seek_memory,
                [](thandle_t) { return 0; },
                [](thandle_t handle) { return static_cast<toff_t>(memory_of(handle).bytes.size()); }, nullptr,
                nullptr),
            &TIFFClose);
  require(tiff != nullptr);
  return tiff;
}

int samples_of(const TiffKind& kind) {
  return kind.grey ? 1 : kind.alpha ? 4 : 3;
}

void describe(TIFF* tiff, const Canvas& canvas, const TiffKind& kind) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(canvas.width));
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(canvas.height));
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, kind.bits);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, samples_of(kind));
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, kind.compression);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, kind.grey ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, kind.orientation);
  if (kind.thumbnail) TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE);
  if (kind.alpha) {
    std::uint16_t extra = EXTRASAMPLE_UNASSALPHA;
    TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &extra);
  }
  if (kind.compression == COMPRESSION_JPEG) {
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_YCBCR);
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    TIFFSetField(tiff, TIFFTAG_JPEGQUALITY, 95);
  }
  if (kind.tile > 0) {
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, kind.tile);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, kind.tile);
  } else {
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 16);
  }
}

// The samples of one pixel, as the file stores them; a point outside the canvas is black.
void put_pixel(Bytes& out, const Canvas& canvas, const TiffKind& kind, int x, int y) {
  const bool inside = x < canvas.width && y < canvas.height;
  const auto place =
      (static_cast<std::size_t>(y) * static_cast<std::size_t>(canvas.width) + static_cast<std::size_t>(x)) *
      3;
  for (int c = 0; c < samples_of(kind); ++c) {
    std::uint8_t value = inside && c < 3 ? canvas.rgb[place + static_cast<std::size_t>(c)] : std::uint8_t{0};
    if (c == 3) value = static_cast<std::uint8_t>(x);  // all kinds of transparency
    if (kind.bits == 16) {
      // In the order of this machine, which libtiff turns round where it has to.
      const auto wide = static_cast<std::uint16_t>(value * 257);
      out.push_back(static_cast<std::uint8_t>(wide));
      out.push_back(static_cast<std::uint8_t>(wide >> 8));
    } else {
      out.push_back(value);
    }
  }
}

void write_tiles(TIFF* tiff, const Canvas& canvas, const TiffKind& kind) {
  for (int top = 0; top < canvas.height; top += kind.tile) {
    for (int left = 0; left < canvas.width; left += kind.tile) {
      Bytes tile;
      for (int y = top; y < top + kind.tile; ++y) {
        for (int x = left; x < left + kind.tile; ++x) put_pixel(tile, canvas, kind, x, y);
      }
      require(TIFFWriteTile(tiff, tile.data(), static_cast<std::uint32_t>(left),
                            static_cast<std::uint32_t>(top), 0, 0) >= 0);
    }
  }
}

void write_rows(TIFF* tiff, const Canvas& canvas, const TiffKind& kind) {
  for (int y = 0; y < canvas.height; ++y) {
    Bytes row;
    for (int x = 0; x < canvas.width; ++x) put_pixel(row, canvas, kind, x, y);
    require(TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0) == 1);
  }
}

}  // namespace

Bytes to_tiff(const Canvas& canvas, const TiffKind& kind) {
  Memory memory;
  {
    const Tiff tiff = open_memory(memory, kind);
    describe(tiff.get(), canvas, kind);
    kind.tile > 0 ? write_tiles(tiff.get(), canvas, kind) : write_rows(tiff.get(), canvas, kind);
    for (int page = 1; page < kind.pages; ++page) {
      require(TIFFWriteDirectory(tiff.get()) == 1);
      describe(tiff.get(), canvas, kind);
      Canvas black = canvas;
      std::fill(black.rgb.begin(), black.rgb.end(), std::uint8_t{0});
      kind.tile > 0 ? write_tiles(tiff.get(), black, kind) : write_rows(tiff.get(), black, kind);
    }
  }
  return std::move(memory.bytes);
}

}  // namespace jium::pictures
