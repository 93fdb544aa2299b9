// The verifier that shares no line with ours must come to the same answers: tools/audit_verify.py.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "jium/audit/log_fixture.h"

namespace jium::audit {
namespace {

namespace fs = std::filesystem;

class SecondVerifier : public testing::Test {
 protected:
  SecondVerifier() : folder_((fs::temp_directory_path() / "jium_audit_XXXXXX").string()) {
    if (mkdtemp(folder_.data()) == nullptr) std::abort();
  }
  ~SecondVerifier() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(fs::path(folder_) / name, std::ios::binary) << text;
  }
  [[nodiscard]] int run(const std::string& tool, const std::string& arguments) const {
    const std::string command = "cd " + folder_ +
                                " && PYTHONDONTWRITEBYTECODE=1 python3 " JIUM_SOURCE_DIR "/tools/" + tool +
                                " " + arguments + " >out 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  [[nodiscard]] std::string out() const {
    std::ifstream in(fs::path(folder_) / "out");
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::string folder_;
};

// Lines taken out, doubled, moved and changed, and all of it sealed anew.
std::vector<std::string> edited_bundles(const SmallLog& log) {
  const std::vector<std::string> lines = lines_of(log.bundle());
  std::vector<std::string> bad;
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    auto other = lines;
    other.insert(other.begin() + at, lines[i]);
    bad.push_back(resealed(other, log.key));
    other = lines;
    other.erase(other.begin() + at);
    bad.push_back(text_of_lines(other));
    // A bundle may have fewer checkpoints than the log.
    if (lines[i].starts_with(R"({"checkpoint")")) continue;
    bad.push_back(resealed(other, log.key));
    other = lines;
    std::swap(other[i], other[i + 1]);
    bad.push_back(resealed(other, log.key));
    other = lines;
    other[i][other[i].size() / 2] ^= 1;
    bad.push_back(resealed(other, log.key));
    other = lines;
    other[i].insert(other[i].find(':') + 1, " ");
    bad.push_back(resealed(other, log.key));
  }
  auto renumbered = lines;
  renumbered[2].replace(renumbered[2].find("1"), 1, "9");
  bad.push_back(resealed(renumbered, log.key));
  return bad;
}

// The seal taken off, spelt otherwise, followed by something.
std::vector<std::string> badly_ended_bundles(const SmallLog& log) {
  const std::string good = log.bundle();
  std::vector<std::string> bad{good + "\n", good + good, good.substr(0, good.size() - 1), ""};
  auto lines = lines_of(good);
  bad.push_back(good + lines[1] + "\n");
  bad.push_back(good + *std::ranges::find_if(lines, [](const auto& l) { return l.starts_with("{\"ch"); }) +
                "\n");
  lines.pop_back();
  bad.push_back(text_of_lines(lines));
  // The last letter of base 64 before "=" has two bits that mean nothing and are 0; the next letter has a 1.
  std::string spelt = good;
  ++spelt[spelt.rfind('=') - 1];
  bad.push_back(spelt);
  LogFixture longer;
  longer.append(2);
  longer.checkpoint();
  const std::string sealed = longer.bundle();
  longer.append(1);
  bad.push_back(sealed + lines_of(longer.bundle())[4] + "\n");
  bad.push_back(longer.bundle());
  return bad;
}

// What somebody with the log's key might have made who is not the log.
std::vector<std::string> foreign_bundles() {
  LogFixture unsigned_log, other_origin, out_of_order;
  for (LogFixture* log : {&unsigned_log, &other_origin}) log->append(3);
  unsigned_log.put_note(unsigned_log.at(3), unsigned_log.witness);
  Checkpoint elsewhere = other_origin.at(3);
  elsewhere.origin = "other.example/audit";
  other_origin.put_note(elsewhere, other_origin.key);
  out_of_order.append_text(*write_record(LogFixture::sample_record(1)));
  out_of_order.checkpoint();
  return {unsigned_log.bundle(), other_origin.bundle(), out_of_order.bundle()};
}

// Keys that nobody entitled has named.
std::vector<std::string> badly_followed_bundles() {
  const auto stranger = signer_of(std::string(kOrigin), KeyUse::sign, 9);
  LogFixture usurped, elsewhere, silent, back;
  for (LogFixture* log : {&usurped, &elsewhere, &silent, &back}) {
    log->append(3);
    log->checkpoint();
  }
  usurped.change_key(11, stranger);
  elsewhere.append(1);
  elsewhere.change_key(11);
  const std::string note = elsewhere.successions.at(4);
  elsewhere.successions = {{3, note}};
  silent.change_key(11);
  silent.successions.clear();
  back.change_key(11);
  back.append(1);
  back.checkpoint();
  back.change_key(1);
  for (LogFixture* log : {&usurped, &elsewhere, &silent, &back}) {
    log->append(2);
    log->checkpoint();
  }
  return {usurped.bundle(), elsewhere.bundle(), silent.bundle(), back.bundle()};
}

// Good under the log's key alone, and not for a reader who knows more.
std::vector<std::string> outdated_bundles(const SmallLog& log) {
  const std::vector<std::string> lines = lines_of(log.bundle());
  LogFixture rewritten;
  for (std::uint64_t seq = 0; seq < 7; ++seq) {
    Record record = LogFixture::sample_record(seq);
    record.outcome = Outcome::failed;
    rewritten.append_text(*write_record(record));
  }
  rewritten.checkpoint();
  LogFixture uncosigned;
  uncosigned.append(7);
  uncosigned.checkpoint(false);
  // The first is cut off at a checkpoint and sealed anew.
  return {resealed({lines.begin(), lines.begin() + 6}, log.key), rewritten.bundle(), uncosigned.bundle()};
}

TEST_F(SecondVerifier, agrees_with_ours_on_good_bundles_bad_ones_and_every_changed_byte) {
  SmallLog log;
  BundlePolicy policy = log.policy();
  policy.witnesses = {log.witness.key()};
  policy.quorum = 1;
  policy.known = {log.at(7)};
  write("key", log.key.key().text());
  write("witness", log.witness.key().text());
  write("known", log.checkpoints.at(7));
  const std::set<std::uint64_t> shown{4};
  ASSERT_TRUE(verify_bundle(log.bundle(), policy));
  ASSERT_TRUE(verify_bundle(log.bundle(&shown), policy));
  write("good.jsonl", log.bundle());
  write("good_excerpt.jsonl", log.bundle(&shown));
  std::size_t number = 0;
  const RotatedLog rotated;
  for (const NoteKey& key : {rotated.first_key(), rotated.earlier_keys.back().key(), rotated.key.key()}) {
    policy.log = key;
    policy.known = {rotated.at(7), rotated.at(4)};
    EXPECT_TRUE(verify_bundle(rotated.bundle(), policy));
  }
  policy.log = log.key.key();
  policy.known = {log.at(7)};
  write("rotated.jsonl", rotated.bundle());
  write("newest_key", rotated.key.key().text());
  write("good_rotated.jsonl", rotated.bundle());
  for (const auto& bundles :
       {edited_bundles(log), badly_ended_bundles(log), foreign_bundles(), badly_followed_bundles()}) {
    for (const std::string& bundle : bundles) {
      EXPECT_FALSE(verify_bundle(bundle, log.policy())) << bundle;
      write("bad_" + std::to_string(number++) + ".jsonl", bundle);
    }
  }
  for (const std::string& bundle : outdated_bundles(log)) {
    EXPECT_TRUE(verify_bundle(bundle, log.policy()));
    EXPECT_FALSE(verify_bundle(bundle, policy));
    write("old_" + std::to_string(number++) + ".jsonl", bundle);
  }
  EXPECT_EQ(run("audit_verify_test.py", "."), 0) << out();
  std::printf("%s", out().c_str());
}

TEST_F(SecondVerifier, on_the_command_line_says_what_it_found) {
  const SmallLog log;
  write("bundle", log.bundle());
  write("known", log.checkpoints.at(5));
  const std::string key = "--key " + log.key.key().text();
  EXPECT_EQ(run("audit_verify.py",
                "bundle --known known --quorum 1 --witness " + log.witness.key().text() + " " + key),
            0)
      << out();
  EXPECT_NE(out().find(to_hex(log.tree.root())), std::string::npos);
  write("bundle", log.bundle().substr(0, 900));
  EXPECT_EQ(run("audit_verify.py", "bundle " + key), 1);
  EXPECT_EQ(out().substr(0, 18), "audit_verify: line") << out();
}

TEST_F(SecondVerifier, is_short_enough_to_be_read_by_an_expert_of_the_other_side) {
  std::ifstream in(JIUM_SOURCE_DIR "/tools/audit_verify.py");
  std::size_t lines = 0;
  for (std::string line; std::getline(in, line);) ++lines;
  EXPECT_GT(lines, 0U);
  EXPECT_LE(lines, 200U);
}

}  // namespace
}  // namespace jium::audit
