#include "jium/http/forms.h"

#include <gtest/gtest.h>

namespace jium::http {
namespace {

TEST(Forms, ATargetIsAPathAndADecodedQuery) {
  const auto target = read_target("/api/v1/alarms?unseen=true&x=a%20b").value();
  EXPECT_EQ(target.path, "/api/v1/alarms");
  EXPECT_EQ(target.query, (decltype(target.query){{"unseen", "true"}, {"x", "a b"}}));
}

TEST(Forms, RefusesTargetsThatAreNoPath) {
  for (const char* target :
       {"", "*", "http://host.example/", "host.example:443", "/a b", "/a%zz", "/a#b", "/\xff"}) {
    EXPECT_FALSE(read_target(target).has_value()) << target;
  }
}

TEST(Forms, AQueryHasOnlyKnownParametersEachOnce) {
  const std::vector<QueryParameter> known{{"unseen", ""}};
  EXPECT_EQ(read_query(read_target("/a?unseen=true").value(), known).value(),
            (Request::Values{{"unseen", "true"}}));
  EXPECT_FALSE(read_query(read_target("/a?seen=true").value(), known).has_value());
  EXPECT_FALSE(read_query(read_target("/a?unseen=true&unseen=false").value(), known).has_value());
}

TEST(Forms, ABodyIsOneJsonValueInUtf8) {
  EXPECT_TRUE(read_body("{}", true).has_value());
  for (const char* body : {"", "{", "{}{}", "{'a':1}", "{\"a\":\"\xff\"}", "NaN", "// x"})
    EXPECT_FALSE(read_body(body, true).has_value()) << body;
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  EXPECT_FALSE(read_body(deep, true).has_value());
}

TEST(Forms, WhereNoBodyIsTakenNothingOrAnEmptyObjectMayCome) {
  EXPECT_TRUE(read_body("", false).has_value());
  EXPECT_TRUE(read_body("{}", false).has_value());
  EXPECT_FALSE(read_body("{\"a\":1}", false).has_value());
  EXPECT_FALSE(read_body("[]", false).has_value());
}

TEST(Forms, ABearerKeyIsVisibleAsciiAfterItsScheme) {
  EXPECT_EQ(bearer_key("Bearer jium_1").reveal(), "jium_1");
  EXPECT_EQ(bearer_key("bearer jium_1").reveal(), "jium_1");
  for (const std::string text :
       {"", "Bearer", "Bearer ", "Basic jium_1", "jium_1", "Bearer a b", "Bearer \x01", "Bearerjium_1"}) {
    EXPECT_EQ(bearer_key(text).reveal(), "") << text;
  }
  EXPECT_EQ(bearer_key("Bearer " + std::string(201, 'a')).reveal(), "");
}

TEST(Forms, AnIdempotencyKeyHas1To200VisibleCharacters) {
  EXPECT_TRUE(is_idempotency_key("a"));
  EXPECT_TRUE(is_idempotency_key(std::string(200, '~')));
  EXPECT_FALSE(is_idempotency_key(""));
  EXPECT_FALSE(is_idempotency_key(std::string(201, 'a')));
  EXPECT_FALSE(is_idempotency_key("a b"));
  EXPECT_FALSE(is_idempotency_key("\xc3\xa9"));
}

TEST(Forms, TheRequestDigestTellsMethodTargetAndBodyApart) {
  const RawRequest raw{"POST", "/a", "", "", "{}"};
  EXPECT_EQ(request_digest(raw), request_digest({"POST", "/a", "Bearer other", "other", "{}"}));
  EXPECT_NE(request_digest(raw), request_digest({"POST", "/b", "", "", "{}"}));
  EXPECT_NE(request_digest(raw), request_digest({"POST", "/a", "", "", "{ }"}));
  EXPECT_NE(request_digest({"POST", "/a", "", "", "b"}), request_digest({"POST", "/", "", "", "ab"}));
}

TEST(Forms, BodiesAreJsonAndMediaIsRefusedInWords) {
  EXPECT_FALSE(refuse_content_type("application/json").has_value());
  EXPECT_FALSE(refuse_content_type("Application/JSON ; charset=utf-8").has_value());
  EXPECT_TRUE(refuse_content_type("").has_value());
  EXPECT_TRUE(refuse_content_type("text/plain").has_value());
  EXPECT_TRUE(refuse_content_type("application/jsonp").has_value());
  for (const char* media : {"image/jpeg", "Image/PNG", "video/mp4", "multipart/form-data; boundary=x"}) {
    EXPECT_NE(refuse_content_type(media).value_or("").find("only its fingerprints"), std::string::npos)
        << media;
  }
}

}  // namespace
}  // namespace jium::http
