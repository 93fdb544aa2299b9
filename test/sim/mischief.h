// A database that fails its house on purpose: at a commit the process dies, before or after it is kept, or
// the commit is refused, or it is kept and the word of it is lost (which is what a broken line to PostgreSQL
// looks like). Between two commits a crash has nothing to lose, so that these are all the crashes there are.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/store/database.h"
#include "sim/dice.h"

namespace jium::sim {

// The end of a process. No std::exception, so that no handler of the house takes it for a mistake of a
// library.
struct Killed {};

enum class Blow { none, dies_before, dies_after, refused, word_lost };
BOOST_DESCRIBE_ENUM(Blow, none, dies_before, dies_after, refused, word_lost)

// How often, by the commit.
struct BlowRates {
  double dies = 0;  // half before, half after
  double refused = 0;
  double word_lost = 0;
};

class Mischief {
 public:
  Mischief(const Clock& clock, Dice dice, BlowRates rates) : clock_(clock), dice_(dice), rates_(rates) {}

  // Exactly one blow at the commit of this number (from 1), and otherwise none.
  void strike_once(std::uint64_t commit, Blow blow) { once_ = {commit, blow}; }
  // Nothing happens while it is held: the world's own steps are not what is tested.
  void hold(bool held) { held_ = held; }

  [[nodiscard]] Blow at_commit();
  [[nodiscard]] std::uint64_t commits() const { return commits_; }
  [[nodiscard]] std::uint64_t blows() const { return struck_.size(); }
  // Has anything been struck from `from` to `to`, both included? After that the house needs a lease to get
  // well.
  [[nodiscard]] bool struck_between(Instant from, Instant to) const;
  void note_disturbance() { struck_.push_back(clock_.now()); }

 private:
  struct Once {
    std::uint64_t commit = 0;
    Blow blow = Blow::none;
  };
  const Clock& clock_;
  Dice dice_;
  BlowRates rates_;
  std::optional<Once> once_;
  bool held_ = false;
  std::uint64_t commits_ = 0;
  std::vector<Instant> struck_;  // in order
};

// What the house asks of its database, by the words of the question: for whoever looks for what is slow. Of a
// question that is asked while another's rows are visited, the time is its own alone.
class QueryTimes {
 public:
  struct Spent {
    std::uint64_t asked = 0;
    double seconds = 0;  // with what the visitor does with its rows, without the questions it asks
  };
  [[nodiscard]] const std::map<std::string, Spent, std::less<>>& all() const { return spent_; }
  // The costliest `most`, a line each.
  [[nodiscard]] std::string table(std::size_t most) const;

  class Stopwatch {
   public:
    Stopwatch(QueryTimes* times, std::string_view sql);
    ~Stopwatch();
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

   private:
    QueryTimes* times_;
    std::string_view sql_;
    std::chrono::steady_clock::time_point began_{};
    double others_before_ = 0;
  };

 private:
  std::map<std::string, Spent, std::less<>> spent_;
  double others_ = 0;  // of questions that ended while the innermost open one goes on
};

// `inner` outlives it: it is the one database of the simulation, which no crash takes away.
[[nodiscard]] std::unique_ptr<store::Database> make_mischievous(store::Database& inner, Mischief& mischief,
                                                                QueryTimes* times = nullptr);

}  // namespace jium::sim
