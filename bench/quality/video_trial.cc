#include "quality/video_trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <stdexcept>

#include "jium/fingerprint/video_print.h"
#include "jium/match/print_frames.h"
#include "jium/match/video_bank.h"
#include "quality/video_edits.h"

namespace jium::bench {
namespace {

using fingerprint::VideoFindings;
using match::Bits256;

constexpr std::size_t kNobody = ~std::size_t{0};
constexpr std::size_t kPlainEvery = 6;  // queries of which the cost without jium's frames is measured too

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

VideoFindings looked_into(ByteView clip, const fingerprint::VideoWanted& wanted) {
  auto findings = fingerprint::look_into_video(clip, wanted);
  if (!findings) throw std::runtime_error("a clip of our own cannot be read: " + findings.fault().what);
  return std::move(*findings);
}

std::vector<Bits256> vpdq_list(const VideoFindings& findings) {
  std::vector<match::VpdqFrame> frames;
  for (const match::VideoFrame& frame : match::frames_of(findings.standard))
    frames.push_back({frame.hashes.front().bits, frame.quality});
  return match::vpdq_values(frames, match::VpdqPractice::index);
}

struct KnownVideo {
  std::size_t group;  // known clips of one film are the same film
  std::string name;
  std::vector<Bits256> vpdq;
};

struct Case {
  std::string family;  // of the edit, or the kind of stranger
  std::string name;
  std::string film;
  std::size_t group;
  std::optional<double> offset;
};

struct Answers {
  std::array<std::vector<std::size_t>, contestants> items;
  std::vector<match::VideoMatch> frames, sound;
};

class Trial {
 public:
  Trial(Half half, const VideoSize& size)
      : half_(half), size_(size), set_(films(half, size.films)), edits_(video_edits()) {
    for (const Film& host : set_.hosts)
      hosts_.push_back({folder_.keep(host.name + ".mp4", host.clip), host.seconds});
  }

  VideoOutcome run() {
    register_all();
    for (std::size_t i = 0; i < set_.edited.size(); ++i) {
      for (std::size_t e = 0; e < edits_.size(); ++e) {
        if ((i + e) % size_.edit_share == 0) ask_edited(set_.edited[i], i, e);
      }
    }
    for (std::size_t i = 0; i < set_.hosts.size(); ++i)
      ask_stranger({"another film", set_.hosts[i]}, 100 + i);
    for (std::size_t i = 0; i < set_.strangers.size(); ++i) ask_stranger(set_.strangers[i], i);
    outcome_.registered = known_.size();
    return outcome_;
  }

 private:
  std::pair<Bytes, std::optional<double>> edited(const Film& film, std::size_t seed, std::size_t e) const {
    const VideoEdit& edit = edits_[e];
    if (!edit.recipe) return {film.clip, 0.0};
    std::mt19937 dice(static_cast<std::uint32_t>(seed * 7919 + e * 104'729 + 29));
    const VideoRecipe recipe = edit.recipe(film, hosts_[(seed + e) % hosts_.size()], dice);
    return {clips::edit(film.clip, "mp4", recipe.words, recipe.ending), recipe.offset};
  }

  void put(std::size_t group, const std::string& name, ByteView clip) {
    const VideoFindings findings = looked_into(clip, {.print = true, .query = false});
    const double bytes = static_cast<double>(fingerprint::encode(findings.print).size());
    outcome_.print_bytes += bytes;
    outcome_.print_seconds += findings.facts.seconds;
    outcome_.largest_print = std::max(outcome_.largest_print, bytes / findings.facts.seconds);
    bank_.put(known_.size(), match::frames_of(findings.print), match::sound_of(findings.print));
    known_.push_back({group, name, vpdq_list(findings)});
  }

  void register_all() {
    for (std::size_t i = 0; i < set_.edited.size(); ++i) put(i, set_.edited[i].name, set_.edited[i].clip);
    // Registered as they are and with a mark that strangers carry too: a mark alone must never match.
    std::size_t mark = 0;
    for (std::size_t i = 0; i < set_.registered.size(); ++i) {
      const Film& film = set_.registered[i];
      put(1000 + i, film.name, film.clip);
      while (mark < edits_.size() && !is_mark(edits_[mark])) ++mark;
      if (mark == edits_.size()) continue;
      put(1000 + i, film.name + ", " + edits_[mark].name, edited(film, i, mark).first);
      ++mark;
    }
    bank_.settle();
  }

  static bool is_mark(const VideoEdit& edit) {
    return (edit.family == "overlay" && edit.name != "covered box") || edit.name == "caption above" ||
           edit.name == "upright with a blurred ground" || edit.name == "filmed from a screen";
  }

  void ask_edited(const Film& film, std::size_t i, std::size_t e) {
    const auto [clip, offset] = edited(film, i, e);
    ask({edits_[e].family, edits_[e].name, film.name, i, offset}, clip);
  }

  void ask_stranger(const Stranger& stranger, std::size_t i) {
    ask({stranger.kind, "as it is", stranger.film.name, kNobody, {}}, stranger.film.clip);
    for (std::size_t e = 1; e < edits_.size(); ++e) {
      if ((e * 5 + i) % size_.stranger_share != 0) continue;
      ask({stranger.kind, edits_[e].family + " " + edits_[e].name, stranger.film.name, kNobody, {}},
          edited(stranger.film, i + 5000, e).first);
    }
  }

  void ask(const Case& one, ByteView clip) {
    if (outcome_.queries % kPlainEvery == 0) {
      const double start = cpu_ms();
      (void)looked_into(clip, {});
      outcome_.plain_ms += cpu_ms() - start;
    }
    const double start = cpu_ms();
    const VideoFindings findings = looked_into(clip, {.print = false, .query = true});
    const double middle = cpu_ms();
    Answers answers;
    const auto frames = match::frames_of(findings.query);
    answers.sound = bank_.find({frames, match::sound_of(findings.query)}).matches;
    outcome_.find_ms += cpu_ms() - middle;
    outcome_.query_ms += middle - start;
    if (outcome_.queries % kPlainEvery == 0) outcome_.plain_frames += findings.query.frames.size();
    outcome_.query_frames += findings.query.frames.size();
    ++outcome_.queries;
    answers.frames = bank_.find({frames, {}}).matches;
    for (const auto& match : answers.frames) answers.items[jium_frames].push_back(match.item);
    for (const auto& match : answers.sound) answers.items[jium_sound].push_back(match.item);
    const std::vector<Bits256> values = vpdq_list(findings);
    double most = 0;
    for (std::size_t item = 0; item < known_.size(); ++item) {
      const auto percentages = match::vpdq_percentages(values, known_[item].vpdq, match::kVpdqRule.distance);
      if (known_[item].group == one.group) most = std::max(most, percentages.query);
      if (match::is_vpdq_match(percentages)) answers.items[vpdq].push_back(item);
      if (percentages.query > 0) answers.items[vpdq_any].push_back(item);
      if (known_[item].group != one.group) ++outcome_.wrong_pairs;
    }
    count(one, answers);
    write_case(one, answers, most);
  }

  [[nodiscard]] bool is_right(const Case& one, std::size_t item) const {
    return known_[item].group == one.group;
  }

  void count(const Case& one, const Answers& answers) {
    const std::string wrong = one.group == kNobody ? one.family : "copies: another film than theirs";
    VideoTally& falsely = outcome_.falsely[wrong];
    ++falsely.asked;
    for (std::size_t who = 0; who < contestants; ++who) {
      bool found = false;
      bool missed = false;
      for (const std::size_t item : answers.items[who]) (is_right(one, item) ? found : missed) = true;
      falsely.found[who] += missed ? 1 : 0;
      if (one.group == kNobody) continue;
      for (VideoTally* tally : {&outcome_.families[one.family], &outcome_.families["all"],
                                &outcome_.edits[one.family + ": " + one.name]}) {
        tally->asked += who == 0 ? 1 : 0;
        tally->found[who] += found ? 1 : 0;
      }
    }
    count_wrong(one, wrong, answers);
    count_right(one, answers);
  }

  void count_wrong(const Case& one, const std::string& kind, const Answers& answers) {
    bool any = false;
    bool unproven = true;
    bool by_sound = true;
    for (const match::VideoMatch& match : answers.sound) {
      if (is_right(one, match.item)) continue;
      any = true;
      unproven = unproven && !match.moment_proven;
      by_sound = by_sound && match.witness == match::VideoWitness::sound;
      outcome_.false_lines.push_back(
          fmt::format("{} ({}) as {}: {}{}, {:.1f} s, {} items of sound, sureness {:.2f}", one.film, one.name,
                      known_[match.item].name, match::name_of(match.witness),
                      match.moment_proven ? "" : ", the moment not proven", match.frame_seconds,
                      match.sound_items, match.sureness));
    }
    outcome_.unproven[kind] += any && unproven ? 1 : 0;
    outcome_.by_sound[kind] += any && by_sound ? 1 : 0;
  }

  void count_right(const Case& one, const Answers& answers) {
    const match::VideoMatch* right = nullptr;
    for (const match::VideoMatch& match : answers.sound) {
      if (right == nullptr && is_right(one, match.item)) right = &match;
    }
    if (one.group == kNobody || right == nullptr) return;
    ++outcome_.witnesses[fmt::format("{}{}", match::name_of(right->witness),
                                     right->moment_proven ? "" : ", the moment not proven")];
    if (!one.offset || !right->moment_proven || right->segments.empty()) return;
    const match::VideoSegment& segment = right->segments.front();
    if (segment.speed < 0) return;
    const double middle_query = (segment.query_from + segment.query_to) / 2;
    const double middle_reference = (segment.reference_from + segment.reference_to) / 2;
    outcome_.offset_errors.push_back(std::abs(middle_reference - middle_query - *one.offset));
  }

  void write_case(const Case& one, const Answers& answers, double vpdq_per_cent) {
    static std::ofstream out = [] {
      const char* file = std::getenv("JIUM_QUALITY_VIDEO_CASES");
      return file == nullptr ? std::ofstream() : std::ofstream(file);
    }();
    if (!out.is_open()) return;
    const auto told = [&](const std::vector<match::VideoMatch>& matches) {
      std::string line;
      for (const match::VideoMatch& match : matches)
        line += fmt::format("{}{} {}{} {:.2f}s {} items; ", is_right(one, match.item) ? "" : "WRONG ",
                            known_[match.item].name, match::name_of(match.witness),
                            match.moment_proven ? "" : " still", match.frame_seconds, match.sound_items);
      return line.empty() ? std::string("-") : line;
    };
    out << fmt::format("{}\t{}\t{}\t{}\t{:.0f}\t{}\t{}\n",
                       half_ == Half::calibration ? "calibration" : "report", one.family, one.name, one.film,
                       vpdq_per_cent, told(answers.frames), told(answers.sound))
        << std::flush;
  }

  Half half_;
  VideoSize size_;
  FilmSet set_;
  std::vector<VideoEdit> edits_;
  TemporaryFolder folder_;
  std::vector<VideoHost> hosts_;
  std::vector<KnownVideo> known_;
  match::VideoBank bank_;
  VideoOutcome outcome_;
};

}  // namespace

VideoOutcome run_videos(Half half, const VideoSize& size) {
  return Trial(half, size).run();
}

}  // namespace jium::bench
