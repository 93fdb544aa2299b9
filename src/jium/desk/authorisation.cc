#include "jium/desk/authorisation.h"

#include <algorithm>

#include "jium/embedded/authorisation.h"

namespace jium::desk {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

Result<void> read_caller(std::string_view word, Grant& grant) {
  if (word == "anyone") {
    grant.caller = Caller::anyone;
  } else if (word == "any_key") {
    grant.caller = Caller::any_key;
  } else {
    JIUM_TRY(grant.role, parse_enum<Role>("role", word));
  }
  return {};
}

Result<void> read_act(std::string_view word, Grant& grant) {
  if (word == "-") return {};
  JIUM_TRY(grant.act, audit::parse_act(word));
  return {};
}

Result<void> read_guard(std::string_view word, Grant& grant) {
  if (word != "-" && word != "step_up") return fault(FaultKind::malformed, "a guard is - or step_up");
  grant.guard = word == "-" ? Guard::none : Guard::step_up;
  return {};
}

// One grant for each role of the line.
Result<std::vector<Grant>> read_grants(std::string_view line) {
  const auto cells = split(line, '\t');
  if (cells.size() != 6)
    return fault(FaultKind::malformed, "six columns are needed: method, route, role, relation, act, guard");
  Grant grant;
  grant.method = cells[0];
  grant.route = cells[1];
  if (grant.method != "GET" && grant.method != "POST")
    return fault(FaultKind::malformed, "a method is GET or POST");
  if (!grant.route.starts_with('/')) return fault(FaultKind::malformed, "a route starts with /");
  JIUM_TRY(grant.relation, parse_enum<Relation>("relation", cells[3]));
  JIUM_CHECK(read_act(cells[4], grant));
  JIUM_CHECK(read_guard(cells[5], grant));
  std::vector<Grant> grants;
  for (const std::string_view word : split(cells[2], ',')) {
    JIUM_CHECK(read_caller(word, grant));
    grants.push_back(grant);
  }
  return grants;
}

bool same_cell(const Grant& a, const Grant& b) {
  return a.method == b.method && a.route == b.route && a.caller == b.caller &&
         (a.caller != Caller::role || a.role == b.role);
}

}  // namespace

Result<Authorisation> Authorisation::parse(std::string_view tsv) {
  Authorisation table;
  int number = 0;
  for (const std::string_view line : split(tsv, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::string where = "authorisation table, line " + std::to_string(number);
    auto grants = read_grants(line);
    if (!grants) return Fault(std::move(grants).fault()).within(where);
    for (Grant& grant : *grants) {
      const bool twice = std::any_of(table.grants_.begin(), table.grants_.end(),
                                     [&](const Grant& g) { return same_cell(g, grant); });
      if (twice) return fault(FaultKind::malformed, where + ": this cell stands in the table already");
      table.grants_.push_back(std::move(grant));
    }
  }
  return table;
}

Result<Authorisation> Authorisation::built_in() {
  return parse(embedded::kAuthorisation);
}

bool Authorisation::knows(std::string_view method, std::string_view route) const {
  return std::any_of(grants_.begin(), grants_.end(),
                     [&](const Grant& g) { return g.method == method && g.route == route; });
}

bool Authorisation::needs_key(std::string_view method, std::string_view route) const {
  return std::none_of(grants_.begin(), grants_.end(), [&](const Grant& g) {
    return g.method == method && g.route == route && g.caller == Caller::anyone;
  });
}

Guard Authorisation::guard_of(std::string_view method, std::string_view route) const {
  const bool guarded = std::any_of(grants_.begin(), grants_.end(), [&](const Grant& g) {
    return g.method == method && g.route == route && g.guard == Guard::step_up;
  });
  return guarded ? Guard::step_up : Guard::none;
}

bool Authorisation::allows(std::string_view method, std::string_view route, const Actor& actor) const {
  return std::any_of(grants_.begin(), grants_.end(), [&](const Grant& g) {
    return g.method == method && g.route == route && (g.caller != Caller::role || g.role == actor.role);
  });
}

}  // namespace jium::desk
