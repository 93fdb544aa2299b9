// The centre's directory: who runs which site and can delete there.
#pragma once

#include <string>

#include "jium/desk/desk.h"
#include "jium/removal/operator.h"

namespace jium::desk {

struct AddOperator {
  std::string name;
  std::string mail;
  removal::Language language = removal::Language::en;
  std::string jurisdiction = "*";
};
[[nodiscard]] Result<removal::SiteOperator> add_operator(const Desk& desk, store::Transaction& tx,
                                                         const Actor& actor, const AddOperator& ask);

// `address_or_name`: a site's name (example.com, 192.0.2.7) or any address on it. Makes the site known if it
// is not.
[[nodiscard]] Result<removal::Site> assign_site(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                const std::string& address_or_name,
                                                removal::OperatorId site_operator);

}  // namespace jium::desk
