#include "jium/http/openapi.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "jium/http/api_house_test.h"

namespace jium::http {
namespace {

const std::filesystem::path kCheckedIn = std::filesystem::path(JIUM_SOURCE_DIR) / "docs" / "openapi.json";

class Description : public ApiHouse {
 protected:
  boost::json::value document = boost::json::parse(api->description());
};

TEST_F(Description, IsTheOneThatIsCheckedIn) {
  if (std::getenv("JIUM_REFRESH") != nullptr) {
    std::filesystem::create_directories(kCheckedIn.parent_path());
    std::ofstream(kCheckedIn) << api->description();
  }
  std::ifstream file(kCheckedIn);
  ASSERT_TRUE(file.is_open()) << "docs/openapi.json is not there: run this test with JIUM_REFRESH=1";
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), api->description())
      << "the API has changed: if that was meant, run this test with JIUM_REFRESH=1";
}

TEST_F(Description, IsServedToAnyKey) {
  const Reply reply = get(auditor, "/api/v1/openapi.json");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, api->description());
}

TEST_F(Description, NamesExactlyTheRoutesOfTheTable) {
  std::set<std::string> in_table, described;
  const auto table = desk::Authorisation::built_in().value();
  for (const auto& grant : table.grants()) in_table.insert(grant.method + " " + grant.route);
  for (const auto& path : document.at("paths").as_object()) {
    for (const auto& operation : path.value().as_object()) {
      described.insert((operation.key() == "get" ? "GET " : "POST ") + std::string(path.key()));
    }
  }
  EXPECT_EQ(described, in_table);
}

TEST_F(Description, SaysWhoMayCall) {
  const auto& paths = document.at("paths").as_object();
  const auto& cases = paths.at("/api/v1/cases").at("post");
  EXPECT_EQ(cases.at("x-roles"),
            (boost::json::value(boost::json::array{"deletion_officer", "counsellor", "police_liaison"})));
  EXPECT_EQ(boost::json::serialize(cases.at("security")), R"([{"key":[]}])");
  EXPECT_EQ(boost::json::serialize(paths.at("/api/v1/health").at("get").at("security")), "[]");
  EXPECT_TRUE(cases.at("responses").as_object().contains("422"));
  EXPECT_FALSE(paths.at("/api/v1/health").at("get").at("responses").as_object().contains("401"));
}

TEST_F(Description, DescribesTypesAsTheyAreRead) {
  const auto& schemas = document.at("components").at("schemas").as_object();
  EXPECT_EQ(boost::json::serialize(schemas.at("OpenCase").at("required")),
            R"(["pseudonym","harm_types","consent"])");
  EXPECT_EQ(schemas.at("OpenCase").at("additionalProperties"), boost::json::value(false));
  EXPECT_EQ(boost::json::serialize(schemas.at("ReportedSighting").at("required")),
            R"(["sighting","case","was_live"])");
  EXPECT_EQ(boost::json::serialize(schemas.at("ReportedSighting").at("properties").at("sighting")),
            R"({"anyOf":[{"$ref":"#/components/schemas/Sighting"},{"type":"null"}]})");
  EXPECT_EQ(boost::json::serialize(schemas.at("Case").at("properties").at("papers_checked_at")),
            R"({"type":["string","null"],"format":"date-time"})");
  EXPECT_EQ(boost::json::serialize(schemas.at("Key").at("properties").at("id")),
            R"({"type":"string","description":"id of a key","examples":["K-7K3M-9QX2-PD4T"]})");
}

TEST_F(Description, EveryReferenceLeadsSomewhere) {
  const std::string& text = api->description();
  int followed = 0;
  for (auto at = text.find("\"#/"); at != std::string::npos; at = text.find("\"#/", at + 1)) {
    const std::string pointer = text.substr(at + 2, text.find('"', at + 1) - at - 2);
    boost::json::error_code missing;
    EXPECT_NE(document.find_pointer(pointer, missing), nullptr) << pointer;
    ++followed;
  }
  EXPECT_GT(followed, 100);
}

}  // namespace
}  // namespace jium::http
