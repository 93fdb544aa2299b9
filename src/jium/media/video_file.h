// A video in memory, opened by FFmpeg's demuxer for exactly its container. Nothing outside this memory can be
// reached: no protocol, no file that the video names, no guessing of formats.
#pragma once

#include "jium/media/video.h"
#include "jium/media/video_ffmpeg.h"

namespace jium::media {

class VideoFile {
 public:
  // `bytes` must outlive it; Container::webp is not FFmpeg's business.
  [[nodiscard]] static Result<std::unique_ptr<VideoFile>> open(ByteView bytes, Container container,
                                                               const VideoLimits& limits);
  VideoFile(const VideoFile&) = delete;
  VideoFile& operator=(const VideoFile&) = delete;
  ~VideoFile() = default;

  // The first video stream that is not a cover picture; the first sound stream. Nothing: none there.
  [[nodiscard]] const AVStream* video() const { return video_; }
  [[nodiscard]] const AVStream* sound() const { return sound_; }
  // Packets of a stream that nobody keeps are not even read.
  void keep_only(const AVStream* video, const AVStream* sound);

  // False at the end; `broken()` then says whether the structure broke before it.
  [[nodiscard]] bool read(AVPacket& packet);
  [[nodiscard]] bool broken() const { return broken_; }
  [[nodiscard]] bool out_of_memory() const { return out_of_memory_; }

 private:
  VideoFile(ByteView bytes, bool has_services) : bytes_(bytes), has_services_(has_services) {}
  [[nodiscard]] Result<void> open_format(Container container, const VideoLimits& limits);
  void choose_streams();
  static int read_bytes(void* self, std::uint8_t* out, int most);
  static std::int64_t seek_byte(void* self, std::int64_t offset, int whence);

  ByteView bytes_;
  bool has_services_;  // a transport stream
  std::size_t at_ = 0;
  av::Input input_;  // outlives the format, which reads from it
  av::Format format_;
  const AVStream* video_ = nullptr;
  const AVStream* sound_ = nullptr;
  bool broken_ = false;
  bool out_of_memory_ = false;
};

// FFmpeg would print texts of the file on standard error.
void silence_ffmpeg();

}  // namespace jium::media
