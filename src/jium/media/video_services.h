// Transport streams carry the names of television services (DVB's service description table, ETSI EN 300 468)
// in character sets of their own. FFmpeg has the C library convert them, which loads a module from a file for
// each set: inside the sandbox that is death. The names are no use to us, so the demuxer is shown empty
// packets in their place.
#pragma once

#include <span>

#include "jium/base/bytes.h"

namespace jium::media {

// `out` is a copy of the bytes of `file` from `at` on. Packets of the table that lie in it, even in part, are
// turned into empty ones.
void hide_service_names(ByteView file, std::size_t at, std::span<std::uint8_t> out);

}  // namespace jium::media
