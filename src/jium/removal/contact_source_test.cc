// What is taken out of the texts of registers and sites, and what hostile ones come to.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "jium/base/bytes.h"
#include "jium/registry/mail_address.h"
#include "jium/removal/rdap.h"
#include "jium/removal/security_txt.h"
#include "jium/removal/whois.h"

namespace jium::removal {
namespace {

PublishedContact mail(Party party, const std::string& address, const std::string& name = "",
                      Language language = Language::en) {
  return {party, {ChannelKind::mail, Secret<std::string>(address), language}, name};
}
using Contacts = std::vector<PublishedContact>;

constexpr const char* kDomain = R"({
  "objectClassName": "domain", "ldhName": "board.example",
  "entities": [
    {"objectClassName": "entity", "roles": ["registrar"],
     "vcardArray": ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Names Ltd"],
                              ["email", {}, "text", "info@names.example"]]],
     "entities": [{"objectClassName": "entity", "roles": ["technical", "abuse"],
       "vcardArray": ["vcard", [["email", {}, "text", "abuse@names.example"]]]}]},
    {"objectClassName": "entity", "roles": ["registrant"],
     "vcardArray": ["vcard", [["fn", {}, "text", "Board Owners"], ["email", {}, "text", "us@board.example"]]]},
    {"objectClassName": "entity", "roles": ["technical"],
     "vcardArray": ["vcard", [["email", {}, "text", "ops@board.example"]]]}
  ]})";

constexpr const char* kNetwork = R"({
  "objectClassName": "ip network", "name": "EXAMPLE-NET", "country": "NL",
  "entities": [
    {"roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "Example Hosting B.V."],
                                                       ["email", {}, "text", "noc@hosting.example"]]],
     "entities": [{"roles": ["abuse"], "vcardArray": ["vcard", [["email", {}, "text", "abuse@hosting.example"]]]}]}
  ]})";

TEST(Rdap, ANameHasARegistrarWithAnAbuseDeskAndAnOwner) {
  const auto published = read_rdap_domain(kDomain).value();
  EXPECT_EQ(published.contacts, (Contacts{mail(Party::registrar, "abuse@names.example", "Names Ltd"),
                                          mail(Party::owner, "us@board.example", "Board Owners")}));
}

TEST(Rdap, ARegistrarWithoutAnAbuseDeskIsWrittenToItself) {
  const auto published = read_rdap_domain(
      R"({"objectClassName":"domain","entities":[{"roles":["registrar"],"vcardArray":["vcard",
      [["fn",{},"text","Names Ltd"],["email",{},"text","info@names.example"]]]}]})");
  EXPECT_EQ(published.value().contacts, Contacts{mail(Party::registrar, "info@names.example", "Names Ltd")});
}

TEST(Rdap, ANetworkHasAHolderAndItsAbuseDesk) {
  const auto published = read_rdap_network(kNetwork).value();
  EXPECT_EQ(published.network, "Example Hosting B.V.");
  EXPECT_EQ(published.contacts, Contacts{mail(Party::host, "abuse@hosting.example", "Example Hosting B.V.")});
  const auto bare = read_rdap_network(R"({"objectClassName":"ip network","name":"EXAMPLE-NET"})").value();
  EXPECT_EQ(bare.network, "EXAMPLE-NET");
  EXPECT_TRUE(bare.contacts.empty());
}

TEST(Rdap, WhatIsNoAnswerAboutWhatWasAskedIsMalformed) {
  for (const char* wrong : {"", "null", "[]", "{}", "<html>", "{\"objectClassName\":\"nameserver\"}",
                            "{\"errorCode\":404}", "{\"objectClassName\":"}) {
    EXPECT_EQ(read_rdap_domain(wrong).fault().kind, FaultKind::malformed) << wrong;
    EXPECT_EQ(read_rdap_network(wrong).fault().kind, FaultKind::malformed) << wrong;
  }
  EXPECT_EQ(read_rdap_domain(kNetwork).fault().kind, FaultKind::malformed);
  EXPECT_EQ(read_rdap_network(kDomain).fault().kind, FaultKind::malformed);
  EXPECT_EQ(read_rdap_domain(std::string(kLongestSource + 1, ' ')).fault().kind, FaultKind::malformed);
}

TEST(Rdap, PartsOfAnotherTypeAreLeftAlone) {
  for (
      const char* entities :
      {"7", "{}", "[7]", "[{\"roles\":7}]", "[{\"roles\":[7,null]}]",
       R"([{"roles":["registrar"],"vcardArray":7}])", R"([{"roles":["registrar"],"vcardArray":["vcard"]}])",
       R"([{"roles":["registrar"],"vcardArray":["vcard",7]}])",
       R"([{"roles":["registrar"],"vcardArray":["vcard",[7,[],["email"],["email",{},"text",["a@b.example"]]]]}])"}) {
    const auto published =
        read_rdap_domain(R"({"objectClassName":"domain","entities":)" + std::string(entities) + "}");
    ASSERT_TRUE(published.has_value()) << entities;
    EXPECT_TRUE(published->contacts.empty()) << entities;
  }
}

TEST(Rdap, ThousandsOfEntitiesGiveAHandfulOfContacts) {
  std::string many = R"({"objectClassName":"domain","entities":[)";
  for (int i = 0; i < 1000; ++i) {
    many += std::string(i == 0 ? "" : ",") +
            R"({"roles":["registrant"],"vcardArray":["vcard",[["email",{},"text","a)" + std::to_string(i) +
            R"(@b.example"]]]})";
  }
  EXPECT_EQ(read_rdap_domain(many + "]}").value().contacts.size(), kMostPublished);
}

TEST(Rdap, AnAddressThatWouldBreakALetterIsNotTaken) {
  for (const char* address : {"a@b.example\\r\\nBcc: c@d.example", "a@b.example,c@d.example",
                              "Abuse <a@b.example>", "a b@c.example"}) {
    const auto published = read_rdap_domain(
        R"({"objectClassName":"domain","entities":[{"roles":["registrar"],"vcardArray":["vcard",[["email",{},"text",")" +
        std::string(address) + R"("]]]}]})");
    EXPECT_TRUE(published.value().contacts.empty()) << address;
  }
  const auto named = read_rdap_domain(
      R"({"objectClassName":"domain","entities":[{"roles":["registrar"],"vcardArray":["vcard",
      [["fn",{},"text","Two\nlines"],["email",{},"text","a@b.example"]]]}]})");
  EXPECT_EQ(named.value().contacts, Contacts{mail(Party::registrar, "a@b.example")});
}

TEST(Whois, TakesTheAbuseLinesOfTheRegistersThereAre) {
  const auto published = read_whois(
      "Domain Name: BOARD.EXAMPLE\r\n"
      "Registrar WHOIS Server: whois.names.example\r\n"
      "Registrar: Names Ltd\r\n"
      "Registrar Abuse Contact Email: abuse@names.example\r\n"
      "Registrar Abuse Contact Phone: +1.5550100\r\n"
      "Tech Email: ops@board.example\r\n"
      "OrgAbuseEmail:  abuse@arin.example\r\n"
      "abuse-mailbox:  <abuse@ripe.example>\r\n"
      "% Abuse contact for '192.0.2.0 - 192.0.2.255' is 'abuse@remark.example'\r\n");
  EXPECT_EQ(published.value().contacts,
            (Contacts{mail(Party::registrar, "abuse@names.example", "Names Ltd"),
                      mail(Party::host, "abuse@arin.example"), mail(Party::host, "abuse@ripe.example"),
                      mail(Party::host, "abuse@remark.example")}));
}

TEST(Whois, KnowsWhereToAskNext) {
  EXPECT_EQ(whois_referral("refer:        whois.nic.example\n"), "whois.nic.example");
  EXPECT_EQ(whois_referral("   Registrar WHOIS Server: WHOIS.Names.Example\r\n"), "whois.names.example");
  for (const char* none : {"", "refer:\n", "refer: localhost\n", "refer: a b.example\n",
                           "refer: whois.example:43\n", "refer: http://whois.example/\n"}) {
    EXPECT_EQ(whois_referral(none), "") << none;
  }
}

TEST(SecurityTxt, GivesItsContactsInItsOrderAndLanguage) {
  const auto published = read_security_txt(
      "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n"
      "# Contact: mailto:comment@board.example\n"
      "Contact: https://board.example/report\r\n"
      "contact: mailto:abuse@board.example?subject=x\n"
      "- Contact: mailto:dashed@board.example\n"
      "Contact: tel:+1-555-0100\n"
      "Contact: http://board.example/plain\n"
      "Expires: 2027-01-01T00:00:00.000Z\n"
      "Preferred-Languages: xx, ko-KR, en\n",
      Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}});
  ASSERT_TRUE(published.has_value());
  ASSERT_EQ(published->contacts.size(), 3U);
  EXPECT_EQ(
      published->contacts[0].channel,
      (Channel{ChannelKind::web_form, Secret<std::string>("https://board.example/report"), Language::ko}));
  EXPECT_EQ(published->contacts[1], mail(Party::site_operator, "abuse@board.example", "", Language::ko));
  EXPECT_EQ(published->contacts[2], mail(Party::site_operator, "dashed@board.example", "", Language::ko));
}

TEST(SecurityTxt, ThatHasExpiredIsNotUsed) {
  const Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
  const std::string contact = "Contact: mailto:abuse@board.example\n";
  EXPECT_TRUE(read_security_txt(contact + "Expires: 2026-11-21T23:59:59Z\n", now).value().contacts.empty());
  EXPECT_TRUE(
      read_security_txt(contact + "Expires: 2025-11-21T23:59:59+09:00\n", now).value().contacts.empty());
  EXPECT_EQ(read_security_txt(contact + "Expires: soon\n", now).value().contacts.size(), 1U);
  EXPECT_EQ(read_security_txt(contact, now).value().contacts.size(), 1U);
}

TEST(SecurityTxt, APageInItsPlaceIsMalformed) {
  EXPECT_EQ(read_security_txt("\n  <!doctype html><p>Contact: mailto:a@b.example", Instant{}).fault().kind,
            FaultKind::malformed);
}

TEST(Published, WhateverStandsInATextOnlyAddressesComeOut) {
  rc::check("mail is mail and forms are https, whatever the text", [] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "Contact: ", "mailto:", "https://", "abuse", "@", "b.example", "\n", "\r", " ", ":", "'", "<", ">",
        "Registrar Abuse Contact Email: ", "\xEF\xBC\xA0", std::string(1, '\0'), "a", ","));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    for (const auto& read : {read_whois(text), read_security_txt(text, Instant{})}) {
      if (!read) continue;
      for (const PublishedContact& one : read->contacts) {
        if (one.channel.kind == ChannelKind::mail)
          RC_ASSERT(registry::is_mail_address(one.channel.address.reveal()));
      }
    }
  });
}

}  // namespace
}  // namespace jium::removal
