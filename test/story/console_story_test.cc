// An officer's browser at the real program: the console's page, a session that only the console's pages can
// use, and the first page of the day; then the same day at a terminal.
#include <gmock/gmock.h>

#include <fstream>

#include "jium/http/raw_client_test.h"
#include "peers/json_at.h"
#include "story/canaries.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::list_at;
using peers::number_at;
using peers::text_at;
using testing::HasSubstr;
using testing::Not;
using Json = boost::json::value;

// What a browser keeps between requests, and what it says with each.
class Browser {
 public:
  explicit Browser(const peers::JiumServer& server)
      : host_(server.listens_at()),
        port_(static_cast<std::uint16_t>(std::stoi(host_.substr(host_.rfind(':') + 1)))) {}

  std::string get(const std::string& path, const std::string& headers = {}) {
    return send("GET " + path + " HTTP/1.1\r\n" + headers, "");
  }
  std::string post(const std::string& path, const Json& body, const std::string& headers) {
    const std::string text = boost::json::serialize(body);
    std::string answer =
        send("POST " + path + " HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: " +
                 std::to_string(text.size()) + "\r\n" + headers,
             text);
    const auto set = answer.find("Set-Cookie: ");
    if (set != std::string::npos) cookie_ = answer.substr(set + 12, answer.find(';', set) - set - 12);
    return answer;
  }
  // What the console's own script adds to each of its requests.
  [[nodiscard]] std::string ours() const {
    return "Jium-Console: 1\r\nSec-Fetch-Site: same-origin\r\nOrigin: http://" + host_ + "\r\n";
  }
  static std::string body_of(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }
  static int status_of(const std::string& answer) { return http::RawClient::status_of(answer); }

 private:
  std::string send(const std::string& head, const std::string& body) {
    http::RawClient client(port_);
    const std::string cookie = cookie_.empty() ? "" : "Cookie: " + cookie_ + "\r\n";
    return client.ask(head + "Host: " + host_ + "\r\nConnection: close\r\n" + cookie + "\r\n" + body);
  }

  std::string host_;
  std::uint16_t port_;
  std::string cookie_;
};

class ConsoleStory : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(web.path() / "console" / "assets");
    std::ofstream(web.path() / "console" / "index.html")
        << "<!doctype html><title>jium</title><meta name=\"csp-nonce\" content=\"__NONCE__\">";
    std::ofstream(web.path() / "console" / "assets" / "index-4f3a9c1e.js") << "export {};";
    JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}, .web = web.path().string()}));
  }

  peers::TemporaryFolder web = peers::TemporaryFolder::make().value();
  std::unique_ptr<Stage> stage;
};

TEST_F(ConsoleStory, AnOfficersBrowserHasASessionThatNobodyElsesPageCanUse) {
  Browser browser(stage->server());
  EXPECT_THAT(browser.get("/"), HasSubstr("Location: /console/\r\n"));
  const std::string page = browser.get("/console/cases/of/today", "Accept: text/html\r\n");
  EXPECT_EQ(Browser::status_of(page), 200);
  EXPECT_THAT(page, Not(HasSubstr("__NONCE__")));
  EXPECT_THAT(page, HasSubstr("require-trusted-types-for 'script'"));
  EXPECT_THAT(browser.get("/console/assets/index-4f3a9c1e.js"), HasSubstr("immutable"));

  std::string link;
  JIUM_STEP(link, stage->sign_in_link());
  const std::string signed_in =
      browser.post("/api/v1/sign-in", Json{{"link", link.substr(link.find('#') + 1)}},
                   browser.ours() + "Jium-Session: cookie\r\n");
  ASSERT_EQ(Browser::status_of(signed_in), 200) << signed_in;
  EXPECT_THAT(Browser::body_of(signed_in), Not(HasSubstr("sess_")));
  EXPECT_THAT(Browser::body_of(browser.get("/api/v1/me", browser.ours())),
              HasSubstr("\"system_administrator\""));

  // A form on another site: the browser adds the cookie, and nothing else is the console's.
  const Json centre{{"kind", "centre"}, {"name", "Centre of somebody else"}, {"mail", "a@evil.example"}};
  const std::string forged =
      browser.post("/api/v1/organisations", centre,
                   "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\nIdempotency-Key: one\r\n");
  EXPECT_EQ(Browser::status_of(forged), 403);
  EXPECT_EQ(Browser::status_of(browser.get("/api/v1/organisations")), 403);
  EXPECT_THAT(Browser::body_of(browser.get("/api/v1/organisations", browser.ours())),
              Not(HasSubstr("Centre of somebody else")));

  const std::string out = browser.post("/api/v1/sign-out", boost::json::object(), browser.ours());
  EXPECT_THAT(out, HasSubstr("Clear-Site-Data: \"cache\", \"storage\"\r\n"));
  EXPECT_EQ(Browser::status_of(browser.get("/api/v1/me", browser.ours())), 401);
}

TEST_F(ConsoleStory, AnOfficersDayBeginsWithNumbersAndAListOfAddresses) {
  const peers::CommandLine& officer = stage->officer();
  Json opened, today, list;
  JIUM_STEP(opened, officer.ask({"case", "open", "--pseudonym", "Maple", "--age-band", "twenties", "--harm",
                                 "dissemination", "--requester", "victim", "--consent", "removal"}));
  JIUM_STEP(today, officer.ask({"today"}));
  ASSERT_EQ(list_at(today, "/due").size(), 1U) << boost::json::serialize(today);
  EXPECT_EQ(text_at(today, "/due/0/kind"), "footage_missing");
  EXPECT_EQ(number_at(today, "/due/0/count"), 1);

  Canaries canaries;
  canaries.plant_text("an address", "evening-walk-by-the-river");
  const auto addresses = stage->officers_folder() / "addresses.txt";
  std::ofstream(addresses) << stage->korean_site().address_of("/evening-walk-by-the-river/1") << "\n"
                           << "no address\n"
                           << stage->korean_site().address_of("/evening-walk-by-the-river/2") << "\n";
  const auto said = officer.type({"sight-list", addresses.string(), "--json"});
  ASSERT_TRUE(said) << said.fault().what;
  EXPECT_EQ(said->exit_code, 1) << said->errors;  // nothing of ours is there
  EXPECT_EQ(number_at(said->json, "/progress/waiting"), 0);
  EXPECT_EQ(list_at(said->json, "/places").size(), 2U);
  EXPECT_THAT(said->output, Not(HasSubstr("evening-walk")));

  const auto refused = officer.ask({"view", "keep", "Mine", "--page", "requests"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.fault().kind, FaultKind::conflict);  // a key is nobody
  for (const auto& place : {stage->data(), stage->log(), stage->server_temporary()}) {
    Canaries::Search search;
    JIUM_STEP(search, canaries.search(place));
    EXPECT_THAT(search.found, testing::IsEmpty());
  }
}

}  // namespace
}  // namespace jium::story
