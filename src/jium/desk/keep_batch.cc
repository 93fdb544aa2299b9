#include "jium/desk/keep_batch.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "jium/desk/choose_channel.h"
#include "jium/desk/climb_ladder.h"
#include "jium/desk/compose_letter.h"
#include "jium/desk/count_costs.h"
#include "jium/desk/reach.h"
#include "jium/desk/removal_ground.h"
#include "jium/desk/request_removal.h"
#include "jium/registry/mail_address.h"
#include "jium/store/cases.h"
#include "jium/store/costs.h"
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
using removal::RequestChannel;
using removal::RequestState;

constexpr int kMostListed = 100;

// What may come into a batch: a draft, or a sighting about which there is none.
struct Candidate {
  registry::SightingId sighting;
  std::optional<RemovalRequest> draft{};
};

// Who is asked: on the first rung whoever runs the site now, above it whom the ladder drafted the request to.
Result<std::optional<removal::OperatorId>> asked_party(store::Transaction& tx,
                                                       const registry::Sighting& sighting,
                                                       const std::optional<RemovalRequest>& draft) {
  if (draft && draft->rung != removal::Rung::site_operator) return std::optional(draft->site_operator);
  JIUM_TRY(const auto site, store::load_site(tx, sighting.organisation, sighting.site));
  return site.site_operator;
}

// Why a request about this sighting cannot be in a batch; nothing when it can.
Result<std::optional<LeftOutReason>> hindrance(store::Transaction& tx, const registry::Sighting& sighting,
                                               const std::optional<RemovalRequest>& draft) {
  using Found = std::optional<LeftOutReason>;
  if (sighting.state == registry::SightingState::gone) return Found(LeftOutReason::gone);
  JIUM_TRY(const auto footage, store::load_footage(tx, sighting.organisation, sighting.footage));
  if (!registry::may_match(footage.footage.state)) return Found(LeftOutReason::withdrawn);
  JIUM_TRY(const auto the_case, store::load_case(tx, sighting.organisation, footage.the_case));
  if (!casework::may_request_removal(the_case)) return Found(LeftOutReason::no_consent);
  JIUM_TRY(const auto party, asked_party(tx, sighting, draft));
  if (!party) return Found(LeftOutReason::no_operator);
  JIUM_TRY(const auto site_operator, store::load_operator(tx, sighting.organisation, *party));
  JIUM_TRY(const auto channel, choose_channel(tx, site_operator));
  const bool by_letter = channel == RequestChannel::letter;
  if (by_letter && !registry::is_mail_address(site_operator.mail)) return Found(LeftOutReason::no_mail);
  // Somebody would have to do each by hand: nothing that a batch could send.
  if (channel == RequestChannel::by_hand) return Found(LeftOutReason::no_mail);
  return Found();
}

// The candidate's draft as its letter would be addressed now; where there is none, it is made.
Result<std::optional<RemovalRequest>> draft_for(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                const registry::Sighting& sighting, Candidate candidate,
                                                std::optional<LeftOutReason>& why) {
  using Found = std::optional<RemovalRequest>;
  JIUM_TRY(why, hindrance(tx, sighting, candidate.draft));
  if (why) return Found();
  if (!candidate.draft) {
    JIUM_TRY(const auto out, store::request_about(tx, sighting.id));
    if (out) {
      why = LeftOutReason::asked_already;
      return Found();
    }
    auto drafted = request_removal(desk, tx, actor, sighting.id);
    if (drafted) return Found(*std::move(drafted));
    if (drafted.fault().kind != FaultKind::conflict) return Fault(std::move(drafted).fault());
    why = LeftOutReason::incomplete;
    return Found();
  }
  const auto addressed = address_to_operator(desk, tx, sighting, *candidate.draft);
  if (!addressed && addressed.fault().kind != FaultKind::conflict) return Fault(addressed.fault());
  if (!addressed) {
    why = LeftOutReason::incomplete;
    return Found();
  }
  JIUM_CHECK(store::update(tx, *candidate.draft));
  return std::move(candidate.draft);
}

Result<std::vector<BatchGroup>> groups_of(const Desk& desk, store::Transaction& tx,
                                          const std::vector<RemovalRequest>& requests) {
  using Key = std::tuple<RequestChannel, removal::OperatorId, removal::Language, std::string,
                         casework::CaseId, removal::Rung, removal::LetterRole>;
  std::map<Key, std::vector<RemovalRequest>> sorted;
  for (const RemovalRequest& request : requests) {
    JIUM_TRY(const auto asks_for, letter_role(desk, tx, request));
    sorted[{request.channel, request.site_operator, request.language, request.rule, request.the_case,
            request.rung, asks_for}]
        .push_back(request);
  }
  std::vector<BatchGroup> groups;
  for (auto& [key, of_key] : sorted) {
    for (std::size_t from = 0; from < of_key.size(); from += report::kMostItemsInLetter) {
      const std::size_t to = std::min(of_key.size(), from + report::kMostItemsInLetter);
      BatchGroup group{std::get<0>(key), std::get<1>(key), std::get<2>(key),
                       std::get<3>(key), std::get<4>(key), {}};
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
// them. How many requests stay.
Result<std::size_t> leave_out_incomplete(const Desk& desk, store::Transaction& tx, removal::BatchId batch,
                                         const std::vector<RemovalRequest>& requests) {
  std::size_t kept = 0;
  JIUM_TRY(const auto groups, groups_of(desk, tx, requests));
  for (const BatchGroup& group : groups) {
    if (group.channel != RequestChannel::letter) {
      kept += group.requests.size();
      continue;
    }
    const auto letter = compose_letter(desk, tx, group.requests, reference_of(group, removal::LetterId(1)));
    if (letter) {
      kept += group.requests.size();
      continue;
    }
    if (letter.fault().kind != FaultKind::conflict) return Fault(letter.fault());
    for (const RemovalRequest& request : group.requests) {
      JIUM_CHECK(store::take_out_of_batch(tx, batch, request.id));
      JIUM_CHECK(store::note_left_out(tx, batch, {request.sighting, LeftOutReason::incomplete}));
    }
  }
  return kept;
}

// What may come into a batch, a page at a time, so that however many are stuck before them the others come to
// their turn; an empty page is the last.
using NextPage = std::function<Result<std::vector<Candidate>>()>;

// Everything within reach that is due: the drafts of every rung, then what nobody was ever asked about.
NextPage everything_due(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  struct Standing {
    store::ListPage drafts, unasked;
  };
  const store::ListPage first{{}, store::kLongestPage, actor.person, desk.clock.now()};
  const auto standing = std::make_shared<Standing>(Standing{first, first});
  return [&tx, actor, standing]() -> Result<std::vector<Candidate>> {
    std::vector<Candidate> candidates;
    JIUM_TRY(auto drafts, store::drafts_of(tx, actor.organisation, standing->drafts));
    if (!drafts.empty()) standing->drafts.after = store::place_of(drafts.back().drafted_at, drafts.back().id);
    for (auto& draft : drafts) candidates.push_back({draft.sighting, std::move(draft)});
    if (!candidates.empty()) return candidates;
    JIUM_TRY(const auto unasked, store::unasked_sightings(tx, actor.organisation, standing->unasked));
    if (!unasked.empty())
      standing->unasked.after = store::place_of(unasked.back().first_seen, unasked.back().sighting);
    for (const auto& one : unasked) candidates.push_back({one.sighting});
    return candidates;
  };
}

// The drafts about the sightings that were named, and those of them that have none.
Result<std::vector<Candidate>> those_named(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const std::vector<registry::SightingId>& sightings) {
  std::vector<Candidate> candidates;
  std::set<registry::SightingId> seen;
  for (const registry::SightingId id : sightings) {
    if (!seen.insert(id).second) continue;
    JIUM_CHECK(reach_sighting(desk, tx, actor, id));
    JIUM_TRY(auto requests, store::requests_about(tx, id));
    std::erase_if(requests, [](const RemovalRequest& one) { return one.state != RequestState::drafted; });
    if (requests.empty()) candidates.push_back({id});
    for (auto& request : requests) candidates.push_back({id, std::move(request)});
  }
  return candidates;
}

// Takes a candidate in, or notes why not.
Result<std::optional<RemovalRequest>> take_in(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              removal::BatchId batch, Candidate candidate) {
  const registry::SightingId id = candidate.sighting;
  JIUM_TRY(const auto reached, reach_sighting(desk, tx, actor, id));
  std::optional<LeftOutReason> why;
  JIUM_TRY(auto request, draft_for(desk, tx, actor, reached.sighting, std::move(candidate), why));
  if (request) {
    JIUM_TRY(const bool added, store::add_to_batch(tx, batch, request->id));
    if (!added) why = LeftOutReason::asked_already;
  }
  if (!why) return request;
  JIUM_CHECK(store::note_left_out(tx, batch, {id, *why}));
  return std::optional<RemovalRequest>();
}

// As many as fit, after whatever cannot be asked for is left out: else those that are stuck, and they are the
// oldest, would stand in the way of all others for good. True when there are more.
Result<bool> fill(const Desk& desk, store::Transaction& tx, const Actor& actor, removal::BatchId batch,
                  const NextPage& next_page) {
  std::size_t next = 0, kept = 0;
  JIUM_TRY(auto candidates, next_page());
  while (!candidates.empty() && kept < removal::kMostInBatch) {
    std::vector<RemovalRequest> taken;
    while (next < candidates.size() && kept + taken.size() < removal::kMostInBatch) {
      JIUM_TRY(auto request, take_in(desk, tx, actor, batch, std::move(candidates[next++])));
      if (request) taken.push_back(*std::move(request));
    }
    JIUM_TRY(const std::size_t stay, leave_out_incomplete(desk, tx, batch, taken));
    kept += stay;
    if (next < candidates.size()) continue;
    JIUM_TRY(candidates, next_page());
    next = 0;
  }
  return !candidates.empty();
}

NextPage only(std::vector<Candidate> candidates) {
  const auto left = std::make_shared<std::vector<Candidate>>(std::move(candidates));
  return [left]() -> Result<std::vector<Candidate>> { return std::exchange(*left, {}); };
}

Result<BatchView> view_of(const Desk& desk, store::Transaction& tx, removal::Batch batch) {
  BatchView view;
  view.batch = std::move(batch);
  JIUM_TRY(const auto requests, store::requests_of_batch(tx, view.batch.id));
  JIUM_TRY(view.groups, groups_of(desk, tx, requests));
  JIUM_TRY(view.left_out, store::left_out_of(tx, view.batch.id));
  JIUM_TRY(view.letters, store::count_letters(tx, view.batch.id));
  return view;
}

Result<BatchView> reach_batch(const Desk& desk, store::Transaction& tx, const Actor& actor,
                              removal::BatchId id) {
  JIUM_TRY(auto batch, store::load_batch(tx, actor.organisation, id));
  JIUM_TRY(auto view, view_of(desk, tx, std::move(batch)));
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
    JIUM_TRY(const auto why, hindrance(tx, sighting, request));
    if (!why) {
      kept.push_back(request);
      continue;
    }
    JIUM_CHECK(store::take_out_of_batch(tx, batch, request.id));
    JIUM_CHECK(store::note_left_out(tx, batch, {request.sighting, *why}));
  }
  return kept;
}

// `preparation`: what the officer's work on it is counted as; the whole of a batch is prepared once, and is
// counted at its first request, which is charged no more for it than if it had been asked alone.
Result<void> write_group(const Desk& desk, store::Transaction& tx, const removal::Batch& batch,
                         BatchGroup group, removal::CostKind preparation) {
  JIUM_TRY(group.requests, still_grounded(tx, batch.id, group.requests));
  if (group.requests.empty()) return {};
  const auto id = removal::LetterId::random();
  auto letter = compose_letter(desk, tx, group.requests, reference_of(group, id));
  if (!letter && letter.fault().kind == FaultKind::conflict) {
    JIUM_CHECK(leave_out_incomplete(desk, tx, batch.id, group.requests));
    return {};
  }
  if (!letter) return Fault(std::move(letter).fault());
  store::StoredLetter stored{id, group.requests.front().id, *std::move(letter), {}, desk.clock.now(), {}};
  for (RemovalRequest& request : group.requests) {
    JIUM_CHECK(removal::confirm(request, desk.clock.now()));
    JIUM_CHECK(store::update(tx, request));
    JIUM_CHECK(note_cost(desk, tx, *batch.confirmed_by, request,
                         std::exchange(preparation, removal::CostKind::item_in_batch)));
    JIUM_CHECK(write_history(desk, tx, request.the_case, *batch.confirmed_by, Event::request_confirmed,
                             request.id.text()));
    if (request.id != stored.request) stored.others.push_back(request.id);
  }
  JIUM_CHECK(store::insert(tx, stored));
  return store::schedule(tx, store::JobKind::send_letter, id.value(), *batch.leaves_at);
}

// What goes by a form, an API or an inbox, each by itself, once nobody can undo it any more.
Result<void> send_group(const Desk& desk, store::Transaction& tx, const removal::Batch& batch,
                        const BatchGroup& group, removal::CostKind preparation) {
  JIUM_TRY(const auto requests, still_grounded(tx, batch.id, group.requests));
  for (RemovalRequest request : requests) {
    JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
    JIUM_CHECK(address_to_operator(desk, tx, sighting, request));
    if (request.channel != group.channel) {
      JIUM_CHECK(store::take_out_of_batch(tx, batch.id, request.id));
      JIUM_CHECK(store::note_left_out(tx, batch.id, {request.sighting, LeftOutReason::incomplete}));
      continue;
    }
    JIUM_CHECK(removal::confirm(request, desk.clock.now()));
    JIUM_CHECK(store::update(tx, request));
    JIUM_CHECK(note_cost(desk, tx, *batch.confirmed_by, request,
                         std::exchange(preparation, removal::CostKind::item_in_batch)));
    JIUM_CHECK(write_history(desk, tx, request.the_case, *batch.confirmed_by, Event::request_confirmed,
                             request.id.text()));
    // In nobody's name: only a task for an officer would need one.
    JIUM_CHECK(send_by_channel(desk, tx, Actor{}, request));
    JIUM_CHECK(climb_ladder_of(desk, tx, request.sighting));
  }
  return {};
}

// Those that went another way than by letter.
int count_sent(const BatchView& view) {
  int sent = 0;
  for (const BatchGroup& group : view.groups) {
    if (group.channel == RequestChannel::letter) continue;
    sent += static_cast<int>(std::ranges::count_if(
        group.requests, [](const auto& one) { return one.state != RequestState::drafted; }));
  }
  return sent;
}

}  // namespace

Result<BatchView> prepare_batch(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                const PrepareBatch& ask) {
  if (ask.everything_due != ask.sightings.empty())
    return fault(FaultKind::malformed, "name the sightings, or say that it is everything that is due");
  if (ask.sightings.size() > removal::kMostInBatch)
    return fault(
        FaultKind::malformed,
        "a batch is about 1,000 sightings at most: name fewer, or prepare everything that is due and "
        "again once it is confirmed");
  NextPage next_page = everything_due(desk, tx, actor);
  if (!ask.everything_due) {
    JIUM_TRY(auto named, those_named(desk, tx, actor, ask.sightings));
    next_page = only(std::move(named));
  }
  removal::Batch batch;
  batch.id = removal::BatchId::random();
  batch.organisation = actor.organisation;
  batch.prepared_by = actor.text();
  batch.prepared_at = desk.clock.now();
  JIUM_CHECK(store::insert(tx, batch));
  JIUM_TRY(const bool more, fill(desk, tx, actor, batch.id, next_page));
  JIUM_TRY(auto view, view_of(desk, tx, std::move(batch)));
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
    if (group.channel != RequestChannel::letter) continue;
    JIUM_TRY(auto letter, compose_letter(desk, tx, group.requests, reference_of(group, removal::LetterId(1)),
                                         /*folded=*/true));
    letters.push_back(std::move(letter));
  }
  return letters;
}

Result<RevealedLetter> reveal_letter(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     removal::BatchId id, int number, casework::RevealTask task) {
  JIUM_TRY(const auto view, reach_batch(desk, tx, actor, id));
  if (number < 1 || static_cast<std::size_t>(number) > view.groups.size())
    return fault(FaultKind::missing, "the batch has no letter of that number");
  const BatchGroup& group = view.groups[static_cast<std::size_t>(number) - 1];
  if (group.channel != RequestChannel::letter)
    return fault(FaultKind::conflict, "this group goes by " + std::string(to_text(group.channel)) +
                                          ", not by letter: see `jium form dry-run`");
  JIUM_CHECK(reach_case(desk, tx, actor, group.the_case));
  JIUM_TRY(auto written, store::letter_of(tx, group.requests.front().id));
  std::vector<RemovalRequest> about = group.requests;
  if (written) {
    JIUM_TRY(about, requests_of_letter(tx, *written));
  }
  JIUM_TRY(auto refused, refusal_of_letter(desk, tx, actor, about, task, id));
  if (refused) return RevealedLetter{std::nullopt, *std::move(refused)};
  if (written) return RevealedLetter{std::move(written->letter), {}};
  JIUM_TRY(auto letter, compose_letter(desk, tx, group.requests, reference_of(group, removal::LetterId(1))));
  return RevealedLetter{std::move(letter), {}};
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
  JIUM_CHECK(removal::undo(view.batch, view.letters.begun + count_sent(view), desk.clock.now()));
  JIUM_CHECK(store::update(tx, view.batch));
  JIUM_CHECK(store::delete_letters_of(tx, id));
  for (const BatchGroup& group : view.groups) {
    for (RemovalRequest request : group.requests) {
      if (request.state != RequestState::confirmed) continue;
      JIUM_CHECK(removal::take_back(request));
      JIUM_CHECK(store::update(tx, request));
      JIUM_CHECK(store::uncount_confirmation(tx, request.id, view.batch.confirmed_by.value_or(""),
                                             view.batch.confirmed_at.value_or(desk.clock.now())));
      JIUM_CHECK(write_history(desk, tx, request.the_case, actor.text(), Event::request_taken_back,
                               request.id.text()));
      JIUM_CHECK(climb_ladder_of(desk, tx, request.sighting));
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
  const std::size_t written =
      std::erase_if(requests, [](const RemovalRequest& one) { return one.state != RequestState::drafted; });
  JIUM_TRY(const auto groups, groups_of(desk, tx, requests));
  if (groups.empty()) return false;
  const BatchGroup& next = groups.front();
  // What is prepared once for all of them is charged once.
  const auto preparation =
      written == 0 ? removal::CostKind::request_prepared : removal::CostKind::item_in_batch;
  if (next.channel == RequestChannel::letter) {
    JIUM_CHECK(write_group(desk, tx, batch, next, preparation));
    return true;
  }
  // Letters come first: the rest goes another way, and waits for the end of the window.
  if (desk.clock.now() < *batch.leaves_at) {
    JIUM_CHECK(store::schedule(tx, store::JobKind::write_batch, id.value(), *batch.leaves_at));
    return false;
  }
  JIUM_CHECK(send_group(desk, tx, batch, next, preparation));
  return true;
}

}  // namespace jium::desk
