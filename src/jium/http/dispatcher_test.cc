#include "jium/http/dispatcher.h"

#include <thread>

#include "jium/desk/passphrase.h"
#include "jium/http/api_house_test.h"
#include "jium/store/audit_log.h"

namespace jium::http {
namespace {

class TheDispatcher : public ApiHouse {
 protected:
  std::size_t cases() { return json_of(get(officer, "/api/v1/cases")).at("cases").as_array().size(); }
};

TEST_F(TheDispatcher, AnswersHealthWithoutAKey) {
  const Reply reply = get("", "/api/v1/health");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(text_at(json_of(reply), "status"), "ok");
}

TEST_F(TheDispatcher, TellsAnUnknownPathFromAWrongMethod) {
  EXPECT_EQ(get(officer, "/api/v1/nothing").status, 404);
  const Reply reply = api->answer({"HEAD", "/api/v1/cases", bearer(officer), "", ""});
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.headers, (decltype(Reply::headers){{"Allow", "POST, GET"}}));
  EXPECT_EQ(api->answer({"DELETE", "/api/v1/health", "", "", ""}).status, 405);
}

TEST_F(TheDispatcher, AsksForAnIdempotencyKeyWithEveryChange) {
  const Reply reply = post(officer, "/api/v1/cases", case_body(), "");
  EXPECT_EQ(reply.status, 400);
  EXPECT_NE(reply.body.find("Idempotency-Key"), std::string::npos);
  EXPECT_EQ(post(officer, "/api/v1/cases", case_body(), "a b").status, 400);
  EXPECT_EQ(cases(), 0U);
}

TEST_F(TheDispatcher, GivesTheFirstAnswerAgainAndChangesNothing) {
  const Reply first = post(officer, "/api/v1/cases", case_body(), "k1");
  const Reply again = post(officer, "/api/v1/cases", case_body(), "k1");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_TRUE(first.headers.empty());
  EXPECT_EQ(again.headers, (decltype(Reply::headers){{"Idempotency-Replayed", "true"}}));
  EXPECT_EQ(cases(), 1U);
}

TEST_F(TheDispatcher, AnotherRequestWithAUsedKeyIs422) {
  (void)post(officer, "/api/v1/cases", case_body(), "k1");
  boost::json::object other = case_body();
  other["pseudonym"] = "Somebody else";
  EXPECT_EQ(post(officer, "/api/v1/cases", other, "k1").status, 422);
  EXPECT_EQ(cases(), 1U);
}

TEST_F(TheDispatcher, KeysOfTwoSendersAreNotMixedUp) {
  const Reply mine = post(officer, "/api/v1/cases", case_body(), "k1");
  const Reply theirs = post(other_officer, "/api/v1/cases", case_body(), "k1");
  EXPECT_EQ(theirs.status, 201);
  EXPECT_NE(theirs.body, mine.body);
}

TEST_F(TheDispatcher, ARefusedChangeIsNotKeptAndMayBeTriedAgain) {
  boost::json::object bad = case_body();
  bad["harm_types"] = boost::json::array{};
  EXPECT_EQ(post(officer, "/api/v1/cases", bad, "k1").status, 400);
  EXPECT_EQ(post(officer, "/api/v1/cases", case_body(), "k1").status, 201);
}

TEST_F(TheDispatcher, TheSameChangeSentManyTimesAtOnceIsMadeOnce) {
  std::vector<Reply> replies(8);
  std::vector<std::thread> senders;
  for (Reply& reply : replies) {
    senders.emplace_back([&] { reply = post(officer, "/api/v1/cases", case_body(), "k1"); });
  }
  for (std::thread& sender : senders) sender.join();
  int replayed = 0;
  for (const Reply& reply : replies) {
    EXPECT_EQ(reply.status, 201);
    EXPECT_EQ(reply.body, replies.front().body);
    replayed += reply.headers.empty() ? 0 : 1;
  }
  EXPECT_EQ(replayed, 7);
  EXPECT_EQ(cases(), 1U);
}

TEST_F(TheDispatcher, ARevokedKeyIsUnknownFromThenOn) {
  const auto key = text_at(json_of(get(officer, "/api/v1/me")), "key");
  EXPECT_EQ(post(administrator, "/api/v1/organisations/" + centre.text() + "/keys/" + key + "/revoke").status,
            200);
  EXPECT_EQ(get(officer, "/api/v1/me").status, 401);
}

TEST_F(TheDispatcher, AFoundKeyOpensOnlyAfterItsRoleIsAsked) {
  const auto refused = json_of(get(officer, "/api/v1/organisations"));
  EXPECT_EQ(refused.at("status"), boost::json::value(403));
}

// What a server asks before it reads a large body.
TEST_F(TheDispatcher, RefusesByTheHeaderAlone) {
  const auto refusal = [&](const std::string& target, const std::string& key) {
    const auto refused = api->refuse({.method = "POST",
                                      .target = target,
                                      .authorization = "Bearer " + key,
                                      .idempotency_key = {},
                                      .body = {}});
    return refused ? refused->status : 0;
  };
  EXPECT_EQ(refusal("/api/v1/cases/" + open_case(officer) + "/footage", "nobody"), 401);
  EXPECT_EQ(refusal("/api/v1/cases/" + open_case(officer) + "/footage", administrator), 403);
  EXPECT_EQ(refusal("/api/v1/nowhere", officer), 404);
  EXPECT_EQ(refusal("/api/v1/cases/" + open_case(officer) + "/footage", officer), 0);
}

TEST_F(TheDispatcher, NotesTheUseOfAKeyAtMostOnceAMinute) {
  const auto last_used = [&] {
    const auto keys =
        json_of(get(administrator, "/api/v1/organisations/" + centre.text() + "/keys")).at("keys");
    for (const auto& key : keys.as_array()) {
      if (text_at(key, "role") == "deletion_officer") return text_at(key, "last_used_at");
    }
    return std::string("no such key");
  };
  EXPECT_EQ(last_used(), "null");
  (void)get(officer, "/api/v1/me");
  const std::string first = last_used();
  EXPECT_EQ(first, to_text(clock.now()));
  clock.tick(std::chrono::seconds{59});
  (void)get(officer, "/api/v1/me");
  EXPECT_EQ(last_used(), first);
  clock.tick(std::chrono::seconds{1});
  (void)get(officer, "/api/v1/me");
  EXPECT_EQ(last_used(), to_text(clock.now()));
}

TEST_F(TheDispatcher, AnExceptionInAHandlerIsAnInternalFaultThatChangesNothing) {
  Routes routes;
  routes.push_back(
      {.method = "POST",
       .path = "/x",
       .operation = "x",
       .summary = "x",
       .handle = [&](const Call& call) -> Result<Reply> {
         JIUM_CHECK(store::insert(call.tx, registry::Organisation{registry::OrganisationId::random(),
                                                                  registry::OrganisationKind::centre,
                                                                  "Half made", "a@b.example", clock.now()}));
         throw std::bad_alloc();
       }});
  auto table = desk::Authorisation::parse("POST\t/x\tany_key\tnone\tcase_opened\t-\n").value();
  const auto dispatcher = Dispatcher::make(desk, *store, routes, table, std::make_shared<Metrics>()).value();
  EXPECT_EQ(dispatcher->answer({"POST", "/x", bearer(officer), "k1", ""}).status, 500);
  EXPECT_EQ(get(administrator, "/api/v1/organisations").body.find("Half made"), std::string::npos);
}

class Strangers : public TheDispatcher {
 protected:
  // Two at once, and the third a minute later.
  std::unique_ptr<Api> strict =
      make_api(desk, *store, {}, StrangerLimit{.at_once = 2, .per_minute = 1}).value();

  Reply try_from(const std::string& asker, const std::string& path, const std::string& key = {}) {
    RawRequest raw{"POST", path, bearer(key), new_idempotency_key(), R"({"link":"join_none"})"};
    raw.asker = asker;
    return strict->answer(raw);
  }
};

TEST_F(Strangers, AreToldWhenToComeAgainAfterTooManyTries) {
  EXPECT_NE(try_from("a", "/api/v1/sign-in").status, 429);
  EXPECT_EQ(try_from("a", "/api/v1/sign-in/passkey/begin").status, 400) << "it takes no body";
  for (const char* path : {"/api/v1/sign-in", "/api/v1/sign-in/passphrase", "/api/v1/sign-in/passkey/begin",
                           "/api/v1/sign-in/passkey", "/api/v1/join/begin", "/api/v1/join/passphrase",
                           "/api/v1/join/passkey/begin", "/api/v1/join/passkey"}) {
    const Reply refused = try_from("a", path);
    EXPECT_EQ(refused.status, 429) << path;
    ASSERT_EQ(refused.headers.size(), 1U);
    EXPECT_EQ(refused.headers[0].first, "Retry-After");
    const int seconds = std::stoi(refused.headers[0].second);
    EXPECT_TRUE(seconds >= 1 && seconds <= 60) << seconds;
  }
  EXPECT_NE(try_from("b", "/api/v1/sign-in").status, 429) << "another address has tries of its own";
}

TEST_F(Strangers, HoldUpNobodyWhoHasAKeyAndNobodyWhoAsksAfterHealth) {
  for (int i = 0; i < 3; ++i) (void)try_from("a", "/api/v1/sign-in");
  EXPECT_EQ(try_from("a", "/api/v1/sign-in").status, 429);
  RawRequest me{"GET", "/api/v1/me", bearer(officer), "", ""};
  me.asker = "a";
  EXPECT_EQ(strict->answer(me).status, 200);
  EXPECT_EQ(try_from("a", "/api/v1/cases", officer).status, 400) << "read, and wrong";
  RawRequest health{"GET", "/api/v1/health/live", "", "", ""};
  health.asker = "a";
  EXPECT_EQ(strict->answer(health).status, 200);
}

TEST_F(Strangers, CostTheStretchingNothingOnceTheyAreTooMany) {
  const std::string path = "/api/v1/sign-in/passphrase";
  const auto attempt = [&] {
    RawRequest raw{"POST", path, "", new_idempotency_key(),
                   boost::json::serialize(boost::json::object{{"person", registry::PersonId::random().text()},
                                                              {"passphrase", "heron under the blue bridge"},
                                                              {"code", "123456"}})};
    raw.asker = "a";
    return strict->answer(raw).status;
  };
  EXPECT_EQ(attempt(), 403);
  const std::size_t before = desk::stretched_so_far();  // the first try may make the text of nobody's besides
  EXPECT_EQ(attempt(), 403);
  EXPECT_EQ(desk::stretched_so_far(), before + 1);
  EXPECT_EQ(attempt(), 429);
  EXPECT_EQ(desk::stretched_so_far(), before + 1);
}

class Callers : public TheDispatcher {
 protected:
  // Each kind once, and again a minute later or nearly so.
  std::unique_ptr<Api> strict =
      make_api(desk, *store, {}, {},
               CallerLimit{.looks_per_minute = 1, .changes_per_minute = 1, .costly_per_minute = 1})
          .value();

  Reply look(const std::string& key, const std::string& path = "/api/v1/cases") {
    return strict->answer({"GET", path, bearer(key), "", ""});
  }
  RawRequest opening(const std::string& key) {
    return {"POST", "/api/v1/cases", bearer(key), new_idempotency_key(), boost::json::serialize(case_body())};
  }
  std::uint64_t log_size() {
    return store->read([](store::Transaction& tx) { return store::log_size(tx); }).value();
  }
};

TEST_F(Callers, HaveTurnsOfEachKindAndAreToldWhenToComeAgain) {
  EXPECT_EQ(look(officer).status, 200);
  const Reply refused = look(officer, "/api/v1/me");
  EXPECT_EQ(refused.status, 429);
  ASSERT_EQ(refused.headers.size(), 1U);
  EXPECT_EQ(refused.headers[0].first, "Retry-After");
  const int seconds = std::stoi(refused.headers[0].second);
  EXPECT_TRUE(seconds >= 1 && seconds <= 60) << seconds;
  EXPECT_EQ(strict->answer(opening(officer)).status, 201) << "changes have turns of their own";
  EXPECT_EQ(strict->answer(opening(officer)).status, 429);
  EXPECT_EQ(cases(), 1U) << "and what came too early was not done";
  const RawRequest match{"POST", "/api/v1/match", bearer(officer), "", R"({"files":[]})"};
  EXPECT_NE(strict->answer(match).status, 429) << "and so has what is costly";
  EXPECT_EQ(strict->answer(match).status, 429);
  EXPECT_EQ(look(other_officer).status, 200) << "another key has turns of its own";
}

TEST_F(Callers, TakeOneTurnForARequestThatIsAskedAboutByItsHeaderFirst) {
  const RawRequest large = opening(officer);
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(strict->refuse(large)) << "asked about, and nothing taken";
  EXPECT_EQ(strict->answer(large).status, 201);
  const auto refused = strict->refuse(opening(officer));
  ASSERT_TRUE(refused) << "before its body is read";
  EXPECT_EQ(refused->status, 429);
}

TEST_F(Callers, CannotFillTheLogWithWhatTheyMayNotDo) {
  const RawRequest forbidden = opening(auditor);
  EXPECT_EQ(strict->refuse(forbidden)->status, 403);
  const std::uint64_t before = log_size();
  EXPECT_EQ(strict->refuse(forbidden)->status, 429);
  EXPECT_EQ(strict->answer(forbidden).status, 429);
  EXPECT_EQ(log_size(), before);
}

TEST_F(Callers, AreCountedByTheKindOfTurnWhenTheyAreSlowed) {
  (void)look(officer);
  (void)look(officer);
  const Reply reply = strict->answer({"GET", "/metrics", bearer(administrator), "", ""});
  EXPECT_NE(reply.body.find("jium_callers_slowed_total{kind=\"look\"} 1"), std::string::npos);
}

TEST_F(TheDispatcher, CountsRequestsByRouteAndStatusAndNamesNoId) {
  const auto ids = furnish();
  (void)get(officer, "/api/v1/cases/" + ids.at("case"));
  (void)get(officer, "/api/v1/nothing/" + ids.at("case"));
  (void)post(officer, "/api/v1/match", {{"files", boost::json::array{}}});
  const Reply reply = get(auditor, "/metrics");
  EXPECT_EQ(reply.status, 200);
  EXPECT_NE(reply.body.find(
                "jium_http_requests_total{method=\"GET\",route=\"/api/v1/cases/{case}\",status=\"200\"} 1"),
            std::string::npos);
  EXPECT_NE(reply.body.find("route=\"none\",status=\"404\"} 1"), std::string::npos);
  EXPECT_NE(reply.body.find("jium_jobs{state=\"due\"} 3"), std::string::npos);
  EXPECT_NE(reply.body.find("jium_http_request_seconds_bucket"), std::string::npos);
  EXPECT_NE(reply.body.find("\njium_known_footage 2\n"), std::string::npos);
  EXPECT_EQ(reply.body.find(ids.at("case")), std::string::npos);
}

}  // namespace
}  // namespace jium::http
