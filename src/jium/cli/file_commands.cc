#include <fmt/format.h>

#include <cstdio>
#include <deque>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/file_json.h"
#include "jium/cli/file_results.h"
#include "jium/cli/fingerprint_json.h"
#include "jium/cli/match_terms.h"
#include "jium/cli/path_text.h"
#include "jium/cli/progress.h"
#include "jium/cli/recognition_text.h"
#include "jium/cli/result_file.h"

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
  std::size_t made = 0, faults = 0;
  Result<void> written;
  {
    Progress progress(files.size(), progress_has_a_place(false));
    fingerprint_files(fingerprinter, source_of(std::move(files)), options.work(),
                      [&](const FileResult& result) {
                        ++(result.fault ? faults : made);
                        written = results.add(stamps.front(), result_json(result));
                        stamps.pop_front();
                        progress.step(fmt::format("{} without a fingerprint", faults));
                        return written.has_value();
                      });
  }
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

void print_match(const std::string& file, const json::value& match) {
  if (text_at(match, "ruling") == name_of(match::Ruling::harmless)) {
    const json::value& harmless = match.at("harmless");
    fmt::print(
        "{}: harmless: at least as near to {} (PDQ distance {}), which is known to be harmless, as to {} "
        "({})\n",
        file, text_at(harmless, "label"), text_at(harmless, "distance"), text_at(match, "label"),
        recognition_text(match));
    return;
  }
  fmt::print("{}: matches {} ({})\n", file, text_at(match, "label"), recognition_text(match));
}

void print_matches(const FileResult& result, const json::array& matches) {
  if (result.fault) {
    fmt::print("{}: no fingerprint: {}\n", path_text(result.path), result.fault->what);
  } else if (matches.empty()) {
    fmt::print("{}: matches nothing\n", path_text(result.path));
  }
  for (const json::value& match : matches) print_match(path_text(result.path), match);
}

Result<int> run_match(const Session& session, const std::vector<std::string>& paths,
                      const MatchTerms& terms) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  JIUM_TRY(auto files, files_of(paths));
  JIUM_TRY(const Matcher matcher, Matcher::open(terms));
  Progress progress(files.size(), progress_has_a_place() && files.size() > 10);
  const match::FloodWatch no_floods;  // a handful of files is no flood
  json::array all;
  int code = kNo;
  const auto look = [&](const FileResult& result) {
    const auto matches = matcher.matches_of(result, no_floods);
    if (has_ruling(matches, match::Ruling::match)) code = kDone;
    json::array shown = judged_json(matches);
    if (!session.options.json) print_matches(result, shown);
    json::object file{{"file", path_text(result.path)}, {"fault", nullptr}, {"matches", std::move(shown)}};
    if (result.fault) file["fault"] = fault_json(*result.fault);
    if (session.options.json) all.push_back(std::move(file));
    progress.step();
    return true;
  };
  fingerprint_files(*fingerprinter, source_of(std::move(files)), {matcher.purpose()}, look);
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
  auto terms = std::make_shared<MatchTerms>();
  CLI::App* match = app.add_subcommand(
      "match", "compare files with a list of fingerprints, offline: exit code 0 if any matches");
  match->add_option("FILE", *paths, "files, or folders to go through")->required();
  add_match_terms(*match, *terms);
  match->callback(
      [=, &session] { session.action = [=, &session] { return run_match(session, *paths, *terms); }; });
  add_index_command(app, session);
}

}  // namespace jium::cli
