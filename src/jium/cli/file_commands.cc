#include <fmt/format.h>

#include <cstdio>
#include <deque>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/file_json.h"
#include "jium/cli/file_results.h"
#include "jium/cli/fingerprint_json.h"
#include "jium/cli/known_list.h"
#include "jium/cli/path_text.h"
#include "jium/cli/progress.h"
#include "jium/cli/recognition_text.h"
#include "jium/cli/result_file.h"
#include "jium/match/catalogue.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using fingerprint::Fingerprint;

void print_line(const FileResult& result, const Fingerprint& fingerprint) {
  fmt::print("{}\t{}\t{}\t{}\t{}\n", kind_text(*result.fingerprints),
             fingerprint::name_of(fingerprint.algorithm()), fingerprint.hex(), fingerprint.quality(),
             path_text(result.path));
}

void print_result(const FileResult& result, bool digests) {
  if (result.fault) {
    fmt::print("none\t-\t-\t-\t{}\t{}\n", path_text(result.path), result.fault->what);
  } else {
    for (const Fingerprint& fingerprint : result.fingerprints->fingerprints) {
      if (digests || !fingerprint::is_digest(fingerprint.algorithm())) print_line(result, fingerprint);
    }
  }
  std::fflush(stdout);
}

struct HashOptions {
  std::vector<std::string> paths;
  bool digests = false;
  bool full = false;
  std::string out;
  unsigned jobs = 0;

  [[nodiscard]] FileWork work() const {
    return {full ? fingerprint::Purpose::keep : fingerprint::Purpose::standard, jobs};
  }
};

// To standard output, in the order asked.
Result<int> hash_and_print(const Session& session, fingerprint::Fingerprinter& fingerprinter,
                           const HashOptions& options) {
  JIUM_TRY(auto files, files_of(options.paths));
  Progress progress(files.size(), progress_has_a_place() && files.size() > 10);
  json::array all;
  int code = kDone;
  fingerprint_files(fingerprinter, source_of(std::move(files)), options.work(),
                    [&](const FileResult& result) {
                      if (result.fault) code = kNo;
                      if (session.options.json) {
                        all.push_back(result_json(result));
                      } else {
                        print_result(result, options.digests);
                      }
                      progress.step();
                      return true;
                    });
  if (session.options.json) session.show(json::object{{"files", std::move(all)}}, [](const json::value&) {});
  return code;
}

// Into a result file, which an interrupted run goes on with.
Result<int> hash_and_keep(const Session& session, fingerprint::Fingerprinter& fingerprinter,
                          const HashOptions& options) {
  JIUM_TRY(auto files, files_of(options.paths));
  JIUM_TRY(ResultFile results,
           ResultFile::open(options.out, {{"jium", "hash"}, {"format", 1}, {"full", options.full}}));
  const std::size_t before = files.size();
  std::deque<FileStamp> stamps;  // as the files were before they were looked at
  std::erase_if(files, [&](const std::string& path) {
    const FileStamp stamp = state_of_file(path).stamp;
    if (!results.has(stamp)) stamps.push_back(stamp);
    return results.has(stamp);
  });
  const std::size_t known = before - files.size();
  Progress progress(files.size(), progress_has_a_place());
  std::size_t made = 0, faults = 0;
  Result<void> written;
  fingerprint_files(fingerprinter, source_of(std::move(files)), options.work(),
                    [&](const FileResult& result) {
                      ++(result.fault ? faults : made);
                      written = results.add(stamps.front(), result_json(result));
                      stamps.pop_front();
                      progress.step(fmt::format("{} without a fingerprint", faults));
                      return written.has_value();
                    });
  if (!written) return Fault(std::move(written).fault());
  JIUM_CHECK(results.finish());
  const json::object answer{{"fingerprinted", made},
                            {"without_fingerprint", faults},
                            {"known_before", known},
                            {"results", options.out}};
  session.show(answer, [&](const json::value&) {
    fmt::print(
        "{} files fingerprinted, {} without a fingerprint, {} known from before. The results are in {}\n",
        made, faults, known, options.out);
  });
  return faults == 0 && results.with_fault() == 0 ? kDone : kNo;
}

Result<int> run_hash(const Session& session, const HashOptions& options) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  return options.out.empty() ? hash_and_print(session, *fingerprinter, options)
                             : hash_and_keep(session, *fingerprinter, options);
}

void print_matches(const FileResult& result, const json::array& matches) {
  if (result.fault) {
    fmt::print("{}: no fingerprint: {}\n", path_text(result.path), result.fault->what);
  } else if (matches.empty()) {
    fmt::print("{}: matches nothing\n", path_text(result.path));
  }
  for (const json::value& match : matches) {
    fmt::print("{}: matches {} ({})\n", path_text(result.path), text_at(match, "label"),
               recognition_text(match));
  }
}

Result<int> run_match(const Session& session, const std::vector<std::string>& paths,
                      const std::string& against, bool thorough) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  JIUM_TRY(auto files, files_of(paths));
  JIUM_TRY(const auto known, KnownList::read(against));
  Progress progress(files.size(), progress_has_a_place() && files.size() > 10);
  json::array all;
  int code = kNo;
  const auto purpose = thorough ? fingerprint::Purpose::ask : known->purpose();
  fingerprint_files(*fingerprinter, source_of(std::move(files)), {purpose}, [&](const FileResult& result) {
    json::array matches = known->matches_of(result);
    if (!matches.empty()) code = kDone;
    if (!session.options.json) print_matches(result, matches);
    json::object file{{"file", path_text(result.path)}, {"fault", nullptr}, {"matches", std::move(matches)}};
    if (result.fault) file["fault"] = fault_json(*result.fault);
    if (session.options.json) all.push_back(std::move(file));
    progress.step();
    return true;
  });
  if (session.options.json) session.show(json::object{{"files", std::move(all)}}, [](const json::value&) {});
  return code;
}

}  // namespace

void add_file_commands(CLI::App& app, Session& session) {
  auto hashing = std::make_shared<HashOptions>();
  CLI::App* hash = app.add_subcommand(
      "hash",
      "fingerprint pictures and videos here, offline: a line each with kind, algorithm, value, quality");
  hash->add_option("FILE", hashing->paths, "files, or folders to go through")->required();
  hash->add_flag("--digests", hashing->digests, "also MD5, SHA-1 and SHA-256 of each file");
  hash->add_flag(
      "--full", hashing->full,
      "also what jium keeps of footage, by which edited copies are known again (up to 16 KB a picture)");
  hash->add_option("--out", hashing->out,
                   "write one JSON document a line to this file instead; started again, the command goes on "
                   "where it stopped");
  hash->add_option("--jobs", hashing->jobs, "how many files at once (default: as many as processors)")
      ->check(CLI::Range(1U, 1024U));
  hash->callback([=, &session] { session.action = [=, &session] { return run_hash(session, *hashing); }; });

  auto paths = std::make_shared<std::vector<std::string>>();
  auto against = std::make_shared<std::string>();
  auto thorough = std::make_shared<bool>(false);
  CLI::App* match = app.add_subcommand(
      "match", "compare files with a list of fingerprints, offline: exit code 0 if any matches");
  match->add_option("FILE", *paths, "files, or folders to go through")->required();
  match
      ->add_option("--against", *against,
                   "the list: what `jium hash` printed, or lines of algorithm, value, quality, label")
      ->required();
  match->add_flag(
      "--thorough", *thorough,
      "look for turned, mirrored, inverted and framed copies too when the list holds plain hashes alone");
  match->callback([=, &session] {
    session.action = [=, &session] { return run_match(session, *paths, *against, *thorough); };
  });
}

}  // namespace jium::cli
