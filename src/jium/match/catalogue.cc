#include "jium/match/catalogue.h"

#include <algorithm>
#include <mutex>
#include <set>
#include <tuple>

#include "jium/fingerprint/vpdq_value.h"
#include "jium/match/print_frames.h"

namespace jium::match {
namespace {

using fingerprint::Algorithm;
using fingerprint::Fingerprint;

Bits256 complement(Bits256 bits) {
  for (std::uint64_t& word : bits) word = ~word;
  return bits;
}

const Fingerprint* find_in(const std::vector<Fingerprint>& fingerprints, Algorithm algorithm) {
  const auto at = std::find_if(fingerprints.begin(), fingerprints.end(),
                               [&](const Fingerprint& one) { return one.algorithm() == algorithm; });
  return at == fingerprints.end() ? nullptr : &*at;
}

// The same scale as picture_match.h: the threshold of the family is at 0.8, an equal hash at 1.
double sureness_of_bits(Witness witness, int distance) {
  return 1 - 0.2 * distance / threshold_of(witness).alone;
}

Match near(std::uint64_t item, Algorithm algorithm, int distance, Witness witness) {
  return {item, algorithm, distance, name_of(witness), sureness_of_bits(witness, distance)};
}

bool is_digest_match(const Match& match) {
  return fingerprint::is_digest(match.algorithm);
}

// Of one item, what an officer can tell others comes first: equal bytes, then the value that every registry
// has; after them what is surest.
int standing(const Match& match) {
  if (is_digest_match(match)) return 0;
  if (match.witness != name_of(Witness::pdq)) return 3;
  return match.algorithm == Algorithm::pdq ? 1 : match.algorithm == Algorithm::pdq_512 ? 2 : 3;
}

bool says_more(const Match& a, const Match& b) {
  return std::tuple(standing(a), -a.sureness, a.algorithm) <
         std::tuple(standing(b), -b.sureness, b.algorithm);
}

// Among items: equal bytes first, then the surest.
bool comes_before(const Match& a, const Match& b) {
  return std::tuple(!is_digest_match(a), -a.sureness, a.item) <
         std::tuple(!is_digest_match(b), -b.sureness, b.item);
}

void offer(std::map<std::uint64_t, Match>& best, Match match) {
  const auto at = best.find(match.item);
  if (at == best.end()) {
    best.emplace(match.item, std::move(match));
  } else if (says_more(match, at->second)) {
    at->second = std::move(match);
  }
}

// Of a picture's print a plain look-up within the usual 31 bits is still told as what every registry knows.
Match told(const PictureMatch& match) {
  return {match.item, Algorithm::picture_print, match.witness == Witness::local_features ? 0 : match.measure,
          name_of(match.witness), match.sureness};
}

Match told(VideoMatch match, Algorithm algorithm) {
  return {match.item,
          algorithm,
          0,
          name_of(match.witness),
          match.sureness,
          match.moment_proven,
          std::move(match.segments)};
}

struct AskedVideo {
  std::vector<VideoFrame> frames;
  SoundPrint sound;
};

std::optional<AskedVideo> video_of(const Fingerprint& fingerprint) {
  switch (fingerprint.algorithm()) {
    case Algorithm::video_print:
      if (const auto print = fingerprint::decode_video_print(fingerprint.value()))
        return AskedVideo{frames_of(*print), sound_of(*print)};
      return std::nullopt;
    case Algorithm::video_query:
      if (const auto query = fingerprint::decode_video_query(fingerprint.value()))
        return AskedVideo{frames_of(*query), sound_of(*query)};
      return std::nullopt;
    case Algorithm::vpdq:
      if (const auto frames = fingerprint::read_frames(fingerprint.value()))
        return AskedVideo{frames_of(*frames), {}};
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

// The forms of a query that are worth asking an index of plain hashes with.
template <class Ask>
void for_each_plain_form(const fingerprint::PictureQuery& query, const Ask& ask) {
  const auto forms = [&](const fingerprint::PdqForms& pdq, Witness as_is, Witness turned) {
    if (pdq.quality < fingerprint::kQualityFloor) return;
    for (std::size_t form = 0; form < fingerprint::kDihedrals; ++form)
      ask(bits_of(pdq.forms[form]), form == 0 ? as_is : turned);
    ask(complement(bits_of(pdq.forms[0])), Witness::complement);
  };
  forms(query.whole, Witness::pdq, Witness::pdq_turned);
  for (const fingerprint::QueryView& view : query.views) {
    if (view.kind == fingerprint::ViewKind::canonical)
      forms(view.pdq, Witness::canonical, Witness::canonical);
  }
}

}  // namespace

Catalogue::Catalogue(int radius) : Catalogue(std::make_unique<HashBank>(), radius) {}

Catalogue::Catalogue(std::unique_ptr<HashBank> hashes, int radius)
    : radius_(radius), hashes_(std::move(hashes)) {}

void Catalogue::put(std::uint64_t item, const std::vector<Fingerprint>& fingerprints) {
  const std::unique_lock lock(mutex_);
  hashes_->put({item, fingerprints});
  put_all_prints(item, fingerprints);
}

void Catalogue::put_prints(std::uint64_t item, const std::vector<Fingerprint>& fingerprints) {
  const std::unique_lock lock(mutex_);
  put_all_prints(item, fingerprints);
}

void Catalogue::add_new_hashes(std::span<const KnownItem> items) {
  const std::unique_lock lock(mutex_);
  hashes_->add_new(items);
}

void Catalogue::put_all_prints(std::uint64_t item, const std::vector<Fingerprint>& fingerprints) {
  pictures_.remove(item);
  videos_.remove(item);
  const bool has_print = find_in(fingerprints, Algorithm::video_print) != nullptr;
  for (const Fingerprint& fingerprint : fingerprints) {
    if (fingerprint.algorithm() == Algorithm::vpdq && has_print) continue;  // the print has those frames too
    put_print(item, fingerprint);
  }
}

void Catalogue::put_print(std::uint64_t item, const Fingerprint& fingerprint) {
  switch (fingerprint.algorithm()) {
    case Algorithm::picture_print:
      if (auto print = fingerprint::decode_print(fingerprint.value())) pictures_.put(item, std::move(*print));
      return;
    case Algorithm::video_print:
    case Algorithm::vpdq:
      if (const auto video = video_of(fingerprint)) videos_.put(item, video->frames, video->sound);
      return;
    default:
      return;  // a plain hash, or asked with and never kept
  }
}

void Catalogue::remove(std::uint64_t item) {
  const std::unique_lock lock(mutex_);
  hashes_->remove(item);
  pictures_.remove(item);
  videos_.remove(item);
}

void Catalogue::find_near(const Fingerprint& asked, Best& best) const {
  if (!asked.matches_perceptually()) return;
  for (const Hit& hit : hashes_->near(asked.algorithm(), bits_of(asked.value()), radius_))
    offer(best, near(hit.key, asked.algorithm(), hit.distance, Witness::pdq));
}

void Catalogue::find_picture(const Fingerprint& asked, Best& best) const {
  const auto query = fingerprint::decode_query(asked.value());
  if (!query) return;
  for (const PictureMatch& match : pictures_.find(*query)) offer(best, told(match));
  for_each_plain_form(*query, [&](const Bits256& bits, Witness witness) {
    for (const Hit& hit : hashes_->near(Algorithm::pdq, bits, radius_))
      offer(best, near(hit.key, Algorithm::pdq, hit.distance, witness));
  });
}

void Catalogue::find_video(const Fingerprint& asked, Best& best) const {
  auto video = video_of(asked);
  if (!video) return;
  VideoAnswer answer = videos_.find({std::move(video->frames), std::move(video->sound)});
  for (VideoMatch& match : answer.matches) offer(best, told(std::move(match), Algorithm::video_print));
}

void Catalogue::find_one(const Fingerprint& asked, Best& best) const {
  if (fingerprint::is_digest(asked.algorithm())) {
    for (const std::uint64_t item : hashes_->equal(asked)) offer(best, {item, asked.algorithm()});
  } else if (fingerprint::is_perceptual(asked.algorithm())) {
    find_near(asked, best);
  } else if (asked.algorithm() == Algorithm::picture_query) {
    find_picture(asked, best);
  } else if (asked.algorithm() == Algorithm::video_query || asked.algorithm() == Algorithm::vpdq) {
    find_video(asked, best);
  }
}

std::vector<Match> Catalogue::find(const std::vector<Fingerprint>& fingerprints) const {
  Best best;
  const std::shared_lock lock(mutex_);
  const bool has_query = find_in(fingerprints, Algorithm::video_query) != nullptr;
  for (const Fingerprint& asked : fingerprints) {
    if (asked.algorithm() == Algorithm::vpdq && has_query) continue;  // the query has those frames too
    find_one(asked, best);
  }
  std::vector<Match> matches;
  for (auto& [item, match] : best) matches.push_back(std::move(match));
  std::sort(matches.begin(), matches.end(), comes_before);
  return matches;
}

std::optional<Match> same_footage(const std::vector<Fingerprint>& known,
                                  const std::vector<Fingerprint>& asked) {
  Catalogue one;
  one.put(1, known);
  std::vector<Match> found = one.find(asked);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

namespace {

// Enough to be seen in a picture: structure in a view, or features of its own.
constexpr std::size_t kEnoughFeatures = 30;
// Enough to be seen in a video: fewer seconds than the rules for a still scene and for a moving one ask for
// can never match, so that nothing follows from it when they do not.
constexpr std::size_t kEnoughSeconds = 3;

template <class Print>
bool shows_enough(const Result<Print>& print) {
  if (!print) return false;
  return print->whole.quality >= fingerprint::kQualityFloor || print->features.size() >= kEnoughFeatures;
}

bool shows_enough(const AskedVideo& video) {
  std::set<int> seconds;
  for (const VideoFrame& frame : video.frames) {
    if (frame.quality >= kFrameQuality && !frame.hashes.empty())
      seconds.insert(static_cast<int>(frame.seconds));
  }
  return seconds.size() >= kEnoughSeconds;
}

bool shows_enough(const Fingerprint& fingerprint) {
  switch (fingerprint.algorithm()) {
    case Algorithm::pdq:
    case Algorithm::pdq_512:
      return fingerprint.matches_perceptually();
    case Algorithm::picture_print:
      return shows_enough(fingerprint::decode_print(fingerprint.value()));
    case Algorithm::picture_query:
      return shows_enough(fingerprint::decode_query(fingerprint.value()));
    case Algorithm::video_print:
    case Algorithm::video_query:
    case Algorithm::vpdq: {
      const auto video = video_of(fingerprint);
      return video && shows_enough(*video);
    }
    default:
      return false;
  }
}

// By what a kept fingerprint can be asked about.
bool are_partners(Algorithm known, Algorithm asked) {
  switch (known) {
    case Algorithm::pdq:
    case Algorithm::pdq_512:
      return asked == known || (known == Algorithm::pdq && asked == Algorithm::picture_query);
    case Algorithm::picture_print:
      return asked == Algorithm::picture_query;
    case Algorithm::video_print:
    case Algorithm::vpdq:
      return asked == Algorithm::video_query || asked == Algorithm::vpdq;
    default:
      return false;
  }
}

}  // namespace

bool can_compare_looks(const std::vector<Fingerprint>& known, const std::vector<Fingerprint>& asked) {
  return std::any_of(known.begin(), known.end(), [&](const Fingerprint& one) {
    return std::any_of(asked.begin(), asked.end(), [&](const Fingerprint& other) {
      return are_partners(one.algorithm(), other.algorithm()) && shows_enough(one) && shows_enough(other);
    });
  });
}

}  // namespace jium::match
