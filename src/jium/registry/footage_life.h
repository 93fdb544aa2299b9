// The life of footage beyond its own centre: who registered it, on what legal basis it was submitted, what
// was decided, how far it is shared, and whether all of that together lets it into the platforms' feeds.
//
//   registered --submit--> submitted --N reviewers agree, or a second person confirms--> decided
//   decided + shared to platforms + consent or a basis that asks for none = in the feeds
//   decided otherwise, withdrawn, shared less, consent withdrawn = out of them, with a tombstone
//
// Rules only: time and people are passed in, nothing is stored here.
#pragma once

#include "jium/registry/decision.h"
#include "jium/registry/legal_basis.h"
#include "jium/registry/sharing.h"

namespace jium::registry {

struct FootageLife {
  FootageId footage;
  OrganisationId owner;
  Doer registered_by;
  std::optional<Doer> submitted_by;
  std::optional<Instant> submitted_at;
  std::string legal_basis;             // a code; empty until it is submitted
  std::optional<SchemeCode> proposed;  // the class that the submitter proposes
  Sharing sharing;
  int round = 0;                     // of the committee; votes of an earlier round count no more
  bool awaits = false;               // the committee is to decide
  bool under_review = false;         // an appeal is open
  std::optional<Decision> decision;  // the one that holds now
};

// The survivor's consent as the case has it now.
struct ConsentNow {
  bool removal = false;
  bool other_centres = false;
};

// Malformed for a basis or a class that is not in force. Conflict when it is withdrawn, waits already, or has
// nothing that a peer could compare with (fingerprints of formats that peers read).
struct Submission {
  std::string legal_basis;
  SchemeCode proposed;
};
[[nodiscard]] Result<void> submit(const Footage& footage, FootageLife& life, const Submission& submission,
                                  const Doer& by, Instant at);

// A vote of the committee; a decision when it is the one that makes enough. Conflict when nothing waits.
[[nodiscard]] Result<std::optional<Decision>> vote(Footage& footage, FootageLife& life,
                                                   std::vector<Vote>& cast, const Vote& added, int needed);

// On-device footage alone. Forbidden for the person, and for the role, that registered or submitted it.
[[nodiscard]] Result<Decision> confirm(Footage& footage, FootageLife& life, const Doer& by, Instant at);

// An appeal was decided against the entry: the committee's decision that it is not to be compared with.
[[nodiscard]] Decision overturn(Footage& footage, FootageLife& life, int reviewers, Instant at);
// Withdrawn footage waits for nobody.
[[nodiscard]] Result<void> withdraw(Footage& footage, FootageLife& life, Instant at);

// The sharing as others meet it: agencies see nothing while the consent that it needs does not stand.
[[nodiscard]] Sharing sharing_in_force(const FootageLife& life, const ConsentNow& consent);
[[nodiscard]] Result<void> share(const Footage& footage, FootageLife& life, const Sharing& wanted,
                                 const ConsentNow& consent);

// Everything together. `accepts_on_device`: does this platform take what only a survivor has registered?
[[nodiscard]] bool belongs_in_feed(const Footage& footage, const FootageLife& life, const ConsentNow& consent,
                                   bool accepts_on_device);

// What peers can compare with, of what is known: PDQ of quality 50 or more, vPDQ, MD5, SHA-1, SHA-256. jium's
// own prints stay in the house: they say more about a picture than a platform needs.
[[nodiscard]] std::vector<fingerprint::Fingerprint> for_peers(
    const std::vector<fingerprint::Fingerprint>& fingerprints);

}  // namespace jium::registry
