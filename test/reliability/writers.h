// Several officers who open cases as fast as the server takes them, each change under a key of its own. When
// no answer comes, some ask again under the same key until one does, and some leave it and go on: nobody
// knows then whether the case was opened, and both is right.
#pragma once

#include <atomic>
#include <boost/json.hpp>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "reliability/ledger.h"

namespace jium::reliability {

struct WriterCounts {
  std::atomic<int> unanswered = 0, refused = 0, repeated = 0;  // no answer; 5xx; asked again
};

class Writers {
 public:
  Writers(std::string server, std::string key, Ledger& ledger, int writers, std::uint32_t seed,
          std::string name = "w");  // what their keys begin with, where there are others
  Writers(const Writers&) = delete;
  Writers& operator=(const Writers&) = delete;
  ~Writers() { stop(); }

  void stop();  // each ends what it is at, answered or not
  [[nodiscard]] const WriterCounts& counts() const { return counts_; }
  // Statuses that no failure of a machine explains (4xx), each once; empty when all is well.
  [[nodiscard]] std::vector<std::string> complaints() const;
  // Words of the refusals, each once.
  [[nodiscard]] std::vector<std::string> refusals() const;

 private:
  void run(int number, std::uint32_t seed);

  std::string server_, key_, name_;
  Ledger& ledger_;
  WriterCounts counts_;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_;
  std::set<std::string> complaints_, refusals_;
  std::vector<std::thread> threads_;
};

// What is sent to open a case.
[[nodiscard]] boost::json::object case_named(const std::string& pseudonym);

}  // namespace jium::reliability
