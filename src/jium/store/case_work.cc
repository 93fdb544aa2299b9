#include "jium/store/case_work.h"

#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/list_filter.h"
#include "jium/store/rows.h"
#include "jium/store/sightings.h"

namespace jium::store {
namespace {

using casework::Case;
using casework::CaseId;
using registry::OrganisationId;

template <class SomeId>
Result<SomeId> read_id(Transaction&, const Row& row) {
  return row.id<SomeId>(0);
}

// Every case of a page is opened by itself: one whose key is destroyed stands in no list.
Result<std::vector<Case>> opened(Transaction& tx, OrganisationId organisation,
                                 const std::vector<CaseId>& ids) {
  std::vector<Case> cases;
  cases.reserve(ids.size());
  for (const CaseId id : ids) {
    auto one = load_case(tx, organisation, id);
    if (!one && one.fault().kind == FaultKind::missing) continue;
    if (!one) return Fault(std::move(one).fault());
    cases.push_back(*std::move(one));
  }
  return cases;
}

}  // namespace

Result<std::vector<Case>> cases_page(Transaction& tx, OrganisationId organisation, const CaseQuery& query,
                                     const std::optional<ListPlace>& after, const ListPage& page) {
  const bool newest = !query.oldest_first;
  const std::string than = newest ? "<" : ">";
  const ListPlace last{
      newest ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min(), 0};
  const auto [at, id] = after.value_or(last);
  const std::string mine = page.person ? std::string(" and id in ") + kAssignedCases : "";
  const std::string order = newest ? " order by opened_at desc, id desc" : " order by opened_at, id";
  const std::string rest = "where organisation = ? and (opened_at " + than + " ? or (opened_at = ? and id " +
                           than + " ?))" + one_of("state", query.states) + mine + order + " limit ?";
  const auto found =
      page.person
          ? all(tx, "select id from case_file", rest,
                {organisation, at, at, id, organisation, *page.person, page.now, page.now, page.limit},
                read_id<CaseId>)
          : all(tx, "select id from case_file", rest, {organisation, at, at, id, page.limit},
                read_id<CaseId>);
  if (!found) return found.fault();
  return opened(tx, organisation, *found);
}

Result<CaseWork> work_of_case(Transaction& tx, CaseId the_case) {
  CaseWork work;
  JIUM_CHECK(tx.database().query(
      "select"
      " (select count(*) from footage where the_case = ? and state <> 'withdrawn'),"
      " (select count(*) from sighting join footage on footage.id = sighting.footage"
      "   where footage.the_case = ? and sighting.state = 'live'),"
      " (select count(*) from sighting join footage on footage.id = sighting.footage"
      "   where footage.the_case = ? and sighting.state = 'live' and not exists"
      "   (select 1 from removal_request where removal_request.sighting = sighting.id)),"
      " (select count(*) from removal_request where the_case = ? and state = 'drafted'),"
      " (select count(*) from removal_request where the_case = ? and state not in ('verified', 'refused')),"
      " (select count(*) from removal_request where the_case = ? and state = 'overdue')",
      {the_case, the_case, the_case, the_case, the_case, the_case}, [&](const Row& row) -> Result<void> {
        Fields in(row);
        work = {.footage = in.integer(),
                .live_sightings = in.integer(),
                .unasked = in.integer(),
                .drafted = in.integer(),
                .open_requests = in.integer(),
                .overdue = in.integer()};
        return {};
      }));
  return work;
}

Result<std::vector<SightingOfCase>> sightings_page(Transaction& tx, OrganisationId organisation,
                                                   const SightingQuery& query, const ListPage& page) {
  struct Found {
    registry::SightingId id;
    CaseId the_case;
  };
  const auto read = [](Transaction&, const Row& row) -> Result<Found> {
    return Found{row.id<registry::SightingId>(0), row.id<CaseId>(1)};
  };
  constexpr std::string_view kColumns =
      "select sighting.id, footage.the_case from sighting join footage on footage.id = sighting.footage";
  std::string where =
      "where sighting.organisation = ? and (sighting.first_seen > ? or (sighting.first_seen = ? and"
      " sighting.id > ?))" +
      one_of("sighting.state", query.states);
  if (query.asked) {
    where += std::string(*query.asked ? " and" : " and not") +
             " exists (select 1 from removal_request where removal_request.sighting = sighting.id)";
  }
  const std::string end = " order by sighting.first_seen, sighting.id limit ?";
  const auto [at, id] = page.after;
  const auto ask = [&]() -> Result<std::vector<Found>> {
    if (query.the_case)
      return all(tx, kColumns, where + " and footage.the_case = ?" + end,
                 {organisation, at, at, id, *query.the_case, page.limit}, read);
    if (!page.person) return all(tx, kColumns, where + end, {organisation, at, at, id, page.limit}, read);
    return all(tx, kColumns, where + " and footage.the_case in " + kAssignedCases + end,
               {organisation, at, at, id, organisation, *page.person, page.now, page.now, page.limit}, read);
  };
  JIUM_TRY(const auto found, ask());
  std::vector<SightingOfCase> list;
  list.reserve(found.size());
  for (const Found& one : found) {
    auto sighting = load_sighting(tx, organisation, one.id);
    if (!sighting && sighting.fault().kind == FaultKind::missing) continue;
    if (!sighting) return Fault(std::move(sighting).fault());
    list.push_back({*std::move(sighting), one.the_case});
  }
  return list;
}

}  // namespace jium::store
