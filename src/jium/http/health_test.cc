#include "jium/http/api_house_test.h"
#include "jium/store/marks.h"

namespace jium::http {
namespace {

using namespace std::chrono_literals;

// What the probes say is chosen here; what the store knows is the store's.
class TheHealth : public ApiHouse {
 protected:
  bool writes = true, decodes = true;
  std::uint64_t room = 1000;
  std::unique_ptr<Api> watched = make_api(desk, *store,
                                          {{.worker_silent = 10min, .backup_age = 48h, .free_disk = 100},
                                           {.store_takes_writes = [this] { return writes; },
                                            .decoder_answers = [this] { return decodes; },
                                            .free_disk = [this] { return room; },
                                            .store_bytes = [] { return std::uint64_t{4096}; }}})
                                     .value();

  Reply ask(const std::string& which) {
    return watched->answer({"GET", "/api/v1/health/" + which, "", "", ""});
  }
  void note(store::Mark mark, Duration ago) {
    ASSERT_TRUE(
        store->write([&](store::Transaction& tx) { return store::note(tx, mark, clock.now() - ago); }));
  }
};

TEST_F(TheHealth, IsLiveWheneverItAnswers) {
  writes = decodes = false;
  room = 0;
  EXPECT_EQ(ask("live").status, 200);
}

TEST_F(TheHealth, IsReadyOnlyWhenItCouldTakeWork) {
  EXPECT_EQ(ask("ready").status, 200);
  const auto missing = [&](const char* what) {
    const Reply reply = ask("ready");
    const auto state = json_of(reply);
    EXPECT_EQ(reply.status, 503) << what;
    EXPECT_EQ(text_at(state, "ready"), "false");
    for (const char* part : {"store", "decoder", "catalogue", "disk"})
      EXPECT_EQ(text_at(state, part), std::string_view(part) == what ? "false" : "true")
          << what << ' ' << part;
  };
  writes = false;
  missing("store");
  writes = true;
  decodes = false;
  missing("decoder");
  decodes = true;
  room = 99;
  missing("disk");
  room = 100;
  EXPECT_EQ(ask("ready").status, 200);
}

TEST_F(TheHealth, IsStaleWhenNobodyWorksOrTheBackupIsOld) {
  EXPECT_EQ(ask("stale").status, 503) << "there never was either";
  note(store::Mark::worker, 10min);
  EXPECT_EQ(ask("stale").status, 503);
  note(store::Mark::backup, 48h);
  EXPECT_EQ(ask("stale").status, 200);
  note(store::Mark::worker, 10min + 1ms);
  EXPECT_EQ(text_at(json_of(ask("stale")), "worker"), "true");
  EXPECT_EQ(text_at(json_of(ask("stale")), "backup"), "false");
  EXPECT_EQ(ask("ready").status, 200) << "what is stale may be ready";
  note(store::Mark::worker, 1s);
  note(store::Mark::backup, 48h + 1ms);
  EXPECT_EQ(text_at(json_of(ask("stale")), "backup"), "true");
}

TEST_F(TheHealth, TellsAnOperatorNumbersAndNeverAnId) {
  const auto ids = furnish();
  note(store::Mark::backup, 1h);
  const Reply reply = watched->answer({"GET", "/metrics", bearer(auditor), "", ""});
  ASSERT_EQ(reply.status, 200);
  for (const char* line :
       {"\njium_alarms_open 8\n", "\njium_letters_waiting 0\n", "\njium_store_bytes 4096\n",
        "\njium_disk_free_bytes 1000\n", "\njium_backup_age_seconds 3600\n", "\njium_key_generation 1\n",
        "\njium_catalogue_lag "}) {
    EXPECT_NE(reply.body.find(line), std::string::npos) << line;
  }
  EXPECT_EQ(reply.body.find("jium_worker_silent_seconds "), std::string::npos) << "what never was has no age";
  for (const auto& [noun, id] : ids) EXPECT_EQ(reply.body.find(id), std::string::npos) << noun;
}

}  // namespace
}  // namespace jium::http
