// The parts of an index and how they change: who may read what while a merge goes on.
//
// Readers take a Snapshot, a list of parts that stays as it is; only the marks of the dead change within it.
// One mutex is held by whoever changes the list, never for longer than it takes to swap it; another by
// whoever makes a segment, so that there is one at a time.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "jium/match/hamming_index.h"
#include "jium/match/index_manifest.h"
#include "jium/match/loose_tables.h"

namespace jium::match {

struct Snapshot {
  struct Part {
    std::uint64_t number = 0;  // of its file; 0 without a folder
    std::shared_ptr<Segment> segment;
    std::shared_ptr<const LooseTables> loose;  // or nothing
  };
  struct List {
    std::uint64_t number = 0;  // of its log
    std::shared_ptr<Delta> delta;
    std::shared_ptr<LogWriter> log;  // or nothing
  };
  std::vector<Part> parts;
  std::vector<List> lists;  // oldest first; the last one grows
};

class HammingIndex::Tree {
 public:
  Tree(const IndexSettings& settings, std::unique_ptr<IndexFolder> folder);
  ~Tree();

  // Before anything else, once.
  Result<void> load();

  void add(const KeyedBits& entry);
  void add_many(std::span<const KeyedBits> entries);
  void remove(std::uint64_t key);
  Result<void> sync();
  void settle(bool lists);
  // What was refused at the start has been made up for: from now on the files alone are enough.
  Result<void> say_complete();

  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
  [[nodiscard]] std::vector<std::string> refused() const { return refused_; }
  [[nodiscard]] std::optional<Fault> trouble() const;
  [[nodiscard]] const IndexSettings& settings() const { return settings_; }

 private:
  struct Job {
    std::vector<Snapshot::List> lists;
    std::vector<Snapshot::Part> parts;
  };
  void append(std::span<const LogRecord> records);  // changing_ is held
  void start_list();                                // changing_ is held
  void start_thread();                              // changing_ is held
  void work();
  [[nodiscard]] Job choose(std::size_t fresh) const;  // changing_ is held
  // Makes one segment of the full lists, of the segments that go with them, and of `fresh`.
  void merge(std::span<const KeyedBits> fresh);
  [[nodiscard]] std::shared_ptr<Segment> made_of(const Job& job, std::span<const KeyedBits> fresh) const;
  void put_in_place(const Job& job, Snapshot::Part part);
  Result<void> commit();
  void note(Fault fault);
  void replay(const IndexFolder::Content& content, Snapshot& snapshot);

  IndexSettings settings_;
  std::unique_ptr<IndexFolder> folder_;  // nothing in memory, and once what is only read has been read
  std::unique_ptr<IndexFolder> shared_;  // which stays ours to read
  std::vector<std::string> refused_;

  // Held while a segment is made; before changing_ where both are.
  std::mutex making_;
  std::uint64_t next_number_ = 1;  // guarded by making_, as are the next two
  bool incomplete_ = false;
  struct Grave {
    std::uint64_t number = 0;
    std::uint64_t dead = 0;
  };
  std::vector<std::pair<std::uint64_t, Grave>> graves_;  // by segment

  mutable std::mutex changing_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::optional<Fault> trouble_;
  bool merging_ = false;
  std::vector<std::uint64_t> removed_meanwhile_;
  std::uint64_t next_log_ = 1;
  bool stopping_ = false;
  std::size_t gave_up_at_ = 0;  // lists there were when a merge failed
  std::condition_variable wake_;
  std::condition_variable rested_;
  std::thread thread_;
};

}  // namespace jium::match
