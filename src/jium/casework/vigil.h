// A vigil: for somebody who fears that footage spreads, and of whom nothing has been seen yet. The
// fingerprints are compared with whatever reaches the registry anyway: look-ups, reports, looks at reported
// places, the feeds that platforms take. No address is searched for. Now and then a calm statement says what
// was compared.
//
//   open --pause--> paused --resume--> open
//   open, paused --a match--> found        (no calm statement any more: an alarm, and the case goes on)
//   open, paused --end--> ended
//
// Paused is what a vigil is while the person does not want to be told: it goes on comparing, a match still
// raises the alarm, and no statement falls due.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/casework/case.h"

namespace jium::casework {

struct VigilTag {
  static constexpr char letter = 'V';
  static constexpr std::string_view noun = "vigil";
};
using VigilId = Id<VigilTag>;

enum class VigilState { open, paused, found, ended };
BOOST_DESCRIBE_ENUM(VigilState, open, paused, found, ended)

enum class VigilLanguage { ko, en };
BOOST_DESCRIBE_ENUM(VigilLanguage, ko, en)

inline constexpr int kLeastVigilDays = 7;
inline constexpr int kMostVigilDays = 366;

struct Vigil {
  VigilId id;
  registry::OrganisationId organisation;
  CaseId the_case;
  VigilState state = VigilState::open;
  VigilLanguage language = VigilLanguage::ko;
  int every_days = 30;
  Instant opened_at{};
  std::string opened_by;
  Instant counted_from{};         // what was compared before is in an earlier statement
  std::optional<Instant> due_at;  // of the next statement; none while none is wanted
  std::optional<Instant> ended_at;
  std::optional<std::string> found;  // the sighting that ended the calm
  // Of the Korean day of counted_from, what was compared before that moment.
  std::int64_t told_matches = 0, told_looks = 0, told_reports = 0;
};

// Malformed when the days are not 7 to 366. Conflict for a case that is closed or forgotten.
[[nodiscard]] Result<Vigil> begin_vigil(const Case& the_case, VigilLanguage language, int every_days,
                                        bool told, Instant at);
// Each is Conflict, with what the vigil is, when its state does not allow it.
[[nodiscard]] Result<void> pause(Vigil& vigil);
[[nodiscard]] Result<void> resume(Vigil& vigil, Instant at);
[[nodiscard]] Result<void> note_statement(Vigil& vigil, Instant at);
[[nodiscard]] Result<void> end(Vigil& vigil, Instant at);
// False when it was over already.
[[nodiscard]] bool note_found(Vigil& vigil, std::string sighting, Instant at);

[[nodiscard]] bool is_on(const Vigil& vigil);

}  // namespace jium::casework
