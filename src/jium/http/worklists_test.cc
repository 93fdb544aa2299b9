// Lists for who works in cases: filters, pages, what stands in a record; and lists of addresses.
#include <set>

#include "jium/http/api_house_test.h"

namespace jium::http {
namespace {

class Worklists : public ApiHouse {
 protected:
  std::string ids_at(const boost::json::value& list, const char* member = "id") {
    std::string ids;
    for (const auto& one : list.as_array()) ids += text_at(one, member) + " ";
    return ids;
  }
  boost::json::value read(const std::string& path) {
    const Reply reply = get(officer, path);
    EXPECT_EQ(reply.status, 200) << path << " " << reply.body;
    return json_of(reply);
  }
  std::string register_footage(const std::string& the_case, char digit_of) {
    return text_at(json_of(post(officer, "/api/v1/cases/" + the_case + "/footage",
                                {{"source", "officer"}, {"fingerprints", digest(digit_of)}}))
                       .at("footage"),
                   "id");
  }
  std::string see(const std::string& address, char digit_of) {
    return text_at(json_of(post(officer, "/api/v1/sightings",
                                {{"address", address}, {"fingerprints", digest(digit_of)}}))
                       .at("sighting"),
                   "id");
  }
  static std::set<std::string> words(const boost::json::value& record) {
    std::set<std::string> found;
    for (const auto& one : record.at("abilities").as_array()) found.insert(std::string(one.get_string()));
    return found;
  }
  std::string next_step(const std::string& the_case) {
    return text_at(read("/api/v1/cases/" + the_case).at("case").at("work"), "next");
  }
};

TEST_F(Worklists, CasesComeInPagesOfOneOrderAndNoneTwice) {
  std::string oldest_first;
  for (int i = 0; i < 5; ++i) {
    clock.tick(std::chrono::seconds{i == 2 ? 0 : 1});  // two of the same time
    (void)open_case(officer, ("Page-" + std::to_string(i)).c_str());
  }
  for (const std::string order : {"newest", "oldest"}) {
    const std::string whole = ids_at(read("/api/v1/cases?order=" + order).at("cases"));
    std::string paged, after;
    for (int pages = 0; pages < 5; ++pages) {
      const auto page = read("/api/v1/cases?order=" + order + "&limit=2" + after);
      paged += ids_at(page.at("cases"));
      if (page.at("next").is_null()) break;
      EXPECT_EQ(page.at("cases").as_array().size(), 2U);
      after = "&after=" + text_at(page, "next");
    }
    EXPECT_EQ(paged, whole) << order;
  }
  EXPECT_NE(ids_at(read("/api/v1/cases?order=newest").at("cases")),
            ids_at(read("/api/v1/cases?order=oldest").at("cases")));
  EXPECT_EQ(get(officer, "/api/v1/cases?order=none").status, 400);
  EXPECT_EQ(get(officer, "/api/v1/cases?state=none").status, 400);
}

TEST_F(Worklists, CasesAreFilteredByTheirStates) {
  const std::string open = open_case(officer, "Open-1"), over = open_case(officer, "Over-1");
  EXPECT_EQ(post(officer, "/api/v1/cases/" + over + "/close").status, 200);
  EXPECT_EQ(ids_at(read("/api/v1/cases?state=closed").at("cases")), over + " ");
  EXPECT_EQ(ids_at(read("/api/v1/cases?state=opened,active").at("cases")), open + " ");
  EXPECT_EQ(ids_at(read("/api/v1/cases?state=closed,opened&order=oldest").at("cases")).size(),
            (open + over).size() + 2);
  EXPECT_EQ(read("/api/v1/cases").at("cases").as_array().size(), 2U);
  EXPECT_TRUE(read("/api/v1/cases").at("cases").at(0).at("work").is_null());
  EXPECT_EQ(read("/api/v1/cases?work=true").at("cases").at(0).at("work").at("footage"), 0);
}

TEST_F(Worklists, ACaseSaysWhatIsNextOnItsWay) {
  boost::json::object body = case_body();
  body["consent"] = {{"removal", false}};
  const std::string id = text_at(json_of(post(officer, "/api/v1/cases", body)), "id");
  EXPECT_EQ(next_step(id), "record_consent");
  (void)post(officer, "/api/v1/cases/" + id + "/consent", boost::json::object{{"purpose", "removal"}});
  EXPECT_EQ(next_step(id), "register_footage");
  (void)register_footage(id, 'a');
  EXPECT_EQ(next_step(id), "look_for_copies");
  const std::string sighting = see(kAddress, 'a');
  EXPECT_EQ(next_step(id), "draft_requests");
  const auto runs = json_of(post(officer, "/api/v1/operators",
                                 {{"name", "Host"}, {"mail", "abuse@host.example"}, {"language", "en"}}));
  (void)post(officer, "/api/v1/sites", {{"site", "host.example"}, {"operator", text_at(runs, "id")}});
  const std::string request =
      text_at(json_of(post(officer, "/api/v1/requests", boost::json::object{{"sighting", sighting}})), "id");
  EXPECT_EQ(next_step(id), "confirm_requests");
  EXPECT_EQ(ids_at(read("/api/v1/requests?state=drafted").at("requests")), request + " ");
  EXPECT_EQ(ids_at(read("/api/v1/requests?state=sent,overdue").at("requests")), "");
  EXPECT_EQ(post(officer, "/api/v1/requests/" + request + "/confirm").status, 200);
  EXPECT_EQ(next_step(id), "await_answers");
  (void)post(officer, "/api/v1/cases/" + id + "/close");
  EXPECT_EQ(next_step(id), "none");
}

TEST_F(Worklists, SightingsAreListedFoldedByCaseStateAndWhetherAnybodyWasAsked) {
  const std::string one = open_case(officer, "One-1"), other = open_case(officer, "Other-1");
  const std::string footage = register_footage(one, 'a');
  (void)register_footage(other, 'b');
  const std::string first = see("https://a.example/secret/path/1.jpg", 'a');
  clock.tick(std::chrono::seconds{1});
  const std::string second = see("https://b.example/secret/path/2.jpg", 'b');
  const auto all = get(officer, "/api/v1/sightings");
  EXPECT_EQ(all.body.find("secret"), std::string::npos);
  const auto listed = json_of(all).at("sightings").as_array();
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(text_at(listed[0].at("sighting"), "id"), first);
  EXPECT_EQ(text_at(listed[0], "case"), one);
  EXPECT_EQ(read("/api/v1/cases/" + other + "/sightings").at("sightings").as_array().size(), 1U);
  EXPECT_EQ(text_at(read("/api/v1/cases/" + other + "/sightings").at("sightings").at(0).at("sighting"), "id"),
            second);
  EXPECT_EQ(read("/api/v1/sightings?state=gone").at("sightings").as_array().size(), 0U);
  EXPECT_EQ(read("/api/v1/sightings?asked=false").at("sightings").as_array().size(), 2U);
  EXPECT_EQ(read("/api/v1/sightings?asked=true").at("sightings").as_array().size(), 0U);
  const auto page = read("/api/v1/sightings?limit=1");
  EXPECT_EQ(text_at(read("/api/v1/sightings?limit=1&after=" + text_at(page, "next"))
                        .at("sightings")
                        .at(0)
                        .at("sighting"),
                    "id"),
            second);
  EXPECT_EQ(ids_at(read("/api/v1/cases/" + one + "/footage").at("footage")), footage + " ");
  EXPECT_EQ(json_of(get(other_officer, "/api/v1/sightings")).at("sightings").as_array().size(), 0U);
}

TEST_F(Worklists, RecordsSayWhatCanBeDoneWithThemByWhomAndInWhichState) {
  const std::string id = open_case(officer);
  auto open = words(read("/api/v1/cases/" + id).at("case"));
  for (const char* word : {"close", "footage", "forget", "hand-over"})
    EXPECT_TRUE(open.contains(word)) << word;
  EXPECT_FALSE(open.contains("reopen"));
  EXPECT_FALSE(open.contains("wake"));
  const auto closed = words(json_of(post(officer, "/api/v1/cases/" + id + "/close")));
  EXPECT_TRUE(closed.contains("reopen"));
  EXPECT_FALSE(closed.contains("close"));
  EXPECT_FALSE(closed.contains("footage"));
  const std::string counsellor = issue(centre, desk::Role::counsellor);
  const std::string another = open_case(officer, "Another-1");
  const auto to_counsellor = words(json_of(get(counsellor, "/api/v1/cases/" + another)).at("case"));
  EXPECT_TRUE(to_counsellor.contains("close"));
  EXPECT_FALSE(to_counsellor.contains("ask-holders"));
  (void)register_footage(another, 'c');
  const std::string sighting = see(kAddress, 'c');
  EXPECT_TRUE(words(read("/api/v1/sightings/" + sighting)).contains("reveal"));
  EXPECT_TRUE(words(read("/api/v1/sightings/" + sighting)).contains("request"));
  EXPECT_FALSE(words(json_of(get(counsellor, "/api/v1/sightings/" + sighting))).contains("reveal"));
}

// Whatever a record says can be done is a route below it that this key may ask.
TEST_F(Worklists, EveryAbilityIsARoute) {
  const std::string id = open_case(officer);
  const auto table = desk::Authorisation::built_in().value();
  for (const std::string& word : words(read("/api/v1/cases/" + id).at("case")))
    EXPECT_TRUE(
        table.allows("POST", "/api/v1/cases/{case}/" + word, {{}, centre, desk::Role::deletion_officer}))
        << word;
}

TEST_F(Worklists, OfAddressesThatAreHandedInTogetherEachIsToldByItsLine) {
  const boost::json::array lines{"https://a.example/1", "  \"https://b.example/2\" ", "", "no address at all",
                                 "https://A.example/1", "<https://c.example/3;x=1,>"};
  const Reply asked = post(officer, "/api/v1/inspection-lists", boost::json::object{{"addresses", lines}});
  ASSERT_EQ(asked.status, 202) << asked.body;
  const auto list = json_of(asked);
  EXPECT_EQ(list.at("progress").at("waiting"), 3);
  EXPECT_EQ(list.at("lines"), 6);
  ASSERT_EQ(list.at("places").as_array().size(), 2U);
  EXPECT_EQ(list.at("places").at(0).at("line"), 4);
  EXPECT_EQ(list.at("places").at(1).at("line"), 5);
  EXPECT_NE(text_at(list.at("places").at(1), "fault").find("line 1"), std::string::npos);
  const Reply shown = get(officer, "/api/v1/inspection-lists/" + text_at(list, "id"));
  EXPECT_EQ(shown.body.find("/1\""), std::string::npos) << "an address is not folded";
  const auto places = json_of(shown).at("places").as_array();
  ASSERT_EQ(places.size(), 3U);
  EXPECT_EQ(places[0].at("line"), 1);
  EXPECT_EQ(places[2].at("line"), 6);
  EXPECT_EQ(text_at(places[1].at("inspection"), "state"), "waiting");
  EXPECT_EQ(read("/api/v1/inspection-lists").at("lists").as_array().size(), 1U);
  EXPECT_EQ(
      read("/api/v1/inspection-lists/" + text_at(list, "id") + "?after=1").at("places").as_array().size(),
      2U);
}

TEST_F(Worklists, AListOfNothingOrOfTooMuchIsRefusedWhole) {
  for (const auto& lines : {boost::json::array(), boost::json::array{"", "nothing"},
                            boost::json::array(1001, "https://a.example/1")}) {
    EXPECT_EQ(post(officer, "/api/v1/inspection-lists", boost::json::object{{"addresses", lines}}).status,
              400);
  }
  EXPECT_EQ(read("/api/v1/inspection-lists").at("lists").as_array().size(), 0U);
}

TEST_F(Worklists, OperatorsAndSuggestionsAreListedAtOnce) {
  (void)furnish();
  EXPECT_EQ(read("/api/v1/operator-records").at("records").as_array().size(), 1U);
  EXPECT_EQ(read("/api/v1/operator-records").at("records").at(0).at("record").at("sent"), 0);
  EXPECT_EQ(read("/api/v1/suggestions").at("suggestions").as_array().size(), 0U);
  EXPECT_TRUE(words(read("/api/v1/operators").at("operators").at(0)).contains("change"));
}

}  // namespace
}  // namespace jium::http
