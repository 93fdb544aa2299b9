// What an actor may do with a record now: the words that stand after the record in the API's paths, so that
// whoever draws a button for each needs to know no rule. Two things decide, and nothing is written down
// twice: the authorisation table says what the role may, and the rules of the record itself, tried on a copy,
// say what its state allows.
//
// An ability is no promise: what stands in the way of the act besides (a step-up, a quota, another person's
// word) is said when it is tried.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/casework/case.h"
#include "jium/desk/actor.h"
#include "jium/registry/footage.h"
#include "jium/registry/sighting.h"
#include "jium/removal/operator.h"
#include "jium/store/alarms.h"

namespace jium::desk {

// May this role ask that route at all?
[[nodiscard]] bool may_ask(const Actor& actor, std::string_view method, std::string_view route);

[[nodiscard]] std::vector<std::string> abilities_of(const casework::Case& the_case, const Actor& actor,
                                                    Instant now);
[[nodiscard]] std::vector<std::string> abilities_of(const registry::Footage& footage, const Actor& actor);
[[nodiscard]] std::vector<std::string> abilities_of(const registry::Sighting& sighting, const Actor& actor);
[[nodiscard]] std::vector<std::string> abilities_of(const store::Alarm& alarm, const Actor& actor);
// "change": the operator's own route.
[[nodiscard]] std::vector<std::string> abilities_of(const removal::SiteOperator& site_operator,
                                                    const Actor& actor);

}  // namespace jium::desk
