#include "jium/media/video_file.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "jium/media/video_problem.h"
#include "jium/media/video_services.h"
#include "jium/media/video_stream.h"

namespace jium::media {
namespace {

constexpr int kBuffer = 64 << 10;
// No single piece of memory that FFmpeg asks for may be larger.
constexpr std::size_t kLargestPiece = std::size_t{512} << 20;

// The name by which FFmpeg's list of demuxers has the one for each container.
const char* demuxer_of(Container container) {
  switch (container) {
    case Container::mp4:
      return "mov,mp4,m4a,3gp,3g2,mj2";
    case Container::matroska:
      return "matroska,webm";
    case Container::mpeg_ts:
      return "mpegts";
    case Container::avi:
      return "avi";
    case Container::gif:
      return "gif";
    case Container::webp:
      break;
  }
  return nullptr;
}

// Asked by its first name, a demuxer of several names is found too.
const AVInputFormat* find_demuxer(Container container) {
  const char* names = demuxer_of(container);
  if (names == nullptr) return nullptr;
  const std::string first(names, std::strcspn(names, ","));
  return av_find_input_format(first.c_str());
}

int open_nothing(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) {
  return AVERROR(EACCES);
}

void set(AVDictionary** options, const char* name, const std::string& value) {
  av_dict_set(options, name, value.c_str(), 0);
}

void fill_options(AVDictionary** options, Container container, const VideoLimits& limits) {
  set(options, "format_whitelist", demuxer_of(container));
  set(options, "protocol_whitelist", "");
  set(options, "codec_whitelist", decoder_names());
  set(options, "max_streams", std::to_string(limits.streams));
  // How much is read ahead to learn what the streams are: FFmpeg's own bounds, which the reference has too
  // (another bound would make another frame rate of some files).
  set(options, "probesize", "5000000");
  if (container == Container::mp4) {
    set(options, "enable_drefs", "0");
    set(options, "use_absolute_path", "0");
  }
}

Fault fault_of_error(int error) {
  return fault_of(error == AVERROR(ENOMEM) ? VideoProblem::too_hungry : VideoProblem::damaged);
}

// Probing opens decoders of its own; they too may not make room for more pixels than we would.
int learn_about_streams(AVFormatContext* format, const VideoLimits& limits) {
  std::vector<AVDictionary*> options(format->nb_streams, nullptr);
  for (AVDictionary*& one : options)
    set(&one, "max_pixels", std::to_string(with_padding(limits.frame).pixels));
  const int error = avformat_find_stream_info(format, options.empty() ? nullptr : options.data());
  for (AVDictionary*& one : options) av_dict_free(&one);
  return error;
}

}  // namespace

void silence_ffmpeg() {
  av_log_set_callback([](void*, int, const char*, va_list) {});
}

int VideoFile::read_bytes(void* self, std::uint8_t* out, int most) {
  auto& file = *static_cast<VideoFile*>(self);
  const std::size_t left = file.bytes_.size() - file.at_;
  const std::size_t count = std::min(left, static_cast<std::size_t>(std::max(most, 0)));
  if (count == 0) return AVERROR_EOF;
  std::memcpy(out, file.bytes_.data() + file.at_, count);
  if (file.has_services_) hide_service_names(file.bytes_, file.at_, {out, count});
  file.at_ += count;
  return static_cast<int>(count);
}

std::int64_t VideoFile::seek_byte(void* self, std::int64_t offset, int whence) {
  auto& file = *static_cast<VideoFile*>(self);
  const auto size = static_cast<std::int64_t>(file.bytes_.size());
  if ((whence & AVSEEK_SIZE) != 0) return size;
  std::int64_t from = 0;
  if ((whence & ~AVSEEK_FORCE) == SEEK_CUR) from = static_cast<std::int64_t>(file.at_);
  if ((whence & ~AVSEEK_FORCE) == SEEK_END) from = size;
  if (offset < -from || offset > size - from) return AVERROR(EINVAL);
  file.at_ = static_cast<std::size_t>(from + offset);
  return from + offset;
}

Result<std::unique_ptr<VideoFile>> VideoFile::open(ByteView bytes, Container container,
                                                   const VideoLimits& limits) {
  silence_ffmpeg();
  av_max_alloc(kLargestPiece);
  std::unique_ptr<VideoFile> file(new VideoFile(bytes, container == Container::mpeg_ts));
  JIUM_CHECK(file->open_format(container, limits));
  file->choose_streams();
  return file;
}

Result<void> VideoFile::open_format(Container container, const VideoLimits& limits) {
  const AVInputFormat* demuxer = find_demuxer(container);
  if (demuxer == nullptr) return fault(FaultKind::internal, "FFmpeg has no demuxer for this kind of video");
  auto* buffer = static_cast<std::uint8_t*>(av_malloc(kBuffer));
  if (buffer == nullptr) return fault_of(VideoProblem::too_hungry);
  input_.reset(avio_alloc_context(buffer, kBuffer, 0, this, &read_bytes, nullptr, &seek_byte));
  if (input_ == nullptr) {
    av_free(buffer);
    return fault_of(VideoProblem::too_hungry);
  }
  AVFormatContext* format = avformat_alloc_context();
  if (format == nullptr) return fault_of(VideoProblem::too_hungry);
  format->pb = input_.get();
  format->io_open = &open_nothing;
  av::OptionsEnd owned;
  fill_options(&owned.options, container, limits);
  // On an error FFmpeg frees the context itself.
  const int opened = avformat_open_input(&format, "", demuxer, &owned.options);
  if (opened < 0) return fault_of_error(opened);
  format_.reset(format);
  if (const int learnt = learn_about_streams(format, limits); learnt < 0) return fault_of_error(learnt);
  return {};
}

void VideoFile::choose_streams() {
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    const AVStream* stream = format_->streams[i];
    const bool cover = (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
    const AVMediaType type = stream->codecpar->codec_type;
    if (type == AVMEDIA_TYPE_VIDEO && !cover && video_ == nullptr) video_ = stream;
    if (type == AVMEDIA_TYPE_AUDIO && sound_ == nullptr) sound_ = stream;
  }
}

void VideoFile::keep_only(const AVStream* video, const AVStream* sound) {
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    AVStream* stream = format_->streams[i];
    if (stream != video && stream != sound) stream->discard = AVDISCARD_ALL;
  }
}

bool VideoFile::read(AVPacket& packet) {
  av_packet_unref(&packet);
  const int error = av_read_frame(format_.get(), &packet);
  if (error >= 0) return true;
  broken_ = error != AVERROR_EOF;
  out_of_memory_ = error == AVERROR(ENOMEM);
  return false;
}

}  // namespace jium::media
