// Letters into a real mail server: Debian's python3-aiosmtpd with a Maildir.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "jium/outside/mail.h"
#include "jium/outside/peer_process.h"

namespace jium::outside {
namespace {

using removal::DeliveryOutcome;

class MailPeer : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!run_to_end({kPython, "-c", "import aiosmtpd"})) {
      GTEST_SKIP() << "no python3-aiosmtpd on this machine: mail against a real server NOT tested";
    }
    if (!make_certificate(folder_))
      GTEST_SKIP() << "no openssl command on this machine: mail with TLS NOT tested";
  }

  [[nodiscard]] std::vector<std::string> server(std::vector<std::string> more = {}) const {
    std::vector<std::string> command = {kPython, "-m", "aiosmtpd",
                                        "-n",    "-l", "127.0.0.1:" + std::to_string(port_)};
    command.insert(command.end(), more.begin(), more.end());
    command.insert(command.end(), {"-c", "aiosmtpd.handlers.Mailbox", folder_.file("mail")});
    return command;
  }

  removal::Delivery send(MailSecurity security, const std::string& ca_file, bool go = true) {
    EXPECT_TRUE(is_listening(port_));
    MailSettings settings;
    settings.port = port_;
    settings.security = security;
    settings.ca_file = ca_file;
    settings.whole_time = std::chrono::seconds{20};
    removal::Letter letter;
    letter.message_id = "R-1@centre.example";
    letter.from_name = "센터";
    letter.from = "removal@centre.example";
    letter.to = "abuse@site.example";
    letter.reply_reference = "R-1";
    letter.subject = Secret<std::string>("삭제 요청 R-1");
    letter.body = Secret<std::string>("본문\n");
    return (*make_smtp_courier(settings))->send(letter, [go] { return go; });
  }

  [[nodiscard]] std::vector<std::string> mails() const {
    std::vector<std::string> out;
    const std::filesystem::path box = std::filesystem::path(folder_.file("mail")) / "new";
    if (!std::filesystem::exists(box)) return out;
    for (const auto& entry : std::filesystem::directory_iterator(box)) {
      std::ifstream file(entry.path(), std::ios::binary);
      out.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return out;
  }

  static constexpr const char* kPython = "/usr/bin/python3";
  const TestFolder folder_;
  const std::uint16_t port_ = free_port();
};

TEST_F(MailPeer, ALetterArrivesOnce) {
  const PeerProcess peer(server());
  const removal::Delivery delivery = send(MailSecurity::none, "");
  EXPECT_EQ(delivery.outcome, DeliveryOutcome::accepted) << delivery.reason;
  ASSERT_EQ(mails().size(), 1U);
  EXPECT_THAT(mails()[0], ::testing::HasSubstr("X-Jium-Reference: R-1"));
  EXPECT_THAT(mails()[0], ::testing::HasSubstr("67O466y4DQo="));  // "본문" and CRLF in base64
}

TEST_F(MailPeer, ALetterNotHandedOverDoesNotArrive) {
  const PeerProcess peer(server());
  EXPECT_EQ(send(MailSecurity::none, "", false).outcome, DeliveryOutcome::postponed);
  EXPECT_EQ(send(MailSecurity::none, "").outcome, DeliveryOutcome::accepted);
  EXPECT_EQ(mails().size(), 1U);
}

TEST_F(MailPeer, StarttlsWithATrustedCertificateDelivers) {
  const PeerProcess peer(
      server({"--tlscert", folder_.file("cert.pem"), "--tlskey", folder_.file("key.pem")}));
  const removal::Delivery delivery = send(MailSecurity::starttls, folder_.file("cert.pem"));
  EXPECT_EQ(delivery.outcome, DeliveryOutcome::accepted) << delivery.reason;
  EXPECT_EQ(mails().size(), 1U);
}

TEST_F(MailPeer, StarttlsWithAnUntrustedCertificateSendsNothing) {
  const PeerProcess peer(
      server({"--tlscert", folder_.file("cert.pem"), "--tlskey", folder_.file("key.pem")}));
  const removal::Delivery delivery = send(MailSecurity::starttls, "");
  EXPECT_EQ(delivery.outcome, DeliveryOutcome::postponed);
  EXPECT_THAT(delivery.reason, ::testing::HasSubstr("certificate"));
  EXPECT_TRUE(mails().empty());
}

TEST_F(MailPeer, TlsFromTheFirstByteDelivers) {
  const PeerProcess peer(
      server({"--smtpscert", folder_.file("cert.pem"), "--smtpskey", folder_.file("key.pem")}));
  const removal::Delivery delivery = send(MailSecurity::tls, folder_.file("cert.pem"));
  EXPECT_EQ(delivery.outcome, DeliveryOutcome::accepted) << delivery.reason;
  EXPECT_EQ(mails().size(), 1U);
}

}  // namespace
}  // namespace jium::outside
