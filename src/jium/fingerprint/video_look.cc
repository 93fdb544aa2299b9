// The one pass over a video that makes its standard hashes, its print and its query (video_print.h).
#include <algorithm>
#include <cmath>

#include "jium/fingerprint/canonical.h"
#include "jium/fingerprint/even_frames.h"
#include "jium/fingerprint/video_print.h"

namespace jium::fingerprint {
namespace {

// Of the print's frames every second is asked with too, and every fourth has the views that cost much. The
// print keeps regions and local features of every other one of these alone: what is asked about is looked at
// once a second, so that of two moments one is always near.
constexpr double kFramesPerSecond = 4;
constexpr std::int64_t kAskedEvery = 2;
constexpr std::int64_t kViewsEvery = 4;
constexpr std::int64_t kKeyEvery = 8;
// So that an encoded list stays below the algorithm's most.
constexpr FrameRoom kPrintRoom{200'000, 60'000};
constexpr FrameRoom kQueryRoom{230'000, 60'000};

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
        print_(findings.print.frames, kPrintRoom),
        query_(findings.query.frames, kQueryRoom) {}

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
    if (print) {
      const bool is_key = with_views && number % kKeyEvery == 0;
      PrintedFrame made = printed(head, frame.standard ? standard_.bits : whole.forms[0]);
      if (with_views) add_views(made, small.view(), is_key);
      if (is_key && print_.wants_features(number / kKeyEvery))
        made.features = local_features_of(small.view(), kMostKeyFeatures);
      print_.add(std::move(made));
    }
    if (query) {
      PrintedFrame made = asked(head, small.view(), whole, with_views);
      if (with_views && query_.wants_features(number / kViewsEvery)) {
        made.features = local_features_of(small.view(), kMostAskedFeatures);
        made.mirrored_features = mirrored_features_of(small.view(), kMostAskedFeatures);
      }
      query_.add(std::move(made));
    }
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

  static PrintedFrame printed(PrintedFrame frame, const std::array<std::uint8_t, 32>& whole) {
    if (good_enough(frame.quality)) frame.views.push_back({ViewKind::whole, Dihedral::as_is, whole});
    return frame;
  }

  static void add_views(PrintedFrame& frame, const LumaView& luma, bool regions) {
    const auto add = [&](ViewKind kind, const Pdq& pdq) {
      if (good_enough(pdq.quality)) frame.views.push_back({kind, Dihedral::as_is, pdq.bits});
    };
    if (regions) {
      for (const PrintView& view : views_for_print(luma)) add(view.kind, view.pdq);
      return;
    }
    const Area area = canonical_area(luma);
    if (area.width < luma.width || area.height < luma.height)
      add(ViewKind::canonical, pdq_of(luma.view(area)));
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
