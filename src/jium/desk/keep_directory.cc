#include "jium/desk/keep_directory.h"

#include "jium/store/directory.h"

namespace jium::desk {

Result<removal::SiteOperator> add_operator(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const AddOperator& ask) {
  removal::SiteOperator site_operator{removal::OperatorId::random(),
                                      actor.organisation,
                                      ask.name,
                                      ask.mail,
                                      ask.language,
                                      ask.jurisdiction,
                                      desk.clock.now()};
  JIUM_CHECK(removal::check(site_operator));
  JIUM_CHECK(store::insert(tx, site_operator));
  return site_operator;
}

Result<removal::Site> assign_site(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  const std::string& address_or_name, removal::OperatorId site_operator) {
  const bool is_address = address_or_name.find("://") != std::string::npos;
  JIUM_TRY(const auto address,
           registry::WebAddress::parse(is_address ? address_or_name : "https://" + address_or_name + "/"));
  JIUM_TRY(const auto known_operator, store::load_operator(tx, actor.organisation, site_operator));
  JIUM_TRY(auto known, store::find_site(tx, actor.organisation, address.site_name()));
  if (known) {
    known->site_operator = known_operator.id;
    JIUM_CHECK(store::update(tx, *known));
    return std::move(*known);
  }
  removal::Site site{registry::SiteId::random(), actor.organisation, address.site_name(), known_operator.id,
                     desk.clock.now()};
  JIUM_CHECK(store::insert(tx, site));
  return site;
}

}  // namespace jium::desk
