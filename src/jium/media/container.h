// Which container a video comes in, by its first bytes and never by its name. Only the six kinds below are
// ever handed to a demuxer; everything else is refused by name (video_problem.h).
//
// Sources: ISO/IEC 14496-12 (boxes of MP4), Apple's QuickTime File Format, RFC 8794 (EBML of Matroska and
// WebM), ISO/IEC 13818-1 (transport streams, 188 bytes a packet; 192 and 204 with what recorders and
// receivers add), Microsoft's RIFF, CompuServe's GIF89a, Google's WebP container.
#pragma once

#include <cstdint>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/base/result.h"

namespace jium::media {

enum class Container : std::uint8_t { mp4, matroska, mpeg_ts, avi, gif, webp };
[[nodiscard]] std::string_view name_of(
    Container container);  // "mp4" (QuickTime too), "matroska" (WebM too)...

// Malformed, worded by video_problem.h, for everything else.
[[nodiscard]] Result<Container> recognise_container(ByteView bytes);

// Does the file hold as many bytes as its outermost lengths promise? Players show what there is of a video
// that is cut short, and so do we; but we say so. A stream without lengths (transport stream, live
// Matroska) always holds what it promises.
[[nodiscard]] bool holds_all_it_promises(ByteView bytes, Container container);

}  // namespace jium::media
