#include "jium/desk/request_words.h"

#include "jium/store/batches.h"
#include "jium/store/directory.h"
#include "jium/store/footage_lives.h"
#include "jium/store/organisations.h"
#include "jium/store/sightings.h"

namespace jium::desk {

Result<RequestWords> words_of(const Desk& desk, store::Transaction& tx,
                              const removal::RemovalRequest& request) {
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  JIUM_TRY(const auto site_operator, store::load_operator(tx, request.organisation, request.site_operator));
  JIUM_TRY(const auto centre, store::load_organisation(tx, request.organisation));
  JIUM_TRY(const auto rule, desk.rules.rule_by_id(request.rule));
  JIUM_TRY(const auto file, store::load_file(tx, request.organisation, sighting.footage));
  RequestWords all;
  all.words.item_address = sighting.address.canonical();
  all.words.reference = request.id.text();
  all.words.legal_basis = rule.title(request.language);
  all.words.legal_text = rule.basis(request.language);
  all.words.contact_name = centre.name;
  all.words.contact_mail = centre.mail;
  JIUM_TRY(const auto settings, store::letter_settings(tx, request.organisation));
  all.words.signature = settings.signatory.empty() ? centre.name : settings.signatory;
  all.words.category =
      file.life.decision ? file.life.decision->legal_class.code : "non-consensual intimate imagery";
  all.words.operator_name = site_operator.name;
  all.operator_mail = site_operator.mail;
  all.rule = rule.id;
  all.clock = rule.clock;
  all.statutory = rule.clock_is_statutory;
  if (registry::belongs_in_feed(file.stored.footage, file.life, file.consent, false))
    all.fingerprints = registry::for_peers(file.stored.footage.fingerprints);
  return all;
}

}  // namespace jium::desk
