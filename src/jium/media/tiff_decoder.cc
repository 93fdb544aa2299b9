#include "jium/media/tiff_decoder.h"

#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>

#include "jium/media/orientation.h"
#include "jium/media/picture_problem.h"

namespace jium::media {
namespace {

// Room for one strip or tile, and for libtiff's tables. A strip may be the whole picture at 16 bits.
constexpr tmsize_t kMostAtOnce = tmsize_t{640} << 20;

constexpr std::array<std::uint16_t, 9> kCompressions{
    COMPRESSION_NONE, COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3,     COMPRESSION_CCITTFAX4, COMPRESSION_LZW,
    COMPRESSION_JPEG, COMPRESSION_PACKBITS, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE};

// What libtiff reads from, and what it had to say.
struct Source {
  ByteView bytes;
  std::size_t at = 0;
  bool past_the_end = false;
  bool complained = false;
  bool reading_pixels = false;

  // Beyond the end there is nothing; whoever looks there found a promise that the file does not keep.
  tmsize_t read(void* out, tmsize_t size) {
    const std::size_t left = at < bytes.size() ? bytes.size() - at : 0;
    const auto wanted = static_cast<std::size_t>(size);
    const std::size_t got = std::min(wanted, left);
    past_the_end = past_the_end || got < wanted;
    if (got > 0) std::memcpy(out, bytes.data() + at, got);
    at += got;
    return static_cast<tmsize_t>(got);
  }
  toff_t seek(toff_t offset, int whence) {
    const std::size_t from = whence == SEEK_CUR ? at : whence == SEEK_END ? bytes.size() : 0;
    at = from + static_cast<std::size_t>(offset);
    return at;
  }
};

Source& source_of(void* handle) {
  return *static_cast<Source*>(handle);
}

struct TiffEnd {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
struct OptionsEnd {
  void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};
using Tiff = std::unique_ptr<TIFF, TiffEnd>;
using Options = std::unique_ptr<TIFFOpenOptions, OptionsEnd>;

// Nothing is printed: the words may be the file's own. What is odd about a directory is for libtiff to judge;
// what is odd about the pixels (a fax line of the wrong length, a JPEG that had to be mended) is damage.
int on_error(TIFF* /*tiff*/, void* user, const char* /*module*/, const char* /*format*/, va_list /*words*/) {
  source_of(user).complained = true;
  return 1;
}
int on_warning(TIFF* /*tiff*/, void* user, const char* /*module*/, const char* /*format*/,
               va_list /*words*/) {
  Source& source = source_of(user);
  source.complained = source.complained || source.reading_pixels;
  return 1;
}

// "m": the bytes are asked for, not mapped, so that a look beyond the end is seen.
Tiff open_tiff(Source& source) {
  const Options options(TIFFOpenOptionsAlloc());
  if (options == nullptr) return nullptr;
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMostAtOnce);
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), &on_error, &source);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), &on_warning, &source);
  return Tiff(TIFFClientOpenExt(
      "picture", "rm", &source,
      [](thandle_t handle, void* out, tmsize_t size) { return source_of(handle).read(out, size); },
      [](thandle_t, void*, tmsize_t) { return tmsize_t{0}; },
      [](thandle_t handle, toff_t offset, int whence) { return source_of(handle).seek(offset, whence); },
      [](thandle_t) { return 0; },
      [](thandle_t handle) { return static_cast<toff_t>(source_of(handle).bytes.size()); }, nullptr, nullptr,
      options.get()));
}

template <class Number>
Number field(TIFF* tiff, std::uint32_t tag) {
  Number value = 0;
  return TIFFGetFieldDefaulted(tiff, tag, &value) == 1 ? value : Number{0};
}

bool is_raw(TIFF* tiff) {
  const std::uint8_t* version = nullptr;
  return TIFFGetField(tiff, TIFFTAG_DNGVERSION, &version) == 1 ||
         (field<std::uint32_t>(tiff, TIFFTAG_SUBFILETYPE) & FILETYPE_REDUCEDIMAGE) != 0;
}

// Whole tiles are decoded, however little of them the picture needs.
bool pieces_are_within(TIFF* tiff, const PictureLimits& limits) {
  if (TIFFIsTiled(tiff) == 0) return TIFFStripSize(tiff) > 0;
  return within(limits, field<std::uint32_t>(tiff, TIFFTAG_TILEWIDTH),
                field<std::uint32_t>(tiff, TIFFTAG_TILELENGTH)) &&
         TIFFTileSize(tiff) > 0;
}

std::optional<PictureProblem> problem_of_page(TIFF* tiff, const PictureLimits& limits) {
  if (is_raw(tiff)) return PictureProblem::raw;
  const auto width = field<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH);
  const auto height = field<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH);
  if (width == 0 || height == 0) return PictureProblem::damaged;
  if (!within(limits, width, height) || !pieces_are_within(tiff, limits)) return PictureProblem::too_large;
  const auto compression = field<std::uint16_t>(tiff, TIFFTAG_COMPRESSION);
  const bool known =
      std::find(kCompressions.begin(), kCompressions.end(), compression) != kCompressions.end();
  if (!known || TIFFIsCODECConfigured(compression) == 0) return PictureProblem::variant;
  return std::nullopt;
}

// An extra sample is dropped, never multiplied in: libtiff leaves colours alone that it takes to be
// multiplied already.
void leave_colours_alone(TIFF* tiff) {
  std::uint16_t count = 0;
  std::uint16_t* kinds = nullptr;
  if (TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) != 1 || count == 0) return;
  std::vector<std::uint16_t> same(count, EXTRASAMPLE_ASSOCALPHA);
  TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, count, same.data());
}

// Rows from the top as they are stored: libtiff would mirror, but not turn.
std::optional<PictureProblem> read_pixels(TIFF* tiff, Picture& picture) {
  std::array<char, 1024> words{};
  TIFFRGBAImage image{};
  if (TIFFRGBAImageOK(tiff, words.data()) == 0 || TIFFRGBAImageBegin(&image, tiff, 1, words.data()) == 0)
    return PictureProblem::variant;
  const std::unique_ptr<TIFFRGBAImage, void (*)(TIFFRGBAImage*)> owner(&image, &TIFFRGBAImageEnd);
  image.req_orientation = ORIENTATION_TOPLEFT;
  std::vector<std::uint32_t> raster(picture.rgb.size() / 3);
  if (TIFFRGBAImageGet(&image, raster.data(), image.width, image.height) == 0) return PictureProblem::damaged;
  std::uint8_t* out = picture.rgb.data();
  for (const std::uint32_t pixel : raster) {
    *out++ = static_cast<std::uint8_t>(TIFFGetR(pixel));
    *out++ = static_cast<std::uint8_t>(TIFFGetG(pixel));
    *out++ = static_cast<std::uint8_t>(TIFFGetB(pixel));
  }
  return std::nullopt;
}

}  // namespace

Result<Picture> decode_tiff(ByteView bytes, const PictureLimits& limits) {
  Source source{bytes};
  const Tiff tiff = open_tiff(source);
  if (tiff == nullptr)
    return fault_of(source.past_the_end ? PictureProblem::cut_short : PictureProblem::damaged);
  if (const auto problem = problem_of_page(tiff.get(), limits)) return fault_of(*problem);
  const int orientation = field<std::uint16_t>(tiff.get(), TIFFTAG_ORIENTATION);
  TIFFSetField(tiff.get(), TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  leave_colours_alone(tiff.get());
  Picture picture{PictureFormat::tiff,
                  static_cast<int>(field<std::uint32_t>(tiff.get(), TIFFTAG_IMAGEWIDTH)),
                  static_cast<int>(field<std::uint32_t>(tiff.get(), TIFFTAG_IMAGELENGTH)),
                  {}};
  picture.rgb.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 3);
  source.reading_pixels = true;
  const auto problem = read_pixels(tiff.get(), picture);
  if (source.past_the_end) return fault_of(PictureProblem::cut_short);
  if (problem) return fault_of(*problem);
  if (source.complained) return fault_of(PictureProblem::damaged);
  return turn_upright(std::move(picture), orientation);
}

}  // namespace jium::media
