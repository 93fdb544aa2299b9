// An operator's API on loopback: asked by GET, told by POST, never followed anywhere, never inside.
#include "jium/outside/operator_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

#include "jium/outside/resolve.h"
#include "jium/outside/scripted_peer.h"

namespace jium::outside {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Api {
 public:
  std::string said = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nRetry-After: 90\r\nConnection: close\r\n\r\n{}";
  Api() : peer_([this](Line& line) { serve(line); }) {}
  [[nodiscard]] std::string base() const { return peer_.base(); }
  std::vector<std::string> heads() {
    const std::lock_guard hold(mutex_);
    return heads_;
  }

 private:
  void serve(Line& line) {
    const std::string head = line.read_until("\r\n\r\n");
    if (head.empty()) return;
    {
      const std::lock_guard hold(mutex_);
      heads_.push_back(head);
    }
    line.say(said);
  }
  std::mutex mutex_;
  std::vector<std::string> heads_;
  ScriptedPeer peer_;
};

FetchSettings settings_of(bool loopback) {
  FetchSettings settings;
  settings.allow_loopback = loopback;
  settings.whole_time = std::chrono::seconds{5};
  return settings;
}

Result<removal::ApiAnswer> call(const std::string& where, const std::string& body = "",
                                bool loopback = true) {
  return make_operator_api(settings_of(loopback))
      ->call({*registry::WebAddress::parse(where), Secret<std::string>(body), {{"Signature", "sig1=:x:"}}});
}

TEST(OperatorApi, AsksByAGetWithItsSignatureAndTellsByAPost) {
  Api api;
  const auto answer = call(api.base() + "/jium/requests/R-1");
  ASSERT_TRUE(answer) << answer.fault().what;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "{}");
  EXPECT_EQ(answer->retry_after, Duration{std::chrono::seconds{90}});
  ASSERT_TRUE(call(api.base() + "/jium/requests/R-1/answers", "{\"a\":1}"));
  const auto heads = api.heads();
  ASSERT_EQ(heads.size(), 2U);
  EXPECT_THAT(heads[0], StartsWith("GET /jium/requests/R-1 HTTP/1.1\r\n"));
  EXPECT_THAT(heads[0], HasSubstr("Signature: sig1=:x:\r\n"));
  EXPECT_THAT(heads[1], StartsWith("POST /jium/requests/R-1/answers HTTP/1.1\r\n"));
  EXPECT_THAT(heads[1], HasSubstr("Content-Length: 7\r\n"));
}

TEST(OperatorApi, FollowsNobody) {
  Api api, elsewhere;
  api.said = "HTTP/1.1 302 Found\r\nLocation: " + elsewhere.base() + "/\r\nContent-Length: 0\r\n\r\n";
  const auto answer = call(api.base() + "/requests/R-1");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 302);
  EXPECT_TRUE(elsewhere.heads().empty());
}

TEST(OperatorApi, ReadsNoEndlessAnswerAndGoesToNoPrivatePlace) {
  Api api;
  api.said = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + std::string(70'000, 'x');
  const auto endless = call(api.base() + "/requests/R-1");
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.fault().kind, FaultKind::malformed);
  for (const std::string& inside :
       {api.base() + "/requests/R-1", std::string("http://10.0.0.1/requests/R-1")}) {
    const auto refused = call(inside, "", false);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.fault().kind, FaultKind::forbidden);
  }
  EXPECT_EQ(api.heads().size(), 1U);
}

}  // namespace
}  // namespace jium::outside
