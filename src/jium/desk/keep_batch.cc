#include "jium/desk/keep_batch.h"

#include <map>
#include <set>
#include <tuple>

#include "jium/desk/choose_channel.h"
#include "jium/desk/compose_letter.h"
#include "jium/desk/count_costs.h"
#include "jium/desk/reach.h"
#include "jium/desk/removal_ground.h"
#include "jium/desk/request_removal.h"
#include "jium/registry/mail_address.h"
#include "jium/store/cases.h"
#include "jium/store/directory.h"
#include "jium/store/footages.h"
#include "jium/store/jobs.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::LeftOutReason;
using removal::RemovalRequest;
using removal::RequestState;

constexpr int kMostListed = 100;

// Why a request about this sighting cannot be in a batch; nothing when it can.
Result<std::optional<LeftOutReason>> hindrance(store::Transaction& tx, const registry::Sighting& sighting) {
  using Found = std::optional<LeftOutReason>;
  if (sighting.state == registry::SightingState::gone) return Found(LeftOutReason::gone);
  JIUM_TRY(const auto footage, store::load_footage(tx, sighting.organisation, sighting.footage));
  if (!registry::may_match(footage.footage.state)) return Found(LeftOutReason::withdrawn);
  JIUM_TRY(const auto the_case, store::load_case(tx, sighting.organisation, footage.the_case));
  if (!casework::may_request_removal(the_case)) return Found(LeftOutReason::no_consent);
  JIUM_TRY(const auto site, store::load_site(tx, sighting.organisation, sighting.site));
  if (!site.site_operator) return Found(LeftOutReason::no_operator);
  JIUM_TRY(const auto site_operator, store::load_operator(tx, sighting.organisation, *site.site_operator));
  if (!registry::is_mail_address(site_operator.mail)) return Found(LeftOutReason::no_mail);
  // A batch is of letters: who is asked by a form or in an inbox is confirmed one by one.
  JIUM_TRY(const auto channel, choose_channel(tx, site_operator));
  if (channel != removal::RequestChannel::letter) return Found(LeftOutReason::no_mail);
  return Found();
}

// The draft about a sighting, made now where there is none.
Result<std::optional<RemovalRequest>> draft_for(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                const registry::Sighting& sighting,
                                                std::optional<LeftOutReason>& why) {
  using Found = std::optional<RemovalRequest>;
  JIUM_TRY(why, hindrance(tx, sighting));
  if (why) return Found();
  JIUM_TRY(auto existing, store::request_about(tx, sighting.id));
  if (existing && existing->state != RequestState::drafted) {
    why = LeftOutReason::asked_already;
    return Found();
  }
  if (!existing) {
    auto drafted = request_removal(desk, tx, actor, sighting.id);
    if (drafted) return Found(*std::move(drafted));
    if (drafted.fault().kind != FaultKind::conflict) return Fault(std::move(drafted).fault());
    why = LeftOutReason::incomplete;
    return Found();
  }
  // As its letter would be addressed now.
  const auto addressed = address_to_operator(desk, tx, sighting, *existing);
  if (!addressed && addressed.fault().kind != FaultKind::conflict) return Fault(addressed.fault());
  if (!addressed) {
    why = LeftOutReason::incomplete;
    return Found();
  }
  JIUM_CHECK(store::update(tx, *existing));
  return existing;
}

std::vector<BatchGroup> groups_of(const std::vector<RemovalRequest>& requests) {
  using Key =
      std::tuple<removal::OperatorId, removal::Language, std::string, casework::CaseId, removal::Rung>;
  std::map<Key, std::vector<RemovalRequest>> sorted;
  for (const RemovalRequest& request : requests)
    sorted[{request.site_operator, request.language, request.rule, request.the_case, request.rung}].push_back(
        request);
  std::vector<BatchGroup> groups;
  for (auto& [key, of_key] : sorted) {
    for (std::size_t from = 0; from < of_key.size(); from += report::kMostItemsInLetter) {
      const std::size_t to = std::min(of_key.size(), from + report::kMostItemsInLetter);
      BatchGroup group{std::get<0>(key), std::get<1>(key), std::get<2>(key), std::get<3>(key), {}};
      group.requests.assign(of_key.begin() + static_cast<std::ptrdiff_t>(from),
                            of_key.begin() + static_cast<std::ptrdiff_t>(to));
      groups.push_back(std::move(group));
    }
  }
  return groups;
}

std::string reference_of(const BatchGroup& group, removal::LetterId id) {
  return group.requests.size() == 1 ? group.requests.front().id.text() : id.text();
}

// Groups whose letter would be no valid notice are left out as a whole: what lacks is the same for all of
// them.
Result<void> leave_out_incomplete(const Desk& desk, store::Transaction& tx, removal::BatchId batch,
                                  const std::vector<RemovalRequest>& requests) {
  for (const BatchGroup& group : groups_of(requests)) {
    const auto letter = compose_letter(desk, tx, group.requests, reference_of(group, removal::LetterId(1)));
    if (letter) continue;
    if (letter.fault().kind != FaultKind::conflict) return Fault(letter.fault());
    for (const RemovalRequest& request : group.requests) {
      JIUM_CHECK(store::take_out_of_batch(tx, batch, request.id));
      JIUM_CHECK(store::note_left_out(tx, batch, {request.sighting, LeftOutReason::incomplete}));
    }
  }
  return {};
}

// Sightings within reach that are due, with those that have a draft already; one more than fits, if there
// are.
Result<std::vector<registry::SightingId>> due_sightings(const Desk& desk, store::Transaction& tx,
                                                        const Actor& actor) {
  // Many more are asked for than fit: what others work on is among them.
  constexpr int kMostLookedAt = 20'000;
  JIUM_TRY(const auto reach, Reach::of(desk, tx, actor));
  JIUM_TRY(auto drafts, store::drafts_of(tx, actor.organisation, kMostLookedAt));
  reach.narrow(drafts, [](const RemovalRequest& one) { return one.the_case; });
  JIUM_TRY(auto unasked, store::unasked_sightings(tx, actor.organisation, kMostLookedAt));
  reach.narrow(unasked, [](const store::UnaskedSighting& one) { return one.the_case; });
  std::vector<registry::SightingId> ids;
  for (const auto& draft : drafts) ids.push_back(draft.sighting);
  for (const auto& one : unasked) ids.push_back(one.sighting);
  return ids;
}

Result<BatchView> view_of(store::Transaction& tx, removal::Batch batch) {
  BatchView view;
  view.batch = std::move(batch);
  JIUM_TRY(const auto requests, store::requests_of_batch(tx, view.batch.id));
  view.groups = groups_of(requests);
  JIUM_TRY(view.left_out, store::left_out_of(tx, view.batch.id));
  JIUM_TRY(view.letters, store::count_letters(tx, view.batch.id));
  return view;
}

Result<BatchView> reach_batch(const Desk& desk, store::Transaction& tx, const Actor& actor,
                              removal::BatchId id) {
  JIUM_TRY(auto batch, store::load_batch(tx, actor.organisation, id));
  JIUM_TRY(auto view, view_of(tx, std::move(batch)));
  JIUM_TRY(const auto reach, Reach::of(desk, tx, actor));
  for (const BatchGroup& group : view.groups) {
    if (!reach.has(group.the_case)) return fault(FaultKind::missing, "no such batch");
  }
  // Nothing is left of it that says whose work it is: then it is shown to who prepared it.
  if (view.groups.empty() && actor.person && view.batch.prepared_by != actor.text())
    return fault(FaultKind::missing, "no such batch");
  return view;
}

Result<Duration> window_for(store::Transaction& tx, const Actor& actor, std::optional<Duration> asked) {
  if (asked) return *asked;
  if (actor.person) {
    JIUM_TRY(const auto own, store::undo_window_of(tx, *actor.person));
    if (own) return *own;
  }
  JIUM_TRY(const auto settings, store::letter_settings(tx, actor.organisation));
  return settings.undo_window;
}

// What has lost its ground since the officer confirmed is left out; the rest of the group goes on.
Result<std::vector<RemovalRequest>> still_grounded(store::Transaction& tx, removal::BatchId batch,
                                                   const std::vector<RemovalRequest>& requests) {
  std::vector<RemovalRequest> kept;
  for (const RemovalRequest& request : requests) {
    JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
    JIUM_TRY(const auto why, hindrance(tx, sighting));
    if (!why) {
      kept.push_back(request);
      continue;
    }
    JIUM_CHECK(store::take_out_of_batch(tx, batch, request.id));
    JIUM_CHECK(store::note_left_out(tx, batch, {request.sighting, *why}));
  }
  return kept;
}

Result<void> write_group(const Desk& desk, store::Transaction& tx, const removal::Batch& batch,
                         BatchGroup group) {
  JIUM_TRY(group.requests, still_grounded(tx, batch.id, group.requests));
  if (group.requests.empty()) return {};
  const auto id = removal::LetterId::random();
  auto letter = compose_letter(desk, tx, group.requests, reference_of(group, id));
  if (!letter && letter.fault().kind == FaultKind::conflict)
    return leave_out_incomplete(desk, tx, batch.id, group.requests);
  if (!letter) return Fault(std::move(letter).fault());
  store::StoredLetter stored{id, group.requests.front().id, *std::move(letter), {}, desk.clock.now(), {}};
  for (RemovalRequest& request : group.requests) {
    JIUM_CHECK(removal::confirm(request, desk.clock.now()));
    JIUM_CHECK(store::update(tx, request));
    JIUM_CHECK(note_cost(desk, tx, *batch.confirmed_by, request, removal::CostKind::request_prepared));
    JIUM_CHECK(write_history(desk, tx, request.the_case, *batch.confirmed_by, Event::request_confirmed,
                             request.id.text()));
    if (request.id != stored.request) stored.others.push_back(request.id);
  }
  JIUM_CHECK(store::insert(tx, stored));
  return store::schedule(tx, store::JobKind::send_letter, id.value(), *batch.leaves_at);
}

}  // namespace

Result<BatchView> prepare_batch(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                const PrepareBatch& ask) {
  if (ask.everything_due != ask.sightings.empty())
    return fault(FaultKind::malformed, "name the sightings, or say that it is everything that is due");
  if (ask.sightings.size() > removal::kMostInBatch)
    return fault(FaultKind::malformed, "a batch is about 1,000 sightings at most: prepare several");
  std::vector<registry::SightingId> ids = ask.sightings;
  if (ask.everything_due) {
    JIUM_TRY(ids, due_sightings(desk, tx, actor));
  }
  const bool more = ids.size() > removal::kMostInBatch;
  if (more) ids.resize(removal::kMostInBatch);
  removal::Batch batch;
  batch.id = removal::BatchId::random();
  batch.organisation = actor.organisation;
  batch.prepared_by = actor.text();
  batch.prepared_at = desk.clock.now();
  JIUM_CHECK(store::insert(tx, batch));
  std::vector<RemovalRequest> requests;
  std::set<registry::SightingId> seen;
  for (const registry::SightingId id : ids) {
    if (!seen.insert(id).second) continue;
    JIUM_TRY(const auto reached, reach_sighting(desk, tx, actor, id));
    std::optional<LeftOutReason> why;
    JIUM_TRY(auto request, draft_for(desk, tx, actor, reached.sighting, why));
    if (why) JIUM_CHECK(store::note_left_out(tx, batch.id, {id, *why}));
    if (!request) continue;
    JIUM_TRY(const bool added, store::add_to_batch(tx, batch.id, request->id));
    if (added) {
      requests.push_back(*std::move(request));
    } else {
      JIUM_CHECK(store::note_left_out(tx, batch.id, {id, LeftOutReason::asked_already}));
    }
  }
  JIUM_CHECK(leave_out_incomplete(desk, tx, batch.id, requests));
  JIUM_TRY(auto view, view_of(tx, std::move(batch)));
  view.more = more;
  return view;
}

Result<BatchView> show_batch(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             removal::BatchId id) {
  return reach_batch(desk, tx, actor, id);
}

Result<std::vector<removal::Batch>> list_batches(const Desk&, store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(auto batches, store::batches_of(tx, actor.organisation, kMostListed));
  // A person sees those that they prepared or confirmed; a colleague's can be shown by its number.
  if (actor.person) {
    std::erase_if(batches, [&](const removal::Batch& one) {
      return one.prepared_by != actor.text() && one.confirmed_by != actor.text();
    });
  }
  return batches;
}

Result<std::vector<removal::Letter>> preview_letters(const Desk& desk, store::Transaction& tx,
                                                     const BatchView& view) {
  std::vector<removal::Letter> letters;
  for (const BatchGroup& group : view.groups) {
    JIUM_TRY(auto letter, compose_letter(desk, tx, group.requests, reference_of(group, removal::LetterId(1)),
                                         /*folded=*/true));
    letters.push_back(std::move(letter));
  }
  return letters;
}

Result<removal::Letter> reveal_letter(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                      removal::BatchId id, int number) {
  JIUM_TRY(const auto view, reach_batch(desk, tx, actor, id));
  if (number < 1 || static_cast<std::size_t>(number) > view.groups.size())
    return fault(FaultKind::missing, "the batch has no letter of that number");
  const BatchGroup& group = view.groups[static_cast<std::size_t>(number) - 1];
  JIUM_TRY(const auto written, store::letter_of(tx, group.requests.front().id));
  if (written) return written->letter;
  return compose_letter(desk, tx, group.requests, reference_of(group, removal::LetterId(1)));
}

Result<removal::Batch> confirm_batch(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     removal::BatchId id, std::optional<Duration> window) {
  JIUM_TRY(auto view, reach_batch(desk, tx, actor, id));
  JIUM_TRY(const Duration lasts, window_for(tx, actor, window));
  JIUM_CHECK(removal::confirm(view.batch, actor.text(), lasts, desk.clock.now()));
  if (view.groups.empty())
    return fault(FaultKind::conflict, "nothing is in this batch that could be asked for");
  JIUM_CHECK(store::update(tx, view.batch));
  JIUM_CHECK(store::schedule(tx, store::JobKind::write_batch, id.value(), desk.clock.now()));
  return view.batch;
}

Result<removal::Batch> undo_batch(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  removal::BatchId id) {
  JIUM_TRY(auto view, reach_batch(desk, tx, actor, id));
  JIUM_CHECK(removal::undo(view.batch, view.letters.begun, desk.clock.now()));
  JIUM_CHECK(store::update(tx, view.batch));
  JIUM_CHECK(store::delete_letters_of(tx, id));
  for (const BatchGroup& group : view.groups) {
    for (RemovalRequest request : group.requests) {
      if (request.state != RequestState::confirmed) continue;
      JIUM_CHECK(removal::take_back(request));
      JIUM_CHECK(store::update(tx, request));
      JIUM_CHECK(write_history(desk, tx, request.the_case, actor.text(), Event::request_taken_back,
                               request.id.text()));
    }
  }
  return view.batch;
}

Result<bool> write_batch(const Desk& desk, store::Transaction& tx, removal::BatchId id) {
  JIUM_TRY(const auto batch, store::load_batch(tx, id));
  if (batch.state != removal::BatchState::confirmed) return false;
  JIUM_TRY(auto requests, store::requests_of_batch(tx, id));
  // Those that a letter is written for are confirmed; one that an officer confirmed by itself has left the
  // batch.
  std::erase_if(requests, [](const RemovalRequest& one) { return one.state != RequestState::drafted; });
  const auto groups = groups_of(requests);
  if (groups.empty()) return false;
  JIUM_CHECK(write_group(desk, tx, batch, groups.front()));
  return true;
}

}  // namespace jium::desk
