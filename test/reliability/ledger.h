// What was acknowledged, written at the client's side the moment the whole answer is there, and unbuffered: a
// file that nobody who is killed here can take along.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "jium/base/result.h"
#include "peers/child_process.h"

namespace jium::reliability {

// How what is there compares with what was acknowledged.
struct Judgement {
  int acknowledged = 0;
  std::vector<std::string> lost;         // acknowledged, and not there, or there as something else
  std::vector<std::string> doubled;      // there more than once
  std::vector<std::string> unasked;      // there, and never sent in this run
  int kept_without_acknowledgement = 0;  // there although the answer was lost: allowed
};

class Ledger {
 public:
  // `run`: stands in every key of this run, so that rows of an earlier one cannot make it look better.
  [[nodiscard]] static Result<Ledger> open(const std::filesystem::path& file);
  Ledger(Ledger&&) = default;

  [[nodiscard]] const std::string& run() const { return run_; }
  // Before a change is sent for the first time, and once its 2xx is there.
  void send(const std::string& key);
  void acknowledge(const std::string& key, const std::string& id);
  [[nodiscard]] int acknowledged() const;

  // `there`: what was made, by key, with its id. Reads the file again.
  [[nodiscard]] Result<Judgement> judge(const std::multimap<std::string, std::string>& there) const;
  // Some that were acknowledged: the latest `count`.
  [[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> latest(std::size_t count) const;

 private:
  Ledger(std::filesystem::path file, peers::Descriptor descriptor);
  [[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> read() const;

  std::filesystem::path file_;
  peers::Descriptor descriptor_;
  std::string run_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
  std::set<std::string> sent_;
  int acknowledged_ = 0;
};

}  // namespace jium::reliability
