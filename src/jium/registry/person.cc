#include "jium/registry/person.h"

#include "jium/registry/mail_address.h"

namespace jium::registry {

Result<void> check_change(PersonState from, PersonState to) {
  using enum PersonState;
  const bool leads = (from == invited && to == active) || (from == active && to == suspended) ||
                     (from == suspended && to == active) || (from != left && to == left);
  if (leads) return {};
  switch (from) {
    case invited:
      return fault(FaultKind::conflict, "this person has not joined yet: they join with their link first");
    case active:
      return fault(FaultKind::conflict, "this person is active already");
    case suspended:
      return fault(FaultKind::conflict, "this person is suspended already");
    case left:
      break;
  }
  return fault(FaultKind::conflict, "this person has left: invite them anew, as a new account");
}

Result<void> check_name(std::string_view name) {
  if (is_mail_name(name)) return {};
  return fault(FaultKind::malformed, "a person's name is 1 to 120 characters in one line");
}

}  // namespace jium::registry
