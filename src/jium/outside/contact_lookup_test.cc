#include "jium/outside/contact_lookup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "jium/outside/resolve.h"
#include "jium/outside/scripted_peer.h"

namespace jium::outside {
namespace {

using removal::SourceKind;
using ::testing::HasSubstr;

FetchSettings local_settings() {
  FetchSettings settings;
  settings.allow_loopback = true;
  settings.connect_time = std::chrono::seconds{2};
  settings.whole_time = std::chrono::seconds{3};
  return settings;
}

std::string at(std::uint16_t port) {
  return "127.0.0.1:" + std::to_string(port);
}

Result<std::string> ask(const ContactLookupSettings& settings, SourceKind kind, const std::string& subject,
                        const FetchSettings& fetch = local_settings()) {
  const FakeClock clock;
  return make_contact_lookup(settings, fetch, clock)->ask(kind, subject);
}

TEST(ContactLookup, AsksTheRegisterAboutANameAndAboutAnAddress) {
  std::mutex mutex;
  std::string request;
  ScriptedPeer registry_server([&](Line& line) {
    const std::string head = line.read_until("\r\n\r\n");
    const std::scoped_lock lock(mutex);
    request += head.substr(0, head.find('\r')) + "\n";
    line.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
  });
  const ContactLookupSettings settings{"http://" + at(registry_server.port()) + "/rdap", ""};
  EXPECT_EQ(ask(settings, SourceKind::rdap_domain, "board.example").value(), "{}");
  EXPECT_EQ(ask(settings, SourceKind::rdap_network, "192.0.2.7").value(), "{}");
  EXPECT_EQ(request, "GET /rdap/domain/board.example HTTP/1.1\nGET /rdap/ip/192.0.2.7 HTTP/1.1\n");
}

TEST(ContactLookup, ARegisterThatDoesNotKnowTheNameIsMissing) {
  ScriptedPeer registry_server([](Line& line) {
    line.read_until("\r\n\r\n");
    line.say("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  });
  const ContactLookupSettings settings{"http://" + at(registry_server.port()) + "/", ""};
  EXPECT_EQ(ask(settings, SourceKind::rdap_domain, "board.example").fault().kind, FaultKind::missing);
}

TEST(ContactLookup, ASourceThatIsSwitchedOffIsNotAsked) {
  EXPECT_EQ(ask({"", ""}, SourceKind::rdap_domain, "board.example").fault().kind, FaultKind::missing);
  EXPECT_EQ(ask({"", ""}, SourceKind::whois, "board.example").fault().kind, FaultKind::missing);
}

TEST(ContactLookup, WhoisIsOneLineThereAndEverythingBack) {
  std::mutex mutex;
  std::string question;
  ScriptedPeer server([&](Line& line) {
    const std::string asked = line.read_until("\r\n");
    {
      const std::scoped_lock lock(mutex);
      question = asked;
    }
    line.say("Registrar: Names Ltd\r\n");
    line.pause(50);
    line.say("Registrar Abuse Contact Email: abuse@names.example\r\n");
  });
  const auto answer = ask({"", at(server.port())}, SourceKind::whois, "board.example");
  ASSERT_TRUE(answer.has_value()) << answer.fault().what;
  EXPECT_EQ(question, "board.example\r\n");
  EXPECT_THAT(*answer, HasSubstr("abuse@names.example"));
}

TEST(ContactLookup, AWhoisServerThatRefersToNobodyReachableHasTheWord) {
  ScriptedPeer server([](Line& line) {
    line.read_until("\r\n");
    line.say("refer: whois.internal\nabuse-mailbox: abuse@host.example\n");
  });
  EXPECT_THAT(ask({"", at(server.port())}, SourceKind::whois, "board.example").value(),
              HasSubstr("abuse@host.example"));
}

TEST(ContactLookup, ASilentWhoisServerIsLateAndAnEmptyOneMissing) {
  FetchSettings hasty = local_settings();
  hasty.whole_time = std::chrono::milliseconds{300};
  ScriptedPeer silent([](Line& line) {
    line.read_until("\r\n");
    line.pause(3000);
  });
  EXPECT_EQ(ask({"", at(silent.port())}, SourceKind::whois, "board.example", hasty).fault().kind,
            FaultKind::late);
  ScriptedPeer empty([](Line& line) { line.read_until("\r\n"); });
  EXPECT_EQ(ask({"", at(empty.port())}, SourceKind::whois, "board.example").fault().kind, FaultKind::missing);
}

TEST(ContactLookup, AnEndlessWhoisAnswerIsCutOff) {
  ScriptedPeer endless([](Line& line) {
    line.read_until("\r\n");
    while (!line.stopped() && line.say(std::string(65536, 'a'))) {
    }
  });
  EXPECT_EQ(ask({"", at(endless.port())}, SourceKind::whois, "board.example").value().size(),
            removal::kLongestSource);
}

TEST(ContactLookup, NothingThatIsNotPublicIsAsked) {
  FetchSettings strict = local_settings();
  strict.allow_loopback = false;
  ScriptedPeer server([](Line& line) { line.say("never"); });
  EXPECT_EQ(ask({"", at(server.port())}, SourceKind::whois, "board.example", strict).fault().kind,
            FaultKind::forbidden);
  EXPECT_EQ(ask({"http://" + at(server.port()) + "/", ""}, SourceKind::rdap_domain, "board.example", strict)
                .fault()
                .kind,
            FaultKind::forbidden);
  for (const char* inside : {"169.254.169.254", "10.0.0.1", "whois.internal"}) {
    EXPECT_EQ(ask({"", inside}, SourceKind::whois, "board.example").fault().kind, FaultKind::forbidden)
        << inside;
  }
  for (const char* inside : {"10.0.0.1", "::ffff:10.0.0.1", "192.168.1.1"}) {
    EXPECT_FALSE(ask({"", ""}, SourceKind::security_txt, inside).has_value()) << inside;
  }
}

}  // namespace
}  // namespace jium::outside
