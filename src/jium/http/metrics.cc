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
  prometheus::Gauge& known_footage = prometheus::BuildGauge()
                                         .Name("jium_known_footage")
                                         .Help("Footage that may match, as this process has it in memory.")
                                         .Register(registry)
                                         .Add({});
  prometheus::Family<prometheus::Gauge>& jobs =
      prometheus::BuildGauge().Name("jium_jobs").Help("Background work by its state.").Register(registry);
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

void Metrics::set_known_footage(std::size_t items) {
  families_->known_footage.Set(static_cast<double>(items));
}

void Metrics::set_jobs(const store::JobCounts& jobs) {
  families_->jobs.Add({{"state", "waiting"}}).Set(static_cast<double>(jobs.waiting));
  families_->jobs.Add({{"state", "due"}}).Set(static_cast<double>(jobs.due));
  families_->jobs.Add({{"state", "leased"}}).Set(static_cast<double>(jobs.leased));
}

std::string Metrics::text() const {
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families_->registry.Collect());
  return out.str();
}

}  // namespace jium::http
