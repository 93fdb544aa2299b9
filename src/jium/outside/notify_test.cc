// A webhook: one POST, to one admitted place, once; against a program on loopback that answers, stalls, sends
// away and talks without end. The addresses that are refused are the suite of ssrf_test.cc.
#include "jium/outside/notify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

#include "jium/outside/scripted_peer.h"

namespace jium::outside {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

FetchSettings local_settings() {
  FetchSettings settings;
  settings.allow_loopback = true;
  settings.connect_time = std::chrono::seconds{2};
  settings.slow_time = std::chrono::seconds{1};
  return settings;
}

std::string answer(const std::string& status, const std::string& more = "", const std::string& body = "") {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n" + more + "\r\n" + body;
}

// Keeps what it was sent, and says what it is told to.
class Program {
 public:
  explicit Program(std::string says) : says_(std::move(says)) {}

  std::string head() {
    const std::lock_guard hold(mutex_);
    return head_;
  }
  std::string body() {
    const std::lock_guard hold(mutex_);
    return body_;
  }
  [[nodiscard]] int connections() const { return peer_.connections(); }
  [[nodiscard]] std::string base() const { return peer_.base(); }

 private:
  void take(Line& line) {
    const std::string head = line.read_until("\r\n\r\n");
    const auto at = head.find("Content-Length: ");
    const std::size_t length = at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
    const std::string body = line.read_bytes(length);
    {
      const std::lock_guard hold(mutex_);
      head_ = head;
      body_ = body;
    }
    if (says_.empty()) {
      line.pause(10'000);
    } else {
      line.say(says_);
    }
  }

  const std::string says_;
  std::mutex mutex_;
  std::string head_, body_;
  ScriptedPeer peer_{[this](Line& line) { take(line); }};
};

registry::Notice notice_to(const std::string& address) {
  return {registry::WebAddress::parse(address).value(),
          R"({"changes":[{"seq":7}]})",
          {{"Content-Type", "application/json"}, {"webhook-signature", "v1a,c2lnbmVk"}}};
}

Result<int> post_to(const std::string& address, const FetchSettings& settings = local_settings()) {
  return make_http_notifier(settings)->post(notice_to(address));
}

TEST(HttpNotifier, PostsTheNoticeWithItsSignatureAndNothingOfTheHouse) {
  Program program(answer("204 No Content"));
  const auto status = post_to(program.base() + "/hook?room=1");
  ASSERT_TRUE(status.has_value()) << status.fault().what;
  EXPECT_EQ(*status, 204);
  EXPECT_EQ(program.body(), R"({"changes":[{"seq":7}]})");
  EXPECT_TRUE(program.head().starts_with("POST /hook?room=1 HTTP/1.1\r\n")) << program.head();
  EXPECT_THAT(program.head(), HasSubstr("webhook-signature: v1a,c2lnbmVk\r\n"));
  EXPECT_THAT(program.head(), HasSubstr("Content-Type: application/json\r\n"));
  EXPECT_THAT(program.head(), HasSubstr("User-Agent: jium-webhook/1\r\n"));
  for (const char* none : {"Referer", "Cookie", "Expect", "Authorization"})
    EXPECT_THAT(program.head(), Not(HasSubstr(none)));
}

TEST(HttpNotifier, AnyStatusIsAnAnswerAndNoneIsTriedAgain) {
  for (const auto& [line, status] :
       {std::pair{"200 OK", 200}, {"400 Bad Request", 400}, {"410 Gone", 410}, {"503 Busy", 503}}) {
    Program program(answer(line));
    EXPECT_EQ(post_to(program.base()).value_or(0), status);
    EXPECT_EQ(program.connections(), 1) << "whoever sends decides about trying again: " << line;
  }
}

// A redirect would carry a signed notice to whoever the program names.
TEST(HttpNotifier, FollowsNoRedirect) {
  Program other(answer("200 OK"));
  for (const char* line : {"301 Moved", "302 Found", "307 Temporary", "308 Permanent"}) {
    Program program(answer(line, "Location: " + other.base() + "/\r\n"));
    EXPECT_EQ(post_to(program.base()).value_or(0), std::stoi(line)) << line;
  }
  EXPECT_EQ(other.connections(), 0);
}

TEST(HttpNotifier, ReachesNoAddressThatIsNotPublicAndNothingWithoutTls) {
  Program program(answer("200 OK"));
  const auto plain = post_to(program.base(), FetchSettings{});
  ASSERT_FALSE(plain.has_value());
  EXPECT_EQ(plain.fault().kind, FaultKind::forbidden);
  EXPECT_THAT(plain.fault().what, HasSubstr("https"));
  EXPECT_EQ(post_to("http://203.0.113.9/hook", FetchSettings{}).fault().kind, FaultKind::forbidden);
  std::string secure = program.base() + "/hook";
  secure.replace(0, 4, "https");
  for (const std::string& address :
       {secure, std::string("https://10.0.0.1/"), std::string("https://169.254.169.254/latest"),
        std::string("https://localhost/"), std::string("https://[fd00::1]/")}) {
    const auto refused = post_to(address, FetchSettings{});
    ASSERT_FALSE(refused.has_value()) << address;
    EXPECT_EQ(refused.fault().kind, FaultKind::forbidden) << address;
  }
  EXPECT_EQ(program.connections(), 0) << "not even knocked at";
}

TEST(HttpNotifier, AProgramThatIsSilentOrDeafOrTalksWithoutEndHoldsNobodyUp) {
  const auto began = std::chrono::steady_clock::now();
  Program silent("");
  EXPECT_EQ(post_to(silent.base()).fault().kind, FaultKind::late);
  Program endless(answer("200 OK", "", std::string(std::size_t{65} << 10, 'x')));
  EXPECT_EQ(post_to(endless.base()).fault().kind, FaultKind::malformed) << "64 KiB of answer are enough";
  std::string nowhere;
  {
    Program closed(answer("200 OK"));
    nowhere = closed.base();
  }
  EXPECT_EQ(post_to(nowhere).fault().kind, FaultKind::outside);
  Program rude("HTTP/9 what\r\n\r\n");
  EXPECT_FALSE(post_to(rude.base()).has_value());
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{20});
}

// What is not TLS at the other end gets no word of the notice.
TEST(HttpNotifier, SaysNothingToWhoHasNoCertificate) {
  Program program(answer("200 OK"));
  std::string secure = program.base();
  secure.replace(0, 4, "https");
  EXPECT_FALSE(post_to(secure).has_value());
  EXPECT_THAT(program.head() + program.body(), Not(HasSubstr("changes")));
}

}  // namespace
}  // namespace jium::outside
