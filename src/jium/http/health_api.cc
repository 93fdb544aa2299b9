#include <algorithm>

#include "jium/embedded/version.h"
#include "jium/http/routes.h"
#include "jium/http/wire_types.h"
#include "jium/store/footages.h"
#include "jium/store/jobs.h"
#include "jium/store/marks.h"
#include "jium/store/operation_counts.h"
#include "jium/store/organisations.h"

namespace jium::http {
namespace {

// It has read from the store, or it would not say ok.
Result<Reply> health(const Call& call) {
  JIUM_CHECK(store::next_due(call.tx));
  return reply(200, wire::Health{"ok", std::string(kVersion)});
}

// It answers: that is all. Whoever restarts what does not should ask this, and nothing that depends on a
// disk.
Result<Reply> live(const Call& call) {
  static_cast<void>(call);
  return reply(200, wire::Live{});
}

bool tried(const std::function<bool()>& probe) {
  return !probe || probe();
}

Result<Reply> ready(const HealthWatch& watch, const Call& call) {
  wire::Ready state;
  state.store = tried(watch.probes.store_takes_writes);
  state.decoder = tried(watch.probes.decoder_answers);
  state.catalogue = call.desk.known.follow(call.tx).has_value();
  state.disk = !watch.probes.free_disk || watch.probes.free_disk() >= watch.settings.free_disk;
  state.ready = state.store && state.decoder && state.catalogue && state.disk;
  return reply(state.ready ? 200 : 503, state);
}

bool is_late(const std::optional<Instant>& last, Duration longest, Instant now) {
  return !last || now - *last > longest;
}

Result<Reply> stale(const HealthWatch& watch, const Call& call) {
  const Instant now = call.desk.clock.now();
  JIUM_TRY(const auto worker, store::last(call.tx, store::Mark::worker));
  JIUM_TRY(const auto backup, store::last(call.tx, store::Mark::backup));
  wire::Stale state;
  state.worker = is_late(worker, watch.settings.worker_silent, now);
  state.backup = watch.settings.backup_age > Duration{0} && is_late(backup, watch.settings.backup_age, now);
  state.stale = state.worker || state.backup;
  return reply(state.stale ? 503 : 200, state);
}

// The counts are of the whole service: how much is known and how much is asked for. An auditor from outside
// the agencies has their own organisation's log, and no part of that.
Result<void> must_be_of_an_agency(const Call& call) {
  using registry::OrganisationKind;
  JIUM_TRY(const auto organisation, store::load_organisation(call.tx, call.actor.organisation));
  const bool is_outside = organisation.kind == OrganisationKind::platform ||
                          organisation.kind == OrganisationKind::monitor ||
                          organisation.kind == OrganisationKind::foreign_partner;
  if (is_outside)
    return fault(FaultKind::forbidden, "how the service does is shown to the agencies that run it");
  return {};
}

Result<Reply> show_metrics(Metrics& metrics, const HealthWatch& watch, const Call& call) {
  JIUM_CHECK(must_be_of_an_agency(call));
  const Instant now = call.desk.clock.now();
  JIUM_TRY(const store::JobCounts jobs, store::count_jobs(call.tx, now));
  JIUM_TRY(store::OperationCounts counts, store::count_operation(call.tx, now));
  JIUM_TRY(const std::int64_t newest, store::last_footage_change(call.tx));
  counts.catalogue_lag = std::max<std::int64_t>(0, newest - call.desk.known.reached());
  metrics.set_jobs(jobs);
  metrics.set_known_footage(call.desk.known.items());
  metrics.set_operation(counts, now);
  if (watch.probes.store_bytes && watch.probes.free_disk)
    metrics.set_storage(watch.probes.store_bytes(), watch.probes.free_disk());
  return Reply{200, std::string(kMetricsText), metrics.text(), {}};
}

}  // namespace

void add_health_routes(Routes& routes, std::shared_ptr<Metrics> metrics,
                       std::shared_ptr<const std::string> description, HealthWatch health_watch) {
  const auto watch = std::make_shared<const HealthWatch>(std::move(health_watch));
  routes.push_back({.method = "GET",
                    .path = "/api/v1/health",
                    .operation = "health",
                    .summary = "Whether the server answers and can read its store.",
                    .gives = &schema_of<wire::Health>,
                    .handle = &health});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/health/live",
                    .operation = "health_live",
                    .summary = "Whether the process answers; nothing else is looked at.",
                    .gives = &schema_of<wire::Live>,
                    .handle = &live});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/health/ready",
                    .operation = "health_ready",
                    .summary = "Whether it can take work: 503 when not, with what is missing.",
                    .gives = &schema_of<wire::Ready>,
                    .handle = [watch](const Call& call) { return ready(*watch, call); }});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/health/stale",
                    .operation = "health_stale",
                    .summary = "Whether it falls behind: 503 when no worker runs or the backup is too old.",
                    .gives = &schema_of<wire::Stale>,
                    .handle = [watch](const Call& call) { return stale(*watch, call); }});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/openapi.json",
                    .operation = "describe_api",
                    .summary = "This description.",
                    .handle = [description](const Call&) -> Result<Reply> {
                      return Reply{200, std::string(kJson), *description, {}};
                    }});
  routes.push_back(
      {.method = "GET",
       .path = "/metrics",
       .operation = "show_metrics",
       .summary = "Counts for monitoring, in the text format of Prometheus.",
       .handle = [metrics, watch](const Call& call) { return show_metrics(*metrics, *watch, call); }});
}

}  // namespace jium::http
