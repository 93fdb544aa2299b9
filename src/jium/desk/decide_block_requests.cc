#include "jium/desk/decide_block_requests.h"

#include <algorithm>
#include <set>

#include "jium/desk/climb_ladder.h"
#include "jium/desk/doer.h"
#include "jium/desk/file_block_request.h"
#include "jium/desk/keep_block_lists.h"
#include "jium/desk/removal_ground.h"
#include "jium/desk/write_log.h"
#include "jium/store/block_requests.h"
#include "jium/store/directory.h"
#include "jium/store/footage_lives.h"
#include "jium/store/quotas.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using removal::BlockRequest;
using removal::BlockRequestId;
using removal::BlockVote;

constexpr const char* kNone = "no such block request";

Result<QueuedBlockRequest> queued(store::Transaction& tx, const Actor& actor, BlockRequest request) {
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  JIUM_TRY(const auto site, store::load_site(tx, request.organisation, sighting.site));
  JIUM_TRY(const auto file, store::load_file(tx, request.organisation, sighting.footage));
  JIUM_TRY(const auto votes, store::votes_of(tx, request.id));
  QueuedBlockRequest shown;
  shown.place = sighting.address.folded();
  shown.site_kind = site.kind;
  shown.kind = file.stored.footage.kind;
  shown.decided = file.life.decision.has_value();
  if (file.life.proposed) shown.legal_class = file.life.proposed;
  if (shown.decided) shown.legal_class = file.life.decision->legal_class;
  shown.last_seen = sighting.last_seen;
  shown.votes = static_cast<int>(votes.size());
  const std::string who = voter_of(actor).who;
  shown.voted = std::ranges::any_of(votes, [&](const BlockVote& vote) { return vote.voter.who == who; });
  shown.request = std::move(request);
  return shown;
}

// Whether the survivor's case and the footage still stand behind what waits for a decision, and there is
// still something there.
Result<bool> stands(store::Transaction& tx, const BlockRequest& request) {
  const auto ground = removal_ground(tx, request.organisation, request.sighting);
  if (ground) return true;
  const FaultKind kind = ground.fault().kind;
  return kind == FaultKind::conflict || kind == FaultKind::missing ? Result<bool>(false) : ground.fault();
}

// What was reached is told to whoever asked, and to the committee's own programs; the ladder notes it.
Result<void> put_into_effect(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             const BlockRequest& request) {
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(keep_block_lists(desk, tx, request));
  std::string note(to_text(request.state));
  if (request.measure) note += ": " + std::string(to_text(*request.measure));
  JIUM_CHECK(write_history(desk, tx, request.the_case, name_before(request.organisation, actor),
                           casework::Event::block_request_changed, request.id.text(), std::move(note)));
  JIUM_CHECK(tell_committees(desk, tx, request));
  return tx.for_organisation(request.organisation,
                             [&] { return climb_ladder_of(desk, tx, request.sighting); });
}

Result<CountedBlockVote> vote_on(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 const VoteOnBlockRequest& ask) {
  CountedBlockVote counted{.request = ask.request,
                           .counted = false,
                           .refusal = {},
                           .votes = 0,
                           .needed = std::max(desk.reviewers, registry::kLeastReviewers)};
  auto request = store::load_block_request(tx, ask.request);
  // A draft is the asking centre's alone: for the committee there is none.
  bool unknown = (!request && request.fault().kind == FaultKind::missing) ||
                 (request && request->state == removal::BlockState::drafted);
  if (request && request->state == removal::BlockState::filed) {
    JIUM_TRY(const bool ground, stands(tx, *request));
    unknown = !ground;
  }
  if (unknown) {
    counted.refusal = kNone;
    return counted;
  }
  if (!request) return Fault(std::move(request).fault());
  JIUM_TRY(auto cast, store::votes_of(tx, ask.request));
  const BlockVote vote{voter_of(actor), ask.verdict, desk.clock.now()};
  const auto may = removal::may_vote(*request, cast, vote);
  counted.state = request->state;
  if (!may) {
    counted.refusal = may.fault().what;
    return counted;
  }
  JIUM_CHECK(store::insert(tx, ask.request, vote));
  JIUM_CHECK(write_log(desk, tx, actor, audit::Act::block_request_decided, ask.request));
  cast.push_back(vote);
  const auto reached = removal::settle(*request, cast, desk.reviewers, desk.clock.now());
  counted.counted = true;
  counted.state = request->state;
  counted.votes = static_cast<int>(
      std::ranges::count_if(cast, [&](const BlockVote& one) { return one.verdict == ask.verdict; }));
  if (reached) JIUM_CHECK(put_into_effect(desk, tx, actor, *request));
  return counted;
}

std::string quota_words(const Desk& desk, Instant now) {
  return "today's " + std::to_string(desk.reveals.per_day) +
         " addresses have been shown: the count begins anew at " + casework::next_korean_day(now) +
         ". A place can be decided about by its kind, its class and its folded address; if yours cannot, ask "
         "your "
         "committee's administrator, who can have access.reveals_per_day raised where jium runs";
}

}  // namespace

Result<std::vector<QueuedBlockRequest>> block_queue(const Desk&, store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(auto requests, store::filed_block_requests(tx, kBlockQueue));
  std::vector<QueuedBlockRequest> queue;
  for (BlockRequest& request : requests) {
    JIUM_TRY(const bool ground, stands(tx, request));
    if (!ground) continue;
    auto shown = queued(tx, actor, std::move(request));
    if (!shown && shown.fault().kind == FaultKind::missing) continue;  // forgotten
    if (!shown) return Fault(std::move(shown).fault());
    queue.push_back(*std::move(shown));
  }
  return queue;
}

Result<std::vector<CountedBlockVote>> decide_block_requests(const Desk& desk, store::Transaction& tx,
                                                            const Actor& actor,
                                                            const std::vector<VoteOnBlockRequest>& votes) {
  if (votes.empty() || votes.size() > kBlockVotes)
    return fault(FaultKind::malformed, "1 to 500 block requests at once");
  std::set<BlockRequestId> seen;
  std::vector<CountedBlockVote> counted;
  for (const VoteOnBlockRequest& one : votes) {
    if (!seen.insert(one.request).second)
      return fault(FaultKind::malformed, "the same block request stands there twice: " + one.request.text());
    JIUM_TRY(auto count, vote_on(desk, tx, actor, one));
    counted.push_back(std::move(count));
  }
  return counted;
}

Result<RevealedAddress> reveal_blocked_address(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                               BlockRequestId id) {
  JIUM_TRY(const auto request, store::load_block_request(tx, id));
  if (request.state == removal::BlockState::drafted || request.state == removal::BlockState::lifted)
    return fault(FaultKind::missing, kNone);
  JIUM_TRY(const bool ground, stands(tx, request));
  if (!ground) return fault(FaultKind::missing, kNone);
  JIUM_TRY(auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  const Instant now = desk.clock.now();
  JIUM_TRY(const bool counted, store::count_reveal(tx, actor.organisation, actor.text(),
                                                   casework::korean_day(now), desk.reveals.per_day));
  if (!counted) {
    JIUM_CHECK(write_log(desk, tx, actor, audit::Act::address_revealed, id, audit::Outcome::refused));
    return RevealedAddress{std::nullopt, quota_words(desk, now)};
  }
  JIUM_CHECK(store::insert(tx, casework::Reveal{.id = casework::RevealId::random(),
                                                .organisation = request.organisation,
                                                .the_case = request.the_case,
                                                .sighting = request.sighting,
                                                .task = casework::RevealTask::committee_review,
                                                .actor = name_before(request.organisation, actor),
                                                .at = now}));
  JIUM_CHECK(write_history(desk, tx, request.the_case, name_before(request.organisation, actor),
                           casework::Event::address_revealed, request.sighting.text(),
                           std::string(to_text(casework::RevealTask::committee_review))));
  return RevealedAddress{std::move(sighting.address), {}};
}

}  // namespace jium::desk
