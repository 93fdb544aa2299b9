// A whole house in memory for the tests of this room: a store, a desk, two centres with an officer's key
// each, an auditor's and an administrator's, and one of everything that a route can name.
#pragma once

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <map>

#include "jium/desk/add_organisation.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/receive_report.h"
#include "jium/desk/sign_in.h"
#include "jium/http/api.h"
#include "jium/http/routes.h"
#include "jium/store/inspection_lists.h"
#include "jium/store/organisations.h"
#include "jium/store/people.h"
#include "jium/store/person_views.h"
#include "jium/store/test_store.h"

namespace jium::http {

class ApiHouse : public testing::Test {
 protected:
  explicit ApiHouse(std::unique_ptr<store::Store> on = store::test_store()) : store(std::move(on)) {}

  FakeClock clock;
  desk::KnownFootage known;
  removal::RuleBook rules = removal::built_in_rules().value();
  desk::Desk desk{clock, known, rules, {}, nullptr, registry::kLeastReviewers, {desk::kCheapCost}};
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Api> api = make_api(desk, *store).value();

  registry::OrganisationId centre = add_centre("Centre A");
  registry::OrganisationId other_centre = add_centre("Centre B");
  // Two bodies, as the programs of one have one voice.
  registry::OrganisationId reviewing = add_organisation(registry::OrganisationKind::committee, "Committee A");
  registry::OrganisationId also_reviewing =
      add_organisation(registry::OrganisationKind::committee, "Committee B");
  std::string officer = issue(centre, desk::Role::deletion_officer);
  std::string other_officer = issue(other_centre, desk::Role::deletion_officer);
  std::string auditor = issue(centre, desk::Role::auditor);
  std::string administrator = sign_in_administrator();

  registry::OrganisationId add_centre(const std::string& name) {
    return add_organisation(registry::OrganisationKind::centre, name);
  }
  registry::OrganisationId add_organisation(registry::OrganisationKind kind, const std::string& name) {
    return store
        ->write([&](store::Transaction& tx) {
          return desk::add_organisation(desk, tx, {kind, name, "desk@centre.example"});
        })
        .value()
        .id;
  }
  // A key of every role, each in an organisation of its kind and none in the first centre.
  std::map<desk::Role, std::string> one_key_of_every_role() {
    using registry::OrganisationKind;
    const auto police = add_organisation(OrganisationKind::police, "Police");
    const auto committee = add_organisation(OrganisationKind::committee, "Committee");
    const auto watch = add_organisation(OrganisationKind::monitor, "Monitor");
    const auto platform = add_organisation(OrganisationKind::platform, "Platform");
    return {{desk::Role::system_administrator, administrator},
            {desk::Role::deletion_officer, other_officer},
            {desk::Role::auditor, issue(other_centre, desk::Role::auditor)},
            {desk::Role::counsellor, issue(other_centre, desk::Role::counsellor)},
            {desk::Role::centre_administrator, issue(other_centre, desk::Role::centre_administrator)},
            {desk::Role::police_liaison, issue(police, desk::Role::police_liaison)},
            {desk::Role::committee_reviewer, issue(committee, desk::Role::committee_reviewer)},
            {desk::Role::monitor, issue(watch, desk::Role::monitor)},
            {desk::Role::platform_engineer, issue(platform, desk::Role::platform_engineer)}};
  }
  // Tests call as programs: most with keys that guards let in.
  std::string issue(registry::OrganisationId organisation, desk::Role role, bool may_reveal = true) {
    return store
        ->write([&](store::Transaction& tx) {
          return desk::issue_key(desk, tx, {organisation, role, "test", std::nullopt, may_reveal});
        })
        .value()
        .secret.reveal();
  }
  std::string sign_in_link() {
    return store->write([&](store::Transaction& tx) { return desk::make_sign_in_link(desk, tx); })
        .value()
        .secret.reveal();
  }
  std::string sign_in_administrator() {
    const std::string link = sign_in_link();
    return store->write([&](store::Transaction& tx) { return desk::sign_in(desk, tx, link); })
        .value()
        .secret.reveal();
  }

  int keys_given = 0;
  std::string new_idempotency_key() { return "key-" + std::to_string(++keys_given); }

  static std::string bearer(const std::string& secret) { return secret.empty() ? "" : "Bearer " + secret; }
  Reply get(const std::string& secret, const std::string& path) {
    return api->answer({"GET", path, bearer(secret), "", ""});
  }
  Reply post(const std::string& secret, const std::string& path, const boost::json::value& body,
             const std::string& key) {
    return api->answer({"POST", path, bearer(secret), key, boost::json::serialize(body)});
  }
  Reply post(const std::string& secret, const std::string& path,
             const boost::json::value& body = boost::json::object()) {
    return post(secret, path, body, new_idempotency_key());
  }

  static boost::json::value json_of(const Reply& reply) { return boost::json::parse(reply.body); }
  static std::string text_at(const boost::json::value& object, std::string_view name) {
    const auto& value = object.at(boost::json::string_view(name.data(), name.size()));
    return value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
  }

  static boost::json::object case_body() {
    return {{"pseudonym", "Minji-7"},
            {"harm_types", {"dissemination", "synthetic"}},
            {"consent", {{"removal", true}, {"police", false}}}};
  }
  static boost::json::array digest(char digit) {
    return {boost::json::object{{"algorithm", "sha256"}, {"value", std::string(64, digit)}}};
  }
  static boost::json::object filmed() {
    return {{"scheme", "kr-illegal-footage"}, {"version", "2020-12-10"}, {"code", "illegally_filmed"}};
  }
  std::string open_case(const std::string& secret, const char* pseudonym = "Minji-7") {
    boost::json::object body = case_body();
    body["pseudonym"] = pseudonym;
    return text_at(json_of(post(secret, "/api/v1/cases", body)), "id");
  }

  std::string open_vigil() {
    const std::string calm = open_case(officer, "Calm-2");
    (void)post(officer, "/api/v1/cases/" + calm + "/footage",
               {{"source", "officer"}, {"fingerprints", digest('9')}});
    return text_at(json_of(post(officer, "/api/v1/vigils", boost::json::object{{"case", calm}})), "id");
  }
  // A trace that the second centre has too: a link between both.
  std::string record_trace(const std::string& secret, const std::string& the_case, char digit) {
    const boost::json::object key{{"closeness", "exact"}, {"token", std::string(64, digit)}};
    const auto recorded = json_of(post(secret, "/api/v1/cases/" + the_case + "/traces",
                                       {{"kind", "payment_address"},
                                        {"provenance", "officer"},
                                        {"confidence", "certain"},
                                        {"keys", boost::json::array{key}}}));
    return text_at(recorded.at("trace"), "id");
  }
  std::string open_shared_case(const std::string& secret) {
    boost::json::object body = case_body();
    body["pseudonym"] = "Hana-9";
    body["consent"] = {{"removal", true}, {"police", false}, {"other_centres", true}};
    return text_at(json_of(post(secret, "/api/v1/cases", body)), "id");
  }
  // Another pair of cases, whose link both centres open.
  std::string begin_series(const std::string& theirs) {
    const std::string own = open_shared_case(officer);
    (void)record_trace(theirs, open_shared_case(theirs), '6');
    (void)record_trace(officer, own, '6');
    const std::string related =
        text_at(json_of(get(officer, "/api/v1/related?case=" + own)).at("links").at(0), "id");
    const boost::json::array fields{"removal_counts", "site_names"};
    (void)post(officer, "/api/v1/related/" + related + "/offer",
               {{"purpose", "court"}, {"until", "2026-12-01T00:00:00.000Z"}, {"fields", fields}});
    (void)post(theirs, "/api/v1/related/" + related + "/accept", boost::json::object{{"fields", fields}});
    return text_at(json_of(post(officer, "/api/v1/series", boost::json::object{{"related", related}})), "id");
  }
  void furnish_links(std::map<std::string, std::string>& ids) {
    const std::string own = open_shared_case(officer);
    const std::string theirs = issue(add_centre("Centre C"), desk::Role::deletion_officer);
    (void)record_trace(theirs, open_shared_case(theirs), '7');
    ids["trace"] = record_trace(officer, own, '7');
    ids["related"] = text_at(json_of(get(officer, "/api/v1/related?case=" + own)).at("links").at(0), "id");
    ids["series"] = begin_series(theirs);
  }
  // The ways to an operator other than mail.
  void furnish_channels(std::map<std::string, std::string>& ids) {
    ids["recipe"] = text_at(json_of(post(officer, "/api/v1/form-recipes",
                                         {{"operator", ids["operator"]}, {"lines", recipe_lines()}})),
                            "id");
    ids["link"] = text_at(
        json_of(post(
            officer, "/api/v1/platform-links",
            {{"operator", ids["operator"]},
             {"platform", add_organisation(registry::OrganisationKind::platform, "Platform L").text()}})),
        "id");
  }
  std::string open_group() {
    return text_at(json_of(post(issue(centre, desk::Role::centre_administrator), "/api/v1/groups",
                                {{"name", "Region"}, {"invite", boost::json::array{}}})),
                   "id");
  }
  // One of each noun, of the first centre; its officer named their ids by the names in the routes.
  std::map<std::string, std::string> furnish() {
    std::map<std::string, std::string> ids;
    ids["organisation"] = centre.text();
    ids["key"] = text_at(json_of(get(issue(centre, desk::Role::auditor), "/api/v1/me")), "key");
    ids["person"] = text_at(json_of(post(issue(centre, desk::Role::centre_administrator), "/api/v1/people",
                                         {{"name", "Seo-yeon Han"}, {"roles", {"counsellor", "auditor"}}}))
                                .at("person"),
                            "id");
    ids["passkey"] = store::PasskeyId::random().text();
    ids["session"] = store::AccessKeyId::random().text();
    ids["case"] = open_case(officer);
    const auto footage = json_of(post(officer, "/api/v1/cases/" + ids["case"] + "/footage",
                                      {{"source", "officer"}, {"fingerprints", digest('a')}}));
    ids["footage"] = text_at(footage.at("footage"), "id");
    const auto seen =
        json_of(post(officer, "/api/v1/sightings", {{"address", kAddress}, {"fingerprints", digest('a')}}));
    ids["sighting"] = text_at(seen.at("sighting"), "id");
    ids["inspection"] = text_at(
        json_of(post(officer, "/api/v1/inspections", boost::json::object{{"address", kAddress}})), "id");
    const auto runs = json_of(post(officer, "/api/v1/operators",
                                   {{"name", "Host"}, {"mail", "abuse@host.example"}, {"language", "en"}}));
    ids["operator"] = text_at(runs, "id");
    ids["site"] = text_at(
        json_of(post(officer, "/api/v1/sites", {{"site", "host.example"}, {"operator", ids["operator"]}})),
        "id");
    ids["request"] = text_at(
        json_of(post(officer, "/api/v1/requests", boost::json::object{{"sighting", ids["sighting"]}})), "id");
    ids["batch"] = text_at(
        json_of(post(officer, "/api/v1/batches", boost::json::object{{"sightings", {ids["sighting"]}}}))
            .at("batch"),
        "id");
    ids["reply"] = text_at(json_of(post(officer, "/api/v1/replies",
                                        {{"message_id", "1@host.example"},
                                         {"from", "abuse@host.example"},
                                         {"subject", "Re: something"},
                                         {"lines", {"Hello."}}})),
                           "id");
    ids["block"] = text_at(
        json_of(post(officer, "/api/v1/block-requests", boost::json::object{{"sighting", ids["sighting"]}})),
        "id");
    ids["webhook"] = text_at(json_of(post(issue(centre, desk::Role::centre_administrator), "/api/v1/webhooks",
                                          boost::json::object{{"address", "https://hook.example/told"}})),
                             "id");
    ids["list"] = text_at(
        json_of(post(officer, "/api/v1/inspection-lists", boost::json::object{{"addresses", {kAddress}}})),
        "id");
    ids["entry"] =
        text_at(json_of(get(issue(centre, desk::Role::auditor), "/api/v1/log")).at("entries").at(0), "seq");
    ids["view"] = store::ViewId::random().text();
    ids["alarm"] = raise_alarm(casework::CaseId::parse(ids["case"]).value(), ids["sighting"]);
    furnish_channels(ids);
    ids["task"] = open_task(casework::CaseId::parse(ids["case"]).value(), ids["request"]);
    ids["vigil"] = open_vigil();
    ids["report"] = receive_report(casework::IntakeReport());
    furnish_links(ids);
    ids["group"] = open_group();
    (void)publish('d');
    ids["appeal"] = file_appeal();
    return ids;
  }
  // Footage in a case of its own, decided by two reviewers and shared with platforms; its id.
  std::string publish(char digit) {
    const std::string footage =
        text_at(json_of(post(officer, "/api/v1/cases/" + open_case(officer, "Sora-3") + "/footage",
                             {{"source", "officer"}, {"fingerprints", digest(digit)}}))
                    .at("footage"),
                "id");
    (void)post(officer, "/api/v1/footage/" + footage + "/submit",
               {{"legal_basis", "kr-svpa-7-3-request"}, {"proposed", filmed()}});
    for (const auto body : {reviewing, also_reviewing}) {
      (void)post(issue(body, desk::Role::committee_reviewer), "/api/v1/decisions/" + footage + "/vote",
                 {{"verdict", "illegal"}, {"legal_class", filmed()}, {"grounds", "kr-tba-22-5"}});
    }
    (void)post(officer, "/api/v1/footage/" + footage + "/share", boost::json::object{{"level", "platforms"}});
    return footage;
  }
  // Of a platform, about the newest entry of its feed.
  std::string file_appeal() {
    const std::string platform = add_organisation(registry::OrganisationKind::platform, "Platform P").text();
    (void)post(administrator, "/api/v1/feeds", boost::json::object{{"organisation", platform}});
    const std::string engineer =
        issue(registry::OrganisationId::parse(platform).value(), desk::Role::platform_engineer);
    const auto page = json_of(get(engineer, "/api/v1/feed"));
    return text_at(json_of(post(engineer, "/api/v1/appeals",
                                {{"entry", page.at("entries").at(0).at("entry")}, {"code", "wrong_match"}})),
                   "id");
  }
  static boost::json::array recipe_lines() {
    return {"id = \"host-abuse\"",
            "action = \"https://host.example/report\"",
            "method = \"POST\"",
            "spacing = \"1s\"",
            "confirmation = [\"Thank you\"]",
            "[[field]]",
            "name = \"url\"",
            "fill = \"item_address\""};
  }
  // Through the intake page; its id.
  std::string receive_report(casework::IntakeReport told) {
    return store
        ->write([&](store::Transaction& tx) {
          return desk::receive_report(desk, tx, {centre, std::move(told), random_bytes(32), {}});
        })
        .value()
        .id.text();
  }
  std::string open_task(casework::CaseId the_case, const std::string& subject) {
    return store
        ->write([&](store::Transaction& tx) {
          return desk::open_task(desk, tx,
                                 {.organisation = centre,
                                  .kind = removal::TaskKind::look_at_reply,
                                  .the_case = the_case,
                                  .subject = subject});
        })
        .value()
        .id.text();
  }
  std::string raise_alarm(casework::CaseId the_case, const std::string& subject) {
    const auto raised = store->write([&](store::Transaction& tx) {
      return desk::raise_alarm(desk, tx, centre, the_case, store::AlarmKind::recurrence, subject);
    });
    EXPECT_TRUE(raised.has_value());
    return text_at(json_of(get(officer, "/api/v1/alarms")).at("alarms").at(0), "id");
  }

  static std::string filled(std::string_view route, const std::map<std::string, std::string>& ids) {
    std::string path(route);
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{')) {
      const auto end = path.find('}');
      path.replace(open, end - open + 1, ids.at(path.substr(open + 1, end - open - 1)));
    }
    return path;
  }

  static constexpr const char* kAddress = "https://pics.host.example/a/1.jpg?id=7";
};

}  // namespace jium::http
