#include "jium/removal/operator.h"

#include <algorithm>

#include "jium/registry/mail_address.h"

namespace jium::removal {

bool is_jurisdiction(std::string_view text) {
  return text == "*" || (text.size() == 2 &&
                         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
}

Result<void> check(const SiteOperator& site_operator) {
  if (!registry::is_mail_name(site_operator.name)) {
    return fault(FaultKind::malformed, "an operator's name is 1 to 120 characters in one line");
  }
  if (!registry::is_mail_address(site_operator.mail)) {
    return fault(FaultKind::malformed, "an operator needs one mail address, such as abuse@site.example");
  }
  if (!is_jurisdiction(site_operator.jurisdiction)) {
    return fault(FaultKind::malformed,
                 "a jurisdiction is two capital letters (KR, US, EU), or * when it is unknown");
  }
  return {};
}

}  // namespace jium::removal
