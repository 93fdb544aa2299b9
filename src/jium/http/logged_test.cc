// What the audit log says about requests, and what happens when it cannot say it.
#include <algorithm>

#include "jium/http/api_house_test.h"
#include "jium/store/audit_log.h"

namespace jium::http {
namespace {

using audit::Act;
using audit::Outcome;

class TheLogOfRequests : public ApiHouse {
 protected:
  std::vector<audit::Record> log() {
    std::vector<audit::Record> records;
    const auto read = store->read([&](store::Transaction& tx) {
      return store::each_log_entry(tx, 0, [&](const store::LogEntry& entry) -> Result<bool> {
        records.push_back(audit::read_record(*entry.record).value());
        return true;
      });
    });
    EXPECT_TRUE(read.has_value());
    return records;
  }
  // The records that the call adds, without those of the house itself.
  template <class Ask>
  std::vector<audit::Record> added_by(Ask&& ask) {
    const std::size_t before = log().size();
    ask();
    auto records = log();
    records.erase(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(before));
    std::erase_if(records, [](const audit::Record& record) { return record.actor == "jium"; });
    return records;
  }
  std::string keyed(const std::string& id) {
    return store
        ->read(
            [&](store::Transaction& tx) { return store::log_id_of(tx, store::LogSubject::of_text("", id)); })
        .value();
  }
  void break_log() {
    const auto broken = store->write([](store::Transaction& tx) {
      return tx.database().script(
          "create trigger full before insert on audit_entry begin select raise(abort, 'disk full'); end");
    });
    ASSERT_TRUE(broken.has_value());
  }
  void mend_log() {
    ASSERT_TRUE(store->write([](store::Transaction& tx) { return tx.database().script("drop trigger full"); })
                    .has_value());
  }
  Reply call(const std::string& method, const std::string& path, const std::string& secret,
             const boost::json::value& body = boost::json::object()) {
    return method == "GET" ? get(secret, path) : post(secret, path, body);
  }

  struct Good {
    std::string method, route;
    boost::json::value body = boost::json::object();
  };
  // A good call of each route that is logged, in an order in which each can succeed. `new`: of its answer.
  std::vector<Good> good_calls(const std::map<std::string, std::string>& ids) const {
    return {
        {"POST",
         "/api/v1/organisations",
         {{"kind", "police"}, {"name", "Police N"}, {"mail", "a@b.example"}}},
        {"POST", "/api/v1/organisations/{organisation}/keys", {{"role", "auditor"}, {"label", "x"}}},
        {"POST", "/api/v1/organisations/{organisation}/keys/{key}/revoke"},
        {"POST", "/api/v1/cases", case_body()},
        {"GET", "/api/v1/cases"},
        {"GET", "/api/v1/cases/{case}"},
        {"POST", "/api/v1/cases/{case}/footage", {{"source", "officer"}, {"fingerprints", digest('7')}}},
        {"POST", "/api/v1/match", boost::json::object{{"files", boost::json::array{}}}},
        {"POST", "/api/v1/inspections", boost::json::object{{"address", kAddress}}},
        {"GET", "/api/v1/inspections/{inspection}"},
        {"POST", "/api/v1/sightings", {{"address", "https://b.example/2"}, {"fingerprints", digest('a')}}},
        {"GET", "/api/v1/sightings/{sighting}"},
        {"POST", "/api/v1/sightings/{sighting}/reveal", boost::json::object{{"task", "court"}}},
        {"POST", "/api/v1/operators", {{"name", "Host 2"}, {"mail", "abuse@b.example"}, {"language", "en"}}},
        {"GET", "/api/v1/operators"},
        {"POST", "/api/v1/sites", {{"site", "b.example"}, {"operator", ids.at("operator")}}},
        {"GET", "/api/v1/sites"},
        {"GET", "/api/v1/requests"},
        {"GET", "/api/v1/requests/{request}"},
        {"GET", "/api/v1/requests/{request}/letter"},
        {"POST", "/api/v1/requests/{request}/confirm"},
        {"GET", "/api/v1/ladders"},
        {"GET", "/api/v1/sightings/{sighting}/ladder"},
        {"POST", "/api/v1/sightings/{sighting}/ladder/skip", {{"rung", "host"}, {"reason", "not_useful"}}},
        {"POST",
         "/api/v1/sightings/{sighting}/ladder/pause",
         {{"reason", "talks"}, {"until", to_text(clock.now() + std::chrono::hours{48})}}},
        {"POST", "/api/v1/sightings/{sighting}/ladder/resume"},
        {"POST", "/api/v1/sightings/{sighting}/ladder/confirm-ahead",
         boost::json::object{{"until", to_text(clock.now() + std::chrono::hours{48})}}},
        {"GET", "/api/v1/block-requests"},
        {"POST", "/api/v1/block-requests/{block}/take-back"},
        {"POST", "/api/v1/block-requests", boost::json::object{{"sighting", ids.at("sighting")}}},
        {"GET", "/api/v1/changes"},
        {"GET", "/api/v1/alarms"},
        {"POST", "/api/v1/alarms/{alarm}/seen"},
        {"GET", "/api/v1/report"},
        {"GET", "/api/v1/footage/{footage}"},
        {"POST",
         "/api/v1/footage/{footage}/submit",
         {{"legal_basis", "kr-svpa-7-3-request"}, {"proposed", filmed()}}},
        {"POST", "/api/v1/footage/{footage}/share", boost::json::object{{"level", "own_centre"}}},
        {"POST",
         "/api/v1/footage/{footage}/label",
         {{"scheme", "iwf-category"}, {"version", "2026-11"}, {"code", "A"}}},
        {"POST", "/api/v1/footage/{footage}/withdraw"},
    };
  }
  const std::string& secret_for(const desk::Grant& grant) const {
    return grant.role == desk::Role::system_administrator ? administrator : officer;
  }
  std::vector<desk::Grant> grants() const { return desk::Authorisation::built_in().value().grants(); }
  desk::Grant grant_of(const Good& good) const {
    const auto all = grants();
    return *std::ranges::find_if(
        all, [&](const desk::Grant& g) { return g.method == good.method && g.route == good.route; });
  }
};

TEST_F(TheLogOfRequests, HasExactlyOneEntryForEachRequestThatHasAnAct) {
  const auto ids = furnish();
  for (const Good& good : good_calls(ids)) {
    const desk::Grant grant = grant_of(good);
    ASSERT_TRUE(grant.act.has_value()) << good.route;
    Reply reply;
    const auto added =
        added_by([&] { reply = call(good.method, filled(good.route, ids), secret_for(grant), good.body); });
    ASSERT_TRUE(reply.good()) << good.route << " " << reply.body;
    ASSERT_EQ(added.size(), 1U) << good.route;
    EXPECT_EQ(added[0].act, *grant.act) << good.route;
    EXPECT_EQ(added[0].outcome, Outcome::done) << good.route;
    EXPECT_EQ(added[0].at, clock.now());
    // What is about one thing names it, and so does what made one.
    const bool is_list = good.route.find('{') == std::string::npos && good.method == "GET";
    const bool names_one = !is_list && good.route != "/api/v1/match";
    EXPECT_EQ(added[0].subject == "-", !names_one) << good.route;
  }
}

// Of whatever routes there are, with whatever they say to an empty body.
TEST_F(TheLogOfRequests, HasAnEntryForEveryGoodAnswerAndNoneForWhatWasNotUnderstood) {
  auto ids = furnish();
  int answered = 0;
  for (const desk::Grant& grant : grants()) {
    if (!grant.act || grant.caller != desk::Caller::role) continue;
    for (const std::string& secret : {administrator, officer, auditor}) {
      Reply reply;
      const auto added = added_by([&] { reply = call(grant.method, filled(grant.route, ids), secret); });
      const bool unspoken = reply.status == 400 || reply.status == 404;
      ASSERT_EQ(added.size(), unspoken ? 0U : 1U) << grant.route << " " << reply.body;
      if (unspoken) continue;
      EXPECT_EQ(added[0].act, *grant.act) << grant.route;
      EXPECT_EQ(added[0].outcome == Outcome::done, reply.good()) << grant.route << " " << reply.status;
      EXPECT_EQ(added[0].outcome == Outcome::refused, reply.status == 403) << grant.route;
      answered += reply.good() ? 1 : 0;
    }
  }
  EXPECT_GT(answered, 20);
}

TEST_F(TheLogOfRequests, NamesWhoDidWhatToWhat) {
  const auto ids = furnish();
  const auto reveal = added_by([&] {
    (void)post(officer, "/api/v1/sightings/" + ids.at("sighting") + "/reveal",
               boost::json::object{{"task", "court"}});
  });
  ASSERT_EQ(reveal.size(), 1U);
  EXPECT_EQ(reveal[0].act, Act::address_revealed);
  EXPECT_EQ(reveal[0].actor, text_at(json_of(get(officer, "/api/v1/me")), "key"));
  EXPECT_EQ(reveal[0].organisation, centre.text());
  EXPECT_EQ(reveal[0].subject_kind, audit::SubjectKind::sighting);
  EXPECT_EQ(reveal[0].subject, keyed(ids.at("sighting")));
  std::string made;
  const auto opened = added_by([&] { made = open_case(officer); });
  EXPECT_EQ(opened.at(0).subject, keyed(made));
  // The last id in the path is the one that is meant.
  const auto revoked = added_by([&] {
    (void)post(administrator,
               "/api/v1/organisations/" + ids.at("organisation") + "/keys/" + ids.at("key") + "/revoke");
  });
  EXPECT_EQ(revoked.at(0).subject, keyed(ids.at("key")));
}

TEST_F(TheLogOfRequests, NamesWhoSignedInAndOut) {
  const std::string link = sign_in_link();
  std::string session;
  const auto in = added_by([&] {
    session =
        text_at(json_of(post("", "/api/v1/sign-in", boost::json::object{{"link", link}}, "")), "session");
  });
  ASSERT_EQ(in.size(), 1U);
  EXPECT_EQ(in[0].act, Act::signed_in);
  const std::string key = text_at(json_of(get(session, "/api/v1/me")), "key");
  EXPECT_EQ(in[0].actor, key);
  EXPECT_EQ(in[0].subject, keyed(key));
  const auto out = added_by([&] { (void)post(session, "/api/v1/sign-out"); });
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out[0].act, Act::signed_out);
  EXPECT_EQ(out[0].actor, key);
}

TEST_F(TheLogOfRequests, HasNothingOfRequestsWithoutAnActOrByStrangers) {
  const auto ids = furnish();
  const auto added = added_by([&] {
    (void)get(officer, "/api/v1/me");
    (void)get("", "/api/v1/health");
    (void)get("jium_wrong", "/api/v1/cases");
    (void)post(officer, "/api/v1/cases", boost::json::object{});               // malformed
    (void)get(officer, "/api/v1/cases/" + casework::CaseId::random().text());  // missing
    (void)get(other_officer, "/api/v1/cases/" + ids.at("case"));               // the same
  });
  EXPECT_TRUE(added.empty());
}

TEST_F(TheLogOfRequests, HasOneRefusedStrangerAMinuteAndNothingOfWhatWasTyped) {
  const auto try_in_vain = [&] {
    return added_by([&] {
      for (int i = 0; i < 10; ++i)
        EXPECT_EQ(post("", "/api/v1/sign-in", boost::json::object{{"link", "once_wrong"}}, "").status, 403);
    });
  };
  const auto added = try_in_vain();
  ASSERT_EQ(added.size(), 1U);
  EXPECT_EQ(added[0].act, Act::sign_in_refused);
  EXPECT_EQ(added[0].outcome, Outcome::refused);
  EXPECT_EQ(added[0].actor, "-");
  EXPECT_EQ(added[0].subject, "-");
  EXPECT_TRUE(try_in_vain().empty());
  clock.tick(std::chrono::minutes{1});
  EXPECT_EQ(try_in_vain().size(), 1U);
}

TEST_F(TheLogOfRequests, HasWhoWasRefusedAndWhatDidNotComeAbout) {
  const auto ids = furnish();
  const auto refused = added_by([&] {
    EXPECT_EQ(post(administrator, "/api/v1/sightings/" + ids.at("sighting") + "/reveal").status, 403);
  });
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_EQ(refused[0].act, Act::address_revealed);
  EXPECT_EQ(refused[0].outcome, Outcome::refused);
  EXPECT_EQ(refused[0].subject, keyed(ids.at("sighting")));
  const std::string confirm = "/api/v1/requests/" + ids.at("request") + "/confirm";
  (void)post(officer, confirm);
  const auto failed = added_by([&] { EXPECT_EQ(post(officer, confirm).status, 409); });
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0].act, Act::request_confirmed);
  EXPECT_EQ(failed[0].outcome, Outcome::failed);
}

TEST_F(TheLogOfRequests, HasARepeatedChangeOnce) {
  const auto added = added_by([&] {
    EXPECT_EQ(post(officer, "/api/v1/cases", case_body(), "once").status, 201);
    EXPECT_EQ(post(officer, "/api/v1/cases", case_body(), "once").status, 201);
  });
  EXPECT_EQ(added.size(), 1U);
}

// L3 of the promises: no answer without an entry, and no change either.
TEST_F(TheLogOfRequests, LetsNothingHappenThatItCannotTake) {
  if (store::tests_use_postgres()) GTEST_SKIP() << "the application role cannot break the log";
  const auto ids = furnish();
  const auto sum = [&] {
    std::string state;
    for (const char* path : {"/api/v1/me"}) state += get(officer, path).body;
    const auto counted = store->read([](store::Transaction& tx) -> Result<std::string> {
      std::string counts;
      for (const char* table : {"case_file", "footage", "sighting", "inspection", "removal_request", "letter",
                                "history", "alarm", "job", "access_key", "organisation", "site",
                                "site_operator", "idempotency", "footage_change", "audit_entry"}) {
        const std::string sql = "select count(*) from " + std::string(table);
        JIUM_CHECK(tx.database().query(sql.c_str(), {}, [&](const store::Row& row) -> Result<void> {
          counts += std::string(table) + "=" + std::to_string(row.integer(0)) + " ";
          return {};
        }));
      }
      return counts;
    });
    return state + counted.value();
  };
  break_log();
  const std::string before = sum();
  for (const Good& good : good_calls(ids)) {
    const Reply reply = call(good.method, filled(good.route, ids), secret_for(grant_of(good)), good.body);
    EXPECT_EQ(reply.status, 503) << good.route;
    EXPECT_NE(reply.body.find("audit log"), std::string::npos);
    EXPECT_EQ(reply.body.find("example"), std::string::npos) << reply.body;
  }
  EXPECT_EQ(post("", "/api/v1/sign-in", boost::json::object{{"link", "once_wrong"}}, "").status, 503)
      << "a refused sign-in is logged too";
  // A refusal that cannot be logged says that, and is a refusal still.
  EXPECT_EQ(get(administrator, "/api/v1/cases").status, 503);
  EXPECT_EQ(sum(), before);
  mend_log();
  EXPECT_EQ(get(officer, "/api/v1/cases/" + ids.at("case")).status, 200);
}

TEST_F(TheLogOfRequests, KnowsAKindForEveryIdInAPath) {
  const auto ids = furnish();
  for (const desk::Grant& grant : grants()) {
    if (!grant.act || grant.route.find('{') == std::string::npos) continue;
    const auto open = grant.route.rfind('{');
    const auto name = grant.route.substr(open + 1, grant.route.find('}', open) - open - 1);
    const auto id = ids.find(name);
    // A view is its person's, whom the act is about anyway; an entry's number is no id.
    if (id == ids.end() || name == "view" || name == "entry") continue;
    EXPECT_NE(store::LogSubject::of_text(name, id->second).kind(), audit::SubjectKind::nothing) << name;
  }
}

}  // namespace
}  // namespace jium::http
