// The list of what links nothing: names, file names and channels that strangers share.
// data/linkage/common_traces.tsv: kind of key ("name" or "file"), word as it is normalised, since when, why.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "jium/base/result.h"

namespace jium::linkage {

class CommonTraces {
 public:
  // Malformed, with the number of the line: not four columns, another kind, a word twice or not in its form.
  [[nodiscard]] static Result<CommonTraces> parse(std::string_view table);
  [[nodiscard]] static const CommonTraces& built_in();

  [[nodiscard]] bool has(std::string_view kind, std::string_view word) const;
  [[nodiscard]] std::size_t size() const { return words_.size(); }

 private:
  std::set<std::pair<std::string, std::string>> words_;
};

}  // namespace jium::linkage
