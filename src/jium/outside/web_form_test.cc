// One POST, to one host, once: against a form on loopback that lies, stalls, asks for a person and sends
// away.
#include "jium/outside/web_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

#include "jium/outside/resolve.h"
#include "jium/outside/scripted_peer.h"

namespace jium::outside {
namespace {

using removal::Post;
using removal::PostDelivery;
using removal::PostOutcome;
using ::testing::HasSubstr;
using ::testing::Not;

FetchSettings local_settings() {
  FetchSettings settings;
  settings.allow_loopback = true;
  settings.connect_time = std::chrono::seconds{2};
  settings.whole_time = std::chrono::seconds{5};
  return settings;
}

std::string answer(const std::string& body, const std::string& status = "200 OK",
                   const std::string& more = "") {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n" + more + "\r\n" + body;
}

// A form on loopback: shows `page` to a GET, reads a POST whole, and answers it.
class Form {
 public:
  std::string page = "<form><input name=csrf value='t&#43;1'></form>", said = answer("<p>Thank you</p>");
  std::string thanks = "<p>Thank you</p>";

  explicit Form() : peer_([this](Line& line) { serve(line); }) {}
  [[nodiscard]] std::string base() const { return peer_.base(); }
  std::vector<std::string> requests() {
    const std::lock_guard hold(mutex_);
    return requests_;
  }
  // Of the POSTs alone.
  std::vector<std::string> bodies() {
    const std::lock_guard hold(mutex_);
    return bodies_;
  }

 private:
  void serve(Line& line) {
    for (;;) {
      const std::string head = line.read_until("\r\n\r\n");
      if (head.empty()) return;
      {
        const std::lock_guard hold(mutex_);
        requests_.push_back(head);
      }
      if (head.starts_with("GET /thanks")) {
        line.say(answer(thanks));
        return line.close();
      }
      if (head.starts_with("GET")) {
        line.say(answer(page, "200 OK", "Set-Cookie: session=4711\r\n"));
        return line.close();
      }
      take_post(line, head);
      return line.close();
    }
  }
  void take_post(Line& line, const std::string& head) {
    const auto at = head.find("Content-Length: ");
    const auto length = static_cast<std::size_t>(std::stoul(head.substr(at + 16)));
    const std::string body = line.read_bytes(length);
    const std::lock_guard hold(mutex_);
    if (body.size() == length) bodies_.push_back(body);
    if (body.size() == length) line.say(said);
  }

  std::mutex mutex_;
  std::vector<std::string> requests_, bodies_;
  ScriptedPeer peer_;
};

registry::WebAddress place(const std::string& text) {
  return registry::WebAddress::parse(text).value();
}

Post post_to(const std::string& base, bool with_page = true) {
  Post post{.page = std::nullopt,
            .tokens = {},
            .action = place(base + "/report"),
            .body = Secret<std::string>("url=https%3A%2F%2Fpics.example%2F1"),
            .confirmation = {"Thank you"},
            .refusal = {"not valid"}};
  if (with_page) {
    post.page = place(base + "/report");
    post.tokens = {"csrf"};
  }
  return post;
}

PostDelivery send(const Post& post, bool durable = true, const FetchSettings& settings = local_settings()) {
  return make_form_sender(settings)->send(post, [&] { return durable; });
}

TEST(WebForm, IsPostedWithItsTokenAndSessionAndKnownToHaveBeenTaken) {
  Form form;
  const auto delivery = send(post_to(form.base()));
  EXPECT_EQ(delivery.outcome, PostOutcome::confirmed) << delivery.reason;
  ASSERT_EQ(form.bodies().size(), 1U);
  EXPECT_EQ(form.bodies()[0], "url=https%3A%2F%2Fpics.example%2F1&csrf=t%2B1");
  ASSERT_EQ(form.requests().size(), 2U);
  EXPECT_THAT(form.requests()[1], HasSubstr("session=4711"));
  EXPECT_THAT(form.requests()[1], HasSubstr("Content-Type: application/x-www-form-urlencoded"));
  EXPECT_THAT(form.requests()[1], Not(HasSubstr("Referer")));
  EXPECT_THAT(form.requests()[1], Not(HasSubstr("Expect")));
}

TEST(WebForm, NothingIsWholeBeforeTheMomentIsDurable) {
  Form form;
  const auto delivery = send(post_to(form.base()), false);
  EXPECT_EQ(delivery.outcome, PostOutcome::postponed);
  EXPECT_TRUE(form.bodies().empty()) << "the last byte was held back";
}

TEST(WebForm, ARefusalIsKnownByItsWords) {
  Form form;
  form.said = answer("The address is not valid");
  EXPECT_EQ(send(post_to(form.base())).outcome, PostOutcome::refused);
}

TEST(WebForm, AnAnswerThatSaysNeitherOrBothOrFailsIsADoubt) {
  Form form;
  for (const std::string& said :
       {answer("Welcome"), answer("Thank you, but this is not valid"), answer("Thank you", "500 Oops"),
        answer("", "302 Found", "Location: https://elsewhere.example/thanks\r\n"), std::string("")}) {
    form.said = said;
    const auto delivery = send(post_to(form.base(), false));
    EXPECT_EQ(delivery.outcome, PostOutcome::unknown) << said;
  }
  EXPECT_EQ(form.bodies().size(), 5U) << "each was posted once";
}

TEST(WebForm, APageOfThanksOnTheSameHostIsReadAndNeverPostedTo) {
  Form form;
  form.said = answer("", "303 See Other", "Location: /thanks\r\n");
  EXPECT_EQ(send(post_to(form.base())).outcome, PostOutcome::confirmed);
  EXPECT_EQ(form.bodies().size(), 1U);
  EXPECT_THAT(form.requests().back(), HasSubstr("GET /thanks"));
}

TEST(WebForm, ACaptchaOrAMissingTokenIsForAPersonAndNothingIsPosted) {
  Form form;
  form.page = "<form><input name=csrf value=1><div class=g-recaptcha></div></form>";
  EXPECT_EQ(send(post_to(form.base())).outcome, PostOutcome::needs_person);
  form.page = "<form></form>";
  EXPECT_EQ(send(post_to(form.base())).outcome, PostOutcome::needs_person);
  EXPECT_TRUE(form.bodies().empty());
}

TEST(WebForm, ABusyHostIsTriedLater) {
  Form form;
  form.said = answer("", "429 Too Many Requests");
  EXPECT_EQ(send(post_to(form.base())).outcome, PostOutcome::postponed);
  std::string gone;
  {
    Form closed;
    gone = closed.base();
  }
  EXPECT_EQ(send(post_to(gone, false)).outcome, PostOutcome::postponed);
}

TEST(WebForm, NoPlaceThatIsNotPublicIsPostedTo) {
  Form form;
  FetchSettings settings = local_settings();
  settings.allow_loopback = false;
  EXPECT_EQ(send(post_to(form.base(), false), true, settings).outcome, PostOutcome::needs_person);
  EXPECT_EQ(send(post_to(form.base()), true, settings).outcome, PostOutcome::needs_person);
  for (const char* inner : {"http://10.0.0.1", "http://169.254.169.254", "http://[::ffff:10.0.0.1]",
                            "http://192.168.1.1", "http://[fd00::1]"}) {
    EXPECT_EQ(send(post_to(inner, false)).outcome, PostOutcome::needs_person) << inner;
  }
  EXPECT_TRUE(form.requests().empty());
}

TEST(WebForm, AnApiAnswersByItsStatus) {
  Form form;
  Post post = post_to(form.base(), false);
  post.confirmation = {};
  post.refusal = {};
  post.content_type = "application/json";
  post.headers = {{"Idempotency-Key", "R-1"}};
  form.said = answer("{}", "202 Accepted");
  EXPECT_EQ(send(post).outcome, PostOutcome::confirmed);
  EXPECT_THAT(form.requests().back(), HasSubstr("Idempotency-Key: R-1"));
  form.said = answer("{}", "403 Forbidden");
  EXPECT_EQ(send(post).outcome, PostOutcome::refused);
  form.said = answer("{}", "503 Busy");
  EXPECT_EQ(send(post).outcome, PostOutcome::unknown);
}

}  // namespace
}  // namespace jium::outside
