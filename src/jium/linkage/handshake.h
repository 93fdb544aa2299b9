// A link between two cases at two centres, and what it takes to say more than that it may be there.
//
//   suggested --offer--> offered --the other's yes--> opened --revoke, or its time is over--> ended
//   suggested, offered --decline--> declined --the one who declined offers--> offered
//   any but ended --a survivor takes back consent, a case is forgotten--> ended
//
// Each side sees of a suggestion: that another centre holds a related case, on what kinds of ground, how
// strong, since when. Not which centre, nor which case. An offer names the offering centre, its purpose, its
// time, and what it would share. Once both have said yes, each reads of the other exactly the fields that
// both ticked. There is no field for a survivor: not a name, not an age, not a pseudonym, not a case's
// number.
//
// Either side takes its yes back at any moment, without a reason that the other would see, and reads nothing
// more from then on; what it has read before it has read, which the log of both centres says.
//
// Personal Information Protection Act, articles 17 and 18: a purpose, a time, fields, consent; here the
// survivor's consent to other centres stands before there is even a suggestion.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"
#include "jium/casework/case.h"
#include "jium/linkage/related.h"

namespace jium::linkage {

struct LinkTag {
  static constexpr char letter = 'N';
  static constexpr std::string_view noun = "related";
};
using LinkId = Id<LinkTag>;

enum class LinkState { suggested, offered, opened, declined, ended };
BOOST_DESCRIBE_ENUM(LinkState, suggested, offered, opened, declined, ended)

// What can be shared, a closed list. Of sites only the domain; of traces the kinds, never the words.
enum class SharedField {
  officer_contact,
  investigation_number,
  footage_counts,
  sighting_dates,
  site_names,
  removal_counts,
  trace_kinds
};
BOOST_DESCRIBE_ENUM(SharedField, officer_contact, investigation_number, footage_counts, sighting_dates,
                    site_names, removal_counts, trace_kinds)
using SharedFields = std::set<SharedField>;

enum class LinkPurpose { removal, investigation, court };
BOOST_DESCRIBE_ENUM(LinkPurpose, removal, investigation, court)

// not_the_same and too_common say something about the evidence, and teach what links (related.h); the others
// do not.
enum class DeclineReason { not_the_same, too_common, survivor_refuses, not_now, no_basis };
BOOST_DESCRIBE_ENUM(DeclineReason, not_the_same, too_common, survivor_refuses, not_now, no_basis)
[[nodiscard]] constexpr bool teaches(DeclineReason reason) {
  return reason == DeclineReason::not_the_same || reason == DeclineReason::too_common;
}

enum class LinkEnd { revoked, time_over, consent_withdrawn, case_gone, ground_gone };
BOOST_DESCRIBE_ENUM(LinkEnd, revoked, time_over, consent_withdrawn, case_gone, ground_gone)

inline constexpr std::chrono::days kLongestLink{366};

struct LinkTerms {
  LinkPurpose purpose = LinkPurpose::removal;
  Instant until{};
  SharedFields fields;
};

struct LinkSide {
  registry::OrganisationId organisation;
  casework::CaseId the_case;
  std::optional<Instant> said_yes_at{};
  SharedFields fields{};  // that this side ticked; none before its yes
};

struct CaseLink {
  LinkId id;
  std::array<LinkSide, 2> sides;  // the smaller organisation first
  Instant suggested_at{};
  double worth = 0;
  LinkState state = LinkState::suggested;
  LinkPurpose purpose = LinkPurpose::removal;  // once offered
  std::optional<Instant> until{};              // once offered
  std::optional<Instant> settled_at{};         // opened, declined or ended
  std::optional<registry::OrganisationId> settled_by{};
  std::optional<DeclineReason> declined_for{};
  std::optional<LinkEnd> ended_by{};
};

// Malformed: both of one centre.
[[nodiscard]] Result<CaseLink> suggest(LinkSide one, LinkSide other, double worth, Instant at);

// The state at this moment: an opened link whose time is over is ended, an offer whose time is over is a
// suggestion again.
[[nodiscard]] LinkState state_at(const CaseLink& link, Instant now);

// Of every function below: Missing for an organisation that is no side, and the link is as it was when it
// fails. Malformed: no field, an end that is past or further away than kLongestLink. Conflict: not in this
// state.
[[nodiscard]] Result<void> offer(CaseLink& link, registry::OrganisationId by, const LinkTerms& terms,
                                 Instant now);
// The other side's yes to the purpose that was offered, with its own ticks; its end may be earlier, not
// later.
[[nodiscard]] Result<void> accept(CaseLink& link, registry::OrganisationId by, const SharedFields& fields,
                                  std::optional<Instant> until, Instant now);
[[nodiscard]] Result<void> decline(CaseLink& link, registry::OrganisationId by, DeclineReason reason,
                                   Instant now);
// This side's own ticks on an opened link. What the other reads is never more than both ticked.
[[nodiscard]] Result<void> change_fields(CaseLink& link, registry::OrganisationId by,
                                         const SharedFields& fields, Instant now);
[[nodiscard]] Result<void> revoke(CaseLink& link, registry::OrganisationId by, Instant now);
// jium's own ending, of a link in any state; nothing when it has ended.
void end(CaseLink& link, LinkEnd why, Instant now);

// What each side may read of the other now: of an opened link the fields that both ticked, otherwise nothing.
[[nodiscard]] SharedFields readable(const CaseLink& link, Instant now);

[[nodiscard]] Result<const LinkSide*> side_of(const CaseLink& link, registry::OrganisationId organisation);
[[nodiscard]] Result<const LinkSide*> other_side(const CaseLink& link, registry::OrganisationId organisation);
// May this side know which centre the other is? Once that one has shown itself by its offer, or both by their
// yes.
[[nodiscard]] bool knows_who(const CaseLink& link, registry::OrganisationId viewer, Instant now);

}  // namespace jium::linkage
