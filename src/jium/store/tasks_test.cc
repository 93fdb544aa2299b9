#include "jium/store/tasks.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

using removal::Task;
using removal::TaskKind;
using removal::TaskState;

class Tasks : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  Task task(int due) {
    Task made;
    made.id = removal::TaskId::random();
    made.organisation = chain.organisation.id;
    made.kind = TaskKind::fill_form;
    made.the_case = chain.the_case.id;
    made.request = chain.request.id;
    made.subject = chain.request.id.text();
    made.note = Secret<std::string>("the form asks for a category");
    made.opened_by = "jium";
    made.opened_at = sample::at(1);
    made.due_at = sample::at(due);
    return made;
  }
  sample::Chain chain;
};

TEST_F(Tasks, ComeBackAsTheyWereStoredAndAsTheyEnded) {
  Task one = task(5);
  stored([&](Transaction& tx) { return insert(tx, one); });
  one.state = TaskState::done;
  one.finished_by = "U-4711";
  one.finished_at = sample::at(4);
  one.words = Secret<std::string>("sent");
  one.receipt = Secret<std::string>("RR 4711");
  stored([&](Transaction& tx) { return update(tx, one); });
  const Task back = stored([&](Transaction& tx) { return load_task(tx, one.organisation, one.id); });
  EXPECT_TRUE(same_record(back, one));
}

TEST_F(Tasks, TheEarliestDueComeFirstAndFinishedOnesOnlyWhenAsked) {
  const Task late = task(9), early = task(3);
  Task over = task(1);
  over.state = TaskState::declined;
  for (const Task& one : std::vector{late, early, over})
    stored([&](Transaction& tx) { return insert(tx, one); });
  const auto ids = [&](bool open_only) {
    std::vector<removal::TaskId> list;
    for (const Task& one :
         stored([&](Transaction& tx) { return tasks_of(tx, chain.organisation.id, open_only); }))
      list.push_back(one.id);
    return list;
  };
  EXPECT_EQ(ids(true), (std::vector{early.id, late.id}));
  EXPECT_EQ(ids(false), (std::vector{over.id, early.id, late.id}));
  const auto about = stored([&](Transaction& tx) {
    return open_task_about(tx, chain.organisation.id, TaskKind::fill_form, chain.request.id.text());
  });
  EXPECT_EQ(about->id, early.id);
  EXPECT_EQ(stored([&](Transaction& tx) { return open_tasks_of_request(tx, chain.request.id); }).size(), 2U);
}

TEST_F(Tasks, AreAnotherOrganisationsSecret) {
  const Task one = task(5);
  stored([&](Transaction& tx) { return insert(tx, one); });
  const auto elsewhere =
      store->read([&](Transaction& tx) { return load_task(tx, registry::OrganisationId::random(), one.id); });
  ASSERT_FALSE(elsewhere);
  EXPECT_EQ(elsewhere.fault().kind, FaultKind::missing);
}

}  // namespace
}  // namespace jium::store
