#include "jium/desk/report_sighting.h"
#include "jium/http/fingerprints.h"
#include "jium/http/present_life.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

using registry::FootageId;

Result<Reply> show_footage(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<FootageId>("footage"));
  JIUM_TRY(const auto seen, desk::show_footage(call.desk, call.tx, call.actor, id));
  return reply(200, present(seen));
}

Result<Reply> share_footage(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<FootageId>("footage"));
  JIUM_TRY(const auto ask, call.body<wire::ShareFootage>());
  JIUM_TRY(const auto file, desk::share_footage(call.desk, call.tx, call.actor, {id, ask.level, ask.group}));
  return reply(200, present_own(file));
}

Result<Reply> label_footage(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<FootageId>("footage"));
  JIUM_TRY(const auto ask, call.body<wire::LabelFootage>());
  JIUM_TRY(const auto label, desk::label_footage(call.desk, call.tx, call.actor,
                                                 {id,
                                                  {ask.scheme, ask.version, ask.code},
                                                  ask.level.value_or(registry::SharingLevel::platforms),
                                                  ask.group}));
  return reply(201, wire::FootageLabel{present(label.what), label.labeller, label.at});
}

Result<Reply> share_sighting(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::SightingId>("sighting"));
  JIUM_TRY(const auto ask, call.body<wire::ShareFootage>());
  JIUM_TRY(const auto set, desk::share_sighting(call.desk, call.tx, call.actor, {id, ask.level, ask.group}));
  return reply(200, wire::ChildSharing{set.level, set.group});
}

Result<Reply> make_group(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::MakeGroup>());
  JIUM_TRY(const auto made, desk::make_group(call.desk, call.tx, call.actor, {ask.name, ask.invite}));
  call.about(made.group.id);
  return reply(201, present(made));
}

Result<Reply> join_group(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::GroupId>("group"));
  JIUM_TRY(const auto joined, desk::join_group(call.desk, call.tx, call.actor, id));
  return reply(200, present(joined));
}

Result<Reply> list_groups(const Call& call) {
  JIUM_TRY(const auto groups, desk::list_groups(call.tx, call.actor));
  return reply(200, wire::Groups{present_each(groups)});
}

Result<Reply> report_sighting(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::ReportSighting>());
  JIUM_TRY(const auto address, registry::WebAddress::parse(ask.address));
  JIUM_TRY(const auto fingerprints, fingerprints_of(ask.fingerprints));
  JIUM_CHECK(desk::report_sighting(call.desk, call.tx, call.actor, {address, fingerprints}));
  return reply(200, wire::Received{});
}

void add_group_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/groups",
                    .operation = "make_group",
                    .summary = "Makes a group of organisations to share with; the others are invited.",
                    .asks = &schema_of<wire::MakeGroup>,
                    .gives = &schema_of<wire::Group>,
                    .success = {201},
                    .handle = &make_group});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/groups",
                    .operation = "list_groups",
                    .summary = "The groups that your organisation is in or invited to.",
                    .gives = &schema_of<wire::Groups>,
                    .handle = &list_groups});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/groups/{group}/join",
                    .operation = "join_group",
                    .summary = "Accepts an invitation.",
                    .gives = &schema_of<wire::Group>,
                    .handle = &join_group});
}

}  // namespace

void add_sharing_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/footage/{footage}",
                    .operation = "show_footage",
                    .summary = "Footage of your own with its life; of another's that is shared with you its "
                               "kind, class, state, labels, decisions and kinds of place, never whose "
                               "it is.",
                    .gives = &schema_of<wire::SeenFootage>,
                    .handle = &show_footage});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/footage/{footage}/share",
                    .operation = "share_footage",
                    .summary = "Sets how far footage is shared: own_centre, group, all_agencies, platforms.",
                    .asks = &schema_of<wire::ShareFootage>,
                    .gives = &schema_of<wire::SeenFootage>,
                    .handle = &share_footage});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/footage/{footage}/label",
                    .operation = "label_footage",
                    .summary = "Says something about footage under a dated scheme; decides nothing.",
                    .asks = &schema_of<wire::LabelFootage>,
                    .gives = &schema_of<wire::FootageLabel>,
                    .success = {201},
                    .handle = &label_footage});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sightings/report",
                    .operation = "report_shared_sighting",
                    .summary = "A monitor reports where matching media was seen; the answer is the same "
                               "whatever is known.",
                    .asks = &schema_of<wire::ReportSighting>,
                    .gives = &schema_of<wire::Received>,
                    .handle = &report_sighting});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sightings/{sighting}/share",
                    .operation = "share_sighting",
                    .summary = "Sets how far a sighting is shared: never further than its footage, and of it "
                               "only the kind of site, the month and whether it is gone.",
                    .asks = &schema_of<wire::ShareFootage>,
                    .gives = &schema_of<wire::ChildSharing>,
                    .handle = &share_sighting});
  add_group_routes(routes);
}

}  // namespace jium::http
