#include "jium/desk/discover_contacts.h"
#include "jium/desk/notice_host.h"
#include "jium/http/discovery_types.h"
#include "jium/http/present.h"
#include "jium/http/routes.h"
#include "jium/store/directory.h"
#include "jium/store/suggestions.h"

namespace jium::http {
namespace {

wire::Suggestion shown_of(const removal::ContactSuggestion& suggestion) {
  const auto& [party, channel, name] = suggestion.contact;
  wire::Suggestion shown{.id = suggestion.id,
                         .site = suggestion.site,
                         .source = suggestion.source,
                         .party = party,
                         .channel = {channel.kind, channel.address.reveal(), channel.language},
                         .name = std::nullopt,
                         .found_at = suggestion.found_at,
                         .state = suggestion.state,
                         .decided_at = suggestion.decided_at};
  if (!name.empty()) shown.name = name;
  return shown;
}

Result<Reply> discover_contacts(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::SiteId>("site"));
  JIUM_TRY(const auto site, desk::ask_discovery(call.desk, call.tx, call.actor, id));
  return reply(202, present(site));
}

Result<Reply> list_suggestions(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::SiteId>("site"));
  JIUM_CHECK(store::load_site(call.tx, call.actor.organisation, id));
  JIUM_TRY(const auto suggestions, store::suggestions_for(call.tx, call.actor.organisation, id));
  wire::Suggestions shown;
  for (const auto& one : suggestions) shown.suggestions.push_back(shown_of(one));
  return reply(200, shown);
}

Result<Reply> list_open_suggestions(const Call& call) {
  JIUM_TRY(const auto suggestions, store::open_suggestions(call.tx, call.actor.organisation));
  wire::Suggestions shown;
  for (const auto& one : suggestions) shown.suggestions.push_back(shown_of(one));
  return reply(200, shown);
}

Result<Reply> decide_suggestion(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::DecideSuggestion>());
  JIUM_TRY(const auto decided,
           desk::decide_suggestion(call.desk, call.tx, call.actor,
                                   {ask.suggestion, ask.accept, ask.site_operator, ask.name}));
  call.about(decided.site);
  return reply(200, shown_of(decided));
}

Result<Reply> settle_host(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::SiteId>("site"));
  JIUM_TRY(const auto ask, call.body<wire::SettleHost>());
  JIUM_TRY(const auto site, desk::settle_host(call.desk, call.tx, call.actor, id, ask.host));
  return reply(200, present(site));
}

}  // namespace

void add_discovery_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sites/{site}/discover",
                    .operation = "discover_contacts",
                    .summary = "Has public registers and the site itself asked whom to write to.",
                    .gives = &schema_of<wire::Site>,
                    .success = {202},
                    .handle = &discover_contacts});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/sites/{site}/suggestions",
                    .operation = "list_suggestions",
                    .summary = "What was found, from where and when, and what was decided about it.",
                    .gives = &schema_of<wire::Suggestions>,
                    .handle = &list_suggestions});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/suggestions",
                    .operation = "list_open_suggestions",
                    .summary = "What was found for any site and waits to be decided.",
                    .gives = &schema_of<wire::Suggestions>,
                    .handle = &list_open_suggestions});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/suggestions/decide",
                    .operation = "decide_suggestion",
                    .summary = "Takes a contact that was found into the directory, or declines it.",
                    .asks = &schema_of<wire::DecideSuggestion>,
                    .gives = &schema_of<wire::Suggestion>,
                    .handle = &decide_suggestion});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sites/{site}/settle-host",
                    .operation = "settle_host",
                    .summary = "An officer has looked at a change of host: escalation may go on.",
                    .asks = &schema_of<wire::SettleHost>,
                    .gives = &schema_of<wire::Site>,
                    .handle = &settle_host});
}

}  // namespace jium::http
