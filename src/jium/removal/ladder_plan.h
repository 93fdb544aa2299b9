// Whom the ladder of a sighting asks, in what order and with what clocks: dated data (data/rules/ladder.toml)
// per kind of site, never code. The file's head has the meaning of each field and the sources.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"

namespace jium::removal {

// `operator` is a keyword: the first rung is the site's own operator.
enum class Rung { site_operator, site_owner, host, cdn, registrar, search_engine, committee };
BOOST_DESCRIBE_ENUM(Rung, site_operator, site_owner, host, cdn, registrar, search_engine, committee)

// What is asked of whoever stands on a rung.
enum class LetterRole {
  removal,     // of what one runs oneself
  take_down,   // of a customer's content
  suspension,  // of a name
  delisting,   // of a search result
  block,       // of access, by the committee
};
BOOST_DESCRIBE_ENUM(LetterRole, removal, take_down, suspension, delisting, block)

struct PlanStep {
  Rung rung = Rung::site_operator;
  LetterRole letter = LetterRole::removal;
  std::optional<Duration> clock;  // from sending; none: that of the request's own rule
  std::vector<Rung> after;        // opens when all of these are done with
};

struct Plan {
  std::string id;                  // "adult-site-2026"
  std::vector<std::string> kinds;  // of site; "*" for all the others
  Instant in_force_from{};
  Duration patience{};  // with a draft that nobody confirms
  Duration review{};    // after the last step
  std::string source;
  std::string checked_on;
  std::vector<PlanStep> steps;  // in order; no rung twice; the site's operator first

  [[nodiscard]] const PlanStep* step(Rung rung) const;
};

class LadderBook {
 public:
  // Malformed, naming the plan and the field, when anything is missing, unknown or double (two plans for one
  // kind from one day on), when a step waits for one that does not come before it, when the committee alone
  // is asked, or when there is no plan for "*".
  [[nodiscard]] static Result<LadderBook> parse(std::string_view toml);

  // The plan in force at `at` for a site of `kind`: the latest that names it, else that of "*". Missing when
  // none was in force yet.
  [[nodiscard]] Result<Plan> plan_for(std::string_view kind, Instant at) const;
  [[nodiscard]] Result<Plan> plan_by_id(std::string_view id) const;
  [[nodiscard]] const std::vector<Plan>& plans() const { return plans_; }
  // The plans that the binary carries.
  [[nodiscard]] static const LadderBook& built_in();

 private:
  std::vector<Plan> plans_;
};

// The same, or what is wrong with them.
[[nodiscard]] Result<LadderBook> built_in_ladders();

}  // namespace jium::removal
