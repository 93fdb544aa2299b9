#include "jium/desk/keep_directory.h"
#include "jium/http/present.h"
#include "jium/http/routes.h"
#include "jium/store/directory.h"

namespace jium::http {
namespace {

Result<Reply> add_operator(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::AddOperator>());
  JIUM_TRY(const auto added,
           desk::add_operator(call.desk, call.tx, call.actor,
                              {ask.name, ask.mail, ask.language, ask.jurisdiction.value_or("*")}));
  call.about(added.id);
  return reply(201, present(added));
}

Result<Reply> list_operators(const Call& call) {
  JIUM_TRY(const auto operators, store::operators_of(call.tx, call.actor.organisation));
  return reply(200, wire::Operators{present_all(operators)});
}

Result<Reply> assign_site(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::AssignSite>());
  JIUM_TRY(const auto site,
           desk::assign_site(call.desk, call.tx, call.actor, ask.site.text, ask.site_operator));
  call.about(site.id);
  return reply(200, present(site));
}

Result<Reply> list_sites(const Call& call) {
  JIUM_TRY(const auto sites, store::sites_of(call.tx, call.actor.organisation));
  return reply(200, wire::Sites{present_all(sites)});
}

}  // namespace

void add_directory_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/operators",
                    .operation = "add_operator",
                    .summary = "Adds whoever runs a site and can delete there.",
                    .asks = &schema_of<wire::AddOperator>,
                    .gives = &schema_of<wire::Operator>,
                    .success = {201},
                    .handle = &add_operator});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/operators",
                    .operation = "list_operators",
                    .summary = "The organisation's directory of operators.",
                    .gives = &schema_of<wire::Operators>,
                    .handle = &list_operators});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sites",
                    .operation = "assign_site",
                    .summary = "Names the operator of a site; makes the site known if it is not.",
                    .asks = &schema_of<wire::AssignSite>,
                    .gives = &schema_of<wire::Site>,
                    .handle = &assign_site});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/sites",
                    .operation = "list_sites",
                    .summary = "The organisation's sites by name.",
                    .gives = &schema_of<wire::Sites>,
                    .handle = &list_sites});
}

}  // namespace jium::http
