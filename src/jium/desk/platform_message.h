// A removal request as an operator gets it that runs jium or speaks our API (docs/formats/
// platform_requests.md): what is asked, on what basis, within which time; never the case, the survivor, who
// asked beyond the centre's name, or any other site.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/desk/request_words.h"

namespace jium::desk {

struct MessageFingerprint {
  std::string algorithm;  // "pdq"
  std::string value;      // hexadecimal digits
};

struct PlatformMessage {
  std::string reference;  // R-...
  std::string centre;
  std::string contact;
  std::string address;  // of the footage, on the operator's own site
  std::string rule, legal_basis, legal_text;
  std::optional<int> clock_hours;  // none: the rule counts working days
  bool clock_is_statutory = false;
  std::string category;
  std::vector<MessageFingerprint> fingerprints;
};
[[nodiscard]] PlatformMessage message_of(const RequestWords& words);
// JSON, and back: strictly, every member and none besides.
[[nodiscard]] std::string write_message(const PlatformMessage& message);
[[nodiscard]] Result<PlatformMessage> read_message(std::string_view json);

}  // namespace jium::desk
