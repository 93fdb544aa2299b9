#include "jium/linkage/handshake.h"

#include <algorithm>
#include <utility>

namespace jium::linkage {

namespace {

Fault not_a_side() {
  return fault(FaultKind::missing, "no such link");
}

Fault not_now(const CaseLink& link, Instant now) {
  return fault(FaultKind::conflict,
               "the link is " + std::string(to_text(state_at(link, now))) + ": this is not possible now");
}

LinkSide* find_side(CaseLink& link, registry::OrganisationId organisation) {
  for (LinkSide& side : link.sides) {
    if (side.organisation == organisation) return &side;
  }
  return nullptr;
}

Result<void> check_fields(const SharedFields& fields) {
  if (fields.empty())
    return fault(FaultKind::malformed, "choose at least one thing to share: " + choices_of<SharedField>());
  return {};
}

Result<void> check_end(Instant until, Instant now) {
  if (until <= now) return fault(FaultKind::malformed, "the link's end is in the past");
  if (until > now + kLongestLink)
    return fault(FaultKind::malformed, "a link is opened for a year at most, and then anew");
  return {};
}

void forget_what_was_said(CaseLink& link) {
  for (LinkSide& side : link.sides) {
    side.said_yes_at.reset();
    side.fields.clear();
  }
}

void settle(CaseLink& link, LinkState state, std::optional<registry::OrganisationId> by, Instant now) {
  link.state = state;
  link.settled_at = now;
  link.settled_by = by;
}

}  // namespace

Result<CaseLink> suggest(LinkSide one, LinkSide other, double worth, Instant at) {
  if (one.organisation == other.organisation)
    return fault(FaultKind::malformed,
                 "a link is between two centres; within one, cases are compared openly");
  if (other.organisation < one.organisation) std::swap(one, other);
  CaseLink link;
  link.id = LinkId::random();
  link.sides = {std::move(one), std::move(other)};
  forget_what_was_said(link);
  link.suggested_at = at;
  link.worth = worth;
  return link;
}

LinkState state_at(const CaseLink& link, Instant now) {
  const bool over = link.until && *link.until <= now;
  if (link.state == LinkState::opened && over) return LinkState::ended;
  if (link.state == LinkState::offered && over) return LinkState::suggested;
  return link.state;
}

Result<void> offer(CaseLink& link, registry::OrganisationId by, const LinkTerms& terms, Instant now) {
  LinkSide* side = find_side(link, by);
  if (side == nullptr) return not_a_side();
  const LinkState state = state_at(link, now);
  const bool own_decline = state == LinkState::declined && link.settled_by == by;
  const bool own_offer = state == LinkState::offered && side->said_yes_at.has_value();
  if (state != LinkState::suggested && !own_decline && !own_offer) return not_now(link, now);
  JIUM_CHECK(check_fields(terms.fields));
  JIUM_CHECK(check_end(terms.until, now));
  forget_what_was_said(link);
  side->said_yes_at = now;
  side->fields = terms.fields;
  link.purpose = terms.purpose;
  link.until = terms.until;
  link.declined_for.reset();
  link.settled_at.reset();
  link.settled_by.reset();
  link.state = LinkState::offered;
  return {};
}

Result<void> accept(CaseLink& link, registry::OrganisationId by, const SharedFields& fields,
                    std::optional<Instant> until, Instant now) {
  LinkSide* side = find_side(link, by);
  if (side == nullptr) return not_a_side();
  if (state_at(link, now) != LinkState::offered || side->said_yes_at.has_value()) return not_now(link, now);
  JIUM_CHECK(check_fields(fields));
  const Instant end = until.value_or(*link.until);
  JIUM_CHECK(check_end(end, now));
  if (end > *link.until) return fault(FaultKind::malformed, "the other side offered it for a shorter time");
  side->said_yes_at = now;
  side->fields = fields;
  link.until = end;
  settle(link, LinkState::opened, by, now);
  return {};
}

Result<void> decline(CaseLink& link, registry::OrganisationId by, DeclineReason reason, Instant now) {
  if (find_side(link, by) == nullptr) return not_a_side();
  const LinkState state = state_at(link, now);
  if (state != LinkState::suggested && state != LinkState::offered) return not_now(link, now);
  forget_what_was_said(link);
  link.until.reset();
  link.declined_for = reason;
  settle(link, LinkState::declined, by, now);
  return {};
}

Result<void> change_fields(CaseLink& link, registry::OrganisationId by, const SharedFields& fields,
                           Instant now) {
  LinkSide* side = find_side(link, by);
  if (side == nullptr) return not_a_side();
  if (state_at(link, now) != LinkState::opened) return not_now(link, now);
  JIUM_CHECK(check_fields(fields));
  side->fields = fields;
  return {};
}

Result<void> revoke(CaseLink& link, registry::OrganisationId by, Instant now) {
  const LinkSide* side = find_side(link, by);
  if (side == nullptr) return not_a_side();
  const LinkState state = state_at(link, now);
  if (state == LinkState::offered && side->said_yes_at.has_value()) {  // an offer that nobody answered
    forget_what_was_said(link);
    link.until.reset();
    link.state = LinkState::suggested;
    return {};
  }
  if (state != LinkState::opened) return not_now(link, now);
  forget_what_was_said(link);
  link.ended_by = LinkEnd::revoked;
  settle(link, LinkState::ended, by, now);
  return {};
}

void end(CaseLink& link, LinkEnd why, Instant now) {
  if (link.state == LinkState::ended) return;
  forget_what_was_said(link);
  link.ended_by = why;
  settle(link, LinkState::ended, std::nullopt, now);
}

SharedFields readable(const CaseLink& link, Instant now) {
  SharedFields both;
  if (state_at(link, now) != LinkState::opened) return both;
  const auto& [one, other] = link.sides;
  std::set_intersection(one.fields.begin(), one.fields.end(), other.fields.begin(), other.fields.end(),
                        std::inserter(both, both.end()));
  return both;
}

Result<const LinkSide*> side_of(const CaseLink& link, registry::OrganisationId organisation) {
  for (const LinkSide& side : link.sides) {
    if (side.organisation == organisation) return &side;
  }
  return not_a_side();
}

Result<const LinkSide*> other_side(const CaseLink& link, registry::OrganisationId organisation) {
  if (link.sides[0].organisation == organisation) return &link.sides[1];
  if (link.sides[1].organisation == organisation) return &link.sides[0];
  return not_a_side();
}

bool knows_who(const CaseLink& link, registry::OrganisationId viewer, Instant now) {
  const LinkState state = state_at(link, now);
  const auto other = other_side(link, viewer);
  if (!other || link.sides[0].organisation == link.sides[1].organisation) return false;
  // Whoever offers shows itself; whoever has shown itself to nobody stays unknown.
  return state == LinkState::opened || (state == LinkState::offered && (*other)->said_yes_at.has_value());
}

}  // namespace jium::linkage
