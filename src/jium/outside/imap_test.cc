// A mailbox of a real server: Debian's dovecot, in a folder of the test's own, on loopback.
#include "jium/outside/imap.h"

#include <gtest/gtest.h>
#include <pwd.h>

#include <filesystem>
#include <fstream>

#include "jium/outside/peer_process.h"

namespace jium::outside {
namespace {

class Imap : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists("/usr/sbin/dovecot"))
      GTEST_SKIP() << "no dovecot on this machine: a real mailbox NOT tested";
    if (getpwnam("dovecot") == nullptr || getpwnam("dovenull") == nullptr || getuid() != 0)
      GTEST_SKIP() << "dovecot needs its users and root here: a real mailbox NOT tested";
    if (!make_certificate(folder_))
      GTEST_SKIP() << "no openssl command on this machine: mail with TLS NOT tested";
    // dovecot serves nobody's mail as root: it is nobody's.
    std::filesystem::permissions(std::filesystem::path(folder_.file("x")).parent_path(),
                                 std::filesystem::perms(0711));
    for (const char* name : {"mail", "mail/new", "mail/cur", "mail/tmp"}) {
      std::filesystem::create_directories(folder_.file(name));
      give_away(folder_.file(name));
    }
    std::ofstream(folder_.file("dovecot.conf"))
        << "base_dir = " << folder_.file("run") << "\nlog_path = " << folder_.file("log")
        << "\nprotocols = imap\nlisten = 127.0.0.1\nssl = required\nssl_cert = <" << folder_.file("cert.pem")
        << "\nssl_key = <" << folder_.file("key.pem") << "\nmail_location = maildir:" << folder_.file("mail")
        << "\nfirst_valid_uid = 1\ndefault_login_user = dovenull\n"
        << "default_internal_user = dovecot\npassdb {\n  driver = static\n  args = password=secret\n}\n"
        << "userdb {\n  driver = static\n  args = uid=65534 gid=65534 home=" << folder_.file("mail")
        << "\n}\nservice imap-login {\n  inet_listener imap {\n    port = 0\n  }\n  inet_listener imaps {\n"
        << "    port = " << port_ << "\n    ssl = yes\n  }\n}\n";
    server_ = std::make_unique<PeerProcess>(
        std::vector<std::string>{"/usr/sbin/dovecot", "-F", "-c", folder_.file("dovecot.conf")});
    if (!is_listening(port_)) GTEST_SKIP() << "dovecot does not start here: a real mailbox NOT tested";
  }
  void TearDown() override {
    if (server_)
      static_cast<void>(run_to_end({"/usr/sbin/dovecot", "-c", folder_.file("dovecot.conf"), "stop"}));
  }

  static void give_away(const std::filesystem::path& path) {
    constexpr uid_t kNobody = 65534;
    EXPECT_EQ(::chown(path.c_str(), kNobody, kNobody), 0) << path;
  }
  [[nodiscard]] std::filesystem::path box() const { return folder_.file("mail/new"); }
  void deliver(const std::string& subject, const std::string& body) {
    ++delivered_;
    std::ofstream(box() / ("100" + std::to_string(delivered_) + ".test"))
        << "From: abuse@site.example\r\nMessage-ID: <" << delivered_
        << "@site.example>\r\nSubject: " << subject << "\r\n\r\n"
        << body << "\r\n";
  }
  std::unique_ptr<removal::Mailbox> mailbox(const std::string& password = "secret") {
    MailSettings settings;
    settings.port = port_;
    settings.security = MailSecurity::tls;
    settings.ca_file = folder_.file("cert.pem");
    settings.user = "centre";
    settings.password = Secret<std::string>(password);
    settings.whole_time = std::chrono::seconds{20};
    return *make_imap_mailbox(settings);
  }

  TestFolder folder_;
  std::uint16_t port_ = free_port();
  std::unique_ptr<PeerProcess> server_;
  int delivered_ = 0;
};

TEST_F(Imap, ReadsWhatCameInAfterThePlaceAndNothingTwice) {
  const auto box = mailbox();
  const auto empty = box->read_after({}, 10);
  ASSERT_TRUE(empty.has_value()) << empty.fault().what;
  EXPECT_TRUE(empty->mails.empty());
  deliver("[R-7K3M-9QX2-PD4T] one", "has been removed");
  deliver("two", "second");
  deliver("three", std::string(2 * 1024 * 1024, 'x'));
  const auto first = box->read_after(empty->place, 2);
  ASSERT_TRUE(first.has_value()) << first.fault().what;
  ASSERT_EQ(first->mails.size(), 2U);
  EXPECT_TRUE(first->more);
  EXPECT_EQ(first->mails[0].subject.reveal(), "[R-7K3M-9QX2-PD4T] one");
  EXPECT_EQ(first->mails[0].from, "abuse@site.example");
  EXPECT_EQ(first->mails[0].text.reveal().substr(0, 16), "has been removed");
  const auto rest = box->read_after(first->place, 2);
  ASSERT_TRUE(rest.has_value()) << rest.fault().what;
  ASSERT_EQ(rest->mails.size(), 1U);
  EXPECT_FALSE(rest->more);
  EXPECT_LE(rest->mails[0].text.reveal().size(), removal::kMostReplyText);
  const auto none = box->read_after(rest->place, 2);
  ASSERT_TRUE(none.has_value());
  EXPECT_TRUE(none->mails.empty());
  EXPECT_EQ(none->place, rest->place);
}

TEST_F(Imap, APlaceOfAnotherMailboxIsReadFromTheBeginning) {
  deliver("one", "x");
  const auto page = mailbox()->read_after({4711, 1000}, 10);
  ASSERT_TRUE(page.has_value()) << page.fault().what;
  EXPECT_EQ(page->mails.size(), 1U);
  EXPECT_NE(page->place.validity, 4711U);
}

TEST_F(Imap, AWrongPasswordIsSaidSo) {
  const auto page = mailbox("wrong")->read_after({}, 10);
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.fault().kind, FaultKind::outside);
  EXPECT_NE(page.fault().what.find("sign-in"), std::string::npos) << page.fault().what;
}

TEST(ImapAnswers, AreReadAsServersSendThem) {
  EXPECT_EQ(*uid_validity_in("* STATUS INBOX (UIDVALIDITY 17)\r\n"), 17U);
  EXPECT_EQ(*uid_validity_in("* STATUS \"INBOX\" (MESSAGES 2 UIDVALIDITY 4294967295)"), 4294967295U);
  for (const char* text :
       {"", "* STATUS INBOX ()", "UIDVALIDITY x", "UIDVALIDITY 0", "UIDVALIDITY 4294967296"})
    EXPECT_EQ(uid_validity_in(text).fault().kind, FaultKind::outside) << text;
  EXPECT_EQ(uids_in("* SEARCH 9 3 7 7\r\n", 3), (std::vector<std::uint32_t>{7, 9}));
  for (const char* text : {"", "* SEARCH\r\n", "* SEARCH x", "* SEARCH 2"})
    EXPECT_TRUE(uids_in(text, 3).empty()) << text;
}

TEST(ImapSettings, PlainTextAndStrangeFoldersAreRefused) {
  MailSettings settings;
  settings.host = "mail.centre.example";
  settings.security = MailSecurity::none;
  EXPECT_EQ(make_imap_mailbox(settings).fault().kind, FaultKind::malformed);
  settings.security = MailSecurity::tls;
  for (const char* folder : {"", "a b", "INBOX;UID=1", "a\"b", "..?x", "a\r\nb"})
    EXPECT_EQ(make_imap_mailbox(settings, folder).fault().kind, FaultKind::malformed) << folder;
  EXPECT_TRUE(make_imap_mailbox(settings, "INBOX/jium").has_value());
}

}  // namespace
}  // namespace jium::outside
