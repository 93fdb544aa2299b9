#include "jium/store/erasure.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "jium/store/alarms.h"
#include "jium/store/history.h"
#include "jium/store/holds.h"
#include "jium/store/idempotency.h"
#include "jium/store/inspections.h"
#include "jium/store/jobs.h"
#include "jium/store/scratch_folder.h"
#include "jium/store/soundness.h"
#include "jium/store/stored_test.h"
#include "jium/store/tallies.h"

namespace jium::store {
namespace {

casework::Signature signature(const char* key, int hours) {
  return {{key, "counsellor", registry::PersonId::random()}, sample::at(hours)};
}

class Erasures : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  casework::LegalHold hold() const {
    return {.id = casework::HoldId::random(),
            .organisation = chain.organisation.id,
            .the_case = chain.the_case.id,
            .order = Secret<std::string>("2026-4711"),
            .asked = signature("K-1", 1),
            .placed = signature("K-2", 2),
            .release_asked = signature("K-3", 3),
            .lifted = signature("K-4", 4)};
  }
  casework::Erasure erasure() const {
    casework::Erasure made;
    made.id = casework::ErasureId::random();
    made.organisation = chain.organisation.id;
    made.the_case = chain.the_case.id;
    made.hindered_by = {"hold", "kr-child-material"};
    made.asked = signature("K-1", 1);
    made.choice = casework::Choice::destroy;
    made.proposed = signature("K-2", 2);
    made.decided = signature("K-3", 3);
    made.ground = Secret<std::string>("her right");
    made.told = Secret<std::string>("destroyed today");
    made.done_at = sample::at(4);
    return made;
  }
  void erase(const sample::Chain& which) {
    stored([&](Transaction& tx) {
      return erase_case(tx, which.organisation.id, which.the_case.id, sample::at(99));
    });
  }
  std::int64_t count(const std::string& sql) {
    return stored([&](Transaction& tx) -> Result<std::int64_t> {
      std::int64_t number = -1;
      JIUM_CHECK(tx.database().query(sql.c_str(), {}, [&](const Row& row) -> Result<void> {
        number = row.integer(0);
        return {};
      }));
      return number;
    });
  }

  sample::Chain chain;
};

TEST_F(Erasures, HoldsComeBackAsTheyWereStoredAndAsTheyWereChanged) {
  auto one = hold();
  one.placed.reset();
  one.release_asked.reset();
  one.lifted.reset();
  stored([&](Transaction& tx) { return insert(tx, one); });
  const auto loaded = [&] {
    return stored([&](Transaction& tx) { return holds_of(tx, chain.the_case.id); }).at(0);
  };
  EXPECT_TRUE(same_record(loaded(), one));
  const auto whole = hold();
  one.asked = whole.asked;
  one.placed = whole.placed;
  one.release_asked = whole.release_asked;
  one.lifted = whole.lifted;
  stored([&](Transaction& tx) { return update(tx, one); });
  EXPECT_TRUE(same_record(loaded(), one));
}

TEST_F(Erasures, ComeBackAsTheyWereStoredAndAsTheyWereChanged) {
  auto one = erasure();
  stored([&](Transaction& tx) { return insert(tx, one); });
  const auto loaded = [&] {
    return stored([&](Transaction& tx) { return erasures_of(tx, chain.organisation.id); }).at(0);
  };
  EXPECT_TRUE(same_record(loaded(), one));
  one.state = casework::ErasureState::kept;
  one.hindered_by.clear();
  one.choice.reset();
  one.proposed.reset();
  one.decided.reset();
  one.ground = Secret<std::string>();
  one.told = Secret<std::string>("kept");
  one.done_at.reset();
  stored([&](Transaction& tx) { return update(tx, one); });
  EXPECT_TRUE(same_record(loaded(), one));
}

TEST_F(Erasures, OnlyOneThatWaitsIsFoundAsWaiting) {
  auto one = erasure();
  one.state = casework::ErasureState::kept;
  stored([&](Transaction& tx) { return insert(tx, one); });
  const auto waiting = [&] {
    return stored([&](Transaction& tx) { return waiting_erasure(tx, chain.the_case.id); });
  };
  EXPECT_FALSE(waiting().has_value());
  auto other = erasure();
  stored([&](Transaction& tx) { return insert(tx, other); });
  ASSERT_TRUE(waiting().has_value());
  EXPECT_EQ(waiting()->id, other.id);
}

TEST_F(Erasures, LeaveNothingOfTheCaseButNumbers) {
  stored([&](Transaction& tx) -> Result<void> {
    JIUM_CHECK(
        insert(tx, Alarm{AlarmId::random(), chain.organisation.id, chain.the_case.id, AlarmKind::recurrence,
                         chain.sighting.id.text(), sample::at(1), std::nullopt}));
    JIUM_CHECK(
        insert(tx, casework::HistoryEntry{chain.the_case.id, sample::at(1), "jium",
                                          casework::Event::case_opened, "C", Secret<std::string>("x")}));
    JIUM_CHECK(insert_check(tx, chain.request,
                            {sample::at(3), removal::CheckOutcome::still_there, 3, sample::evidence()}));
    JIUM_CHECK(insert(tx, hold()));
    JIUM_CHECK(schedule(tx, JobKind::check_place, chain.request.id.value(), sample::at(1)));
    JIUM_CHECK(schedule(tx, JobKind::end_clock, chain.request.id.value(), sample::at(1)));
    return schedule(tx, JobKind::send_letter, chain.letter.id.value(), sample::at(1));
  });
  const std::int64_t changes = count("select count(*) from footage_change");
  erase(chain);
  for (const char* table :
       {"alarm", "history", "place_check", "letter", "removal_request", "sighting", "legal_hold", "job"}) {
    EXPECT_EQ(count("select count(*) from " + std::string(table)), 0) << table;
  }
  EXPECT_EQ(count("select count(*) from case_file where state = 'forgotten' and age_band = 'unknown' and "
                  "harm_types = ''"
                  " and requester = 'victim' and papers_checked_at is null and consent_removal = 0 and"
                  " consent_other_centres = 0 and length(pseudonym_sealed) = 0 and closed_at is null"),
            1);
  EXPECT_EQ(
      count("select count(*) from footage where state = 'withdrawn' and length(fingerprints_sealed) = 0 and"
            " kind = 'image' and source = 'officer' and decided_at is null"),
      1);
  EXPECT_EQ(count("select count(*) from data_key where wrapped is null"), 1);
  EXPECT_EQ(count("select count(*) from footage_change"), changes + 1) << "followers are told";
}

TEST_F(Erasures, TakeTheFootageOutOfTheFeed) {
  const std::int64_t before = stored([](Transaction& tx) { return last_footage_change(tx); });
  erase(chain);
  std::vector<registry::Footage> changed;
  stored([&](Transaction& tx) {
    return footage_changed_since(tx, before, [&](const registry::Footage& one) { changed.push_back(one); });
  });
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0].id, chain.footage.id);
  EXPECT_FALSE(registry::may_match(changed[0].state));
  EXPECT_TRUE(changed[0].fingerprints.empty());
}

TEST_F(Erasures, LeaveAnotherCaseAsItWas) {
  sample::Chain other;
  keep(other);
  sample::Chain neighbour;  // of the same centre
  neighbour.organisation = chain.organisation;
  neighbour.the_case.organisation = chain.organisation.id;
  stored([&](Transaction& tx) { return insert(tx, neighbour.the_case); });
  erase(chain);
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return load_case(tx, other.organisation.id, other.the_case.id); }),
      other.the_case));
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return load_case(tx, chain.organisation.id, neighbour.the_case.id); }),
      neighbour.the_case));
  EXPECT_EQ(stored([&](Transaction& tx) { return sightings_of_case(tx, other.the_case.id); }).size(), 1U);
  EXPECT_EQ(stored([&](Transaction& tx) { return requests_of_case(tx, other.the_case.id); }).size(), 1U);
}

TEST_F(Erasures, TakeInspectionsOfTheSamePlacesAndNoOthers) {
  const auto inspect = [&](const std::string& address, std::optional<registry::SightingId> sighting) {
    Inspection one{.id = InspectionId::random(),
                   .organisation = chain.organisation.id,
                   .actor = "jium",
                   .address = registry::WebAddress::parse(address).value(),
                   .finding = std::nullopt,
                   .sighting = sighting,
                   .distance = std::nullopt,
                   .note = {},
                   .asked_at = sample::at(1),
                   .done_at = std::nullopt};
    stored([&](Transaction& tx) { return insert(tx, one); });
    return one.id;
  };
  const std::string place = chain.sighting.address.canonical().reveal();
  inspect(place, chain.sighting.id);
  inspect(place, std::nullopt);
  const auto elsewhere = inspect("https://elsewhere.example/", std::nullopt);
  erase(chain);
  EXPECT_EQ(count("select count(*) from inspection"), 1);
  EXPECT_TRUE(stored([&](Transaction& tx) { return load_inspection(tx, elsewhere); }).asked_at ==
              sample::at(1));
}

TEST_F(Erasures, EmptyKeptAnswersWhichAreStillKnownForGiven) {
  AccessKey key;
  key.id = AccessKeyId::random();
  key.organisation = chain.organisation.id;
  const auto digest = bytes_of("a digest");
  stored([&](Transaction& tx) -> Result<void> {
    JIUM_CHECK(insert(tx, key, "secret"));
    return keep_answer(tx, key.id, chain.organisation.id, "once", digest, {201, "{}"}, sample::at(1));
  });
  erase(chain);
  const auto again = attempt([&](Transaction& tx) { return given_answer(tx, key.id, "once", digest); });
  EXPECT_TRUE(is_fault(again, FaultKind::conflict))
      << "not done a second time, and not told what was answered";
  EXPECT_EQ(count("select count(*) from idempotency where length(body_sealed) > 0"), 0);
}

TEST_F(Erasures, LeaveASoundStore) {
  erase(chain);
  const auto found = stored([](Transaction& tx) { return check_soundness(tx, {}); });
  EXPECT_TRUE(found.faults.empty()) << found.faults.front();
}

// The list of what erasing deals with, beside the schema: a new table that names a case, or what belongs to
// one, must say what happens to it.
TEST_F(Erasures, DealWithEveryTableThatNamesWhatBelongsToACase) {
  const std::set<std::string> of_a_case{"case_file",  "footage", "sighting",      "removal_request",
                                        "letter",     "alarm",   "legal_hold",    "erasure",
                                        "inspection", "ladder",  "block_request", "vigil",
                                        "case_link",  "trace",   "intake_report", "series_person"};
  std::set<std::string> naming = of_a_case;
  const auto tables = stored([](Transaction& tx) { return tx.database().tables(); });
  for (const TableShape& table : tables) {
    for (const std::string& named : table.references) {
      if (of_a_case.contains(named)) naming.insert(table.name);
    }
  }
  std::set<std::string> known;
  for (const DealtWith& one : dealt_with()) known.insert(std::string(one.table));
  for (const std::string& table : naming) {
    EXPECT_TRUE(known.contains(table))
        << table
        << " names a case or what belongs to one: let store/erase_case.cc deal with it (kStatements), and "
        << "add it to dealt_with()";
  }
  for (const std::string& table : known) EXPECT_TRUE(naming.contains(table)) << table << " names none";
}

TEST_F(Erasures, TallyAddsUpAndIsSummedForItsOrganisationAlone) {
  const auto add = [&](const std::string& month, std::string_view record) {
    stored([&](Transaction& tx) {
      return add_forgotten(tx, chain.organisation.id, month, record, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    });
  };
  add("2026-11", "other");
  add("2026-11", "other");
  add("2026-12", "child_material");
  const auto sum = stored([&](Transaction& tx) { return forgotten_of(tx, chain.organisation.id); });
  EXPECT_TRUE(same_record(sum, ForgottenCounts{3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33}));
  EXPECT_EQ(count("select count(*) from forgotten_tally"), 2);
  const auto none =
      stored([](Transaction& tx) { return forgotten_of(tx, registry::OrganisationId::random()); });
  EXPECT_TRUE(same_record(none, ForgottenCounts{}));
}

// Many rows of random numbers, so that pages split and are filled as those of a centre are.
TEST(Sweeping, LeavesNoTraceOfDestroyedKeysInTheFiles) {
  constexpr int kCases = 240;
  const ScratchFolder folder;
  auto store = Store::open(folder.path()).value();
  const auto organisation = sample::organisation();
  std::map<DataKeyId, std::string> wrapped;
  for (int turn = 0; turn < 8; ++turn) {
    ASSERT_TRUE(store->write([&](Transaction& tx) -> Result<void> {
      if (turn == 0) JIUM_CHECK(insert(tx, organisation));
      for (int i = 0; i < kCases / 8; ++i) JIUM_CHECK(insert(tx, sample::case_of(organisation.id)));
      return {};
    }));
  }
  ASSERT_TRUE(store->read([&](Transaction& tx) {
    return tx.database().query("select id, wrapped from data_key", {}, [&](const Row& row) -> Result<void> {
      if (row.id<DataKeyId>(0).value() != organisation.id.value())
        wrapped[row.id<DataKeyId>(0)] = text_of(row.blob(1));
      return {};
    });
  }));
  ASSERT_EQ(wrapped.size(), static_cast<std::size_t>(kCases));
  const auto traces = [&] {
    std::string files;
    for (const char* name : {"jium.db", "jium.db-wal"}) {
      std::ostringstream bytes;
      bytes << std::ifstream(folder.file(name)).rdbuf();
      files += bytes.str();
    }
    int found = 0;
    for (const auto& [id, key] : wrapped) {
      for (std::size_t at = 0; at + 16 <= key.size(); at += 8)
        found += files.find(key.substr(at, 16)) != std::string::npos;
    }
    return found;
  };
  for (const auto& [id, key] : wrapped) {
    ASSERT_TRUE(store->write([&, id = id](Transaction& tx) {
      return erase_case(tx, organisation.id, casework::CaseId(id.value()), sample::at(9));
    }));
  }
  EXPECT_GT(traces(), 0) << "the journal still has them";
  ASSERT_TRUE(store->sweep());
  EXPECT_EQ(traces(), 0);
}

}  // namespace
}  // namespace jium::store
