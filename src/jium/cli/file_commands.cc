#include <fmt/format.h>

#include <cstdio>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/file_json.h"
#include "jium/cli/file_results.h"
#include "jium/cli/file_walk.h"
#include "jium/cli/known_list.h"
#include "jium/cli/path_text.h"
#include "jium/cli/progress.h"
#include "jium/cli/result_file.h"
#include "jium/match/catalogue.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using fingerprint::Fingerprint;

void print_line(const Fingerprint& fingerprint, const std::string& path) {
  fmt::print("image\t{}\t{}\t{}\t{}\n", fingerprint::name_of(fingerprint.algorithm()), fingerprint.hex(),
             fingerprint.quality(), path_text(path));
}

void print_result(const FileResult& result, bool digests) {
  if (result.fault) {
    fmt::print("none\t-\t-\t-\t{}\t{}\n", path_text(result.path), result.fault->what);
  } else {
    print_line(result.fingerprints->perceptual, result.path);
    for (const Fingerprint& digest : result.fingerprints->digests) {
      if (digests) print_line(digest, result.path);
    }
  }
  std::fflush(stdout);
}

struct HashOptions {
  std::vector<std::string> paths;
  bool digests = false;
  std::string out;
  unsigned jobs = 0;
};

// To standard output, in the order asked.
Result<int> hash_and_print(const Session& session, fingerprint::Fingerprinter& fingerprinter,
                           const HashOptions& options) {
  JIUM_TRY(auto files, files_of(options.paths));
  Progress progress(files.size(), progress_has_a_place() && files.size() > 10);
  json::array all;
  int code = kDone;
  fingerprint_files(fingerprinter, source_of(std::move(files)), options.jobs, [&](const FileResult& result) {
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
  JIUM_TRY(ResultFile results, ResultFile::open(options.out, {{"jium", "hash"}, {"format", 1}}));
  const std::size_t before = files.size();
  std::erase_if(files, [&](const std::string& path) { return results.has(state_of_file(path).stamp); });
  const std::size_t known = before - files.size();
  Progress progress(files.size(), progress_has_a_place());
  std::size_t made = 0, faults = 0;
  Result<void> written;
  fingerprint_files(fingerprinter, source_of(std::move(files)), options.jobs, [&](const FileResult& result) {
    ++(result.fault ? faults : made);
    written = results.add(state_of_file(result.path).stamp, result_json(result));
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
  return faults == 0 ? kDone : kNo;
}

Result<int> run_hash(const Session& session, const HashOptions& options) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  return options.out.empty() ? hash_and_print(session, *fingerprinter, options)
                             : hash_and_keep(session, *fingerprinter, options);
}

Result<int> run_compare(const Session& session, const std::string& a, const std::string& b) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  const auto look_at = [&](const std::string& path) -> Result<fingerprint::FileFingerprints> {
    auto made = fingerprinter->of_file(path);
    if (!made) return Fault(std::move(made).fault()).within(path);
    return made;
  };
  JIUM_TRY(const auto first, look_at(a));
  JIUM_TRY(const auto second, look_at(b));
  const auto match = match::same_footage(first.all(), second.all());
  const int apart = fingerprint::distance(first.perceptual, second.perceptual).value_or(256);
  const bool judged = first.perceptual.matches_perceptually() && second.perceptual.matches_perceptually();
  const char* verdict = match ? "same" : judged ? "different" : "cannot say";
  const json::value answer = {{"verdict", verdict},
                              {"distance", apart},
                              {"threshold", fingerprint::kPdqThreshold},
                              {"quality", {first.perceptual.quality(), second.perceptual.quality()}},
                              {"same_file", match && !fingerprint::is_perceptual(match->algorithm)}};
  session.show(answer, [&](const json::value&) {
    fmt::print("{}: PDQ distance {} of 256 (same within {}), qualities {} and {}\n", verdict, apart,
               fingerprint::kPdqThreshold, first.perceptual.quality(), second.perceptual.quality());
    if (!match && !judged)
      fmt::print("a picture of quality below {} has too little structure to be judged by its look\n",
                 fingerprint::kQualityFloor);
  });
  return match ? kDone : kNo;
}

void print_matches(const FileResult& result, const json::array& matches) {
  if (result.fault) {
    fmt::print("{}: no fingerprint: {}\n", path_text(result.path), result.fault->what);
  } else if (matches.empty()) {
    fmt::print("{}: matches nothing\n", path_text(result.path));
  }
  for (const json::value& match : matches) {
    fmt::print("{}: matches {} ({} distance {})\n", path_text(result.path), text_at(match, "label"),
               text_at(match, "algorithm"), text_at(match, "distance"));
  }
}

Result<int> run_match(const Session& session, const std::vector<std::string>& paths,
                      const std::string& against) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  JIUM_TRY(auto files, files_of(paths));
  JIUM_TRY(const auto known, KnownList::read(against));
  Progress progress(files.size(), progress_has_a_place() && files.size() > 10);
  json::array all;
  int code = kNo;
  fingerprint_files(*fingerprinter, source_of(std::move(files)), 0, [&](const FileResult& result) {
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
      "hash", "fingerprint pictures here, offline: one line a file with kind, algorithm, value, quality");
  hash->add_option("FILE", hashing->paths, "files, or folders to go through")->required();
  hash->add_flag("--digests", hashing->digests, "also MD5, SHA-1 and SHA-256 of each file");
  hash->add_option("--out", hashing->out,
                   "write one JSON document a line to this file instead; started again, the command goes on "
                   "where it stopped");
  hash->add_option("--jobs", hashing->jobs, "how many files at once (default: as many as processors)")
      ->check(CLI::Range(1U, 1024U));
  hash->callback([=, &session] { session.action = [=, &session] { return run_hash(session, *hashing); }; });

  auto pair = std::make_shared<std::array<std::string, 2>>();
  CLI::App* compare = app.add_subcommand("compare", "are two files the same footage? exit code 0 yes, 1 no");
  compare->add_option("A", (*pair)[0], "a picture")->required();
  compare->add_option("B", (*pair)[1], "another picture")->required();
  compare->callback([=, &session] {
    session.action = [=, &session] { return run_compare(session, (*pair)[0], (*pair)[1]); };
  });

  auto paths = std::make_shared<std::vector<std::string>>();
  auto against = std::make_shared<std::string>();
  CLI::App* match = app.add_subcommand(
      "match", "compare pictures with a list of fingerprints, offline: exit code 0 if any matches");
  match->add_option("FILE", *paths, "files, or folders to go through")->required();
  match
      ->add_option("--against", *against,
                   "the list: what `jium hash` printed, or lines of algorithm, value, quality, label")
      ->required();
  match->callback(
      [=, &session] { session.action = [=, &session] { return run_match(session, *paths, *against); }; });
}

}  // namespace jium::cli
