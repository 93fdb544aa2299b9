#include "jium/embedded/version.h"
#include "jium/http/routes.h"
#include "jium/http/wire_types.h"
#include "jium/store/jobs.h"

namespace jium::http {
namespace {

// It has read from the store, or it would not say ok.
Result<Reply> health(const Call& call) {
  JIUM_CHECK(store::next_due(call.tx));
  return reply(200, wire::Health{"ok", std::string(kVersion)});
}

Result<Reply> show_metrics(Metrics& metrics, const Call& call) {
  JIUM_TRY(const store::JobCounts jobs, store::count_jobs(call.tx, call.desk.clock.now()));
  metrics.set_jobs(jobs);
  metrics.set_known_footage(call.desk.known.items());
  return Reply{200, std::string(kMetricsText), metrics.text(), {}};
}

}  // namespace

void add_health_routes(Routes& routes, std::shared_ptr<Metrics> metrics,
                       std::shared_ptr<const std::string> description) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/health",
                    .operation = "health",
                    .summary = "Whether the server answers and can read its store.",
                    .gives = &schema_of<wire::Health>,
                    .handle = &health});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/openapi.json",
                    .operation = "describe_api",
                    .summary = "This description.",
                    .handle = [description](const Call&) -> Result<Reply> {
                      return Reply{200, std::string(kJson), *description, {}};
                    }});
  routes.push_back({.method = "GET",
                    .path = "/metrics",
                    .operation = "show_metrics",
                    .summary = "Counts for monitoring, in the text format of Prometheus.",
                    .handle = [metrics](const Call& call) { return show_metrics(*metrics, call); }});
}

}  // namespace jium::http
