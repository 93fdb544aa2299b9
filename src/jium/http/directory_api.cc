#include "jium/desk/keep_directory.h"
#include "jium/desk/note_contact.h"
#include "jium/http/present.h"
#include "jium/http/routes.h"
#include "jium/store/directory.h"

namespace jium::http {
namespace {

std::vector<removal::Channel> channels_of(const std::vector<wire::GivenChannel>& given,
                                          removal::Language otherwise) {
  std::vector<removal::Channel> channels;
  for (const auto& [kind, address, language] : given)
    channels.push_back({kind, Secret<std::string>(address), language.value_or(otherwise)});
  return channels;
}

Result<Reply> add_operator(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::AddOperator>());
  JIUM_TRY(const auto added,
           desk::add_operator(call.desk, call.tx, call.actor,
                              {.name = ask.name,
                               .mail = ask.mail.value_or(""),
                               .language = ask.language,
                               .jurisdiction = ask.jurisdiction.value_or("*"),
                               .channels = channels_of(
                                   ask.channels.value_or(std::vector<wire::GivenChannel>()), ask.language),
                               .languages = ask.languages.value_or(std::vector<removal::Language>()),
                               .rule = ask.rule}));
  call.about(added.id);
  return reply(201, present(added, &call.actor));
}

Result<Reply> change_operator(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<removal::OperatorId>("operator"));
  JIUM_TRY(const auto ask, call.body<wire::ChangeOperator>());
  desk::ChangeOperator change{.id = id,
                              .name = ask.name,
                              .mail = ask.mail,
                              .language = ask.language,
                              .jurisdiction = ask.jurisdiction,
                              .channels = std::nullopt,
                              .languages = ask.languages,
                              .rule = ask.rule,
                              .state = ask.state};
  if (ask.channels)
    change.channels = channels_of(*ask.channels, ask.language.value_or(removal::Language::en));
  JIUM_TRY(const auto changed, desk::change_operator(call.desk, call.tx, call.actor, change));
  return reply(200, present(changed, &call.actor));
}

Result<Reply> show_operator(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<removal::OperatorId>("operator"));
  JIUM_TRY(const auto found, store::load_operator(call.tx, call.actor.organisation, id));
  return reply(200, present(found, &call.actor));
}

Result<Reply> list_operators(const Call& call) {
  JIUM_TRY(const auto operators, store::operators_of(call.tx, call.actor.organisation));
  return reply(200, wire::Operators{present_all(operators, &call.actor)});
}

Result<Reply> assign_site(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::AssignSite>());
  JIUM_TRY(const auto site,
           desk::describe_site(call.desk, call.tx, call.actor,
                               {.site = ask.site.text,
                                .kind = ask.kind,
                                .site_operator = ask.site_operator,
                                .owner = ask.owner,
                                .host = ask.host,
                                .cdn = ask.cdn,
                                .registrar = ask.registrar,
                                .without = ask.without.value_or(std::vector<removal::Party>())}));
  call.about(site.id);
  return reply(200, present(site));
}

Result<Reply> show_site(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::SiteId>("site"));
  JIUM_TRY(const auto site, store::load_site(call.tx, call.actor.organisation, id));
  return reply(200, present(site));
}

wire::ContactRecord present(const removal::ResponseRecord& record) {
  return {.sent = record.sent,
          .removed = record.removed,
          .refused = record.refused,
          .silent = record.silent,
          .waiting = record.waiting,
          .false_claims = record.false_claims,
          .median_hours_to_removal = record.median_hours_to_removal,
          .share_removed = record.share_removed};
}

wire::ContactHistory present(const desk::ContactHistory& history) {
  wire::ContactHistory shown{present(history.record), {}};
  for (const removal::Contact& one : history.contacts) {
    shown.contacts.push_back({.id = one.id,
                              .site_operator = one.site_operator,
                              .site = one.site,
                              .request = one.request,
                              .channel = one.channel,
                              .at = one.at,
                              .outcome = one.outcome,
                              .outcome_at = one.outcome_at});
  }
  return shown;
}

Result<Reply> show_operator_record(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<removal::OperatorId>("operator"));
  JIUM_TRY(const auto history, desk::operator_history(call.desk, call.tx, call.actor, id));
  return reply(200, present(history));
}

Result<Reply> list_operator_records(const Call& call) {
  JIUM_TRY(const auto records, desk::operator_records(call.desk, call.tx, call.actor));
  wire::OperatorRecords shown;
  for (const auto& [id, record] : records) shown.records.push_back({id, present(record)});
  return reply(200, shown);
}

Result<Reply> show_site_record(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::SiteId>("site"));
  JIUM_TRY(const auto history, desk::site_history(call.desk, call.tx, call.actor, id));
  return reply(200, present(history));
}

Result<Reply> list_sites(const Call& call) {
  JIUM_TRY(const auto sites, store::sites_of(call.tx, call.actor.organisation));
  return reply(200, wire::Sites{present_all(sites)});
}

void add_operator_routes(Routes& routes) {
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
  routes.push_back({.method = "GET",
                    .path = "/api/v1/operators/{operator}",
                    .operation = "show_operator",
                    .summary = "An operator of the directory.",
                    .gives = &schema_of<wire::Operator>,
                    .handle = &show_operator});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/operators/{operator}",
                    .operation = "change_operator",
                    .summary = "Changes what is given of an operator.",
                    .asks = &schema_of<wire::ChangeOperator>,
                    .gives = &schema_of<wire::Operator>,
                    .handle = &change_operator});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/operators/{operator}/record",
                    .operation = "show_operator_record",
                    .summary = "How an operator has answered, and each contact with it.",
                    .gives = &schema_of<wire::ContactHistory>,
                    .handle = &show_operator_record});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/operator-records",
                    .operation = "list_operator_records",
                    .summary = "How each operator that was ever asked has answered.",
                    .gives = &schema_of<wire::OperatorRecords>,
                    .handle = &list_operator_records});
}

}  // namespace

void add_directory_routes(Routes& routes) {
  add_operator_routes(routes);
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sites",
                    .operation = "assign_site",
                    .summary = "Says what a site is and who has a hand in it; makes it known if it is not.",
                    .asks = &schema_of<wire::AssignSite>,
                    .gives = &schema_of<wire::Site>,
                    .handle = &assign_site});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/sites",
                    .operation = "list_sites",
                    .summary = "The organisation's sites by name.",
                    .gives = &schema_of<wire::Sites>,
                    .handle = &list_sites});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/sites/{site}",
                    .operation = "show_site",
                    .summary = "A site of the directory.",
                    .gives = &schema_of<wire::Site>,
                    .handle = &show_site});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/sites/{site}/record",
                    .operation = "show_site_record",
                    .summary = "How requests about a site were answered, and each contact about it.",
                    .gives = &schema_of<wire::ContactHistory>,
                    .handle = &show_site_record});
}

}  // namespace jium::http
