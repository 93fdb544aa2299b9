// The one pass over a video that makes its standard hashes, its print and its query (video_print.h).
#include <algorithm>
#include <cmath>

#include "jium/fingerprint/even_frames.h"
#include "jium/fingerprint/video_print.h"

namespace jium::fingerprint {
namespace {

// Of the print's frames every second is asked with too, and every fourth has the views that cost much.
constexpr double kFramesPerSecond = 4;
constexpr std::int64_t kAskedEvery = 2;
constexpr std::int64_t kViewsEvery = 4;
// Room for views, so that an encoded list stays below the algorithm's most.
constexpr std::size_t kMostPrintViews = 250'000;
constexpr std::size_t kMostQueryViews = 300'000;

bool good_enough(int quality) {
  return quality >= kQualityFloor;
}

void add_forms(std::vector<FrameView>& views, ViewKind kind, const PdqForms& pdq, std::size_t step) {
  if (!good_enough(pdq.quality)) return;
  for (std::size_t form = 0; form < kDihedrals; form += step)
    views.push_back({kind, static_cast<Dihedral>(form), pdq.forms[form]});
}

class VideoLook {
 public:
  VideoLook(VideoFindings& findings, const VideoWanted& wanted)
      : findings_(findings),
        wanted_(wanted),
        print_(findings.print.frames, kMostPrintViews),
        query_(findings.query.frames, kMostQueryViews) {}

  void take(const media::VideoFrame& frame) {
    const Luma luma = luma_of(frame.pixels);
    if (frame.standard) standard_ = pdq_of(luma.view());
    if (frame.standard) findings_.standard.push_back({frame.number, frame.seconds, standard_});
    if (!frame.extra) {
      if (frame.standard) take_between(frame);
      return;
    }
    const std::int64_t number = extra_++;
    const bool print = wanted_.print && print_.wants(number);
    const bool query = wanted_.query && number % kAskedEvery == 0 && query_.wants(number / kAskedEvery);
    if (!print && !query) return;
    const Luma small = downscale(luma.view(), kViewSide);
    const PdqForms whole = pdq_forms_of(small.view());
    const PrintedFrame head{
        static_cast<std::uint32_t>(std::llround(frame.shown_at * 1000)), whole.quality, frame.standard, {}};
    const bool with_views = number % kViewsEvery == 0 && good_enough(whole.quality);
    if (print)
      print_.add(printed(head, small.view(), frame.standard ? standard_.bits : whole.forms[0], with_views));
    if (query) query_.add(asked(head, small.view(), whole, with_views));
  }

 private:
  // One of vPDQ's frames that no tick took: what peers compare by shall be in the print, while there is room.
  void take_between(const media::VideoFrame& frame) {
    PrintedFrame made{
        static_cast<std::uint32_t>(std::llround(frame.shown_at * 1000)), standard_.quality, true, {}};
    if (!good_enough(standard_.quality)) return;
    made.views.push_back({ViewKind::whole, Dihedral::as_is, standard_.bits});
    if (wanted_.print && print_.has_room()) print_.add(made);
    if (wanted_.query && query_.has_room()) query_.add(made);
  }

  static PrintedFrame printed(PrintedFrame frame, const LumaView& luma,
                              const std::array<std::uint8_t, 32>& whole, bool with_views) {
    if (!good_enough(frame.quality)) return frame;
    frame.views.push_back({ViewKind::whole, Dihedral::as_is, whole});
    if (!with_views) return frame;
    for (const PrintView& view : views_for_print(luma)) {
      if (good_enough(view.pdq.quality)) frame.views.push_back({view.kind, Dihedral::as_is, view.pdq.bits});
    }
    return frame;
  }

  // Inner frames and cells are asked about as they are and mirrored: half-turned pictures in a picture are
  // not worth eight times the look-ups.
  static PrintedFrame asked(PrintedFrame frame, const LumaView& luma, const PdqForms& whole,
                            bool with_views) {
    add_forms(frame.views, ViewKind::whole, whole, 1);
    if (!with_views) return frame;
    for (const QueryView& view : views_for_query(luma)) {
      const bool all_forms = view.kind == ViewKind::canonical;
      add_forms(frame.views, view.kind, view.pdq,
                all_forms ? 1 : static_cast<std::size_t>(Dihedral::mirrored));
    }
    return frame;
  }

  VideoFindings& findings_;
  VideoWanted wanted_;
  EvenFrames print_;
  EvenFrames query_;
  Pdq standard_;
  std::int64_t extra_ = 0;
};

}  // namespace

Result<VideoFindings> look_into_video(ByteView video, const VideoWanted& wanted,
                                      const media::VideoLimits& limits) {
  VideoFindings findings;
  VideoLook look(findings, wanted);
  const bool more = wanted.print || wanted.query;
  AudioPrinter sound;
  media::SoundSink hear;
  if (more) hear = [&sound](const media::SoundPiece& piece) { sound.add(piece); };
  JIUM_TRY(findings.facts,
           media::decode_video(
               video, {.seconds_between = 1.0, .extra_per_second = more ? kFramesPerSecond : 0.0},
               [&look](const media::VideoFrame& frame) { look.take(frame); }, hear, limits));
  const AudioPrint heard = more ? sound.finish() : AudioPrint{};
  for (VideoPrint* made : {&findings.print, static_cast<VideoPrint*>(&findings.query)}) {
    made->width = findings.facts.width;
    made->height = findings.facts.height;
    made->duration_ms = static_cast<std::uint32_t>(std::llround(findings.facts.seconds * 1000));
    made->sound = heard;
  }
  return findings;
}

}  // namespace jium::fingerprint
