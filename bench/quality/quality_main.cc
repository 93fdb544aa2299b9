// Recall of edited copies and what is falsely taken for one: of pictures for plain PDQ, PDQ in eight forms
// and jium, of videos for vPDQ and jium, in one run over the same media.
//
// In parts: JIUM_QUALITY_HALF=calibration or report, JIUM_QUALITY_MEDIA=pictures or videos. For calibration,
// JIUM_QUALITY_PAIRS=FILE writes what was measured of every picture query, one line each.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <opencv2/imgproc.hpp>

#include "jium/fingerprint/picture_print.h"
#include "jium/match/picture_bank.h"
#include "quality/corpus.h"
#include "quality/edits.h"
#include "quality/video_report.h"
#include "table/table.h"

namespace jium::bench {
namespace {

using fingerprint::PicturePrint;
using fingerprint::PictureQuery;

struct Size {
  std::size_t found;  // pictures from packages, each half
  std::size_t drawn;
  std::size_t lookalikes;      // of each of four kinds, registered; as many are asked about
  std::size_t sources_edited;  // of the registered ones
  std::size_t strangers;       // asked about, never registered
  std::size_t edits_each;      // of every stranger
};

Size size_of(const std::string& word) {
  if (word == "full") return {110, 60, 10, 60, 60, 24};
  if (word == "tiny") return {20, 8, 2, 4, 8, 4};
  return {60, 24, 5, 12, 16, 8};
}

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Known {
  std::size_t group;  // known pictures of one source are the same picture
  std::string name;
  PicturePrint print;
};

struct Case {
  std::string family;  // "stranger" when nothing is to be found
  std::string name;
  std::size_t group;
  std::string source;
  cv::Mat picture;
};
constexpr std::size_t kNobody = ~std::size_t{0};

struct Tally {
  int asked = 0;
  int pdq = 0;
  int turned = 0;
  int jium = 0;
};

struct Outcome {
  std::map<std::string, Tally> families;
  std::map<std::string, Tally> edits;
  int strangers = 0;
  std::size_t wrong_pairs = 0;  // compared
  int false_pdq = 0, false_turned = 0, false_jium = 0;
  std::vector<std::string> falsely;
  std::array<int, match::kHashWitnesses> nearest_wrong{};
  std::map<std::string, int> witnesses;
  double query_ms = 0, find_ms = 0, print_ms = 0;
  double slowest_ms = 0;
  std::size_t queries = 0, prints = 0, print_bytes = 0, largest_print = 0;
};

int apart(const std::array<std::uint8_t, 32>& a, const std::array<std::uint8_t, 32>& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.size(); ++i) bits += std::popcount(static_cast<unsigned>(a[i] ^ b[i]));
  return bits;
}

// One half of the pictures, registered and asked about.
class Trial {
 public:
  Trial(Half half, const Size& size) : half_(half), size_(size) {
    std::vector<Source> all = sources(half, size.found, size.drawn);
    const std::size_t kept = all.size() * 6 / 10;
    for (std::size_t i = 0; i < all.size(); ++i) (i < kept ? known_sources_ : strangers_).push_back(all[i]);
    std::vector<Source> alike = lookalikes(half, size.lookalikes * 2);
    for (std::size_t i = 0; i < alike.size(); ++i) {
      (i < alike.size() / 2 ? known_sources_ : strangers_).push_back(alike[i]);
    }
    // Composites are made with pictures that are asked about but never registered, so that no host is a
    // match.
    for (std::size_t i = 0; i < std::min<std::size_t>(12, strangers_.size()); ++i)
      hosts_.push_back(strangers_[i].rgb);
    edits_ = all_edits(hosts_);
  }

  Outcome run() {
    register_all();
    for (std::size_t i = 0; i < std::min(size_.sources_edited, known_sources_.size()); ++i) {
      for (std::size_t e = 0; e < edits_.size(); ++e) {
        Dice dice = dice_of(i, e);
        ask({edits_[e].family, edits_[e].name, i, known_sources_[i].name,
             edits_[e].apply(known_sources_[i].rgb, dice)});
      }
    }
    ask_strangers();
    return outcome_;
  }

 private:
  static Dice dice_of(std::size_t source, std::size_t edit) {
    return Dice(static_cast<std::uint32_t>(source * 7919 + edit * 104'729 + 17));
  }

  void put(std::size_t group, const std::string& name, const cv::Mat& rgb) {
    const double before = cpu_ms();
    PicturePrint print = fingerprint::print_of(view_of(rgb));
    outcome_.print_ms += cpu_ms() - before;
    ++outcome_.prints;
    const std::size_t bytes = fingerprint::encode(print).size();
    outcome_.print_bytes += bytes;
    outcome_.largest_print = std::max(outcome_.largest_print, bytes);
    bank_.put(known_.size(), print);
    known_.push_back({group, name, std::move(print)});
  }

  void register_all() {
    for (std::size_t i = 0; i < known_sources_.size(); ++i)
      put(i, known_sources_[i].name, known_sources_[i].rgb);
    // Registered with the same marks that strangers are given below: a mark alone must never match.
    std::size_t i = 0;
    for (const Edit& edit : edits_) {
      if (!is_mark(edit) || i >= known_sources_.size()) continue;
      Dice dice = dice_of(i, 0);
      put(i, known_sources_[i].name + ", " + edit.name, edit.apply(known_sources_[i].rgb, dice));
      ++i;
    }
  }

  static bool is_mark(const Edit& edit) {
    return edit.name.starts_with("watermark") || edit.name.starts_with("caption") ||
           edit.name == "subtitle" || edit.name == "logo in a corner" || edit.name == "screenshot" ||
           edit.name == "dark screenshot" || edit.name == "instant photo" || edit.name == "faces";
  }

  void ask_strangers() {
    for (std::size_t i = 0; i < strangers_.size(); ++i) {
      ask({"stranger", "none", kNobody, strangers_[i].name, strangers_[i].rgb});
      if (i >= size_.strangers) continue;
      for (std::size_t e = 0; e < edits_.size(); ++e) {
        // Every mark, and a share of the other edits, another share for each stranger.
        if (!is_mark(edits_[e]) && (e * 31 + i * 7) % edits_.size() >= size_.edits_each) continue;
        Dice dice = dice_of(i + 5000, e);
        ask({"stranger", edits_[e].family + " " + edits_[e].name, kNobody, strangers_[i].name,
             edits_[e].apply(strangers_[i].rgb, dice)});
      }
    }
  }

  void ask(const Case& one) {
    const cv::Mat picture = one.picture.isContinuous() ? one.picture : one.picture.clone();
    const double start = cpu_ms();
    const PictureQuery query = fingerprint::query_of(view_of(picture));
    const double middle = cpu_ms();
    const std::vector<match::PictureMatch> matches = bank_.find(query);
    const double end = cpu_ms();
    outcome_.query_ms += middle - start;
    outcome_.find_ms += end - middle;
    outcome_.slowest_ms = std::max(outcome_.slowest_ms, end - start);
    ++outcome_.queries;
    if (one.group == kNobody) ++outcome_.strangers;
    count_hashes(one, query);
    count_matches(one, matches);
    write_pairs(one, query, matches);
  }

  template <class Count>
  void count(const Case& one, Count each) {
    if (one.group == kNobody) return;
    each(outcome_.families[one.family]);
    each(outcome_.families["all"]);
    each(outcome_.edits[one.family + ": " + one.name]);
  }

  void count_hashes(const Case& one, const PictureQuery& query) {
    bool pdq = false, turned = false;
    for (const Known& known : known_) {
      const bool same = known.group == one.group;
      if (!same) ++outcome_.wrong_pairs;
      if (known.print.whole.quality < fingerprint::kQualityFloor) continue;
      if (query.whole.quality < fingerprint::kQualityFloor) continue;
      int nearest = 256;
      for (const auto& form : query.whole.forms)
        nearest = std::min(nearest, apart(form, known.print.whole.bits));
      const bool is_pdq = apart(query.whole.forms[0], known.print.whole.bits) <= fingerprint::kPdqThreshold;
      const bool is_turned = nearest <= fingerprint::kPdqThreshold;
      (same ? pdq : none_) |= is_pdq;
      (same ? turned : none_) |= is_turned;
      if (!same && is_pdq) ++outcome_.false_pdq;
      if (!same && is_turned) ++outcome_.false_turned;
    }
    count(one, [&](Tally& tally) {
      ++tally.asked;
      tally.pdq += pdq ? 1 : 0;
      tally.turned += turned ? 1 : 0;
    });
  }

  void count_matches(const Case& one, const std::vector<match::PictureMatch>& matches) {
    bool found = false;
    for (const match::PictureMatch& match : matches) {
      const Known& known = known_[match.item];
      if (known.group == one.group) {
        if (!found)
          ++outcome_.witnesses[fmt::format("{}{}", match::name_of(match.witness),
                                           match.supported ? ", supported" : "")];
        found = true;
        continue;
      }
      ++outcome_.false_jium;
      outcome_.falsely.push_back(fmt::format("{} ({}) as {}: {}{} {}", one.source, one.name, known.name,
                                             match::name_of(match.witness),
                                             match.supported ? ", supported" : "", match.measure));
    }
    count(one, [&](Tally& tally) { tally.jium += found ? 1 : 0; });
  }

  void write_pairs(const Case& one, const PictureQuery& query,
                   const std::vector<match::PictureMatch>& matches) {
    static std::ofstream out = [] {
      const char* file = std::getenv("JIUM_QUALITY_PAIRS");
      return file == nullptr ? std::ofstream() : std::ofstream(file);
    }();
    if (!out.is_open()) return;
    const std::vector<std::uint64_t> candidates = bank_.candidates(query);
    for (std::size_t i = 0; i < known_.size(); ++i) {
      const bool same = known_[i].group == one.group;
      const auto rank = std::find(candidates.begin(), candidates.end(), i) - candidates.begin();
      const bool is_candidate = rank < static_cast<std::ptrdiff_t>(candidates.size());
      match::PictureEvidence e = same || is_candidate ? match::evidence(known_[i].print, query)
                                                      : match::hash_evidence(known_[i].print, query);
      int nearest = 256;
      for (const auto& hash : e.hashes) nearest = std::min(nearest, hash.distance);
      if (!same && nearest > 84 && e.features.inliers < 4) continue;
      const bool matched =
          std::any_of(matches.begin(), matches.end(), [&](const auto& m) { return m.item == i; });
      out << fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}", half_ == Half::calibration ? "calibration" : "report",
                         one.family, one.name, one.source, known_[i].name, same ? 1 : 0, matched ? 1 : 0);
      for (const auto& hash : e.hashes) out << "\t" << hash.distance;
      out << fmt::format("\t{}\t{}\t{}\t{}\t{:.3f}\t{:.3f}\t{:.3f}\t{}\t{}\t{:.2f}\t{:.2f}\t{}\t{}\t{}\n",
                         is_candidate ? rank : -1, e.features.pairs, e.features.inliers, e.features.cells,
                         e.features.spread, e.features.breadth, e.features.seen_breadth, e.support.distance,
                         match::name_of(e.support_of), e.features.contradicted, e.alignment,
                         e.upright ? 1 : 0, e.features.visible, e.features.guided);
    }
  }

  Half half_;
  Size size_;
  std::vector<Source> known_sources_;
  std::vector<Source> strangers_;
  std::vector<cv::Mat> hosts_;
  std::vector<Edit> edits_;
  std::vector<Known> known_;
  match::PictureBank bank_;
  Outcome outcome_;
  bool none_ = false;
};

std::string share(int part, int whole) {
  return whole == 0 ? "-" : fmt::format("{:.3f}", static_cast<double>(part) / whole);
}

void tell(Page& page, const std::string& name, const Outcome& outcome) {
  page.table(fmt::format("{}: found, of those that should be", name),
             {"class", "asked", "PDQ 31", "PDQ 31, 8 forms", "jium"});
  std::vector<std::string> names = families();
  names.push_back("all");
  for (const std::string& family : names) {
    const auto at = outcome.families.find(family);
    if (at == outcome.families.end()) continue;
    const Tally& t = at->second;
    page.row({family, std::to_string(t.asked), share(t.pdq, t.asked), share(t.turned, t.asked),
              share(t.jium, t.asked)});
  }
  page.table(fmt::format("{}: false matches, of {} wrong pairs; {} queries had nothing to find", name,
                         outcome.wrong_pairs, outcome.strangers),
             {"", "PDQ 31", "PDQ 31, 8 forms", "jium"});
  page.row({"false pairs", std::to_string(outcome.false_pdq), std::to_string(outcome.false_turned),
            std::to_string(outcome.false_jium)});
  for (const std::string& line : outcome.falsely) page.say("False: " + line);
}

void tell_cost(Page& page, const Outcome& outcome) {
  page.table("pictures: cost", {"what", "measured"});
  const auto mean = [](double sum, std::size_t count) {
    return fmt::format("{:.1f} ms", sum / static_cast<double>(std::max<std::size_t>(1, count)));
  };
  page.row({"CPU, print of a picture", mean(outcome.print_ms, outcome.prints)});
  page.row({"CPU, query of a picture", mean(outcome.query_ms, outcome.queries)});
  page.row({fmt::format("CPU, search among {}", outcome.prints), mean(outcome.find_ms, outcome.queries)});
  page.row({"CPU, slowest query with its search", fmt::format("{:.0f} ms", outcome.slowest_ms)});
  page.row({"bytes of a print, mean",
            std::to_string(outcome.print_bytes / std::max<std::size_t>(1, outcome.prints))});
  page.row({"bytes of a print, largest", std::to_string(outcome.largest_print)});
  page.table("pictures: which witness found it", {"witness", "queries"});
  for (const auto& [witness, count] : outcome.witnesses) page.row({witness, std::to_string(count)});
  page.table("pictures: by edit", {"edit", "PDQ 31", "PDQ 31, 8 forms", "jium"});
  for (const auto& [edit, t] : outcome.edits) {
    page.row({edit, share(t.pdq, t.asked), share(t.turned, t.asked), share(t.jium, t.asked)});
  }
}

std::string asked_for(const char* variable) {
  const char* const wish = std::getenv(variable);
  return wish == nullptr ? "" : wish;
}

void report_pictures(Page& page, const Size& size) {
  const std::string only = asked_for("JIUM_QUALITY_HALF");
  for (const auto& [half, name] :
       {std::pair(Half::calibration, "calibration half"), std::pair(Half::report, "report half")}) {
    if (std::string(name).find(only) == std::string::npos) continue;
    Trial trial(half, size);
    const Outcome outcome = trial.run();
    page.say(fmt::format("Pictures, {}: {}.", name, fmt::join(packages_used(half), ", ")));
    tell(page, "pictures, " + std::string(name), outcome);
    if (half == Half::report || !only.empty()) tell_cost(page, outcome);
  }
}

int run(int count, const char* const* words) {
  const Command command =
      read_command(count, words, "recall of edited copies beside plain PDQ and vPDQ", "quick");
  if (!command.go_on) return command.code;
  fingerprint::prepare_local_features();
  const Size size = size_of(command.options.size);
  Page page("Edited copies: how many are known again", "./dev bench quality --size " + command.options.size,
            command.options);
  page.say(
      "Pictures are free photographs, wallpapers and art from Debian packages and drawn scenes; every edit "
      "is made here "
      "with fixed seeds. Thresholds were chosen on the calibration half (other packages, other seeds) and "
      "are only "
      "reported on the other. Registered are more pictures than are edited, among them pages of text, "
      "screens of one "
      "application, charts and plates of one book, and pictures under a caption, watermark or screenshot "
      "that "
      "strangers are asked about with too. PDQ 31 counts only quality 50 and more, as its makers advise.");
  const std::string media = asked_for("JIUM_QUALITY_MEDIA");
  if (media != "videos") report_pictures(page, size);
  if (media != "pictures") report_videos(page, command.options);
  if (const auto written = page.finish(); !written) {
    fmt::print(stderr, "{}\n", written.fault().what);
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace jium::bench

int main(int count, char** words) {
  return jium::bench::run(count, words);
}
