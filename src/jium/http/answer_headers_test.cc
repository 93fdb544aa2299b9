// Headers are written in one place (server.cc); this goes through every route, with a key and without, so
// that a second place is noticed.
#include <set>

#include "jium/http/api_house_test.h"
#include "jium/http/raw_client_test.h"
#include "jium/http/server.h"

namespace jium::http {
namespace {

class EveryAnswer : public ApiHouse {
 protected:
  void SetUp() override { ASSERT_TRUE(server.start()); }

  std::string ask(const std::string& method, const std::string& path, const std::string& secret) {
    std::string text = method + " " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
    if (!secret.empty()) text += "Authorization: Bearer " + secret + "\r\n";
    if (method == "POST") {
      text += "Idempotency-Key: " + new_idempotency_key() +
              "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    } else {
      text += "\r\n";
    }
    RawClient client(server.port());
    client.send(text);
    // Of a stream the head alone, as it goes on; to HEAD no body comes, whatever length it would have.
    return method == "HEAD" ? client.read_all() : client.read_one();
  }
  void expect_headers(const std::string& what, const std::string& answer) {
    const std::string head = answer.substr(0, answer.find("\r\n\r\n") + 2);
    for (const char* line :
         {"\r\nContent-Security-Policy: default-src 'none'", "\r\nX-Content-Type-Options: nosniff\r\n",
          "\r\nReferrer-Policy: no-referrer\r\n",
          "\r\nStrict-Transport-Security: max-age=31536000; includeSubDomains\r\n",
          "\r\nCross-Origin-Opener-Policy: same-origin\r\n",
          "\r\nCross-Origin-Embedder-Policy: require-corp\r\n",
          "\r\nCross-Origin-Resource-Policy: same-origin\r\n", "\r\nPermissions-Policy: accelerometer=(),",
          "\r\nX-Robots-Tag: noindex\r\n", "\r\nCache-Control: "}) {
      EXPECT_NE(head.find(line), std::string::npos) << what << " lacks" << line;
    }
    EXPECT_NE(head.find("require-trusted-types-for 'script'\r\n"), std::string::npos) << what;
    EXPECT_EQ(head.find("unsafe-inline"), std::string::npos) << what;
    EXPECT_EQ(head.find("\r\nServer:"), std::string::npos) << what;
    EXPECT_EQ(head.find("\r\nSet-Cookie:"), std::string::npos) << what;
    statuses.insert(RawClient::status_of(answer));
  }

  const ConsoleFront front{WebFiles()};
  Server server{ServerSettings{}, *api, front};
  std::set<int> statuses;
};

TEST_F(EveryAnswer, CarriesTheSameHeadersWhateverItSays) {
  const auto ids = furnish();
  const auto table = desk::Authorisation::built_in().value();
  std::set<std::string> seen;
  for (const desk::Grant& grant : table.grants()) {
    const std::string what = grant.method + " " + grant.route;
    if (!seen.insert(what).second || grant.route == "/api/v1/sign-out") continue;
    const std::string path = filled(grant.route, ids);
    for (const std::string& secret : {std::string(), officer, auditor})
      expect_headers(what, ask(grant.method, path, secret));
  }
  expect_headers("nothing", ask("GET", "/nothing", officer));
  expect_headers("another method", ask("DELETE", "/api/v1/cases", officer));
  expect_headers("the front", ask("GET", "/", ""));
  expect_headers("the console", ask("GET", "/console/", ""));
  expect_headers("a form for the console", ask("POST", "/console/", ""));
  expect_headers("the console's head", ask("HEAD", "/console/", ""));
  for (const int status : {200, 303, 400, 401, 403, 404, 405})
    EXPECT_TRUE(statuses.contains(status)) << "no answer was a " << status;
}

}  // namespace
}  // namespace jium::http
