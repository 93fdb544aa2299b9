// An actor as the rules of several people count them: a person where there is one, however often they sign
// in; a program by its key.
#pragma once

#include "jium/desk/actor.h"
#include "jium/registry/decision.h"

namespace jium::desk {

[[nodiscard]] inline registry::Doer doer_of(const Actor& actor) {
  return {actor.person ? actor.person->text() : actor.key.text(), actor.organisation,
          std::string(to_text(actor.role))};
}

// As those are counted who decide by majority: the programs of one organisation have one voice, or whoever
// issues keys could be a majority by themselves.
[[nodiscard]] inline registry::Doer voter_of(const Actor& actor) {
  return {actor.person ? actor.person->text() : actor.organisation.text(), actor.organisation,
          std::string(to_text(actor.role))};
}

// How the history of a case names whoever acted: its own people and programs themselves; of another
// organisation that organisation alone, since who of them it was is their own affair (and in their own log).
[[nodiscard]] inline std::string name_before(registry::OrganisationId owner, const Actor& actor) {
  return actor.organisation == owner ? actor.text() : actor.organisation.text();
}

}  // namespace jium::desk
