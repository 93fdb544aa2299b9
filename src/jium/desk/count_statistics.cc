#include "jium/desk/count_statistics.h"

#include <algorithm>
#include <set>

#include "jium/desk/reach.h"
#include "jium/removal/response_record.h"
#include "jium/store/cases.h"
#include "jium/store/costs.h"
#include "jium/store/decoys.h"

namespace jium::desk {
namespace {

Result<report::StatisticsItem> item_of(const store::SentItem& sent, const std::string& home) {
  report::StatisticsItem item;
  item.site_kind = sent.site_kind;
  if (sent.ground) {
    JIUM_TRY(item.ground, parse_enum<report::SupportGround>("ground", *sent.ground));
  }
  if (sent.identity_data)
    item.identity_data = *sent.identity_data ? report::IdentityData::yes : report::IdentityData::no;
  if (sent.jurisdiction != "*") {
    item.where = sent.jurisdiction == home ? report::Whereabouts::domestic : report::Whereabouts::foreign;
  }
  if (sent.state == removal::RequestState::verified && sent.removed_at)
    item.hours = removal::hours_between(sent.sent_at, *sent.removed_at);
  item.gone_by_word = sent.state == removal::RequestState::gone_by_word;
  return item;
}

}  // namespace

Result<void> note_ground(const Desk& desk, store::Transaction& tx, const Actor& actor, casework::CaseId id,
                         report::SupportGround ground) {
  JIUM_CHECK(reach_case(desk, tx, actor, id));
  return store::keep_ground(tx, actor.organisation, id, to_text(ground));
}

Result<void> note_identity_leak(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                registry::SightingId id, bool identity_data) {
  JIUM_CHECK(reach_sighting(desk, tx, actor, id));
  return store::keep_leak(tx, actor.organisation, id, identity_data);
}

Result<report::Statistics> count_statistics(const Desk&, store::Transaction& tx, const Actor& actor,
                                            const AskStatistics& ask) {
  if (ask.to <= ask.from)
    return fault(FaultKind::malformed, "the time of the statistics ends after it begins");
  if (!removal::is_jurisdiction(ask.home))
    return fault(FaultKind::malformed, "a jurisdiction is two capital letters");
  JIUM_TRY(const auto decoys, store::decoys_of(tx, actor.organisation));
  const auto is_decoy = [&](casework::CaseId id) { return std::ranges::binary_search(decoys, id); };
  JIUM_TRY(const auto sent, store::items_sent(tx, actor.organisation, ask.from, ask.to));
  std::vector<report::StatisticsItem> items;
  std::set<casework::CaseId> supported;
  for (const store::SentItem& one : sent) {
    if (is_decoy(one.the_case)) continue;
    JIUM_TRY(items.emplace_back(), item_of(one, ask.home));
    supported.insert(one.the_case);
  }
  JIUM_TRY(const auto cases, store::cases_of(tx, actor.organisation));
  std::vector<report::StatisticsPerson> people;
  for (const casework::Case& one : cases) {
    const bool opened = one.opened_at >= ask.from && one.opened_at < ask.to;
    if (is_decoy(one.id) || (!opened && !supported.contains(one.id))) continue;
    people.push_back({one.age_band, one.harm_types});
  }
  return report::make_statistics(people, items);
}

}  // namespace jium::desk
