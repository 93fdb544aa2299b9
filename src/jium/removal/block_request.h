// A BlockRequest: one ask to the committee about one sighting, beside whatever is asked of operators.
//
//   drafted --file--> filed --agreed: a measure--> granted --agreed: lift, or taken back--> lifted
//                           --agreed: none-------> denied
//   drafted, filed, granted --taken back by whoever asked--> lifted
//   granted --its place is proved gone, and has been for kGoneStands--> lifted
//
// The committee knows three measures (Act on the Establishment and Operation of the Korea Communications
// Commission, article 21, and its enforcement decree, article 8: deletion, termination of use, blocking of
// access): deletion and the end of an account are asked of the operator, blocking of the access providers,
// who follow the block list. It decides as it does about footage (registry/decision.h): as many reviewers as
// the house asks for, never fewer than two, who say the same; none of them of the organisation that asks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/casework/case.h"
#include "jium/registry/decision.h"
#include "jium/registry/sighting.h"

namespace jium::removal {

struct BlockRequestTag {
  static constexpr char letter = 'B';
  static constexpr std::string_view noun = "block request";
};
using BlockRequestId = Id<BlockRequestTag>;

enum class BlockState { drafted, filed, granted, denied, lifted };
BOOST_DESCRIBE_ENUM(BlockState, drafted, filed, granted, denied, lifted)

enum class BlockMeasure { deletion, account_termination, access_blocking };
BOOST_DESCRIBE_ENUM(BlockMeasure, deletion, account_termination, access_blocking)

// What a reviewer can say: a measure, none, or, of one that was granted, that it be lifted.
enum class BlockVerdict { deletion, account_termination, access_blocking, none, lift };
BOOST_DESCRIBE_ENUM(BlockVerdict, deletion, account_termination, access_blocking, none, lift)

struct BlockRequest {
  BlockRequestId id;
  registry::OrganisationId organisation;
  casework::CaseId the_case;
  registry::SightingId sighting;
  std::string legal_basis;  // a code of registry/legal_basis.h
  BlockState state = BlockState::drafted;
  std::optional<BlockMeasure> measure;  // of granted, and of lifted after it
  int reviewers = 0;                    // how many said so
  Instant drafted_at{};
  std::optional<Instant> filed_at, decided_at, lifted_at;
};

struct BlockVote {
  registry::Doer voter;
  BlockVerdict verdict = BlockVerdict::none;
  Instant at{};
};

// Each is Conflict when the state does not allow it, in words that say what the state is.
[[nodiscard]] Result<void> file(BlockRequest& request, Instant at);
[[nodiscard]] Result<void> take_back(BlockRequest& request, Instant at);

// A block ends with what it was for: not with the proof that the place is gone, for such places come back,
// but once a look finds it gone when the proof is so old.
inline constexpr Duration kGoneStands = std::chrono::days{30};
[[nodiscard]] bool has_lost_its_place(const BlockRequest& request, const registry::Sighting& sighting,
                                      Instant now);

// Which word may be said now: a measure or none of one that was filed, lift of one that was granted.
// Forbidden for a voter of the organisation that asks. Conflict for a second vote on the same question.
[[nodiscard]] Result<void> may_vote(const BlockRequest& request, const std::vector<BlockVote>& cast,
                                    const BlockVote& vote);
// The verdict that was reached with the last of `cast`, which this brings into effect. `cast`: all votes,
// also those of the earlier question.
[[nodiscard]] std::optional<BlockVerdict> settle(BlockRequest& request, const std::vector<BlockVote>& cast,
                                                 int needed, Instant at);

// Does it stand on the list that access providers follow?
[[nodiscard]] bool is_blocked(const BlockRequest& request);

}  // namespace jium::removal
