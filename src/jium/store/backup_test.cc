#include "jium/store/backup.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "jium/base/text_file.h"
#include "jium/store/scratch_folder.h"
#include "jium/store/soundness.h"
#include "jium/store/stored_test.h"
#include "jium/store/test_store.h"

namespace jium::store {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

class Backup : public ::testing::Test {
 protected:
  void SetUp() override {
    store = installation();
    ASSERT_TRUE(store->write([&](Transaction& tx) { return sample::insert(tx, chain); }));
  }
  // On the database that this run of the tests is about, with its key in the folder.
  [[nodiscard]] std::unique_ptr<Store> installation() const {
    if (!tests_use_postgres()) return Store::open(data).value();
    const PostgresCluster& cluster = PostgresCluster::shared();
    return needed(Store::open_postgres(data, cluster.conninfo("jium_app", TestDatabases::make())));
  }
  Result<MadeBackup> make(bool with_key = true) {
    return make_backup(*store, {data, with_key ? data + "/jium.key" : "", to, desk.recipient, vault.recipient,
                                "0.1.0", Instant{Duration{1'700'000'000'000}}});
  }
  Result<Restored> restore(const BackupIdentity& identity, const BackupIdentity* key_identity) {
    const File file(std::fopen(to.c_str(), "rb"));
    return restore_backup(file.get(), into, identity, key_identity);
  }
  void write_backup(const std::string& bytes) { std::ofstream(to, std::ios::binary) << bytes; }
  [[nodiscard]] bool nothing_was_left() const { return !std::filesystem::exists(into); }

  ScratchFolder folder;
  std::string data = folder.file("data"), to = folder.file("a.backup"), into = folder.file("restored");
  std::unique_ptr<Store> store;
  sample::Chain chain;
  BackupIdentity desk = BackupIdentity::random(), vault = BackupIdentity::random();
};

TEST_F(Backup, IsPutBackElsewhereWithEveryRowAndEverySecret) {
  const auto made = make();
  ASSERT_TRUE(made) << made.fault().what;
  const auto restored = restore(desk, &vault);
  ASSERT_TRUE(restored) << restored.fault().what;
  EXPECT_TRUE(restored->has_key_file);
  EXPECT_EQ(restored->manifest.made_at, Instant{Duration{1'700'000'000'000}});
  const auto again = Store::open(into).value();
  EXPECT_EQ(again->read([](Transaction& tx) { return count_rows(tx); }).value(), made->manifest.rows);
  EXPECT_EQ(made->manifest.rows.at("case_file"), 1);
  const auto loaded =
      again->read([&](Transaction& tx) { return load_case(tx, chain.organisation.id, chain.the_case.id); });
  ASSERT_TRUE(loaded);
  EXPECT_TRUE(same_record(*loaded, chain.the_case));
  const auto sound = again->read([](Transaction& tx) { return check_soundness(tx); });
  ASSERT_TRUE(sound);
  EXPECT_TRUE(sound->good());
  for (const char* file : {"/jium.db", "/jium.key"}) {
    struct stat status {};
    ASSERT_EQ(::stat((into + file).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600U) << file;
  }
}

TEST_F(Backup, LeavesNothingBesideTheDatabaseAndForItsOwnerAlone) {
  ASSERT_TRUE(make());
  EXPECT_FALSE(std::filesystem::exists(data + "/jium.db.copy"));
  EXPECT_FALSE(std::filesystem::exists(to + ".new"));
  struct stat status {};
  ASSERT_EQ(::stat(to.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600U);
}

TEST_F(Backup, ShowsNothingOfTheDatabase) {
  ASSERT_TRUE(make());
  const std::string bytes = read_text_file(to).value();
  for (const std::string& word : {std::string("SQLite format 3"), std::string("case_file"),
                                  chain.organisation.name, std::string("jium key 1")}) {
    EXPECT_EQ(bytes.find(word), std::string::npos) << word;
  }
}

TEST_F(Backup, OpensForNobodyElse) {
  ASSERT_TRUE(make());
  EXPECT_TRUE(is_fault(restore(BackupIdentity::random(), nullptr), FaultKind::forbidden));
  EXPECT_TRUE(is_fault(restore(vault, &vault), FaultKind::forbidden));
  EXPECT_TRUE(nothing_was_left());
}

TEST_F(Backup, GivesTheKeyFileOnlyToItsOwnRecipient) {
  ASSERT_TRUE(make());
  const auto restored = restore(desk, nullptr);
  ASSERT_TRUE(restored);
  EXPECT_FALSE(restored->has_key_file);
  EXPECT_FALSE(std::filesystem::exists(into + "/jium.key"));
  EXPECT_TRUE(is_fault(Store::open(into), FaultKind::outside));
}

TEST_F(Backup, MayLeaveTheKeyFileOut) {
  ASSERT_TRUE(make(false));
  const auto restored = restore(desk, &vault);
  ASSERT_TRUE(restored);
  EXPECT_FALSE(restored->has_key_file);
}

TEST_F(Backup, IsNeverPutOverAnything) {
  ASSERT_TRUE(make());
  EXPECT_TRUE(is_fault(make(), FaultKind::conflict));
  std::filesystem::create_directories(into);
  std::ofstream(into + "/something") << "x";
  EXPECT_TRUE(is_fault(restore(desk, &vault), FaultKind::conflict));
  EXPECT_TRUE(std::filesystem::exists(into + "/something"));
}

// Each byte stands for one bit of it: at many places, the first and last ones among them.
TEST_F(Backup, OfWhichAByteWasChangedIsRefusedWhole) {
  ASSERT_TRUE(make());
  const std::string whole = read_text_file(to).value();
  const std::size_t steps = 60;
  for (std::size_t i = 0; i <= steps + 320; ++i) {
    const std::size_t at = i < 320 ? i : std::min(whole.size() - 1, (i - 320) * (whole.size() / steps));
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    write_backup(changed);
    const auto restored = restore(desk, &vault);
    // The box of the key file is sealed to somebody else, and bound to the stream all the same.
    EXPECT_FALSE(restored) << "byte " << at;
    EXPECT_TRUE(nothing_was_left()) << "byte " << at;
  }
}

TEST_F(Backup, ThatWasCutShortOrGrewIsRefusedWhole) {
  ASSERT_TRUE(make());
  const std::string whole = read_text_file(to).value();
  constexpr std::size_t kSealedChunk = 65536 + 17;
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{10}, std::size_t{100}, std::size_t{300}, kSealedChunk,
        whole.size() % kSealedChunk + kSealedChunk, whole.size() - 17, whole.size() - 1}) {
    write_backup(whole.substr(0, length));
    EXPECT_FALSE(restore(desk, &vault)) << length;
    EXPECT_TRUE(nothing_was_left()) << length;
  }
  write_backup(whole + "x");
  EXPECT_FALSE(restore(desk, &vault));
  // A whole number of chunks: the end is marked, not guessed.
  const std::size_t before = whole.size() - (whole.size() / kSealedChunk) * kSealedChunk;
  for (std::size_t cut = 1; cut * kSealedChunk + before < whole.size(); ++cut) {
    write_backup(whole.substr(0, whole.size() - cut * kSealedChunk));
    EXPECT_FALSE(restore(desk, &vault));
  }
}

TEST_F(Backup, IsOfOneMomentAndHoldsNoWriterUp) {
  for (int i = 0; i < 40; ++i)
    ASSERT_TRUE(store->write([](Transaction& tx) { return sample::insert(tx, sample::Chain()); }));
  std::atomic<bool> stop{false};
  std::atomic<int> written{0}, failed{0};
  std::thread writer([&] {
    while (!stop) {
      if (store->write([](Transaction& tx) { return sample::insert(tx, sample::Chain()); }))
        ++written;
      else
        ++failed;
    }
  });
  while (written == 0) std::this_thread::yield();
  const auto made = make();
  stop = true;
  writer.join();
  ASSERT_TRUE(made) << made.fault().what;
  EXPECT_EQ(failed, 0);
  ASSERT_TRUE(restore(desk, &vault));
  const auto again = Store::open(into).value();
  // Every chain is whole: as many requests as cases, and as many as were counted.
  const auto rows = again->read([](Transaction& tx) { return count_rows(tx); }).value();
  EXPECT_EQ(rows, made->manifest.rows);
  EXPECT_EQ(rows.at("case_file"), rows.at("letter"));
}

TEST(BackupIdentity, IsToldAndReadBack) {
  const BackupIdentity identity = BackupIdentity::random();
  const auto again = BackupIdentity::parse(identity.text());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->recipient, identity.recipient);
  const auto recipient = parse_recipient(recipient_text(identity.recipient) + "\n");
  ASSERT_TRUE(recipient);
  EXPECT_EQ(*recipient, identity.recipient);
}

TEST(BackupIdentity, NoticesEveryMistypedDigitOfARecipient) {
  const std::string text = recipient_text(BackupIdentity::random().recipient);
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string mistyped = text;
    mistyped[at] = mistyped[at] == '0' ? '1' : '0';
    EXPECT_FALSE(parse_recipient(mistyped)) << at;
    EXPECT_FALSE(parse_recipient(text.substr(0, at))) << at;
  }
}

RC_GTEST_PROP(BackupBody, TakesWhatASoundOneHoldsInPiecesOfAnySize, ()) {
  const auto database = *rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>());
  const std::string manifest = "{}";
  ScratchFolder folder;
  const BackupIdentity identity = BackupIdentity::random();
  auto writer = BackupWriter::create(folder.file("b"), identity.recipient, identity.recipient,
                                     Secret<std::string>("k"));
  RC_ASSERT(writer.has_value());
  RC_ASSERT(writer->begin(manifest, database.size()).has_value());
  ByteView left(database);
  while (!left.empty()) {
    const auto some = *rc::gen::inRange<std::size_t>(1, left.size() + 1);
    RC_ASSERT(writer->add(left.first(some)).has_value());
    left = left.subspan(some);
  }
  RC_ASSERT(writer->finish().has_value());
  const File file(std::fopen(folder.file("b").c_str(), "rb"));
  Bytes got;
  const auto read = read_backup(file.get(), identity, nullptr, [&](ByteView piece) -> Result<void> {
    got.insert(got.end(), piece.begin(), piece.end());
    return {};
  });
  RC_ASSERT(read.has_value());
  RC_ASSERT(got == database);
  RC_ASSERT(read->manifest == manifest);
  RC_ASSERT(read->key_file.reveal() == "k");
}

}  // namespace
}  // namespace jium::store
