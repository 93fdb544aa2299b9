// The committee's reviewers: they sit once a working day, two or more of them; for a while only one comes,
// and nothing can be decided. What they say is theirs (a hash of the request's number), so that they mostly
// agree.
#pragma once

#include <unordered_set>
#include <vector>

#include "jium/desk/actor.h"
#include "jium/removal/block_request.h"
#include "sim/house.h"
#include "sim/world.h"

namespace jium::sim {

// From `lost` on the committee has no quorum, until `back`.
struct Quorum {
  Instant lost{}, back{};
  [[nodiscard]] bool holds(Instant at) const { return at < lost || at >= back; }
};

class Committee {
 public:
  Committee(const Clock& clock, Dice dice, Quorum quorum) : clock_(clock), dice_(dice), quorum_(quorum) {}

  void found(House& house);
  void sit(House& house);
  [[nodiscard]] const Quorum& quorum() const { return quorum_; }

 private:
  // All that this one has not voted on yet.
  void work_through(House& house, const desk::Actor& reviewer);
  void think_again(House& house, const std::vector<desk::Actor>& present);
  [[nodiscard]] removal::BlockVerdict verdict_on(removal::BlockRequestId id);

  const Clock& clock_;
  Dice dice_;
  Quorum quorum_;
  std::vector<desk::Actor> reviewers_;
  std::vector<removal::BlockRequestId> granted_;
};

}  // namespace jium::sim
