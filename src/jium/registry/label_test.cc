#include "jium/registry/label.h"

#include <gtest/gtest.h>

#include "jium/registry/legal_basis.h"

namespace jium::registry {
namespace {

const Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
constexpr std::string_view kTwo =
    "old\t1\tlegal\t2020-01-01\t2025-01-01\ta\tko\ten\tsource\n"
    "new\t2\tlegal\t2025-01-01\t-\ta\tko\ten\tsource\n";

TEST(SchemeBook, CarriesTheLawsThreeClasses) {
  const SchemeBook& book = SchemeBook::built_in();
  for (const char* code : {"illegally_filmed", "synthetic", "child_exploitation"})
    EXPECT_TRUE(book.check({"kr-illegal-footage", "2020-12-10", code}, SchemeUse::legal, kNow)) << code;
  EXPECT_TRUE(book.check(self_registered(), SchemeUse::self, kNow));
  EXPECT_FALSE(book.check(self_registered(), SchemeUse::legal, kNow));
  EXPECT_FALSE(book.check({"iwf-category", "2026-11", "A"}, SchemeUse::legal, kNow));
}

TEST(SchemeBook, LetsOnlyWhatIsInForceBeSaid) {
  const auto book = SchemeBook::parse(kTwo).value();
  const Instant then = kNow - std::chrono::days{365 * 3};
  EXPECT_TRUE(book.check({"old", "1", "a"}, SchemeUse::legal, then));
  EXPECT_FALSE(book.check({"old", "1", "a"}, SchemeUse::legal, kNow));
  EXPECT_FALSE(book.check({"new", "2", "a"}, SchemeUse::legal, then));
  const auto refused = book.check({"old", "1", "a"}, SchemeUse::legal, kNow);
  EXPECT_NE(refused.fault().what.find("new 2 a"), std::string::npos) << "says what there is";
}

TEST(SchemeBook, ABrokenTableIsRefusedWithItsLine) {
  for (const std::string_view bad :
       {"x\t1\tlegal\t2020-01-01\t-\ta\tko\ten", "x\t1\tloyal\t2020-01-01\t-\ta\tko\ten\ts",
        "x\t1\tlegal\t2020-13-01\t-\ta\tko\ten\ts", "x\t1\tlegal\t2020-01-01\t2019-01-01\ta\tko\ten\ts",
        "x\t1\tlegal\t2020-01-01\t-\ta\t\ten\ts"})
    EXPECT_FALSE(SchemeBook::parse(bad)) << bad;
  EXPECT_FALSE(SchemeBook::parse(std::string(kTwo) + std::string(kTwo)));
}

TEST(LegalBook, KnowsWhatAsksForConsent) {
  const LegalBook& book = LegalBook::built_in();
  EXPECT_TRUE(book.in_force("kr-svpa-7-3-request", kNow)->needs_consent);
  EXPECT_FALSE(book.in_force("kr-svpa-7-3-child", kNow)->needs_consent);
  EXPECT_FALSE(book.in_force("", kNow));
  EXPECT_FALSE(book.in_force("kr-svpa-7-3-request", Instant{}));
  EXPECT_TRUE(book.needs_consent("no such basis"));
  for (const LegalBasis& one : book.bases()) {
    EXPECT_FALSE(one.ko.empty() || one.en.empty() || one.article.empty()) << one.code;
  }
  EXPECT_FALSE(LegalBook::parse("a\t2020-01-01\t-\tsometimes\tko\ten\tarticle"));
}

}  // namespace
}  // namespace jium::registry
