#include "jium/cli/scan_watch.h"

#include <gtest/gtest.h>

namespace jium::cli {
namespace {

using fingerprint::Algorithm;
using match::Ruling;

JudgedMatch found(std::uint64_t item, Algorithm algorithm = Algorithm::pdq, Ruling ruling = Ruling::match) {
  const bool is_digest = fingerprint::is_digest(algorithm);
  return {{{item, algorithm, 0, is_digest ? "digest" : "pdq"}, "known"}, ruling, std::nullopt};
}

// So many files of which each matches this.
Ruling last_ruling(ScanWatch& watch, int files, const JudgedMatch& one) {
  Ruling ruling = one.ruling;
  for (int file = 0; file < files; ++file) {
    std::vector<JudgedMatch> matches{one};
    watch.take(matches);
    ruling = matches.front().ruling;
  }
  return ruling;
}

void pass_without_matches(ScanWatch& watch, int files) {
  std::vector<JudgedMatch> none;
  for (int file = 0; file < files; ++file) watch.take(none);
}

// Numbers are of another kind when they come from a file.
boost::json::object as_read(const boost::json::object& line) {
  return boost::json::parse(boost::json::serialize(line)).as_object();
}

TEST(ScanWatch, the_hundred_and_first_match_in_a_window_is_held_and_what_follows) {
  ScanWatch watch(true);
  EXPECT_EQ(last_ruling(watch, 100, found(7)), Ruling::match);
  EXPECT_TRUE(watch.held().empty());
  EXPECT_EQ(last_ruling(watch, 1, found(7)), Ruling::held);
  EXPECT_EQ(watch.held(), std::vector<std::uint64_t>{7});
  pass_without_matches(watch, 100'000);
  EXPECT_TRUE(watch.floods().is_held(7)) << "until a person has looked";
  EXPECT_FALSE(watch.floods().is_held(8));
}

TEST(ScanWatch, what_is_spread_over_many_files_is_no_flood) {
  ScanWatch watch(true);
  for (int round = 0; round < 500; ++round) {
    EXPECT_EQ(last_ruling(watch, 1, found(7)), Ruling::match);
    pass_without_matches(watch, 150);  // one of 151 is 66 in a window
  }
}

TEST(ScanWatch, equal_bytes_and_harmless_files_are_not_counted) {
  ScanWatch watch(true);
  EXPECT_EQ(last_ruling(watch, 300, found(7, Algorithm::md5)), Ruling::match);
  EXPECT_EQ(last_ruling(watch, 300, found(7, Algorithm::pdq, Ruling::harmless)), Ruling::harmless);
  EXPECT_TRUE(watch.held().empty());
}

TEST(ScanWatch, off_it_holds_nothing) {
  ScanWatch watch(false);
  EXPECT_EQ(last_ruling(watch, 300, found(7)), Ruling::match);
}

// Wherever a scan is interrupted, the second half is told as it would have been.
TEST(ScanWatch, a_replayed_scan_goes_on_as_if_it_had_never_stopped) {
  std::vector<std::vector<JudgedMatch>> files;
  for (std::uint64_t file = 0; file < 400; ++file) {
    auto& matches = files.emplace_back();
    if (file % 2 == 0) matches.push_back(found(1));
    if (file % 3 != 0) matches.push_back(found(2));
    if (file % 5 == 0) matches.push_back(found(2 + file, Algorithm::sha256));
    if (file % 7 == 0) matches.push_back(found(1, Algorithm::pdq, Ruling::harmless));
  }
  std::vector<boost::json::array> whole;
  ScanWatch never_stopped(true);
  for (auto matches : files) {
    never_stopped.take(matches);
    whole.push_back(judged_json(matches));
  }
  ASSERT_EQ(never_stopped.held(), (std::vector<std::uint64_t>{1, 2}));
  for (const std::size_t stop : {0U, 1U, 149U, 150U, 151U, 200U, 399U, 400U}) {
    ScanWatch watch(true);
    for (std::size_t file = 0; file < stop; ++file) watch.replay(as_read({{"matches", whole[file]}}));
    for (std::size_t file = stop; file < files.size(); ++file) {
      auto matches = files[file];
      watch.take(matches);
      EXPECT_EQ(judged_json(matches), whole[file]) << stop << " " << file;
    }
  }
}

TEST(ScanWatch, lines_of_an_older_jium_or_of_nobody_count_as_files_alone) {
  ScanWatch watch(true);
  for (int line = 0; line < 300; ++line) {
    watch.replay({{"file", "a"}, {"matches", {{{"label", "x"}, {"witness", "pdq"}}}}});
    watch.replay({{"matches", {nullptr, 7, {{"item", -1}}, {{"item", "one"}, {"ruling", "match"}}}}});
    watch.replay({});
  }
  EXPECT_TRUE(watch.held().empty());
}

}  // namespace
}  // namespace jium::cli
