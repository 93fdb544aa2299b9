// The evidence of one check as a text, free of content, that is never rewritten: lines of a name and a value,
// in a fixed order, "-" for none. Its keyed digest stands in the audit log (docs/operating/watching.md says
// how a stranger proves one by the other).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/removal/watch.h"

namespace jium::removal {

struct CheckRecord {
  std::string request;  // R-...
  std::string place;    // a keyed digest of the address
  Check check;
  std::vector<registry::FetchEvidence> page_media;  // of what was fetched of the page's own
  std::string program;                              // the version of jium
  std::string policy;                               // policy_version
  WatchPolicy terms{};
};

[[nodiscard]] std::string write_check_record(const CheckRecord& record);

}  // namespace jium::removal
