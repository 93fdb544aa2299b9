#include "jium/media/heif_codec_decoder.h"

#include <libheif/heif.h>
#include <libheif/heif_plugin.h>

extern "C" {
#include <libavutil/frame.h>
#include <libavutil/pixdesc.h>
}

#include <array>
#include <cstring>
#include <memory>

#include "jium/media/still_decoder.h"

namespace jium::media {
namespace {

constexpr const char* kId = "jium";
// Above every decoder that libheif brings along (libde265 says 100, dav1d 150): libheif 1.15 asks for the
// highest of a format, and heeds a decoder's name on some of its ways only.
constexpr int kPriority = 1'000'000;
constexpr heif_error kFine{heif_error_Ok, heif_suberror_Unspecified, ""};
constexpr heif_error kRefused{heif_error_Decoder_plugin_error, heif_suberror_Unspecified, "refused"};

// libheif hands nothing of the caller's to a decoder.
struct State {
  PictureLimits limits;
  std::optional<PictureProblem> problem;
};
thread_local State state;

heif_error refuse(PictureProblem problem) {
  if (!state.problem) state.problem = problem;
  return kRefused;
}

struct ImageEnd {
  void operator()(heif_image* image) const { heif_image_release(image); }
};
using Image = std::unique_ptr<heif_image, ImageEnd>;

// What was pushed for one picture.
struct Coded {
  StillCodec codec;
  Bytes bytes;
};

// HEIF stores a size of four bytes before each unit of HEVC (ISO/IEC 14496-15), FFmpeg wants a start code
// (ITU-T H.265, annex B), which is as long. False: a size that is not true.
bool use_start_codes(Bytes& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (bytes.size() - at < 4) return false;
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) size = size << 8 | bytes[at + i];
    if (size > bytes.size() - at - 4) return false;
    for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = i == 3 ? std::uint8_t{1} : std::uint8_t{0};
    at += 4 + size;
  }
  return true;
}

// FFmpeg calls the planes of an RGB picture by other names, but keeps them in the order that HEIF does.
std::optional<heif_chroma> chroma_of(const AVPixFmtDescriptor& kind) {
  constexpr std::uint64_t kOther =
      AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_FLOAT;
  if ((kind.flags & kOther) != 0 || kind.comp[0].shift != 0 || kind.comp[0].depth > 16) return std::nullopt;
  if (kind.nb_components == 1) return heif_chroma_monochrome;
  if (kind.nb_components != 3 || (kind.flags & AV_PIX_FMT_FLAG_PLANAR) == 0) return std::nullopt;
  if (kind.log2_chroma_w == 1 && kind.log2_chroma_h == 1) return heif_chroma_420;
  if (kind.log2_chroma_w == 1 && kind.log2_chroma_h == 0) return heif_chroma_422;
  if (kind.log2_chroma_w == 0 && kind.log2_chroma_h == 0) return heif_chroma_444;
  return std::nullopt;
}

bool copy_plane(const AVFrame& frame, const AVPixFmtDescriptor& kind, int plane, heif_image* image) {
  constexpr std::array kChannels{heif_channel_Y, heif_channel_Cb, heif_channel_Cr};
  const heif_channel channel = kChannels[static_cast<std::size_t>(plane)];
  const int width = plane == 0 ? frame.width : AV_CEIL_RSHIFT(frame.width, kind.log2_chroma_w);
  const int height = plane == 0 ? frame.height : AV_CEIL_RSHIFT(frame.height, kind.log2_chroma_h);
  const int depth = kind.comp[plane].depth;
  if (heif_image_add_plane(image, channel, width, height, depth).code != heif_error_Ok) return false;
  int stride = 0;
  std::uint8_t* out = heif_image_get_plane(image, channel, &stride);
  if (out == nullptr) return false;
  const auto row = static_cast<std::size_t>(width) * (depth > 8 ? 2 : 1);
  for (int y = 0; y < height; ++y) {
    std::memcpy(out + static_cast<std::ptrdiff_t>(y) * stride,
                frame.data[plane] + static_cast<std::ptrdiff_t>(y) * frame.linesize[plane], row);
  }
  return true;
}

// How the stream itself says its colours are meant. Where the file says so too, libheif takes the file's
// word.
void copy_colours(const AVFrame& frame, heif_image* image) {
  struct ProfileEnd {
    void operator()(heif_color_profile_nclx* profile) const { heif_nclx_color_profile_free(profile); }
  };
  const std::unique_ptr<heif_color_profile_nclx, ProfileEnd> profile(heif_nclx_color_profile_alloc());
  if (profile == nullptr) return;
  const auto known = [](const heif_error& error) { return error.code == heif_error_Ok; };
  // Numbers that libheif does not know leave its own defaults.
  static_cast<void>(known(heif_nclx_color_profile_set_color_primaries(
      profile.get(), static_cast<std::uint16_t>(frame.color_primaries))));
  static_cast<void>(known(heif_nclx_color_profile_set_transfer_characteristics(
      profile.get(), static_cast<std::uint16_t>(frame.color_trc))));
  static_cast<void>(known(heif_nclx_color_profile_set_matrix_coefficients(
      profile.get(), static_cast<std::uint16_t>(frame.colorspace))));
  profile->full_range_flag = frame.color_range == AVCOL_RANGE_JPEG ? 1 : 0;
  heif_image_set_nclx_color_profile(image, profile.get());
}

heif_error image_of(const AVFrame& frame, heif_image** out) {
  const AVPixFmtDescriptor* kind = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  const auto chroma = kind != nullptr ? chroma_of(*kind) : std::nullopt;
  if (!chroma) return refuse(PictureProblem::variant);
  heif_image* made = nullptr;
  const auto colours = *chroma == heif_chroma_monochrome ? heif_colorspace_monochrome : heif_colorspace_YCbCr;
  if (heif_image_create(frame.width, frame.height, colours, *chroma, &made).code != heif_error_Ok)
    return refuse(PictureProblem::too_hungry);
  Image image(made);
  for (int plane = 0; plane < kind->nb_components; ++plane) {
    if (!copy_plane(frame, *kind, plane, made)) return refuse(PictureProblem::too_hungry);
  }
  copy_colours(frame, made);
  *out = image.release();
  return kFine;
}

heif_error decode(void* decoder, heif_image** out) {
  Coded& coded = *static_cast<Coded*>(decoder);
  if (coded.codec == StillCodec::hevc && !use_start_codes(coded.bytes))
    return refuse(PictureProblem::damaged);
  const auto frame = decode_still(coded.bytes, coded.codec, state.limits);
  if (!frame) return refuse(problem_of(frame.fault()).value_or(PictureProblem::variant));
  return image_of(**frame, out);
}

template <StillCodec kCodec, heif_compression_format kFormat>
const heif_decoder_plugin& plugin() {
  static const heif_decoder_plugin made{
      3,
      [] { return "jium"; },
      nullptr,
      nullptr,
      [](heif_compression_format format) { return format == kFormat ? kPriority : 0; },
      [](void** decoder) {
        *decoder = new Coded{kCodec, {}};
        return kFine;
      },
      [](void* decoder) { delete static_cast<Coded*>(decoder); },
      [](void* decoder, const void* data, size_t size) {
        const auto* bytes = static_cast<const std::uint8_t*>(data);
        Bytes& all = static_cast<Coded*>(decoder)->bytes;
        all.insert(all.end(), bytes, bytes + size);
        return kFine;
      },
      &decode,
      [](void* /*decoder*/, int /*strict*/) {},
      kId};
  return made;
}

bool register_both() {
  return heif_register_decoder_plugin(&plugin<StillCodec::hevc, heif_compression_HEVC>()).code ==
             heif_error_Ok &&
         heif_register_decoder_plugin(&plugin<StillCodec::av1, heif_compression_AV1>()).code == heif_error_Ok;
}

}  // namespace

// Registered once, before the first picture.
const char* our_heif_decoders() {
  static const bool registered = register_both();
  static_cast<void>(registered);
  return kId;
}

HeifDecoding::HeifDecoding(const PictureLimits& limits) {
  state = {limits, std::nullopt};
}
HeifDecoding::~HeifDecoding() {
  state = {};
}
std::optional<PictureProblem> HeifDecoding::problem() const {
  return state.problem;
}

}  // namespace jium::media
