// The audit log over the API: each agency its own, and what a witness needs.
#include "jium/audit/bundle.h"
#include "jium/audit/exact_text.h"
#include "jium/audit/witness.h"
#include "jium/desk/sign_checkpoint.h"
#include "jium/http/api_house_test.h"

namespace jium::http {
namespace {

class TheLogOverTheApi : public ApiHouse {
 protected:
  std::string other_auditor = issue(other_centre, desk::Role::auditor);

  void sign() {
    ASSERT_TRUE(store->write([&](store::Transaction& tx) { return desk::sign_checkpoint(desk, tx); }));
  }
  boost::json::value entries(const std::string& secret, const std::string& query = "") {
    return json_of(get(secret, "/api/v1/log" + query)).at("entries");
  }
};

TEST_F(TheLogOverTheApi, ShowsAnAuditorTheOwnOrganisationsEntriesNewestFirst) {
  const auto ids = furnish();
  (void)open_case(other_officer);
  const auto ours = entries(auditor);
  ASSERT_GT(ours.as_array().size(), 5U);
  EXPECT_EQ(text_at(ours.at(0), "act"), "footage_shared");
  std::int64_t last = ours.at(0).at("seq").as_int64() + 1;
  for (const auto& entry : ours.as_array()) {
    EXPECT_LT(entry.at("seq").as_int64(), last);
    last = entry.at("seq").as_int64();
    EXPECT_NE(text_at(entry, "actor"), "");
  }
  EXPECT_EQ(boost::json::serialize(ours).find(ids.at("case")), std::string::npos);
  const auto theirs = entries(other_auditor);
  ASSERT_EQ(theirs.as_array().size(), 1U);
  EXPECT_EQ(text_at(theirs.at(0), "act"), "case_opened");
  // Reading the log is in the log.
  EXPECT_EQ(text_at(entries(other_auditor).at(0), "act"), "log_shown");
  EXPECT_EQ(entries(auditor, "?before=" + std::to_string(last)).as_array().size(), 0U);
}

TEST_F(TheLogOverTheApi, AnExportProvesItselfAndHidesTheOthers) {
  (void)furnish();
  (void)open_case(other_officer);
  const auto exported = json_of(get(other_auditor, "/api/v1/log/export"));
  const std::string bundle = text_at(exported, "bundle");
  audit::BundlePolicy policy;
  policy.log = audit::NoteKey::parse(text_at(exported, "key")).value();
  const auto report = audit::verify_bundle(bundle, policy);
  ASSERT_TRUE(report.has_value()) << report.error().what;
  EXPECT_EQ(report->entries, 1U);
  EXPECT_GT(report->withheld, 8U);
  EXPECT_EQ(bundle.find(centre.text()), std::string::npos);
}

TEST_F(TheLogOverTheApi, ProvesOneEntryWithoutTheWholeLogAndNobodyElses) {
  (void)furnish();
  const auto seq = entries(auditor).at(3).at("seq").as_int64();
  const std::string path = "/api/v1/log/" + std::to_string(seq) + "/proof";
  const auto proved = json_of(get(auditor, path));
  const auto bytes = [](const boost::json::value& text) {
    return audit::from_base64(std::string(text.as_string())).value();
  };
  const auto hash = [&](const boost::json::value& text) {
    audit::Hash one{};
    const auto raw = bytes(text);
    std::copy(raw.begin(), raw.end(), one.begin());
    return one;
  };
  std::vector<audit::Hash> proof;
  for (const auto& one : proved.at("proof").as_array()) proof.push_back(hash(one));
  const auto key = audit::NoteKey::parse(text_at(proved, "key")).value();
  const auto checkpoint = audit::open_checkpoint(text_at(proved, "checkpoint"), key).value().checkpoint;
  EXPECT_EQ(static_cast<std::int64_t>(checkpoint.size), proved.at("size").as_int64());
  const audit::Hash leaf =
      audit::leaf_of(hash(proved.at("nonce")), std::string(proved.at("record").as_string()));
  EXPECT_EQ(leaf, hash(proved.at("leaf")));
  EXPECT_TRUE(audit::verify_inclusion(leaf, static_cast<std::uint64_t>(seq), checkpoint.size, proof,
                                      checkpoint.root));
  EXPECT_FALSE(audit::verify_inclusion(leaf, static_cast<std::uint64_t>(seq) + 1, checkpoint.size, proof,
                                       checkpoint.root));
  EXPECT_EQ(get(other_auditor, path).status, 404);
  EXPECT_EQ(get(auditor, "/api/v1/log/999999999/proof").status, 404);
  EXPECT_EQ(get(auditor, "/api/v1/log/first/proof").status, 400);
}

// Platforms and monitors have auditors like the agencies, of what they themselves did.
TEST_F(TheLogOverTheApi, ShowsAnAuditorOfAPlatformOrAMonitorTheirOwnEntriesAndNothingElse) {
  const auto ids = furnish();
  const auto platform = add_organisation(registry::OrganisationKind::platform, "Platform A");
  const auto watch = add_organisation(registry::OrganisationKind::monitor, "Monitor A");
  (void)post(administrator, "/api/v1/feeds", boost::json::object{{"organisation", platform.text()}});
  EXPECT_EQ(get(issue(platform, desk::Role::platform_engineer), "/api/v1/feed").status, 200);
  EXPECT_EQ(post(issue(watch, desk::Role::monitor), "/api/v1/sightings/report",
                 {{"address", kAddress}, {"fingerprints", digest('d')}})
                .status,
            200);
  for (const auto& [whose, did] :
       {std::pair(platform, "feed_served"), std::pair(watch, "sighting_reported")}) {
    const std::string of_theirs = issue(whose, desk::Role::auditor);
    const auto seen = entries(of_theirs);
    ASSERT_EQ(seen.as_array().size(), 1U) << did;
    EXPECT_EQ(text_at(seen.at(0), "act"), did);
    const auto exported = json_of(get(of_theirs, "/api/v1/log/export"));
    const auto report = audit::verify_bundle(text_at(exported, "bundle"), {});
    ASSERT_TRUE(report.has_value()) << report.error().what;
    EXPECT_EQ(report->entries, 2U) << "that the log was read is the other";
    EXPECT_EQ(get(of_theirs, "/metrics").status, 403);
    for (const char* path :
         {"/api/v1/cases", "/api/v1/feed", "/api/v1/appeals", "/api/v1/platform/requests", "/api/v1/changes",
          "/api/v1/block-list", "/api/v1/people", "/api/v1/organisations"})
      EXPECT_EQ(get(of_theirs, path).status, 403) << path;
    for (const auto& [path, list] :
         {std::pair("/api/v1/erasures", "erasures"), std::pair("/api/v1/retention/due", "due")})
      EXPECT_TRUE(json_of(get(of_theirs, path)).at(list).as_array().empty()) << path;
  }
  EXPECT_EQ(get(auditor, "/metrics").status, 200);
}

TEST_F(TheLogOverTheApi, AWitnessFetchesAProofAndBringsACosignature) {
  (void)furnish();
  EXPECT_EQ(get(officer, "/api/v1/log/checkpoint").status, 404);
  sign();
  const auto signer = audit::NoteSigner::generate("police.example/w", audit::KeyUse::cosign).value();
  std::optional<audit::WitnessState> state;
  for (int round = 0; round < 2; ++round) {
    const std::string since = std::to_string(state ? state->size() : 0);
    const auto last = json_of(get(officer, "/api/v1/log/checkpoint?since=" + since));
    const auto key = audit::NoteKey::parse(text_at(last, "key")).value();
    if (!state) state.emplace(audit::WitnessState{key, signer.key(), {}});
    audit::WitnessRequest request{state->size(), {}, text_at(last, "checkpoint")};
    for (const auto& hash : last.at("proof").as_array())
      request.proof.push_back(
          audit::hash_of_bytes(audit::from_base64(std::string_view(hash.get_string())).value()).value());
    const auto cosigned = audit::cosign(*state, request, signer, clock.now());
    ASSERT_TRUE(cosigned.has_value()) << cosigned.error().what;
    state = cosigned->state;
    const boost::json::object brought{
        {"size", static_cast<std::int64_t>(state->size())},
        {"key", signer.key().text()},
        {"signature", cosigned->signature.substr(0, cosigned->signature.find('\n'))}};
    EXPECT_EQ(post(officer, "/api/v1/log/cosignatures", brought).status, 403);
    const Reply taken = post(auditor, "/api/v1/log/cosignatures", brought);
    EXPECT_EQ(taken.status, 201) << taken.body;
    EXPECT_EQ(post(auditor, "/api/v1/log/cosignatures", brought).status, 409);
    sign();
  }
  const auto exported = json_of(get(auditor, "/api/v1/log/export?cosigned=true"));
  audit::BundlePolicy policy;
  policy.witnesses = {signer.key()};
  policy.quorum = 1;
  EXPECT_TRUE(audit::verify_bundle(text_at(exported, "bundle"), policy).has_value());
}

TEST_F(TheLogOverTheApi, TakesOnlyNumbersThatAreNumbers) {
  for (const char* bad : {"/api/v1/log?before=x", "/api/v1/log?before=-1",
                          "/api/v1/log?before=", "/api/v1/log/export?through=1,,2",
                          "/api/v1/log/export?from=1e3", "/api/v1/log/export?cosigned=yes"})
    EXPECT_EQ(get(auditor, bad).status, 400) << bad;
  EXPECT_EQ(get(officer, "/api/v1/log/checkpoint?since=9999999999999999999").status, 400);
}

}  // namespace
}  // namespace jium::http
