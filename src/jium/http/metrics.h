// What an operator of the service may know: how many requests, how long they took, how much work waits.
// Labels are route templates and status codes, never a path, a name or an id.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "jium/store/jobs.h"
#include "jium/store/operation_counts.h"

namespace jium::http {

class Metrics {
 public:
  Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;
  ~Metrics();

  // `route`: its template, or "none" where no route was found.
  void note_request(std::string_view method, std::string_view route, int status,
                    std::chrono::duration<double> took);
  // A known caller was told to come again; `kind`: a word of TurnKind (caller_turns.h).
  void note_slowed(std::string_view kind);
  void set_known_footage(std::size_t items);
  void set_jobs(const store::JobCounts& jobs);
  // Ages in seconds at `now`; what never happened has no sample.
  void set_operation(const store::OperationCounts& counts, Instant now);
  void set_storage(std::uint64_t store_bytes, std::uint64_t free_bytes);

  // Prometheus text exposition format 0.0.4.
  [[nodiscard]] std::string text() const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

inline constexpr std::string_view kMetricsText = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace jium::http
