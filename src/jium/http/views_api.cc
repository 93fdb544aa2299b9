#include "jium/desk/keep_view.h"
#include "jium/http/routes.h"
#include "jium/http/view_types.h"
#include "jium/http/wire_types.h"

namespace jium::http {
namespace {

wire::View present(const store::PersonView& view) {
  return {view.id, view.name, view.page, view.filter, view.kept_at};
}

// In the log it is the person who is named: what a view is called is nobody's matter.
void note_person(const Call& call) {
  if (call.actor.person) call.about(*call.actor.person);
}

Result<Reply> keep_view(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::KeepView>());
  note_person(call);
  JIUM_TRY(const auto kept,
           desk::keep_view(call.desk, call.tx, call.actor, {ask.name, ask.page, ask.filter}));
  return reply(200, present(kept));
}

Result<Reply> list_views(const Call& call) {
  JIUM_TRY(const auto views, desk::own_views(call.tx, call.actor));
  wire::Views shown;
  for (const auto& one : views) shown.views.push_back(present(one));
  return reply(200, shown);
}

Result<Reply> remove_view(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<store::ViewId>("view"));
  note_person(call);
  JIUM_CHECK(desk::remove_view(call.tx, call.actor, id));
  return reply(200, wire::Nothing{});
}

Result<Reply> keep_settings(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::KeepSettings>());
  note_person(call);
  JIUM_TRY(const auto kept, desk::keep_settings(call.desk, call.tx, call.actor, {ask.language, ask.theme}));
  return reply(200, wire::Settings{kept.language, kept.theme});
}

Result<Reply> show_settings(const Call& call) {
  JIUM_TRY(const auto kept, desk::own_settings(call.tx, call.actor));
  return reply(200, wire::Settings{kept.language, kept.theme});
}

}  // namespace

void add_view_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/me/views",
                    .operation = "list_views",
                    .summary = "The caller's own views of the console's lists.",
                    .gives = &schema_of<wire::Views>,
                    .handle = &list_views});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/me/views",
                    .operation = "keep_view",
                    .summary = "Keeps a view; one of this name on this page is replaced.",
                    .asks = &schema_of<wire::KeepView>,
                    .gives = &schema_of<wire::View>,
                    .handle = &keep_view});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/me/views/{view}/remove",
                    .operation = "remove_view",
                    .summary = "Removes a view of one's own.",
                    .gives = &schema_of<wire::Nothing>,
                    .handle = &remove_view});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/me/settings",
                    .operation = "show_settings",
                    .summary = "The caller's language and theme; null: not chosen.",
                    .gives = &schema_of<wire::Settings>,
                    .handle = &show_settings});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/me/settings",
                    .operation = "keep_settings",
                    .summary = "Chooses a language or a theme; what is not named stays as it is.",
                    .asks = &schema_of<wire::KeepSettings>,
                    .gives = &schema_of<wire::Settings>,
                    .handle = &keep_settings});
}

}  // namespace jium::http
