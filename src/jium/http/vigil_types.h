// Vigils and their statements.
#pragma once

#include "jium/desk/keep_vigil.h"
#include "jium/http/wire_types.h"

namespace jium::http::wire {

struct OpenVigil {
  casework::CaseId the_case;
  std::optional<casework::VigilLanguage> language;
  std::optional<int> every_days;
  std::optional<bool> told;
};
JIUM_WIRE_ASK(OpenVigil, (the_case, language, every_days, told))

struct Vigil {
  casework::VigilId id;
  casework::CaseId the_case;
  casework::VigilState state{};
  casework::VigilLanguage language{};
  int every_days = 0;
  Instant opened_at{};
  std::string opened_by;
  Instant counted_from{};
  std::optional<Instant> due_at, ended_at;
  std::optional<registry::SightingId> found;
};
JIUM_WIRE_VIEW(Vigil, (id, the_case, state, language, every_days, opened_at, opened_by, counted_from, due_at,
                       ended_at, found))

struct Vigils {
  std::vector<Vigil> vigils;
};
JIUM_WIRE_VIEW(Vigils, (vigils))

// What reached the registry since the last statement, and was compared.
struct Compared {
  std::int64_t matches = 0, looks = 0, reports = 0, platforms = 0;
};
JIUM_WIRE_VIEW(Compared, (matches, looks, reports, platforms))

struct VigilStatement {
  Instant made_at{}, counted_from{};
  std::string made_by;
  Exact text;
};
JIUM_WIRE_VIEW(VigilStatement, (made_at, counted_from, made_by, text))

struct VigilView {
  Vigil vigil;
  Compared since;
  std::vector<VigilStatement> statements;
};
JIUM_WIRE_VIEW(VigilView, (vigil, since, statements))

struct TurnVigil {
  desk::VigilTurn turn{};
};
JIUM_WIRE_ASK(TurnVigil, (turn))

}  // namespace jium::http::wire
