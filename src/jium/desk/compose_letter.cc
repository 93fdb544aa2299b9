#include "jium/desk/compose_letter.h"

#include "jium/desk/choose_channel.h"
#include "jium/removal/letter_role.h"
#include "jium/report/statistics.h"
#include "jium/store/batches.h"
#include "jium/store/cases.h"
#include "jium/store/costs.h"
#include "jium/store/directory.h"
#include "jium/store/footages.h"
#include "jium/store/ladders.h"
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

// That an officer named for an operator. Law that is not in force is no ground to ask on.
Result<removal::Rule> named_rule(const Desk& desk, const std::string& id) {
  JIUM_TRY(auto rule, desk.rules.rule_by_id(id));
  if (rule.planned || rule.in_force_from > desk.clock.now()) {
    return fault(FaultKind::conflict,
                 "the rule " + id +
                     " that is named for this operator is not in force: name another for "
                     "it (`jium letters rules` lists them)");
  }
  return rule;
}

Result<report::LetterItem> item_of(store::Transaction& tx, const removal::RemovalRequest& request,
                                   bool folded) {
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  JIUM_TRY(const auto footage, store::load_footage(tx, request.organisation, sighting.footage));
  report::LetterItem item{
      .reference = request.id.text(),
      .address = folded ? Secret<std::string>(sighting.address.folded()) : sighting.address.canonical(),
      .kind = footage.footage.kind,
      .seen_at = sighting.last_seen,
      .earlier_reference = {},
      .earlier_gone_at = std::nullopt};
  if (!sighting.recurrence_of) return item;
  // "Gone from your service, our earlier request": said to those alone of whom it was asked.
  JIUM_TRY(const auto earlier, store::requests_about(tx, *sighting.recurrence_of));
  for (const removal::RemovalRequest& one : earlier) {
    if (one.site_operator != request.site_operator || !one.removed_at) continue;
    item.earlier_reference = one.id.text();
    item.earlier_gone_at = one.removed_at;
  }
  return item;
}

// Does the survivor stand behind it? What a centre does of its own accord it does not do in their name.
Result<bool> speaks_for_survivor(store::Transaction& tx, const removal::RemovalRequest& request) {
  JIUM_TRY(const auto the_case, store::load_case(tx, request.organisation, request.the_case));
  JIUM_TRY(const auto ground, store::ground_of(tx, request.the_case));
  return the_case.consent.to(casework::Purpose::removal) &&
         ground != to_text(report::SupportGround::pre_emptive);
}

}  // namespace

Result<removal::LetterRole> letter_role(const Desk& desk, store::Transaction& tx,
                                        const removal::RemovalRequest& request) {
  JIUM_TRY(const auto ladder, store::ladder_of(tx, request.sighting));
  const removal::LadderBook& book = removal::LadderBook::built_in();
  Result<removal::Plan> plan = fault(FaultKind::missing, "no ladder yet");
  if (ladder) {
    plan = book.plan_by_id(ladder->ladder.plan);
  } else {
    JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
    JIUM_TRY(const auto site, store::load_site(tx, request.organisation, sighting.site));
    plan = book.plan_for(to_text(site.kind), desk.clock.now());
  }
  const removal::PlanStep* const step = plan ? plan->step(request.rung) : nullptr;
  return step == nullptr ? removal::usual_letter(request.rung) : step->letter;
}

Result<void> address_to_operator(const Desk& desk, store::Transaction& tx, const registry::Sighting& sighting,
                                 removal::RemovalRequest& request) {
  // Whoever is asked on a further rung was named when it was drafted.
  JIUM_TRY(const auto site_operator,
           request.rung == removal::Rung::site_operator
               ? operator_of(tx, sighting)
               : store::load_operator(tx, request.organisation, request.site_operator));
  JIUM_TRY(const auto settings, store::letter_settings(tx, request.organisation));
  const auto variant =
      settings.trusted_flagger ? removal::RuleVariant::trusted_flagger : removal::RuleVariant::standard;
  JIUM_TRY(const auto rule, site_operator.rule
                                ? named_rule(desk, *site_operator.rule)
                                : desk.rules.rule_for(site_operator.jurisdiction, desk.clock.now(), variant));
  request.site_operator = site_operator.id;
  request.language = site_operator.language;
  request.rule = rule.id;
  JIUM_TRY(request.channel, choose_channel(tx, site_operator));
  return {};
}

Result<report::RemovalLetter> letter_about(const Desk& desk, store::Transaction& tx,
                                           const std::vector<removal::RemovalRequest>& requests,
                                           const std::string& reference, bool folded) {
  if (requests.empty()) return fault(FaultKind::internal, "a letter about nothing");
  const removal::RemovalRequest& lead = requests.front();
  JIUM_TRY(const auto site_operator, store::load_operator(tx, lead.organisation, lead.site_operator));
  JIUM_TRY(const auto centre, store::load_organisation(tx, lead.organisation));
  JIUM_TRY(const auto settings, store::letter_settings(tx, lead.organisation));
  report::RemovalLetter letter;
  letter.rung = lead.rung;
  letter.language = lead.language;
  JIUM_TRY(letter.rule, desk.rules.rule_by_id(lead.rule));
  letter.centre = centre.name;
  letter.centre_mail = centre.mail;
  letter.operator_name = site_operator.name;
  letter.operator_mail = site_operator.mail;
  letter.reference = reference;
  letter.signatory = settings.signatory;
  JIUM_TRY(letter.asks_for, letter_role(desk, tx, lead));
  JIUM_TRY(letter.on_behalf, speaks_for_survivor(tx, lead));
  JIUM_TRY(letter.investigation, store::investigation_of(tx, lead.the_case));
  for (const removal::RemovalRequest& request : requests) {
    if (request.the_case != lead.the_case)
      return fault(FaultKind::internal, "a letter about more than one case");
    JIUM_TRY(auto item, item_of(tx, request, folded));
    letter.items.push_back(std::move(item));
  }
  return letter;
}

Result<bool> needs_native_reader(const Desk& desk, store::Transaction& tx, removal::RemovalRequest request) {
  if (request.state == removal::RequestState::drafted) {
    JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
    JIUM_CHECK(address_to_operator(desk, tx, sighting, request));
  }
  return report::needs_native_reader(request.language);
}

Result<removal::Letter> compose_letter(const Desk& desk, store::Transaction& tx,
                                       const std::vector<removal::RemovalRequest>& requests,
                                       const std::string& reference, bool folded) {
  JIUM_TRY(const auto about, letter_about(desk, tx, requests, reference, folded));
  if (const auto due = about.rule.due_after(desk.clock.now()); !due)
    return fault(FaultKind::conflict, due.fault().what);
  return report::write_letter(about);
}

}  // namespace jium::desk
