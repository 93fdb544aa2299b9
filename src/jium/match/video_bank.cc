#include "jium/match/video_bank.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

namespace jium::match {
namespace {

constexpr double kLooseBudget = 4e9;     // comparisons a search, about half a CPU second with AVX-512
constexpr std::size_t kBatch = 512;      // lookups at a time
constexpr std::size_t kCandidates = 64;  // by frames
constexpr std::size_t kSoundVotes = 48;  // offsets
constexpr std::size_t kSoundCandidates = 16;
constexpr int kSameRun = 6;   // bits: a frame of the same still scene
constexpr double kUsual = 4;  // a hash that finds more videos counts less for each

// The key in the frame index: the video, and which kind of hash it is. All hashes of a kind share it, so that
// a video is taken out with a few calls.
constexpr unsigned kKinds = kVideoViews + 1;
constexpr unsigned kStandardKind = kVideoViews;
std::uint64_t key_of(std::uint32_t slot, unsigned kind) {
  return std::uint64_t{slot} << 3U | kind;
}
std::uint32_t slot_of(std::uint64_t key) {
  return static_cast<std::uint32_t>(key >> 3U);
}
VideoView view_of(std::uint64_t key) {
  const auto kind = static_cast<unsigned>(key & 7U);
  return kind == kStandardKind ? VideoView::whole : static_cast<VideoView>(kind);
}

int loosest_radius(VideoView query) {
  int loosest = 0;
  for (std::size_t view = 0; view < kVideoViews; ++view)
    loosest = std::max(loosest, frame_radius(query, static_cast<VideoView>(view)).loose);
  return loosest;
}

// A video that has 80 of 100 values lacks 20 at most, so that of any 21 it has one: so few need be asked for,
// the first of them spread over the whole query, and no such video is missed.
std::vector<Bits256> enough_of(const std::vector<Bits256>& values, double per_cent) {
  const double size = static_cast<double>(values.size());
  const auto lacking = static_cast<std::size_t>(size * (100 - std::clamp(per_cent, 0.0, 100.0)) / 100 + 1e-6);
  const std::size_t count = std::min(values.size(), lacking + 1);
  std::vector<Bits256> asked;
  for (std::size_t i = 0; i < count; ++i) asked.push_back(values[i * values.size() / count]);
  return asked;
}

int seconds_with_frames(const AskedVideo& asked) {
  std::set<int> seconds;
  for (const AskedHash& hash : asked.hashes) seconds.insert(static_cast<int>(hash.seconds));
  return static_cast<int>(seconds.size());
}

int seconds_with_frames(const StoredVideo& video) {
  std::set<int> seconds;
  for (const float time : video.times) seconds.insert(static_cast<int>(time));
  return static_cast<int>(seconds.size());
}

}  // namespace

struct VideoBank::Lookup {
  const AskedHash* hash;
};

struct VideoBank::Tally {
  std::map<int, double> rank;  // by second of the query: the best hash's worth
  Combinations combinations;
};

struct VideoBank::Judged {
  std::vector<Candidate> matches;
  std::vector<Candidate> others;  // with stretches that are too weak
};

std::string_view name_of(VideoWitness witness) {
  switch (witness) {
    case VideoWitness::frames:
      return "frames";
    case VideoWitness::sound:
      return "sound";
    case VideoWitness::both:
      return "both";
  }
  return "";
}

std::string_view name_of(VideoGuarantee guarantee) {
  return guarantee == VideoGuarantee::every_near_frame ? "every near frame" : "every strict frame";
}

void VideoBank::put(std::uint64_t item, const std::vector<ReferenceFrame>& frames, const SoundPrint& sound) {
  StoredVideo video = store(item, frames, without_repeats(sound));
  const std::unique_lock lock(mutex_);
  forget(item);
  const std::uint32_t slot = next_slot_++;
  index_frames(slot, video);
  sounds_.add(slot, video.sound);
  key_frames_.add(slot, video.keys);
  slots_[item] = slot;
  stored_.emplace(slot, std::move(video));
}

void VideoBank::remove(std::uint64_t item) {
  const std::unique_lock lock(mutex_);
  forget(item);
}

void VideoBank::forget(std::uint64_t item) {
  const auto at = slots_.find(item);
  if (at == slots_.end()) return;
  const std::uint32_t slot = at->second;
  const auto video = stored_.find(slot);
  for (unsigned kind = 0; kind < kKinds; ++kind) {
    const bool has_any = kind == kStandardKind || video->second.range_of(static_cast<VideoView>(kind)).from !=
                                                      video->second.range_of(static_cast<VideoView>(kind)).to;
    if (has_any) index_.remove(key_of(slot, kind));
  }
  sounds_.remove(slot, video->second.sound);
  key_frames_.remove(slot, video->second.keys);
  stored_.erase(video);
  slots_.erase(at);
}

// Standard frames one and all, since vPDQ's percentages are counted with them; of the rest what is new.
void VideoBank::index_frames(std::uint32_t slot, const StoredVideo& video) {
  std::set<Bits256> seen(video.standard.begin(), video.standard.end());
  std::vector<KeyedBits> entries;
  for (const Bits256& bits : video.standard) entries.push_back({key_of(slot, kStandardKind), bits});
  for (std::size_t view = 0; view < kVideoViews; ++view) {
    const auto [from, to] = video.range_of(static_cast<VideoView>(view));
    // Regions of one moment stand side by side, so each hash is compared with several before it.
    std::vector<Bits256> recent;
    for (std::size_t i = from; i < to; ++i) {
      const Bits256& bits = video.values[i];
      const bool is_new = seen.insert(bits).second;
      const bool same_scene = std::any_of(
          recent.begin(), recent.end(), [&](const Bits256& one) { return distance(one, bits) <= kSameRun; });
      if (!is_new || same_scene) continue;
      entries.push_back({key_of(slot, static_cast<unsigned>(view)), bits});
      if (recent.size() >= 64) recent.erase(recent.begin());
      recent.push_back(bits);
    }
  }
  index_.add_many(entries);
}

// Which views are searched loosely; true when all that ask are.
bool VideoBank::loosely(const std::vector<Lookup>& lookups, VideoSearch search,
                        std::array<bool, kVideoViews>& loose) const {
  std::array<double, kVideoViews> asking{};
  for (const Lookup& lookup : lookups) ++asking[static_cast<std::size_t>(lookup.hash->view)];
  double left = search == VideoSearch::automatic ? kLooseBudget : 0;
  bool all = true;
  for (std::size_t view = 0; view < kVideoViews; ++view) {
    const double cost = asking[view] * static_cast<double>(index_.size());
    loose[view] = search == VideoSearch::loose || (search == VideoSearch::automatic && cost <= left);
    if (loose[view]) left -= cost;
    all = all && (loose[view] || cost == 0);
  }
  return all;
}

void VideoBank::count_hits(std::span<const Lookup> lookups, int radius, Tallies& tallies) const {
  std::vector<Bits256> values;
  for (const Lookup& lookup : lookups) values.push_back(lookup.hash->bits);
  const auto hits = index_.search_batch(values, radius);
  for (std::size_t i = 0; i < lookups.size(); ++i) count(*lookups[i].hash, radius, hits[i], tallies);
}

void VideoBank::count(const AskedHash& hash, int radius, const std::vector<Hit>& hits,
                      Tallies& tallies) const {
  std::vector<std::uint32_t> slots;
  for (const Hit& hit : hits) {
    const FrameRadius allowed = frame_radius(hash.view, view_of(hit.key));
    if (allowed.loose > 0 && hit.distance <= std::min(radius, allowed.loose))
      slots.push_back(slot_of(hit.key));
  }
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  const double worth = std::min(1.0, kUsual / static_cast<double>(std::max<std::size_t>(1, slots.size())));
  const int second = static_cast<int>(hash.seconds);
  for (const std::uint32_t slot : slots) {
    Tally& tally = tallies[slot];
    tally.combinations.add(hash.view, hash.form);
    tally.rank[second] = std::max(tally.rank[second], worth);
  }
}

// Videos whose sound runs along the query's for long enough to support frames at least.
std::map<std::uint32_t, std::vector<SoundStretch>> VideoBank::heard(const SoundPrint& sound) const {
  std::map<std::uint32_t, std::vector<SoundStretch>> found;
  for (const SoundVote& vote : sounds_.vote(sound, kSoundVotes)) {
    if (!found.contains(vote.slot) && found.size() >= kSoundCandidates) continue;
    auto stretches =
        compare_sound(sound, stored_.at(vote.slot).sound, vote.offset, kSoundRules.supporting_items);
    if (stretches.empty()) continue;
    // Offsets beside each other find the same stretch; the first has the most votes.
    auto& had = found[vote.slot];
    std::erase_if(stretches, [&](const SoundStretch& stretch) {
      return std::any_of(had.begin(), had.end(), [&](const SoundStretch& one) {
        return stretch.query_from < one.query_to && one.query_from < stretch.query_to;
      });
    });
    had.insert(had.end(), stretches.begin(), stretches.end());
  }
  return found;
}

// Videos of which some key frames show what the query's do.
std::map<std::uint32_t, std::vector<FramePair>> VideoBank::seen(const AskedVideo& asked) const {
  std::map<std::uint32_t, std::vector<KeyVote>> votes;
  for (const KeyVote& vote : key_frames_.vote(asked.keys, stored_.size())) votes[vote.slot].push_back(vote);
  std::map<std::uint32_t, std::vector<FramePair>> found;
  for (const auto& [slot, its] : votes) {
    auto pairs = weighed(key_pairs(asked.keys, stored_.at(slot).keys, its));
    if (!pairs.empty()) found.emplace(slot, std::move(pairs));
  }
  return found;
}

VideoBank::Judged VideoBank::judged(const AskedVideo& asked, const SoundPrint& sound,
                                    const Tallies& tallies) const {
  struct Chosen {
    Combinations combinations;
    std::vector<SoundStretch> sound;
    std::vector<FramePair> seen;
  };
  std::vector<std::pair<double, std::uint32_t>> ranked;
  for (const auto& [slot, tally] : tallies) {
    double rank = 0;
    for (const auto& [second, worth] : tally.rank) rank += worth;
    ranked.emplace_back(-rank, slot);
  }
  const std::size_t kept = std::min(kCandidates, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept), ranked.end());
  ranked.resize(kept);
  std::unordered_map<std::uint32_t, Chosen> chosen;
  for (const auto& [rank, slot] : ranked) {
    Chosen& one = chosen[slot];
    one.combinations = tallies.at(slot).combinations;
    one.combinations.add(VideoView::whole, 0);
  }
  for (auto& [slot, pairs] : seen(asked)) {
    Chosen& one = chosen[slot];
    const auto tally = tallies.find(slot);
    if (tally != tallies.end()) one.combinations = tally->second.combinations;
    one.combinations.add(VideoView::whole, 0);
    one.seen = std::move(pairs);
  }
  for (auto& [slot, stretches] : heard(sound)) {
    Chosen& one = chosen[slot];
    one.combinations = Combinations::all();
    one.sound = std::move(stretches);
  }
  const int cells = seconds_with_frames(asked);
  Judged all;
  for (const auto& [slot, one] : chosen) {
    Candidate candidate;
    const StoredVideo& video = stored_.at(slot);
    candidate.video = &video;
    VideoEvidence& evidence = candidate.evidence;
    FrameComparison comparison = compare_frames(asked, video, one.combinations, one.seen);
    AlignmentSettings settings;
    settings.query_step = asked.step;
    settings.reference_step = video.step;
    settings.least_evidence = std::min(kVideoRules.further_evidence, kVideoRules.supported_evidence);
    evidence.stretches = align(std::move(comparison.pairs), settings);
    evidence.nearest = std::move(comparison.nearest);
    evidence.query_cells = cells;
    evidence.reference_cells = seconds_with_frames(video);
    if (sound.items_per_second > 0) evidence.items_per_second = sound.items_per_second;
    evidence.sound = one.sound;
    const auto match = decide(evidence);
    if (match) candidate.match = *match;
    (match ? all.matches : all.others).push_back(std::move(candidate));
  }
  return all;
}

VideoAnswer VideoBank::find(const VideoQuery& query, VideoSearch search) const {
  const AskedVideo asked = ask(query.frames);
  const SoundPrint sound = without_repeats(query.sound);
  // Of a still scene one frame asks for all; the comparison then takes every frame.
  std::vector<Lookup> lookups;
  std::array<const AskedHash*, kVideoViews * kForms> last{};
  int negatives = 0;
  for (const AskedHash& hash : asked.hashes) {
    const bool alone = hash.view == VideoView::whole || hash.view == VideoView::canonical;
    const AskedHash*& before = last[static_cast<std::size_t>(hash.view) * kForms + hash.form];
    if (alone && before != nullptr && distance(before->bits, hash.bits) <= kSameRun) continue;
    before = &hash;
    // Few copies are inverted, so every fourth frame asks for them; the comparison takes all.
    if (hash.form == kNegative && negatives++ % 4 != 0) continue;
    lookups.push_back({&hash});
  }
  const std::shared_lock lock(mutex_);
  std::array<bool, kVideoViews> loose{};
  VideoAnswer answer;
  answer.guarantee =
      loosely(lookups, search, loose) ? VideoGuarantee::every_near_frame : VideoGuarantee::every_strict_frame;
  Tallies tallies;
  // Those of one radius together, some at a time, since a wide radius may find much.
  const auto radius_of = [&](const Lookup& lookup) {
    const VideoView view = lookup.hash->view;
    return loose[static_cast<std::size_t>(view)] ? loosest_radius(view) : kVpdqRule.distance;
  };
  std::stable_sort(lookups.begin(), lookups.end(),
                   [&](const Lookup& a, const Lookup& b) { return radius_of(a) < radius_of(b); });
  for (std::size_t from = 0; from < lookups.size();) {
    std::size_t to = from;
    while (to < lookups.size() && to - from < kBatch && radius_of(lookups[to]) == radius_of(lookups[from]))
      ++to;
    count_hits({lookups.data() + from, to - from}, radius_of(lookups[from]), tallies);
    from = to;
  }
  Judged found = judged(asked, sound, tallies);
  drop_shared_stretches(found.matches, found.others);
  for (Candidate& candidate : found.matches) {
    candidate.match.item = candidate.video->item;
    candidate.match.vpdq = vpdq_percentages(asked.standard, candidate.video->standard, kVpdqRule.distance);
    answer.matches.push_back(std::move(candidate.match));
  }
  std::sort(answer.matches.begin(), answer.matches.end(), [](const VideoMatch& a, const VideoMatch& b) {
    return std::tuple(-a.sureness, -a.score, a.item) < std::tuple(-b.sureness, -b.score, b.item);
  });
  return answer;
}

std::vector<VpdqMatch> VideoBank::find_as_vpdq(const std::vector<QueryFrame>& frames,
                                               const VpdqRule& rule) const {
  const AskedVideo asked = ask(frames);
  const std::vector<Bits256>& values = asked.standard;
  const std::shared_lock lock(mutex_);
  std::set<std::uint32_t> slots;
  for (const auto& hits : index_.search_batch(enough_of(values, rule.query_least), rule.distance)) {
    for (const Hit& hit : hits) {
      if ((hit.key & 7U) == kStandardKind) slots.insert(slot_of(hit.key));
    }
  }
  std::vector<VpdqMatch> matches;
  for (const std::uint32_t slot : slots) {
    const StoredVideo& video = stored_.at(slot);
    if (!reaches_share(values, video.standard, rule.distance, rule.query_least)) continue;
    const VpdqPercentages percentages = vpdq_percentages(values, video.standard, rule.distance);
    if (is_vpdq_match(percentages, rule)) matches.push_back({video.item, percentages});
  }
  std::sort(matches.begin(), matches.end(), [](const VpdqMatch& a, const VpdqMatch& b) {
    return std::tuple(-a.percentages.query, a.item) < std::tuple(-b.percentages.query, b.item);
  });
  return matches;
}

void VideoBank::settle() {
  index_.settle(true);
  key_frames_.settle();
}

std::size_t VideoBank::videos() const {
  const std::shared_lock lock(mutex_);
  return stored_.size();
}

std::size_t VideoBank::indexed() const {
  const std::shared_lock lock(mutex_);
  return index_.size();
}

std::size_t VideoBank::index_bytes() const {
  const std::shared_lock lock(mutex_);
  return index_.bytes() + key_frames_.bytes();
}

std::size_t VideoBank::stored_bytes() const {
  const std::shared_lock lock(mutex_);
  std::size_t bytes = sounds_.bytes();
  for (const auto& [slot, video] : stored_) {
    bytes += sizeof(StoredVideo) + 2 * sizeof(void*) * 4;
    bytes += (video.values.capacity() + video.standard.capacity()) * sizeof(Bits256);
    bytes += video.times.capacity() * sizeof(float) + video.views.capacity();
    for (const KeyFrame& key : video.keys)
      bytes += sizeof key + key.features.capacity() * sizeof(fingerprint::LocalFeature);
    bytes += video.sound.items.capacity() * sizeof(std::uint32_t) + video.sound.usable.capacity() / 8;
  }
  return bytes;
}

}  // namespace jium::match
