#include "jium/registry/sighting.h"

namespace jium::registry {

Witness witness_of(std::string_view name) {
  return parse_enum<Witness>("witness", name).value_or(Witness::pdq);
}

}  // namespace jium::registry
