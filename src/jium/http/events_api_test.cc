// The committee by the API alone: its stream, its cursor, and what a reviewer is shown.
#include <thread>

#include "jium/http/api_house_test.h"

namespace jium::http {
namespace {

class Committee : public ApiHouse {
 protected:
  Committee() { ids = furnish(); }
  Reply listen(const std::string& secret, const std::string& last = "", const std::string& query = "") {
    RawRequest raw{"GET", "/api/v1/events" + query, bearer(secret), "", ""};
    raw.last_event_id = last;
    return api->answer(raw);
  }
  // A block request is filed in furnish(): the committee's first change.
  static std::string first_words(const Reply& reply) { return reply.stream->more().value_or("the end"); }

  std::map<std::string, std::string> ids;
  std::string reviewer = issue(reviewing, desk::Role::committee_reviewer);
};

TEST_F(Committee, HearsFromWhereItWasAndNothingTwice) {
  const Reply reply = listen(reviewer, "0");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.content_type, "text/event-stream");
  const std::string said = first_words(reply);
  EXPECT_EQ(said.find(": jium\nretry: 2000\n\nid: 1\nevent: block_request_filed\ndata: {\"seq\":1,"), 0U)
      << said;
  EXPECT_NE(said.find(ids.at("block")), std::string::npos);
  EXPECT_EQ(said.find(ids.at("case")), std::string::npos);
  EXPECT_EQ(reply.stream->more(), "");
  EXPECT_EQ(first_words(listen(reviewer, "1")), ": jium\nretry: 2000\n\n");
  EXPECT_EQ(first_words(listen(reviewer)), ": jium\nretry: 2000\n\n") << "from now on";
  EXPECT_NE(first_words(listen(reviewer, "", "?after=0")).find("id: 1\n"), std::string::npos);
  EXPECT_EQ(listen(reviewer, "99").status, 404);
  EXPECT_EQ(listen(reviewer, "x").status, 400);
}

TEST_F(Committee, HasFourStreamsAKeyAndAPlaceThatIsLeftIsFree) {
  std::vector<Reply> held;
  for (int i = 0; i < 4; ++i) held.push_back(listen(reviewer));
  for (const Reply& one : held) EXPECT_EQ(one.status, 200);
  EXPECT_EQ(listen(reviewer).status, 503);
  EXPECT_EQ(listen(issue(reviewing, desk::Role::committee_reviewer)).status, 200) << "another key";
  held.pop_back();
  EXPECT_EQ(listen(reviewer).status, 200);
}

TEST_F(Committee, AStreamEndsWithItsKey) {
  const Reply reply = listen(reviewer, "0");
  ASSERT_TRUE(reply.stream);
  EXPECT_TRUE(reply.stream->more().has_value());
  const std::string key = text_at(json_of(get(reviewer, "/api/v1/me")), "key");
  ASSERT_TRUE(
      post(administrator, "/api/v1/organisations/" + reviewing.text() + "/keys/" + key + "/revoke").good());
  // It is asked after once a second.
  std::optional<std::string> said = "";
  for (int tries = 0; tries < 300 && said; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
    said = reply.stream->more();
  }
  EXPECT_FALSE(said);
}

TEST_F(Committee, SeesNeitherCaseNorCentreNorAddressAndWhoeverRevealsIsSeen) {
  const Reply queue = get(reviewer, "/api/v1/block-requests/queue");
  ASSERT_EQ(queue.status, 200);
  EXPECT_NE(queue.body.find(ids.at("block")), std::string::npos);
  for (const auto& hidden : {ids.at("case"), ids.at("sighting"), ids.at("footage"), centre.text(),
                             std::string("a/1.jpg"), std::string("Minji")})
    EXPECT_EQ(queue.body.find(hidden), std::string::npos) << hidden;
  const Reply revealed = post(reviewer, "/api/v1/block-requests/" + ids.at("block") + "/reveal");
  EXPECT_EQ(text_at(json_of(revealed), "address"), kAddress);
  const Reply reveals = get(issue(centre, desk::Role::centre_administrator), "/api/v1/reveals");
  EXPECT_NE(reveals.body.find("committee_review"), std::string::npos);
  EXPECT_EQ(post(issue(reviewing, desk::Role::committee_reviewer, false),
                 "/api/v1/block-requests/" + ids.at("block") + "/reveal")
                .status,
            403)
      << "a key that may not reveal";
}

TEST_F(Committee, ReadsItsChangesByTheCursorAndNobodyElses) {
  const auto changes = json_of(get(reviewer, "/api/v1/changes?after=0"));
  EXPECT_EQ(text_at(changes, "last"), "1");
  EXPECT_EQ(text_at(changes.at("changes").at(0), "subject"), ids.at("block"));
  EXPECT_EQ(get(reviewer, "/api/v1/changes?after=2").status, 404);
  EXPECT_EQ(get(reviewer, "/api/v1/changes?limit=0").status, 400);
  EXPECT_EQ(text_at(json_of(get(other_officer, "/api/v1/changes")), "last"), "0");
}

TEST_F(Committee, DecidesManyAtOnceAndTheProviderReadsWhatIsBlocked) {
  const auto vote = [&](const std::string& secret) {
    return json_of(post(
        secret, "/api/v1/block-requests/decide",
        boost::json::object{{"votes", boost::json::array{boost::json::object{
                                          {"request", ids.at("block")}, {"verdict", "access_blocking"}}}}}));
  };
  EXPECT_EQ(text_at(vote(reviewer).at("votes").at(0), "state"), "filed");
  EXPECT_EQ(text_at(vote(issue(also_reviewing, desk::Role::committee_reviewer)).at("votes").at(0), "state"),
            "granted");
  const auto provider = add_organisation(registry::OrganisationKind::platform, "Access A");
  const std::string engineer = issue(provider, desk::Role::platform_engineer);
  EXPECT_EQ(get(engineer, "/api/v1/block-list").status, 404) << "no list was opened for it";
  EXPECT_EQ(post(administrator, "/api/v1/block-lists", boost::json::object{{"organisation", provider.text()}})
                .status,
            201);
  const auto page = json_of(get(engineer, "/api/v1/block-list"));
  EXPECT_EQ(text_at(page.at("entries").at(0), "address"), kAddress);
  EXPECT_EQ(post(engineer, "/api/v1/block-list/acknowledge", boost::json::object{{"seq", 1}}).status, 200);
}

}  // namespace
}  // namespace jium::http
