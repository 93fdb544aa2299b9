#include "jium/http/api.h"

#include "jium/http/api_house_test.h"
#include "jium/http/raw_client_test.h"
#include "jium/http/server.h"
#include "jium/store/people.h"
#include "jium/store/sightings.h"
#include "jium/store/tasks.h"

namespace jium::http {
namespace {

// The shapes that the command line and others read.
class TheApi : public ApiHouse {};

std::vector<std::string> members_of(const boost::json::value& object) {
  std::vector<std::string> names;
  for (const auto& pair : object.as_object()) names.emplace_back(pair.key());
  return names;
}

TEST_F(TheApi, ALinkSignsInOnceAndTheSessionSignsOut) {
  const std::string link = sign_in_link();
  const Reply signed_in = post("", "/api/v1/sign-in", boost::json::object{{"link", link}}, "");
  ASSERT_EQ(signed_in.status, 200) << signed_in.body;
  const auto session = json_of(signed_in);
  EXPECT_EQ(members_of(session),
            (std::vector<std::string>{"session", "role", "organisation", "person", "expires_at"}));
  EXPECT_EQ(text_at(session, "expires_at"), to_text(clock.now() + desk::kSessionLife));
  EXPECT_EQ(post("", "/api/v1/sign-in", boost::json::object{{"link", link}}, "").status, 403);
  const std::string secret = text_at(session, "session");
  EXPECT_EQ(text_at(json_of(get(secret, "/api/v1/me")), "role"), "system_administrator");
  EXPECT_EQ(post(secret, "/api/v1/sign-out").body, "{}");
  EXPECT_EQ(get(secret, "/api/v1/me").status, 401);
}

TEST_F(TheApi, AnIssuedKeyIsShownOnceAndOpensItsOrganisation) {
  const std::string keys = "/api/v1/organisations/" + centre.text() + "/keys";
  const Reply issued = post(administrator, keys, {{"role", "deletion_officer"}, {"label", "desk 2"}});
  ASSERT_EQ(issued.status, 201) << issued.body;
  const std::string secret = text_at(json_of(issued), "secret");
  EXPECT_EQ(text_at(json_of(get(secret, "/api/v1/me")).at("organisation"), "id"), centre.text());
  const Reply listed = get(administrator, keys);
  EXPECT_EQ(listed.body.find(secret), std::string::npos);
  EXPECT_EQ(members_of(json_of(listed).at("keys").at(0)),
            (std::vector<std::string>{"id", "role", "label", "created_at", "expires_at", "last_used_at",
                                      "revoked_at", "may_reveal", "signed_requests"}));
}

TEST_F(TheApi, ARepeatedRequestForAKeyIsNotToldItsSecretAgain) {
  const std::string keys = "/api/v1/organisations/" + centre.text() + "/keys";
  const boost::json::value ask = {{"role", "deletion_officer"}, {"label", "desk 3"}};
  const Reply first = post(administrator, keys, ask, "once");
  const Reply again = post(administrator, keys, ask, "once");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(json_of(again).at("key"), json_of(first).at("key"));
  EXPECT_TRUE(json_of(first).at("secret").is_string());
  EXPECT_TRUE(json_of(again).at("secret").is_null());
}

TEST_F(TheApi, ACaseIsOpenedAndShownWithAllThatBelongsToIt) {
  const Reply opened = post(officer, "/api/v1/cases", case_body());
  ASSERT_EQ(opened.status, 201) << opened.body;
  EXPECT_EQ(text_at(json_of(opened), "requester"), "victim");
  EXPECT_EQ(boost::json::serialize(json_of(opened).at("consent")),
            R"({"removal":true,"police":false,"other_centres":false})");
  const auto ids = furnish();
  const auto view = json_of(get(officer, "/api/v1/cases/" + ids.at("case")));
  EXPECT_EQ(members_of(view),
            (std::vector<std::string>{"case", "footage", "sightings", "requests", "history"}));
  EXPECT_EQ(text_at(view.at("footage").at(0), "id"), ids.at("footage"));
  EXPECT_EQ(text_at(view.at("sightings").at(0), "id"), ids.at("sighting"));
  EXPECT_EQ(boost::json::serialize(view.at("requests").at(0).at("abilities")), R"(["confirm"])");
  EXPECT_EQ(text_at(view.at("history").at(0), "event"), "case_opened");
}

TEST_F(TheApi, FootageIsKnownTheSecondTimeAndItsValuesNeverLeave) {
  const std::string path = "/api/v1/cases/" + open_case(officer) + "/footage";
  const Reply first = post(officer, path, {{"source", "officer"}, {"fingerprints", digest('c')}});
  const Reply second = post(officer, path, {{"source", "officer"}, {"fingerprints", digest('c')}});
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(text_at(json_of(second).at("footage"), "id"), text_at(json_of(first).at("footage"), "id"));
  EXPECT_EQ(boost::json::serialize(json_of(first).at("footage").at("fingerprints")),
            R"([{"algorithm":"sha256","quality":100}])");
  EXPECT_EQ(first.body.find(std::string(64, 'c')), std::string::npos);
}

TEST_F(TheApi, MatchAnswersInTheOrderOfTheFilesAndOnlyWithOwnFootage) {
  const auto ids = furnish();
  const boost::json::object files{{"files",
                                   {boost::json::object{{"fingerprints", digest('0')}},
                                    boost::json::object{{"fingerprints", digest('a')}}}}};
  const auto mine = json_of(post(officer, "/api/v1/match", files)).at("results");
  EXPECT_TRUE(mine.at(0).at("matches").as_array().empty());
  EXPECT_EQ(text_at(mine.at(1).at("matches").at(0), "footage"), ids.at("footage"));
  EXPECT_EQ(text_at(mine.at(1).at("matches").at(0), "case"), ids.at("case"));
  const auto theirs = json_of(post(other_officer, "/api/v1/match", files)).at("results");
  EXPECT_TRUE(theirs.at(1).at("matches").as_array().empty());
}

TEST_F(TheApi, MatchTakesAThousandFilesAndNotOneMore) {
  const auto of_size = [&](std::size_t count) {
    boost::json::array files(count, boost::json::object{{"fingerprints", digest('0')}});
    return post(officer, "/api/v1/match", boost::json::object{{"files", files}}).status;
  };
  EXPECT_EQ(of_size(1000), 200);
  EXPECT_EQ(of_size(1001), 400);
}

TEST_F(TheApi, OnlySecretRoutesShowAnAddress) {
  const auto ids = furnish();
  const std::string host = "pics.host.example";
  const std::vector<std::string> open{"/api/v1/cases/" + ids.at("case"),
                                      "/api/v1/sightings/" + ids.at("sighting"),
                                      "/api/v1/requests/" + ids.at("request"),
                                      "/api/v1/inspections/" + ids.at("inspection"),
                                      "/api/v1/requests",
                                      "/api/v1/alarms",
                                      "/api/v1/report"};
  for (const std::string& path : open) {
    const Reply reply = get(officer, path);
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_EQ(reply.body.find(host), std::string::npos) << path;
  }
  EXPECT_EQ(text_at(json_of(post(officer, "/api/v1/sightings/" + ids.at("sighting") + "/reveal",
                                 boost::json::object{{"task", "send_request"}})),
                    "address"),
            kAddress);
  const std::string letter = "/api/v1/requests/" + ids.at("request") + "/letter";
  const std::string folded = get(officer, letter).body;
  EXPECT_EQ(folded.find("://"), std::string::npos) << "the address stays folded";
  EXPECT_NE(folded.find(ids.at("request")), std::string::npos);
  const boost::json::object task{{"task", "send_request"}};
  EXPECT_NE(post(officer, letter + "/reveal", task).body.find(kAddress), std::string::npos);
}

TEST_F(TheApi, AnAddressIsShownForATaskOnlyAndTheCentreSeesIt) {
  const auto ids = furnish();
  const std::string path = "/api/v1/sightings/" + ids.at("sighting") + "/reveal";
  EXPECT_EQ(post(officer, path).status, 400);
  EXPECT_EQ(post(officer, path, boost::json::object{{"task", "curious"}}).status, 400);
  EXPECT_EQ(post(officer, path, {{"task", "court"}, {"reason", "I want to know"}}).status, 400);
  EXPECT_EQ(post(officer, path, boost::json::object{{"task", "police_referral"}}).status, 409);
  ASSERT_EQ(post(officer, path, boost::json::object{{"task", "court"}}).status, 200);
  const std::string head = issue(centre, desk::Role::centre_administrator);
  const auto seen = json_of(get(head, "/api/v1/reveals")).at("reveals").as_array();
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(members_of(seen[0]), (std::vector<std::string>{"id", "at", "actor", "case", "sighting", "task"}));
  EXPECT_EQ(text_at(seen[0], "sighting"), ids.at("sighting"));
  EXPECT_EQ(text_at(seen[0], "task"), "court");
  EXPECT_EQ(get(head, "/api/v1/reveals?from=tomorrow").status, 400);
  EXPECT_TRUE(
      json_of(get(head, "/api/v1/reveals?from=2031-01-01T00:00:00Z")).at("reveals").as_array().empty());
  const std::string elsewhere = issue(other_centre, desk::Role::centre_administrator);
  EXPECT_TRUE(json_of(get(elsewhere, "/api/v1/reveals")).at("reveals").as_array().empty());
}

TEST_F(TheApi, OverTheDaysQuotaTheAnswerIs429AndSaysWhenItBeginsAnew) {
  desk.reveals.per_day = 1;
  const auto ids = furnish();
  const std::string path = "/api/v1/sightings/" + ids.at("sighting") + "/reveal";
  const boost::json::value task = boost::json::object{{"task", "court"}};
  ASSERT_EQ(post(officer, path, task).status, 200);
  const Reply over = post(officer, path, task);
  EXPECT_EQ(over.status, 429);
  EXPECT_NE(text_at(json_of(over), "detail").find("2026-11-23 00:00 (Korean time)"), std::string::npos);
  EXPECT_EQ(post(issue(centre, desk::Role::deletion_officer), path, task).status, 200)
      << "each key has a count of its own";
}

TEST_F(TheApi, TheAdministratorSeesTheLoadAndNothingOfWhatItIsAbout) {
  const auto ids = furnish();
  const std::string head = issue(centre, desk::Role::centre_administrator);
  const Reply load = get(head, "/api/v1/caseload");
  EXPECT_EQ(members_of(json_of(load).at("cases").at(0)),
            (std::vector<std::string>{"case", "state", "opened_at", "footage", "live_sightings",
                                      "open_requests", "assigned", "decoy"}));
  EXPECT_EQ(load.body.find("Minji"), std::string::npos);
  const std::string path = "/api/v1/cases/" + ids.at("case");
  EXPECT_EQ(get(head, path).status, 403);
  const registry::Person colleague{.id = registry::PersonId::random(),
                                   .organisation = centre,
                                   .name = Secret<std::string>("Somebody"),
                                   .state = registry::PersonState::active,
                                   .roles = {desk::Role::deletion_officer}};
  ASSERT_TRUE(store->write([&](store::Transaction& tx) { return store::insert(tx, colleague, "test"); }));
  const std::string person = colleague.id.text();
  ASSERT_EQ(post(head, path + "/assignments", boost::json::object{{"person", person}}).status, 201);
  EXPECT_EQ(post(head, path + "/assignments", boost::json::object{{"person", person}}).status, 409);
  EXPECT_EQ(text_at(json_of(get(officer, path + "/assignments")).at("assignments").at(0), "person"), person);
  EXPECT_EQ(post(head, path + "/release").status, 400) << "whose?";
  EXPECT_EQ(post(head, path + "/release", boost::json::object{{"person", person}}).status, 200);
  EXPECT_EQ(text_at(json_of(get(officer, path)).at("history").as_array().back(), "event"), "case_released");
}

TEST_F(TheApi, ADecoyIsToldOfEvenWhenTheCallOnItComesToNothing) {
  const std::string head = issue(centre, desk::Role::centre_administrator);
  boost::json::object asked = case_body();
  asked.erase("consent");
  const Reply planted = post(head, "/api/v1/decoys", asked);
  ASSERT_EQ(planted.status, 201) << planted.body;
  const std::string path = "/api/v1/cases/" + text_at(json_of(planted), "case");
  const auto alarms = [&] {
    return json_of(get(head, "/api/v1/alarms?unseen=true")).at("alarms").as_array().size();
  };
  ASSERT_EQ(alarms(), 0U);
  EXPECT_EQ(get(officer, path + "/identity").status, 404) << "none is sealed in it";
  EXPECT_EQ(alarms(), 1U);
  EXPECT_EQ(post(officer, path + "/reopen").status, 409);
  EXPECT_EQ(alarms(), 2U);
  EXPECT_EQ(get(other_officer, path).status, 404);
  EXPECT_EQ(alarms(), 2U) << "another centre does not reach it";
}

TEST_F(TheApi, ADecoyIsToldOfWhereverItIsNamed) {
  const std::string head = issue(centre, desk::Role::centre_administrator);
  boost::json::object asked = case_body();
  asked.erase("consent");
  asked["address"] = "https://decoy.host.example/1.jpg";
  const Reply planted = post(head, "/api/v1/decoys", asked);
  ASSERT_EQ(planted.status, 201) << planted.body;
  const auto the_case = casework::CaseId::parse(text_at(json_of(planted), "case")).value();
  const auto alarms = [&] {
    return json_of(get(head, "/api/v1/alarms?unseen=true")).at("alarms").as_array().size();
  };
  const auto sightings =
      store->read([&](store::Transaction& tx) { return store::sightings_of_case(tx, the_case); }).value();
  ASSERT_EQ(sightings.size(), 1U);
  const std::string place = sightings[0].id.text();
  // Each comes to nothing: a place of nobody beside it, and no operator that could be asked.
  const boost::json::array both{place, registry::SightingId::random().text()};
  EXPECT_EQ(post(officer, "/api/v1/batches", boost::json::object{{"sightings", both}}).status, 404);
  EXPECT_EQ(alarms(), 1U);
  const Reply drafted = post(officer, "/api/v1/requests", boost::json::object{{"sighting", place}});
  EXPECT_EQ(drafted.status, 404) << drafted.body;
  EXPECT_EQ(alarms(), 2U);
  EXPECT_EQ(post(other_officer, "/api/v1/batches", boost::json::object{{"sightings", both}}).status, 404);
  EXPECT_EQ(alarms(), 2U) << "another centre does not reach it";
  removal::Task task;
  task.id = removal::TaskId::random();
  task.organisation = centre;
  task.the_case = the_case;
  task.subject = place;
  task.state = removal::TaskState::done;
  ASSERT_TRUE(store->write([&](store::Transaction& tx) { return store::insert(tx, task); }));
  const auto done =
      post(officer, "/api/v1/tasks/" + task.id.text() + "/finish", boost::json::object{{"end", "done"}});
  EXPECT_GE(done.status, 400) << "it is finished already";
  EXPECT_EQ(alarms(), 3U);
}

TEST_F(TheApi, AListComesInPagesThatFollowEachOther) {
  for (int i = 0; i < 5; ++i) {
    removal::Task task;
    task.id = removal::TaskId::random();
    task.organisation = centre;
    task.due_at = clock.now() + std::chrono::hours{i / 2};  // two at a time, so that numbers decide
    ASSERT_TRUE(store->write([&](store::Transaction& tx) { return store::insert(tx, task); }));
  }
  const auto ids_in = [](const boost::json::value& page) {
    std::vector<std::string> ids;
    for (const auto& one : page.at("tasks").as_array()) ids.push_back(text_at(one, "id"));
    return ids;
  };
  const auto whole = ids_in(json_of(get(officer, "/api/v1/tasks")));
  ASSERT_EQ(whole.size(), 5U);
  std::vector<std::string> found;
  std::string after;
  for (int pages = 1; pages <= 3; ++pages) {
    const auto page =
        json_of(get(officer, "/api/v1/tasks?limit=2" + (after.empty() ? "" : "&after=" + after)));
    for (const auto& id : ids_in(page)) found.push_back(id);
    ASSERT_EQ(page.at("next").is_null(), pages == 3);
    if (pages < 3) after = text_at(page, "next");
  }
  EXPECT_EQ(found, whole);
  for (const char* path : {"/api/v1/tasks", "/api/v1/requests", "/api/v1/ladders"}) {
    EXPECT_EQ(get(officer, std::string(path) + "?limit=0").status, 400) << path;
    EXPECT_EQ(get(officer, std::string(path) + "?limit=1001").status, 400) << path;
    EXPECT_EQ(get(officer, std::string(path) + "?after=x").status, 400) << path;
    EXPECT_TRUE(json_of(get(officer, std::string(path) + "?limit=1000")).at("next").is_null()) << path;
  }
}

TEST_F(TheApi, ThereIsNoSearchButByTheWhole) {
  const auto ids = furnish();
  const auto cases = [&](const char* pseudonym) {
    return json_of(post(officer, "/api/v1/cases/find", boost::json::object{{"pseudonym", pseudonym}}))
        .at("cases")
        .as_array()
        .size();
  };
  EXPECT_EQ(cases("Minji-7"), 1U);
  EXPECT_EQ(cases("Minji"), 0U);
  const auto at =
      json_of(post(officer, "/api/v1/sightings/find", boost::json::object{{"address", kAddress}}));
  EXPECT_EQ(text_at(at.at("sightings").at(0), "case"), ids.at("case"));
  EXPECT_EQ(boost::json::serialize(at).find("pics.host.example"), std::string::npos);
}

TEST_F(TheApi, ARequestIsConfirmedOnceAndThenCannotBeConfirmedAgain) {
  const auto ids = furnish();
  const std::string confirm = "/api/v1/requests/" + ids.at("request") + "/confirm";
  const Reply confirmed = post(officer, confirm);
  ASSERT_EQ(confirmed.status, 200) << confirmed.body;
  EXPECT_EQ(text_at(json_of(confirmed), "state"), "confirmed");
  EXPECT_EQ(post(officer, confirm).status, 409);
  EXPECT_EQ(text_at(json_of(get(officer, "/api/v1/requests/" + ids.at("request"))), "letter"), "queued");
}

TEST_F(TheApi, MediaThatMatchesNothingIsNoSighting) {
  const Reply reply =
      post(officer, "/api/v1/sightings", {{"address", kAddress}, {"fingerprints", digest('9')}});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"sighting":null,"case":null,"was_live":false})");
}

TEST_F(TheApi, AnAlarmIsSeenOnce) {
  const auto ids = furnish();
  const auto unseen = [&] {
    return json_of(get(officer, "/api/v1/alarms?unseen=true")).at("alarms").as_array().size();
  };
  EXPECT_EQ(unseen(), 4U) << "two related cases besides, and the other side's yes to one of them";
  EXPECT_EQ(post(officer, "/api/v1/alarms/" + ids.at("alarm") + "/seen").status, 200);
  EXPECT_EQ(unseen(), 3U);
  EXPECT_EQ(json_of(get(officer, "/api/v1/alarms")).at("alarms").as_array().size(), 4U);
  EXPECT_EQ(get(officer, "/api/v1/alarms?unseen=yes").status, 400);
}

TEST_F(TheApi, CountsTheWorkOfOneCaseOrOfAll) {
  const auto ids = furnish();
  (void)open_case(officer);
  EXPECT_EQ(text_at(json_of(get(officer, "/api/v1/report")), "cases"), "6");
  const auto one = json_of(get(officer, "/api/v1/report?case=" + ids.at("case")));
  EXPECT_EQ(text_at(one, "cases"), "1");
  EXPECT_EQ(text_at(one, "requests"), "1");
  EXPECT_EQ(text_at(one, "median_hours_to_removal"), "null");
}

TEST_F(TheApi, IsReachedOverASocket) {
  Server server(ServerSettings{}, *api);
  ASSERT_TRUE(server.start().has_value());
  const std::string body = boost::json::serialize(case_body());
  RawClient client(server.port());
  client.send("POST /api/v1/cases HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + officer +
              "\r\nIdempotency-Key: k\r\nContent-Type: application/json\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_EQ(RawClient::status_of(client.read_one()), 201);
  client.send("GET /api/v1/cases HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string refused = client.read_one();
  EXPECT_EQ(RawClient::status_of(refused), 401);
  EXPECT_NE(refused.find("WWW-Authenticate: Bearer\r\n"), std::string::npos);
  // The body that HEAD must not get would stand before the next answer.
  client.send(
      "HEAD /api/v1/cases HTTP/1.1\r\nHost: a\r\n\r\nGET /api/v1/health HTTP/1.1\r\nHost: a\r\nConnection: "
      "close\r\n\r\n");
  const std::string both = client.read_all();
  EXPECT_EQ(RawClient::status_of(both), 405);
  const auto end = both.find("\r\n\r\n");
  ASSERT_NE(end, std::string::npos);
  EXPECT_TRUE(both.substr(end + 4).starts_with("HTTP/1.1 200 OK")) << both;
}

}  // namespace
}  // namespace jium::http
