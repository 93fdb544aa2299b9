#include "jium/desk/count_jointly.h"

#include <algorithm>
#include <map>
#include <set>

#include "jium/desk/keep_series.h"
#include "jium/desk/reach.h"
#include "jium/desk/record_trace.h"
#include "jium/desk/write_log.h"
#include "jium/store/series.h"

namespace jium::desk {
namespace {

using casework::CaseId;
using linkage::DeletionRecord;
using linkage::GroupSeat;
using linkage::SeriesGroup;
using linkage::SeriesGroupId;
using registry::OrganisationId;

constexpr std::size_t kMostTokens = 4;

std::set<CaseId> cases_in(const SeriesGroup& group) {
  std::set<CaseId> cases;
  for (const GroupSeat& seat : group.seats) {
    if (seat.is_in()) cases.insert(seat.the_case);
  }
  return cases;
}

// A place is asked about when its first request leaves, by whomever it goes to.
struct Asked {
  std::vector<DeletionRecord> asked, verified;
};
Result<void> gather(store::Transaction& tx, const GroupSeat& seat, Asked& into) {
  JIUM_TRY(const auto places, store::places_of_case(tx, seat.the_case));
  std::map<registry::SightingId, linkage::Token> at;
  for (const auto& place : places) at[place.sighting] = place.place;
  struct First {
    Instant at{};
    bool verified = false;
  };
  std::map<registry::SightingId, First> firsts;
  JIUM_TRY(const auto sent, store::sent_requests_of_case(tx, seat.the_case));
  for (const store::SentRequest& request : sent) {
    const auto [found, is_new] = firsts.try_emplace(request.sighting, First{request.sent_at, false});
    found->second.verified = found->second.verified || request.state == removal::RequestState::verified;
  }
  for (const auto& [sighting, first] : firsts) {
    const DeletionRecord record{seat.organisation, at[sighting], first.at};
    into.asked.push_back(record);
    if (first.verified) into.verified.push_back(record);
  }
  return {};
}

// In the house's name: it reads the records of all who are in.
struct Counted {
  linkage::PeopleCount people;
  linkage::DeletionCount deletions, verified;
  std::map<OrganisationId, std::int64_t> requested;
  std::set<OrganisationId> given;
};
Result<Counted> count(store::Transaction& tx, const SeriesGroup& group, double miss_rate) {
  Counted counted;
  const auto cases = cases_in(group);
  JIUM_TRY(const auto kept, store::people_of(tx, group.id));
  std::vector<linkage::PersonRecord> people;
  for (const auto& person : kept) {
    if (!cases.contains(person.the_case)) continue;
    people.push_back(person.record);
    counted.given.insert(person.record.centre);
  }
  counted.people = linkage::count_people(people, miss_rate);
  Asked asked;
  for (const GroupSeat& seat : group.seats) {
    if (!seat.is_in()) continue;
    JIUM_CHECK(tx.for_organisation(seat.organisation, [&] { return gather(tx, seat, asked); }));
  }
  counted.deletions = linkage::count_deletions(asked.asked);
  counted.verified = linkage::count_deletions(asked.verified);
  std::set<std::pair<OrganisationId, linkage::Token>> own;
  for (const DeletionRecord& record : asked.asked) {
    if (own.emplace(record.centre, record.place).second) ++counted.requested[record.centre];
  }
  return counted;
}

std::int64_t number_in(const std::map<OrganisationId, std::int64_t>& numbers, OrganisationId id) {
  const auto found = numbers.find(id);
  return found == numbers.end() ? 0 : found->second;
}

}  // namespace

Result<std::vector<linkage::Element>> make_people_tokens(const Desk& desk, store::Transaction& tx,
                                                         const Actor& actor, SeriesGroupId id,
                                                         const std::vector<linkage::Element>& blinded) {
  JIUM_TRY(const auto group, reach_series(desk, tx, actor, id));
  return make_tokens(desk, tx, actor, blinded, "jium series 1 " + group.id.text());
}

Result<std::int64_t> give_people(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 SeriesGroupId id, const std::vector<PersonGiven>& people) {
  JIUM_TRY(const auto group, reach_series(desk, tx, actor, id));
  if (people.size() > kMostPeople)
    return fault(FaultKind::malformed, "at most 2,000 people are given by a centre");
  const auto cases = cases_in(group);
  std::vector<store::GivenPerson> given;
  std::vector<linkage::PersonRecord> own;
  for (const PersonGiven& person : people) {
    JIUM_CHECK(reach_case(desk, tx, actor, person.the_case));
    if (!cases.contains(person.the_case))
      return fault(FaultKind::conflict, "that case is not in the group: bring it first (jium series bring)");
    if (person.tokens.empty() || person.tokens.size() > kMostTokens)
      return fault(FaultKind::malformed, "a person has one token at least and four at most");
    given.push_back({person.the_case, person.tokens});
    own.push_back({actor.organisation, own.size(), person.tokens});
  }
  JIUM_CHECK(tx.for_the_house(
      [&] { return store::put_people(tx, id, actor.organisation, given, desk.clock.now()); }));
  // The others see that their joint count may have changed, and by whom it was not.
  for (const OrganisationId other : group.members()) {
    if (other == actor.organisation) continue;
    JIUM_CHECK(tx.for_the_house([&] {
      return tx.for_organisation(
          other, [&] { return write_log_of_house(desk, tx, other, audit::Act::joint_count_given, id); });
    }));
  }
  return linkage::count_people(own).people;
}

Result<JointCount> count_jointly(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 SeriesGroupId id, std::optional<double> miss_rate) {
  if (miss_rate && !(*miss_rate >= 0 && *miss_rate < 1))
    return fault(FaultKind::malformed, "the share that is missed is a number from 0 to below 1");
  JIUM_TRY(const auto group, reach_series(desk, tx, actor, id));
  JIUM_TRY(const Counted counted, tx.for_the_house([&] { return count(tx, group, miss_rate.value_or(0)); }));
  JIUM_TRY(const auto names, names_in(tx, group));
  JointCount joint{counted.people, counted.deletions, counted.verified, {}, miss_rate};
  for (const OrganisationId centre : group.members())
    joint.centres.push_back(
        {centre, names.at(centre), counted.given.contains(centre),
         number_in(counted.people.by_centre, centre), number_in(counted.requested, centre),
         number_in(counted.deletions.by_centre, centre), number_in(counted.verified.by_centre, centre)});
  std::ranges::sort(joint.centres, {}, &JointCount::Centre::name);
  return joint;
}

Result<OutsideCount> count_for_outsiders(const Desk&, store::Transaction& tx) {
  return tx.for_the_house([&]() -> Result<OutsideCount> {
    JIUM_TRY(const auto groups, store::all_series(tx));
    OutsideCount outside;
    for (const SeriesGroup& group : groups) {
      const auto members = group.members();
      if (members.size() < 2) continue;
      ++outside.groups;
      JIUM_TRY(const Counted counted, count(tx, group, 0));
      std::vector<std::int64_t> cells;
      for (const OrganisationId centre : members)
        cells.push_back(number_in(counted.deletions.by_centre, centre));
      std::ranges::sort(cells, std::ranges::greater());
      const auto shown = linkage::suppress(cells);
      outside.counts.push_back({static_cast<std::int64_t>(members.size()),
                                linkage::suppress({counted.people.people}).total, shown.total, shown.cells});
    }
    return outside;
  });
}

}  // namespace jium::desk
