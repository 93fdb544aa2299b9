#include "jium/desk/merge_operators.h"

#include <algorithm>

#include "jium/store/directory.h"
#include "jium/store/operator_merges.h"

namespace jium::desk {
namespace {

using removal::Party;
using removal::SiteOperator;

constexpr Party kParties[] = {Party::site_operator, Party::owner, Party::host, Party::cdn, Party::registrar};

Result<std::vector<store::MovedParty>> move_parties(store::Transaction& tx, const SiteOperator& from,
                                                    removal::OperatorId to) {
  std::vector<store::MovedParty> moved;
  JIUM_TRY(auto sites, store::sites_of(tx, from.organisation));
  for (removal::Site& site : sites) {
    const std::size_t before = moved.size();
    for (const Party party : kParties) {
      auto& place = removal::party_of(site, party);
      if (place != from.id) continue;
      place = to;
      moved.push_back({site.id, party});
    }
    if (moved.size() > before) JIUM_CHECK(store::update(tx, site));
  }
  return moved;
}

std::vector<std::string> join_channels(SiteOperator& kept, const SiteOperator& merged) {
  std::vector<std::string> added;
  for (const removal::Channel& channel : merged.channels) {
    const bool known = std::ranges::any_of(kept.channels, [&](const removal::Channel& one) {
      return one.kind == channel.kind && one.address == channel.address;
    });
    if (known) continue;
    kept.channels.push_back(channel);
    added.push_back(channel.address.reveal());
  }
  removal::settle_channels(kept);
  return added;
}

}  // namespace

Result<SiteOperator> merge_operators(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     const MergeOperators& ask) {
  JIUM_TRY(auto merged, store::load_operator(tx, actor.organisation, ask.merged));
  JIUM_TRY(auto kept, store::load_operator(tx, actor.organisation, ask.kept));
  if (merged.id == kept.id) return fault(FaultKind::conflict, "these are one operator already");
  if (merged.merged_into || kept.merged_into)
    return fault(FaultKind::conflict, "one of the two was merged into another before");
  store::OperatorMerge merge;
  merge.merged = merged.id;
  merge.kept = kept.id;
  merge.organisation = actor.organisation;
  merge.actor = actor.text();
  merge.at = desk.clock.now();
  JIUM_TRY(const auto draft, store::draft_in_the_way(tx, actor.organisation, merged.id, kept.id));
  if (draft) {
    return fault(FaultKind::conflict,
                 "the two were to be asked about the same place, and " + draft->text() +
                     " has not gone out: once they are one, it would be asked twice. Pass over that step "
                     "(`jium ladder skip`), or confirm the request if it is meant, then merge");
  }
  merge.channels = join_channels(kept, merged);
  JIUM_CHECK(removal::check(kept));
  JIUM_CHECK(store::update(tx, kept));
  JIUM_TRY(merge.requests, store::move_requests(tx, actor.organisation, merged.id, kept.id));
  JIUM_TRY(merge.contacts, store::move_contacts(tx, actor.organisation, merged.id, kept.id));
  JIUM_TRY(merge.recipes, store::move_recipes(tx, actor.organisation, merged.id, kept.id));
  JIUM_TRY(merge.links, store::move_links(tx, actor.organisation, merged.id, kept.id));
  JIUM_TRY(merge.parties, move_parties(tx, merged, kept.id));
  merged.merged_into = kept.id;
  JIUM_CHECK(store::update(tx, merged));
  JIUM_CHECK(store::insert(tx, merge));
  return kept;
}

Result<SiteOperator> undo_merge(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                removal::OperatorId id) {
  JIUM_TRY(auto merged, store::load_operator(tx, actor.organisation, id));
  if (!merged.merged_into) return fault(FaultKind::conflict, "this operator was not merged into another");
  JIUM_TRY(const auto merge, store::load_merge(tx, actor.organisation, id));
  const Instant now = desk.clock.now();
  if (now > merge.at + kMergeUndone)
    return fault(FaultKind::conflict, "a merge can be taken back for a week, and that has passed");
  for (const auto request : merge.requests)
    JIUM_CHECK(store::move_request(tx, actor.organisation, request, merge.kept, merge.merged));
  for (const auto contact : merge.contacts)
    JIUM_CHECK(store::move_contact(tx, actor.organisation, contact, merge.kept, merge.merged));
  for (const auto recipe : merge.recipes)
    JIUM_CHECK(store::move_recipe(tx, actor.organisation, recipe, merge.kept, merge.merged));
  for (const auto link : merge.links)
    JIUM_CHECK(store::move_link(tx, actor.organisation, link, merge.kept, merge.merged));
  for (const auto& [site_id, party] : merge.parties) {
    JIUM_TRY(auto site, store::load_site(tx, actor.organisation, site_id));
    auto& place = removal::party_of(site, party);
    if (place != merge.kept) continue;
    place = merge.merged;
    JIUM_CHECK(store::update(tx, site));
  }
  JIUM_TRY(auto kept, store::load_operator(tx, actor.organisation, merge.kept));
  if (kept.channels.size() > merge.channels.size()) {
    std::erase_if(kept.channels, [&](const removal::Channel& channel) {
      return std::ranges::find(merge.channels, channel.address.reveal()) != merge.channels.end();
    });
    kept.mail.clear();
    removal::settle_channels(kept);
    JIUM_CHECK(store::update(tx, kept));
  }
  merged.merged_into.reset();
  JIUM_CHECK(store::update(tx, merged));
  JIUM_CHECK(store::note_undone(tx, merge, now));
  return merged;
}

}  // namespace jium::desk
