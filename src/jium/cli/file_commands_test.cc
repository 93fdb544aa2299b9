#include <gtest/gtest.h>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/list_drawn_test.h"
#include "jium/fingerprint/fake_fingerprinter.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using fingerprint::Algorithm;
using fingerprint::FileFingerprints;

// A file's first byte, repeated, is its PDQ value; its second byte, if any, its MD5.
Result<FileFingerprints> as_the_content_says(const std::string& path) {
  const auto text = read_text_file(path);
  FileFingerprints read{.format = "jpeg", .width = 10, .height = 10, .fingerprints = {}};
  read.fingerprints.push_back(made(Algorithm::pdq, Bytes(32, static_cast<std::uint8_t>(text->at(0)))));
  if (text->size() > 1)
    read.fingerprints.push_back(made(Algorithm::md5, Bytes(16, static_cast<std::uint8_t>(text->at(1)))));
  return read;
}

class Offline : public InAFolder {
 protected:
  Offline() {
    fake_.file_answer = as_the_content_says;
    put("list", "pdq\t" + to_hex(Bytes(32, 'k')) + "\t100\tknown\nmd5\t" + to_hex(Bytes(16, 'm')) +
                    "\t100\tdigested\n");
    put("harmless", "pdq\t" + to_hex(Bytes(32, 'k')) + "\t100\ta form\n");
    put("copy", "k");
    put("same", "km");
    put("other", "z");
  }

  Result<int> run(const std::string& line, bool as_json = true) {
    Session session([this]() -> Result<fingerprint::Fingerprinter*> { return &fake_; });
    session.options.json = as_json;
    CLI::App app;
    add_file_commands(app, session);
    testing::internal::CaptureStdout();
    app.parse(line);
    auto code = session.action();
    printed_ = testing::internal::GetCapturedStdout();
    answer_ = code && as_json ? json::parse(printed_) : json::value();
    return code;
  }
  Result<int> match(const std::string& file, const std::string& more = "", bool as_json = true) {
    return run("match " + at(file) + " --against " + at("list") + " " + more, as_json);
  }

  fingerprint::FakeFingerprinter fake_;
  std::string printed_;
  json::value answer_;
};

TEST_F(Offline, each_match_carries_its_ruling) {
  EXPECT_EQ(match("copy").value(), kDone);
  EXPECT_EQ(answer_.at_pointer("/files/0/matches/0/ruling"), "match");
  EXPECT_EQ(match("other").value(), kNo);
}

TEST_F(Offline, what_is_harmless_alone_is_no_match) {
  const std::string harmless = "--harmless " + at("harmless");
  EXPECT_EQ(match("copy", harmless).value(), kNo);
  EXPECT_EQ(answer_.at_pointer("/files/0/matches/0/ruling"), "harmless");
  EXPECT_EQ(match("copy", harmless, false).value(), kNo);
  EXPECT_EQ(printed_, at("copy") +
                          ": harmless: at least as near to a form (PDQ distance 0), which is known to be "
                          "harmless, as to known (PDQ distance 0)\n");
  EXPECT_EQ(match("same", harmless).value(), kDone) << "equal bytes are equal bytes";
  EXPECT_EQ(answer_.at_pointer("/files/0/matches").as_array().size(), 2U);
}

TEST_F(Offline, a_list_that_was_indexed_answers_as_it_did_before) {
  EXPECT_EQ(run("index " + at("list") + " --into " + at("folder")).value(), kDone);
  EXPECT_EQ(answer_.at("items"), 2);
  ASSERT_TRUE(match("same"));
  const json::value by_list = answer_;
  EXPECT_EQ(run("match " + at("same") + " --against " + at("folder")).value(), kDone);
  EXPECT_EQ(answer_, by_list);
}

TEST_F(Offline, a_folder_is_checked_and_repaired) {
  ASSERT_TRUE(run("index " + at("list") + " --into " + at("folder")));
  EXPECT_EQ(run("index --check " + at("folder")).value(), kDone);
  put("folder/labels", "somebody else\n");
  EXPECT_EQ(run("index --check " + at("folder")).value(), kNo);
  EXPECT_EQ(answer_.at("wrong").as_array().size(), 1U);
  EXPECT_FALSE(run("index --check " + at("folder") + " --repair")) << "of what?";
  EXPECT_EQ(run("index " + at("list") + " --check " + at("folder") + " --repair").value(), kDone);
  EXPECT_EQ(answer_.at("repaired"), true);
  EXPECT_EQ(run("index --check " + at("folder") + " " + at("list")).value(), kDone);
}

TEST_F(Offline, index_asks_for_what_it_needs) {
  EXPECT_EQ(run("index " + at("list")).fault().kind, FaultKind::malformed);
  EXPECT_EQ(run("index --into " + at("folder")).fault().kind, FaultKind::malformed);
  EXPECT_THROW(static_cast<void>(run("index " + at("list") + " --into a --check b")), CLI::ParseError);
  testing::internal::GetCapturedStdout();
}

TEST_F(Offline, a_radius_beyond_what_is_looked_up_quickly_is_a_mistake) {
  EXPECT_THROW(static_cast<void>(match("copy", "--radius 48")), CLI::ParseError);
  testing::internal::GetCapturedStdout();
}

}  // namespace
}  // namespace jium::cli
