#include "jium/match/print_frames.h"

#include "jium/match/bit_order.h"

namespace jium::match {
namespace {

VideoView view_of(fingerprint::ViewKind kind) {
  switch (kind) {
    case fingerprint::ViewKind::whole:
      return VideoView::whole;
    case fingerprint::ViewKind::canonical:
      return VideoView::canonical;
    case fingerprint::ViewKind::region:
      return VideoView::region;
    case fingerprint::ViewKind::inner_frame:
      return VideoView::inner_frame;
    case fingerprint::ViewKind::cell:
      return VideoView::cell;
  }
  return VideoView::whole;
}

}  // namespace

std::vector<VideoFrame> frames_of(const fingerprint::VideoPrint& print) {
  std::vector<VideoFrame> frames;
  frames.reserve(print.frames.size());
  for (const fingerprint::PrintedFrame& printed : print.frames) {
    VideoFrame frame{printed.at_ms / 1000.0, printed.quality,          printed.standard, {},
                     printed.features,       printed.mirrored_features};
    for (const fingerprint::FrameView& view : printed.views)
      frame.hashes.push_back({view_of(view.kind), static_cast<std::uint8_t>(view.form), bits_of(view.bits)});
    frames.push_back(std::move(frame));
  }
  return frames;
}

std::vector<VideoFrame> frames_of(const std::vector<fingerprint::FrameHash>& vpdq) {
  std::vector<VideoFrame> frames;
  frames.reserve(vpdq.size());
  for (const fingerprint::FrameHash& hash : vpdq) {
    frames.push_back({hash.seconds, hash.pdq.quality, true, {{VideoView::whole, 0, bits_of(hash.pdq.bits)}}});
  }
  return frames;
}

SoundPrint sound_of(const fingerprint::VideoPrint& print) {
  return {print.sound.items_per_second, print.sound.items, print.sound.usable};
}

}  // namespace jium::match
