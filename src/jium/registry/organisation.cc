#include "jium/registry/organisation.h"

#include "jium/registry/mail_address.h"

namespace jium::registry {

Result<void> check(const Organisation& organisation) {
  if (!is_mail_name(organisation.name)) {
    return fault(FaultKind::malformed, "an organisation's name is 1 to 120 characters in one line");
  }
  const std::string& mail = organisation.mail;
  if (organisation.kind == OrganisationKind::centre && mail.empty()) {
    return fault(FaultKind::malformed,
                 "a centre needs the mail address that its letters come from: add one with --mail");
  }
  if (!mail.empty() && !is_mail_address(mail)) {
    return fault(FaultKind::malformed, "that is not a mail address such as help@centre.example");
  }
  return {};
}

}  // namespace jium::registry
