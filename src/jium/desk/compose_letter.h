// What a letter about one request, or about many of one case to one operator, says.
#pragma once

#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/courier.h"
#include "jium/removal/removal_request.h"
#include "jium/report/removal_letter.h"

namespace jium::desk {

// Until it is confirmed, a draft is for whoever is known to run the site now, in their language and under the
// rule in force: an operator named by mistake is mended by naming another for the site. Missing when nobody
// is known (the text says how to name one).
[[nodiscard]] Result<void> address_to_operator(const Desk& desk, store::Transaction& tx,
                                               const registry::Sighting& sighting,
                                               removal::RemovalRequest& request);

// What the step of the sighting's ladder asks of whoever the request goes to.
[[nodiscard]] Result<removal::LetterRole> letter_role(const Desk& desk, store::Transaction& tx,
                                                      const removal::RemovalRequest& request);

// The parts of the letter; `reference` is by what the answer is known again: the request's id, or the
// letter's when there are many. `folded`: addresses as screens show them, to be read by who need not visit.
[[nodiscard]] Result<report::RemovalLetter> letter_about(const Desk& desk, store::Transaction& tx,
                                                         const std::vector<removal::RemovalRequest>& requests,
                                                         const std::string& reference, bool folded = false);

// Has nobody whose language it is read the wording of its letter, as it would be addressed now or as it was
// sent?
[[nodiscard]] Result<bool> needs_native_reader(const Desk& desk, store::Transaction& tx,
                                               removal::RemovalRequest request);

// Conflict when it would be no valid notice under its rule, or when the rule's clock cannot be told: nothing
// is sent whose end nobody knows.
[[nodiscard]] Result<removal::Letter> compose_letter(const Desk& desk, store::Transaction& tx,
                                                     const std::vector<removal::RemovalRequest>& requests,
                                                     const std::string& reference, bool folded = false);

}  // namespace jium::desk
