// Every message that each party gets while a link is suggested, offered, opened, read and taken back: nothing
// beyond the table in docs/security/linkage.md stands in it, and nothing of the other side that is not
// shared.
#include <fstream>
#include <set>
#include <sstream>

#include "jium/http/api_house_test.h"
#include "jium/linkage/oblivious.h"
#include "jium/linkage/trace.h"
#include "jium/store/audit_log.h"

namespace jium::http {
namespace {

namespace json = boost::json;

// The first column of the table of members.
std::set<std::string> members_in_the_table() {
  std::ifstream page(std::string(JIUM_SOURCE_DIR) + "/docs/security/linkage.md");
  std::set<std::string> members;
  bool in_table = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("| member |")) in_table = true;
    if (line.empty()) in_table = false;  // there may be another below
    if (!in_table || line.starts_with("|---") || line.starts_with("| member |")) continue;
    std::istringstream cell(line.substr(2, line.find(" |", 2) - 2));
    for (std::string member; std::getline(cell, member, ',');) {
      member.erase(0, member.find_first_not_of(' '));
      members.insert(member);
    }
  }
  return members;
}

void gather_members(const json::value& value, std::set<std::string>& members) {
  if (value.is_object()) {
    for (const auto& [name, inner] : value.get_object()) {
      members.insert(std::string(name));
      gather_members(inner, members);
    }
  }
  if (value.is_array()) {
    for (const auto& inner : value.get_array()) gather_members(inner, members);
  }
}

struct Party {
  std::string secret;
  std::string organisation;
  std::string the_case;
  std::string pseudonym;
  std::vector<std::string> heard;  // bodies of all answers
};

class LinkageTranscript : public ApiHouse {
 protected:
  std::string hear(Party& party, Reply reply, int status = 200) {
    EXPECT_EQ(reply.status, status) << reply.body;
    party.heard.push_back(reply.body);
    return reply.body;
  }
  std::string asks(Party& party, const std::string& path) { return hear(party, get(party.secret, path)); }
  std::string tells(Party& party, const std::string& path, const json::value& body, int status = 200) {
    said.push_back(json::serialize(body));
    return hear(party, post(party.secret, path, body), status);
  }

  // With the centre's own client: the words never leave it.
  void record(Party& party, linkage::TraceKind kind, const std::string& text) {
    json::array keys;
    for (const auto& key : linkage::keys_of(linkage::normalise(kind, text).value())) {
      const auto blinding = linkage::blind(key.input).value();
      const auto answer = json::parse(tells(
          party, "/api/v1/trace-tokens", json::object{{"elements", json::array{to_hex(blinding.blinded)}}}));
      linkage::Element element{};
      const Bytes bytes = from_hex(answer.at("elements").at(0).as_string()).value();
      std::copy(bytes.begin(), bytes.end(), element.begin());
      keys.push_back(
          json::object{{"closeness", to_text(key.closeness)},
                       {"token", to_hex(linkage::token_of(linkage::finish(blinding, element).value(), {}))}});
    }
    tells(party, "/api/v1/cases/" + party.the_case + "/traces",
          {{"kind", to_text(kind)}, {"provenance", "survivor"}, {"confidence", "certain"}, {"keys", keys}},
          201);
  }

  Party centre(const char* name, const char* pseudonym) {
    const auto id = add_centre(name);
    Party party{issue(id, desk::Role::deletion_officer), id.text(), {}, pseudonym, {}};
    json::object body = case_body();
    body["pseudonym"] = pseudonym;
    body["consent"] = {{"removal", true}, {"police", false}, {"other_centres", true}};
    party.the_case = text_at(json_of(post(party.secret, "/api/v1/cases", body)), "id");
    return party;
  }

  static void nothing_beyond_the_table(const Party& party) {
    const std::set<std::string> table = members_in_the_table();
    ASSERT_GT(table.size(), 40U) << "the table was not found";
    std::set<std::string> members;
    for (const std::string& body : party.heard) gather_members(json::parse(body), members);
    for (const std::string& member : members) EXPECT_TRUE(table.contains(member)) << member;
  }
  void nothing_of(const Party& one, const Party& heard_by) {
    for (const std::string& body : heard_by.heard) {
      for (const std::string& secret : {one.organisation, one.the_case, one.pseudonym, one.secret})
        EXPECT_EQ(body.find(secret), std::string::npos) << body;
    }
  }

  const std::vector<std::string> words{"010-4711-0815", "+821047110815", "DarkWolf_77", "darkwolf"};
  std::vector<std::string> said;  // bodies that went to the server
};

TEST_F(LinkageTranscript, HoldsNothingBeyondTheTable) {
  Party incheon = centre("Incheon", "blue-heron"), seoul = centre("Seoul", "red-fox"),
        busan = centre("Busan", "owl");
  for (Party* party : {&incheon, &seoul}) {
    record(*party, linkage::TraceKind::phone, words[0]);
    record(*party, linkage::TraceKind::account_name, words[2]);
    asks(*party, "/api/v1/related");
    asks(*party, "/api/v1/cases/" + party->the_case + "/traces");
  }
  // Before anybody said yes.
  const json::value link = json::parse(asks(incheon, "/api/v1/related")).at("links").at(0);
  EXPECT_TRUE(link.at("other_centre").is_null());
  for (const std::string& body : incheon.heard) EXPECT_EQ(body.find("Seoul"), std::string::npos) << body;
  for (const std::string& body : seoul.heard) EXPECT_EQ(body.find("Incheon"), std::string::npos) << body;

  const std::string at = "/api/v1/related/" + text_at(link, "id");
  const json::array all{"officer_contact", "investigation_number", "footage_counts", "sighting_dates",
                        "site_names",      "removal_counts",       "trace_kinds"};
  tells(incheon, at + "/offer",
        {{"purpose", "court"}, {"until", "2026-12-01T00:00:00.000Z"}, {"fields", all}});
  for (const std::string& body : incheon.heard)
    EXPECT_EQ(body.find("Seoul"), std::string::npos) << "not before its yes";
  asks(seoul, at);
  tells(seoul, at + "/accept",
        json::object{{"fields", json::array{"removal_counts", "trace_kinds", "site_names"}}});
  const json::value view = json::parse(asks(incheon, at + "/shared"));
  EXPECT_EQ(text_at(view, "centre"), "Seoul");
  EXPECT_TRUE(view.at("officer_contact").is_null()) << "ticked by one side only";
  EXPECT_FALSE(view.at("traces").is_null());
  asks(seoul, at + "/shared");
  tells(seoul, at + "/fields", json::object{{"fields", json::array{"removal_counts", "site_names"}}});
  EXPECT_TRUE(json::parse(asks(incheon, at + "/shared")).at("traces").is_null());
  tells(seoul, at + "/revoke", json::object{});
  hear(incheon, get(incheon.secret, at + "/shared"), 409);
  incheon.heard.pop_back();  // a problem is no answer about a link
  asks(incheon, at);

  // The third centre.
  for (const std::string& path :
       std::vector<std::string>{at, at + "/shared", "/api/v1/related?case=" + seoul.the_case}) {
    const Reply reply = get(busan.secret, path);
    EXPECT_EQ(reply.status, 404) << path;
  }
  EXPECT_TRUE(json::parse(asks(busan, "/api/v1/related")).at("links").as_array().empty());

  for (const Party* party : {&incheon, &seoul, &busan}) nothing_beyond_the_table(*party);
  nothing_of(seoul, incheon);
  nothing_of(incheon, seoul);
  nothing_of(seoul, busan);
  nothing_of(incheon, busan);
  // The server never saw a word.
  for (const std::string& body : said) {
    for (const std::string& word : words) EXPECT_EQ(body.find(word), std::string::npos) << body;
  }
}

TEST_F(LinkageTranscript, OfASeriesGroupHoldsNothingBeyondTheTable) {
  Party incheon = centre("Incheon", "blue-heron"), seoul = centre("Seoul", "red-fox"),
        busan = centre("Busan", "owl");
  for (Party* party : {&incheon, &seoul}) record(*party, linkage::TraceKind::phone, words[0]);
  const std::string related = text_at(json::parse(asks(incheon, "/api/v1/related")).at("links").at(0), "id");
  const json::array fields{"removal_counts"};
  tells(incheon, "/api/v1/related/" + related + "/offer",
        {{"purpose", "court"}, {"until", "2026-12-01T00:00:00.000Z"}, {"fields", fields}});
  tells(seoul, "/api/v1/related/" + related + "/accept", json::object{{"fields", fields}});
  const std::string at =
      "/api/v1/series/" +
      text_at(json::parse(tells(incheon, "/api/v1/series", json::object{{"related", related}}, 201)), "id");
  EXPECT_TRUE(json::parse(asks(seoul, at)).at("board").as_array().empty()) << "before its yes";
  tells(seoul, at + "/agree", json::object{{"seat", 2}});
  for (Party* party : {&incheon, &seoul}) {
    const json::object person{{"case", party->the_case}, {"tokens", json::array{std::string(64, 'a')}}};
    tells(*party, at + "/people", json::object{{"people", json::array{person}}});
    asks(*party, at);
    asks(*party, at + "/leaving");
    const std::string graph = get(party->secret, at + "/graph").body;
    for (const Party* other : {&incheon, &seoul}) {
      EXPECT_EQ(other != party && graph.find(other->the_case) != std::string::npos, false);
      EXPECT_EQ(graph.find(other->pseudonym), std::string::npos);
    }
    EXPECT_EQ(get(party->secret, at + "/graph?format=graphml").content_type, "application/graphml+xml");
  }
  EXPECT_EQ(text_at(json::parse(asks(incheon, at + "/count")), "people"), "1") << "the same token";
  asks(incheon, at + "/count?missed=0.1");
  EXPECT_EQ(get(incheon.secret, at + "/count?missed=2").status, 400);
  asks(seoul, "/api/v1/series");
  for (const char* more : {"", "/count", "/graph", "/leaving"})
    EXPECT_EQ(get(busan.secret, at + more).status, 404) << more;
  EXPECT_TRUE(json::parse(asks(busan, "/api/v1/series")).at("series").as_array().empty());
  // Whoever is in no group learns how many there are, and no small number.
  const auto outside = json_of(get(administrator, "/api/v1/series-counts"));
  EXPECT_EQ(text_at(outside, "groups"), "1");
  EXPECT_TRUE(outside.at("counts").at(0).at("people").is_null());
  tells(seoul, at + "/leave", json::object{});
  for (const Party* party : {&incheon, &seoul, &busan}) nothing_beyond_the_table(*party);
  nothing_of(seoul, incheon);
  nothing_of(incheon, seoul);
  nothing_of(seoul, busan);
}

TEST_F(LinkageTranscript, BothLogsHaveWhatEachSideDid) {
  Party incheon = centre("Incheon", "blue-heron"), seoul = centre("Seoul", "red-fox");
  for (Party* party : {&incheon, &seoul}) record(*party, linkage::TraceKind::phone, words[0]);
  const std::string at =
      "/api/v1/related/" + text_at(json::parse(asks(incheon, "/api/v1/related")).at("links").at(0), "id");
  tells(incheon, at + "/offer",
        {{"purpose", "court"},
         {"until", "2026-12-01T00:00:00.000Z"},
         {"fields", {"removal_counts", "site_names"}}});
  tells(seoul, at + "/accept", json::object{{"fields", json::array{"removal_counts", "site_names"}}});
  asks(incheon, at + "/shared");
  for (const Party* party : {&incheon, &seoul}) {
    const auto organisation = registry::OrganisationId::parse(party->organisation).value();
    std::string log;
    const auto entries = store->read(
        [&](store::Transaction& tx) { return store::log_entries_of(tx, organisation, ~0ULL >> 1U, 1000); });
    ASSERT_TRUE(entries);
    for (const auto& entry : *entries) log += entry.record.value_or("");
    EXPECT_NE(log.find("link_suggested"), std::string::npos);
    EXPECT_NE(log.find("link_offered"), std::string::npos);
    EXPECT_NE(log.find("link_read"), std::string::npos) << "that it was read stands on both sides";
  }
}

}  // namespace
}  // namespace jium::http
