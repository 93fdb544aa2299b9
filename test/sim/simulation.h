// A centre's year, lived with a fake clock over the real verbs, the real store and real workers, in a world
// that fails in every way that it knows. One seed, one life: the digest of two runs is the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/auditor.h"

namespace jium::sim {

struct Plan {
  std::uint64_t seed = 1;
  int days = 365;
  int requests_a_year = 300'000;
  BlowRates blows{};                                       // see usual_blows()
  std::optional<std::pair<std::uint64_t, Blow>> strike{};  // instead: one blow at this commit
  bool in_batches = false;  // officers confirm many at once and think again; answers come by mail as well
  std::string postgres{};   // a libpq connection string; empty: SQLite in memory
  // Between these shares of its days the committee has no quorum: half a year of a year.
  double quorum_lost = 0.25, quorum_back = 0.75;
  std::uint64_t leaks_a_day = 0;  // bytes that are never let go again, for the test of the law of memory
  int vantages = 1;               // so many must each have seen that a place is gone (there are two)
  bool tell = false;              // a line of figures each simulated month on standard error
  bool time_queries = false;      // Outcome::queries
};

// So many that a short life has some, and a long one does not spend itself on them.
[[nodiscard]] BlowRates usual_blows(int requests_a_year);

struct Outcome {
  std::vector<Complaint> complaints;  // of the first day that had any; the life ends there
  int days = 0;                       // that were lived
  std::string digest;                 // of the whole database, and of what reached the world; hexadecimal
  std::string stories;                // of the requests that the first complaints are about
  Tally tally;
  std::uint64_t letters = 0, commits = 0, blows = 0, deaths = 0, looks = 0;
  double seconds = 0, worst_day = 0;                // on the wall
  double auditing = 0;                              // of these: the auditor's, which is none of the house
  std::string queries;                              // the costliest, a line each
  std::uint64_t memory_start = 0, memory_most = 0;  // bytes resident, without the database
  std::uint64_t database = 0;                       // bytes
};

// What a life may hold besides its database: the houses' catalogues and the world's own notes, by the
// request.
[[nodiscard]] std::uint64_t memory_allowed(const Tally& tally);

class Simulation {
 public:
  explicit Simulation(Plan plan);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  [[nodiscard]] Outcome live();

  // For the tests of the auditor: the database and the truth, to be spoilt by hand.
  [[nodiscard]] store::Database& database();
  [[nodiscard]] World& world();
  [[nodiscard]] OfficersNotes& notes();
  [[nodiscard]] Quorum quorum() const;
  [[nodiscard]] std::vector<Complaint> audit();

 private:
  struct Stage;
  void happen(const Event& event);
  void work();
  void end_day();
  void tell(Instant began) const;
  [[nodiscard]] std::string digest();

  Plan plan_;
  SeededEntropy entropy_;
  std::unique_ptr<Stage> stage_;
  Outcome outcome_;
};

// Lives `plan`; when that fails, lives less and less of it, as long as it goes on failing: fewer days first,
// then a smaller centre. The smallest that failed, and the words by which a person runs it again.
struct Shrunk {
  Plan plan;
  Outcome outcome;
  std::string again;  // "./dev sim 7 --days 3 --requests-a-year 2000"
};
[[nodiscard]] Shrunk shrink(Plan plan, Outcome failed);
[[nodiscard]] std::string command_of(const Plan& plan);
// Everything a person needs when a life has failed.
[[nodiscard]] std::string report_of(const Plan& plan, const Outcome& outcome);

}  // namespace jium::sim
