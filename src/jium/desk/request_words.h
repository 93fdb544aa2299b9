// The words that a request is put into when it does not go by letter: for a form's fields, for an officer's
// task, for an operator's own API. There is no member through which anything of the survivor could get in.
#pragma once

#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/form_recipe.h"
#include "jium/removal/removal_request.h"

namespace jium::desk {

struct RequestWords {
  removal::FormWords words;
  std::string operator_mail;
  std::string rule;  // Rule::id
  Duration clock{};  // from its being sent; zero where the rule counts working days
  bool statutory = false;
  // What the footage is known by: only where it is shared with platforms (registry/footage_life.h), and only
  // what peers are given.
  std::vector<fingerprint::Fingerprint> fingerprints;
};
[[nodiscard]] Result<RequestWords> words_of(const Desk& desk, store::Transaction& tx,
                                            const removal::RemovalRequest& request);

}  // namespace jium::desk
