#include "jium/registry/folded_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "jium/registry/web_address.h"

namespace jium::registry {
namespace {

std::string folded(const char* address) {
  return WebAddress::parse(address).value().folded();
}

TEST(FoldedText, FoldsEveryAddressAndLeavesTheWordsAround) {
  EXPECT_EQ(folded_text("Remove\nhttps://pics.host.example/a/1.jpg?id=7\nand HTTP://b.example/2 today."),
            "Remove\n" + folded("https://pics.host.example/a/1.jpg?id=7") + "\nand " +
                folded("http://b.example/2") + " today.");
  EXPECT_EQ(folded_text("nothing here: a/b"), "nothing here: a/b");
  EXPECT_EQ(folded_text(""), "");
}

TEST(FoldedText, ShowsNothingOfWhatItCannotRead) {
  EXPECT_EQ(folded_text("see ftp://host.example/secret now"), "see (an address) now");
  EXPECT_EQ(folded_text("<https://user:word@host.example/x>"), "<(an address)>");
  EXPECT_EQ(folded_text("://"), "(an address)");
  EXPECT_EQ(folded_text("http://a.example/x http://"), folded("http://a.example/x") + " (an address)");
}

RC_GTEST_PROP(FoldedText, LeavesNoAddressBehind, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "http://", "https://", "a.example", "/p?q=1", " ", "\n", "://", "<", ":", "x"));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  const std::string once = folded_text(text);
  RC_ASSERT(once.find("://") == std::string::npos);
  RC_ASSERT(folded_text(once) == once);
}

}  // namespace
}  // namespace jium::registry
