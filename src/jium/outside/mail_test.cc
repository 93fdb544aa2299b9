#include "jium/outside/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "jium/base/guarded.h"
#include "jium/outside/scripted_peer.h"

namespace jium::outside {
namespace {

using removal::Delivery;
using removal::DeliveryOutcome;
using ::testing::HasSubstr;
using ::testing::Not;

removal::Letter letter() {
  removal::Letter out;
  out.message_id = "R-7K3M-9QX2-PD4T@centre.example";
  out.from_name = "센터";
  out.from = "removal@centre.example";
  out.to = "abuse@site.example";
  out.reply_reference = "R-7K3M-9QX2-PD4T";
  out.subject = Secret<std::string>("삭제 요청");
  out.body = Secret<std::string>("첫 줄\n.\n끝\n");
  return out;
}

// A small mail server that answers each step as told, and keeps all it was sent.
struct Script {
  std::string greeting = "220 here ESMTP";
  std::string hello = "250-here\r\n250 SIZE 1000000";
  std::string mail = "250 sender ok";
  std::string receiver = "250 receiver ok";
  std::string data = "354 go on";
  std::string end = "250 taken";  // empty: hang up without a word
};

constexpr std::string_view kEndMark = "\r\n.\r\n";

class FakeMailServer {
 public:
  explicit FakeMailServer(Script script)
      : script_(std::move(script)), peer_([this](Line& line) { serve(line); }) {}

  [[nodiscard]] std::uint16_t port() const { return peer_.port(); }
  [[nodiscard]] int connections() const { return peer_.connections(); }
  // The bytes of the message so far, with the end mark when that came.
  std::string text() { return *text_.lock(); }
  std::string commands() { return *commands_.lock(); }

 private:
  void serve(Line& line) {
    line.say(script_.greeting + "\r\n");
    for (;;) {
      const std::string command = line.read_until("\r\n");
      if (command.empty()) return;
      *commands_.lock() += command;
      if (command.starts_with("EHLO")) {
        line.say(script_.hello + "\r\n");
      } else if (command.starts_with("MAIL")) {
        line.say(script_.mail + "\r\n");
      } else if (command.starts_with("RCPT")) {
        line.say(script_.receiver + "\r\n");
      } else if (command.starts_with("DATA")) {
        line.say(script_.data + "\r\n");
        if (script_.data.starts_with("354") && !take_text(line)) return;
      } else {
        line.say("221 bye\r\n");
        return;
      }
    }
  }

  // False when the conversation is over.
  bool take_text(Line& line) {
    const std::string text = line.read_until(kEndMark);
    *text_.lock() += text;
    if (!text.ends_with(kEndMark) || script_.end.empty()) return false;
    return line.say(script_.end + "\r\n");
  }

  const Script script_;
  Guarded<std::string> text_;
  Guarded<std::string> commands_;
  ScriptedPeer peer_;
};

MailSettings plain_settings(std::uint16_t port) {
  MailSettings settings;
  settings.port = port;
  settings.security = MailSecurity::none;
  settings.connect_time = std::chrono::seconds{3};
  settings.whole_time = std::chrono::seconds{5};
  return settings;
}

struct Sent {
  Delivery delivery;
  int hand_overs = 0;
};

Sent send(const MailSettings& settings, bool go = true, const removal::Letter& what = letter()) {
  Sent sent;
  auto courier = make_smtp_courier(settings);
  EXPECT_TRUE(courier) << courier.fault().what;
  sent.delivery = (*courier)->send(what, [&] {
    ++sent.hand_overs;
    return go;
  });
  return sent;
}

Sent send_to(FakeMailServer& server, bool go = true) {
  return send(plain_settings(server.port()), go);
}

TEST(Mail, ALetterThatIsTakenIsAccepted) {
  FakeMailServer server({});
  const Sent sent = send_to(server);
  EXPECT_EQ(sent.delivery.outcome, DeliveryOutcome::accepted);
  EXPECT_EQ(sent.delivery.reply_code, 250);
  EXPECT_EQ(sent.hand_overs, 1);
  EXPECT_THAT(server.commands(), HasSubstr("EHLO centre.example\r\nMAIL FROM:<removal@centre.example>"));
  EXPECT_THAT(server.commands(), HasSubstr("RCPT TO:<abuse@site.example>\r\nDATA\r\n"));
  EXPECT_THAT(server.text(), ::testing::EndsWith(kEndMark));
  EXPECT_THAT(server.text(), HasSubstr("Message-Id: <R-7K3M-9QX2-PD4T@centre.example>"));
}

// The moment that decides whether a letter may be sent again: everything is written, the end mark is not.
TEST(Mail, HandOverComesAfterTheLastByteAndBeforeTheEndMark) {
  FakeMailServer server({});
  auto courier = make_smtp_courier(plain_settings(server.port()));
  ASSERT_TRUE(courier);
  std::string at_hand_over = "unset";
  const Delivery delivery = (*courier)->send(letter(), [&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    at_hand_over = server.text();
    return true;
  });
  EXPECT_EQ(delivery.outcome, DeliveryOutcome::accepted);
  EXPECT_EQ(at_hand_over, "") << "the server had seen the end mark already";
  EXPECT_THAT(server.text(), ::testing::EndsWith(kEndMark));
}

TEST(Mail, WithoutAHandOverNoEndMarkIsSent) {
  for (const std::size_t length : {0U, 10U, 100'000U, 1'000'000U}) {
    removal::Letter what = letter();
    what.body = Secret<std::string>(std::string(length, 'x'));
    Guarded<std::string> seen;
    ScriptedPeer server([&](Line& line) {
      line.say("220 here\r\n");
      for (const char* const answer : {"250 here\r\n", "250 ok\r\n", "250 ok\r\n", "354 go on\r\n"}) {
        line.read_until("\r\n");
        line.say(answer);
      }
      *seen.lock() = line.read_to_close();
    });
    const Sent sent = send(plain_settings(server.port()), false, what);
    EXPECT_EQ(sent.delivery.outcome, DeliveryOutcome::postponed);
    EXPECT_EQ(sent.hand_overs, 1);
    for (int tries = 0; tries < 300 && seen.lock()->empty(); ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    const std::string text = *seen.lock();
    const Result<std::string> whole = compose(what, SystemClock().now());
    ASSERT_TRUE(whole);
    EXPECT_GE(text.size(), whole->size()) << "hand_over came before the last byte";
    EXPECT_THAT(text, HasSubstr("Content-Transfer-Encoding: base64"));
    EXPECT_EQ(text.find(kEndMark), std::string::npos);
    EXPECT_THAT(text, Not(HasSubstr("\n.\n")));
  }
}

TEST(Mail, AHandOverThatThrowsIsNone) {
  FakeMailServer server({});
  auto courier = make_smtp_courier(plain_settings(server.port()));
  ASSERT_TRUE(courier);
  const Delivery delivery =
      (*courier)->send(letter(), []() -> bool { throw std::runtime_error("store is gone"); });
  EXPECT_EQ(delivery.outcome, DeliveryOutcome::postponed);
  EXPECT_EQ(server.text().find(kEndMark), std::string::npos);
}

struct Case {
  const char* name;
  Script script;
  DeliveryOutcome outcome;
  int code;
  int hand_overs;
};

TEST(Mail, EveryAnswerOfAServerHasItsOutcome) {
  std::vector<Case> cases(12);
  cases[0] = {"5xx greeting", {}, DeliveryOutcome::postponed, 554, 0};
  cases[0].script.greeting = "554 no";
  cases[1] = {"4xx at MAIL", {}, DeliveryOutcome::postponed, 451, 0};
  cases[1].script.mail = "451 later";
  cases[2] = {"5xx at MAIL", {}, DeliveryOutcome::refused, 550, 0};
  cases[2].script.mail = "550 no";
  cases[3] = {"4xx at RCPT", {}, DeliveryOutcome::postponed, 450, 0};
  cases[3].script.receiver = "450 greylisted";
  cases[4] = {"5xx at RCPT", {}, DeliveryOutcome::refused, 550, 0};
  cases[4].script.receiver = "550-no such\r\n550 user";
  cases[5] = {"4xx at DATA", {}, DeliveryOutcome::postponed, 421, 0};
  cases[5].script.data = "421 closing";
  cases[6] = {"5xx at DATA", {}, DeliveryOutcome::refused, 554, 0};
  cases[6].script.data = "554 no";
  cases[7] = {"cut after the end mark", {}, DeliveryOutcome::unknown, 0, 1};
  cases[7].script.end = "";
  cases[8] = {"4xx after the end mark", {}, DeliveryOutcome::postponed, 452, 1};
  cases[8].script.end = "452 full";
  cases[9] = {"5xx after the end mark", {}, DeliveryOutcome::refused, 554, 1};
  cases[9].script.end = "554 spam";
  cases[10] = {"not SMTP at all", {}, DeliveryOutcome::postponed, 0, 0};
  cases[10].script.greeting = "HTTP/1.1 400 Bad";
  cases[11] = {"another 2xx after the end mark", {}, DeliveryOutcome::accepted, 250, 1};
  cases[11].script.end = "250-queued\r\n250 as 1";
  for (const Case& one : cases) {
    FakeMailServer server(one.script);
    const Sent sent = send_to(server);
    EXPECT_EQ(sent.delivery.outcome, one.outcome) << one.name << ": " << sent.delivery.reason;
    EXPECT_EQ(sent.delivery.reply_code, one.code) << one.name;
    EXPECT_EQ(sent.hand_overs, one.hand_overs) << one.name;
    EXPECT_FALSE(sent.delivery.reason.empty()) << one.name;
    EXPECT_EQ(server.text().empty(), one.hand_overs == 0) << one.name;
  }
}

TEST(Mail, ASilenceAfterTheEndMarkIsUnknown) {
  ScriptedPeer server([](Line& line) {
    line.say("220 here\r\n");
    for (const char* const answer : {"250 here\r\n", "250 ok\r\n", "250 ok\r\n", "354 go on\r\n"}) {
      line.read_until("\r\n");
      line.say(answer);
    }
    line.read_to_close();
  });
  MailSettings settings = plain_settings(server.port());
  settings.whole_time = std::chrono::seconds{1};
  const Sent sent = send(settings);
  EXPECT_EQ(sent.delivery.outcome, DeliveryOutcome::unknown) << sent.delivery.reason;
  EXPECT_EQ(sent.hand_overs, 1);
}

TEST(Mail, AServerThatCannotBeReachedPostpones) {
  std::uint16_t port = 0;
  {
    const ScriptedPeer gone([](Line&) {});
    port = gone.port();
  }
  const Sent sent = send(plain_settings(port));
  EXPECT_EQ(sent.delivery.outcome, DeliveryOutcome::postponed);
  EXPECT_EQ(sent.hand_overs, 0);
}

TEST(Mail, AConnectionCutWithinTheTextPostpones) {
  ScriptedPeer server([](Line& line) {
    line.say("220 here\r\n");
    for (const char* const answer : {"250 here\r\n", "250 ok\r\n", "250 ok\r\n", "354 go on\r\n"}) {
      line.read_until("\r\n");
      line.say(answer);
    }
    line.close();
  });
  removal::Letter big = letter();
  big.body = Secret<std::string>(std::string(20'000'000, 'x'));
  const Sent sent = send(plain_settings(server.port()), true, big);
  EXPECT_EQ(sent.delivery.outcome, DeliveryOutcome::postponed);
  EXPECT_EQ(sent.hand_overs, 0);
}

TEST(Mail, WithoutStarttlsNothingIsSent) {
  FakeMailServer server({});
  MailSettings settings = plain_settings(server.port());
  settings.security = MailSecurity::starttls;
  settings.user = "centre";
  settings.password = Secret<std::string>("open sesame");
  const Sent sent = send(settings);
  EXPECT_EQ(sent.delivery.outcome, DeliveryOutcome::postponed);
  EXPECT_THAT(sent.delivery.reason, HasSubstr("STARTTLS"));
  EXPECT_EQ(sent.hand_overs, 0);
  EXPECT_THAT(server.commands(), Not(HasSubstr("MAIL")));
  EXPECT_THAT(server.commands(), Not(HasSubstr("AUTH")));
}

TEST(Mail, PlainTextIsOnlyForThisMachine) {
  for (const char* const host : {"mail.example.com", "10.0.0.1", "192.168.0.1", "8.8.8.8", "0.0.0.0", "::",
                                 "::2", "localhost.example.com", "2130706433", "127.0.0.1.example.com", ""}) {
    MailSettings settings = plain_settings(25);
    settings.host = host;
    const auto courier = make_smtp_courier(settings);
    ASSERT_FALSE(courier) << host;
    EXPECT_EQ(courier.fault().kind, FaultKind::malformed);
  }
  for (const char* const host : {"127.0.0.1", "127.0.0.2", "::1", "localhost"}) {
    MailSettings settings = plain_settings(25);
    settings.host = host;
    EXPECT_TRUE(make_smtp_courier(settings)) << host;
  }
}

TEST(Mail, ALetterThatCannotBeComposedIsRefusedWithoutAConnection) {
  FakeMailServer server({});
  removal::Letter bad = letter();
  bad.to = "abuse@site.example\r\nRCPT TO:<all@site.example>";
  const Sent sent = send(plain_settings(server.port()), true, bad);
  EXPECT_EQ(sent.delivery.outcome, DeliveryOutcome::refused);
  EXPECT_EQ(sent.hand_overs, 0);
  EXPECT_EQ(server.connections(), 0);
}

TEST(Mail, TheReasonHoldsNothingOfTheLetter) {
  Script script;
  script.end = "554 rejected abuse@site.example https://site.example/a";
  FakeMailServer server(script);
  const Sent sent = send_to(server);
  EXPECT_THAT(sent.delivery.reason, Not(HasSubstr("site.example")));
}

}  // namespace
}  // namespace jium::outside
