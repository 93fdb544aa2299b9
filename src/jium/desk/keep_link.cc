#include "jium/desk/keep_link.h"

#include <algorithm>

#include "jium/desk/reach.h"
#include "jium/desk/write_log.h"
#include "jium/store/batches.h"
#include "jium/store/case_links.h"
#include "jium/store/cases.h"
#include "jium/store/directory.h"
#include "jium/store/organisations.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"
#include "jium/store/traces.h"

namespace jium::desk {
namespace {

using casework::CaseId;
using linkage::CaseLink;
using linkage::LinkId;
using linkage::LinkSide;
using linkage::LinkState;
using linkage::SharedField;
using registry::OrganisationId;

Fault no_link() {
  return fault(FaultKind::missing, "no such link");
}

struct Held {
  CaseLink link;
  casework::Case the_case;  // of the actor's own centre
};

Result<Held> reach_link(const Desk& desk, store::Transaction& tx, const Actor& actor, LinkId id) {
  JIUM_TRY(auto link, tx.for_the_house([&] { return store::load_link(tx, id); }));
  const auto side = linkage::side_of(link, actor.organisation);
  if (!side) return no_link();
  auto the_case = reach_case(desk, tx, actor, (*side)->the_case);
  if (!the_case && the_case.fault().kind == FaultKind::missing) return no_link();
  if (!the_case) return the_case.fault();
  return Held{std::move(link), *std::move(the_case)};
}

// In the house's name: the weighing counts records of all centres.
Result<linkage::Assessment> weigh(store::Transaction& tx, LinkId id) {
  JIUM_TRY(const auto stored, store::evidence_of(tx, id));
  std::vector<linkage::Evidence> all;
  for (const auto& one : stored) {
    linkage::Evidence evidence = one.evidence;
    if (one.token) {
      JIUM_TRY(evidence.standing, store::standing_of(tx, *one.token));
    }
    all.push_back(evidence);
  }
  return linkage::assess(all);
}

SeenGround seen_ground(const linkage::Evidence& evidence, bool capped) {
  SeenGround seen{evidence.ground, evidence.kind, std::nullopt, linkage::explain(evidence),
                  evidence.since,  capped};
  if (evidence.ground == linkage::Ground::trace) seen.closeness = evidence.closeness;
  return seen;
}

Result<SeenLink> as_seen(store::Transaction& tx, const CaseLink& link, OrganisationId viewer, Instant now) {
  JIUM_TRY(const LinkSide* own, linkage::side_of(link, viewer));
  JIUM_TRY(const LinkSide* other, linkage::other_side(link, viewer));
  JIUM_TRY(const auto weighed, tx.for_the_house([&] { return weigh(tx, link.id); }));
  SeenLink seen;
  seen.id = link.id;
  seen.the_case = own->the_case;
  seen.state = linkage::state_at(link, now);
  seen.strength = weighed.strength();
  seen.suggested_at = link.suggested_at;
  for (const auto& evidence : weighed.counted) seen.grounds.push_back(seen_ground(evidence, false));
  for (const auto& evidence : weighed.capped) seen.grounds.push_back(seen_ground(evidence, true));
  if (linkage::knows_who(link, viewer, now)) {
    JIUM_TRY(const auto body, store::load_organisation(tx, other->organisation));
    seen.other_centre = body.name;
    seen.offered_fields = other->fields;
  }
  const bool said = seen.state == LinkState::offered || seen.state == LinkState::opened;
  if (said) {
    seen.own_yes = own->said_yes_at.has_value();
    seen.own_fields = own->fields;
    seen.purpose = link.purpose;
    seen.until = link.until;
  }
  seen.readable = linkage::readable(link, now);
  if (link.settled_by == viewer) seen.own_decline = link.declined_for;
  if (seen.state == LinkState::ended) seen.ended_by = link.ended_by.value_or(linkage::LinkEnd::time_over);
  return seen;
}

// Both sides' logs and histories say what one side did; never who did it, of the other's people.
Result<void> note_both(const Desk& desk, store::Transaction& tx, const Actor& actor, const CaseLink& link,
                       audit::Act act, const char* what) {
  for (const LinkSide& side : link.sides) {
    const bool own = side.organisation == actor.organisation;
    const std::string who = own ? actor.text() : std::string(kJiumItself);
    const std::string note = own ? std::string(what) : std::string("the other side: ") + what;
    const auto write = [&]() -> Result<void> {
      if (!own) JIUM_CHECK(write_log_of_house(desk, tx, side.organisation, act, link.id));
      return write_history(desk, tx, side.the_case, who, casework::Event::link_changed, link.id.text(), note);
    };
    if (own) JIUM_CHECK(write());
    if (!own) {
      JIUM_CHECK(tx.for_the_house([&] { return tx.for_organisation(side.organisation, write); }));
      JIUM_CHECK(tx.for_the_house([&] {
        return tx.for_organisation(side.organisation, [&] {
          return raise_alarm(desk, tx, side.organisation, side.the_case, store::AlarmKind::case_related,
                             link.id.text());
        });
      }));
    }
  }
  return {};
}

Result<SeenLink> keep(const Desk& desk, store::Transaction& tx, const Actor& actor, const CaseLink& link,
                      audit::Act act, const char* what) {
  JIUM_CHECK(tx.for_the_house([&] { return store::update(tx, link); }));
  JIUM_CHECK(note_both(desk, tx, actor, link, act, what));
  return as_seen(tx, link, actor.organisation, desk.clock.now());
}

Result<void> must_have_consent(const casework::Case& the_case) {
  if (the_case.consent.other_centres) return {};
  return fault(
      FaultKind::conflict,
      "the survivor has not agreed that other centres know: record their consent first (jium case consent)");
}

// What this turn says of the tokens that raised the link.
Result<void> teach(const Desk& desk, store::Transaction& tx, const CaseLink& link, OrganisationId by,
                   bool opened) {
  return tx.for_the_house([&]() -> Result<void> {
    JIUM_TRY(const auto evidence, store::evidence_of(tx, link.id));
    for (const auto& one : evidence) {
      if (!one.token) continue;
      JIUM_CHECK(store::put_lesson(tx, {*one.token, link.id, by, opened, desk.clock.now()}));
    }
    return {};
  });
}

bool goes_before(const SeenLink& one, const SeenLink& other) {
  const auto settled = [](const SeenLink& link) {
    return link.state == LinkState::declined || link.state == LinkState::ended;
  };
  if (settled(one) != settled(other)) return settled(other);
  if (one.strength != other.strength) return one.strength > other.strength;
  return one.suggested_at > other.suggested_at;
}

}  // namespace

Result<std::vector<SeenLink>> list_links(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         std::optional<CaseId> the_case) {
  if (the_case) JIUM_CHECK(reach_case(desk, tx, actor, *the_case));
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  JIUM_TRY(const auto links, tx.for_the_house([&] {
    return the_case ? store::links_of_case(tx, *the_case) : store::links_of(tx, actor.organisation);
  }));
  std::vector<SeenLink> seen;
  for (const CaseLink& link : links) {
    const auto side = linkage::side_of(link, actor.organisation);
    if (!side || !reach.has((*side)->the_case)) continue;
    JIUM_TRY(auto one, as_seen(tx, link, actor.organisation, desk.clock.now()));
    seen.push_back(std::move(one));
  }
  std::stable_sort(seen.begin(), seen.end(), goes_before);
  return seen;
}

Result<SeenLink> show_link(const Desk& desk, store::Transaction& tx, const Actor& actor, LinkId id) {
  JIUM_TRY(const Held held, reach_link(desk, tx, actor, id));
  return as_seen(tx, held.link, actor.organisation, desk.clock.now());
}

Result<SeenLink> offer_link(const Desk& desk, store::Transaction& tx, const Actor& actor, LinkId id,
                            const linkage::LinkTerms& terms) {
  JIUM_TRY(Held held, reach_link(desk, tx, actor, id));
  JIUM_CHECK(must_have_consent(held.the_case));
  JIUM_CHECK(linkage::offer(held.link, actor.organisation, terms, desk.clock.now()));
  return keep(desk, tx, actor, held.link, audit::Act::link_offered, "offered");
}

Result<SeenLink> accept_link(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             const AcceptLink& ask) {
  JIUM_TRY(Held held, reach_link(desk, tx, actor, ask.id));
  JIUM_CHECK(must_have_consent(held.the_case));
  JIUM_CHECK(linkage::accept(held.link, actor.organisation, ask.fields, ask.until, desk.clock.now()));
  JIUM_CHECK(teach(desk, tx, held.link, actor.organisation, true));
  return keep(desk, tx, actor, held.link, audit::Act::link_offered, "accepted");
}

Result<SeenLink> decline_link(const Desk& desk, store::Transaction& tx, const Actor& actor, LinkId id,
                              linkage::DeclineReason reason) {
  JIUM_TRY(Held held, reach_link(desk, tx, actor, id));
  JIUM_CHECK(linkage::decline(held.link, actor.organisation, reason, desk.clock.now()));
  if (linkage::teaches(reason)) JIUM_CHECK(teach(desk, tx, held.link, actor.organisation, false));
  return keep(desk, tx, actor, held.link, audit::Act::link_declined, "declined");
}

Result<SeenLink> change_link(const Desk& desk, store::Transaction& tx, const Actor& actor, LinkId id,
                             const linkage::SharedFields& fields) {
  JIUM_TRY(Held held, reach_link(desk, tx, actor, id));
  JIUM_CHECK(linkage::change_fields(held.link, actor.organisation, fields, desk.clock.now()));
  return keep(desk, tx, actor, held.link, audit::Act::link_changed, "changed what is shared");
}

Result<SeenLink> revoke_link(const Desk& desk, store::Transaction& tx, const Actor& actor, LinkId id) {
  JIUM_TRY(Held held, reach_link(desk, tx, actor, id));
  JIUM_CHECK(linkage::revoke(held.link, actor.organisation, desk.clock.now()));
  return keep(desk, tx, actor, held.link, audit::Act::link_ended, "taken back");
}

Result<std::vector<SeenLink>> ask_holders(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                          CaseId the_case, Instant until) {
  JIUM_CHECK(reach_case(desk, tx, actor, the_case));
  JIUM_TRY(const std::string number, store::investigation_of(tx, the_case));
  if (number.empty())
    return fault(FaultKind::conflict,
                 "holders are asked under an investigation number: note it first (jium case investigation)");
  JIUM_TRY(const auto links, tx.for_the_house([&] { return store::links_of_case(tx, the_case); }));
  const linkage::LinkTerms terms{
      linkage::LinkPurpose::investigation,
      until,
      {SharedField::officer_contact, SharedField::investigation_number, SharedField::footage_counts,
       SharedField::sighting_dates, SharedField::site_names, SharedField::removal_counts,
       SharedField::trace_kinds}};
  std::vector<SeenLink> asked;
  for (const CaseLink& link : links) {
    if (linkage::state_at(link, desk.clock.now()) != LinkState::suggested) continue;
    JIUM_TRY(auto one, offer_link(desk, tx, actor, link.id, terms));
    asked.push_back(std::move(one));
  }
  return asked;
}

namespace {

Result<SharedView::Footage> count_footage(store::Transaction& tx, CaseId the_case) {
  SharedView::Footage counts;
  JIUM_TRY(const auto footages, store::footages_of(tx, the_case));
  for (const auto& stored : footages) {
    if (stored.footage.state == registry::FootageState::withdrawn) continue;
    (stored.footage.kind == registry::FootageKind::image ? counts.images : counts.videos) += 1;
    counts.decided += stored.footage.state == registry::FootageState::decided ? 1 : 0;
  }
  return counts;
}

SharedView::Sightings date_sightings(const std::vector<registry::Sighting>& sightings) {
  SharedView::Sightings dates;
  for (const auto& sighting : sightings) {
    (sighting.state == registry::SightingState::live ? dates.live : dates.gone) += 1;
    if (!dates.first_seen || sighting.first_seen < *dates.first_seen) dates.first_seen = sighting.first_seen;
    if (!dates.last_seen || sighting.last_seen > *dates.last_seen) dates.last_seen = sighting.last_seen;
  }
  return dates;
}

// With the other side's own eyes: in its name, about its one case.
Result<void> fill_view(store::Transaction& tx, const LinkSide& of, SharedView& view) {
  const auto has = [&](SharedField field) { return view.fields.contains(field); };
  JIUM_TRY(const auto body, store::load_organisation(tx, of.organisation));
  view.centre = body.name;
  if (has(SharedField::officer_contact)) view.officer_contact = body.mail;
  if (has(SharedField::investigation_number)) {
    JIUM_TRY(view.investigation_number, store::investigation_of(tx, of.the_case));
  }
  if (has(SharedField::footage_counts)) {
    JIUM_TRY(view.footage, count_footage(tx, of.the_case));
  }
  JIUM_TRY(const auto sightings, store::sightings_of_case(tx, of.the_case));
  if (has(SharedField::sighting_dates)) view.sightings = date_sightings(sightings);
  if (has(SharedField::site_names)) {
    view.sites.emplace();
    for (const auto& sighting : sightings) ++(*view.sites)[sighting.address.site_name()];
  }
  if (has(SharedField::removal_counts)) {
    JIUM_TRY(const auto requests, store::requests_of_case(tx, of.the_case));
    report::RemovalTally tally;
    tally.add_case(0, sightings, requests);
    view.removals = tally.counts();
  }
  if (has(SharedField::trace_kinds)) {
    view.traces.emplace();
    JIUM_TRY(const auto traces, store::traces_of_case(tx, of.the_case));
    for (const auto& trace : traces) {
      if (!trace.withdrawn_at) ++(*view.traces)[trace.kind];
    }
  }
  return {};
}

}  // namespace

Result<SharedView> read_link(const Desk& desk, store::Transaction& tx, const Actor& actor, LinkId id) {
  JIUM_TRY(const Held held, reach_link(desk, tx, actor, id));
  SharedView view;
  view.fields = linkage::readable(held.link, desk.clock.now());
  if (linkage::state_at(held.link, desk.clock.now()) != LinkState::opened)
    return fault(FaultKind::conflict, "the link is not opened: nothing is shared over it");
  JIUM_TRY(const LinkSide* other, linkage::other_side(held.link, actor.organisation));
  JIUM_CHECK(tx.for_the_house([&] {
    return tx.for_organisation(other->organisation, [&]() -> Result<void> {
      JIUM_CHECK(fill_view(tx, *other, view));
      return write_log_of_house(desk, tx, other->organisation, audit::Act::link_read, held.link.id);
    });
  }));
  return view;
}

}  // namespace jium::desk
