#include <gmime/gmime.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "jium/outside/mail.h"

namespace jium::outside {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

removal::Letter letter() {
  removal::Letter out;
  out.message_id = "R-7K3M-9QX2-PD4T@centre.example";
  out.from_name = "디지털성범죄피해자지원센터";
  out.from = "removal@centre.example";
  out.to = "abuse@site.example";
  out.reply_reference = "R-7K3M-9QX2-PD4T";
  out.subject = Secret<std::string>("불법촬영물 삭제 요청 [R-7K3M-9QX2-PD4T]");
  out.body = Secret<std::string>("안녕하세요.\n.\n삭제를 요청합니다.\r\nhttps://site.example/a");
  return out;
}

Instant some_time() {
  return FakeClock().now();
}

std::string composed(const removal::Letter& from) {
  const Result<std::string> text = compose(from, some_time());
  EXPECT_TRUE(text) << text.fault().what;
  return text ? *text : "";
}

// What a mail program makes of it.
struct Received {
  std::string from_name, from, to, subject, message_id, date, reference, body, content_type;
  std::vector<std::string> headers;
};

std::string plain(const char* text) {
  return text != nullptr ? text : "";
}

void read_headers(GMimeMessage* message, Received& out) {
  GMimeHeaderList* const list = g_mime_object_get_header_list(GMIME_OBJECT(message));
  for (int index = 0; index < g_mime_header_list_get_count(list); ++index) {
    out.headers.emplace_back(g_mime_header_get_name(g_mime_header_list_get_header_at(list, index)));
  }
}

Received received(const std::string& text) {
  g_mime_init();
  Received out;
  GMimeStream* const stream = g_mime_stream_mem_new_with_buffer(text.data(), text.size());
  GMimeParser* const parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage* const message = g_mime_parser_construct_message(parser, nullptr);
  auto* const sender =
      INTERNET_ADDRESS_MAILBOX(internet_address_list_get_address(g_mime_message_get_from(message), 0));
  auto* const to =
      INTERNET_ADDRESS_MAILBOX(internet_address_list_get_address(g_mime_message_get_to(message), 0));
  out.from_name = plain(internet_address_get_name(INTERNET_ADDRESS(sender)));
  out.from = plain(internet_address_mailbox_get_addr(sender));
  out.to = plain(internet_address_mailbox_get_addr(to));
  out.subject = plain(g_mime_message_get_subject(message));
  out.message_id = plain(g_mime_message_get_message_id(message));
  out.date = plain(g_mime_object_get_header(GMIME_OBJECT(message), "Date"));
  out.reference = plain(g_mime_object_get_header(GMIME_OBJECT(message), "X-Jium-Reference"));
  GMimeObject* const part = g_mime_message_get_mime_part(message);
  out.content_type = plain(g_mime_object_get_header(part, "Content-Type"));
  GMimeStream* const body = g_mime_stream_mem_new();
  g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(GMIME_PART(part)), body);
  const GByteArray* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(body));
  out.body.assign(reinterpret_cast<const char*>(bytes->data), bytes->len);
  read_headers(message, out);
  g_object_unref(body);
  g_object_unref(message);
  g_object_unref(parser);
  g_object_unref(stream);
  return out;
}

TEST(Compose, AMailProgramReadsWhatWasWritten) {
  const Received mail = received(composed(letter()));
  EXPECT_EQ(mail.from_name, "디지털성범죄피해자지원센터");
  EXPECT_EQ(mail.from, "removal@centre.example");
  EXPECT_EQ(mail.to, "abuse@site.example");
  EXPECT_EQ(mail.subject, "불법촬영물 삭제 요청 [R-7K3M-9QX2-PD4T]");
  EXPECT_EQ(mail.message_id, "R-7K3M-9QX2-PD4T@centre.example");
  EXPECT_EQ(mail.date, "Sun, 22 Nov 2026 00:00:00 +0000");
  EXPECT_EQ(mail.reference, "R-7K3M-9QX2-PD4T");
  EXPECT_EQ(mail.content_type, "text/plain; charset=utf-8");
  EXPECT_EQ(mail.body, "안녕하세요.\r\n.\r\n삭제를 요청합니다.\r\nhttps://site.example/a\r\n");
}

TEST(Compose, TheHeadersAreTheseAndNoOthers) {
  EXPECT_THAT(received(composed(letter())).headers,
              ::testing::UnorderedElementsAre("From", "To", "Subject", "Date", "Message-Id",
                                              "X-Jium-Reference", "MIME-Version"));
}

TEST(Compose, EveryLineIsPlainAsciiOfMailLengthAndEndsInCrlf) {
  removal::Letter long_one = letter();
  std::string subject, body;
  for (int count = 0; count < 60; ++count) subject += "삭제요청";
  for (int count = 0; count < 5000; ++count) body += "가나다 abc ";
  long_one.subject = Secret<std::string>(subject);
  long_one.body = Secret<std::string>(body);
  const std::string text = composed(long_one);
  ASSERT_TRUE(text.ends_with("\r\n"));
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find("\r\n", from);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - from, 998U);
    for (const char letter : text.substr(from, end - from))
      ASSERT_TRUE(letter == '\t' || (letter >= 0x20 && letter < 0x7f));
    from = end + 2;
  }
  EXPECT_EQ(received(text).subject, subject + " [R-7K3M-9QX2-PD4T]");
  EXPECT_EQ(received(text).body, body + "\r\n");
}

TEST(Compose, TheReferenceIsInTheSubjectOnce) {
  removal::Letter without = letter();
  without.subject = Secret<std::string>("Removal request");
  EXPECT_EQ(received(composed(without)).subject, "Removal request [R-7K3M-9QX2-PD4T]");
}

TEST(Compose, ANameThatLooksLikeAnAddressStaysAName) {
  removal::Letter odd = letter();
  odd.from_name = "Centre, \"the\" <boss@evil.example>";
  const Received mail = received(composed(odd));
  EXPECT_EQ(mail.from, "removal@centre.example");
  EXPECT_EQ(mail.from_name, odd.from_name);
}

TEST(Compose, TextThatLooksEncodedIsMalformed) {
  removal::Letter odd = letter();
  odd.subject = Secret<std::string>("=?utf-8?B?DQpCY2M6IHg=?= R-7K3M-9QX2-PD4T");
  EXPECT_FALSE(compose(odd, some_time()));
  odd = letter();
  odd.from_name = "=?utf-8?Q?a=0Ab?=";
  EXPECT_FALSE(compose(odd, some_time()));
}

TEST(Compose, AControlCharacterInAHeaderIsMalformed) {
  for (const std::string& bad :
       {std::string("a\nBcc: x@evil.example"), std::string("a\r\nBcc: x@evil.example"), std::string("a\rb"),
        std::string("a\0b", 3), std::string("a\x1b[31m"), std::string("a\u0085b"), std::string("a\u2028b"),
        std::string("a\u2029b"), std::string("a\xff"), std::string(), std::string(3000, 'a')}) {
    std::vector<removal::Letter> letters(6, letter());
    letters[0].subject = Secret<std::string>(bad);
    letters[1].from_name = bad;
    letters[2].from = bad + "@centre.example";
    letters[3].to = "abuse@" + bad;
    letters[4].message_id = bad + "@centre.example";
    letters[5].reply_reference = bad;
    for (std::size_t index = 0; index < letters.size(); ++index) {
      if (index == 4 && bad.empty()) continue;
      const Result<std::string> text = compose(letters[index], some_time());
      ASSERT_FALSE(text) << index;
      EXPECT_EQ(text.fault().kind, FaultKind::malformed);
      EXPECT_THAT(text.fault().what, Not(HasSubstr("evil")));
    }
  }
}

TEST(Compose, WhatIsNotAMailAddressIsMalformed) {
  for (const char* const bad : {"",
                                "abuse",
                                "@site.example",
                                "abuse@",
                                "a@b@c.example",
                                "abuse@site example",
                                "ab use@site.example",
                                "<abuse@site.example>",
                                "abuse@site.example>",
                                "abuse@site.example,b@c.example",
                                "\"a b\"@site.example",
                                "abuse@[10.0.0.1]",
                                "abuse@site_x.example",
                                ".abuse@site.example",
                                "abuse.@site.example",
                                "a..b@site.example",
                                "abuse@.example",
                                "abuse@site..example",
                                "abuse@site.example.",
                                "신고@site.example",
                                "abuse@사이트.example",
                                "abuse@site.example SIZE=1",
                                "a(comment)@site.example",
                                "abuse:@site.example"}) {
    removal::Letter odd = letter();
    odd.to = bad;
    EXPECT_FALSE(compose(odd, some_time())) << bad;
    odd = letter();
    odd.from = bad;
    EXPECT_FALSE(compose(odd, some_time())) << bad;
  }
  for (const char* const good :
       {"abuse@site.example", "a.b+c=d@site.example", "x@a-b.example", "!#$%&'*@site.example"}) {
    removal::Letter plain_one = letter();
    plain_one.to = good;
    EXPECT_TRUE(compose(plain_one, some_time())) << good;
    EXPECT_EQ(received(composed(plain_one)).to, good);
  }
}

TEST(Compose, TextThatIsNotUtf8IsMalformed) {
  removal::Letter odd = letter();
  odd.body = Secret<std::string>("\xb0\xa1");
  EXPECT_FALSE(compose(odd, some_time()));
  odd.body = Secret<std::string>(std::string("a\0b", 3));
  EXPECT_FALSE(compose(odd, some_time()));
}

TEST(Compose, TheSameLetterAtTheSameTimeIsTheSameText) {
  EXPECT_EQ(composed(letter()), composed(letter()));
}

}  // namespace
}  // namespace jium::outside
