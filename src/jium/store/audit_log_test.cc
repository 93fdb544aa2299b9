#include "jium/store/audit_log.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "jium/store/alarms.h"
#include "jium/store/audit_keys.h"
#include "jium/store/erasure.h"
#include "jium/store/outgoing_posts.h"
#include "jium/store/replies.h"
#include "jium/store/scratch_folder.h"
#include "jium/store/stored_test.h"
#include "jium/store/tasks.h"
#include "jium/store/vigils.h"

namespace jium::store {
namespace {

using audit::Act;

class TheLog : public StoredTest {
 protected:
  static LogLine line(Act act, LogSubject subject = {}) {
    LogLine said;
    said.act = act;
    said.actor = "K-7K3M-9QX2-PD4T";
    said.subject = std::move(subject);
    said.at = sample::at(1);
    return said;
  }
  std::uint64_t append(const LogLine& said) {
    return stored([&](Transaction& tx) { return append_to_log(tx, said); });
  }
  std::vector<LogEntry> entries() {
    std::vector<LogEntry> found;
    stored([&](Transaction& tx) {
      return each_log_entry(tx, 0, [&](const LogEntry& entry) -> Result<bool> {
        found.push_back(entry);
        return true;
      });
    });
    return found;
  }
  audit::Hash root_now() {
    return stored([&](Transaction& tx) -> Result<audit::Hash> {
      JIUM_TRY(const std::uint64_t size, log_size(tx));
      const LogTiles tiles(tx);
      return audit::TreeReader(tiles, size).root();
    });
  }
  static audit::Record record_of(const LogEntry& entry) { return audit::read_record(*entry.record).value(); }
};

TEST_F(TheLog, BeginsByItselfAndSaysSo) {
  EXPECT_TRUE(is_fault(attempt([](Transaction& tx) { return log_signer(tx); }), FaultKind::missing));
  EXPECT_EQ(append(line(Act::case_opened)), 1U);
  const auto all = entries();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(record_of(all[0]).act, Act::log_started);
  EXPECT_EQ(record_of(all[0]).actor, "jium");
  EXPECT_EQ(record_of(all[1]).actor, "K-7K3M-9QX2-PD4T");
  EXPECT_EQ(append(line(Act::case_shown)), 2U);  // and only once
}

TEST_F(TheLog, KeepsItsKeysForEver) {
  const auto both = [&] {
    return stored([](Transaction& tx) -> Result<std::string> {
      JIUM_TRY(const auto signer, log_signer(tx));
      JIUM_TRY(const auto subject, log_subject_key(tx));
      return signer.key().text() + to_hex(subject.reveal());
    });
  };
  append(line(Act::case_opened));
  const std::string before = both();
  append(line(Act::case_opened));
  EXPECT_EQ(both(), before);
}

// Beyond two full tiles, so that every sort of cell is written and read.
TEST_F(TheLog, IsTheTreeOfItsEntries) {
  audit::Frontier tree;
  stored([&](Transaction& tx) -> Result<void> {
    for (int i = 0; i < 600; ++i) JIUM_CHECK(append_to_log(tx, line(Act::case_shown)));
    return {};
  });
  for (const LogEntry& entry : entries()) {
    EXPECT_EQ(audit::leaf_of(*entry.nonce, *entry.record), entry.leaf);
    EXPECT_EQ(record_of(entry).seq, tree.size());
    tree.append(entry.leaf);
  }
  EXPECT_EQ(tree.size(), 601U);
  EXPECT_EQ(root_now(), tree.root());
}

TEST_F(TheLog, HoldsNothingOfAnActThatWasRolledBack) {
  append(line(Act::case_opened));
  const auto gave_up = attempt([&](Transaction& tx) -> Result<void> {
    JIUM_CHECK(append_to_log(tx, line(Act::case_closed)));
    return fault(FaultKind::conflict, "no");
  });
  EXPECT_FALSE(gave_up.has_value());
  EXPECT_EQ(entries().size(), 2U);
  EXPECT_EQ(append(line(Act::case_shown)), 2U);
}

TEST_F(TheLog, ShowsAnOrganisationItsOwnEntriesOnlyNewestFirst) {
  const auto ours = sample::organisation("Ours");
  const auto theirs = sample::organisation("Theirs");
  stored([&](Transaction& tx) -> Result<void> {
    JIUM_CHECK(insert(tx, ours));
    return insert(tx, theirs);
  });
  for (const auto& whose : {ours.id, theirs.id, ours.id}) {
    LogLine said = line(Act::case_shown);
    said.organisation = whose;
    append(said);
  }
  const auto shown = [&](std::uint64_t before, std::uint64_t most) {
    std::vector<std::uint64_t> seqs;
    for (const auto& entry :
         stored([&](Transaction& tx) { return log_entries_of(tx, ours.id, before, most); })) {
      EXPECT_EQ(record_of(entry).organisation, ours.id.text());
      seqs.push_back(entry.seq);
    }
    return seqs;
  };
  EXPECT_EQ(shown(audit::kLargestTree, 10), (std::vector<std::uint64_t>{3, 1}));
  EXPECT_EQ(shown(3, 10), std::vector<std::uint64_t>{1});
  EXPECT_EQ(shown(audit::kLargestTree, 1), std::vector<std::uint64_t>{3});
}

TEST_F(TheLog, NamesASubjectByItsKindAndNeverByItself) {
  const auto the_case = casework::CaseId::random();
  append(line(Act::case_shown, the_case));
  append(line(Act::case_shown, LogSubject::of_text("case", "c" + the_case.text().substr(1))));
  append(line(Act::case_shown, casework::CaseId::random()));
  const auto all = entries();
  const auto first = record_of(all[1]);
  EXPECT_EQ(first.subject_kind, audit::SubjectKind::the_case);
  EXPECT_EQ(first.subject, record_of(all[2]).subject);
  EXPECT_NE(first.subject, record_of(all[3]).subject);
  EXPECT_EQ(all[1].record->find(the_case.text()), std::string::npos);
  EXPECT_TRUE(LogSubject::of_text("case", "C-not-an-id").text().empty());
  EXPECT_TRUE(LogSubject::of_text("case", "").text().empty());
}

// Whatever hangs on a case and has a number of its own can be what an act is about.
TEST_F(TheLog, KnowsOfEveryTableOfACaseWhetherAnActIsAboutItsRows) {
  const std::map<std::string_view, std::string_view> never{
      {"assignment", "it stays, and its acts are about the case"},
      {"erasure", "it stays, and so does what the log says of it"},
      {"operator_contact", "it stays, untied; its acts are about the operator"},
      {"case_link", "it stays, ended, and so does what both centres' logs say of it"},
      {"cost_entry", "its acts are about the request"},
      {"place_check", "its acts are about the request"},
      {"officer_look", "its acts are about the task"},
      {"series_person", "its acts are about the series group"},
      {"reveal", "its acts are about the sighting"},
      {"ladder", "its acts are about the sighting"},
      {"footage_label", "its acts are about the footage"},
      {"block_entry", "its acts are about the list"},
      {"feed_entry", "its acts are about the feed"},
      {"history", "an act is what it is written for"},
      {"intake_message", "its acts are about the case that was made of it"},
      {"intake_session", "what a person looks at of their own is not written down"},
      {"vigil_statement", "its acts are about the vigil"}};
  const auto known = tables_of_log_subjects();
  const auto shapes = stored([](Transaction& tx) { return tx.database().tables(); });
  for (const DealtWith& table : dealt_with()) {
    const auto shape = std::ranges::find(shapes, table.table, &TableShape::name);
    ASSERT_NE(shape, shapes.end()) << table.table;
    const bool has_number =
        std::ranges::any_of(shape->columns, [](const auto& one) { return one.name == "id"; });
    if (!has_number || never.contains(table.table)) continue;
    EXPECT_TRUE(std::ranges::find(known, table.table) != known.end())
        << table.table << ": name its rows in audit_log.cc (kOfCase), or say here why no act is about one";
  }
}

TEST_F(TheLog, ForgetsTasksRepliesVigilsAndPostsWithTheirCase) {
  const sample::Chain chain;
  keep(chain);
  removal::Task task;
  task.id = removal::TaskId::random();
  task.organisation = chain.organisation.id;
  task.the_case = chain.the_case.id;
  task.subject = chain.request.id.text();
  StoredReply reply;
  reply.id = removal::ReplyId::random();
  reply.organisation = chain.organisation.id;
  reply.the_case = chain.the_case.id;
  casework::Vigil vigil;
  vigil.id = casework::VigilId::random();
  vigil.organisation = chain.organisation.id;
  vigil.the_case = chain.the_case.id;
  StoredPost post{.id = PostId::random(),
                  .request = chain.request.id,
                  .recipe = std::nullopt,
                  .post = {.page = std::nullopt,
                           .tokens = {},
                           .action = sample::address(),
                           .body = Secret<std::string>("a=b")},
                  .delivery = {},
                  .written_at = {},
                  .body_sha256 = {},
                  .status = std::nullopt,
                  .confirmed = std::nullopt};
  stored([&](Transaction& tx) -> Result<void> {
    JIUM_CHECK(insert(tx, task));
    JIUM_CHECK(insert_once(tx, reply));
    JIUM_CHECK(insert(tx, vigil));
    return insert(tx, post);
  });
  const std::vector<LogSubject> of_case{task.id, reply.id, vigil.id, post.id};
  for (const LogSubject& subject : of_case) {
    EXPECT_NE(subject.kind(), audit::SubjectKind::nothing) << subject.text();
    append(line(Act::case_shown, subject));
  }
  append(line(Act::case_shown, removal::TaskId::random()));
  EXPECT_EQ(stored([&](Transaction& tx) { return forget_case_in_log(tx, chain.the_case.id); }),
            of_case.size());
  EXPECT_TRUE(entries().back().record.has_value());
}

TEST_F(TheLog, ForgetsWhatItSaysAboutACaseAndStaysTheSameTree) {
  const sample::Chain chain;
  keep(chain);
  const auto alarm =
      Alarm{AlarmId::random(),       chain.organisation.id, chain.the_case.id, AlarmKind::request_overdue,
            chain.request.id.text(), sample::at(3),         std::nullopt};
  stored([&](Transaction& tx) { return insert(tx, alarm); });
  const std::vector<LogSubject> of_case{chain.the_case.id, chain.footage.id, chain.sighting.id,
                                        chain.request.id,  chain.letter.id,  alarm.id};
  for (const LogSubject& subject : of_case) append(line(Act::case_shown, subject));
  append(line(Act::case_shown, casework::CaseId::random()));
  append(line(Act::case_shown, of_case.front()));
  const auto before = entries();
  const audit::Hash root = root_now();
  const std::string secret = *before[1].record;
  EXPECT_EQ(stored([&](Transaction& tx) { return forget_case_in_log(tx, chain.the_case.id); }), 7U);
  EXPECT_EQ(root_now(), root);
  const auto after = entries();
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t seq = 0; seq < after.size(); ++seq) {
    const bool erased = (seq >= 1 && seq <= 6) || seq == 8;
    EXPECT_EQ(after[seq].nonce.has_value(), !erased) << seq;
    EXPECT_EQ(after[seq].record.has_value(), !erased) << seq;
    EXPECT_EQ(after[seq].leaf, before[seq].leaf);
  }
  EXPECT_EQ(stored([&](Transaction& tx) { return forget_case_in_log(tx, chain.the_case.id); }), 0U);
  EXPECT_EQ(append(line(Act::erasure_done, of_case.front())), 9U);
}

TEST_F(TheLog, ProvesTheSameAfterForgetting) {
  const auto the_case = casework::CaseId::random();
  stored([&](Transaction& tx) -> Result<void> {
    for (int i = 0; i < 300; ++i)
      JIUM_CHECK(append_to_log(tx, line(Act::case_shown, i % 3 == 0 ? LogSubject(the_case) : LogSubject())));
    return {};
  });
  const auto proofs = [&] {
    return stored([](Transaction& tx) -> Result<std::vector<std::vector<audit::Hash>>> {
      const LogTiles tiles(tx);
      audit::TreeReader tree(tiles, 301);
      std::vector<std::vector<audit::Hash>> all;
      for (const std::uint64_t index : {1U, 4U, 255U, 256U, 300U}) {
        JIUM_TRY(auto inclusion, tree.inclusion_proof(index));
        JIUM_TRY(auto consistency, tree.consistency_proof(index));
        all.push_back(std::move(inclusion));
        all.push_back(std::move(consistency));
      }
      return all;
    });
  };
  const auto before = proofs();
  EXPECT_EQ(stored([&](Transaction& tx) { return forget_in_log(tx, the_case); }), 100U);
  EXPECT_EQ(proofs(), before);
}

TEST(TheLogOnDisk, StaysDenseWhenManyWriteAtOnce) {
  const ScratchFolder folder;
  const auto one = Store::open(folder.file("data")).value();
  const auto other = Store::open(folder.file("data")).value();  // as another process would
  std::vector<std::thread> writers;
  std::atomic<int> failed{0};
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&, i] {
      for (int n = 0; n < 10; ++n) {
        LogLine said;
        said.act = Act::case_shown;
        said.actor = "jium";
        said.at = sample::at(n);
        Store& store = i % 2 == 0 ? *one : *other;
        if (!store.write([&](Transaction& tx) { return append_to_log(tx, said); })) ++failed;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(failed, 0);
  audit::Frontier tree;
  const auto root = one->read([&](Transaction& tx) -> Result<audit::Hash> {
    JIUM_CHECK(each_log_entry(tx, 0, [&](const LogEntry& entry) -> Result<bool> {
      EXPECT_EQ(entry.seq, tree.size());
      tree.append(entry.leaf);
      return true;
    }));
    const LogTiles tiles(tx);
    return audit::TreeReader(tiles, tree.size()).root();
  });
  EXPECT_EQ(tree.size(), 41U);
  EXPECT_EQ(root.value(), tree.root());
}

}  // namespace
}  // namespace jium::store
