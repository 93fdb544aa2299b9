// An officer's own look at a place that jium cannot see: behind a login, in a messenger, shown to members.
// There the watch says `unseen` for ever, and what jium never saw is never gone (watch.h); but the operator
// says that it is removed, and an officer with an account there can look. What they say is their word, with
// the time and the means; it is kept beside the checks and never among them.
//
// One word proves as little as one look. Two that agree, days apart, close the request as gone by an
// officer's word: never `verified`, and counted apart. A word that it is there disproves the operator, as a
// check does.
#pragma once

#include <string>
#include <vector>

#include "jium/removal/removal_request.h"

namespace jium::removal {

struct OfficerLookTag {
  static constexpr char letter = 'K';
  static constexpr std::string_view noun = "officer's look";
};
using OfficerLookId = Id<OfficerLookTag>;

// How they looked: the words are in the database.
enum class LookMeans {
  own_account,    // signed in to the site
  as_member,      // of the group or channel
  other_network,  // from a network that the place does answer
  by_telephone,   // somebody who can see it told them
  other,
};
BOOST_DESCRIBE_ENUM(LookMeans, own_account, as_member, other_network, by_telephone, other)

struct OfficerLook {
  OfficerLookId id;
  RequestId request;
  registry::OrganisationId organisation;
  Instant at{};  // when they looked, by their own word
  bool still_there = false;
  LookMeans means = LookMeans::other;
  std::string looked_by;  // an actor's text
  Instant recorded_at{};
};

// Between two words that count: a place that is only hidden for a day must not pass for an empty one.
inline constexpr Duration kBetweenOfficerLooks = std::chrono::hours{72};

// Is it for an officer to look? When the operator says that it is removed and since then so many looks as
// would prove it (WatchPolicy::agreeing_checks) have shown nothing either way. `checks` in order of time.
[[nodiscard]] bool needs_officers_look(const RemovalRequest& request, const std::vector<Check>& checks,
                                       const WatchPolicy& policy);

// Malformed, in words for the officer: a look in the future, before the operator's word, or before the last
// one. Conflict when no claim stands, when jium itself sees it gone, and when it comes too soon after a first
// word that it is gone: with the time from which it counts.
[[nodiscard]] Result<void> check(const OfficerLook& look, const RemovalRequest& request,
                                 const std::vector<OfficerLook>& earlier, Instant now);

// When the second word may be given, if the last of these is a first one that it is gone.
[[nodiscard]] std::optional<Instant> second_look_from(const RemovalRequest& request,
                                                      const std::vector<OfficerLook>& looks);

enum class OfficerLookMeaning { first_word, gone_by_word, still_there };
BOOST_DESCRIBE_ENUM(OfficerLookMeaning, first_word, gone_by_word, still_there)
// `looks` in order of time, the new one last and checked.
[[nodiscard]] Result<OfficerLookMeaning> note_officer_look(RemovalRequest& request,
                                                           const std::vector<OfficerLook>& looks);

}  // namespace jium::removal
