// The list that files are matched against offline: read once, held in memory.
#pragma once

#include <boost/json.hpp>
#include <memory>
#include <string>
#include <vector>

#include "jium/cli/file_results.h"
#include "jium/match/catalogue.h"

namespace jium::cli {

// Everything of a match but what was matched.
[[nodiscard]] boost::json::object match_json(const match::Match& match);

class KnownList {
 public:
  // What read_hash_list() says (exchange/hash_list.h), with the path as context; Outside when the file cannot
  // be read.
  [[nodiscard]] static Result<std::unique_ptr<KnownList>> read(const std::string& path);

  // Best first: {"label", "algorithm", "distance", "witness", "sureness"} and of videos {"moment_proven",
  // "segments"}; empty for a file without fingerprints.
  [[nodiscard]] boost::json::array matches_of(const FileResult& result) const;
  // What a file must be looked at for, to be found in this list.
  [[nodiscard]] fingerprint::Purpose purpose() const {
    return needs_more_ ? fingerprint::Purpose::ask : fingerprint::Purpose::standard;
  }
  [[nodiscard]] std::size_t size() const { return labels_.size(); }
  // SHA-256 of the list as it was read, in hexadecimal.
  [[nodiscard]] const std::string& digest() const { return digest_; }

 private:
  match::Catalogue catalogue_;
  std::vector<std::string> labels_;  // by item number
  std::string digest_;
  bool needs_more_ = false;
};

}  // namespace jium::cli
