#include "jium/fingerprint/video_print.h"

#include <algorithm>
#include <cmath>

#include "jium/base/byte_stream.h"

namespace jium::fingerprint {
namespace {

constexpr std::uint8_t kPrintKind = 'V';
constexpr std::uint8_t kQueryKind = 'W';
constexpr std::uint8_t kVersion = 2;
constexpr std::uint8_t kBeforeFeatures = 1;  // read as a print without them
constexpr std::uint32_t kLargestSide = 1 << 20;
constexpr std::size_t kFrameHead = 4 + 1 + 1 + 2;
constexpr std::size_t kViewBytes = 1 + 1 + 32;
constexpr std::size_t kFeatureBytes = 2 + 2 + 1 + 1 + 32;
constexpr std::size_t kMostViewsOfAFrame = kMostViews * kDihedrals;
constexpr std::size_t kMostFrames = 200'000;
constexpr std::size_t kMostItems = 1'000'000;
constexpr std::uint32_t kLatest = 2 * 24 * 3600 * 1000;  // milliseconds: no video is longer than two days
constexpr double kMicro = 1e6;

void write_sound(ByteWriter& out, const AudioPrint& sound) {
  out.number(static_cast<std::uint64_t>(std::llround(sound.items_per_second * kMicro)), 4);
  out.number(static_cast<std::uint64_t>(std::llround(sound.seconds * kMicro)), 8);
  out.number(sound.items.size(), 4);
  for (const std::uint32_t item : sound.items) out.number(item, 4);
  for (const bool usable : sound.usable) out.number(usable ? 1 : 0, 1);
}

AudioPrint read_sound(ByteReader& in) {
  AudioPrint sound;
  sound.items_per_second = static_cast<double>(in.number(4)) / kMicro;
  sound.seconds = static_cast<double>(in.number(8, 0, std::uint64_t{1} << 40)) / kMicro;
  sound.items.resize(in.count(4, kMostItems, 5));
  sound.usable.resize(sound.items.size());
  for (std::uint32_t& item : sound.items) item = static_cast<std::uint32_t>(in.number(4));
  for (std::size_t i = 0; i < sound.usable.size(); ++i) sound.usable[i] = in.number(1, 0, 1) == 1;
  return sound;
}

void write_features(ByteWriter& out, const std::vector<LocalFeature>& features) {
  out.number(features.size(), 2);
  for (const LocalFeature& feature : features) {
    out.number(feature.x, 2);
    out.number(feature.y, 2);
    out.number(feature.angle, 1);
    out.number(feature.size, 1);
    out.bytes(feature.bits);
  }
}

std::vector<LocalFeature> read_features(ByteReader& in, std::size_t most) {
  std::vector<LocalFeature> features(in.count(2, most, kFeatureBytes));
  for (LocalFeature& feature : features) {
    feature.x = static_cast<std::uint16_t>(in.number(2));
    feature.y = static_cast<std::uint16_t>(in.number(2));
    feature.angle = static_cast<std::uint8_t>(in.number(1));
    feature.size = static_cast<std::uint8_t>(in.number(1));
    feature.bits = in.array<32>();
  }
  return features;
}

Bytes write(std::uint8_t kind, const VideoPrint& print) {
  ByteWriter out;
  out.number(kind, 1);
  out.number(kVersion, 1);
  out.number(static_cast<std::uint64_t>(print.width), 4);
  out.number(static_cast<std::uint64_t>(print.height), 4);
  out.number(print.duration_ms, 4);
  out.number(print.frames.size(), 4);
  for (const PrintedFrame& frame : print.frames) {
    out.number(frame.at_ms, 4);
    out.number(static_cast<std::uint64_t>(frame.quality), 1);
    out.number(frame.standard ? 1 : 0, 1);
    out.number(frame.views.size(), 2);
    for (const FrameView& view : frame.views) {
      out.number(static_cast<std::uint64_t>(view.kind), 1);
      out.number(static_cast<std::uint64_t>(view.form), 1);
      out.bytes(view.bits);
    }
    write_features(out, frame.features);
    if (kind == kQueryKind) write_features(out, frame.mirrored_features);
  }
  write_sound(out, print.sound);
  return out.take();
}

struct Format {
  std::uint8_t kind;
  std::uint8_t version;
};

PrintedFrame read_frame(ByteReader& in, Format format, std::uint32_t not_before) {
  PrintedFrame frame;
  frame.at_ms = static_cast<std::uint32_t>(in.number(4, not_before, kLatest));
  frame.quality = static_cast<int>(in.number(1, 0, 100));
  frame.standard = in.number(1, 0, 1) == 1;
  frame.views.resize(in.count(2, kMostViewsOfAFrame, kViewBytes));
  for (FrameView& view : frame.views) {
    view.kind = static_cast<ViewKind>(in.number(1, 0, static_cast<std::uint64_t>(ViewKind::cell)));
    view.form = static_cast<Dihedral>(in.number(1, 0, kDihedrals - 1));
    view.bits = in.array<32>();
  }
  if (format.version == kBeforeFeatures) return frame;
  const bool asked = format.kind == kQueryKind;
  frame.features = read_features(in, asked ? kMostAskedFeatures : kMostKeyFeatures);
  if (asked) frame.mirrored_features = read_features(in, kMostAskedFeatures);
  return frame;
}

template <class Print>
Result<Print> read(std::uint8_t kind, ByteView bytes) {
  ByteReader in(bytes);
  in.require(in.number(1) == kind);
  const Format format{kind, static_cast<std::uint8_t>(in.number(1, kBeforeFeatures, kVersion))};
  Print print;
  print.width = static_cast<int>(in.number(4, 1, kLargestSide));
  print.height = static_cast<int>(in.number(4, 1, kLargestSide));
  print.duration_ms = static_cast<std::uint32_t>(in.number(4));
  print.frames.resize(in.count(4, kMostFrames, kFrameHead));
  std::uint32_t before = 0;
  for (PrintedFrame& frame : print.frames) {
    frame = read_frame(in, format, before);
    before = frame.at_ms;
    if (!in.good()) break;
  }
  print.sound = read_sound(in);
  if (!in.finished()) return fault(FaultKind::malformed, "these bytes are not the print of a video");
  return print;
}

}  // namespace

Bytes encode(const VideoPrint& print) {
  return write(kPrintKind, print);
}
Bytes encode(const VideoQuery& query) {
  return write(kQueryKind, query);
}
Result<VideoPrint> decode_video_print(ByteView bytes) {
  return read<VideoPrint>(kPrintKind, bytes);
}
Result<VideoQuery> decode_video_query(ByteView bytes) {
  return read<VideoQuery>(kQueryKind, bytes);
}

}  // namespace jium::fingerprint
