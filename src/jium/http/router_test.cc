#include "jium/http/router.h"

#include <gtest/gtest.h>

namespace jium::http {
namespace {

Route route(std::string_view method, std::string_view path) {
  return {.method = method, .path = path, .operation = "x", .summary = "x"};
}

Router small_router() {
  return Router::make({route("GET", "/cases"), route("POST", "/cases"), route("GET", "/cases/{case}"),
                       route("POST", "/keys/{key}/revoke")})
      .value();
}

TEST(Router, FindsARouteByMethodAndPath) {
  const Router router = small_router();
  EXPECT_EQ(router.find("GET", "/cases").route, 0U);
  EXPECT_EQ(router.find("POST", "/cases").route, 1U);
}

TEST(Router, HandsOverWhatStandsForAParameter) {
  const auto found = small_router().find("POST", "/keys/K-1/revoke");
  EXPECT_EQ(found.route, 3U);
  EXPECT_EQ(found.parameters, (Request::Values{{"key", "K-1"}}));
}

TEST(Router, FindsNothingForOtherPaths) {
  for (const char* path :
       {"", "/", "/case", "/cases/", "/cases//", "/cases/a/b", "//cases", "/keys//revoke", "/Cases"}) {
    const auto found = small_router().find("GET", path);
    EXPECT_FALSE(found.route.has_value()) << path;
  }
}

TEST(Router, NamesTheMethodsOfAPathThatIsThere) {
  const auto found = small_router().find("HEAD", "/cases");
  EXPECT_FALSE(found.route.has_value());
  EXPECT_EQ(found.allow, "GET, POST");
  EXPECT_EQ(small_router().find("GET", "/nothing").allow, "");
}

TEST(Router, RefusesRoutesThatCannotBeToldApart) {
  EXPECT_FALSE(Router::make({route("GET", "/cases/{case}"), route("GET", "/cases/{id}")}).has_value());
  EXPECT_FALSE(Router::make({route("GET", "/cases/{case}"), route("GET", "/cases/new")}).has_value());
  EXPECT_TRUE(Router::make({route("GET", "/cases/{case}"), route("POST", "/cases/{case}")}).has_value());
}

}  // namespace
}  // namespace jium::http
