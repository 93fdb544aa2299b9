#include "jium/cli/witness_file.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace jium::cli {
namespace {

namespace fs = std::filesystem;

audit::NoteSigner signer(const std::string& name, audit::KeyUse use) {
  audit::NoteSigner::Seed seed{};
  seed.fill(static_cast<std::uint8_t>(use));
  return *audit::NoteSigner::make(name, use, Secret<audit::NoteSigner::Seed>(seed));
}

class WitnessFiles : public testing::Test {
 protected:
  WitnessFiles() : folder_((fs::temp_directory_path() / "jium_witness_XXXXXX").string()) {
    if (mkdtemp(folder_.data()) == nullptr) std::abort();
  }
  ~WitnessFiles() override { fs::remove_all(folder_); }
  [[nodiscard]] std::string path() const { return folder_ + "/state"; }

  audit::NoteSigner log_ = signer("centre.example/audit", audit::KeyUse::sign);
  audit::NoteSigner witness_ = signer("police.example/witness", audit::KeyUse::cosign);
  audit::WitnessState fresh_{log_.key(), witness_.key(), {}};
  std::string folder_;
};

TEST_F(WitnessFiles, begin_once_and_remember_what_they_are_given) {
  ASSERT_TRUE(WitnessFile::begin(path(), fresh_));
  EXPECT_EQ(WitnessFile::begin(path(), fresh_).error().kind, FaultKind::conflict);
  const auto note = write_note(audit::sign_checkpoint(0, audit::empty_root(), log_).note);
  {
    auto file = WitnessFile::open(path());
    ASSERT_TRUE(file);
    EXPECT_FALSE(file->state().last);
    const auto cosigned = audit::cosign(file->state(), {0, {}, note}, witness_, Instant{});
    ASSERT_TRUE(cosigned);
    std::ofstream(path() + ".new") << "left by a process that was killed";
    ASSERT_TRUE(file->replace(cosigned->state));
  }
  const auto file = WitnessFile::open(path());
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->state().last);
  EXPECT_FALSE(fs::exists(path() + ".new"));
  EXPECT_EQ(fs::status(path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(WitnessFiles, are_held_by_one_process_at_a_time) {
  ASSERT_TRUE(WitnessFile::begin(path(), fresh_));
  const auto first = WitnessFile::open(path());
  ASSERT_TRUE(first);
  EXPECT_EQ(WitnessFile::open(path()).error().kind, FaultKind::busy);
}

TEST_F(WitnessFiles, that_are_not_there_or_not_states_are_refused) {
  EXPECT_EQ(WitnessFile::open(path()).error().kind, FaultKind::outside);
  std::ofstream(path()) << "something else\n";
  EXPECT_EQ(WitnessFile::open(path()).error().kind, FaultKind::malformed);
  EXPECT_FALSE(WitnessFile::begin(folder_ + "/no/folder", fresh_));
}

}  // namespace
}  // namespace jium::cli
