#include "jium/desk/change_consent.h"

#include "jium/desk/file_block_request.h"
#include "jium/desk/keep_feeds.h"
#include "jium/desk/reach.h"
#include "jium/desk/suggest_links.h"
#include "jium/store/cases.h"
#include "jium/store/footage_lives.h"

namespace jium::desk {
namespace {

Result<void> keep_feeds_of(const Desk& desk, store::Transaction& tx, const casework::Case& the_case) {
  JIUM_TRY(const auto footages, store::footages_of(tx, the_case.id));
  for (const auto& stored : footages) {
    JIUM_TRY(const auto file, store::load_file(tx, the_case.organisation, stored.footage.id));
    JIUM_CHECK(keep_feeds(desk, tx, file));
  }
  return {};
}

// What other centres may know of it stands and falls with this one purpose.
Result<void> keep_links_of(const Desk& desk, store::Transaction& tx, const casework::Case& the_case,
                           bool given) {
  if (!given) return end_links(desk, tx, the_case, linkage::LinkEnd::consent_withdrawn);
  JIUM_CHECK(suggest_links_anew(desk, tx, the_case));
  return {};
}

}  // namespace

Result<casework::Case> change_consent(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                      const ChangeConsent& ask) {
  JIUM_TRY(auto the_case, reach_case(desk, tx, actor, ask.the_case));
  JIUM_TRY(const bool changed, casework::change_consent(the_case, ask.purpose, ask.given));
  if (!changed) return the_case;
  JIUM_CHECK(store::update(tx, the_case));
  JIUM_CHECK(keep_feeds_of(desk, tx, the_case));
  if (!the_case.consent.removal) JIUM_CHECK(lift_without_ground(desk, tx, actor, {the_case.id}));
  const auto event = ask.given ? casework::Event::consent_given : casework::Event::consent_withdrawn;
  JIUM_CHECK(write_history(desk, tx, the_case.id, actor.text(), event, the_case.id.text(),
                           std::string(to_text(ask.purpose))));
  if (ask.purpose == casework::Purpose::other_centres)
    JIUM_CHECK(keep_links_of(desk, tx, the_case, ask.given));
  return the_case;
}

}  // namespace jium::desk
