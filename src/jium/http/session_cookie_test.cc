// What a browser may do with a session in a cookie, and what a page of somebody else's may not.
#include "jium/http/session_cookie.h"

#include "jium/http/api_house_test.h"
#include "jium/http/raw_client_test.h"
#include "jium/http/server.h"

namespace jium::http {
namespace {

class BrowserSession : public ApiHouse {
 protected:
  void SetUp() override {
    RawRequest ask{"POST", "/api/v1/sign-in", "", "",
                   boost::json::serialize(boost::json::object{{"link", sign_in_link()}})};
    ask.session_as = "cookie";
    ask.host = "desk.example";
    ask.origin = "https://desk.example";
    ask.fetch_site = "same-origin";
    signed_in = api->answer(ask);
    cookie =
        "theme=dark; " + header(signed_in, "Set-Cookie").substr(0, header(signed_in, "Set-Cookie").find(';'));
  }
  static std::string header(const Reply& reply, std::string_view name) {
    for (const auto& [one, value] : reply.headers) {
      if (one == name) return value;
    }
    return {};
  }
  // As the console's own page asks.
  [[nodiscard]] RawRequest console(const std::string& method, const std::string& path) {
    RawRequest raw{method, path, "", method == "POST" ? new_idempotency_key() : "",
                   method == "POST" ? "{}" : ""};
    raw.cookie = cookie;
    raw.console = "1";
    raw.host = "desk.example";
    raw.origin = method == "POST" ? "https://desk.example" : "";
    raw.fetch_site = "same-origin";
    return raw;
  }
  std::size_t organisations() {
    return json_of(get(administrator, "/api/v1/organisations")).at("organisations").as_array().size();
  }
  RawRequest adding_organisation() {
    RawRequest raw = console("POST", "/api/v1/organisations");
    raw.body = boost::json::serialize(
        boost::json::object{{"kind", "centre"}, {"name", "Centre Z"}, {"mail", "desk@z.example"}});
    return raw;
  }

  Reply signed_in;
  std::string cookie;
};

TEST_F(BrowserSession, IsACookieOfThisHostAloneAndNotInTheBody) {
  ASSERT_EQ(signed_in.status, 200) << signed_in.body;
  EXPECT_TRUE(json_of(signed_in).at("session").is_null());
  const std::string set = header(signed_in, "Set-Cookie");
  EXPECT_TRUE(set.starts_with("__Host-jium=sess_")) << set;
  EXPECT_TRUE(set.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict")) << set;
  EXPECT_EQ(set.find("Domain"), std::string::npos);
}

TEST_F(BrowserSession, LooksAndChangesForTheConsolesOwnPages) {
  EXPECT_EQ(api->answer(console("GET", "/api/v1/me")).status, 200);
  const std::size_t before = organisations();
  EXPECT_EQ(api->answer(adding_organisation()).status, 201);
  EXPECT_EQ(organisations(), before + 1);
  RawRequest large = console("POST", "/api/v1/cases");
  EXPECT_EQ(api->refuse(large)->status, 403);  // known, and of a role that may not: not a stranger
}

TEST_F(BrowserSession, DoesNothingForAFormOrAFetchOfAnotherSite) {
  const std::size_t before = organisations();
  const auto refused = [&](const char* how, auto change) {
    RawRequest raw = adding_organisation();
    change(raw);
    const Reply reply = api->answer(raw);
    EXPECT_EQ(reply.status, 403) << how;
    EXPECT_EQ(reply.body.find("Centre Z"), std::string::npos) << how;
    EXPECT_EQ(organisations(), before) << how;
  };
  refused("a form: no header of ours", [](RawRequest& raw) { raw.console.clear(); });
  refused("another value", [](RawRequest& raw) { raw.console = "yes"; });
  refused("another origin", [](RawRequest& raw) { raw.origin = "https://evil.example"; });
  refused("a longer name", [](RawRequest& raw) { raw.origin = "https://desk.example.evil.example"; });
  refused("a name before it", [](RawRequest& raw) { raw.origin = "https://evil-desk.example"; });
  refused("another port", [](RawRequest& raw) { raw.origin = "https://desk.example:8443"; });
  refused("a sandboxed frame", [](RawRequest& raw) { raw.origin = "null"; });
  refused("no host at all", [](RawRequest& raw) { raw.origin = "https://", raw.host.clear(); });
  for (const char* site : {"cross-site", "same-site", "none"})
    refused(site, [&](RawRequest& raw) { raw.fetch_site = site; });
  RawRequest look = console("GET", "/api/v1/organisations");
  look.console.clear();
  EXPECT_EQ(api->answer(look).status, 403);  // nor is anything shown
}

TEST_F(BrowserSession, IsTakenFromABrowserThatSaysLess) {
  RawRequest raw = console("GET", "/api/v1/me");
  raw.fetch_site.clear();
  EXPECT_EQ(api->answer(raw).status, 200);
  // A proxy that changes the Host header: then the configured origin counts.
  raw.host = "127.0.0.1:8420";
  raw.origin = desk.people.origin;
  EXPECT_EQ(api->answer(raw).status, 200);
}

TEST_F(BrowserSession, StandsBelowAKeyThatIsGiven) {
  RawRequest raw = console("GET", "/api/v1/me");
  raw.authorization = bearer(officer);
  raw.console.clear();
  EXPECT_EQ(json_of(api->answer(raw)).at("role"), "deletion_officer");
  raw.authorization = "Bearer nonsense";
  EXPECT_EQ(api->answer(raw).status, 401);
}

TEST_F(BrowserSession, IsNotOpenedForAnotherSitesPage) {
  RawRequest ask{"POST", "/api/v1/sign-in", "", "",
                 boost::json::serialize(boost::json::object{{"link", sign_in_link()}})};
  ask.session_as = "cookie";
  ask.host = "desk.example";
  ask.origin = "https://evil.example";
  const Reply reply = api->answer(ask);
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(header(reply, "Set-Cookie"), "");
  ask.origin = "https://desk.example";
  EXPECT_EQ(api->answer(ask).status, 200);  // the link was not used up
}

TEST_F(BrowserSession, EndsWithSigningOutAndLeavesNothingInTheBrowser) {
  const Reply out = api->answer(console("POST", "/api/v1/sign-out"));
  EXPECT_EQ(out.status, 200) << out.body;
  EXPECT_EQ(header(out, "Set-Cookie"), "__Host-jium=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
  EXPECT_EQ(header(out, "Clear-Site-Data"), "\"cache\", \"storage\"");
  EXPECT_EQ(api->answer(console("GET", "/api/v1/me")).status, 401);
}

TEST_F(BrowserSession, StreamsEventsToAFetchWithTheHeaderAndToNobodyElse) {
  cookie = "__Host-jium=" + officer;
  Reply stream = api->answer(console("GET", "/api/v1/events"));
  EXPECT_EQ(stream.status, 200);
  ASSERT_NE(stream.stream, nullptr);
  // An EventSource of any page can send the cookie and no header.
  RawRequest source = console("GET", "/api/v1/events");
  source.console.clear();
  EXPECT_EQ(api->answer(source).status, 403);
}

TEST_F(BrowserSession, GoesOverTheWireByItsHeaders) {
  Server server(ServerSettings{}, *api);
  ASSERT_TRUE(server.start());
  const auto ask = [&](const std::string& headers) {
    RawClient client(server.port());
    return client.ask("GET /api/v1/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n");
  };
  const std::string cookie_line = "Cookie: " + cookie + "\r\n", ours = "Jium-Console: 1\r\n";
  EXPECT_EQ(RawClient::status_of(ask(cookie_line + ours)), 200);
  EXPECT_EQ(RawClient::status_of(ask(cookie_line)), 403);
  EXPECT_EQ(RawClient::status_of(ask(cookie_line + ours + "Origin: http://b\r\n")), 403);
  EXPECT_EQ(RawClient::status_of(ask(cookie_line + ours + "Origin: http://a\r\n")), 200);
  EXPECT_EQ(RawClient::status_of(ask(cookie_line + ours + "Sec-Fetch-Site: cross-site\r\n")), 403);
  EXPECT_EQ(RawClient::status_of(ask(ours)), 401);
  EXPECT_EQ(RawClient::status_of(ask(cookie_line + cookie_line + ours)), 400);
  // Nobody answers the question whether another origin may send such headers (Fetch, CORS preflight).
  RawClient client(server.port());
  const std::string asked = client.ask(
      "OPTIONS /api/v1/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\nOrigin: http://b\r\n"
      "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: jium-console\r\n\r\n");
  EXPECT_EQ(RawClient::status_of(asked), 405);
  EXPECT_EQ(asked.find("Access-Control"), std::string::npos);
}

TEST(SessionCookie, isFoundByItsWholeNameAndOnlyOnce) {
  EXPECT_EQ(cookie_session("a=b; __Host-jium=x; c=d").reveal(), "x");
  EXPECT_EQ(cookie_session("__Host-jium=x").reveal(), "x");
  for (const char* none : {"", "jium=x", "__host-jium=x", "x__Host-jium=x", "__Host-jium",
                           "__Host-jium=", "__Host-jium=x; __Host-jium=y"})
    EXPECT_EQ(cookie_session(none).reveal(), "") << none;
}

}  // namespace
}  // namespace jium::http
