// The actor's word for an act that needs two people.
#pragma once

#include "jium/casework/signer.h"
#include "jium/desk/desk.h"

namespace jium::desk {

[[nodiscard]] inline casework::Signature signature_of(const Desk& desk, const Actor& actor) {
  return {{.key = actor.text(), .role = std::string(to_text(actor.role)), .person = actor.person},
          desk.clock.now()};
}

}  // namespace jium::desk
