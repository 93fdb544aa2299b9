#include "jium/http/header_block.h"

#include <gtest/gtest.h>

namespace jium::http {
namespace {

TEST(HeaderBlockOf, IsCompleteAtTheEmptyLine) {
  EXPECT_EQ(judge_header_block("GET / HTTP/1.1\r\nHost: a\r\n\r\nbody\nbody"), HeaderBlock::complete);
  EXPECT_EQ(judge_header_block("GET / HTTP/1.1\r\nHost: a\r\n\r"), HeaderBlock::incomplete);
  EXPECT_EQ(judge_header_block(""), HeaderBlock::incomplete);
}

TEST(HeaderBlockOf, IsRefusedForAFoldedLine) {
  EXPECT_EQ(judge_header_block("GET / HTTP/1.1\r\nHost: a\r\n b\r\n"), HeaderBlock::refused);
  EXPECT_EQ(judge_header_block("GET / HTTP/1.1\r\nHost: a\r\n\tb: c\r\n\r\n"), HeaderBlock::refused);
}

TEST(HeaderBlockOf, IsRefusedForABareLineFeed) {
  EXPECT_EQ(judge_header_block("GET / HTTP/1.1\n"), HeaderBlock::refused);
  EXPECT_EQ(judge_header_block("GET / HTTP/1.1\r\nHost: a\n\n"), HeaderBlock::refused);
  EXPECT_EQ(judge_header_block("\n"), HeaderBlock::refused);
}

}  // namespace
}  // namespace jium::http
