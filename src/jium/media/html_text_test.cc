#include "jium/media/html_text.h"

#include <gtest/gtest.h>

namespace jium::media {
namespace {

std::string words(std::string_view html, std::size_t most = 10'000) {
  return html_text(html, most);
}

TEST(HtmlText, IsWhatAPersonReads) {
  EXPECT_EQ(
      words("<html><head><title>Mail</title><style>p{color:red}</style></head><body>"
            "<p>Hello,</p><p>we have <b>removed</b>\n  the   video.</p><div>Abuse<br>Desk</div></body>"),
      "Hello,\nwe have removed the video.\nAbuse\nDesk");
  EXPECT_EQ(
      words("<table><tr><td>Ticket</td><td>4711</td></tr><tr><td>State</td><td>closed</td></tr></table>"),
      "Ticket 4711\nState closed");
  EXPECT_EQ(words("<p>게시물을 삭제하였습니다.</p>"), "게시물을 삭제하였습니다.");
  EXPECT_EQ(words("Tom &amp; co &lt;none&gt; &#51088;"), "Tom & co <none> 자");
}

TEST(HtmlText, HoldsNeitherScriptsNorAddressesNorWhatIsOnlyPointedTo) {
  EXPECT_EQ(words("<script>alert('removed')</script><p>word</p><!-- removed --><noscript>x</noscript>"
                  "<a href='https://site.example/v/1'>here</a><img src=https://site.example/p.gif alt=x>"
                  "<template>removed</template>"),
            "word\nhere");
  EXPECT_EQ(words("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><p>&a;ok</p>").find("root:"),
            std::string::npos);
}

TEST(HtmlText, QuotesAsPlainMailDoes) {
  EXPECT_EQ(words("<div>Done.</div><blockquote>please remove<br>this<blockquote>older</blockquote>"
                  "</blockquote><p>Regards</p>"),
            "Done.\n> please remove\n> this\n> > older\nRegards");
}

TEST(HtmlText, IsBoundedAndNeverAFault) {
  EXPECT_LE(words("<p>" + std::string(300'000, 'x'), 1000).size(), 1000U);
  EXPECT_EQ(words(""), "");
  EXPECT_LE(words("<").size(), 1U);
  EXPECT_EQ(words(std::string("a\0b", 3)), "a b");
  std::string nested;
  for (int i = 0; i < 20'000; ++i) nested += "<blockquote>";
  EXPECT_LE(words(nested + "deep").size(), 100U) << "quotes have an end";
}

TEST(HtmlText, TakesUtf8AtItsWordWhateverThePageSays) {
  EXPECT_EQ(words("<meta http-equiv=Content-Type content='text/html; charset=euc-kr'><p>삭제</p>"), "삭제");
}

}  // namespace
}  // namespace jium::media
