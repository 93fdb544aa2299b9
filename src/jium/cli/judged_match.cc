#include "jium/cli/judged_match.h"

#include <algorithm>
#include <array>

#include "jium/cli/vpdq_share.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using fingerprint::Algorithm;
using match::Match;
using match::Ruling;

constexpr std::uint64_t kTheList = 0;
constexpr int kAllBits = 256;

// The catalogue has looked no further than each witness allows, and at nothing that is too plain.
match::VerdictRules rules_of_the_search() {
  match::VerdictRules rules;
  rules.set(kTheList, {.radius = kAllBits, .quality_floor = 0});
  return rules;
}

bool is_of_a_picture(const Match& match) {
  return fingerprint::is_perceptual(match.algorithm) || match.algorithm == Algorithm::picture_print;
}

// Features that agree in place have no distance in bits.
int bits_apart(const Match& match) {
  return match.witness == name_of(match::Witness::local_features) ? kAllBits : match.distance;
}

Ruling ruling_of(const Match& match, const std::optional<HarmlessNear>& harmless,
                 const match::FloodWatch& floods) {
  static const match::VerdictRules rules = rules_of_the_search();
  if (fingerprint::is_digest(match.algorithm)) return Ruling::match;
  std::optional<match::Hit> nearest;
  if (harmless && is_of_a_picture(match)) nearest = match::Hit{0, harmless->distance};
  const std::array<match::NearItem, 1> near{{{kTheList, match.item, bits_apart(match)}}};
  return rules.decide(near, 100, nearest, floods).front().ruling;
}

}  // namespace

std::vector<JudgedMatch> judge(const FileResult& result, std::vector<KnownMatch> matches,
                               const HarmlessList* harmless, const match::FloodWatch& floods) {
  std::optional<HarmlessNear> nearest;
  if (harmless != nullptr && result.fingerprints && !matches.empty())
    nearest = harmless->nearest(result.fingerprints->fingerprints);
  std::vector<JudgedMatch> judged;
  for (KnownMatch& one : matches) {
    const Ruling ruling = ruling_of(one.found, nearest, floods);
    judged.push_back({std::move(one), ruling, ruling == Ruling::harmless ? nearest : std::nullopt});
  }
  return judged;
}

bool has_ruling(const std::vector<JudgedMatch>& matches, Ruling ruling) {
  return std::ranges::any_of(matches, [&](const JudgedMatch& one) { return one.ruling == ruling; });
}

json::array judged_json(const std::vector<JudgedMatch>& matches) {
  json::array list;
  for (const JudgedMatch& one : matches) {
    json::object shown{{"label", one.known.label}, {"item", one.known.found.item}};
    for (auto& member : match_json(one.known.found)) shown[member.key()] = std::move(member.value());
    shown["ruling"] = std::string(name_of(one.ruling));
    if (one.known.vpdq) shown["vpdq"] = vpdq_json(*one.known.vpdq);
    if (one.harmless)
      shown["harmless"] = {{"label", one.harmless->label}, {"distance", one.harmless->distance}};
    list.push_back(std::move(shown));
  }
  return list;
}

}  // namespace jium::cli
