// Footage is submitted for a decision by whoever registered it, and decided by the committee: as many
// reviewers as the house asks for, who agree. What is decided enters the feeds at once, if it is shared with
// platforms.
#pragma once

#include <vector>

#include "jium/desk/desk.h"
#include "jium/store/footage_lives.h"

namespace jium::desk {

// With a legal basis and the class that it is thought to be. The committee is shown fingerprint kinds, never
// values, a case, a centre, a survivor or an address.
[[nodiscard]] Result<store::FootageFile> submit_footage(const Desk& desk, store::Transaction& tx,
                                                        const Actor& actor, registry::FootageId id,
                                                        const registry::Submission& submission);

struct Awaiting {
  store::FootageFile file;
  int votes = 0;
  bool voted = false;  // by the one who asks
};
// What waits for the committee or is under review, the oldest first; at most 200.
[[nodiscard]] Result<std::vector<Awaiting>> decision_queue(const Desk& desk, store::Transaction& tx,
                                                           const Actor& actor);

struct CastVote {
  registry::FootageId footage;
  registry::Verdict verdict = registry::Verdict::illegal;
  registry::SchemeCode legal_class;
  std::string grounds;
};
struct CountedVote {
  store::FootageFile file;
  int votes = 0;                               // cast in this round
  int needed = 0;                              // that must agree
  std::optional<registry::Decision> decision;  // made by this vote
};
// Missing when it never was submitted, like footage that is not there.
[[nodiscard]] Result<CountedVote> decide_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                 const CastVote& ask);

// Writes a decision down, brings the feeds in line and tells the case's history.
[[nodiscard]] Result<void> put_into_effect(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const store::FootageFile& file,
                                           const registry::Decision& decision);

}  // namespace jium::desk
