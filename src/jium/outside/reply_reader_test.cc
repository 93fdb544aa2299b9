#include "jium/outside/reply_reader.h"

#include <gtest/gtest.h>

namespace jium::outside {
namespace {

using removal::BounceAction;

std::string crlf(std::string text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

removal::IncomingMail read(const std::string& text) {
  const auto mail = read_reply(crlf(text));
  EXPECT_TRUE(mail.has_value()) << (mail ? "" : mail.fault().what);
  return mail.value_or(removal::IncomingMail{});
}

TEST(ReplyReader, KeepsWhoAboutWhatAndThePlainText) {
  const auto mail = read(R"(Return-Path: <abuse@site.example>
From: "Abuse Desk" <abuse@site.example>
To: help@centre.example
Subject: =?utf-8?B?UmU6IFtSLTdLM00tOVFYMi1QRDRUXSDsgq3soJw=?=
Message-ID: <abc.1@site.example>
In-Reply-To: <R-7K3M-9QX2-PD4T@centre.example>
References: <L-1111-2222-3333@centre.example>
	<R-7K3M-9QX2-PD4T@centre.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

=EC=82=AD=EC=A0=9C=ED=95=98=EC=98=80=EC=8A=B5=EB=8B=88=EB=8B=A4.
)");
  EXPECT_EQ(mail.from, "abuse@site.example");
  EXPECT_EQ(mail.subject.reveal(), "Re: [R-7K3M-9QX2-PD4T] 삭제");
  EXPECT_EQ(mail.message_id, "abc.1@site.example");
  EXPECT_EQ(mail.references,
            (std::vector<std::string>{"L-1111-2222-3333@centre.example", "R-7K3M-9QX2-PD4T@centre.example",
                                      "R-7K3M-9QX2-PD4T@centre.example"}));
  EXPECT_EQ(mail.text.reveal().substr(0, 30), "삭제하였습니다.\n" + std::string());
  EXPECT_FALSE(mail.bulk);
  EXPECT_EQ(mail.dropped_parts, 0);
}

TEST(ReplyReader, DropsAttachmentsOtherBodiesAndMessagesWithinUnread) {
  const auto mail = read(R"(From: a@site.example
Subject: x
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/html

<p>has been removed</p>
--c
Content-Type: text/plain

the plain words
--c--
--b
Content-Type: text/plain
Content-Disposition: attachment; filename=a.txt

attached words
--b
Content-Type: image/jpeg
Content-Transfer-Encoding: base64

/9j/4AAQSkZJRg==
--b
Content-Type: message/rfc822

From: help@centre.example
Subject: [R-7K3M-9QX2-PD4T] inner

inner words
--b--
)");
  EXPECT_EQ(mail.text.reveal(), "the plain words");
  EXPECT_EQ(mail.dropped_parts, 4);
  EXPECT_EQ(mail.subject.reveal(), "x");
}

std::string html_mail(const std::string& html, const std::string& plain = "") {
  return "From: a@site.example\nSubject: x\nMIME-Version: 1.0\n"
         "Content-Type: multipart/alternative; boundary=c\n\n" +
         (plain.empty() ? "" : "--c\nContent-Type: text/plain\n\n" + plain + "\n") +
         "--c\nContent-Type: text/html; charset=utf-8\n\n" + html + "\n--c--\n";
}

TEST(ReplyReader, ReadsTheWordsOfAnAnswerThatIsHtmlAlone) {
  const auto mail =
      read(html_mail("<html><head><style>x</style></head><body><p>The content <b>has been removed</b>.</p>"
                     "<img src=https://site.example/pixel.gif><a href=https://site.example/t/1>ticket</a>"
                     "<blockquote>Please remove it</blockquote></body></html>"));
  EXPECT_EQ(mail.text.reveal(), "The content has been removed.\nticket\n> Please remove it");
  EXPECT_EQ(mail.dropped_parts, 0);
  EXPECT_EQ(read(html_mail("<p>words</p>", " ")).text.reveal(), "words") << "a plain text that says nothing";
  const auto both = read(html_mail("<p>words</p>", "plain words"));
  EXPECT_EQ(both.text.reveal(), "plain words");
  EXPECT_EQ(both.dropped_parts, 1);
  // In the encoding that the part names, whatever the HTML says of itself.
  const auto korean = read(
      "From: a@site.example\nMIME-Version: 1.0\nContent-Type: text/html; charset=euc-kr\n"
      "Content-Transfer-Encoding: base64\n\nPHA+u+jBpjwvcD4=\n");
  EXPECT_EQ(korean.text.reveal(), "삭제");
}

TEST(ReplyReader, AnAttachedPageIsNotRead) {
  const auto mail = read(
      "From: a@site.example\nMIME-Version: 1.0\nContent-Type: text/html\n"
      "Content-Disposition: attachment; filename=a.html\n\n<p>removed</p>\n");
  EXPECT_EQ(mail.text.reveal(), "");
  EXPECT_EQ(mail.dropped_parts, 1);
}

TEST(ReplyReader, KnowsADeliveryThatFailedFromOneThatIsLate) {
  const auto report = [](const std::string& action) {
    return read(
        "From: MAILER-DAEMON@mx.site.example\nSubject: Undelivered\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n"
        "Auto-Submitted: auto-replied\nReturn-Path: <>\n\n--b\nContent-Type: text/plain\n\nsorry\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.site.example\n\n"
        "Final-Recipient: rfc822; abuse@site.example\nAction: " +
        action + "\nStatus: 5.1.1\n\n--b--\n");
  };
  EXPECT_EQ(report("failed").bounce, BounceAction::failed);
  EXPECT_EQ(report("Delayed").bounce, BounceAction::delayed);
  EXPECT_EQ(report("relayed").bounce, BounceAction::none);
  EXPECT_EQ(report("failed").auto_submitted, "auto-replied");
  EXPECT_TRUE(report("failed").bulk);
}

TEST(ReplyReader, ReadsWhatMachinesSayOfThemselves) {
  const auto with = [](const std::string& header) {
    return read("From: a@site.example\n" + header + "\n\nx\n");
  };
  EXPECT_EQ(with("Auto-Submitted: Auto-Replied; owner-email=\"x\"").auto_submitted, "auto-replied");
  EXPECT_EQ(with("Auto-Submitted: no").auto_submitted, "no");
  for (const char* header :
       {"Precedence: bulk", "Precedence: auto_reply", "Return-Path: <>", "X-Autoreply: yes"})
    EXPECT_TRUE(with(header).bulk) << header;
  EXPECT_FALSE(with("Precedence: first-class").bulk);
}

TEST(ReplyReader, WhatIsKeptIsBoundedAndPlain) {
  const auto long_one = read("From: a@site.example\nSubject: " + std::string(5000, 's') + "\n\n" +
                             std::string(40'000, 'x') + "\n");
  EXPECT_LE(long_one.text.reveal().size(), removal::kMostReplyText);
  EXPECT_LE(long_one.subject.reveal().size(), 1000U);
  const auto controls = read("From: a@site.example\n\na\x01\x1b[31mb\n");
  EXPECT_EQ(controls.text.reveal().find('\x1b'), std::string::npos);
}

TEST(ReplyReader, WithoutASenderItIsNoAnswer) {
  for (const char* text : {"", "\n\n", "Subject: x\n\ny", "From: nobody\n\ny"})
    EXPECT_EQ(read_reply(crlf(text)).fault().kind, FaultKind::malformed) << text;
}

}  // namespace
}  // namespace jium::outside
