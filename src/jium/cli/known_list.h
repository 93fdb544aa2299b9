// The list that files are matched against offline: read once, held in memory.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "jium/cli/file_results.h"
#include "jium/match/catalogue.h"

namespace jium::cli {

class KnownList {
 public:
  // What read_hash_list() says (exchange/hash_list.h), with the path as context.
  [[nodiscard]] static Result<std::unique_ptr<KnownList>> read(const std::string& path);

  // Best first: {"label", "algorithm", "distance"}; empty for a file without fingerprints.
  [[nodiscard]] boost::json::array matches_of(const FileResult& result) const;
  [[nodiscard]] std::size_t size() const { return labels_.size(); }
  // SHA-256 of the list as it was read, in hexadecimal.
  [[nodiscard]] const std::string& digest() const { return digest_; }

 private:
  match::Catalogue catalogue_;
  std::vector<std::string> labels_;  // by item number
  std::string digest_;
};

}  // namespace jium::cli
