#include "jium/desk/request_removal.h"

#include "jium/desk/reach.h"
#include "jium/desk/removal_ground.h"
#include "jium/report/removal_letter.h"
#include "jium/store/cases.h"
#include "jium/store/directory.h"
#include "jium/store/footages.h"
#include "jium/store/jobs.h"
#include "jium/store/organisations.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

Result<removal::SiteOperator> operator_of(store::Transaction& tx, const registry::Sighting& sighting) {
  JIUM_TRY(const removal::Site site, store::load_site(tx, sighting.organisation, sighting.site));
  if (!site.site_operator) {
    return fault(FaultKind::missing,
                 "no operator is known for this site: add one (`jium operator add`) and name it for the site "
                 "(`jium site assign`), then draft the request again");
  }
  return store::load_operator(tx, sighting.organisation, *site.site_operator);
}

// The request about the sighting that this one follows, so that the letter can name it.
Result<std::optional<removal::RemovalRequest>> earlier_request(store::Transaction& tx,
                                                               const registry::Sighting& sighting) {
  if (!sighting.recurrence_of) return std::optional<removal::RemovalRequest>();
  return store::request_about(tx, *sighting.recurrence_of);
}

Result<removal::Letter> compose(const Desk& desk, store::Transaction& tx,
                                const removal::RemovalRequest& request) {
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  JIUM_TRY(const auto site_operator, store::load_operator(tx, request.organisation, request.site_operator));
  JIUM_TRY(const auto centre, store::load_organisation(tx, request.organisation));
  JIUM_TRY(const auto rule, desk.rules.rule_by_id(request.rule));
  JIUM_TRY(const auto footage, store::load_footage(tx, request.organisation, sighting.footage));
  JIUM_TRY(const auto earlier, earlier_request(tx, sighting));
  report::LetterItem item{.reference = request.id.text(),
                          .address = sighting.address.canonical(),
                          .kind = footage.footage.kind,
                          .seen_at = sighting.last_seen,
                          .earlier_reference = {},
                          .earlier_gone_at = std::nullopt};
  if (earlier) {
    item.earlier_reference = earlier->id.text();
    item.earlier_gone_at = earlier->removed_at;
  }
  report::RemovalLetter letter;
  letter.language = request.language;
  letter.rule = rule;
  letter.centre = centre.name;
  letter.centre_mail = centre.mail;
  letter.operator_name = site_operator.name;
  letter.operator_mail = site_operator.mail;
  letter.reference = request.id.text();
  letter.signatory = centre.name;
  letter.items.push_back(std::move(item));
  return report::write_letter(letter);
}

// Until it is confirmed, a draft is for whoever is known to run the site now, in their language and under the
// rule in force: an operator named by mistake is mended by naming another for the site.
Result<void> address_to_operator(const Desk& desk, store::Transaction& tx, const registry::Sighting& sighting,
                                 removal::RemovalRequest& request) {
  JIUM_TRY(const auto site_operator, operator_of(tx, sighting));
  JIUM_TRY(const auto rule, site_operator.rule
                                ? desk.rules.rule_by_id(*site_operator.rule)
                                : desk.rules.rule_for(site_operator.jurisdiction, desk.clock.now()));
  request.site_operator = site_operator.id;
  request.language = site_operator.language;
  request.rule = rule.id;
  return {};
}

}  // namespace

Result<removal::RemovalRequest> request_removal(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                registry::SightingId id) {
  JIUM_CHECK(reach_sighting(desk, tx, actor, id));
  JIUM_TRY(auto ground, removal_ground(tx, actor.organisation, id));
  auto& [sighting, the_case] = ground;
  JIUM_TRY(const auto existing, store::request_about(tx, id));
  if (existing)
    return fault(FaultKind::conflict,
                 "a request about this sighting is there already: " + existing->id.text());
  const Instant now = desk.clock.now();
  JIUM_TRY(const auto earlier, earlier_request(tx, sighting));
  removal::RemovalRequest request;
  request.id = removal::RequestId::random();
  request.organisation = actor.organisation;
  request.the_case = the_case.id;
  request.sighting = id;
  JIUM_CHECK(address_to_operator(desk, tx, sighting, request));
  if (earlier) request.recurrence_of = earlier->id;
  request.drafted_at = now;
  JIUM_CHECK(store::insert(tx, request));
  casework::note_request(the_case);
  JIUM_CHECK(store::update(tx, the_case));
  JIUM_CHECK(write_history(desk, tx, the_case.id, actor.text(), casework::Event::request_drafted,
                           request.id.text()));
  return request;
}

Result<removal::Letter> letter_for(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                   removal::RequestId id) {
  JIUM_TRY(auto request, reach_request(desk, tx, actor, id));
  JIUM_TRY(auto written, store::letter_of(tx, id));
  if (written) return std::move(written->letter);
  JIUM_TRY(const auto sighting, store::load_sighting(tx, actor.organisation, request.sighting));
  JIUM_CHECK(address_to_operator(desk, tx, sighting, request));
  return compose(desk, tx, request);
}

Result<removal::RemovalRequest> confirm_request(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                removal::RequestId id) {
  JIUM_TRY(auto request, reach_request(desk, tx, actor, id));
  JIUM_TRY(const auto ground, removal_ground(tx, actor.organisation, request.sighting));
  const Instant now = desk.clock.now();
  JIUM_CHECK(removal::confirm(request, now));
  JIUM_CHECK(address_to_operator(desk, tx, ground.sighting, request));
  JIUM_TRY(auto letter, compose(desk, tx, request));
  const store::StoredLetter stored{removal::LetterId::random(), request.id, std::move(letter), {}, now};
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(store::insert(tx, stored));
  JIUM_CHECK(store::schedule(tx, store::JobKind::send_letter, stored.id.value(), now));
  JIUM_CHECK(
      write_history(desk, tx, request.the_case, actor.text(), casework::Event::request_confirmed, id.text()));
  return request;
}

}  // namespace jium::desk
