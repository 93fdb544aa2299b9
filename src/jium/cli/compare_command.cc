#include <fmt/format.h>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/known_list.h"
#include "jium/cli/recognition_text.h"
#include "jium/cli/vpdq_share.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using fingerprint::Algorithm;
using fingerprint::FileFingerprints;
using fingerprint::Fingerprint;

// What two files say of each other, each taken once for the registered one: either may be part of the other.
struct Comparison {
  std::optional<match::Match> match;
  bool judged = false;  // could their looks be compared at all?
};

void change_sides(match::Match& match) {
  for (match::VideoSegment& one : match.segments) {
    std::swap(one.query_from, one.reference_from);
    std::swap(one.query_to, one.reference_to);
    one.speed = one.speed == 0 ? 0 : 1 / one.speed;
  }
}

Comparison comparison_of(const FileFingerprints& a, const FileFingerprints& b) {
  Comparison made{match::same_footage(b.fingerprints, a.fingerprints),
                  !a.cut_short && !b.cut_short && match::can_compare_looks(a.fingerprints, b.fingerprints)};
  auto other_way = match::same_footage(a.fingerprints, b.fingerprints);
  if (other_way && (!made.match || other_way->sureness > made.match->sureness)) {
    made.match = std::move(other_way);
    change_sides(*made.match);
  }
  return made;
}

json::object comparison_json(const Comparison& comparison, const FileFingerprints& a,
                             const FileFingerprints& b) {
  const Fingerprint* first = a.find(Algorithm::pdq);
  const Fingerprint* second = b.find(Algorithm::pdq);
  json::object answer{{"verdict", comparison.match    ? "same"
                                  : comparison.judged ? "different"
                                                      : "cannot say"},
                      {"distance", nullptr},
                      {"threshold", fingerprint::kPdqThreshold},
                      {"quality", nullptr},
                      {"same_file", comparison.match && fingerprint::is_digest(comparison.match->algorithm)},
                      {"match", nullptr}};
  if (first != nullptr && second != nullptr) {
    answer["distance"] = fingerprint::distance(*first, *second).value_or(256);
    answer["quality"] = {first->quality(), second->quality()};
  }
  if (comparison.match) answer["match"] = match_json(*comparison.match);
  // The first is the query here, the second the known one.
  if (const auto shares = vpdq_shares(vpdq_frames_of(a.fingerprints), vpdq_frames_of(b.fingerprints)))
    answer["vpdq"] = vpdq_json(*shares);
  return answer;
}

void print_segments(const json::value& match) {
  const json::object& object = match.as_object();
  if (!object.contains("segments")) return;
  for (const json::value& one : object.at("segments").as_array()) {
    const auto seconds = [&](const char* member) { return one.at(member).to_number<double>(); };
    fmt::print("  {:.1f}-{:.1f} s of the first is {:.1f}-{:.1f} s of the second, at {:.2f} of its speed\n",
               seconds("query_from"), seconds("query_to"), seconds("known_from"), seconds("known_to"),
               seconds("speed"));
  }
}

void print_vpdq(const json::value& answer) {
  const json::value* vpdq = answer.as_object().if_contains("vpdq");
  if (vpdq == nullptr) return;
  fmt::print(
      "vPDQ: {:.1f} % of the first's frames are in the second, {:.1f} % of the second's in the first (of "
      "quality {} and more, within {} bits)\n",
      vpdq->at("query_percent").to_number<double>(), vpdq->at("known_percent").to_number<double>(),
      text_at(*vpdq, "quality"), text_at(*vpdq, "distance"));
}

void print_comparison(const json::value& answer) {
  const std::string verdict = text_at(answer, "verdict");
  if (answer.at("quality").is_array()) {
    const json::array& qualities = answer.at("quality").as_array();
    fmt::print("{}: PDQ distance {} of 256 (same within {}), qualities {} and {}\n", verdict,
               text_at(answer, "distance"), fingerprint::kPdqThreshold, qualities[0].as_int64(),
               qualities[1].as_int64());
  } else {
    fmt::print("{}\n", verdict);
  }
  const json::value& match = answer.at("match");
  if (match.is_object() && text_at(match, "witness") != "pdq" && text_at(match, "witness") != "digest") {
    fmt::print("{}\n", recognition_text(match));
    print_segments(match);
  }
  print_vpdq(answer);
  if (verdict == "cannot say") {
    fmt::print(
        "they cannot be judged by their looks: one has too little structure (quality below {}), is too short "
        "or "
        "breaks off, or one is a picture and the other a video\n",
        fingerprint::kQualityFloor);
  }
}

Result<int> run_compare(const Session& session, const std::string& a, const std::string& b) {
  JIUM_TRY(fingerprint::Fingerprinter * fingerprinter, session.fingerprinter());
  const auto look_at = [&](const std::string& path) -> Result<FileFingerprints> {
    auto made = fingerprinter->of_file(path, fingerprint::Purpose::keep_and_ask);
    if (!made) return Fault(std::move(made).fault()).within(path);
    return made;
  };
  JIUM_TRY(const auto first, look_at(a));
  JIUM_TRY(const auto second, look_at(b));
  const Comparison comparison = comparison_of(first, second);
  session.show(comparison_json(comparison, first, second), print_comparison);
  return comparison.match ? kDone : kNo;
}

}  // namespace

void add_compare_command(CLI::App& app, Session& session) {
  auto pair = std::make_shared<std::array<std::string, 2>>();
  CLI::App* compare = app.add_subcommand("compare", "are two files the same footage? exit code 0 yes, 1 no");
  compare->add_option("A", (*pair)[0], "a picture or a video")->required();
  compare->add_option("B", (*pair)[1], "another")->required();
  compare->callback([=, &session] {
    session.action = [=, &session] { return run_compare(session, (*pair)[0], (*pair)[1]); };
  });
}

}  // namespace jium::cli
