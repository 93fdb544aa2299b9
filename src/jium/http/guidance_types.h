// The guideline that court papers go by.
#pragma once

#include "jium/http/wire.h"

namespace jium::http::wire {

struct OffenceType {
  std::string code, ko, en;
};
JIUM_WIRE_VIEW(OffenceType, (code, ko, en))

struct Guideline {
  std::string id, ko, en;
  Instant in_force_from{};
  std::string source_ko, source_en, checked_on;
  std::vector<OffenceType> offences;
};
JIUM_WIRE_VIEW(Guideline, (id, ko, en, in_force_from, source_ko, source_en, checked_on, offences))

}  // namespace jium::http::wire
