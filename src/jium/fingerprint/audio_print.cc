#include "jium/fingerprint/audio_print.h"

#include <chromaprint.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace jium::fingerprint {
namespace {

// Chromaprint looks at 4,096 samples at a time, 1,365 further each time (three such steps overlap), smooths
// over 5 of them and compares within 16: an item leans on 22 steps of sound.
constexpr std::size_t kStepsOfItem = 22;
// Root mean square of a step that is silence: -60 dB of the loudest there is.
constexpr double kSilence = 32.768;
// Items that differ from the one before in this many bits at most do not change...
constexpr int kSameBits = 1;
// ...and as many of them in a row (two seconds) are a stretch without content.
constexpr std::size_t kUnchanging = 16;

ChromaprintContext* as_context(void* context) {
  return static_cast<ChromaprintContext*>(context);
}

void mark_unchanging(const std::vector<std::uint32_t>& items, std::vector<bool>& usable) {
  std::size_t first = 0;  // of the current stretch
  for (std::size_t i = 1; i <= items.size(); ++i) {
    if (i < items.size() && std::popcount(items[i] ^ items[i - 1]) <= kSameBits) continue;
    if (i - first >= kUnchanging)
      std::fill(usable.begin() + static_cast<std::ptrdiff_t>(first),
                usable.begin() + static_cast<std::ptrdiff_t>(i), false);
    first = i;
  }
}

}  // namespace

// Which steps of the sound are silent.
class AudioPrinter::Loudness {
 public:
  Loudness(int rate, int channels, double steps_per_second)
      : values_per_second_(static_cast<double>(rate) * channels), steps_per_second_(steps_per_second) {}

  void add(std::span<const std::int16_t> samples) {
    for (const std::int16_t sample : samples) {
      sum_ += static_cast<double>(sample) * sample;
      ++in_step_;
      ++heard_;
      if (static_cast<double>(heard_) * steps_per_second_ >=
          static_cast<double>(loud_.size() + 1) * values_per_second_)
        end_step();
    }
  }

  void mark_silent(std::vector<bool>& usable) const {
    std::size_t last_loud = 0;  // how many steps, from the first, end with a loud one
    std::size_t step = 0;
    for (std::size_t item = 0; item < usable.size(); ++item) {
      for (; step < std::min(item + kStepsOfItem, loud_.size()); ++step) {
        if (loud_[step]) last_loud = step + 1;
      }
      if (last_loud <= item) usable[item] = false;
    }
  }

  [[nodiscard]] double seconds() const { return static_cast<double>(heard_) / values_per_second_; }

 private:
  void end_step() {
    loud_.push_back(std::sqrt(sum_ / static_cast<double>(in_step_)) > kSilence);
    sum_ = 0;
    in_step_ = 0;
  }

  double values_per_second_;
  double steps_per_second_;
  std::vector<bool> loud_;
  double sum_ = 0;
  std::int64_t in_step_ = 0;
  std::int64_t heard_ = 0;
};

void AudioPrinter::ContextEnd::operator()(void* context) const {
  chromaprint_free(as_context(context));
}

AudioPrinter::AudioPrinter() : context_(chromaprint_new(CHROMAPRINT_ALGORITHM_TEST2)) {}
AudioPrinter::~AudioPrinter() = default;

void AudioPrinter::add(const media::SoundPiece& piece) {
  ChromaprintContext* context = as_context(context_.get());
  if (loudness_ == nullptr) {
    if (chromaprint_start(context, piece.rate, piece.channels) == 0) return;
    const double items_per_second =
        static_cast<double>(chromaprint_get_sample_rate(context)) / chromaprint_get_item_duration(context);
    loudness_ = std::make_unique<Loudness>(piece.rate, piece.channels, items_per_second);
  }
  loudness_->add(piece.samples);
  constexpr std::size_t kMostAtOnce = 1 << 20;
  for (auto left = piece.samples; !left.empty();) {
    const auto now = left.first(std::min(left.size(), kMostAtOnce));
    static_cast<void>(chromaprint_feed(context, now.data(), static_cast<int>(now.size())));
    left = left.subspan(now.size());
  }
}

AudioPrint AudioPrinter::finish() {
  ChromaprintContext* context = as_context(context_.get());
  AudioPrint print;
  print.items_per_second =
      static_cast<double>(chromaprint_get_sample_rate(context)) / chromaprint_get_item_duration(context);
  if (loudness_ == nullptr) return print;
  print.seconds = loudness_->seconds();
  std::uint32_t* items = nullptr;
  int count = 0;
  if (chromaprint_finish(context) == 0 || chromaprint_get_raw_fingerprint(context, &items, &count) == 0)
    return print;
  print.items.assign(items, items + std::max(count, 0));
  chromaprint_dealloc(items);
  print.usable.assign(print.items.size(), true);
  mark_unchanging(print.items, print.usable);
  loudness_->mark_silent(print.usable);
  return print;
}

Result<AudioPrint> audio_print_of(ByteView video, const media::VideoLimits& limits) {
  AudioPrinter printer;
  const auto hear = [&printer](const media::SoundPiece& piece) { printer.add(piece); };
  JIUM_CHECK(media::decode_video(video, {}, nullptr, hear, limits));
  return printer.finish();
}

}  // namespace jium::fingerprint
