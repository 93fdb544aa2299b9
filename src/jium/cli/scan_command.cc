#include <fmt/format.h>
#include <sys/resource.h>

#include <cerrno>
#include <deque>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/file_json.h"
#include "jium/cli/file_results.h"
#include "jium/cli/file_walk.h"
#include "jium/cli/match_terms.h"
#include "jium/cli/path_text.h"
#include "jium/cli/progress.h"
#include "jium/cli/result_file.h"
#include "jium/cli/scan_watch.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct ScanOptions {
  std::vector<std::string> folders;
  MatchTerms terms;
  std::string out;
  unsigned jobs = 0;
  int niceness = 0;
  bool no_hold = false;
};

struct Tally {
  std::uint64_t looked_at = 0;
  std::uint64_t matched = 0;   // that have a match
  std::uint64_t held = 0;      // that have none but such as wait for a person
  std::uint64_t harmless = 0;  // that have none of either, and are known to be harmless
  std::uint64_t not_read = 0;
  std::uint64_t not_read_in_all = 0;  // with those of earlier runs
  std::uint64_t known_before = 0;
  std::uint64_t cut_short = 0;
  std::vector<std::uint64_t> held_items;  // of all runs

  void count(const FileResult& result, const std::vector<JudgedMatch>& matches) {
    ++looked_at;
    if (result.fault) ++not_read;
    if (result.fingerprints && result.fingerprints->cut_short) ++cut_short;
    if (has_ruling(matches, match::Ruling::match)) {
      ++matched;
    } else if (has_ruling(matches, match::Ruling::held)) {
      ++held;
    } else if (!matches.empty()) {
      ++harmless;
    }
  }
  [[nodiscard]] std::string text() const {
    std::string said = fmt::format("{} with matches, {} without a fingerprint", matched, not_read);
    if (held > 0) said += fmt::format(", {} with matches that are held", held);
    if (harmless > 0) said += fmt::format(", {} harmless", harmless);
    if (cut_short > 0) said += fmt::format(", {} videos seen only in part", cut_short);
    return said;
  }
};

Result<void> be_nice(int niceness) {
  if (niceness == 0) return {};
  if (::setpriority(PRIO_PROCESS, 0, niceness) != 0)
    return fault(FaultKind::forbidden, "this niceness is not allowed: ordinary users may choose 0 to 19");
  return {};
}

// The walk, without what the result file knows already.
class Unseen {
 public:
  Unseen(FileWalk& walk, const ResultFile& results, Tally& tally)
      : walk_(walk), results_(results), tally_(tally) {}

  std::optional<FileToDo> next() {
    while (auto step = walk_.next()) {
      const FileState state = state_of_file(step->path);
      if (results_.has(state.stamp)) {
        ++tally_.known_before;
        continue;
      }
      under_way_.push_back(state);
      return FileToDo{std::move(step->path), std::move(step->fault)};
    }
    return std::nullopt;
  }

  // Of the file whose result comes next, as it was before it was looked at: what changes meanwhile is looked
  // at again.
  FileState state_of_next() {
    const FileState state = under_way_.front();
    under_way_.pop_front();
    return state;
  }

 private:
  std::deque<FileState> under_way_;
  FileWalk& walk_;
  const ResultFile& results_;
  Tally& tally_;
};

json::object line_of(const FileResult& result, const FileState& state,
                     const std::vector<JudgedMatch>& matches) {
  json::object line{{"file", path_text(result.path)},
                    {"size", state.size},
                    {"modified_ms", state.modified_ms},
                    {"fault", nullptr},
                    {"matches", judged_json(matches)}};
  if (result.fault) line["fault"] = fault_json(*result.fault);
  if (result.fingerprints && result.fingerprints->cut_short) line["cut_short"] = true;
  return line;
}

// Whatever the lines depend on.
json::object head_of(const Matcher& matcher, bool no_hold) {
  json::object head{{"jium", "scan"}, {"format", 1}};
  for (auto& member : matcher.head()) head[member.key()] = std::move(member.value());
  if (no_hold) head["hold"] = false;
  return head;
}

Result<Tally> scan(fingerprint::Fingerprinter& fingerprinter, const ScanOptions& options,
                   const Matcher& matcher, bool progress_shown) {
  JIUM_TRY(FileWalk walk, FileWalk::start(options.folders));
  ScanWatch watch(!options.no_hold);
  JIUM_TRY(ResultFile results, ResultFile::open(options.out, head_of(matcher, options.no_hold),
                                                [&](const json::object& line) { watch.replay(line); }));
  Tally tally;
  Unseen unseen(walk, results, tally);
  Progress progress(0, progress_shown);
  Result<void> written;
  const auto look = [&](const FileResult& result) {
    auto matches = matcher.matches_of(result, watch.floods());
    watch.take(matches);
    tally.count(result, matches);
    const FileState state = unseen.state_of_next();
    written = results.add(state.stamp, line_of(result, state, matches));
    progress.step(tally.text());
    return written.has_value();
  };
  fingerprint_files(
      fingerprinter, [&] { return unseen.next(); }, {matcher.purpose(), options.jobs}, look);
  if (!written) return Fault(std::move(written).fault());
  JIUM_CHECK(results.finish());
  tally.not_read_in_all = results.with_fault();
  tally.held_items = watch.held();
  return tally;
}

json::array held_json(const Tally& tally, const Matcher& matcher) {
  json::array list;
  for (const std::uint64_t item : tally.held_items)
    list.push_back({{"label", matcher.label(item)}, {"item", item}});
  return list;
}

void print_held(const json::array& held) {
  if (held.empty()) return;
  fmt::print(
      "These match far more files than a fingerprint of a list should, and are held: after {} matches the "
      "further ones are marked so. A person should look at them, and at their earlier matches:\n",
      ScanWatch::kLeast);
  for (const json::value& one : held) fmt::print("  {}\n", text_at(one, "label"));
  fmt::print("If they are right, a scan with --no-hold into another result file holds nothing.\n");
}

Result<int> run_scan(const Session& session, const ScanOptions& options) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  JIUM_CHECK(be_nice(options.niceness));
  fingerprinter->step_back(options.niceness);
  JIUM_TRY(const Matcher matcher, Matcher::open(options.terms));
  JIUM_TRY(const Tally tally, scan(*fingerprinter, options, matcher, progress_has_a_place(false)));
  const json::object answer{{"looked_at", tally.looked_at},
                            {"matched", tally.matched},
                            {"held", tally.held},
                            {"harmless", tally.harmless},
                            {"without_fingerprint", tally.not_read},
                            {"known_before", tally.known_before},
                            {"cut_short", tally.cut_short},
                            {"held_items", held_json(tally, matcher)},
                            {"results", options.out}};
  session.show(answer, [&](const json::value&) {
    fmt::print("{} files looked at: {}; {} known from before. The results are in {}\n", tally.looked_at,
               tally.text(), tally.known_before, options.out);
    print_held(answer.at("held_items").as_array());
  });
  return tally.not_read == 0 && tally.not_read_in_all == 0 ? kDone : kNo;
}

}  // namespace

void add_scan_command(CLI::App& app, Session& session) {
  auto options = std::make_shared<ScanOptions>();
  CLI::App* scan = app.add_subcommand(
      "scan",
      "go through folders, however large, and write down which files match a list; started again with the "
      "same --out it goes on where it stopped");
  scan->add_option("FOLDER", options->folders, "folders, or files")->required();
  add_match_terms(*scan, options->terms);
  scan->add_option("--out", options->out,
                   "the result file, one JSON document a line; it holds paths of your files, and no media")
      ->required();
  scan->add_option("--jobs", options->jobs, "how many files at once (default: as many as processors)")
      ->check(CLI::Range(1U, 1024U));
  scan->add_option("--nice", options->niceness, "how far to step back for other work, 0 to 19")
      ->check(CLI::Range(0, 19));
  scan->add_flag("--no-hold", options->no_hold,
                 "do not hold fingerprints that suddenly match very many of the files");
  scan->callback([=, &session] { session.action = [=, &session] { return run_scan(session, *options); }; });
}

}  // namespace jium::cli
