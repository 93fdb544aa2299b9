#include "jium/http/routes.h"

#include "jium/http/intake_api.h"

namespace jium::http {

Routes all_routes(std::shared_ptr<Metrics> metrics, std::shared_ptr<const std::string> description,
                  store::Store& store, HealthWatch health) {
  Routes routes;
  add_health_routes(routes, std::move(metrics), std::move(description), std::move(health));
  add_access_routes(routes);
  add_people_routes(routes);
  add_passkey_routes(routes);
  add_proof_routes(routes);
  add_case_routes(routes);
  add_worklist_routes(routes);
  add_today_routes(routes);
  add_guidance_routes(routes);
  add_view_routes(routes);
  add_assignment_routes(routes);
  add_decoy_routes(routes);
  add_identity_routes(routes);
  add_footage_routes(routes);
  add_sharing_routes(routes);
  add_decision_routes(routes);
  add_feed_routes(routes);
  add_sighting_routes(routes);
  add_vigil_routes(routes);
  add_linkage_routes(routes);
  add_series_routes(routes);
  add_court_routes(routes);
  add_directory_routes(routes);
  add_directory_exchange_routes(routes);
  add_discovery_routes(routes);
  add_request_routes(routes);
  add_task_routes(routes);
  add_batch_routes(routes);
  add_reply_routes(routes);
  add_recipe_routes(routes);
  add_partner_routes(routes);
  add_platform_routes(routes);
  add_intake_routes(routes);
  add_ladder_routes(routes);
  add_block_routes(routes);
  add_event_routes(routes, store);
  add_alarm_routes(routes);
  add_report_routes(routes);
  add_statistics_routes(routes);
  add_log_routes(routes);
  add_retention_routes(routes);
  add_erasure_routes(routes);
  return routes;
}

}  // namespace jium::http
