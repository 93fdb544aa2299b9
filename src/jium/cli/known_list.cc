#include "jium/cli/known_list.h"

#include "jium/base/text_file.h"
#include "jium/exchange/hash_list.h"
#include "jium/fingerprint/digests.h"

namespace jium::cli {

Result<std::unique_ptr<KnownList>> KnownList::read(const std::string& path) {
  JIUM_TRY(const std::string text, read_text_file(path));
  auto listed = exchange::read_hash_list(text);
  if (!listed) return Fault(std::move(listed).fault()).within(path);
  auto known = std::make_unique<KnownList>();
  for (const auto& entry : *listed) {
    known->catalogue_.put(known->labels_.size(), {entry.fingerprint});
    known->labels_.push_back(entry.label);
  }
  JIUM_TRY(const auto digests, fingerprint::digests_of(bytes_of(text)));
  known->digest_ = digests.back().hex();
  return known;
}

boost::json::array KnownList::matches_of(const FileResult& result) const {
  boost::json::array matches;
  if (!result.fingerprints) return matches;
  for (const match::Match& match : catalogue_.find(result.fingerprints->all())) {
    matches.push_back({{"label", labels_[match.item]},
                       {"algorithm", std::string(fingerprint::name_of(match.algorithm))},
                       {"distance", match.distance}});
  }
  return matches;
}

}  // namespace jium::cli
