#include "jium/desk/find_case.h"
#include "jium/desk/open_case.h"
#include "jium/desk/reach.h"
#include "jium/desk/show_case.h"
#include "jium/http/present.h"
#include "jium/http/request_view.h"
#include "jium/http/routes.h"
#include "jium/store/cases.h"

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
  return reply(201, present(opened));
}

Result<Reply> list_cases(const Call& call) {
  JIUM_TRY(auto cases, store::cases_of(call.tx, call.actor.organisation));
  JIUM_TRY(const auto reach, desk::Reach::of(call.desk, call.tx, call.actor));
  reach.narrow(cases, [](const casework::Case& one) { return one.id; });
  return reply(200, wire::Cases{present_all(cases)});
}

Result<Reply> find_cases(const Call& call) {
  JIUM_TRY(auto ask, call.body<wire::FindCases>());
  JIUM_TRY(const auto found,
           desk::find_cases(call.desk, call.tx, call.actor, Secret<std::string>(std::move(ask.pseudonym))));
  return reply(200, wire::Cases{present_all(found)});
}

Result<Reply> show_case(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<casework::CaseId>("case"));
  JIUM_TRY(const auto view, desk::show_case(call.desk, call.tx, call.actor, id));
  wire::CaseView shown{.the_case = present(view.the_case),
                       .footage = {},
                       .sightings = present_all(view.sightings),
                       .requests = {},
                       .history = present_all(view.history)};
  for (const auto& stored : view.footages) shown.footage.push_back(present(stored.footage, stored.the_case));
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
                    .handle = &find_cases});
}

}  // namespace jium::http
