// The list that files are matched against offline: a list file, which is read once and held in memory, or a
// list folder (list_folder.h), which is there at once.
#pragma once

#include <boost/json.hpp>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "jium/cli/file_results.h"
#include "jium/cli/label_file.h"
#include "jium/cli/list_folder.h"
#include "jium/match/catalogue.h"
#include "jium/match/vpdq_comparison.h"

namespace jium::cli {

// Everything of a match but what was matched.
[[nodiscard]] boost::json::object match_json(const match::Match& match);

struct KnownMatch {
  match::Match found;
  std::string label;
  std::optional<match::VpdqPercentages> vpdq{};  // of two videos that both have frames
};

class KnownList {
 public:
  // A file: what read_hash_list() says (exchange/hash_list.h), with the path as context; Outside when it
  // cannot be read. A folder: what open_list_folder() says. `radius`: how far plain PDQ values may be apart,
  // 0 to kWidestRadius.
  [[nodiscard]] static Result<std::unique_ptr<KnownList>> read(const std::string& path,
                                                               int radius = fingerprint::kPdqThreshold);
  static constexpr int kWidestRadius = 47;  // up to which few values are looked at (match/segment_plan.h)

  // Best first; empty for a file without fingerprints.
  [[nodiscard]] std::vector<KnownMatch> matches_of(const FileResult& result) const;
  // What a file must be looked at for, to be found in this list.
  [[nodiscard]] fingerprint::Purpose purpose() const {
    return needs_more_ ? fingerprint::Purpose::ask : fingerprint::Purpose::standard;
  }
  [[nodiscard]] std::uint64_t size() const { return items_; }
  // Items are numbered in the list's order, from 0.
  [[nodiscard]] std::string label(std::uint64_t item) const;
  // SHA-256 of the list as it was read, in hexadecimal.
  [[nodiscard]] const std::string& digest() const { return digest_; }

 private:
  [[nodiscard]] Result<void> read_file(const std::string& path, int radius);
  [[nodiscard]] Result<void> open_folder(const std::string& path, int radius);
  void put_prints(std::uint64_t item, const std::vector<fingerprint::Fingerprint>& fingerprints);

  std::unique_ptr<match::Catalogue> catalogue_;
  std::vector<std::string> labels_;      // by item number, of a file
  std::optional<LabelFile> label_file_;  // of a folder
  std::unordered_map<std::uint64_t, std::vector<match::Bits256>> vpdq_;
  std::uint64_t items_ = 0;
  std::string digest_;
  bool needs_more_ = false;
};

}  // namespace jium::cli
