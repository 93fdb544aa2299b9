// What the sandboxed child answers about one file: a record of fixed size, or the number of a problem from a
// closed list (media/picture_problem.h), so that no text of a hostile child reaches an officer. The parent
// reads it as it would a stranger's.
#pragma once

#include "jium/fingerprint/pdq.h"
#include "jium/media/picture.h"

namespace jium::fingerprint {

struct PictureReply {
  media::PictureFormat format = media::PictureFormat::jpeg;
  int width = 0;
  int height = 0;
  Pdq pdq;
};

[[nodiscard]] Bytes write_reply(const PictureReply& reply);
[[nodiscard]] Bytes write_fault(const Fault& fault);

// The fault that the child named, or Internal when the bytes are not a reply.
[[nodiscard]] Result<PictureReply> read_reply(ByteView bytes);

}  // namespace jium::fingerprint
