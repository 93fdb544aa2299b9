// Vigils: opened, shown, paused and ended by an officer; a statement is made when somebody hands it over; a match
// ends the calm by itself.
#pragma once

#include <optional>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/store/vigils.h"

namespace jium::desk {

struct OpenVigil {
  casework::CaseId the_case;
  casework::VigilLanguage language = casework::VigilLanguage::ko;
  int every_days = 30;
  bool told = true;  // false: the person does not want to be told for now
};
// Conflict: the case has a vigil, has no fingerprints to compare, or its footage is out there already.
[[nodiscard]] Result<casework::Vigil> open_vigil(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                 const OpenVigil& ask);

struct ShownVigil {
  casework::Vigil vigil;
  std::vector<store::StoredStatement> statements;  // oldest first
  store::LookupCounts since;                       // what was compared since the last statement
};
[[nodiscard]] Result<ShownVigil> show_vigil(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                            casework::VigilId id);
// Those whose statement falls due first come first.
[[nodiscard]] Result<std::vector<casework::Vigil>> list_vigils(const Desk& desk, store::Transaction& tx,
                                                               const Actor& actor);

enum class VigilTurn { pause, resume, end };
BOOST_DESCRIBE_ENUM(VigilTurn, pause, resume, end)
[[nodiscard]] Result<casework::Vigil> turn_vigil(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                 casework::VigilId id, VigilTurn turn);

// Written, kept and counted anew from now. Conflict while none is wanted, or when something was found.
[[nodiscard]] Result<store::StoredStatement> make_statement(const Desk& desk, store::Transaction& tx,
                                                            const Actor& actor, casework::VigilId id);

// Something of this case was seen: its vigil ends, and the officer hears of it.
[[nodiscard]] Result<void> break_vigil(const Desk& desk, store::Transaction& tx, casework::CaseId the_case,
                                       registry::SightingId sighting);

}  // namespace jium::desk
