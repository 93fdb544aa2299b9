// All routes, one file a noun.
#pragma once

#include <memory>
#include <string>

#include "jium/http/health.h"
#include "jium/http/metrics.h"
#include "jium/http/route.h"

namespace jium::http {

void add_access_routes(Routes& routes);
void add_alarm_routes(Routes& routes);
void add_assignment_routes(Routes& routes);
void add_batch_routes(Routes& routes);
void add_block_routes(Routes& routes);
void add_case_routes(Routes& routes);
void add_worklist_routes(Routes& routes);
void add_today_routes(Routes& routes);
void add_guidance_routes(Routes& routes);
void add_view_routes(Routes& routes);
void add_court_routes(Routes& routes);
void add_decision_routes(Routes& routes);
void add_decoy_routes(Routes& routes);
void add_directory_routes(Routes& routes);
void add_directory_exchange_routes(Routes& routes);
void add_discovery_routes(Routes& routes);
void add_erasure_routes(Routes& routes);
void add_feed_routes(Routes& routes);
void add_footage_routes(Routes& routes);
void add_identity_routes(Routes& routes);
void add_ladder_routes(Routes& routes);
void add_linkage_routes(Routes& routes);
void add_series_routes(Routes& routes);
void add_log_routes(Routes& routes);
void add_passkey_routes(Routes& routes);
void add_people_routes(Routes& routes);
void add_reply_routes(Routes& routes);
void add_proof_routes(Routes& routes);
void add_partner_routes(Routes& routes);
void add_platform_routes(Routes& routes);
void add_recipe_routes(Routes& routes);
void add_report_routes(Routes& routes);
void add_request_routes(Routes& routes);
void add_retention_routes(Routes& routes);
void add_sharing_routes(Routes& routes);
void add_sighting_routes(Routes& routes);
void add_task_routes(Routes& routes);
void add_statistics_routes(Routes& routes);
void add_vigil_routes(Routes& routes);

// Of streams, which look at the store for as long as somebody listens; it outlives the routes.
void add_event_routes(Routes& routes, store::Store& store);

// Of the service itself. `description` is filled once all routes are known.
void add_health_routes(Routes& routes, std::shared_ptr<Metrics> metrics,
                       std::shared_ptr<const std::string> description, HealthWatch health);

[[nodiscard]] Routes all_routes(std::shared_ptr<Metrics> metrics,
                                std::shared_ptr<const std::string> description, store::Store& store,
                                HealthWatch health = {});

}  // namespace jium::http
