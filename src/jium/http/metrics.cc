#include "jium/http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <sstream>

namespace jium::http {
namespace {

// Seconds: a match by digest takes about a millisecond, a batch of a thousand files may take seconds.
const prometheus::Histogram::BucketBoundaries kBuckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                       0.25,  0.5,    1,     2.5,  5,     10};

}  // namespace

struct Metrics::Families {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                          .Name("jium_http_requests_total")
                                                          .Help("Requests answered, by route and status.")
                                                          .Register(registry);
  prometheus::Family<prometheus::Histogram>& durations = prometheus::BuildHistogram()
                                                             .Name("jium_http_request_seconds")
                                                             .Help("From dispatch to answer, by route.")
                                                             .Register(registry);
  prometheus::Family<prometheus::Counter>& slowed =
      prometheus::BuildCounter()
          .Name("jium_callers_slowed_total")
          .Help("Requests of known callers that were answered 429, by the kind of turn.")
          .Register(registry);
  prometheus::Gauge& known_footage = prometheus::BuildGauge()
                                         .Name("jium_known_footage")
                                         .Help("Footage that may match, as this process has it in memory.")
                                         .Register(registry)
                                         .Add({});
  prometheus::Family<prometheus::Gauge>& jobs =
      prometheus::BuildGauge().Name("jium_jobs").Help("Background work by its state.").Register(registry);
  prometheus::Family<prometheus::Gauge>& numbers(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
  }
  // Families of one sample, which is absent until there is something to say.
  prometheus::Family<prometheus::Gauge>& oldest_due =
      numbers("jium_oldest_due_job_age_seconds",
              "How long the oldest job has been due that nobody has taken; 0: none is.");
  prometheus::Family<prometheus::Gauge>& alarms =
      numbers("jium_alarms_open", "Alarms that no officer has seen yet.");
  prometheus::Family<prometheus::Gauge>& letters = numbers(
      "jium_letters_waiting", "Letters that are confirmed and not yet delivered, refused or in doubt.");
  prometheus::Family<prometheus::Gauge>& lag = numbers(
      "jium_catalogue_lag", "Changes of footage that the store has and this process had not read before.");
  prometheus::Family<prometheus::Gauge>& worker =
      numbers("jium_worker_silent_seconds", "Since a worker of any process has shown itself.");
  prometheus::Family<prometheus::Gauge>& backup =
      numbers("jium_backup_age_seconds", "Since the last `jium backup`.");
  prometheus::Family<prometheus::Gauge>& checkpoint =
      numbers("jium_audit_checkpoint_age_seconds", "Since the audit log signed its last checkpoint.");
  prometheus::Family<prometheus::Gauge>& log_size =
      numbers("jium_audit_entries", "Entries of the audit log.");
  prometheus::Family<prometheus::Gauge>& generation =
      numbers("jium_key_generation", "Of the master key that wraps what is new.");
  prometheus::Family<prometheus::Gauge>& store_bytes =
      numbers("jium_store_bytes", "That the database takes on its disk.");
  prometheus::Family<prometheus::Gauge>& free_bytes =
      numbers("jium_disk_free_bytes", "Left on the disk of the data folder.");
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::note_request(std::string_view method, std::string_view route, int status,
                           std::chrono::duration<double> took) {
  const prometheus::Labels where{{"method", std::string(method)}, {"route", std::string(route)}};
  prometheus::Labels labels = where;
  labels.emplace("status", std::to_string(status));
  families_->requests.Add(labels).Increment();
  families_->durations.Add(where, kBuckets).Observe(took.count());
}

void Metrics::note_slowed(std::string_view kind) {
  families_->slowed.Add({{"kind", std::string(kind)}}).Increment();
}

void Metrics::set_known_footage(std::size_t items) {
  families_->known_footage.Set(static_cast<double>(items));
}

void Metrics::set_jobs(const store::JobCounts& jobs) {
  families_->jobs.Add({{"state", "waiting"}}).Set(static_cast<double>(jobs.waiting));
  families_->jobs.Add({{"state", "due"}}).Set(static_cast<double>(jobs.due));
  families_->jobs.Add({{"state", "leased"}}).Set(static_cast<double>(jobs.leased));
}

void Metrics::set_operation(const store::OperationCounts& counts, Instant now) {
  const auto set = [](prometheus::Family<prometheus::Gauge>& family, std::int64_t value) {
    family.Add({}).Set(static_cast<double>(value));
  };
  const auto set_age = [&](prometheus::Family<prometheus::Gauge>& family, const std::optional<Instant>& at) {
    if (at) family.Add({}).Set(std::chrono::duration<double>(now - *at).count());
  };
  set(families_->oldest_due, 0);
  set_age(families_->oldest_due, counts.oldest_due);
  set(families_->alarms, counts.alarms_open);
  set(families_->letters, counts.letters_waiting);
  set(families_->lag, counts.catalogue_lag);
  set(families_->log_size, counts.audit_entries);
  set(families_->generation, counts.key_generation);
  set_age(families_->worker, counts.worker_seen);
  set_age(families_->backup, counts.backup_made);
  set_age(families_->checkpoint, counts.checkpoint_signed);
}

void Metrics::set_storage(std::uint64_t store_bytes, std::uint64_t free_bytes) {
  families_->store_bytes.Add({}).Set(static_cast<double>(store_bytes));
  families_->free_bytes.Add({}).Set(static_cast<double>(free_bytes));
}

std::string Metrics::text() const {
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families_->registry.Collect());
  return out.str();
}

}  // namespace jium::http
