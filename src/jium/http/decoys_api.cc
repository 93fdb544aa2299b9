#include "jium/desk/plant_decoy.h"
#include "jium/http/routes.h"
#include "jium/http/wire_types.h"

namespace jium::http {
namespace {

Result<Reply> plant_decoy(const Call& call) {
  JIUM_TRY(auto ask, call.body<wire::PlantDecoy>());
  desk::PlantDecoy decoy{.pseudonym = Secret<std::string>(std::move(ask.pseudonym)),
                         .age_band = ask.age_band.value_or(casework::AgeBand::unknown),
                         .harm_types = std::move(ask.harm_types),
                         .address = std::nullopt,
                         .assigned_to = ask.person};
  if (ask.address) {
    JIUM_TRY(decoy.address, registry::WebAddress::parse(ask.address->text));
  }
  JIUM_TRY(const auto planted, desk::plant_decoy(call.desk, call.tx, call.actor, decoy));
  call.about(planted);
  return reply(201, wire::Decoy{planted});
}

}  // namespace

void add_decoy_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/decoys",
                    .operation = "plant_decoy",
                    .summary = "Plants a case of nobody: whoever opens it raises an alarm for the centre's "
                               "administrators.",
                    .asks = &schema_of<wire::PlantDecoy>,
                    .gives = &schema_of<wire::Decoy>,
                    .success = {201},
                    .handle = &plant_decoy});
}

}  // namespace jium::http
