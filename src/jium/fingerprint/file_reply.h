// What the sandboxed child answers about one file: what it is and its fingerprints, or the number of a
// problem from a closed list (media/picture_problem.h, media/video_problem.h), so that no text of a hostile
// child reaches an officer. The parent reads it as it would a stranger's.
#pragma once

#include <string_view>
#include <vector>

#include "jium/fingerprint/fingerprint.h"
#include "jium/media/container.h"
#include "jium/media/picture.h"

namespace jium::fingerprint {

enum class FileKind : std::uint8_t { image, video };

struct FileReply {
  FileKind kind = FileKind::image;
  media::PictureFormat picture = media::PictureFormat::jpeg;  // of an image
  media::Container container = media::Container::mp4;         // of a video
  int width = 0;  // pixels; of an image upright, of a video as stored
  int height = 0;
  std::uint32_t duration_ms = 0;          // of a video
  bool cut_short = false;                 // a video that ended before it should: what there was is told
  std::vector<Fingerprint> fingerprints;  // no digests: the parent makes them

  [[nodiscard]] std::string_view format() const {
    return kind == FileKind::image ? media::name_of(picture) : media::name_of(container);
  }
};

[[nodiscard]] Bytes write_reply(const FileReply& reply);
[[nodiscard]] Bytes write_fault(const Fault& fault);

// The fault that the child named, or Internal when the bytes are not a reply.
[[nodiscard]] Result<FileReply> read_reply(ByteView bytes);

}  // namespace jium::fingerprint
