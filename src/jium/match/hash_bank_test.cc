#include "jium/match/hash_bank.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

namespace jium::match {
namespace {

namespace fs = std::filesystem;
using fingerprint::Algorithm;
using fingerprint::Fingerprint;

Bytes random_value(std::mt19937_64& random, std::size_t size) {
  Bytes value(size);
  for (std::uint8_t& byte : value) byte = static_cast<std::uint8_t>(random());
  return value;
}

// An item as a file has it: digests, and of the pictures a PDQ in one dialect or both.
KnownItem drawn_item(std::uint64_t item, std::mt19937_64& random) {
  KnownItem known{item, {}};
  known.fingerprints.push_back(*Fingerprint::make(Algorithm::md5, random_value(random, 16), 100));
  known.fingerprints.push_back(*Fingerprint::make(Algorithm::sha256, random_value(random, 32), 100));
  if (item % 3 != 0)
    known.fingerprints.push_back(*Fingerprint::make(Algorithm::pdq, random_value(random, 32), 90));
  if (item % 2 == 0)
    known.fingerprints.push_back(*Fingerprint::make(Algorithm::pdq_512, random_value(random, 32), 90));
  return known;
}

Bits256 bits_of(const Fingerprint& fingerprint) {
  Bits256 bits{};
  std::memcpy(bits.data(), fingerprint.value().data(), sizeof bits);
  return bits;
}

bool is_found(const HashBank& bank, std::uint64_t item, const Fingerprint& fingerprint) {
  if (fingerprint::is_digest(fingerprint.algorithm()))
    return bank.equal(fingerprint) == std::vector<std::uint64_t>{item};
  return bank.near(fingerprint.algorithm(), bits_of(fingerprint), 31) == std::vector<Hit>{{item, 0}};
}

class HashBankInAFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "jium-hash-bank-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    for (std::uint64_t item = 1; item <= 40; ++item) items_.push_back(drawn_item(item, random_));
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::unique_ptr<HashBank> open(Segment::Check check = Segment::Check::shape) {
    auto bank = HashBank::open(folder_.string(), check);
    EXPECT_TRUE(bank) << (bank ? "" : bank.fault().what);
    return bank ? std::move(*bank) : nullptr;
  }
  EveryItem every() const {
    return [this](const auto& visit) -> Result<void> {
      for (const KnownItem& known : items_) visit(known);
      return {};
    };
  }
  void expect_all(const HashBank& bank) const {
    for (const KnownItem& known : items_) {
      for (const Fingerprint& one : known.fingerprints)
        EXPECT_TRUE(is_found(bank, known.item, one)) << known.item << fingerprint::name_of(one.algorithm());
    }
  }

  fs::path folder_;
  std::mt19937_64 random_{20261122};
  std::vector<KnownItem> items_;
};

TEST(HashBank, ADigestIsFoundByItsValueAndItsAlgorithm) {
  HashBank bank;
  std::mt19937_64 random(7);
  const Bytes value = random_value(random, 32);
  const auto as_sha256 = *Fingerprint::make(Algorithm::sha256, value, 100);
  bank.put({5, {as_sha256}});
  EXPECT_EQ(bank.equal(as_sha256), std::vector<std::uint64_t>{5});
  EXPECT_TRUE(bank.near(Algorithm::pdq, bits_of(as_sha256), 31).empty());
  const auto md5 = *Fingerprint::make(Algorithm::md5, Bytes(16, 0), 100);
  const auto sha1 = *Fingerprint::make(Algorithm::sha1, Bytes(20, 0), 100);
  bank.put({6, {md5}});
  EXPECT_TRUE(bank.equal(sha1).empty());
}

TEST(HashBank, APlainPictureIsNeverPutIn) {
  HashBank bank;
  const auto plain = *Fingerprint::make(Algorithm::pdq, Bytes(32, 0xA5), 49);
  bank.put({1, {plain}});
  EXPECT_TRUE(bank.near(Algorithm::pdq, bits_of(plain), 31).empty());
}

TEST(HashBank, WithoutAFolderAMarkSaysNothing) {
  HashBank bank;
  EXPECT_TRUE(bank.set_mark("7"));
  EXPECT_FALSE(bank.mark());
}

TEST_F(HashBankInAFolder, EverythingIsThereAgainWithItsMark) {
  {
    const auto bank = open();
    EXPECT_FALSE(bank->mark());
    bank->add_new(items_);
    bank->remove(3);
    items_[6] = drawn_item(7, random_);
    bank->put(items_[6]);
    ASSERT_TRUE(bank->set_mark("change 12"));
  }
  const auto bank = open();
  EXPECT_EQ(bank->mark(), "change 12");
  EXPECT_FALSE(is_found(*bank, 3, items_[2].fingerprints[0]));
  items_.erase(items_.begin() + 2);
  expect_all(*bank);
}

TEST_F(HashBankInAFolder, OneProcessAtATimeHasIt) {
  const auto bank = open();
  const auto second = HashBank::open(folder_.string());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.fault().kind, FaultKind::conflict);
}

TEST_F(HashBankInAFolder, ManyMayReadItWhileNobodyWrites) {
  {
    const auto bank = open();
    bank->add_new(items_);
    ASSERT_TRUE(bank->set_mark("change 12"));
    EXPECT_FALSE(HashBank::open(folder_.string(), Segment::Check::shape, true)) << "somebody writes";
  }
  const auto files = [&] {
    std::set<std::pair<std::string, std::uintmax_t>> all;
    for (const auto& file : fs::recursive_directory_iterator(folder_))
      if (file.is_regular_file()) all.emplace(file.path().string(), file.file_size());
    return all;
  };
  const auto before = files();
  {
    const auto first = HashBank::open(folder_.string(), Segment::Check::shape, true);
    const auto second = HashBank::open(folder_.string(), Segment::Check::shape, true);
    ASSERT_TRUE(first && second);
    EXPECT_EQ((*second)->mark(), "change 12");
    expect_all(**first);
    expect_all(**second);
    EXPECT_FALSE(HashBank::open(folder_.string())) << "somebody reads";
    (*first)->remove(3);
    EXPECT_TRUE((*first)->set_mark("change 13"));
  }
  EXPECT_EQ(files(), before);
  EXPECT_EQ(open()->mark(), "change 12");
}

TEST_F(HashBankInAFolder, ToReadItMustBeThere) {
  const auto bank = HashBank::open((folder_ / "none").string(), Segment::Check::shape, true);
  ASSERT_FALSE(bank);
  EXPECT_EQ(bank.fault().kind, FaultKind::missing);
  EXPECT_FALSE(fs::exists(folder_ / "none"));
}

TEST_F(HashBankInAFolder, NobodyElseMayReadIt) {
  const auto bank = open();
  EXPECT_EQ(fs::status(folder_).permissions(), fs::perms::owner_all);
}

TEST_F(HashBankInAFolder, AMarkThatIsNotWhatWasWrittenIsNoMark) {
  {
    const auto bank = open();
    ASSERT_TRUE(bank->set_mark("change 12"));
  }
  std::ifstream in(folder_ / "mark");
  const std::string written((std::istreambuf_iterator<char>(in)), {});
  in.close();
  // All but the end of the line.
  for (std::size_t at = 0; at + 1 < written.size(); at += 8) {
    std::string changed = written;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    std::ofstream(folder_ / "mark") << changed;
    EXPECT_FALSE(open()->mark()) << at;
    std::ofstream(folder_ / "mark") << written.substr(0, at);
    EXPECT_FALSE(open()->mark()) << at;
  }
}

TEST_F(HashBankInAFolder, ACheckNamesWhatDiffersAndMendsIt) {
  const auto bank = open();
  bank->add_new(items_);
  bank->remove(5);                              // missing
  bank->put(drawn_item(77, random_));           // extra
  bank->put({8, {items_[8].fingerprints[0]}});  // different
  const auto before = bank->check(every(), false);
  ASSERT_TRUE(before);
  const auto& in_digests = before->at(2);
  EXPECT_EQ(in_digests.index, "digests");
  EXPECT_EQ(in_digests.values, 80U);
  EXPECT_EQ(in_digests.difference.missing, std::vector<std::uint64_t>{5});
  EXPECT_EQ(in_digests.difference.extra, std::vector<std::uint64_t>{77});
  EXPECT_EQ(in_digests.difference.different, std::vector<std::uint64_t>{8});
  ASSERT_TRUE(bank->check(every(), true));
  const auto after = bank->check(every(), false);
  ASSERT_TRUE(after);
  for (const IndexCheck& one : *after) EXPECT_TRUE(one.good()) << one.index;
  expect_all(*bank);
}

TEST_F(HashBankInAFolder, ADamagedFileTakesTheMarkAwayAndIsMended) {
  {
    const auto bank = open();
    bank->add_new(items_);
    ASSERT_TRUE(bank->set_mark("change 12"));
  }
  fs::path log;
  for (const auto& file : fs::directory_iterator(folder_ / "pdq")) {
    if (file.path().filename().string().starts_with("log-")) log = file.path();
  }
  {
    std::fstream both(log, std::ios::binary | std::ios::in | std::ios::out);
    both.seekp(100);
    both.put(1);
    both.put(2);
  }
  {
    const auto bank = open(Segment::Check::whole);
    EXPECT_FALSE(bank->mark());
    const auto found = bank->check(every(), true);
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->at(0).damaged.empty());
    EXPECT_FALSE(found->at(0).difference.missing.empty());
    EXPECT_TRUE(found->at(1).good());
    ASSERT_TRUE(bank->set_mark("change 13"));
  }
  const auto bank = open(Segment::Check::whole);
  EXPECT_EQ(bank->mark(), "change 13");
  expect_all(*bank);
}

}  // namespace
}  // namespace jium::match
