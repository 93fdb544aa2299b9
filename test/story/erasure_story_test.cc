// A survivor asks that everything about her be destroyed. Before, whoever has the data folder and its key can
// read what she entrusted; afterwards nobody can, with the key in hand and every byte of every file: not in
// the database, its journal or its free pages, not in the log, not in the folder for temporary files. What
// stays are numbers.
//
// The second story: a rule of retention is in the way, and two people decide.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <thread>

#include "jium/casework/case.h"
#include "jium/store/rows.h"
#include "jium/store/sealed_row.h"
#include "jium/store/store.h"
#include "pictures/pictures.h"
#include "story/canaries.h"
#include "story/main_path.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::flag_at;
using peers::list_at;
using peers::number_at;
using peers::text_at;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Json = boost::json::value;

constexpr std::uint32_t kPicture = 88013;
constexpr Duration kPatience = std::chrono::minutes{1};

Cast marked_cast() {
  return {.picture = kPicture,
          .pseudonym = "Quillfeather-6152",
          .korean_operator = "Example Boards",
          .korean_mail = "desk@boards.example",
          .english_operator = "Example Albums",
          .english_mail = "desk@albums.example",
          .path_prefix = "/kestrelmoor-58213/",
          .operators_words = "Gone, says Brindlewick-9046."};
}

class Silent final : public Teller {
 public:
  void begin_step(std::string_view) override {}
  void say(std::string_view) override {}
  void show(std::string_view, std::string_view) override {}
};

// ---- What somebody reads who has the folder and its key ----

bool is_sealed(const std::string& column) {
  return column.ends_with("_sealed");
}

// Which number a box of this row is bound to (store/idempotency.cc has a number of its own making).
std::uint64_t bound_to(const store::TableShape& table, const std::vector<Bytes>& blobs,
                       const std::vector<std::int64_t>& numbers) {
  if (table.name != "idempotency") return static_cast<std::uint64_t>(numbers.at(0));
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].name == "key_digest") std::memcpy(&number, blobs[i].data(), sizeof(number));
  }
  return number;
}

// A row, cell by cell, with every box opened whose key is there.
void read_row(store::Transaction& tx, const store::TableShape& table, const store::Row& row,
              std::string& text, int& opened) {
  std::vector<Bytes> blobs;
  std::vector<std::int64_t> numbers;
  std::optional<store::DataKeyId> key_id;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const int at = static_cast<int>(i);
    const std::string& type = table.columns[i].type;
    blobs.push_back(type == "blob" ? row.blob(at) : Bytes());
    numbers.push_back(type == "integer" ? row.integer(at) : 0);
    if (type == "text") text += row.text(at) + '\n';
    if (type == "blob") text += std::string(text_of(blobs.back())) + '\n';
    if (table.columns[i].name == "data_key") key_id = row.id<store::DataKeyId>(at);
  }
  if (!key_id) return;
  const auto key = tx.data_key(*key_id);
  if (!key) return;  // destroyed
  const store::SealedRow sealed{*key, table.name, bound_to(table, blobs, numbers)};
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (!is_sealed(table.columns[i].name) || blobs[i].empty()) continue;
    const auto plain = sealed.open(table.columns[i].name, blobs[i]);
    if (!plain) continue;
    text += *plain + '\n';
    ++opened;
  }
}

struct Readable {
  std::string text;
  int opened = 0;
};

Result<Readable> everything_readable(const std::filesystem::path& data) {
  JIUM_TRY(const auto opened_store, store::Store::open(data.string()));
  return opened_store->read([](store::Transaction& tx) -> Result<Readable> {
    Readable readable;
    JIUM_TRY(const auto tables, tx.database().tables());
    for (const store::TableShape& table : tables) {
      std::string sql = "select ";
      for (const auto& column : table.columns) sql += (sql.size() > 7 ? ", " : "") + column.name;
      sql += " from " + table.name;
      JIUM_CHECK(tx.database().query(sql.c_str(), {}, [&](const store::Row& row) -> Result<void> {
        read_row(tx, table, row, readable.text, readable.opened);
        return {};
      }));
    }
    return readable;
  });
}

// The case's key as it lies in the database: whoever has it and the key file has the case.
Result<std::string> wrapped_key(const std::filesystem::path& data, const std::string& the_case) {
  JIUM_TRY(const auto opened_store, store::Store::open(data.string()));
  JIUM_TRY(const auto id, casework::CaseId::parse(the_case));
  return opened_store->read([&](store::Transaction& tx) -> Result<std::string> {
    std::string wrapped;
    JIUM_CHECK(tx.database().query("select wrapped from data_key where id = ?", {id},
                                   [&](const store::Row& row) -> Result<void> {
                                     wrapped = text_of(row.blob(0));
                                     return {};
                                   }));
    return wrapped;
  });
}

class ErasureStory : public ::testing::Test {
 protected:
  void SetUp() override { JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}})); }

  void plant();
  // Other cases come and go, so that the database's pages are split and filled as those of a centre are.
  void open_other_cases();
  void plant_fingerprints_of(const std::string& name, const Bytes& picture);
  // Once the files are swept.
  Result<Json> swept_erasure();
  // A second person: the centre's administrator, with a key of their own.
  Result<peers::CommandLine> administrator();
  void expect_nothing_readable(const std::string& wrapped);

  std::unique_ptr<Stage> stage;
  Canaries canaries;
  const Cast cast = marked_cast();
};

void ErasureStory::plant() {
  canaries.plant_text("the pseudonym", "Quillfeather");
  canaries.plant_text("an address", "kestrelmoor-58213/817");
  canaries.plant_text("the other address", "kestrelmoor-58213/5.jpg");
  canaries.plant_text("the operator's words", "Brindlewick");
  const pictures::Canvas scene = pictures::draw_scene(kPicture);
  ASSERT_NO_FATAL_FAILURE(plant_fingerprints_of("the picture", pictures::to_jpeg(scene)));
}

void ErasureStory::plant_fingerprints_of(const std::string& name, const Bytes& picture) {
  const auto file = stage->officers_folder() / "marked.jpg";
  JIUM_DONE(peers::write_file(file, text_of(picture)));
  Json hashed;
  JIUM_STEP(hashed, stage->officer().ask({"hash", "--digests", file.string()}));
  for (const auto& fingerprint : list_at(hashed, "/files/0/fingerprints")) {
    Bytes value;
    JIUM_STEP(value, from_hex(text_at(fingerprint, "/value")));
    canaries.plant_bytes("the " + text_at(fingerprint, "/algorithm") + " of " + name, value);
  }
}

Result<Json> ErasureStory::swept_erasure() {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < end) {
    JIUM_TRY(const Json listed, stage->officer().ask({"retention", "erasures"}));
    const auto& erasures = list_at(listed, "/erasures");
    if (!erasures.empty() && !text_at(erasures.front(), "/swept_at").empty()) return erasures.front();
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  return fault(FaultKind::late, "a minute went by and the files were not swept");
}

Result<peers::CommandLine> ErasureStory::administrator() {
  const auto home = stage->officers_folder() / "second";
  std::error_code ignored;
  std::filesystem::create_directories(home, ignored);
  std::map<std::string, std::string> environment{{"HOME", home.string()},
                                                 {"XDG_CONFIG_HOME", (home / "config").string()},
                                                 {"JIUM_SERVER", stage->server().url()}};
  JIUM_TRY(const std::string link, stage->sign_in_link());
  const auto session = home / "session";
  JIUM_CHECK(peers::CommandLine(JIUM_BINARY, environment).ask({"sign-in", link, "--save", session.string()}));
  JIUM_TRY(const Json me, stage->officer().ask({"whoami"}));
  environment["JIUM_KEY_FILE"] = session.string();
  const auto key = home / "key";
  JIUM_CHECK(peers::CommandLine(JIUM_BINARY, environment)
                 .ask({"key", "add", "--organisation", text_at(me, "/organisation/id"), "--role",
                       "centre_administrator", "--label", "second", "--may-reveal", "--save", key.string()}));
  environment["JIUM_KEY_FILE"] = key.string();
  return peers::CommandLine(JIUM_BINARY, environment);
}

void ErasureStory::expect_nothing_readable(const std::string& wrapped) {
  for (const auto& place : {stage->data(), stage->log(), stage->server_temporary()}) {
    Canaries::Search search;
    JIUM_STEP(search, canaries.search(place));
    EXPECT_THAT(search.found, IsEmpty());
  }
  Readable readable;
  JIUM_STEP(readable, everything_readable(stage->data()));
  EXPECT_THAT(canaries.find_in(readable.text), IsEmpty()) << "with the key in hand";
  EXPECT_GT(readable.opened, 0) << "the centre's own records still open: the key was in hand";
  ASSERT_GE(wrapped.size(), 32U);
  for (const char* file : {"jium.db", "jium.db-wal", "jium.db-shm"}) {
    const auto bytes = peers::read_file(stage->data() / file);
    if (!bytes) continue;
    for (std::size_t at = 0; at + 16 <= wrapped.size(); ++at)
      ASSERT_EQ(bytes->find(wrapped.substr(at, 16)), std::string::npos) << file << ", from byte " << at;
  }
}

void ErasureStory::open_other_cases() {
  for (int number = 0; number < 12; ++number) {
    JIUM_DONE(stage->officer().ask({"case", "open", "--pseudonym", "Other-" + std::to_string(number),
                                    "--harm", "fear_of_dissemination", "--consent", "removal"}));
  }
}

TEST_F(ErasureStory, WhatASurvivorTakesBackIsReadableByNobodyWithEveryKeyInHand) {
  ASSERT_NO_FATAL_FAILURE(plant());
  Silent nobody;
  MainPath story(*stage, nobody, cast);
  Registered registered;
  JIUM_STEP(registered, story.register_picture());
  JIUM_DONE(story.recognise_copies());
  JIUM_DONE(story.ask_for_removal());
  JIUM_DONE(story.notice_the_lie());
  ASSERT_NO_FATAL_FAILURE(open_other_cases());
  Json counted;
  JIUM_STEP(counted, stage->officer().ask({"report"}));

  // Before: nothing is readable without the key, and all of it with the key.
  Readable before;
  JIUM_STEP(before, everything_readable(stage->data()));
  for (const char* name :
       {"the pseudonym", "an address", "the other address", "the operator's words",
        "the pdq of the picture in hexadecimal", "the sha256 of the picture in hexadecimal"}) {
    EXPECT_THAT(canaries.find_in(before.text), Contains(name)) << "the search can find";
  }
  Canaries::Search at_rest;
  JIUM_STEP(at_rest, canaries.search(stage->data()));
  EXPECT_THAT(at_rest.found, IsEmpty());
  std::string wrapped;
  JIUM_STEP(wrapped, wrapped_key(stage->data(), registered.the_case));

  Json erased;
  JIUM_STEP(erased, stage->officer().ask({"case", "forget", registered.the_case, "--survivor-asked"}));
  EXPECT_EQ(text_at(erased, "/state"), "done");
  JIUM_DONE(swept_erasure());
  ASSERT_NO_FATAL_FAILURE(expect_nothing_readable(wrapped));

  // For an officer there is no such case any more, its footage matches nothing, and the counts are what they
  // were.
  peers::Spoken shown;
  JIUM_STEP(shown, stage->officer().type({"case", "show", registered.the_case}));
  EXPECT_EQ(shown.exit_code, 5);
  peers::Spoken seen;
  JIUM_STEP(seen, stage->officer().type(
                      {"sight", stage->korean_site().address_of("/kestrelmoor-58213/817.jpg"), "--json"}));
  EXPECT_EQ(text_at(seen.json, "/finding"), "unknown");
  EXPECT_EQ(seen.exit_code, 1) << "the answer is no";
  Json recounted;
  JIUM_STEP(recounted, stage->officer().ask({"report"}));
  for (const char* count : {"/cases", "/footage", "/sightings", "/requests", "/sent", "/false_claims"})
    EXPECT_EQ(number_at(recounted, count), number_at(counted, count)) << count;
  Json due;
  JIUM_STEP(due, stage->officer().ask({"retention", "due"}));
  EXPECT_TRUE(list_at(due, "/due").empty());

  // And what is left is sound.
  JIUM_DONE(stage->server().stop());
  peers::Spoken checked;
  JIUM_STEP(checked, stage->officer().type({"fsck", "--data", stage->data().string()}));
  EXPECT_EQ(checked.exit_code, 0) << checked.output << checked.errors;
}

TEST_F(ErasureStory, WhereARuleAndAHoldAreInTheWayTwoPeopleDecideAndNothingIsSilent) {
  std::optional<peers::CommandLine> second;
  JIUM_STEP(second, administrator());
  const peers::CommandLine& officer = stage->officer();
  Json opened;
  JIUM_STEP(opened,
            officer.ask({"case", "open", "--pseudonym", cast.pseudonym, "--harm", "child_exploitation"}));
  const std::string id = text_at(opened, "/id");
  JIUM_DONE(officer.ask({"case", "hold", id, "--order", "2026-4711"}));
  Json hold;
  JIUM_STEP(hold, second->ask({"case", "hold", id, "--order", "2026-4711"}));
  EXPECT_EQ(text_at(hold, "/state"), "placed");

  Json asked;
  JIUM_STEP(asked, officer.ask({"case", "forget", id, "--survivor-asked"}));
  EXPECT_EQ(text_at(asked, "/state"), "waiting");
  EXPECT_EQ(boost::json::serialize(asked.at("hindered_by")), R"(["hold","kr-child-material"])");
  const std::vector<std::string> destroy{"case",     "forget",    id,       "--decide",       "destroy",
                                         "--ground", "her right", "--tell", "it is destroyed"};
  peers::Spoken refused;
  JIUM_STEP(refused, officer.type(destroy));
  EXPECT_EQ(refused.exit_code, 6) << "a hold is in force";
  JIUM_DONE(officer.ask({"case", "release-hold", id, "--order", "2026-4711"}));
  JIUM_DONE(second->ask({"case", "release-hold", id, "--order", "2026-4711"}));

  JIUM_DONE(officer.ask(destroy));
  JIUM_STEP(refused, officer.type({"case", "forget", id, "--decide", "destroy"}));
  EXPECT_EQ(refused.exit_code, 6) << "one person twice is not two people";
  Json due;
  JIUM_STEP(due, second->ask({"retention", "due"}));
  EXPECT_EQ(text_at(due, "/due/0/case"), id);
  Json decided;
  JIUM_STEP(decided, second->ask({"case", "forget", id, "--decide", "destroy"}));
  EXPECT_EQ(text_at(decided, "/state"), "done");
  Json kept;
  JIUM_STEP(kept, swept_erasure());
  EXPECT_EQ(text_at(kept, "/case"), id);
  EXPECT_EQ(text_at(kept, "/ground"), "her right");
  EXPECT_EQ(text_at(kept, "/told"), "it is destroyed");
  EXPECT_EQ(text_at(kept, "/decided/role"), "centre_administrator");
  EXPECT_EQ(text_at(kept, "/proposed/role"), "deletion_officer");
}

}  // namespace
}  // namespace jium::story
