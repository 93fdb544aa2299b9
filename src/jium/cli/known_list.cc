#include "jium/cli/known_list.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "jium/cli/path_text.h"
#include "jium/exchange/hash_list.h"
#include "jium/fingerprint/digests.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using fingerprint::Algorithm;

Fault cannot_read(const std::string& path) {
  return fault(FaultKind::outside, "the list cannot be read: " + path);
}

Result<std::string> digest_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 1 << 16> chunk{};
  fingerprint::Digester digester;
  while (file.read(chunk.data(), chunk.size()) || file.gcount() > 0)
    digester.add(bytes_of({chunk.data(), static_cast<std::size_t>(file.gcount())}));
  if (file.bad()) return cannot_read(path);
  JIUM_TRY(const auto digests, digester.finish());
  return digests.back().hex();
}

json::array segments_json(const std::vector<match::VideoSegment>& segments) {
  json::array list;
  for (const match::VideoSegment& one : segments) {
    list.push_back({{"query_from", one.query_from},
                    {"query_to", one.query_to},
                    {"known_from", one.reference_from},
                    {"known_to", one.reference_to},
                    {"speed", one.speed}});
  }
  return list;
}

// What a plain look at a file cannot find.
bool needs_more(const fingerprint::Fingerprint& one) {
  return one.algorithm() == Algorithm::picture_print || one.algorithm() == Algorithm::video_print ||
         one.algorithm() == Algorithm::pdq_512;
}

}  // namespace

json::object match_json(const match::Match& match) {
  json::object shown{{"algorithm", std::string(fingerprint::name_of(match.algorithm))},
                     {"distance", match.distance},
                     {"witness", std::string(match.witness)},
                     {"sureness", std::lround(match.sureness * 100)}};
  if (match.algorithm == Algorithm::video_print || match.algorithm == Algorithm::vpdq) {
    shown["moment_proven"] = match.moment_proven;
    shown["segments"] = segments_json(match.segments);
  }
  return shown;
}

Result<std::unique_ptr<KnownList>> KnownList::read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::error_code failed;
  // It is read twice, once for its digest: a pipe would be empty by then.
  if (!file || !std::filesystem::is_regular_file(path, failed)) return cannot_read(path);
  auto known = std::make_unique<KnownList>();
  auto listed = exchange::read_hash_list(file, [&](const exchange::ListedFile& one) {
    known->catalogue_.put(known->labels_.size(), one.fingerprints);
    known->labels_.push_back(path_text(one.label));
    if (std::any_of(one.fingerprints.begin(), one.fingerprints.end(), needs_more)) known->needs_more_ = true;
  });
  if (!listed) return Fault(std::move(listed).fault()).within(path);
  if (file.bad()) return cannot_read(path);
  if (known->labels_.empty())
    return fault(FaultKind::malformed, "there is no fingerprint in this list").within(path);
  JIUM_TRY(known->digest_, digest_of(path));
  return known;
}

json::array KnownList::matches_of(const FileResult& result) const {
  json::array matches;
  if (!result.fingerprints) return matches;
  for (const match::Match& match : catalogue_.find(result.fingerprints->fingerprints)) {
    json::object shown{{"label", labels_[match.item]}};
    for (auto& member : match_json(match)) shown[member.key()] = std::move(member.value());
    matches.push_back(std::move(shown));
  }
  return matches;
}

}  // namespace jium::cli
