#include "jium/registry/footage_life.h"

#include <algorithm>

namespace jium::registry {
namespace {

// What the rule of the second person asks: somebody else, in another role.
bool is_another(const Doer& first, const Doer& second) {
  return first.who != second.who && first.role != second.role;
}

bool stands(const FootageLife& life, bool consent) {
  return consent || !LegalBook::built_in().needs_consent(life.legal_basis);
}

bool is_decided_by_committee(const FootageLife& life) {
  return life.decision && life.decision->by == DecidedBy::committee;
}

bool is_illegal(const FootageLife& life) {
  return life.decision && life.decision->verdict == Verdict::illegal;
}

void settle(Footage& footage, FootageLife& life, const Decision& decision) {
  if (footage.state == FootageState::registered && decision.verdict == Verdict::illegal) {
    footage.state = FootageState::decided;
    footage.decided_at = decision.at;
  }
  life.decision = decision;
  life.awaits = false;
  life.under_review = false;
  ++life.round;
}

}  // namespace

Result<void> submit(const Footage& footage, FootageLife& life, const Submission& submission, const Doer& by,
                    Instant at) {
  JIUM_TRY(const LegalBasis basis, LegalBook::built_in().in_force(submission.legal_basis, at));
  const SchemeBook& schemes = SchemeBook::built_in();
  const bool on_device =
      footage.source == FootageSource::survivor_device && submission.proposed == self_registered();
  JIUM_CHECK(schemes.check(submission.proposed, on_device ? SchemeUse::self : SchemeUse::legal, at));
  if (footage.state == FootageState::withdrawn)
    return fault(FaultKind::conflict, "this footage is withdrawn: nothing more is decided about it");
  if (life.awaits) return fault(FaultKind::conflict, "this footage waits for a decision already");
  if (is_illegal(life) && basis.code != life.legal_basis) {
    return fault(FaultKind::conflict,
                 "this footage was decided under another legal basis (" + life.legal_basis +
                     "), which one person does not change: withdraw it and register it anew");
  }
  if (is_decided_by_committee(life) && submission.proposed == self_registered())
    return fault(FaultKind::conflict, "the committee has decided this footage: it decides anew");
  if (for_peers(footage.fingerprints).empty()) {
    return fault(
        FaultKind::conflict,
        "there is no fingerprint that a platform could compare with (PDQ of quality 50 or more, vPDQ, "
        "MD5, SHA-1 or SHA-256): register the file's digests with it");
  }
  life.legal_basis = basis.code;
  life.proposed = submission.proposed;
  life.submitted_by = by;
  life.submitted_at = at;
  life.awaits = true;
  return {};
}

Result<std::optional<Decision>> vote(Footage& footage, FootageLife& life, std::vector<Vote>& cast,
                                     const Vote& added, int needed) {
  if (footage.state == FootageState::withdrawn || !life.awaits)
    return fault(FaultKind::conflict, "this footage does not wait for a decision (any more)");
  JIUM_CHECK(may_vote(life.owner, cast, added.voter));
  JIUM_CHECK(SchemeBook::built_in().check(added.legal_class, SchemeUse::legal, added.at));
  JIUM_TRY(const LegalBasis grounds, LegalBook::built_in().in_force(added.grounds, added.at));
  cast.push_back(added);
  cast.back().grounds = grounds.code;
  auto decision = tally(footage.id, cast, needed, added.at);
  if (!decision) return decision;
  if (life.decision) decision->supersedes = life.decision->id;
  settle(footage, life, *decision);
  return decision;
}

Result<Decision> confirm(Footage& footage, FootageLife& life, const Doer& by, Instant at) {
  if (footage.source != FootageSource::survivor_device) {
    return fault(FaultKind::conflict,
                 "only what was registered on a survivor's own device is confirmed by a second person: this "
                 "footage goes to the committee");
  }
  if (footage.state == FootageState::withdrawn || !life.awaits || life.proposed != self_registered()) {
    return fault(FaultKind::conflict, "this footage does not wait for a confirmation: submit it as " +
                                          self_registered().scheme + " " + self_registered().code + " first");
  }
  if (is_decided_by_committee(life))
    return fault(FaultKind::conflict, "the committee has decided this footage: it decides anew");
  if (!is_another(life.registered_by, by) || !is_another(*life.submitted_by, by)) {
    return fault(FaultKind::forbidden,
                 "a second person of another role confirms: neither you nor your role may have registered or "
                 "submitted it");
  }
  Decision decision{DecisionId::random(),
                    footage.id,
                    DecidedBy::confirmation,
                    Verdict::illegal,
                    2,
                    self_registered(),
                    life.legal_basis,
                    std::nullopt,
                    at};
  if (life.decision) decision.supersedes = life.decision->id;
  settle(footage, life, decision);
  return decision;
}

Decision overturn(Footage& footage, FootageLife& life, int reviewers, Instant at) {
  const Decision before = life.decision.value_or(Decision{});
  const Decision decision{DecisionId::random(), footage.id, DecidedBy::committee,
                          Verdict::not_illegal, reviewers,  before.legal_class,
                          before.grounds,       before.id,  at};
  settle(footage, life, decision);
  return decision;
}

Result<void> withdraw(Footage& footage, FootageLife& life, Instant at) {
  JIUM_CHECK(withdraw(footage, at));
  life.awaits = false;
  life.under_review = false;
  return {};
}

Sharing sharing_in_force(const FootageLife& life, const ConsentNow& consent) {
  Sharing allowed{SharingLevel::platforms, std::nullopt, stands(life, consent.other_centres)};
  return narrower(life.sharing, allowed);
}

Result<void> share(const Footage& footage, FootageLife& life, const Sharing& wanted,
                   const ConsentNow& consent) {
  if (footage.state == FootageState::withdrawn)
    return fault(FaultKind::conflict, "this footage is withdrawn: nobody is shown it any more");
  RaiseTerms terms;
  terms.consent_removal = consent.removal;
  terms.consent_other_centres = consent.other_centres;
  terms.has_legal_basis = !life.legal_basis.empty();
  terms.basis_needs_consent = LegalBook::built_in().needs_consent(life.legal_basis);
  terms.decided = is_illegal(life);
  JIUM_CHECK(may_set(sharing_in_force(life, consent), wanted, terms));
  life.sharing = wanted;
  return {};
}

bool belongs_in_feed(const Footage& footage, const FootageLife& life, const ConsentNow& consent,
                     bool accepts_on_device) {
  if (footage.state != FootageState::decided || !is_illegal(life)) return false;
  if (!reaches_platforms(life.sharing) || life.legal_basis.empty()) return false;
  if (!stands(life, consent.removal)) return false;
  return life.decision->by == DecidedBy::committee || accepts_on_device;
}

std::vector<fingerprint::Fingerprint> for_peers(const std::vector<fingerprint::Fingerprint>& fingerprints) {
  std::vector<fingerprint::Fingerprint> kept;
  std::ranges::copy_if(fingerprints, std::back_inserter(kept), [](const auto& one) {
    return fingerprint::is_digest(one.algorithm()) || one.algorithm() == fingerprint::Algorithm::vpdq ||
           (one.algorithm() == fingerprint::Algorithm::pdq && one.matches_perceptually());
  });
  return kept;
}

}  // namespace jium::registry
