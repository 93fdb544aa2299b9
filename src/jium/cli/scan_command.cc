#include <fmt/format.h>
#include <sys/resource.h>

#include <array>
#include <cerrno>
#include <deque>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/file_json.h"
#include "jium/cli/file_results.h"
#include "jium/cli/file_walk.h"
#include "jium/cli/known_list.h"
#include "jium/cli/path_text.h"
#include "jium/cli/progress.h"
#include "jium/cli/result_file.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct ScanOptions {
  std::vector<std::string> folders;
  std::string against;
  std::string out;
  unsigned jobs = 0;
  int niceness = 0;
  bool thorough = false;
};

struct Tally {
  std::uint64_t looked_at = 0;
  std::uint64_t matched = 0;
  std::uint64_t not_read = 0;
  std::uint64_t not_read_in_all = 0;  // with those of earlier runs
  std::uint64_t known_before = 0;
  std::uint64_t cut_short = 0;

  [[nodiscard]] std::string text() const {
    std::string said = fmt::format("{} with matches, {} without a fingerprint", matched, not_read);
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

json::object line_of(const FileResult& result, const FileState& state, json::array matches) {
  json::object line{{"file", path_text(result.path)},
                    {"size", state.size},
                    {"modified_ms", state.modified_ms},
                    {"fault", nullptr},
                    {"matches", std::move(matches)}};
  if (result.fault) line["fault"] = fault_json(*result.fault);
  if (result.fingerprints && result.fingerprints->cut_short) line["cut_short"] = true;
  return line;
}

Result<Tally> scan(fingerprint::Fingerprinter& fingerprinter, const ScanOptions& options,
                   const KnownList& known, bool progress_shown) {
  JIUM_TRY(FileWalk walk, FileWalk::start(options.folders));
  JIUM_TRY(ResultFile results, ResultFile::open(options.out, {{"jium", "scan"},
                                                              {"format", 1},
                                                              {"against", known.digest()},
                                                              {"thorough", options.thorough}}));
  Tally tally;
  Unseen unseen(walk, results, tally);
  Progress progress(0, progress_shown);
  Result<void> written;
  const auto purpose = options.thorough ? fingerprint::Purpose::ask : known.purpose();
  fingerprint_files(
      fingerprinter, [&] { return unseen.next(); }, {purpose, options.jobs},
      [&](const FileResult& result) {
        json::array matches = known.matches_of(result);
        ++tally.looked_at;
        if (!matches.empty()) ++tally.matched;
        if (result.fault) ++tally.not_read;
        if (result.fingerprints && result.fingerprints->cut_short) ++tally.cut_short;
        const FileState state = unseen.state_of_next();
        written = results.add(state.stamp, line_of(result, state, std::move(matches)));
        progress.step(tally.text());
        return written.has_value();
      });
  if (!written) return Fault(std::move(written).fault());
  JIUM_CHECK(results.finish());
  tally.not_read_in_all = results.with_fault();
  return tally;
}

Result<int> run_scan(const Session& session, const ScanOptions& options) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  JIUM_CHECK(be_nice(options.niceness));
  fingerprinter->step_back(options.niceness);
  JIUM_TRY(const auto known, KnownList::read(options.against));
  JIUM_TRY(const Tally tally, scan(*fingerprinter, options, *known, progress_has_a_place()));
  const json::object answer{{"looked_at", tally.looked_at},          {"matched", tally.matched},
                            {"without_fingerprint", tally.not_read}, {"known_before", tally.known_before},
                            {"cut_short", tally.cut_short},          {"results", options.out}};
  session.show(answer, [&](const json::value&) {
    fmt::print("{} files looked at: {}; {} known from before. The results are in {}\n", tally.looked_at,
               tally.text(), tally.known_before, options.out);
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
  scan->add_option("--against", options->against, "the list of fingerprints, as for `jium match`")
      ->required();
  scan->add_option("--out", options->out,
                   "the result file, one JSON document a line; it holds paths of your files, and no media")
      ->required();
  scan->add_option("--jobs", options->jobs, "how many files at once (default: as many as processors)")
      ->check(CLI::Range(1U, 1024U));
  scan->add_option("--nice", options->niceness, "how far to step back for other work, 0 to 19")
      ->check(CLI::Range(0, 19));
  scan->add_flag(
      "--thorough", options->thorough,
      "look for turned, mirrored, inverted and framed copies too when the list holds plain hashes alone");
  scan->callback([=, &session] { session.action = [=, &session] { return run_scan(session, *options); }; });
}

}  // namespace jium::cli
