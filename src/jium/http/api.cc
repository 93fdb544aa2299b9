#include "jium/http/api.h"

#include "jium/http/openapi.h"
#include "jium/http/routes.h"

namespace jium::http {

Result<std::unique_ptr<Api>> make_api(const desk::Desk& desk, store::Store& store,
                                      desk::Authorisation authorisation, HealthWatch health,
                                      StrangerLimit strangers, CallerLimit callers) {
  const auto metrics = std::make_shared<Metrics>();
  const auto description = std::make_shared<std::string>();
  Routes routes = all_routes(metrics, description, store, std::move(health));
  *description = describe_api(routes, authorisation);
  JIUM_TRY(auto dispatcher, Dispatcher::make(desk, store, std::move(routes), std::move(authorisation),
                                             metrics, strangers, callers));
  return std::unique_ptr<Api>(new Api(std::move(dispatcher), description));
}

Result<std::unique_ptr<Api>> make_api(const desk::Desk& desk, store::Store& store, HealthWatch health,
                                      StrangerLimit strangers, CallerLimit callers) {
  JIUM_TRY(auto authorisation, desk::Authorisation::built_in());
  return make_api(desk, store, std::move(authorisation), std::move(health), strangers, callers);
}

}  // namespace jium::http
