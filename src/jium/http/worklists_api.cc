#include "jium/desk/inspect_places.h"
#include "jium/desk/reach.h"
#include "jium/http/inspection_view.h"
#include "jium/http/list_filter.h"
#include "jium/http/list_page.h"
#include "jium/http/number_query.h"
#include "jium/http/present.h"
#include "jium/http/routes.h"
#include "jium/http/worklist_types.h"
#include "jium/store/case_work.h"

namespace jium::http {
namespace {

constexpr int kLinesShown = 200;

Result<Reply> sightings_by(const Call& call, std::optional<casework::CaseId> the_case) {
  JIUM_TRY(auto page, list_page(call.request));
  page.person = call.actor.person;
  page.now = call.desk.clock.now();
  store::SightingQuery query{.the_case = the_case};
  JIUM_TRY(query.states, words_of<registry::SightingState>(call.request, "state"));
  JIUM_TRY(query.asked, flag_of(call.request, "asked"));
  JIUM_TRY(auto found, store::sightings_page(call.tx, call.actor.organisation, query, page));
  wire::SightingPage shown;
  shown.next = cut_page(found, page, [](const store::SightingOfCase& one) {
    return store::place_of(one.sighting.first_seen, one.sighting.id);
  });
  for (const auto& one : found) shown.sightings.push_back({one.the_case, present(one.sighting, &call.actor)});
  return reply(200, shown);
}

Result<Reply> list_sightings(const Call& call) {
  return sightings_by(call, std::nullopt);
}

Result<Reply> list_case_sightings(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<casework::CaseId>("case"));
  JIUM_CHECK(desk::reach_case(call.desk, call.tx, call.actor, id));
  return sightings_by(call, id);
}

Result<Reply> list_case_footage(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<casework::CaseId>("case"));
  JIUM_CHECK(desk::reach_case(call.desk, call.tx, call.actor, id));
  JIUM_TRY(const auto stored, store::footages_of(call.tx, id));
  wire::FootageOfCase shown;
  for (const auto& one : stored) shown.footage.push_back(present(one.footage, id, &call.actor));
  return reply(200, shown);
}

wire::InspectionList present_list(const store::InspectionList& list,
                                  const store::InspectionProgress& progress) {
  return {.id = list.id,
          .asked_at = list.asked_at,
          .lines = list.lines,
          .progress = {progress.waiting, progress.recognised, progress.unknown, progress.not_a_picture,
                       progress.unreachable, progress.refused, progress.gone},
          .places = {},
          .next = std::nullopt};
}

Result<Reply> ask_inspections(const Call& call) {
  JIUM_TRY(auto ask, call.body<wire::AskInspections>());
  std::vector<std::string> lines;
  lines.reserve(ask.addresses.size());
  for (wire::Exact& one : ask.addresses) lines.push_back(std::move(one.text));
  JIUM_TRY(const auto asked, desk::ask_inspections(call.desk, call.tx, call.actor, lines));
  wire::InspectionList shown = present_list(asked.list, asked.progress);
  for (const auto& [line, what] : asked.faults) shown.places.push_back({line, std::nullopt, what});
  return reply(202, shown);
}

Result<Reply> show_inspection_list(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<store::InspectionListId>("list"));
  JIUM_TRY(const auto after, number_of(call.request, "after", 0));
  JIUM_TRY(const auto limit, number_of(call.request, "limit", kLinesShown));
  if (limit < 1 || limit > store::kLongestPage)
    return fault(FaultKind::malformed, "a page has 1 to 1,000 entries");
  const int from = static_cast<int>(std::min<std::int64_t>(after, std::numeric_limits<int>::max()));
  JIUM_TRY(const auto found,
           desk::show_inspections(call.desk, call.tx, call.actor, id, from, static_cast<int>(limit) + 1));
  wire::InspectionList shown = present_list(found.list, found.progress);
  for (const desk::ListedPlace& place : found.places) {
    if (shown.places.size() == static_cast<std::size_t>(limit)) {
      shown.next = std::to_string(shown.places.back().line);
      break;
    }
    wire::InspectionLine line{place.line, std::nullopt, std::nullopt};
    if (place.inspection) {
      JIUM_TRY(line.inspection, show_inspection(call, *place.inspection));
    } else {
      line.fault = "the case that it belonged to was forgotten";
    }
    shown.places.push_back(std::move(line));
  }
  return reply(200, shown);
}

Result<Reply> list_inspection_lists(const Call& call) {
  JIUM_TRY(const auto lists, desk::list_inspections(call.desk, call.tx, call.actor));
  wire::InspectionLists shown;
  for (const auto& one : lists) shown.lists.push_back(present_list(one.list, one.progress));
  return reply(200, shown);
}

std::vector<QueryParameter> sighting_query() {
  return {{"state", "live, gone; all without it"},
          {"asked", "true, false: whether anybody was ever asked about it"},
          {"after", "the cursor `next` of the page before; the first page without it"},
          {"limit", "how many, 1 to 1,000; 200 at first"}};
}

void add_inspection_list_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/inspection-lists",
                    .operation = "ask_inspections",
                    .summary = "Has jium look at up to 1,000 addresses, one by one; what is no address is "
                               "told with its line and stops nothing.",
                    .asks = &schema_of<wire::AskInspections>,
                    .gives = &schema_of<wire::InspectionList>,
                    .success = {202},
                    .handle = &ask_inspections});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/inspection-lists",
                    .operation = "list_inspection_lists",
                    .summary = "Lists of addresses that were handed in, a person's own, and how far each has "
                               "come; the newest first.",
                    .gives = &schema_of<wire::InspectionLists>,
                    .handle = &list_inspection_lists});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/inspection-lists/{list}",
                    .operation = "show_inspection_list",
                    .summary = "How far a list has come, and what was found at each of its places.",
                    .gives = &schema_of<wire::InspectionList>,
                    .query = {{"after", "the cursor `next` of the lines before; the first ones without it"},
                              {"limit", "how many, 1 to 1,000; 200 at first"}},
                    .handle = &show_inspection_list});
}

}  // namespace

void add_worklist_routes(Routes& routes) {
  add_inspection_list_routes(routes);
  routes.push_back({.method = "GET",
                    .path = "/api/v1/sightings",
                    .operation = "list_sightings",
                    .summary = "The organisation's sightings, for a person those of their cases, their "
                               "addresses folded; the oldest first.",
                    .gives = &schema_of<wire::SightingPage>,
                    .query = sighting_query(),
                    .handle = &list_sightings});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/cases/{case}/sightings",
                    .operation = "list_case_sightings",
                    .summary = "The sightings of a case, their addresses folded; the oldest first.",
                    .gives = &schema_of<wire::SightingPage>,
                    .query = sighting_query(),
                    .handle = &list_case_sightings});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/cases/{case}/footage",
                    .operation = "list_case_footage",
                    .summary = "The footage of a case.",
                    .gives = &schema_of<wire::FootageOfCase>,
                    .handle = &list_case_footage});
}

}  // namespace jium::http
