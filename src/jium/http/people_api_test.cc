#include "jium/casework/vigil.h"
#include "jium/desk/challenge.h"
#include "jium/desk/one_time_code.h"
#include "jium/desk/sign_in_person.h"
#include "jium/desk/signed_request.h"
#include "jium/http/api_house_test.h"
#include "jium/linkage/series_group.h"
#include "jium/http/problem.h"
#include "jium/http/wire_types.h"
#include "jium/linkage/handshake.h"
#include "jium/removal/batch.h"
#include "jium/removal/block_request.h"
#include "jium/removal/form_recipe.h"
#include "jium/removal/reply.h"
#include "jium/removal/task.h"

namespace jium::http {
namespace {

using desk::Role;
using Json = boost::json::object;

class PeopleApi : public ApiHouse {
 protected:
  static constexpr const char* kPassphrase = "heron under the blue bridge";

  struct Someone {
    std::string person;
    Bytes secret;
  };

  std::string code(const Someone& someone) {
    return desk::code_of(someone.secret, desk::code_step_at(clock.now()));
  }
  void next_code() { clock.tick(std::chrono::seconds{desk::kCodeStepSeconds}); }

  Someone join(const Reply& invited) {
    EXPECT_EQ(invited.status, 201) << invited.body;
    const std::string link = text_at(json_of(invited), "link");
    const Reply begun = post("", "/api/v1/join/begin", Json{{"link", link}});
    EXPECT_EQ(begun.status, 200) << begun.body;
    Someone someone{text_at(json_of(begun), "person"),
                    desk::parse_code_secret(text_at(json_of(begun), "code_secret")).value()};
    const Reply joined = post("", "/api/v1/join/passphrase",
                              Json{{"link", link},
                                   {"passphrase", kPassphrase},
                                   {"code_secret", desk::code_secret_text(someone.secret)},
                                   {"code", code(someone)}});
    EXPECT_EQ(joined.status, 200) << joined.body;
    EXPECT_EQ(text_at(json_of(joined), "state"), "active");
    next_code();
    return someone;
  }
  Reply sign_in_as(const Someone& someone, const std::string& passphrase = kPassphrase) {
    Reply reply = post("", "/api/v1/sign-in/passphrase",
                       Json{{"person", someone.person}, {"passphrase", passphrase}, {"code", code(someone)}});
    next_code();
    return reply;
  }
  std::string session_of(const Someone& someone) {
    const Reply signed_in = sign_in_as(someone);
    EXPECT_EQ(signed_in.status, 200) << signed_in.body;
    return text_at(json_of(signed_in), "session");
  }
  Someone first_administrator() {
    const Someone joined = join(post(administrator, "/api/v1/organisations/" + centre.text() + "/people",
                                     Json{{"name", "Ji-woo Kim"}}));
    // The keys from before have ended: these are of the centre's own issuing.
    EXPECT_EQ(get(officer, "/api/v1/me").status, 401);
    officer = issue(centre, Role::deletion_officer);
    auditor = issue(centre, Role::auditor);
    return joined;
  }
  Someone officer_of(const std::string& in_charge) {
    return join(post(in_charge, "/api/v1/people",
                     Json{{"name", "Seo-yeon Han"}, {"roles", boost::json::array{"deletion_officer"}}}));
  }
  Reply change(const std::string& in_charge, const Someone& someone, const char* state) {
    return post(in_charge, "/api/v1/people/" + someone.person + "/state", Json{{"state", state}});
  }
};

TEST_F(PeopleApi, AnAdministratorInvitesAnOfficerWhoStepsUpToReveal) {
  const std::string in_charge = session_of(first_administrator());
  const Someone someone = officer_of(in_charge);
  const std::string session = session_of(someone);
  EXPECT_EQ(text_at(json_of(get(session, "/api/v1/me")), "person"), someone.person);
  const auto ids = furnish();
  const std::string reveal = "/api/v1/sightings/" + ids.at("sighting") + "/reveal";
  const Json task{{"task", "check_place"}};
  const Reply refused = post(session, reveal, task);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(text_at(json_of(refused), "type"), std::string(kStepUpType));
  EXPECT_EQ(refused.body.find(kAddress), std::string::npos);
  EXPECT_EQ(post(session, "/api/v1/step-up", Json{{"code", "000000"}}).status, 403);
  EXPECT_EQ(post(session, "/api/v1/step-up", Json{{"code", code(someone)}}).status, 200);
  EXPECT_EQ(post(session, reveal, task).status, 404) << "not her case";
  EXPECT_EQ(
      post(in_charge, "/api/v1/cases/" + ids.at("case") + "/assignments", Json{{"person", someone.person}})
          .status,
      201);
  EXPECT_EQ(text_at(json_of(post(session, reveal, task)), "address"), kAddress);
  clock.tick(desk::kStepUpLife);
  EXPECT_EQ(post(session, reveal, task).status, 403);
}

// Every route whose relation is `assigned`, by a colleague of the same centre.
TEST_F(PeopleApi, AnUnassignedPersonIsAnsweredAsIfTheCaseWereNotThere) {
  const std::string in_charge = session_of(first_administrator());
  const Someone someone = officer_of(in_charge);
  const std::string session = session_of(someone);
  (void)post(session, "/api/v1/step-up", Json{{"code", code(someone)}});
  const auto ids = furnish();
  const std::map<std::string, std::string> absent{{"case", casework::CaseId::random().text()},
                                                  {"footage", registry::FootageId::random().text()},
                                                  {"sighting", registry::SightingId::random().text()},
                                                  {"inspection", store::InspectionId::random().text()},
                                                  {"list", store::InspectionListId::random().text()},
                                                  {"request", removal::RequestId::random().text()},
                                                  {"batch", removal::BatchId::random().text()},
                                                  {"block", removal::BlockRequestId::random().text()},
                                                  {"recipe", removal::RecipeId::random().text()},
                                                  {"reply", removal::ReplyId::random().text()},
                                                  {"task", removal::TaskId::random().text()},
                                                  {"vigil", casework::VigilId::random().text()},
                                                  {"trace", linkage::TraceId::random().text()},
                                                  {"related", linkage::LinkId::random().text()},
                                                  {"series", linkage::SeriesGroupId::random().text()}};
  const Json everything{{"task", "court"}};
  int compared = 0;
  const auto table = desk::Authorisation::built_in().value();
  for (const desk::Grant& grant : table.grants()) {
    if (grant.relation != desk::Relation::assigned || grant.role != Role::deletion_officer) continue;
    if (grant.route.find('{') == std::string::npos) continue;
    // One that belongs to no case yet is anybody's of the centre: somebody has to find out whose it is.
    if (grant.route.find("{reply}") != std::string::npos) continue;
    const auto ask = [&](const std::string& path) {
      if (grant.method == "GET") return get(session, path);
      return post(session, path, path.ends_with("/reveal") ? everything : Json());
    };
    const Reply hers = ask(filled(grant.route, ids));
    const Reply none = ask(filled(grant.route, absent));
    EXPECT_EQ(hers.status, none.status) << grant.route;
    EXPECT_EQ(hers.body, none.body) << grant.route;
    EXPECT_TRUE(hers.status == 404 || hers.status == 400) << grant.route << " " << hers.status;
    compared += hers.status == 404 ? 1 : 0;
  }
  EXPECT_GE(compared, 12);
  EXPECT_TRUE(json_of(get(session, "/api/v1/cases")).at("cases").as_array().empty());
  EXPECT_TRUE(json_of(get(session, "/api/v1/requests")).at("requests").as_array().empty());
  EXPECT_TRUE(json_of(get(session, "/api/v1/alarms")).at("alarms").as_array().empty());
}

TEST_F(PeopleApi, ASuspendedPersonsNextRequestIsRefused) {
  const std::string in_charge = session_of(first_administrator());
  const Someone someone = officer_of(in_charge);
  const std::string session = session_of(someone);
  EXPECT_EQ(get(session, "/api/v1/cases").status, 200);
  EXPECT_EQ(change(in_charge, someone, "suspended").status, 200);
  EXPECT_EQ(get(session, "/api/v1/cases").status, 401);
  EXPECT_EQ(sign_in_as(someone).status, 403);
  EXPECT_EQ(change(in_charge, someone, "active").status, 200);
  EXPECT_EQ(sign_in_as(someone).status, 200);
}

TEST_F(PeopleApi, FailuresAreCountedAlthoughTheyAreRefused) {
  const Someone someone = officer_of(session_of(first_administrator()));
  for (int i = 0; i < desk::kFreeFailures; ++i)
    EXPECT_EQ(sign_in_as(someone, "wrong by far, this").status, 403);
  clock.tick(Duration{-30'000} * desk::kFreeFailures);
  EXPECT_EQ(sign_in_as(someone).status, 403) << "the right one, too early";
}

TEST_F(PeopleApi, ALinkIsToldOnceAndARepeatedRequestMakesNoSecondPerson) {
  const std::string in_charge = session_of(first_administrator());
  const Json ask{{"name", "Seo-yeon Han"}, {"roles", boost::json::array{"counsellor"}}};
  const Reply first = post(in_charge, "/api/v1/people", ask, "same-key");
  const Reply again = post(in_charge, "/api/v1/people", ask, "same-key");
  EXPECT_TRUE(text_at(json_of(first), "link").starts_with("join_"));
  EXPECT_EQ(text_at(json_of(again), "link"), "null");
  EXPECT_EQ(json_of(get(in_charge, "/api/v1/people")).at("people").as_array().size(), 2U);
}

TEST_F(PeopleApi, OnceAnAdministratorHasJoinedTheSystemAdministratorIssuesNoKeys) {
  const std::string path = "/api/v1/organisations/" + centre.text() + "/keys";
  const Json ask{{"role", "deletion_officer"}, {"label", "a program"}};
  EXPECT_EQ(post(administrator, path, ask).status, 201) << "before that, as in the README";
  const std::string in_charge = session_of(first_administrator());
  EXPECT_EQ(post(administrator, path, ask).status, 409);
  const Reply own = post(in_charge, "/api/v1/keys", ask);
  EXPECT_EQ(own.status, 201) << own.body;
  const std::string key = text_at(json_of(own).at("key"), "id");
  EXPECT_EQ(post(administrator, path + "/" + key + "/revoke").status, 409);
  EXPECT_EQ(post(in_charge, "/api/v1/keys/" + key + "/revoke").status, 200);
  EXPECT_EQ(
      post(administrator, "/api/v1/organisations/" + centre.text() + "/people", Json{{"name", "X"}}).status,
      409);
  EXPECT_EQ(get(administrator, "/api/v1/people").body.find("Ji-woo"), std::string::npos);
}

TEST_F(PeopleApi, AKeyRevealsOnlyWhenItWasIssuedToAndEndsWhenItWasSaid) {
  const auto ids = furnish();
  const std::string reveal = "/api/v1/sightings/" + ids.at("sighting") + "/reveal";
  const Json task{{"task", "check_place"}};
  EXPECT_EQ(post(issue(centre, Role::deletion_officer, false), reveal, task).status, 403);
  EXPECT_EQ(post(issue(centre, Role::deletion_officer, true), reveal, task).status, 200);
  const std::string in_charge = issue(centre, Role::centre_administrator);
  const Reply issued = post(in_charge, "/api/v1/keys",
                            Json{{"role", "deletion_officer"},
                                 {"label", "a week"},
                                 {"expires_at", to_text(clock.now() + std::chrono::hours{168})}});
  ASSERT_EQ(issued.status, 201) << issued.body;
  const std::string secret = text_at(json_of(issued), "secret");
  EXPECT_EQ(get(secret, "/api/v1/cases").status, 200);
  const auto listed = json_of(get(in_charge, "/api/v1/keys"));
  for (const auto& key : listed.at("keys").as_array()) {
    if (text_at(key, "label") != "a week") continue;
    EXPECT_EQ(text_at(key, "last_used_at"), to_text(clock.now()));
  }
  clock.tick(std::chrono::hours{168});
  EXPECT_EQ(get(secret, "/api/v1/cases").status, 401);
  EXPECT_EQ(post(in_charge, "/api/v1/keys",
                 Json{{"role", "auditor"}, {"label", "past"}, {"expires_at", to_text(clock.now())}})
                .status,
            400);
}

TEST_F(PeopleApi, AKeyThatRevealsIsIssuedOnlyByWhoProvedThemselvesAnew) {
  const Json ask{{"role", "deletion_officer"}, {"label", "reveals"}, {"may_reveal", true}};
  const std::string plain = issue(centre, Role::centre_administrator, false);
  EXPECT_EQ(post(plain, "/api/v1/keys", ask).status, 403) << "nobody gives what they do not have";
  EXPECT_EQ(post(issue(centre, Role::centre_administrator, true), "/api/v1/keys", ask).status, 201);
}

TEST_F(PeopleApi, ASuspendedOrganisationIsShutOutWhole) {
  const std::string session = session_of(first_administrator());
  const std::string path = "/api/v1/organisations/" + centre.text() + "/suspension";
  EXPECT_EQ(post(administrator, path, Json{{"suspended", true}}).status, 200);
  EXPECT_EQ(get(session, "/api/v1/people").status, 401);
  EXPECT_EQ(get(officer, "/api/v1/cases").status, 401);
  EXPECT_EQ(get(other_officer, "/api/v1/cases").status, 200);
  EXPECT_EQ(post(administrator, path, Json{{"suspended", false}}).status, 200);
  EXPECT_EQ(get(officer, "/api/v1/cases").status, 200);
}

TEST_F(PeopleApi, AKeyWithAPublicHalfOpensNothingUnsigned) {
  const desk::SigningKey pair = desk::make_signing_key();
  const Reply issued =
      post(issue(centre, Role::centre_administrator), "/api/v1/keys",
           Json{{"role", "deletion_officer"}, {"label", "signs"}, {"signing_key", to_hex(pair.public_key)}});
  ASSERT_EQ(issued.status, 201) << issued.body;
  const std::string secret = text_at(json_of(issued), "secret");
  EXPECT_EQ(get(secret, "/api/v1/cases").status, 401);
  const auto headers = desk::sign_request(pair, {"GET", "/api/v1/cases", ""}, clock.now());
  RawRequest raw{"GET", "/api/v1/cases", bearer(secret), "", ""};
  raw.content_digest = headers.content_digest;
  raw.signature_input = headers.signature_input;
  raw.signature = headers.signature;
  RawRequest elsewhere = raw;
  elsewhere.target = "/api/v1/me";
  EXPECT_EQ(api->answer(elsewhere).status, 401);
  EXPECT_EQ(api->answer(raw).status, 200);
  EXPECT_EQ(api->answer(raw).status, 401) << "a nonce works once";
}

TEST_F(PeopleApi, APasskeyIsAskedForVerificationAndOneThatNobodyKnowsIsRefused) {
  const auto begun = json_of(post("", "/api/v1/sign-in/passkey/begin"));
  EXPECT_EQ(text_at(begun, "rp_id"), "localhost");
  EXPECT_EQ(text_at(begun, "user_verification"), "required");
  const std::string said = R"({"type":"webauthn.get","origin":"http://localhost:8420","challenge":")" +
                           text_at(begun, "challenge") + "\"}";
  const Reply refused = post("", "/api/v1/sign-in/passkey",
                             Json{{"credential", "AAAA"},
                                  {"client_data", desk::to_base64url(bytes_of(said))},
                                  {"authenticator_data", "AAAA"},
                                  {"signature", "AAAA"}});
  EXPECT_EQ(refused.status, 403) << refused.body;
}

TEST_F(PeopleApi, NoAnswerHoldsAPassphraseOrASecretOfCodesAgain) {
  const std::string in_charge = session_of(first_administrator());
  const Someone someone = officer_of(in_charge);
  for (const char* path : {"/api/v1/people", "/api/v1/me"}) {
    const std::string body = get(in_charge, path).body;
    EXPECT_EQ(body.find(desk::code_secret_text(someone.secret)), std::string::npos);
    EXPECT_EQ(body.find("argon2"), std::string::npos);
  }
}

}  // namespace
}  // namespace jium::http
