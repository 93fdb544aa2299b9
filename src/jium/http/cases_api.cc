#include "jium/desk/find_case.h"
#include "jium/desk/open_case.h"
#include "jium/desk/reach.h"
#include "jium/desk/show_case.h"
#include "jium/http/list_filter.h"
#include "jium/http/list_page.h"
#include "jium/http/present.h"
#include "jium/http/request_view.h"
#include "jium/http/routes.h"
#include "jium/store/case_work.h"

namespace jium::http {
namespace {

Result<Reply> open_case(const Call& call) {
  JIUM_TRY(auto ask, call.body<wire::OpenCase>());
  const casework::Consent consent{ask.consent.removal.value_or(false), ask.consent.police.value_or(false),
                                  ask.consent.other_centres.value_or(false)};
  JIUM_TRY(const auto opened,
           desk::open_case(call.desk, call.tx, call.actor,
                           {.pseudonym = Secret<std::string>(std::move(ask.pseudonym)),
                            .age_band = ask.age_band.value_or(casework::AgeBand::unknown),
                            .harm_types = std::move(ask.harm_types),
                            .requester = ask.requester.value_or(casework::Relation::victim),
                            .papers_checked = ask.papers_checked.value_or(false),
                            .consent = consent}));
  call.about(opened.id);
  return reply(201, present(opened, &call.actor, call.desk.clock.now()));
}

wire::Case shown_to(const Call& call, const casework::Case& the_case) {
  return present(the_case, &call.actor, call.desk.clock.now());
}

Result<wire::CaseWork> count_work(const Call& call, const casework::Case& the_case) {
  JIUM_TRY(const auto work, store::work_of_case(call.tx, the_case.id));
  return wire::CaseWork{.footage = work.footage,
                        .live_sightings = work.live_sightings,
                        .unasked = work.unasked,
                        .drafted = work.drafted,
                        .open_requests = work.open_requests,
                        .overdue = work.overdue,
                        .next = desk::next_case_step(the_case, work)};
}

Result<store::CaseQuery> case_query(const Request& request) {
  store::CaseQuery query;
  JIUM_TRY(query.states, words_of<casework::CaseState>(request, "state"));
  const std::string* order = request.query("order");
  if (order != nullptr && *order != "newest" && *order != "oldest")
    return fault(FaultKind::malformed, "the query parameter order is newest or oldest");
  query.oldest_first = order != nullptr && *order == "oldest";
  return query;
}

// Without a page the whole list, as programs have always had it.
Result<Reply> list_cases(const Call& call) {
  JIUM_TRY(const auto query, case_query(call.request));
  JIUM_TRY(const auto with_work, flag_of(call.request, "work"));
  JIUM_TRY(auto page, list_page(call.request));
  page.person = call.actor.person;
  page.now = call.desk.clock.now();
  const bool paged = call.request.query("after") != nullptr || call.request.query("limit") != nullptr;
  if (!paged) page.limit = std::numeric_limits<int>::max();
  const auto after =
      call.request.query("after") == nullptr ? std::nullopt : std::optional<store::ListPlace>(page.after);
  JIUM_TRY(auto cases, store::cases_page(call.tx, call.actor.organisation, query, after, page));
  wire::Cases shown;
  shown.next =
      cut_page(cases, page, [](const casework::Case& one) { return store::place_of(one.opened_at, one.id); });
  for (const casework::Case& one : cases) {
    shown.cases.push_back(shown_to(call, one));
    if (!with_work.value_or(false)) continue;
    JIUM_TRY(shown.cases.back().work, count_work(call, one));
  }
  return reply(200, shown);
}

Result<Reply> find_cases(const Call& call) {
  JIUM_TRY(auto ask, call.body<wire::FindCases>());
  JIUM_TRY(const auto found,
           desk::find_cases(call.desk, call.tx, call.actor, Secret<std::string>(std::move(ask.pseudonym))));
  wire::Cases shown;
  for (const casework::Case& one : found) shown.cases.push_back(shown_to(call, one));
  return reply(200, shown);
}

Result<Reply> show_case(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<casework::CaseId>("case"));
  JIUM_TRY(const auto view, desk::show_case(call.desk, call.tx, call.actor, id));
  wire::CaseView shown{.the_case = shown_to(call, view.the_case),
                       .footage = {},
                       .sightings = present_all(view.sightings, &call.actor),
                       .requests = {},
                       .history = present_all(view.history)};
  JIUM_TRY(shown.the_case.work, count_work(call, view.the_case));
  for (const auto& stored : view.footages)
    shown.footage.push_back(present(stored.footage, stored.the_case, &call.actor));
  JIUM_TRY(shown.requests, show_requests(call.tx, view.requests));
  return reply(200, shown);
}

}  // namespace

void add_case_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases",
                    .operation = "open_case",
                    .summary = "Opens a case for a person who asked for help.",
                    .asks = &schema_of<wire::OpenCase>,
                    .gives = &schema_of<wire::Case>,
                    .success = {201},
                    .handle = &open_case});
  routes.push_back(
      {.method = "GET",
       .path = "/api/v1/cases",
       .operation = "list_cases",
       .summary = "The organisation's cases, for a person those that they are assigned to; the newest first.",
       .gives = &schema_of<wire::Cases>,
       .query = {{"state", "one state or several, with commas between; all without it"},
                 {"order", "newest (at first) or oldest"},
                 {"work", "true: with how much work lies in each, and what is next"},
                 {"after", "the cursor `next` of the page before; the first page without it"},
                 {"limit", "how many, 1 to 1,000; without it and without a cursor all of them"}},
       .handle = &list_cases});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/cases/{case}",
                    .operation = "show_case",
                    .summary = "A case with its footage, sightings, requests and history.",
                    .gives = &schema_of<wire::CaseView>,
                    .handle = &show_case});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/find",
                    .operation = "find_cases",
                    .summary = "The cases of exactly this pseudonym. There is no other search for a person.",
                    .asks = &schema_of<wire::FindCases>,
                    .gives = &schema_of<wire::Cases>,
                    .handle = &find_cases,
                    .costly = true});
}

}  // namespace jium::http
