#include "jium/media/jpeg_decoder.h"

// jpeglib.h needs <cstdio> before it.
#include <jpeglib.h>
#include <cstdio>

#include <jerror.h>

#include <csetjmp>
#include <cstring>
#include <optional>

#include "jium/media/orientation.h"
#include "jium/media/picture_problem.h"

namespace jium::media {
namespace {

constexpr int kMostScans = 200;  // a progressive file has about ten; each scan costs a pass over all pixels
constexpr int kExifMarker = JPEG_APP0 + 1;

PictureProblem problem_of_error(int code) {
  switch (code) {
    case JERR_INPUT_EMPTY:
    case JERR_INPUT_EOF:
      return PictureProblem::cut_short;
    case JERR_OUT_OF_MEMORY:
      return PictureProblem::too_hungry;
    case JERR_IMAGE_TOO_BIG:
      return PictureProblem::too_large;
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
    case JERR_SOF_UNSUPPORTED:
      return PictureProblem::variant;
    default:
      return PictureProblem::damaged;
  }
}

// Nothing for a warning about something that leaves every pixel as it was.
std::optional<PictureProblem> problem_of_warning(int code) {
  switch (code) {
    case JWRN_JPEG_EOF:
      return PictureProblem::cut_short;
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_MUST_RESYNC:
      return PictureProblem::damaged;
    default:
      return std::nullopt;
  }
}

// libjpeg reports through C callbacks and leaves by longjmp, so everything with a destructor lives here,
// outside the function that the jump returns to.
class JpegReader {
 public:
  JpegReader() {
    jpeg_.err = jpeg_std_error(&errors_);
    jpeg_.client_data = this;
    errors_.error_exit = [](j_common_ptr jpeg) {
      JpegReader& self = of(jpeg);
      self.stop(problem_of_error(self.errors_.msg_code));
    };
    errors_.emit_message = [](j_common_ptr jpeg, int level) {
      JpegReader& self = of(jpeg);
      if (level >= 0) return;
      if (const auto problem = problem_of_warning(self.errors_.msg_code)) self.stop(*problem);
    };
    progress_.progress_monitor = [](j_common_ptr jpeg) {
      JpegReader& self = of(jpeg);
      if (self.jpeg_.input_scan_number > kMostScans) self.stop(PictureProblem::damaged);
    };
  }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;
  ~JpegReader() { jpeg_destroy_decompress(&jpeg_); }

  // Each step is false when the file was refused; problem() then says why.
  [[nodiscard]] bool read_header(ByteView bytes) {
    if (setjmp(leave_) != 0) return false;
    jpeg_create_decompress(&jpeg_);
    jpeg_.progress = &progress_;
    jpeg_mem_src(&jpeg_, bytes.data(), bytes.size());
    jpeg_save_markers(&jpeg_, kExifMarker, 0xFFFF);
    jpeg_read_header(&jpeg_, TRUE);
    inks_ = jpeg_.jpeg_color_space == JCS_CMYK || jpeg_.jpeg_color_space == JCS_YCCK;
    jpeg_.out_color_space = inks_ ? JCS_CMYK : JCS_RGB;
    return true;
  }

  // `line`: room for one row of inks; `rgb`: room for the whole picture.
  [[nodiscard]] bool read_pixels(std::uint8_t* line, std::uint8_t* rgb) {
    if (setjmp(leave_) != 0) return false;
    jpeg_start_decompress(&jpeg_);
    while (jpeg_.output_scanline < jpeg_.output_height) {
      const std::size_t row = std::size_t{jpeg_.output_scanline} * jpeg_.output_width * 3;
      JSAMPROW target = inks_ ? line : rgb + row;
      jpeg_read_scanlines(&jpeg_, &target, 1);
      if (inks_) print_inks(line, rgb + row, jpeg_.output_width);
    }
    jpeg_finish_decompress(&jpeg_);
    return true;
  }

  // Between the two steps: when the pixels are read, libjpeg has thrown the markers away.
  [[nodiscard]] int orientation() const {
    for (const jpeg_marker_struct* marker = jpeg_.marker_list; marker != nullptr; marker = marker->next) {
      if (marker->marker != kExifMarker || marker->data_length < 6) continue;
      if (std::memcmp(marker->data, "Exif\0", 6) == 0)
        return read_orientation({marker->data, marker->data_length});
    }
    return 1;
  }

  [[nodiscard]] PictureProblem problem() const { return problem_; }
  [[nodiscard]] int width() const { return static_cast<int>(jpeg_.image_width); }
  [[nodiscard]] int height() const { return static_cast<int>(jpeg_.image_height); }

 private:
  static JpegReader& of(j_common_ptr jpeg) { return *static_cast<JpegReader*>(jpeg->client_data); }

  [[noreturn]] void stop(PictureProblem problem) {
    problem_ = problem;
    longjmp(leave_, 1);
  }

  static void print_inks(const std::uint8_t* inks, std::uint8_t* rgb, std::size_t pixels) {
    for (std::size_t i = 0; i < pixels; ++i, inks += 4, rgb += 3) {
      for (int c = 0; c < 3; ++c) rgb[c] = static_cast<std::uint8_t>(inks[c] * inks[3] / 255);
    }
  }

  jpeg_decompress_struct jpeg_{};
  jpeg_error_mgr errors_{};
  jpeg_progress_mgr progress_{};
  std::jmp_buf leave_{};
  PictureProblem problem_ = PictureProblem::damaged;
  bool inks_ = false;
};

}  // namespace

Result<Picture> decode_jpeg(ByteView bytes, const PictureLimits& limits) {
  JpegReader reader;
  if (!reader.read_header(bytes)) return fault_of(reader.problem());
  const int width = reader.width();
  const int height = reader.height();
  if (!within(limits, width, height)) return fault_of(PictureProblem::too_large);
  Picture picture{PictureFormat::jpeg, width, height, {}};
  picture.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  std::vector<std::uint8_t> line(static_cast<std::size_t>(width) * 4);
  const int orientation = reader.orientation();
  if (!reader.read_pixels(line.data(), picture.rgb.data())) return fault_of(reader.problem());
  return turn_upright(std::move(picture), orientation);
}

}  // namespace jium::media
