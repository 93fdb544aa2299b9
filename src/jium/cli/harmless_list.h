// A negative list: pictures that are known to be harmless, as a hash list whose plain PDQ values count. What
// a person has once found to be no match is put into it and not put before a person again.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jium/fingerprint/fingerprint.h"
#include "jium/match/negative_list.h"

namespace jium::cli {

struct HarmlessNear {
  std::string label;
  int distance = 0;  // bits
};

class HarmlessList {
 public:
  // What read_hash_list() says, with the path as context; Malformed when it has no PDQ value that could
  // match.
  [[nodiscard]] static Result<std::unique_ptr<HarmlessList>> read(const std::string& path);

  // Of a file's fingerprints, by its plain PDQ: the nearest harmless picture, if one is near enough
  // (NegativeList::kRadius).
  [[nodiscard]] std::optional<HarmlessNear> nearest(
      const std::vector<fingerprint::Fingerprint>& fingerprints) const;
  [[nodiscard]] const std::string& digest() const { return digest_; }

 private:
  match::NegativeList values_;
  std::vector<std::string> labels_;
  std::string digest_;
};

}  // namespace jium::cli
