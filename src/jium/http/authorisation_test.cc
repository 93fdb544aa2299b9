#include "jium/casework/intake_report.h"
#include "jium/casework/vigil.h"
#include "jium/http/api_house_test.h"
#include "jium/http/batch_types.h"
#include "jium/http/block_types.h"
#include "jium/http/reply_types.h"
#include "jium/http/route_table.h"
#include "jium/http/wire_types.h"
#include "jium/linkage/handshake.h"
#include "jium/linkage/series_group.h"
#include "jium/registry/sharing.h"
#include "jium/removal/form_recipe.h"
#include "jium/removal/platform_request.h"
#include "jium/removal/task.h"

namespace jium::http {
namespace {

using desk::Authorisation;
using desk::Caller;
using desk::Grant;

class TheTable : public ApiHouse {
 protected:
  Authorisation table = Authorisation::built_in().value();

  // Every route once, whatever the number of its lines.
  std::vector<Grant> routes() const {
    std::vector<Grant> list;
    for (const Grant& grant : table.grants()) {
      const bool there =
          !list.empty() && list.back().method == grant.method && list.back().route == grant.route;
      if (!there) list.push_back(grant);
    }
    return list;
  }
  // The table as a text, so that a line can be taken out or put in.
  std::string table_text() const {
    std::string text;
    for (const Grant& grant : table.grants()) {
      const std::string caller = grant.caller == Caller::anyone    ? "anyone"
                                 : grant.caller == Caller::any_key ? "any_key"
                                                                   : std::string(to_text(grant.role));
      text += grant.method + '\t' + grant.route + '\t' + caller + '\t' +
              std::string(to_text(grant.relation)) + '\t' +
              (grant.act ? std::string(audit::word_of(*grant.act)) : "-") +
              (grant.guard == desk::Guard::step_up ? "\tstep_up\n" : "\t-\n");
    }
    return text;
  }
  static std::map<std::string, boost::json::object> bodies_of_series() {
    return {{"/api/v1/series/{series}/propose", {{"related", linkage::LinkId::random().text()}}},
            {"/api/v1/series/{series}/agree", {{"seat", 2}}},
            {"/api/v1/series/{series}/refuse", {{"seat", 2}}},
            {"/api/v1/series/{series}/bring", {{"cases", {casework::CaseId::random().text()}}}},
            {"/api/v1/series/{series}/tokens", {{"elements", {std::string(64, '0')}}}},
            {"/api/v1/series/{series}/people", {{"people", boost::json::array{}}}}};
  }
  // Whole enough that the record in the path is looked for.
  static std::map<std::string, boost::json::object> bodies() {
    return {{"/api/v1/sightings/{sighting}/ladder/pause",
             {{"reason", "talks"}, {"until", "2026-12-01T00:00:00.000Z"}}},
            {"/api/v1/sightings/{sighting}/ladder/take-over",
             {{"reason", "talks"}, {"until", "2026-12-01T00:00:00.000Z"}}},
            {"/api/v1/sightings/{sighting}/ladder/skip", {{"rung", "host"}, {"reason", "not_useful"}}},
            {"/api/v1/requests/{request}/costs", {{"kind", "translated"}}},
            {"/api/v1/cases/{case}/support", {{"ground", "on_request"}}},
            {"/api/v1/sightings/{sighting}/leak", {{"identity_data", true}}},
            {"/api/v1/operators/{operator}/merge", {{"into", removal::OperatorId::random().text()}}},
            {"/api/v1/batches/{batch}/reveal", {{"number", 1}, {"task", "send_request"}}},
            {"/api/v1/cases/{case}/investigation", {{"number", "2026-4711"}}},
            {"/api/v1/replies/{reply}/sort", {{"kind", "question"}}},
            {"/api/v1/vigils/{vigil}/turn", {{"turn", "pause"}}},
            {"/api/v1/intake/{report}/messages", {{"words", "we are here"}}},
            {"/api/v1/cases/{case}/traces",
             {{"kind", "handle"},
              {"provenance", "officer"},
              {"confidence", "likely"},
              {"keys", boost::json::array{}}}},
            {"/api/v1/related/{related}/offer",
             {{"purpose", "court"},
              {"until", "2026-12-01T00:00:00.000Z"},
              {"fields", {"removal_counts", "site_names"}}}},
            {"/api/v1/related/{related}/accept", {{"fields", {"removal_counts", "site_names"}}}},
            {"/api/v1/related/{related}/decline", {{"reason", "not_now"}}},
            {"/api/v1/related/{related}/fields", {{"fields", {"removal_counts", "site_names"}}}},
            {"/api/v1/cases/{case}/ask-holders", {{"until", "2026-12-01T00:00:00.000Z"}}},
            {"/api/v1/cases/{case}/footage", {{"source", "officer"}, {"fingerprints", digest('b')}}},
            {"/api/v1/footage/{footage}/submit",
             {{"legal_basis", "kr-svpa-7-3-request"}, {"proposed", filmed()}}},
            {"/api/v1/footage/{footage}/share", {{"level", "all_agencies"}}},
            {"/api/v1/footage/{footage}/label",
             {{"scheme", "iwf-category"}, {"version", "2026-11"}, {"code", "A"}}},
            {"/api/v1/cases/{case}/consent", {{"purpose", "police"}}},
            {"/api/v1/cases/{case}/withdraw-consent", {{"purpose", "police"}}},
            {"/api/v1/cases/{case}/hold", {{"order", "2026-1"}}},
            {"/api/v1/cases/{case}/release-hold", {{"order", "2026-1"}}},
            {"/api/v1/cases/{case}/forget", {{"survivor_asks", true}}},
            {"/api/v1/cases/{case}/assignments", {{"person", registry::PersonId::random().text()}}},
            {"/api/v1/cases/{case}/hand-over", {{"person", registry::PersonId::random().text()}}},
            {"/api/v1/cases/{case}/release", {{"person", registry::PersonId::random().text()}}},
            {"/api/v1/sightings/{sighting}/reveal", {{"task", "court"}}},
            {"/api/v1/sightings/{sighting}/share", {{"level", "own_centre"}}},
            {"/api/v1/cases/{case}/identity",
             {{"key", casework::IdentityKeyId::random().text()}, {"box", std::string(2144, '0')}}},
            {"/api/v1/requests/{request}/answer", {{"answer", "removed"}}},
            {"/api/v1/requests/{request}/letter/reveal", {{"task", "court"}}},
            {"/api/v1/requests/{request}/settle-letter", {{"delivered", true}}},
            {"/api/v1/form-recipes/{recipe}/rehearse", {{"request", removal::RequestId::random().text()}}},
            {"/api/v1/platform/requests/{request}/answer", {{"outcome", "removed"}}},
            {"/api/v1/platform/requests/{request}/ask", {{"words", "which picture?"}}},
            {"/api/v1/platform/requests/{request}/counter-notice", {{"words", "it is ours"}}},
            {"/api/v1/tasks/{task}/take", {{"person", registry::PersonId::random().text()}}},
            {"/api/v1/tasks/{task}/finish", {{"end", "done"}}},
            {"/api/v1/people/{person}/state", {{"state", "suspended"}}},
            {"/api/v1/people/{person}/roles", {{"role", "auditor"}}},
            {"/api/v1/people/{person}/roles/withdraw", {{"role", "auditor"}}}};
  }
  Reply call(const Grant& route, const std::string& path, const std::string& secret) {
    return route.method == "GET" ? get(secret, path) : post(secret, path);
  }
};

TEST_F(TheTable, EveryRouteWithoutAKeyAnswers401UnlessItIsForAnyone) {
  const auto ids = furnish();
  int refused = 0;
  for (const Grant& route : routes()) {
    const Reply reply = call(route, filled(route.route, ids), "");
    if (route.caller == Caller::anyone) {
      EXPECT_NE(reply.status, 401) << route.route;
      continue;
    }
    EXPECT_EQ(reply.status, 401) << route.method << " " << route.route;
    ASSERT_EQ(reply.headers.size(), 1U);
    EXPECT_EQ(reply.headers[0], (std::pair<std::string, std::string>{"WWW-Authenticate", "Bearer"}));
    EXPECT_EQ(call(route, filled(route.route, ids), "jium_wrong").status, 401) << route.route;
    ++refused;
  }
  EXPECT_GT(refused, 30);
}

TEST_F(TheTable, EveryRoleMayDoExactlyWhatTheTableSays) {
  const auto secrets = one_key_of_every_role();
  const auto ids = furnish();
  int allowed = 0;
  int forbidden = 0;
  for (const Grant& route : routes()) {
    if (route.caller == Caller::anyone || route.route == "/api/v1/sign-out") continue;
    for (const auto& [role, secret] : secrets) {
      const Reply reply = call(route, filled(route.route, ids), secret);
      ASSERT_NE(reply.status, 401) << route.route;
      if (table.allows(route.method, route.route, {{}, {}, role})) {
        EXPECT_TRUE(reply.status != 401 && reply.status != 403 && reply.status < 500)
            << route.route << " " << reply.status;
        ++allowed;
      } else {
        EXPECT_EQ(reply.status, 403) << route.method << " " << route.route << " as " << to_text(role);
        ++forbidden;
      }
    }
  }
  EXPECT_GT(allowed, 60);
  EXPECT_GT(forbidden, 200);
}

TEST_F(TheTable, AnotherOrganisationsRecordIsAnsweredLikeAnAbsentOne) {
  const auto ids = furnish();
  const std::map<std::string, std::string> absent{{"case", casework::CaseId::random().text()},
                                                  {"footage", registry::FootageId::random().text()},
                                                  {"group", registry::GroupId::random().text()},
                                                  {"sighting", registry::SightingId::random().text()},
                                                  {"inspection", store::InspectionId::random().text()},
                                                  {"operator", removal::OperatorId::random().text()},
                                                  {"site", registry::SiteId::random().text()},
                                                  {"request", removal::RequestId::random().text()},
                                                  {"batch", removal::BatchId::random().text()},
                                                  {"reply", removal::ReplyId::random().text()},
                                                  {"alarm", store::AlarmId::random().text()},
                                                  {"task", removal::TaskId::random().text()},
                                                  {"recipe", removal::RecipeId::random().text()},
                                                  {"link", removal::LinkId::random().text()},
                                                  {"vigil", casework::VigilId::random().text()},
                                                  {"report", casework::IntakeId::random().text()},
                                                  {"trace", linkage::TraceId::random().text()},
                                                  {"related", linkage::LinkId::random().text()},
                                                  {"series", linkage::SeriesGroupId::random().text()},
                                                  {"person", registry::PersonId::random().text()},
                                                  {"block", removal::BlockRequestId::random().text()},
                                                  {"webhook", store::WebhookId::random().text()},
                                                  {"key", store::AccessKeyId::random().text()},
                                                  {"list", store::InspectionListId::random().text()},
                                                  {"entry", "999999999"},
                                                  {"view", store::ViewId::random().text()},
                                                  {"passkey", store::PasskeyId::random().text()},
                                                  {"session", store::AccessKeyId::random().text()}};
  auto bodies = TheTable::bodies();
  bodies.merge(bodies_of_series());
  const auto secrets = one_key_of_every_role();
  int compared = 0;
  for (const Grant& grant : table.grants()) {
    if (grant.relation == desk::Relation::none || grant.route.find('{') == std::string::npos) continue;
    const std::string& stranger = secrets.at(grant.role);
    const auto body = bodies.find(grant.route);
    const auto ask = [&](const std::string& path) {
      return grant.method == "GET"
                 ? get(stranger, path)
                 : post(stranger, path, body == bodies.end() ? boost::json::object() : body->second);
    };
    const Reply foreign = ask(filled(grant.route, ids));
    const Reply none = ask(filled(grant.route, absent));
    EXPECT_EQ(foreign.status, 404) << grant.route << " as " << to_text(grant.role);
    EXPECT_EQ(foreign.status, none.status);
    EXPECT_EQ(foreign.body, none.body) << grant.route << " as " << to_text(grant.role);
    ++compared;
  }
  EXPECT_GE(compared, 30);
}

TEST_F(TheTable, AnotherOrganisationsSightingCannotBeNamedInABodyEither) {
  const auto ids = furnish();
  const Reply foreign =
      post(other_officer, "/api/v1/requests", boost::json::object{{"sighting", ids.at("sighting")}});
  const Reply none = post(other_officer, "/api/v1/requests",
                          boost::json::object{{"sighting", registry::SightingId::random().text()}});
  EXPECT_EQ(foreign.status, 404);
  EXPECT_EQ(foreign.body, none.body);
  EXPECT_EQ(get(other_officer, "/api/v1/report?case=" + ids.at("case")).status, 404);
}

TEST_F(TheTable, ALineLessOrMoreStopsTheStart) {
  const std::string tsv = table_text();
  const auto cut = tsv.find("GET\t/api/v1/me\t");
  ASSERT_NE(cut, std::string::npos);
  std::string less = tsv;
  less.erase(cut, less.find('\n', cut) - cut + 1);
  const auto without = make_api(desk, *store, Authorisation::parse(less).value());
  ASSERT_FALSE(without.has_value());
  EXPECT_NE(without.fault().what.find("GET /api/v1/me has no line"), std::string::npos)
      << without.fault().what;
  const auto with =
      make_api(desk, *store,
               Authorisation::parse(tsv + "GET\t/api/v1/secrets\tauditor\tnone\tlog_shown\t-\n").value());
  ASSERT_FALSE(with.has_value());
  EXPECT_NE(with.fault().what.find("GET /api/v1/secrets is a line for no route"), std::string::npos)
      << with.fault().what;
}

TEST_F(TheTable, LinesThatDisagreeOrLetAGetChangeStopTheStart) {
  const std::string tsv = table_text();
  const auto two =
      make_api(desk, *store,
               Authorisation::parse(tsv + "GET\t/api/v1/cases\tauditor\town\taddress_revealed\t-\n").value());
  ASSERT_FALSE(two.has_value());
  EXPECT_NE(two.fault().what.find("two acts"), std::string::npos);
  std::string changing = tsv;
  const std::string line = "GET\t/api/v1/me\tany_key\town\t-\t-";
  changing.replace(changing.find(line), line.size(), "GET\t/api/v1/me\tany_key\town\tcase_changed\t-");
  EXPECT_FALSE(make_api(desk, *store, Authorisation::parse(changing).value()).has_value());
}

}  // namespace
}  // namespace jium::http
