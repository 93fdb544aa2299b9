// What a competent body decided about footage: immutable; a later one supersedes it and both stay readable.
//
// Two ways lead to one. The committee: as many reviewers as the house asks for (two unless set higher) must
// say the same, each once, none of them of the organisation that registered the footage. Confirmation, for
// what was registered on a survivor's own device and for nothing else: a second person of another role looks
// at the papers, and it goes only to operators that accept that class.
//
// So nothing reaches a platform on one person's word (../docs/security: hash poisoning).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/registry/label.h"

namespace jium::registry {

struct DecisionTag {
  static constexpr char letter = 'N';
  static constexpr std::string_view noun = "decision";
};
using DecisionId = Id<DecisionTag>;

enum class DecidedBy { committee, confirmation };
BOOST_DESCRIBE_ENUM(DecidedBy, committee, confirmation)

// illegal: it may go to platforms. not_illegal: it may not, or may not any more.
enum class Verdict { illegal, not_illegal };
BOOST_DESCRIBE_ENUM(Verdict, illegal, not_illegal)

// Somebody who acts: a person, or a program's key, under one role of one organisation.
struct Doer {
  std::string who;
  OrganisationId organisation;
  std::string role;

  friend bool operator==(const Doer&, const Doer&) = default;
};

struct Decision {
  DecisionId id;
  FootageId footage;
  DecidedBy by = DecidedBy::committee;
  Verdict verdict = Verdict::illegal;
  int reviewers = 0;  // how many said so
  SchemeCode legal_class;
  std::string grounds;  // a code of legal_basis.h
  std::optional<DecisionId> supersedes;
  Instant at{};
};

struct Vote {
  Doer voter;
  Verdict verdict = Verdict::illegal;
  SchemeCode legal_class;
  std::string grounds;
  Instant at{};
};

inline constexpr int kLeastReviewers = 2;

// Conflict for a second vote of one reviewer in this round; Forbidden for one whose own organisation
// registered the footage.
[[nodiscard]] Result<void> may_vote(OrganisationId owner, const std::vector<Vote>& cast, const Doer& voter);

// The decision, once `needed` votes agree on verdict, class and grounds; nothing before. Never fewer than
// two.
[[nodiscard]] std::optional<Decision> tally(FootageId footage, const std::vector<Vote>& cast, int needed,
                                            Instant at);

}  // namespace jium::registry
