#include "jium/removal/reply.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::removal {
namespace {

IncomingMail mail(std::string text, std::string subject = "Re: [R-7K3M-9QX2-PD4T] Removal request") {
  IncomingMail mail;
  mail.from = "abuse@site.example";
  mail.subject = Secret(std::move(subject));
  mail.text = Secret(std::move(text));
  return mail;
}

Sorted sorted(const IncomingMail& one) {
  return sort_reply(one, *built_in_phrases());
}

struct Example {
  const char* text;
  ReplyKind kind;
  bool doubtful;
};

TEST(Reply, IsSortedByWhatItSaysInEachLanguage) {
  using enum ReplyKind;
  const std::vector<Example> examples{
      {"Thank you for your report. We are reviewing it.", acknowledgement, false},
      {"The content HAS BEEN\n  removed.", removed, false},
      {"We have received your notice and have deleted it: the video has been deleted.", removed, true},
      {"You will be notified once the content has been removed.", removed, true},
      {"It is under review. If it has been removed, no further answer is sent.", removed, true},
      {"게시물이 삭제 처리되었습니다만 확인되면 안내드리겠습니다.", removed, true},
      {"접수되었습니다. 삭제가 완료되면 알려 드리겠습니다.", removed, true},
      {"削除が完了次第、ご連絡いたします。", removed, true},
      {"一旦该内容已删除,将通知您。", removed, true},
      {"Как только материалы удалены, мы сообщим.", removed, true},
      {"Una vez que ha sido eliminado, le informaremos.", removed, true},
      {"Chúng tôi sẽ thông báo ngay khi đã gỡ bỏ nội dung.", removed, true},
      {"The content does not violate our terms.", refusal, true},
      {"We have received your request, but we cannot remove it.", refusal, true},
      {"Your request has been received. Please provide a copy of your ID.", question, true},
      {"Hello.", unclear, true},
      {"", unclear, true},
      {"I am out of office until Monday.", auto_answer, true},
      {"요청하신 게시물을 삭제하였습니다.", removed, false},
      {"신고가 접수되었습니다.", acknowledgement, false},
      {"내부 검토 결과 삭제할 수 없습니다.", refusal, true},
      {"추가 자료를 제출하여 주시기 바랍니다.", question, true},
      {"該当の画像を削除いたしました。", removed, false},
      {"お問い合わせを受け付けました。", acknowledgement, false},
      {"该内容已删除。", removed, false},
      {"我们无法删除该内容。", refusal, true},
      {"Материалы удалены.", removed, false},
      {"Контент НЕ НАРУШАЕТ правила.", refusal, true},
      {"El contenido ha sido eliminado.", removed, false},
      {"Hemos recibido su solicitud.", acknowledgement, false},
      {"Chúng tôi đã gỡ bỏ nội dung.", removed, false}};
  for (const Example& one : examples) {
    const Sorted result = sorted(mail(one.text));
    EXPECT_EQ(result.kind, one.kind) << one.text << " is " << to_text(result.kind);
    EXPECT_EQ(result.doubtful, one.doubtful) << one.text;
  }
}

TEST(Reply, AMachineThatSaysSoIsBelievedBeforeAnyPhrase) {
  IncomingMail automatic = mail("The content has been removed.");
  for (const char* keyword : {"auto-replied", "auto-generated"}) {
    automatic.auto_submitted = keyword;
    EXPECT_EQ(sorted(automatic).kind, ReplyKind::auto_answer) << keyword;
  }
  automatic.auto_submitted = "no";
  EXPECT_EQ(sorted(automatic).kind, ReplyKind::removed);
  automatic.bulk = true;
  EXPECT_EQ(sorted(automatic).kind, ReplyKind::auto_answer);
  automatic.bounce = BounceAction::failed;
  EXPECT_EQ(sorted(automatic).kind, ReplyKind::bounce);
  automatic.bounce = BounceAction::delayed;
  EXPECT_EQ(sorted(automatic).kind, ReplyKind::auto_answer) << "it may still arrive";
}

TEST(Reply, OurOwnWordsQuotedBackSayNothing) {
  const std::string quoted =
      "See below.\n> has been removed\nOn Sun, 22 Nov 2026 Centre A wrote:\nhas been removed\n";
  EXPECT_EQ(sorted(mail(quoted)).kind, ReplyKind::unclear);
  EXPECT_EQ(own_words("a\r\n> b\r\nc\n-----Original Message-----\nd"), "a\nc\n");
}

TEST(Reply, IsMatchedByBracketsInTheSubjectAndByWhatItRefersTo) {
  IncomingMail one = mail("x", "AW: [EXT] Re: [r-7k3m-9qx2-pd4t] [R-7K3M-9QX2-PD4T] [R-nonsense]");
  one.references = {"L-1111-2222-3333@centre.example", "abc@site.example", "R-0000-0000-0001@centre.example"};
  const ReplyReferences found = references_in(one);
  ASSERT_EQ(found.requests.size(), 2U);
  EXPECT_EQ(found.requests[0].text(), "R-7K3M-9QX2-PD4T");
  EXPECT_EQ(found.requests[1].text(), "R-0000-0000-0001");
  ASSERT_EQ(found.letters.size(), 1U);
  EXPECT_EQ(found.letters[0].text(), "L-1111-2222-3333");
  EXPECT_TRUE(references_in(mail("[R-7K3M-9QX2-PD4T]", "no number")).requests.empty())
      << "a number in the text may be quoted from anywhere";
}

TEST(Reply, AHouseIsARegistrableDomain) {
  EXPECT_TRUE(same_house("a@site.example", "abuse@site.example"));
  EXPECT_TRUE(same_house("a@tickets.site.example", "abuse@SITE.example"));
  EXPECT_FALSE(same_house("a@othersite.example", "abuse@site.example"));
  EXPECT_FALSE(same_house("a@x.co.kr", "abuse@y.co.kr"));
  EXPECT_FALSE(same_house("a", "a"));
  EXPECT_FALSE(same_house("", ""));
  EXPECT_FALSE(same_house("a@example/x.site.example", "abuse@site.example"));
}

TEST(PhraseBook, IsWholeAndAFaultNamesTheFileAndTheField) {
  ASSERT_TRUE(built_in_phrases().has_value()) << built_in_phrases().fault().what;
  const auto why = [](const char* text) {
    const auto book = PhraseBook::parse({text});
    return book ? std::string("well formed") : book.fault().what;
  };
  EXPECT_NE(why("language = \"xx\"").find("language"), std::string::npos);
  EXPECT_NE(why("language = \"en\"\nbounce = [\"delivery failed\"]").find("bounce"), std::string::npos);
  EXPECT_NE(why("language = \"en\"\nremoved = []").find("removed"), std::string::npos);
  EXPECT_NE(why("language = \"en\"\nremoved = [\"ok\"]").find("too short"), std::string::npos);
  EXPECT_NE(why("language = \"en\"").find("is missing"), std::string::npos);
  EXPECT_NE(why("language = = 1").find("line 1"), std::string::npos);
  EXPECT_NE(why("language = \"en\"\nlater = []").find("later"), std::string::npos);
}

RC_GTEST_PROP(Reply, ANoOrAQuestionIsNeverWithoutDoubtWhateverStandsAroundIt,
              (const std::string& before, const std::string& after)) {
  const std::string no = *rc::gen::element<std::string>("does not violate", "삭제할 수 없습니다", "无法删除");
  // Quotation marks of mail may hide the sentence from what is the answerer's own.
  RC_PRE(before.find_first_of("\n\r>-_:") == std::string::npos);
  const Sorted result = sorted(mail(before + " " + no + " " + after));
  RC_ASSERT(result.doubtful);
}

}  // namespace
}  // namespace jium::removal
