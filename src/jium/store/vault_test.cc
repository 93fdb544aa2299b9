#include "jium/store/vault.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "jium/store/scratch_folder.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

constexpr Place kPlace{"case_file", "pseudonym_sealed", 4711};

DataKey some_key() {
  return Vault::new_data_key(DataKeyId::random(), registry::OrganisationId::random());
}

RC_GTEST_PROP(Vault, OpensWhatItSealed, (const std::string& text, std::uint64_t row)) {
  const auto vault = Vault::for_tests();
  const DataKey key = some_key();
  const Place place{"a table", "a column", row};
  const auto opened = Vault::open_box(key, place, Vault::seal(key, place, text));
  RC_ASSERT(opened.has_value());
  RC_ASSERT(*opened == text);
}

RC_GTEST_PROP(Vault, HidesLengthsWithinSteps, ()) {
  const auto vault = Vault::for_tests();
  const auto length = *rc::gen::inRange<std::size_t>(0, 1000);
  const Bytes box = Vault::seal(some_key(), kPlace, std::string(length, 'x'));
  const Bytes longest_of_step = Vault::seal(some_key(), kPlace, std::string(length / 64 * 64 + 63, 'x'));
  RC_ASSERT(box.size() == longest_of_step.size());
  RC_ASSERT(Vault::seal(some_key(), kPlace, std::string(length / 64 * 64 + 64, 'x')).size() ==
            box.size() + 64);
}

class AVault : public ::testing::Test {
 protected:
  std::unique_ptr<Vault> vault = Vault::for_tests();
  DataKey key = some_key();
  Bytes box = Vault::seal(key, kPlace, "blue-heron-93");
};

TEST_F(AVault, OpensABoxOnlyWhereItStands) {
  const auto moved = [&](const Place& place) {
    return is_fault(Vault::open_box(key, place, box), FaultKind::internal);
  };
  EXPECT_TRUE(Vault::open_box(key, kPlace, box));
  EXPECT_TRUE(moved({"footage", kPlace.column, kPlace.row}));
  EXPECT_TRUE(moved({kPlace.table, "note_sealed", kPlace.row}));
  EXPECT_TRUE(moved({kPlace.table, kPlace.column, kPlace.row + 1}));
}

TEST_F(AVault, OpensABoxOnlyWithItsKeyAndItsOrganisation) {
  DataKey other_key = key;
  other_key.key = some_key().key;
  EXPECT_TRUE(is_fault(Vault::open_box(other_key, kPlace, box), FaultKind::internal));
  DataKey other_organisation = key;
  other_organisation.organisation = registry::OrganisationId::random();
  EXPECT_TRUE(is_fault(Vault::open_box(other_organisation, kPlace, box), FaultKind::internal));
}

TEST_F(AVault, RefusesABoxOfWhichOneByteWasChangedOrCutOff) {
  for (std::size_t at = 0; at < box.size(); ++at) {
    Bytes changed = box;
    changed[at] ^= 1U;
    EXPECT_TRUE(is_fault(Vault::open_box(key, kPlace, changed), FaultKind::internal)) << "byte " << at;
    EXPECT_TRUE(is_fault(Vault::open_box(key, kPlace, ByteView(box).first(at)), FaultKind::internal))
        << "length " << at;
  }
}

TEST_F(AVault, NeverMakesTheSameBoxTwice) {
  EXPECT_NE(Vault::seal(key, kPlace, "blue-heron-93"), box);
}

TEST_F(AVault, WrapsDataKeysForTheirIdAndOrganisationAlone) {
  const KeyRing ring = KeyRing::random();
  const KeyBytes& master = *ring.find(1);
  const Bytes wrapped = Vault::wrap(master, key);
  const auto opened = Vault::unwrap(master, key.id, key.organisation, wrapped);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->key == key.key);
  EXPECT_TRUE(
      is_fault(Vault::unwrap(master, DataKeyId::random(), key.organisation, wrapped), FaultKind::internal));
  EXPECT_TRUE(is_fault(Vault::unwrap(master, key.id, registry::OrganisationId::random(), wrapped),
                       FaultKind::internal));
  EXPECT_TRUE(is_fault(Vault::unwrap(*KeyRing::random().find(1), key.id, key.organisation, wrapped),
                       FaultKind::internal));
}

TEST_F(AVault, KeepsItsIndexesUnderAnotherMasterKey) {
  const Bytes index = vault->blind_index(IndexPurpose::address, "https://example.org/");
  const KeyRing newer = KeyRing::random();
  const Bytes wrapped = vault->wrap_index_secret(*newer.find(1));
  const auto restarted = Vault::for_tests();
  EXPECT_NE(index, restarted->blind_index(IndexPurpose::address, "https://example.org/"));
  EXPECT_TRUE(
      is_fault(restarted->take_index_secret(*KeyRing::random().find(1), wrapped), FaultKind::internal));
  ASSERT_TRUE(restarted->take_index_secret(*newer.find(1), wrapped));
  EXPECT_EQ(index, restarted->blind_index(IndexPurpose::address, "https://example.org/"));
}

TEST_F(AVault, MakesBlindIndexesThatDifferByPurposeKeyAndText) {
  const Bytes index = vault->blind_index(IndexPurpose::address, "https://example.org/");
  EXPECT_EQ(index.size(), 16U);
  EXPECT_EQ(index, vault->blind_index(IndexPurpose::address, "https://example.org/"));
  EXPECT_NE(index, vault->blind_index(IndexPurpose::site_name, "https://example.org/"));
  EXPECT_NE(index, vault->blind_index(IndexPurpose::address, "https://example.org/a"));
  EXPECT_NE(index, Vault::for_tests()->blind_index(IndexPurpose::address, "https://example.org/"));
}

class KeyFile : public ::testing::Test {
 protected:
  [[nodiscard]] Result<std::unique_ptr<Vault>> open(bool database_exists = false) const {
    return Vault::open(path, database_exists);
  }
  void write(const std::string& text, mode_t mode = 0600) const {
    std::ofstream(path) << text;
    ::chmod(path.c_str(), mode);
  }
  ScratchFolder folder;
  std::string path = folder.file("jium.key");
};

TEST_F(KeyFile, IsMadeForItsOwnerAlone) {
  ASSERT_TRUE(open());
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600U);
}

TEST_F(KeyFile, SurvivesARestart) {
  const DataKey key = some_key();
  const Bytes wrapped = Vault::wrap(*open().value()->ring()->find(1), key);
  const auto ring = open(true).value()->ring();
  EXPECT_TRUE(Vault::unwrap(*ring->find(1), key.id, key.organisation, wrapped));
}

TEST_F(KeyFile, IsReadAgainWhenAGenerationCameOrWent) {
  const auto vault = open().value();
  const auto before = vault->ring();
  const KeyRing both = before->with_next();
  ASSERT_TRUE(both.replace(path));
  EXPECT_NE(vault->ring_now()->find(2), nullptr);
  EXPECT_EQ(before->find(2), nullptr) << "who has begun keeps what it has";
  ASSERT_TRUE(both.with_only(2).replace(path));
  EXPECT_EQ(vault->ring_now()->find(1), nullptr);
  EXPECT_NE(before->find(1), nullptr);
}

TEST_F(KeyFile, ThatVanishesWhileServingIsNoReasonToForgetTheKeys) {
  const auto vault = open().value();
  std::filesystem::remove(path);
  EXPECT_NE(vault->ring_now()->find(1), nullptr);
  write("nonsense");
  EXPECT_NE(vault->ring_now()->find(1), nullptr);
}

TEST_F(KeyFile, ThatOthersCanReadIsRefused) {
  ASSERT_TRUE(open());
  for (const mode_t mode : {0640U, 0604U, 0620U, 0601U}) {
    ::chmod(path.c_str(), mode);
    EXPECT_TRUE(is_fault(open(true), FaultKind::outside)) << std::oct << mode;
  }
}

TEST_F(KeyFile, IsNotMadeAnewForADatabaseThatHasOne) {
  EXPECT_TRUE(is_fault(open(true), FaultKind::outside));
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(KeyFile, ThatIsDamagedIsRefused) {
  const std::string hex(64, 'a');
  write("jium key 1 " + hex + "\n");
  EXPECT_TRUE(open());
  for (const std::string& text :
       {std::string(), "jium key 0 " + hex, "jium key x " + hex, "jium key 1 " + hex + "aa",
        "jium key 1 " + hex.substr(2), "jium key 1 " + hex.substr(1) + "g"}) {
    write(text);
    EXPECT_TRUE(is_fault(open(), FaultKind::outside)) << text;
  }
}

TEST_F(KeyFile, IsNotReadThroughALink) {
  ASSERT_TRUE(open());
  std::filesystem::rename(path, folder.file("elsewhere.key"));
  std::filesystem::create_symlink(folder.file("elsewhere.key"), path);
  EXPECT_TRUE(is_fault(open(true), FaultKind::outside));
}

}  // namespace
}  // namespace jium::store
