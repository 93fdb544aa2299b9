// A Person: one human being who works for an organisation, under roles of its choosing. Programs have API keys
// instead and are nobody.
#pragma once

#include <string_view>

#include "jium/base/id.h"

namespace jium::registry {

struct PersonTag {
  static constexpr char letter = 'U';
  static constexpr std::string_view noun = "person";
};
using PersonId = Id<PersonTag>;

}  // namespace jium::registry
