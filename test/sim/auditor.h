// The one who believes nothing: reads the database with words of its own, compares it with what is true
// outside and with what the officers did, and complains. Every law here has a test that breaks it
// (auditor_test.cc).
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sim/centre.h"
#include "sim/committee.h"
#include "sim/rule_twin.h"

namespace jium::sim {

enum class Law {
  next_action,    // what is not at its end has a next action and a date for it
  on_time,        // that date is not in the past
  sent_once,      // no operator gets a letter twice, nor two about the same request
  confirmed,      // nothing leaves that no officer confirmed
  right_address,  // and nothing goes to somebody who has nothing to do with the place
  evidence,   // verified: three looks six hours apart that agree, and the house did look and was shown that
  answers,    // every answer that came by mail is kept, once
  clock,      // due when the twin says, overdue at that minute
  committee,  // it decides by two who say the same, never without a quorum, and what they said
  host,       // a site that moved is noticed, and its ladders stand still until an officer has looked
  memory,     // the process does not grow beyond what it holds
};
BOOST_DESCRIBE_ENUM(Law, next_action, on_time, sent_once, confirmed, right_address, evidence, answers, clock,
                    committee, host, memory)

struct Complaint {
  Law law = Law::next_action;
  std::uint64_t request = 0;  // none: 0
  std::string words;
};

// What the auditor saw at one look, for the line of figures.
struct Tally {
  std::uint64_t requests = 0, verified = 0, refused = 0, overdue = 0, checks = 0, history = 0, jobs = 0;
  std::uint64_t recurrences = 0, cloaked = 0, walled = 0, by_form = 0, by_inbox = 0, by_hand = 0;
  std::uint64_t climbed = 0;  // requests to others than the operator
  std::uint64_t blocks_filed = 0, blocks_decided = 0, hosts_settled = 0;
};

// All that the auditor knows besides the database.
struct Witnesses {
  const World& world;
  const OfficersNotes& notes;
  Quorum quorum;
  const Mischief& mischief;
  const RuleTwin& twin;
  int vantages = 1;
};

class Auditor {
 public:
  explicit Auditor(const Witnesses& witnesses)
      : world_(witnesses.world),
        notes_(witnesses.notes),
        quorum_(witnesses.quorum),
        mischief_(witnesses.mischief),
        twin_(witnesses.twin),
        vantages_(witnesses.vantages) {}

  // Everything that has come since the last time, and the state of every request. `looks`: what the house has
  // been shown since then.
  [[nodiscard]] Result<std::vector<Complaint>> look(store::Transaction& tx, Instant now,
                                                    const std::vector<LookTruth>& looks);
  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  // What the checks of one request prove, reckoned here (removal/watch.cc does it in its own way).
  struct Row {
    int agreeing = 0;
    Instant last_counted{};
    void add(Instant at);
  };
  struct Proof {
    Row all;
    std::array<Row, 2> by_standpoint;
    Instant proved_at{};        // when it was proved for the first time
    Instant last_seen_there{};  // when media was last seen
  };
  struct Subject;  // a request as it stands, with its letter and its jobs
  void complain(Law law, std::uint64_t request, std::string words);

  [[nodiscard]] Result<void> read_checks(store::Transaction& tx, const std::vector<LookTruth>& looks);
  [[nodiscard]] Result<void> read_history(store::Transaction& tx);
  [[nodiscard]] Result<void> read_requests(store::Transaction& tx, Instant now);
  [[nodiscard]] Result<void> read_late_jobs(store::Transaction& tx, Instant now);
  [[nodiscard]] Result<void> read_ended_watches(store::Transaction& tx);
  [[nodiscard]] Result<void> read_answers(store::Transaction& tx, Instant now);
  struct Looks;    // what was shown since the last time, by place, moment and standpoint
  struct Checked;  // one row of what the house wrote down
  [[nodiscard]] Result<void> count(store::Transaction& tx);
  [[nodiscard]] Result<void> read_ladders(store::Transaction& tx);
  [[nodiscard]] Result<void> read_hosts(store::Transaction& tx);
  [[nodiscard]] Result<void> read_block_requests(store::Transaction& tx);
  void judge_check(const Checked& check, const Looks& looks);
  void note_host(const LookTruth& look);
  [[nodiscard]] bool seen_there(std::uint64_t request) const;
  [[nodiscard]] bool proves(const Proof& proof) const;
  void judge(const Subject& subject, Instant now);
  void judge_next_action(const Subject& subject, Instant now);
  void judge_clock(const Subject& subject, Instant now);
  void judge_evidence(const Subject& subject);
  [[nodiscard]] bool seen_gone_by_officers(std::uint64_t request) const;
  void judge_arrivals();
  [[nodiscard]] bool has_to_do_with(const std::string& to, const SiteTruth& site) const;

  const World& world_;
  const OfficersNotes& notes_;
  const Quorum quorum_;
  const Mischief& mischief_;
  const RuleTwin& twin_;
  const int vantages_;
  // By site: the newest move that a recorded look was answered from, and whether an older one was, too.
  struct SeenHost {
    std::uint32_t first = 0, newest = 0;
  };
  std::unordered_map<std::uint32_t, SeenHost> hosts_seen_;
  std::unordered_set<PlaceNumber> shown_media_;      // where the house was shown footage, ever
  std::unordered_map<std::uint64_t, Proof> proofs_;  // by request
  std::int64_t last_check_ = 0, last_history_ = 0;
  std::unordered_map<std::uint64_t, Instant> overdue_at_;
  struct Due {
    Instant sent{}, due{};
  };
  std::unordered_map<std::uint64_t, Due> dues_;  // as the twin says: it is slow
  std::vector<Complaint> complaints_;
  Tally tally_;
};

// What happened to one request, line by line, for a person who has to find out why.
[[nodiscard]] Result<std::string> story_of(store::Transaction& tx, std::uint64_t request);

}  // namespace jium::sim
