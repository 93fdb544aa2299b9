#include <fmt/format.h>

#include <cstdio>

#include "jium/base/text_file.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/file_results.h"
#include "jium/cli/fingerprint_json.h"
#include "jium/exchange/hash_list.h"
#include "jium/match/catalogue.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using fingerprint::Fingerprint;

json::object fault_json(const Fault& fault) {
  return {{"kind", std::string(name_of(fault.kind))}, {"what", fault.what}};
}

json::object result_json(const FileResult& result) {
  json::object file{{"file", result.path}, {"kind", nullptr}, {"fault", nullptr}};
  if (result.fault) {
    file["fault"] = fault_json(*result.fault);
    return file;
  }
  file["kind"] = "image";
  file["format"] = std::string(media::name_of(result.fingerprints->format));
  file["width"] = result.fingerprints->width;
  file["height"] = result.fingerprints->height;
  file["fingerprints"] = fingerprints_json(result.fingerprints->all());
  return file;
}

// A line is a record: a name must not end it, or make up another.
std::string in_one_line(const std::string& path) {
  std::string shown;
  for (const char c : path) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    shown += is_control ? fmt::format("\\x{:02x}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return shown;
}

void print_line(const Fingerprint& fingerprint, const std::string& path) {
  fmt::print("image\t{}\t{}\t{}\t{}\n", fingerprint::name_of(fingerprint.algorithm()), fingerprint.hex(),
             fingerprint.quality(), in_one_line(path));
}

void print_result(const FileResult& result, bool digests) {
  if (result.fault) {
    fmt::print("none\t-\t-\t-\t{}\t{}\n", in_one_line(result.path), result.fault->what);
  } else {
    print_line(result.fingerprints->perceptual, result.path);
    for (const Fingerprint& digest : result.fingerprints->digests) {
      if (digests) print_line(digest, result.path);
    }
  }
  std::fflush(stdout);
}

Result<int> run_hash(const Session& session, const std::vector<std::string>& paths, bool digests) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  JIUM_TRY(const auto files, files_of(paths));
  json::array all;
  int code = kDone;
  fingerprint_files(*fingerprinter, files, [&](const FileResult& result) {
    if (result.fault) code = kNo;
    if (session.options.json) {
      all.push_back(result_json(result));
    } else {
      print_result(result, digests);
    }
  });
  if (session.options.json) session.show(json::object{{"files", std::move(all)}}, [](const json::value&) {});
  return code;
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

struct Known {
  match::Catalogue catalogue;
  std::vector<std::string> labels;  // by item number
};

Result<void> read_known(const std::string& path, Known& known) {
  JIUM_TRY(const std::string text, read_text_file(path));
  auto listed = exchange::read_hash_list(text);
  if (!listed) return Fault(std::move(listed).fault()).within(path);
  for (const auto& entry : *listed) {
    known.catalogue.put(known.labels.size(), {entry.fingerprint});
    known.labels.push_back(entry.label);
  }
  return {};
}

json::array matches_json(const Known& known, const FileResult& result) {
  json::array matches;
  if (!result.fingerprints) return matches;
  for (const match::Match& match : known.catalogue.find(result.fingerprints->all())) {
    matches.push_back({{"label", known.labels[match.item]},
                       {"algorithm", std::string(fingerprint::name_of(match.algorithm))},
                       {"distance", match.distance}});
  }
  return matches;
}

void print_matches(const FileResult& result, const json::array& matches) {
  if (result.fault) {
    fmt::print("{}: no fingerprint: {}\n", result.path, result.fault->what);
  } else if (matches.empty()) {
    fmt::print("{}: matches nothing\n", result.path);
  }
  for (const json::value& match : matches) {
    fmt::print("{}: matches {} ({} distance {})\n", result.path, text_at(match, "label"),
               text_at(match, "algorithm"), text_at(match, "distance"));
  }
}

Result<int> run_match(const Session& session, const std::vector<std::string>& paths,
                      const std::string& against) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  JIUM_TRY(const auto files, files_of(paths));
  Known known;
  JIUM_CHECK(read_known(against, known));
  json::array all;
  int code = kNo;
  fingerprint_files(*fingerprinter, files, [&](const FileResult& result) {
    json::array matches = matches_json(known, result);
    if (!matches.empty()) code = kDone;
    if (!session.options.json) print_matches(result, matches);
    json::object file{{"file", result.path}, {"fault", nullptr}, {"matches", std::move(matches)}};
    if (result.fault) file["fault"] = fault_json(*result.fault);
    all.push_back(std::move(file));
  });
  if (session.options.json) session.show(json::object{{"files", std::move(all)}}, [](const json::value&) {});
  return code;
}

}  // namespace

void add_file_commands(CLI::App& app, Session& session) {
  auto paths = std::make_shared<std::vector<std::string>>();
  auto digests = std::make_shared<bool>(false);
  CLI::App* hash = app.add_subcommand(
      "hash", "fingerprint pictures here, offline: one line a file with kind, algorithm, value, quality");
  hash->add_option("FILE", *paths, "files, or folders to go through")->required();
  hash->add_flag("--digests", *digests, "also MD5, SHA-1 and SHA-256 of each file");
  hash->callback(
      [=, &session] { session.action = [=, &session] { return run_hash(session, *paths, *digests); }; });

  auto pair = std::make_shared<std::array<std::string, 2>>();
  CLI::App* compare = app.add_subcommand("compare", "are two files the same footage? exit code 0 yes, 1 no");
  compare->add_option("A", (*pair)[0], "a picture")->required();
  compare->add_option("B", (*pair)[1], "another picture")->required();
  compare->callback([=, &session] {
    session.action = [=, &session] { return run_compare(session, (*pair)[0], (*pair)[1]); };
  });

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
